"""How well specimens of every kind are read, in every layout and wear: docs/samples.md."""
