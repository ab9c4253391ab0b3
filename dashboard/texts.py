"""The words of the pages: texts.yaml, checked when it is loaded."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import get_args

import yaml
from pydantic import RootModel

from pipeline.settings import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
NAMES: Mapping[Language, str] = {"en": "English", "zh": "中文", "id": "Bahasa Indonesia"}


class _Texts(RootModel[dict[str, dict[Language, str]]]):
    """Key → language → text."""


@cache
def texts() -> dict[str, dict[Language, str]]:
    return _Texts.model_validate(yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text("utf8"))).root


def text(key: str, language: Language, **facts: object) -> str:
    """A text with its facts. A key that is no key of texts.yaml, such as a code of a newer rule, stands for itself."""
    known = texts().get(key)
    return known[language].format_map(facts) if known else key.rpartition(".")[2].replace("_", " ")


def language_of(chosen: str | None, accepted: str, default: Language) -> Language:
    """The language of a page: what the person chose, else the first that the browser accepts, else the default."""
    wanted = [chosen or "", *(part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))]
    return next((language for each in wanted for language in LANGUAGES if each == language), default)
