"""Standards: dated rule packs of vendors, as YAML files in this folder."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import SignatureType
from pipeline.errors import SetupError, UsageError

FOLDER = Path(__file__).parent


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Form(_Part):
    """How long a signature may be, in characters, and which characters it may hold (a regular expression for one)."""

    least: int = Field(ge=1)
    most: int = Field(ge=1)
    characters: str

    @field_validator("characters")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"it is no regular expression ({error})") from None
        return value

    @model_validator(mode="after")
    def _in_order(self) -> "Form":
        if self.least > self.most:
            raise ValueError("least is more than most")
        return self

    def fits(self, signature: str) -> bool:
        return self.least <= len(signature) <= self.most and not self.strangers(signature)

    def strangers(self, signature: str) -> str:
        """The characters of `signature` that are not allowed."""
        return "".join(char for char in signature if not re.fullmatch(self.characters, char))


Forms = dict[Literal["mainland", "global"], Form]


class TypeRules(_Part):
    """What proves a signature of one type."""

    certificates: tuple[DocumentKind, ...]
    named_on: tuple[DocumentKind, ...]
    subject: FieldName
    owner: FieldName


class Standard(_Part):
    """One rule pack."""

    name: str
    vendor: str
    dated: date
    sources: tuple[str, ...]
    name_mode: Literal["strict", "loose"]
    case_sensitive: bool
    forms: Forms
    types: dict[SignatureType, TypeRules]

    @field_validator("forms")
    @classmethod
    def _both_forms(cls, value: Forms) -> Forms:
        if len(value) < 2:
            raise ValueError("mainland and global are both wanted")
        return value

    @field_validator("types")
    @classmethod
    def _company_for_website(cls, value: dict[SignatureType, TypeRules]) -> dict[SignatureType, TypeRules]:
        if SignatureType.WEBSITE in value and SignatureType.COMPANY not in value:
            raise ValueError("website needs company, which says whose a certificate is")
        return value

    def form(self, international: bool) -> Form:
        return self.forms["global" if international else "mainland"]


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
