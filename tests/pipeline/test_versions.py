"""The fingerprint of the rules: whatever decides a verdict from a reading is in it."""

import ast
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from pipeline import versions
from pipeline.versions import ROOT, RULE_PLACES, rules_version, signmatch_version

NO_RULES = {
    "application": "what an application is; every application is in the key of its review",
    "errors": "",
    "intake": "how files become pages",
    "ocr": "what readers read; their versions stand beside the rules'",
    "outcome": "the shape of an answer",
    "settings": "those that count are in the key of a review",
    "stages": "",
    "standards": "fingerprinted by itself",
    "store": "",
}


def imported(module: Path) -> Iterator[str]:
    """The modules of pipeline that a file imports."""
    for node in ast.walk(ast.parse(module.read_text("utf8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("pipeline."):
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def path_of(name: str) -> Path | None:
    bare = ROOT / name.replace(".", "/")
    return next((path for path in (bare.with_suffix(".py"), bare / "__init__.py") if path.is_file()), None)


def reached(name: str, known: set[str]) -> set[str]:
    """A module and all that it imports, but for what holds no rules."""
    path = path_of(name)
    if path is None or name in known or name.split(".")[1] in NO_RULES:
        return known
    known.add(name)
    for other in imported(path):
        reached(other, known)
    return known


def test_every_module_that_decides_a_verdict_is_in_the_fingerprint() -> None:
    for module in reached("pipeline.review", set()):
        path = path_of(module)
        assert path is not None
        assert any(path.is_relative_to(ROOT / place) for place in RULE_PLACES), f"add {module} to RULE_PLACES, or say here why not"


@pytest.mark.parametrize("place", RULE_PLACES)
def test_every_place_is_there(place: str) -> None:
    assert (ROOT / place).exists()


def test_the_fingerprint_is_short_and_stays_the_same() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", rules_version())
    assert rules_version() is rules_version(), "it is computed once a process"


def test_the_fingerprint_changes_with_code_and_data_and_with_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    monkeypatch.setattr(versions, "RULE_PLACES", ("rules", "one.py"))
    (tmp_path / "rules").mkdir()
    for name in ("rules/a.py", "rules/b.tsv", "one.py", "other.py", "rules/notes.md"):
        (tmp_path / name).write_text("1")
    seen = [rules_version.__wrapped__()]
    for name, changes in (("rules/a.py", True), ("rules/b.tsv", True), ("one.py", True), ("other.py", False), ("rules/notes.md", False)):
        (tmp_path / name).write_text("2")
        seen.append(rules_version.__wrapped__())
        assert (seen[-1] != seen[-2]) is changes


def test_the_version_is_the_packages() -> None:
    assert signmatch_version() == version("signmatch")
