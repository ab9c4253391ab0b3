"""A review in words: findings, what to look at, the verdict as an argument link by link, and the reply to the applicant."""

from collections.abc import Iterable, Mapping

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import Application, PartyKind, Purpose, SignatureType
from pipeline.chain import Draft
from pipeline.chain.result import Look, Word, WordRef
from pipeline.messages import catalogue, message, word
from pipeline.outcome import Fact, Finding, Link, LookAt, Review, Severity, Verdict, Words
from pipeline.policy import policy
from pipeline.settings import Language

GROUPS: Mapping[type, str] = {
    DocumentKind: "kinds",
    FieldName: "fields",
    SignatureType: "types",
    Purpose: "purposes",
    PartyKind: "parties",
}
"""The group of words.yaml that has the words for facts of a type."""


def findings(drafts: Iterable[Draft], language: Language, application: Application | None = None) -> tuple[Finding, ...]:
    """The drafts in words, rejections first; with the application each has the vendor's reason for it."""
    told = (_finding(draft, language, application) for draft in drafts)
    return tuple(sorted(told, key=lambda finding: [*Severity].index(finding.severity)))


def kept_looks(looks: Iterable[Look]) -> tuple[LookAt, ...]:
    return tuple(LookAt(phrase=look.phrase, facts={name: kept(fact) for name, fact in look.facts.items()}) for look in looks)


def looks(looks: Iterable[Look], language: Language) -> tuple[str, ...]:
    return _look_at(kept_looks(looks), language)


def worded(review: Review, language: Language) -> Review:
    """The review with every text of it in a language. What older versions stored without facts stays as it was told."""
    found = tuple(_worded(finding, language) for finding in review.findings)
    told = review.model_copy(update={"findings": found, "look_at": _look_at(review.looks, language) if review.looks else review.look_at})
    return told.model_copy(update={"argument": argument(told, language), "reply": reply(told, language)})


def argument(review: Review, language: Language) -> tuple[str, ...]:
    """The verdict and its reasons, one link a line: what should hold, and whether it does."""
    verdict = word("verdicts", review.verdict, language, signature=review.signature)
    return verdict, *(_link(link, language) for link in review.links)


def reply(review: Review, language: Language) -> str:
    """The text for the applicant: what was decided, and what to correct or to add, numbered."""
    wanted = {Verdict.REJECT: {Severity.REJECT}, Verdict.NEEDS_REVIEW: {Severity.REVIEW}}.get(review.verdict, set())
    points = tuple(dict.fromkeys(each.message for each in review.findings if each.severity in wanted and not _is_internal(each)))
    key = "waiting" if review.verdict is Verdict.NEEDS_REVIEW and not points else str(review.verdict)
    return "\n".join([word("replies", key, language, signature=review.signature), *numbered(points)])


def report_for_reviewer(review: Review, language: Language) -> str:
    """The longer text: the argument, every finding with the vendor's reason, and what to look at."""
    lines = list(review.argument or argument(review, language))
    if review.findings:
        lines += ["", word("headings", "findings", language)]
        lines += numbered(tuple(_with_reason(finding, language) for finding in review.findings))
    if review.look_at:
        lines += ["", word("headings", "look_at", language), *numbered(review.look_at)]
    return "\n".join(lines)


def numbered(points: Iterable[str]) -> list[str]:
    return [f"{number}. {point}" for number, point in enumerate(points, 1)]


def kept(fact: str | WordRef) -> Fact:
    """A fact as it is stored: text, or the words that it stands for in any language."""
    if isinstance(fact, Word):
        return Words(group=fact.group, keys=(fact.key,), facts=dict(fact.facts))
    if isinstance(fact, tuple):
        return Words(group=GROUPS[type(fact[0])], keys=tuple(str(each) for each in fact)) if fact else ""
    group = GROUPS.get(type(fact))
    return Words(group=group, keys=(str(fact),)) if group else str(fact)


def _finding(draft: Draft, language: Language, application: Application | None) -> Finding:
    rule = policy().findings[draft.code]
    facts = {name: kept(fact) for name, fact in draft.facts.items()}
    return Finding(
        code=draft.code,
        severity=rule.severity(draft.sure),
        message=message(draft.code, language, _spoken(facts, language)),
        evidence=draft.evidence,
        reason=rule.reason_for(application) if application else None,
        facts=facts,
    )


def _worded(finding: Finding, language: Language) -> Finding:
    text = catalogue().get(finding.code)
    if text is None or not text.places(language) <= finding.facts.keys():
        return finding
    return finding.model_copy(update={"message": message(finding.code, language, _spoken(finding.facts, language))})


def _is_internal(finding: Finding) -> bool:
    rule = policy().findings.get(finding.code)
    return rule is not None and rule.internal


def _look_at(looks: Iterable[LookAt], language: Language) -> tuple[str, ...]:
    return tuple(word("look_at", look.phrase, language, **_spoken(look.facts, language)) for look in looks)


def _link(link: Link, language: Language) -> str:
    unknown = word("headings", "unknown", language)
    relation = word("relations", link.relation, language) if link.relation else unknown
    sides = {name: _side(side, language) or unknown for name, side in (("left", link.left), ("right", link.right))}
    key = "named_by_unread" if link.name == "named_by" and not link.relation else link.name
    claim = word("links", key, language, relation=relation, **sides)
    separator = "：" if language == "zh" else ": "
    return f"{word('states', link.state, language)}{separator}{claim}"


def _side(side: str, language: Language) -> str:
    return word("kinds", side, language) if side in {kind.value for kind in DocumentKind} else side


def _with_reason(finding: Finding, language: Language) -> str:
    reason = f" [{finding.reason}: {word('reasons', finding.reason, language)}]" if finding.reason else ""
    return f"{finding.message}{reason}"


def _spoken(facts: Mapping[str, Fact], language: Language) -> dict[str, str]:
    return {name: _said(fact, language) for name, fact in facts.items()}


def _said(fact: Fact, language: Language) -> str:
    if isinstance(fact, str):
        return fact
    return ("、" if language == "zh" else ", ").join(word(fact.group, key, language, **fact.facts) for key in fact.keys)
