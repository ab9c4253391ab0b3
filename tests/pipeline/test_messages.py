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
from pipeline.messages import FOLDER, FindingText, catalogue, message, word
from pipeline.outcome import Severity
from pipeline.settings import Language

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "findings.md"
LANGUAGES: tuple[Language, ...] = get_args(Language)
CODE = re.compile(r"[A-Z]+(?:_[A-Z]+)+")
WORDS = yaml.safe_load((FOLDER / "words.yaml").read_text("utf8"))


def told_in_code() -> set[str]:
    """Every code that some line of the pipeline makes a finding of."""
    source = "\n".join(path.read_text("utf8") for path in (ROOT / "pipeline").rglob("*.py"))
    return set(re.findall(r"(?:\.find|Draft)\(\s*\"([A-Z_]+)\"", source))


def test_every_code_of_the_catalogue_is_found_by_some_code_and_no_other_is() -> None:
    assert told_in_code() == set(catalogue())


@pytest.mark.parametrize("code", catalogue())
def test_a_finding_says_the_same_in_every_language(code: str) -> None:
    text = catalogue()[code]
    places = {language: text.places(language) for language in LANGUAGES}
    assert places["en"] == places["zh"] == places["id"]
    for language, ends in (("en", "."), ("zh", "。"), ("id", ".")):
        assert getattr(text, language).endswith(ends)


@pytest.mark.parametrize("code", catalogue())
def test_a_finding_is_no_milder_where_it_is_sure(code: str) -> None:
    order = list(Severity)
    assert order.index(catalogue()[code].sure) <= order.index(catalogue()[code].unsure)


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
    [("kinds", DocumentKind), ("types", SignatureType), ("purposes", Purpose), ("parties", PartyKind)],
)
def test_every_kind_and_sort_has_a_word(group: str, keys: type[DocumentKind]) -> None:
    assert set(WORDS[group]) == {key.value for key in keys}
    for key in keys:
        assert all(word(group, key, language) for language in LANGUAGES)


def test_every_field_that_a_finding_may_name_has_a_word() -> None:
    deciding = {
        name for pack in standards.names() for rules in standards.load(pack).types.values() for name in (rules.subject, rules.owner)
    }
    in_qr_codes = {FieldName.ENTITY_NAME, FieldName.CREDIT_CODE, FieldName.REGISTRATION_NUMBER}
    assert set(WORDS["fields"]) >= {*deciding, *in_qr_codes, FieldName.DOMAIN, FieldName.VALID_TO}
    assert set(WORDS["fields"]) <= set(FieldName)


@pytest.mark.parametrize("phrase", WORDS["look_at"])
def test_a_phrase_for_reviewers_says_the_same_in_every_language(phrase: str) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    by_language = WORDS["look_at"][phrase]
    assert set(by_language) == set(LANGUAGES)
    assert places(by_language["en"]) == places(by_language["zh"]) == places(by_language["id"])


def test_an_unknown_word_in_the_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        FindingText.model_validate({"sure": "reject", "unsure": "review", "en": "a", "zh": "a", "id": "a", "fr": "a"})


def test_the_page_of_findings_has_every_code_and_no_other() -> None:
    page = DOCS.read_text("utf8")
    assert set(re.findall(r"^### ([A-Z_]+)$", page, re.MULTILINE)) == set(catalogue())
    assert set(CODE.findall(page)) <= set(catalogue()), "a code on the page is not in the catalogue"


@pytest.mark.parametrize("code", catalogue())
def test_the_page_says_how_severe_a_finding_is(code: str) -> None:
    section = re.split(r"^### ", DOCS.read_text("utf8").split(f"### {code}\n")[1], flags=re.MULTILINE)[0]
    text = catalogue()[code]
    said = f"{text.sure}" if text.sure == text.unsure else f"{text.sure}, {text.unsure} where it is unsure"
    assert f"Severity: {said}." in section
    assert "Applicant:" in section or "Reviewer:" in section or "Operator:" in section
