"""Logs: on standard error, from warnings up, and without what a document says."""

import json
from collections.abc import Iterator

import pytest
import structlog

from pipeline.logs import configure, where


@pytest.fixture(autouse=True)
def unconfigured() -> Iterator[None]:
    yield
    structlog.reset_defaults()


def test_warnings_go_to_standard_error_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    log = structlog.get_logger()
    log.warning("reading failed", file_sha256="ab12")
    log.info("all is well")
    out, err = capsys.readouterr()
    assert out == ""
    [line] = err.splitlines()
    assert "reading failed" in line
    assert "file_sha256=ab12" in line
    assert "\x1b" not in line


def test_a_line_is_a_json_object_where_the_setting_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    configure("json", "info")
    structlog.get_logger().info("case done", case="2026-1", run=7)
    said = json.loads(capsys.readouterr().err)
    assert (said["event"], said["level"], said["case"], said["run"]) == ("case done", "info", "2026-1", 7)
    assert said["timestamp"].endswith("Z")


def test_what_may_carry_a_name_is_withheld(capsys: pytest.CaptureFixture[str]) -> None:
    configure()
    structlog.get_logger().warning("read", signature="榴屿文化", case="1")
    said = capsys.readouterr().err
    assert "榴屿" not in said
    assert "signature=withheld" in said


def fail(name: str) -> None:
    raise ValueError(name)


def test_the_place_of_an_error_is_told_without_its_message() -> None:
    with pytest.raises(ValueError, match="贾示范") as error:
        fail("贾示范")
    place = where(error.value)
    assert place.startswith("test_logs.py:")
    assert place.count(" > ") == 1
    assert "贾示范" not in place


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert where(ValueError("贾示范")) == ""
