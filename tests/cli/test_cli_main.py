"""The command as a whole: exit codes, one sentence for an error, and the page of commands."""

import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import typer

from cli import app as commands
from cli import export
from cli.app import app
from pipeline.errors import ExitCode, SetupError
from tests.cli.conftest import Signmatch
from tests.pipeline.cases import COMPANY, write_case

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "commands.md").read_text("utf8")


def test_without_arguments_the_help_is_shown(signmatch: Signmatch) -> None:
    ended = signmatch()
    assert ended.code == 2
    assert "review" in ended.out


def test_the_version_is_shown(signmatch: Signmatch) -> None:
    assert signmatch("version").out == version("signmatch") + "\n"


@pytest.mark.parametrize("arguments", [["revue"], ["review"], ["review", "--jsno", "x"], ["export", "--run", "seven"], ["what-if"]])
def test_a_wrong_call_ends_with_2(signmatch: Signmatch, arguments: list[str]) -> None:
    ended = signmatch(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("variable", "value"),
    [("SIGNMATCH_WORKERS", "many"), ("SIGNMATCH_LANGUAGE", "fr"), ("SIGNMATCH_STANDARD", "tencent-1999"), ("SIGNMATCH_DATABASE_URL", "x")],
)
def test_a_wrong_setting_is_named(signmatch: Signmatch, folder: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    ended = signmatch("review", write_case(folder / "inbox"))
    assert (ended.code, ended.out) == (2, "")
    assert variable in ended.err
    assert len(ended.err.splitlines()) == 1


def test_a_wrong_key_of_the_file_is_named(signmatch: Signmatch, folder: Path) -> None:
    (folder / "signmatch.toml").write_text("standrad = 'tencent-2026'")
    ended = signmatch("export")
    assert ended.code == 2
    assert "standrad" in ended.err


def test_a_data_folder_that_cannot_be_made_ends_with_4_and_says_so(
    signmatch: Signmatch, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").write_text("")
    monkeypatch.setenv("SIGNMATCH_DATA_DIR", str(folder / "file" / "data"))
    ended = signmatch("export")
    assert (ended.code, ended.out) == (4, "")
    assert str(folder / "file" / "data") in ended.err
    assert "internal error" not in ended.err


@pytest.mark.parametrize("error", [RuntimeError(COMPANY), ZeroDivisionError(COMPANY)])
def test_an_internal_error_ends_with_4_without_a_traceback_or_a_name(
    signmatch: Signmatch, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(export, "_write", fail)
    ended = signmatch("export")
    assert (ended.code, ended.out) == (4, "")
    assert ended.err.startswith(f"signmatch: an internal error ({type(error).__name__} at ")
    assert len(ended.err.splitlines()) == 1
    assert COMPANY not in ended.err


def test_what_is_missing_ends_with_4_and_says_what_to_do(signmatch: Signmatch, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise SetupError("The disk is full.", "Make room.")

    monkeypatch.setattr(export, "_write", fail)
    ended = signmatch("export")
    assert (ended.code, ended.err) == (4, "signmatch: The disk is full. Make room.\n")


def test_ctrl_c_ends_with_130(signmatch: Signmatch, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(export, "_write", interrupt)
    ended = signmatch("export")
    assert ended.code == 130
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("module", ["typer", "matchers"])
def test_ctrl_c_ends_quietly_while_modules_are_imported(folder: Path, module: str) -> None:
    script = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background has it ignored\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from cli.main import main\n"
        "main()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (130, "signmatch: stopped.\n")


def test_help_loads_no_reader_and_no_scheduler(folder: Path) -> None:
    script = "import cli.app, sys; print(*{'cv2', 'rapidocr', 'onnxruntime', 'prefect', 'sqlalchemy', 'numpy'} & set(sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    loaded = subprocess.run([sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []


def test_samples_are_written_into_a_new_folder_only(signmatch: Signmatch, folder: Path) -> None:
    ended = signmatch("samples", folder / "inbox")
    assert ended.code == 0
    assert ended.out.startswith("Wrote ")
    assert f"signmatch batch {folder}/inbox" in ended.out
    again = signmatch("samples", folder / "inbox")
    assert (again.code, again.out) == (2, "")
    assert "not an empty folder" in again.err


# The page of commands


def _commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        below = getattr(command, "commands", None)
        found |= {f"{name} {sub}": each for sub, each in below.items()} if below else {name: command}
    return found


def _section(name: str) -> str:
    return PAGE.split(f"\n## {name}\n")[1].split("\n## ")[0]


def test_the_page_has_every_command_and_no_other() -> None:
    assert commands.app is app
    assert set(re.findall(r"^## ((?!Exit codes)[a-z].*)$", PAGE, re.MULTILINE)) == set(_commands())


@pytest.mark.parametrize("name", _commands())
def test_the_page_has_every_option_and_no_other(name: str) -> None:
    parameters = _commands()[name].params
    options = {option for parameter in parameters if parameter.param_type_name == "option" for option in parameter.opts} - {"--help"}
    assert set(re.findall(r"^\| `(--[a-z-]+)", _section(name), re.MULTILINE)) == options
    first = re.search(r"^    signmatch (.*)$", _section(name), re.MULTILINE)
    assert first
    assert first[1].startswith(name)
    for parameter in parameters:
        if parameter.param_type_name == "argument":
            assert (parameter.metavar or parameter.name).upper().rstrip("S") in first[1]


@pytest.mark.parametrize("name", _commands())
def test_the_page_says_with_which_codes_a_command_ends(name: str) -> None:
    told = re.search(r"^Exit codes: (.+)\.$", _section(name), re.MULTILINE)
    assert told
    assert {int(code) for code in re.findall(r"\d+", told[1])} <= {*ExitCode, 130}


def test_the_page_explains_every_exit_code() -> None:
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)} == {*ExitCode, 130, 141}
