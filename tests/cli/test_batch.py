"""What `signmatch batch` prints, from results made by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer

from cli import batch as command
from cli.batch import LONG_RUN, MOST_ROWS, document, print_summary, printable, rows, run_and_show
from flows import batch as flow
from flows.events import BatchInterrupted, BatchSummary
from pipeline.settings import Settings
from pipeline.store import RunOutcome
from pipeline.work import CaseResult


def result(number: int, verdict: str = "pass", **more: Any) -> CaseResult:
    values = {"signature": "星槎云", "name": "北京星槎云计算有限公司", "relation": "contiguous", "timings": {"reading": 1.5}}
    return CaseResult(Path(f"in/c{number:03}"), f"c{number:03}", RunOutcome.REVIEWED, verdict, **(values | more))


def summary(*results: CaseResult) -> BatchSummary:
    return BatchSummary(7, Path("in"), "tencent-2026", results, 12.0, 4.0)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


MISMATCH = result(
    2,
    "reject",
    name="深圳市另一家很长名字的网络科技股份有限公司",
    relation="unrelated",
    reason="The signature does not match [the certificate].",
)
FAILED = CaseResult(Path("in/c003"), "c003", RunOutcome.FAILED, reason="It took longer than 120 seconds.")


def test_the_table_reads_at_100_columns(settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    print_summary(summary(result(1), MISMATCH, FAILED), settings)
    output = capsys.readouterr().out
    for text in (
        "c001",
        "星槎云",
        "北京星槎云计算有限公司",
        "contiguous",
        "unrelated",
        "reject",
        "failed",
        "1 pass, 1 reject, 1 failed",
        "reading 3.0",
    ):
        assert text in output
    assert "…" not in output


def test_in_a_pipe_there_are_no_colours_and_the_lines_stay_whole(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    print_summary(summary(result(1), MISMATCH), settings)
    output = capsys.readouterr().out
    assert "\x1b" not in output
    [line] = [line for line in output.splitlines() if line.lstrip().startswith("c002")]
    assert "深圳市另一家很长名字的网络科技股份有限公司" in line and "[the certificate]." in line


def test_what_comes_next_is_said(settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGNMATCH_DATA_DIR", str(settings.data_dir))
    print_summary(summary(result(1)), settings)
    output = capsys.readouterr().out
    assert f"SIGNMATCH_DATA_DIR={settings.data_dir} signmatch export --format jsonl --run 7" in output
    assert "signmatch rerun c001" in output


def test_a_long_run_shows_what_is_flagged() -> None:
    passed = tuple(result(number) for number in range(LONG_RUN))
    assert rows(passed) == (passed, [])
    shown, [said] = rows((*passed, MISMATCH))
    assert shown == (MISMATCH,) and "1 flagged cases of 61" in said
    shown, [said] = rows(passed + (MISMATCH,) * 50)
    assert len(shown) == MOST_ROWS and "first 40 of 50" in said


def test_what_an_applicant_wrote_does_not_steer_the_terminal() -> None:
    assert printable("红\x1b[31m\n色") == "红�[31m�色"


def test_the_json_document_holds_every_case() -> None:
    made = json.loads(json.dumps(document(summary(result(1), FAILED))))
    assert made["counts"]["cases"] == 2 and made["timings"] == {"reading": 1.5}
    assert [(case["case_id"], case["outcome"], case["verdict"]) for case in made["cases"]] == [
        ("c001", "reviewed", "pass"),
        ("c003", "failed", None),
    ]


@pytest.mark.parametrize(("results", "code"), [([result(1)], 0), ([result(1), MISMATCH], 1), ([result(1), FAILED], 1)])
def test_the_exit_code_says_whether_all_pass(
    results: list[CaseResult], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(flow, "run_batch", lambda *_, **__: summary(*results))
    with pytest.raises(typer.Exit) as left:
        run_and_show(Path("in"), as_json=True)
    assert left.value.exit_code == code
    assert json.loads(capsys.readouterr().out)["run_id"] == 7


@pytest.mark.parametrize("full", [False, True])
def test_full_reaches_the_run_as_a_setting(full: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Settings] = []

    def run(inbox: Path, settings: Settings, **_: Any) -> BatchSummary:
        given.append(settings)
        return summary(result(1))

    monkeypatch.setattr(flow, "run_batch", run)
    with pytest.raises(typer.Exit):
        run_and_show(Path("in"), as_json=True, full=full)
    assert [settings.full_reading for settings in given] == [full]


def test_an_interrupted_run_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: Any, **__: Any) -> BatchSummary:
        raise BatchInterrupted(12, 24)

    monkeypatch.setattr(flow, "run_batch", interrupted)
    with pytest.raises(typer.Exit) as left:
        command.batch_command(Path("in"), as_json=False)
    said = capsys.readouterr()
    assert left.value.exit_code == 130 and said.out == ""
    assert said.err == "Stopped after 12 of 24 cases; the same command goes on from here.\n"
