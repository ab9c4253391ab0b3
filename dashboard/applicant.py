"""The text that the applicant gets with a decision, ready to be edited: in each language, for each reason of the catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.messages import catalogue, message
from pipeline.outcome import Finding, Review, Severity, Verdict
from pipeline.policy import policy
from pipeline.settings import Language
from pipeline.store import Action
from pipeline.telling import reply, worded

VERDICTS = {Action.APPROVE: Verdict.PASS, Action.REJECT: Verdict.REJECT, Action.REQUEST_DOCUMENT: Verdict.NEEDS_REVIEW}
SEVERITIES = {Action.REJECT: Severity.REJECT, Action.REQUEST_DOCUMENT: Severity.REVIEW}
GAP = "…"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of the catalogue; `found`: the machine found it in this case."""

    code: str
    found: bool
    text: str


class _Facts(dict[str, str]):
    """What is known of the case; what a text asks for besides is left for the reviewer to fill in."""

    def __missing__(self, key: str) -> str:
        return GAP


def reasons(review: Review, language: Language) -> list[Reason]:
    """Every reason that may be given: those that the machine found first, then those for which it would reject."""
    told = worded(review, language)
    found = {finding.code: finding.message for finding in told.findings if finding.severity is not Severity.NOTE}
    rules = policy().findings
    others = [code for code in catalogue() if code not in found and code in rules and rules[code].sure is Severity.REJECT]
    return [Reason(code, True, text) for code, text in found.items()] + [
        Reason(code, False, message(code, language, _facts(review))) for code in others
    ]


def suggested(review: Review, action: Action, codes: Iterable[str], language: Language) -> str:
    """The whole text for a decision with these reasons."""
    chosen = set(codes)
    severity = SEVERITIES.get(action, Severity.NOTE)
    points = tuple(
        Finding(code=reason.code, severity=severity, message=reason.text) for reason in reasons(review, language) if reason.code in chosen
    )
    return reply(review.model_copy(update={"verdict": VERDICTS[action], "findings": points}), language)


def _facts(review: Review) -> _Facts:
    link = next((link for link in review.links if link.name == "named_by"), None)
    facts = {"signature": review.signature, "name": link.right if link else "", "file": next((each.file for each in review.documents), "")}
    return _Facts({name: value for name, value in facts.items() if value})
