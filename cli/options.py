"""Options that several commands share."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.settings import Language, Settings


class Lang(StrEnum):
    EN = "en"
    ZH = "zh"
    ID = "id"


Full = Annotated[bool, typer.Option("--full", help="Read every line of a page, not only those on which the decision rests.")]
InLanguage = Annotated[Lang | None, typer.Option("--lang", help="The language of messages, in place of the setting.")]


def language_of(lang: Lang | None) -> "Language | None":
    languages: dict[Lang, Language] = {Lang.EN: "en", Lang.ZH: "zh", Lang.ID: "id"}
    return languages[lang] if lang else None


def settings_for(full: bool) -> "Settings":
    """The settings of this process; with `full` every line of a page is read."""
    from pipeline.settings import load_settings

    settings = load_settings()
    return settings.model_copy(update={"full_reading": True}) if full else settings
