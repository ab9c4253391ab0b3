"""The comparison with other programs: what is asked, what a script answers, how answers are counted."""

import json
from collections.abc import Sequence
from pathlib import Path

import jinja2
import pytest

from benchmarks.peers import answer
from benchmarks.performance import MEASURED, TEMPLATE, stages
from benchmarks.reading import Figures, Picture, _count, pictures, to_json

NAME, OTHER, NEAR = "北京星槎云计算有限公司", "上海银砾网络科技有限公司", "北京星槎云星算有限公司"


def manifest(folder: Path, rows: Sequence[dict[str, object]]) -> Path:
    path = folder / "manifest.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def test_every_genuine_licence_is_asked_for_its_own_name_another_and_a_changed_one(tmp_path: Path) -> None:
    rows = [
        {"file": "a.jpg", "kind": "business_license", "entity_name": NAME},
        {"file": "b.jpg", "kind": "business_license", "entity_name": OTHER},
        {"file": "c.jpg", "kind": "product_cert", "entity_name": OTHER},
        {"file": "d.jpg", "kind": "business_license", "entity_name": NAME, "template_or_specimen": True},
    ]
    first, second = pictures(manifest(tmp_path, rows), 1)
    assert (first.name, first.claims) == (NAME, (NAME, OTHER, NEAR))
    assert second.claims[1] == NAME


LABELLED, HALF, BY_ITS_END = ["营业执照", f"名 称 {NAME}"], ["营业执照", f"称 {NAME}"], ["营业执照", "类型 有限", NAME]


@pytest.mark.parametrize("lines", [LABELLED, HALF, BY_ITS_END], ids=["label", "half a label", "by its end"])
def test_a_script_takes_the_name_behind_its_label_or_by_its_end_and_any_that_is_alike(lines: list[str]) -> None:
    told = answer(lines, (NAME, OTHER, NEAR))
    assert told.name == NAME
    assert told.verdicts == (True, False, True)


def test_answers_are_counted_by_question() -> None:
    questions = ("own", "other", "near")
    figures = Figures([], [], 0, dict.fromkeys(questions, 0), dict.fromkeys(questions, 0))
    told = {"name": NAME, "verdicts": [True, False, None], "seconds": 2.0, "processor": 1.0, "megabytes": 300.0}
    _count(figures, Picture(Path("a.jpg"), NAME, (NAME, OTHER, NEAR)), told)
    assert (figures.right_names, figures.passed, figures.to_person) == (
        1,
        {"own": 1, "other": 0, "near": 0},
        {"own": 0, "other": 0, "near": 1},
    )
    slow = Figures([8.0], [4.0], 0, figures.passed, figures.to_person)
    ratios = {name: each["ratio"] for name, each in to_json({"quick": figures, "slow": slow}, 1)["programs"].items()}
    assert ratios == {"quick": 1.0, "slow": 0.25}


def test_the_page_of_performance_says_what_it_is_given_and_nothing_else() -> None:
    template = jinja2.Template(TEMPLATE.read_text("utf8"), undefined=jinja2.StrictUndefined)
    memory = {"pages": 500, "megabytes": {"100": 500}, "most": 640}
    given = {**dict.fromkeys(MEASURED), "memory": memory}
    page = template.render(**given, day="2026-01-01", cores=2, start={}, runs=1, stages=stages)
    assert "never more than 640 MB" in page
    assert "## A batch" not in page
