"""Settings come from the environment over signmatch.toml, and a wrong one is named."""

import os
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.settings import Settings, load_settings

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without signmatch.toml, and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith("SIGNMATCH_")]:
        monkeypatch.delenv(name)
    return tmp_path


def test_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    settings = load_settings()
    assert settings.data_dir == Path("/data/signmatch")
    assert settings.database_url == "sqlite:////data/signmatch/signmatch.db"
    assert (settings.standard, settings.language, settings.max_pages) == ("tencent-intl-2024", "en", 10)
    assert settings.workers >= 1


def test_without_xdg_the_data_folder_is_below_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/li")
    assert load_settings().data_dir == Path("/home/li/.local/share/signmatch")


def test_the_environment_goes_before_the_file(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / "signmatch.toml").write_text('language = "zh"\nmax_pages = 5\nsecond_reader = false\n')
    monkeypatch.setenv("SIGNMATCH_LANGUAGE", "id")
    monkeypatch.setenv("SIGNMATCH_MAX_PAGES", "")
    settings = load_settings()
    assert (settings.language, settings.max_pages, settings.second_reader) == ("id", 5, False)


def test_the_database_lies_in_the_data_folder(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNMATCH_DATA_DIR", "demo")
    assert load_settings().database_url == f"sqlite:///{empty_folder}/demo/signmatch.db"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("workers", "many", "SIGNMATCH_WORKERS is 'many'. It takes a whole number from 1."),
        ("max_pages", "0", "SIGNMATCH_MAX_PAGES is '0'. It takes a whole number from 1."),
        ("sure_confidence", "90", "SIGNMATCH_SURE_CONFIDENCE is '90'. It takes a number between 0 and 1."),
        ("language", "fr", "SIGNMATCH_LANGUAGE is 'fr'. It takes en, zh or id."),
        ("second_reader", "perhaps", "SIGNMATCH_SECOND_READER is 'perhaps'. It takes true or false."),
        ("database_url", "mysql://li:secret@host/db", "SIGNMATCH_DATABASE_URL is wrong. It takes an address"),
    ],
)
def test_a_wrong_variable_is_named(name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"SIGNMATCH_{name.upper()}", value)
    with pytest.raises(UsageError) as wrong:
        load_settings()
    assert str(wrong.value).startswith(sentence)
    assert "secret" not in str(wrong.value)


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        (b"workers = 'many'", "workers in signmatch.toml is 'many'. It takes a whole number from 1."),
        (b"worker = 2", "signmatch.toml has a key worker, which is no setting. The settings are data_dir, "),
        (b"workers = ", "signmatch.toml is not valid TOML: "),
        (b"language = '\xff'", "signmatch.toml is not valid TOML: "),
    ],
)
def test_a_wrong_file_is_named(toml: bytes, sentence: str, empty_folder: Path) -> None:
    (empty_folder / "signmatch.toml").write_bytes(toml)
    with pytest.raises(UsageError) as wrong:
        load_settings()
    assert str(wrong.value).startswith(sentence)


def test_a_file_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, empty_folder: Path) -> None:
    (empty_folder / "signmatch.toml").write_text("")
    monkeypatch.setattr(Path, "open", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    with pytest.raises(UsageError, match=r"signmatch.toml cannot be read: Permission denied."):
        load_settings()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_explained(name: str) -> None:
    field = Settings.model_fields[name]
    row = next(line for line in DOCS.read_text("utf-8").splitlines() if line.startswith(f"| `{name}` |"))
    default = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
    assert f"`SIGNMATCH_{name.upper()}`" in row
    assert str(field.description) in row
    assert field.default_factory or (f"`{default}`" if default else "| empty |") in row
