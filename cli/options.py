"""Options that several commands share."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.settings import Language


class Lang(StrEnum):
    EN = "en"
    ZH = "zh"
    ID = "id"


InLanguage = Annotated[Lang | None, typer.Option("--lang", help="The language of messages, in place of the setting.")]


def language_of(lang: Lang | None) -> "Language | None":
    languages: dict[Lang, Language] = {Lang.EN: "en", Lang.ZH: "zh", Lang.ID: "id"}
    return languages[lang] if lang else None
