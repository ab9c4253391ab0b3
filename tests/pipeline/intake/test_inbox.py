"""What is taken up from an inbox into which others write, and what is left alone and named."""

import os
import socket
from pathlib import Path

import pytest

from pipeline.errors import InputRefused
from pipeline.intake.inbox import survey


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")


def cases(inbox: Path, quiet_seconds: float = 0) -> list[str]:
    return [str(path.relative_to(inbox)) for path in survey(inbox, quiet_seconds).cases]


def passed(inbox: Path, quiet_seconds: float = 0) -> dict[str, str]:
    return {str(each.path.relative_to(inbox)): each.reason for each in survey(inbox, quiet_seconds).passed}


def test_cases_are_found_below_an_inbox(tmp_path: Path) -> None:
    write(tmp_path, "b/application.json", "b/other.json", "a/deep/application.json", "c/apply.json", "c/account.json")
    write(tmp_path, "c/apply.account.json", "c/.hidden.json", ".git/application.json", "b/below/application.json")
    assert cases(tmp_path) == ["a/deep", "b", "b/below", "c/apply.json"]
    assert passed(tmp_path) == {}
    assert survey(tmp_path / "b" / "below").cases == (tmp_path / "b" / "below",)
    with pytest.raises(InputRefused, match="is no folder"):
        survey(tmp_path / "none")


def test_links_are_not_followed_but_named(tmp_path: Path) -> None:
    write(tmp_path, "a/application.json", "b/scan.jpg")
    (tmp_path / "linked").symlink_to(tmp_path / "a")
    (tmp_path / "linked.json").symlink_to(tmp_path / "a" / "application.json")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "application.json").symlink_to(tmp_path / "a" / "application.json")
    assert cases(tmp_path) == ["a"]
    assert passed(tmp_path) == {
        "linked": "is a link",
        "linked.json": "is a link",
        "c": "its application.json is a link",
        "b/scan.jpg": "belongs to no case: there is no application.json beside it",
    }


def test_pipes_and_sockets_are_not_touched(tmp_path: Path) -> None:
    """Opening a pipe without a writer would wait for ever."""
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "a").mkdir()
    os.mkfifo(tmp_path / "a" / "application.json")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.json"))
        assert cases(tmp_path) == []
        assert passed(tmp_path) == {"a": "its application.json is a pipe", "pipe.json": "is a pipe", "s.json": "is a socket"}


@pytest.mark.parametrize("name", ["scan.jpg.part", "scan.jpg.TMP", "licence.crdownload", "scan~"])
def test_a_case_with_a_file_that_is_still_written_waits(tmp_path: Path, name: str) -> None:
    write(tmp_path, "a/application.json", f"a/{name}", "b/application.json")
    assert cases(tmp_path) == ["b"]
    assert passed(tmp_path) == {"a": f"{name} is still being written"}


def test_what_changed_a_moment_ago_may_wait(tmp_path: Path) -> None:
    write(tmp_path, "a/application.json", "b.json")
    assert cases(tmp_path) == ["a", "b.json"]
    assert cases(tmp_path, quiet_seconds=600) == []
    assert set(passed(tmp_path, quiet_seconds=600).values()) == {"changed a moment ago, and may still be arriving"}


def test_a_time_that_a_copying_program_set_back_does_not_deceive(tmp_path: Path) -> None:
    write(tmp_path, "a/application.json")
    os.utime(tmp_path / "a" / "application.json", (0, 0))
    assert cases(tmp_path, quiet_seconds=600) == []
