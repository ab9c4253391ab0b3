"""What findings say in each language: findings.yaml, titles.yaml, words.yaml, checked when loaded. The policy says how severe they are."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

import yaml
from pydantic import BaseModel, ConfigDict, RootModel

from pipeline.settings import Language

FOLDER = Path(__file__).parent


class FindingText(BaseModel):
    """One finding of the catalogue."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: str
    zh: str
    id: str

    def places(self, language: Language) -> set[str]:
        """The names in braces of the text."""
        return {name for _, name, _, _ in Formatter().parse(getattr(self, language)) if name}


class _Titles(RootModel[dict[str, dict[Language, str]]]):
    """Code → language → a few words."""


class _Words(RootModel[dict[str, dict[str, dict[Language, str]]]]):
    """Group → key → language → word."""


@cache
def catalogue() -> dict[str, FindingText]:
    """Every finding by code."""
    content = yaml.safe_load((FOLDER / "findings.yaml").read_text("utf8"))
    return {code: FindingText.model_validate(text) for code, text in content.items()}


def message(code: str, language: Language, facts: Mapping[str, str]) -> str:
    """The text of a finding with the facts in it. Raises KeyError where a fact is missing."""
    return str(getattr(catalogue()[code], language)).format_map(facts)


def title(code: str, language: Language) -> str:
    """What a finding is called in a few words; a code that is in no catalogue any more stands for itself."""
    known = _titles().get(code)
    return known[language] if known else code.lower().replace("_", " ")


def word(group: str, key: str, language: Language, **facts: str) -> str:
    """A word or phrase of words.yaml, with the facts in it."""
    return _words()[group][key][language].format_map(facts)


@cache
def _titles() -> dict[str, dict[Language, str]]:
    return _Titles.model_validate(yaml.safe_load((FOLDER / "titles.yaml").read_text("utf8"))).root


@cache
def _words() -> dict[str, dict[str, dict[Language, str]]]:
    return _Words.model_validate(yaml.safe_load((FOLDER / "words.yaml").read_text("utf8"))).root
