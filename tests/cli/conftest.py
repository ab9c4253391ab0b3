"""The command as a shell starts it, in this process and with recorded readings in place of the engines."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog

from cli.main import main
from pipeline import bootstrap
from pipeline.reading import Readers
from pipeline.settings import Settings
from tests.pipeline.cases import RecordedReader


@dataclass(frozen=True)
class Ended:
    """A command that ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str


Signmatch = Callable[..., Ended]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: no signmatch.toml in it, no settings in the environment but the data folder."""
    for name in [name for name in os.environ if name.upper().startswith("SIGNMATCH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SIGNMATCH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Readers:
    """The readers that the command gets; a test may put others in."""
    fake = Readers(RecordedReader(), None)

    def open_readers(settings: Settings) -> Readers:
        return fake

    monkeypatch.setattr(bootstrap, "open_readers", open_readers)
    return fake


@pytest.fixture
def signmatch(folder: Path, readers: Readers, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Signmatch:
    """Runs `signmatch` with arguments."""

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["signmatch", *(str(each) for each in arguments)])
        capsys.readouterr()
        try:
            with pytest.raises(SystemExit) as left:
                main()
        finally:
            structlog.reset_defaults()
        return Ended(int(left.value.code or 0), *capsys.readouterr())

    return run
