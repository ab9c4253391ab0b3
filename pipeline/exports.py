"""Reviews in the shapes that others read: a row for spreadsheets, and the vendor's own list of statuses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline.application import Application, PartyKind
from pipeline.columns import COLUMNS as APPLICATION_COLUMNS
from pipeline.columns import row_of
from pipeline.outcome import Review, Verdict, mask

COLUMNS = (
    "case_id",
    "signature",
    "verdict",
    "standard",
    "name",
    "relation",
    "findings",
    "reasons",
    "message",
    "reply",
    *(column for column in APPLICATION_COLUMNS if column not in ("case_id", "signature")),
)
STATUS = {Verdict.PASS: 0, Verdict.NEEDS_REVIEW: 1, Verdict.REJECT: -1}
"""The vendor's StatusCode: 0 usable, 1 under review, -1 rejected."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A review with the application that it is about. `answer` is a person's decision on it, where there is one, `reply` its text."""

    review: Review
    application: Application
    applied_at: datetime
    answer: Verdict | None = None
    reply: str = ""

    @property
    def verdict(self) -> Verdict:
        return self.answer or self.review.verdict

    def masked(self) -> "Answered":
        """A copy without the names of persons: of legal representatives, and of individuals who apply."""
        account = self.application.account
        if account.kind is PartyKind.INDIVIDUAL and account.name:
            account = account.model_copy(update={"name": mask(account.name)})
        hidden = self.application.model_copy(update={"account": account})
        return Answered(self.review.masked(), hidden, self.applied_at, self.answer, self.reply)


def line(answered: Answered) -> dict[str, Any]:
    """The whole review, and the application as it came."""
    return {**answered.review.model_dump(mode="json"), "application": answered.application.model_dump(mode="json")}


def row(answered: Answered) -> tuple[str, ...]:
    """One row of COLUMNS."""
    review = answered.review
    link = next((link for link in review.links if link.name == "named_by"), None)
    cells = row_of(answered.application) | {
        "case_id": review.case_id,
        "signature": review.signature,
        "verdict": review.verdict,
        "standard": review.standard,
        "name": link.right if link else "",
        "relation": (link.relation or "") if link else "",
        "findings": " ".join(finding.code for finding in review.findings),
        "reasons": " ".join(dict.fromkeys(finding.reason for finding in review.findings if finding.reason)),
        "message": review.findings[0].message if review.findings else "",
        "reply": answered.reply or review.reply,
    }
    return tuple(cells[column] for column in COLUMNS)


def status(answered: Answered) -> dict[str, Any]:
    """One entry of DescribeSignListStatusSet. A signature that the vendor has not numbered has SignId 0."""
    application, vendor = answered.application, answered.application.vendor
    sign_id, qualification = vendor.get("SignId"), vendor.get("QualificationId")
    return {
        "SignId": sign_id if isinstance(sign_id, int) else 0,
        "International": int(application.international),
        "StatusCode": STATUS[answered.verdict],
        "ReviewReply": answered.reply or answered.review.reply,
        "SignName": application.signature,
        "CreateTime": int(answered.applied_at.timestamp()),
        **({"QualificationId": qualification} if qualification is not None else {}),
    }


def status_list(statuses: list[dict[str, Any]], request_id: str) -> dict[str, Any]:
    """The answer of DescribeSmsSignList."""
    return {"Response": {"DescribeSignListStatusSet": statuses, "RequestId": request_id}}
