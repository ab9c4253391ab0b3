"""The data files that lie beside these modules."""

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
INBOX = FOLDER / "inbox"
EXPECTED = FOLDER / "expected.jsonl"


def load_yaml(name: str) -> dict[str, Any]:
    """The mapping in a YAML file of this folder."""
    data = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise TypeError(f"{name} holds no mapping")
    return data
