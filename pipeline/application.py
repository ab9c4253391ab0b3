"""What an applicant asks: the application, its account and its documents, as people write them in application.json."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from extractors.vocabulary import DocumentKind


class SignatureType(StrEnum):
    COMPANY = "company"
    APP = "app"
    WEBSITE = "website"
    OFFICIAL_ACCOUNT = "official_account"
    MINI_PROGRAM = "mini_program"
    TRADEMARK = "trademark"
    GOVERNMENT = "government"


class Purpose(StrEnum):
    """`self`: the account holder owns the signature (for verified entities, 自用); `others`: somebody else does (他用)."""

    SELF = "self"
    OTHERS = "others"


class PartyKind(StrEnum):
    ORGANIZATION = "organization"
    INDIVIDUAL = "individual"


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Account(_Model):
    """Who applies: its kind, its verified name (实名), the signatures it already has, and those that are under review."""

    kind: PartyKind = PartyKind.ORGANIZATION
    name: Name = ""
    approved_signatures: tuple[Name, ...] = ()
    pending_signatures: tuple[Name, ...] = ()


class Document(_Model):
    """One uploaded file with the kind that the applicant declared; `vendor_code` is the vendor's own code, kept as it came."""

    file: Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]+$")]
    kind: DocumentKind | None = None
    vendor_code: int | None = None


class Application(_Model):
    """One application for a signature. `changes` is the signature that it would change; `vendor` what the vendor's interface was given."""

    case_id: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^/\\\x00-\x1f\x7f]+$")]
    signature: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    signature_type: SignatureType
    purpose: Purpose = Purpose.SELF
    developed_by: PartyKind = PartyKind.ORGANIZATION
    international: bool = False
    submitted_at: date | None = None
    account: Account = Account()
    description: Text = ""
    documents: tuple[Document, ...] = Field(default=())
    changes: Name = ""
    vendor: dict[str, str | int | None] = Field(default_factory=dict)

    @property
    def changed_signature(self) -> str:
        """The signature that this application would change; empty for a new one. A ModifySmsSign payload names it by number alone."""
        return self.changes or (self.signature if "SignId" in self.vendor else "")
