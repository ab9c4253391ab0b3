"""Standards: dated rule packs of vendors, as YAML files in this folder; pack.py says what they may hold."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import yaml
from pydantic import ValidationError

from pipeline.errors import SetupError, UsageError
from pipeline.standards.pack import Due, Order, PictureRules, SignatureForm, Standard, TypeRules

__all__ = ["Due", "Order", "PictureRules", "SignatureForm", "Standard", "TypeRules", "load", "names", "version"]

FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The standards there are."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def load(name: str) -> Standard:
    """A standard by name.

    Raises:
        UsageError: there is none of that name.
        SetupError: its file does not fit; the message says where.
    """
    if name not in names():
        raise UsageError(f"There is no standard {name!r}.", f"Choose one of: {', '.join(names())}.")
    try:
        pack = Standard.model_validate(yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SetupError(f"The standard {name}.yaml does not fit at {place or 'its top'}: {first['msg']}.", "Correct the file.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SetupError(f"The standard {name}.yaml is not YAML: {error}.", "Correct the file.") from error
    if pack.name != name:
        raise SetupError(f"The standard {name}.yaml does not fit at name: it is {pack.name!r}.", "Give file and standard one name.")
    return pack


def version(pack: Standard) -> str:
    """The day of a pack and the first 8 hexadecimal digits of the SHA-256 over what it says: it changes with every rule."""
    return f"{pack.dated.isoformat()} {sha256(pack.model_dump_json().encode()).hexdigest()[:8]}"
