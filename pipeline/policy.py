"""The verdict policy: which finding, sure or not, leads to a rejection, to a person, or to a note. Data in policy.yaml."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field

from pipeline.application import Application, PartyKind, Purpose
from pipeline.outcome import Severity

FILE = Path(__file__).parent / "policy.yaml"


class Reason(StrEnum):
    """The vendor's own reasons for a rejection; words.yaml tells them in words."""

    R01 = "R01"
    R02 = "R02"
    R03 = "R03"
    R04 = "R04"
    R05 = "R05"
    R06 = "R06"
    R07 = "R07"
    R08 = "R08"
    R09 = "R09"
    R10 = "R10"
    R11 = "R11"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Thresholds(_Part):
    """From where on a measure counts. `kind_sure`: a document that looks this much like a kind (0-1) is of it.

    `least_text`: characters; a picture on which fewer were read is unreadable rather than of a wrong kind.
    `least_red`: share (0-1) of red in the emblem's place of an original.
    `most_ink_beside`: unread ink next to a name, as a share of the name's own, from where on the name may go on there.
    `most_burnt`: share (0-1) of a square as high as a value, on it or beside it, that glare may burn out before the value is doubted.
    """

    kind_sure: float = Field(ge=0, le=1)
    least_text: int = Field(ge=0)
    least_red: float = Field(ge=0, le=1)
    most_ink_beside: float = Field(ge=0)
    most_burnt: float = Field(ge=0, le=1)


class Rule(_Part):
    """One finding: its severity where the machine is sure and where it is not, and the vendor's reason.

    `internal`: told to reviewers, never in the reply to an applicant.
    A reason that depends on the application is given by its type, or by its sort: individual, organization (both for self use), others.
    """

    sure: Severity
    unsure: Severity
    reason: Reason | Mapping[str, Reason] | None = None
    internal: bool = False

    def severity(self, sure: bool) -> Severity:
        return self.sure if sure else self.unsure

    def reason_for(self, application: Application) -> Reason | None:
        if not isinstance(self.reason, Mapping):
            return self.reason
        return self.reason.get(application.signature_type) or self.reason.get(sort_of(application))


class Policy(_Part):
    thresholds: Thresholds
    findings: Mapping[str, Rule]


def sort_of(application: Application) -> str:
    if application.purpose is Purpose.OTHERS:
        return Purpose.OTHERS.value
    return PartyKind(application.account.kind).value


@cache
def policy() -> Policy:
    return Policy.model_validate(yaml.safe_load(FILE.read_text("utf8")))


@cache
def version() -> str:
    """The first 8 hexadecimal digits of the SHA-256 over the policy."""
    return sha256(policy().model_dump_json().encode()).hexdigest()[:8]
