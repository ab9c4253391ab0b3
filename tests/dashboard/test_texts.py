"""The words of the pages are whole: every key that a template or a vocabulary asks for, in every language, with the same facts."""

import re
from pathlib import Path
from string import Formatter

import pytest
import yaml

import dashboard
from dashboard.render import span
from dashboard.texts import LANGUAGES, language_of, text, texts
from extractors.vocabulary import DocumentKind, FieldName
from pipeline import messages
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.outcome import LinkState, Severity, Verdict
from pipeline.stages import Stage
from pipeline.store import Action, CaseState, Role

TEMPLATES = sorted((Path(dashboard.__file__).parent / "templates").glob("*.html"))
VOCABULARY = {
    "kind": DocumentKind,
    "field": FieldName,
    "type": SignatureType,
    "purpose": Purpose,
    "party": PartyKind,
    "verdict": Verdict,
    "severity": Severity,
    "link_state": LinkState,
    "state": CaseState,
    "action": Action,
    "decided": Action,
    "role": Role,
    "stage": Stage,
}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_key_of_a_template_is_there(template: Path) -> None:
    asked = set(re.findall(r"""\bt\('([a-z_]+\.[a-z_0-9]+)'[,)]""", template.read_text("utf8")))
    assert asked - texts().keys() == set()


@pytest.mark.parametrize("group", VOCABULARY)
def test_every_word_of_a_vocabulary_is_there(group: str) -> None:
    assert {f"{group}.{value}" for value in VOCABULARY[group]} - texts().keys() == set()


def test_every_link_of_the_chain_has_a_name() -> None:
    """The Chinese page of a case with a letter said authorized by, letter seal."""
    links = yaml.safe_load((Path(messages.__file__).parent / "words.yaml").read_text("utf8"))["links"]
    assert {f"link.{name}" for name in links if name != "named_by_unread"} == {key for key in texts() if key.startswith("link.")}


def test_every_text_is_there_in_every_language_with_the_same_facts() -> None:
    for key, told in texts().items():
        assert set(told) == set(LANGUAGES), key
        assert all(told.values()), key
        facts = {language: {name for _, name, _, _ in Formatter().parse(line) if name} for language, line in told.items()}
        assert len({frozenset(each) for each in facts.values()}) == 1, key


def test_a_key_that_nobody_wrote_a_text_for_stands_for_itself() -> None:
    assert text("link.some_new_link", "zh") == "some new link"


@pytest.mark.parametrize(("chosen", "accepted", "language"), [("id", "zh", "id"), (None, "fr, zh-CN;q=0.8", "zh"), ("xx", "", "en")])
def test_the_language_of_a_page(chosen: str | None, accepted: str, language: str) -> None:
    assert language_of(chosen, accepted, "en") == language


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "0 s"), (59.6, "1 min"), (3617, "1 h"), (3660, "1 h 1 min"), (90000, "1 d 1 h"), (86460, "1 d"), (None, "—"), (17, "17 s")],
)
def test_a_length_of_time_is_told_in_a_unit_and_the_next_smaller_one(seconds: float | None, told: str) -> None:
    assert span(seconds, "en") == told
