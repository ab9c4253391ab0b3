"""The settings of signmatch: environment variables `SIGNMATCH_…` over a `signmatch.toml` in the working directory.

Every setting is explained in docs/settings.md.
"""

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from extractors.vocabulary import DocumentKind
from pipeline.errors import UsageError

Language = Literal["en", "zh", "id"]
LogFormat = Literal["text", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]

PREFIX = "SIGNMATCH_"
TOML_FILE = "signmatch.toml"
_KIND = f"({'|'.join(DocumentKind)})(/[a-z0-9_]+)?"
_SECRET = {"database_url", "notice_url"}  # may hold a password: never repeated in a message


def default_data_dir() -> Path:
    """The folder `signmatch` below XDG_DATA_HOME, which is ~/.local/share unless it is set."""
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser() / "signmatch"


def usable_cores() -> int:
    """The cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _absolute(path: Path) -> Path:
    return path.expanduser().absolute()


def _setting(default: Any = ..., *, about: str, takes: str, **limits: Any) -> Any:
    """A field with its description, and with what it takes in words for the message about a wrong value."""
    if default is not ...:
        limits["default"] = default
    return Field(description=about, json_schema_extra={"takes": takes}, **limits)


class Settings(BaseSettings):
    """All settings, checked; make one with `load_settings`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file=TOML_FILE, extra="forbid", frozen=True, env_ignore_empty=True)

    data_dir: Annotated[Path, AfterValidator(_absolute)] = _setting(
        default_factory=default_data_dir,
        validate_default=True,
        about="The data folder: database, uploads and readings. It is made when it is missing.",
        takes="the path of a folder",
    )
    database_url: str = _setting(
        default_factory=lambda values: f"sqlite:///{values['data_dir'] / 'signmatch.db'}",
        pattern=r"^(sqlite|postgresql)(\+\w+)?://",
        about="The database. SQLite in the data folder needs no server; PostgreSQL serves several machines.",
        takes="an address that begins with sqlite:// or postgresql://",
    )
    standard: str = _setting(
        "tencent-intl-2024", min_length=1, about="The standard that applications are judged by.", takes="the name of a standard"
    )
    language: Language = _setting("en", about="The language of messages.", takes="en, zh or id")
    max_file_bytes: int = _setting(20 * 1024 * 1024, ge=1, about="The largest file that is read, in bytes.", takes="a whole number from 1")
    max_pixels: int = _setting(
        50_000_000, ge=1, about="The largest picture that is read, width times height.", takes="a whole number from 1"
    )
    max_pages: int = _setting(10, ge=1, about="The most pages that one document may have.", takes="a whole number from 1")
    max_documents: int = _setting(20, ge=1, about="The most documents that one application may have.", takes="a whole number from 1")
    sure_confidence: float = _setting(
        0.92, ge=0, le=1, about="From this confidence on a reading counts as sure.", takes="a number between 0 and 1"
    )
    workers: int = _setting(
        default_factory=usable_cores,
        ge=1,
        about="How many processes a batch reads with. By default one for each core that may be used.",
        takes="a whole number from 1",
    )
    case_timeout_seconds: float = _setting(
        120.0, gt=0, about="A case that takes longer is stopped, and a person must look at it.", takes="a number of seconds above 0"
    )
    case_retries: int = _setting(
        1, ge=0, about="How often a case is tried again that killed its reading process or raised an error.", takes="a whole number from 0"
    )
    retry_seconds: float = _setting(
        1.0,
        ge=0,
        about="The wait before a case is tried again; it doubles from one attempt to the next.",
        takes="a number of seconds from 0",
    )
    worker_memory_mb: int = _setting(
        3072, ge=512, about="The memory that a reading process may take, in MB.", takes="a whole number from 512"
    )
    cases_per_worker: int = _setting(
        2000, ge=1, about="After so many cases a reading process is replaced by a fresh one.", takes="a whole number from 1"
    )
    lease_seconds: float = _setting(
        60.0,
        ge=5,
        about="A run on another machine that gave no sign of life for so long has lost its cases to others.",
        takes="a number of seconds from 5",
    )
    quiet_seconds: float = _setting(
        0.0, ge=0, about="A batch leaves alone what changed in the inbox within so many seconds.", takes="a number of seconds from 0"
    )
    notice_url: str = _setting(
        "",
        pattern=r"^(https?://\S+)?$",
        about="Where a notice is sent (HTTP POST, JSON) when a run ends.",
        takes="an http:// or https:// address",
    )
    dashboard_url: str = _setting(
        "",
        pattern=r"^(https?://\S+)?$",
        about="Where people open the dashboard; links to cases begin with it.",
        takes="an http:// or https:// address",
    )
    log_format: LogFormat = _setting("text", about="How logs are written: for people, or one JSON object a line.", takes="text or json")
    log_level: LogLevel = _setting("warning", about="From which level on logs are written.", takes="debug, info, warning or error")
    reader_threads: int = _setting(1, ge=1, about="How many threads one reader uses.", takes="a whole number from 1")
    tesseract_command: str = _setting(
        "tesseract", min_length=1, about="The tesseract program, the second reader.", takes="a program's name or path"
    )
    trusted_layouts: str = _setting(
        "",
        pattern=f"^({_KIND}( *, *{_KIND})*)?$",
        about="Kinds of document whose provisional layouts count as proven, or single layouts: their fields may lead to a verdict "
        "without a person.",
        takes="kinds of document or kind/layout, separated by commas, such as trademark_certificate, icp_screenshot/provider",
    )
    full_reading: bool = _setting(
        False, about="Whether every line of a page is read, not only those on which the decision rests.", takes="true or false"
    )
    second_reader: bool = _setting(True, about="Whether doubtful fields are read again by the second reader.", takes="true or false")

    serve_host: str = _setting(
        "127.0.0.1",
        min_length=1,
        about="The address on which the dashboard listens.",
        takes="an address of this machine, such as 127.0.0.1",
    )
    serve_port: int = _setting(8080, ge=1, le=65535, about="The port on which the dashboard listens.", takes="a port, from 1 to 65535")
    secure_cookies: bool = _setting(
        False, about="Whether the dashboard is reached through HTTPS: its cookies then go over nothing else.", takes="true or false"
    )
    session_hours: float = _setting(12.0, gt=0, about="After so many hours a person logs in again.", takes="a number of hours above 0")
    claim_minutes: float = _setting(
        30.0, gt=0, about="How long a case is kept for the reviewer who took it.", takes="a number of minutes above 0"
    )
    due_hours: float = _setting(
        24.0, gt=0, about="How many hours after its arrival a flagged case should be decided.", takes="a number of hours above 0"
    )
    second_person: bool = _setting(
        False, about="Whether an approval of a case that the machine rejects needs a second person.", takes="true or false"
    )
    sample_share: float = _setting(
        0.02, ge=0, le=1, about="Which share of the cases that the machine passes is drawn for checking.", takes="a number between 0 and 1"
    )
    webhook_url: str = _setting(
        "",
        pattern=r"^(https?://.+)?$",
        about="Where verdicts and decisions are told; nothing is sent unless it is set.",
        takes="an address that begins with https:// or http://",
    )
    webhook_secret: str = _setting(
        "", about="The secret with which the webhook's messages are signed.", takes="any text; a long random one is best"
    )
    layout_confirmations: int = _setting(
        0,
        ge=0,
        about="So many files of a provisional layout, approved by people, make the layout trusted; 0: never.",
        takes="a whole number from 0, such as 50",
    )

    @property
    def trusted_kinds(self) -> frozenset[str]:
        """Kinds of document, and single layouts as kind/layout."""
        return frozenset(kind.strip() for kind in self.trusted_layouts.split(",") if kind.strip())

    def trusts(self, kind: str, layout: str) -> bool:
        """Whether a provisional layout counts as proven."""
        return bool({str(kind), f"{kind}/{layout}"} & self.trusted_kinds)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        UsageError: names the variable or the key of signmatch.toml that is wrong, and says what it takes.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise _wrong_value(error.errors()[0]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{TOML_FILE} is not valid TOML: {error}.", 'Write one setting a line, such as language = "zh".') from None
    except OSError as error:
        raise UsageError(f"{TOML_FILE} cannot be read: {error.strerror}.", "Make it readable, or remove it.") from None


def _wrong_value(error: ErrorDetails) -> UsageError:
    name = str(error["loc"][0])
    field = Settings.model_fields.get(name)
    if field is None:
        return UsageError(f"{TOML_FILE} has a key {name}, which is no setting.", f"The settings are {', '.join(Settings.model_fields)}.")
    variable = PREFIX + name.upper()
    source = variable if any(key.upper() == variable for key in os.environ) else f"{name} in {TOML_FILE}"
    shown = "wrong" if name in _SECRET else repr(error["input"])
    takes = field.json_schema_extra["takes"] if isinstance(field.json_schema_extra, dict) else ""
    return UsageError(f"{source} is {shown}.", f"It takes {takes}.")
