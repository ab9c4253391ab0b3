"""What a rule pack may say: every key and word of the YAML files in this folder, checked when they are loaded."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from extractors.labels import load_labels
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.standards.content import categories

Service = Literal["mainland", "global"]
Order = Literal["first", "later"]
Form = Literal["full", "abbreviation"]
FileFormat = Literal["jpg", "jpeg", "png", "gif", "webp", "bmp", "tiff", "pdf"]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _regular_expression(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"it is no regular expression ({error})") from None
    return value


def _known_category(value: str) -> str:
    if value not in categories():
        raise ValueError(f"content.tsv has no category {value!r}; it has {', '.join(sorted(categories()))}")
    return value


def _known_layout(value: str) -> str:
    kind, _, layout = value.partition("/")
    if kind not in load_labels().kinds or layout not in load_labels().kinds[DocumentKind(kind)].layouts:
        raise ValueError(f"no document has a layout {value!r}; docs/documents.md has them all")
    return value


Layout = Annotated[str, AfterValidator(_known_layout)]
Category = Annotated[str, AfterValidator(_known_category)]


class SignatureForm(Part):
    """How long a signature may be, in characters, and which characters it may hold (a regular expression for one).

    `never` is what it must not be as a whole: a regular expression and its name in words.yaml, group `forms`.
    """

    least: int = Field(ge=1)
    most: int = Field(ge=1)
    characters: Annotated[str, AfterValidator(_regular_expression)]
    never: Mapping[Literal["digits_only", "letters_only"], Annotated[str, AfterValidator(_regular_expression)]] = Field(
        default_factory=dict
    )

    @model_validator(mode="after")
    def _in_order(self) -> "SignatureForm":
        if self.least > self.most:
            raise ValueError("least is more than most")
        return self

    def fits(self, signature: str) -> bool:
        return self.least <= len(signature) <= self.most and not self.strangers(signature)

    def strangers(self, signature: str) -> str:
        """The characters of `signature` that are not allowed."""
        return "".join(char for char in signature if not re.fullmatch(self.characters, char))


class ContentRules(Part):
    """Categories of content.tsv whose words are refused, and those of which a note is made; `banned`: words refused anywhere."""

    forbidden: tuple[Category, ...] = ()
    noted: tuple[Category, ...] = ()
    exempt: Mapping[SignatureType, tuple[Category, ...]] = Field(default_factory=dict)
    banned: tuple[str, ...] = ()


class PictureRules(Part):
    """What the file of a certificate must be. `also_read`: formats that the source does not name and that are only noted."""

    formats: tuple[FileFormat, ...]
    also_read: tuple[FileFormat, ...] = ()
    max_bytes: int = Field(ge=1)
    original_in_colour: bool
    unexpired: bool
    unaltered: bool


class LetterRules(Part):
    """Who may authorize, and whether the authorizing party's seal must be on the letter, in red."""

    authorized_by: tuple[PartyKind, ...] = Field(min_length=1)
    red_seal: bool


class Due(Part):
    """One row of the document matrix: for which applications, and which documents are due. A key that is left out may be anything.

    `one_of`: one document of these kinds; empty where none is due. `letter`: the owner's authorization too.
    """

    purpose: Purpose
    account: PartyKind | None = None
    developed_by: PartyKind | None = None
    order: Order | None = None
    one_of: tuple[DocumentKind, ...]
    letter: bool = False

    def fits(self, purpose: Purpose, account: PartyKind, developed_by: PartyKind, order: Order) -> bool:
        asked = (self.purpose, purpose), (self.account, account), (self.developed_by, developed_by), (self.order, order)
        return all(wanted is None or wanted == given for wanted, given in asked)

    def meets(self, other: "Due") -> bool:
        """Whether some application would fit both rows."""
        pairs = (
            (self.purpose, other.purpose),
            (self.account, other.account),
            (self.developed_by, other.developed_by),
            (self.order, other.order),
        )
        return all(one is None or two is None or one == two for one, two in pairs)


class DescriptionRules(Part):
    """What the application's description must give, and whether the source demands it or calls it optional."""

    gives: Literal["store_link", "domain", "account_name"]
    required: bool


class TypeRules(Part):
    """What proves a signature of one type.

    `content`: whether the whole name, or an abbreviation of it too. `accounts`: who may choose the type.
    `named_on`: the kinds of document that name the subject. `unnamed`: layouts of them (`kind/layout`) that the source does not
    name: a person decides. `shows`: fields that a screenshot must show where it is the proof.
    """

    content: tuple[Form, ...] = Field(min_length=1)
    accounts: tuple[PartyKind, ...] = Field(min_length=1)
    named_on: tuple[DocumentKind, ...] = Field(min_length=1)
    unnamed: tuple[Layout, ...] = ()
    shows: tuple[FieldName, ...] = ()
    description: DescriptionRules | None = None
    due: tuple[Due, ...] = Field(min_length=1)

    @field_validator("due")
    @classmethod
    def _one_row_each(cls, rows: tuple[Due, ...]) -> tuple[Due, ...]:
        for (first, one), (second, two) in combinations(enumerate(rows), 2):
            if one.meets(two):
                raise ValueError(f"rows {first} and {second} fit the same applications")
        return rows

    @property
    def certificates(self) -> tuple[DocumentKind, ...]:
        """Every kind that is due in some row."""
        return tuple(dict.fromkeys(kind for row in self.due for kind in row.one_of))

    def row(self, purpose: Purpose, account: PartyKind, developed_by: PartyKind, order: Order) -> Due | None:
        """The row for a sort of application; None where the standard has none."""
        return next((row for row in self.due if row.fits(purpose, account, developed_by, order)), None)


class CodePeriod(Part):
    """From a day on: which DocumentType codes go with which SignType code of the vendor's interface."""

    since: date
    service: Service | None = None
    types: Mapping[int, tuple[int, ...]]


class Standard(Part):
    """One rule pack. `remarks` are what a user of the pack should know of its sources."""

    name: str
    vendor: str
    dated: date
    sources: tuple[str, ...] = Field(min_length=1)
    remarks: tuple[str, ...] = ()
    name_mode: Literal["strict", "loose"]
    case_sensitive: bool
    forms: Mapping[Service, SignatureForm]
    content: ContentRules = ContentRules()
    pictures: PictureRules | None = None
    letter: LetterRules | None = None
    most_signatures: int | None = Field(default=None, ge=1)
    types: Mapping[SignatureType, TypeRules]
    codes: tuple[CodePeriod, ...] = ()

    @field_validator("forms")
    @classmethod
    def _both_forms(cls, value: Mapping[Service, SignatureForm]) -> Mapping[Service, SignatureForm]:
        if len(value) < 2:
            raise ValueError("mainland and global are both wanted")
        return value

    @model_validator(mode="after")
    def _letters_have_rules(self) -> "Standard":
        if self.letter is None and any(row.letter for rules in self.types.values() for row in rules.due):
            raise ValueError("a row asks for a letter, and letter says nothing about it")
        return self

    def form(self, international: bool) -> SignatureForm:
        return self.forms["global" if international else "mainland"]

    def document_types(self, sign_type: int, international: bool, on: date) -> tuple[int, ...] | None:
        """The vendor's codes of documents that went with a code of a type on a day; None where no table is known for it."""
        service: Service = "global" if international else "mainland"
        periods = [each for each in self.codes if each.since <= on and each.service in (None, service)]
        return max(periods, key=lambda each: each.since).types.get(sign_type, ()) if periods else None
