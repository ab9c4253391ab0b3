"""The dashboard: pages and an API on which people look at reviews and decide."""
