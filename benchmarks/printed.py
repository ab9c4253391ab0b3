"""What a benchmark found, as one JSON document."""

import json
from pathlib import Path
from typing import Any


def print_and_keep(document: Any, file: Path | None) -> None:
    """Prints the document, and writes it to a file where one is named."""
    text = json.dumps(document, indent=1)
    print(text)
    if file:
        file.write_text(text + "\n", encoding="utf-8")
