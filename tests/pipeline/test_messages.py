"""The catalogue of findings: every code is used, explained, and speaks every language."""

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
import yaml

from extractors.vocabulary import DocumentKind, FieldName
from pipeline import standards
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.chain.parties import OWNER, SUBJECT
from pipeline.messages import FOLDER, FindingText, catalogue, message, title, word
from pipeline.outcome import LinkState, Severity
from pipeline.policy import Reason, policy
from pipeline.settings import Language

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "findings.md"
LANGUAGES: tuple[Language, ...] = get_args(Language)
CODE = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
WORDS = yaml.safe_load((FOLDER / "words.yaml").read_text("utf8"))


def told_in_code() -> set[str]:
    """Every code that some line of the pipeline makes a finding of."""
    source = "\n".join(path.read_text("utf8") for path in (ROOT / "pipeline").rglob("*.py"))
    told = set(re.findall(r"(?:\.find|Draft)\(\s*\"([A-Z_]+)\"", source))
    # a code that is handed to a function, or chosen from a table, stands in quotes by itself
    return told | (set(re.findall(r"\"([A-Z]+(?:_[A-Z]+)+)\"", source)) & set(catalogue()))


def test_every_code_of_the_catalogue_is_found_by_some_code_and_no_other_is() -> None:
    assert told_in_code() == set(catalogue())


@pytest.mark.parametrize("code", catalogue())
def test_a_finding_says_the_same_in_every_language(code: str) -> None:
    text = catalogue()[code]
    places = {language: text.places(language) for language in LANGUAGES}
    assert places["en"] == places["zh"] == places["id"]
    for language, ends in (("en", "."), ("zh", "。"), ("id", ".")):
        assert getattr(text, language).endswith(ends)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_title_of_its_own_that_fits_into_a_list(language: Language) -> None:
    titles = {code: title(code, language) for code in catalogue()}
    assert yaml.safe_load((FOLDER / "titles.yaml").read_text("utf8")).keys() == titles.keys()
    assert len(set(titles.values())) == len(titles)
    assert max(map(len, titles.values())) <= (12 if language == "zh" else 36)


def test_a_finding_of_an_older_catalogue_is_called_by_its_code() -> None:
    assert title("SOME_OLD_CODE", "zh") == "some old code"


def test_the_policy_is_about_the_findings_that_there_are() -> None:
    assert set(policy().findings) == set(catalogue())


@pytest.mark.parametrize("code", catalogue())
def test_a_finding_is_no_milder_where_it_is_sure(code: str) -> None:
    order, rule = list(Severity), policy().findings[code]
    assert order.index(rule.sure) <= order.index(rule.unsure)


def test_every_reason_of_the_vendor_is_that_of_some_rejection_or_question() -> None:
    given = {
        reason
        for rule in policy().findings.values()
        for reason in (rule.reason.values() if isinstance(rule.reason, dict) else [rule.reason])
    }
    assert given - {None} == set(Reason)
    assert set(WORDS["reasons"]) == {reason.value for reason in Reason}


@pytest.mark.parametrize("group", WORDS)
def test_every_word_is_there_in_every_language_and_says_the_same(group: str) -> None:
    for key, by_language in WORDS[group].items():
        assert set(by_language) == set(LANGUAGES), key
        assert len({frozenset(places_of(text)) for text in by_language.values()}) == 1, key


def places_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", catalogue())
def test_a_message_has_no_unfilled_braces(code: str, language: Language) -> None:
    facts = dict.fromkeys(catalogue()[code].places(language), "甲")
    assert not {"{", "}"} & set(message(code, language, facts))


def test_braces_in_what_an_applicant_wrote_are_left_alone() -> None:
    told = message("SIGNATURE_LENGTH", "en", {"signature": "{length}", "length": "8", "least": "2", "most": "12"})
    assert "“{length}” has 8 characters" in told


def test_a_missing_fact_is_an_error() -> None:
    with pytest.raises(KeyError, match="signature"):
        message("SIGNATURE_LENGTH", "en", {})


@pytest.mark.parametrize(
    ("group", "keys"),
    [("states", LinkState), ("kinds", DocumentKind), ("types", SignatureType), ("purposes", Purpose), ("parties", PartyKind)],
)
def test_every_kind_and_sort_has_a_word(group: str, keys: type[DocumentKind]) -> None:
    assert set(WORDS[group]) == {key.value for key in keys}
    for key in keys:
        assert all(word(group, key, language) for language in LANGUAGES)


def test_every_field_that_a_finding_may_name_has_a_word() -> None:
    deciding = {*SUBJECT.values(), *OWNER.values(), *(name for name in FieldName if name.startswith(("letter", "authoriz")))}
    shown = {name for pack in standards.names() for rules in standards.load(pack).types.values() for name in rules.shows}
    in_qr_codes = {FieldName.ENTITY_NAME, FieldName.CREDIT_CODE, FieldName.REGISTRATION_NUMBER}
    assert set(WORDS["fields"]) >= {*deciding, *shown, *in_qr_codes, FieldName.DOMAIN, FieldName.VALID_TO, FieldName.PACKAGE_NAME}
    assert set(WORDS["fields"]) <= set(FieldName)


def test_an_unknown_word_in_the_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        FindingText.model_validate({"en": "a", "zh": "a", "id": "a", "fr": "a"})


def test_the_page_of_findings_has_every_code_and_no_other() -> None:
    page = DOCS.read_text("utf8")
    assert set(re.findall(r"^### ([A-Z_]+)$", page, re.MULTILINE)) == set(catalogue())
    assert set(CODE.findall(page)) <= set(catalogue()), "a code on the page is not in the catalogue"


@pytest.mark.parametrize("code", catalogue())
def test_the_page_says_how_severe_a_finding_is(code: str) -> None:
    section = re.split(r"^### ", DOCS.read_text("utf8").split(f"### {code}\n")[1], flags=re.MULTILINE)[0]
    rule = policy().findings[code]
    said = f"{rule.sure}" if rule.sure == rule.unsure else f"{rule.sure}, {rule.unsure} where it is unsure"
    assert f"Severity: {said}." in section
    reasons = rule.reason.values() if isinstance(rule.reason, dict) else filter(None, [rule.reason])
    told = re.search(r"Vendor's reason: (.*)\.", section)
    assert sorted(set(re.findall(r"R\d\d", told[1]) if told else [])) == sorted(set(reasons))
    assert "Applicant:" in section or "Reviewer:" in section or "Operator:" in section
