"""The benchmark of specimens plans the same specimens again, covers every layout and wear, and counts rightly."""

from random import Random

import pytest
from PIL import Image

from benchmarks.specimens.measure import Outcome, Reading
from benchmarks.specimens.plan import Plan, drawn, plans, settled, wears
from benchmarks.specimens.tables import figures
from extractors.deciding import DECIDING
from extractors.vocabulary import DocumentKind, FieldName
from samples import wear
from samples.specimens import draw_names, letter_height

LICENCE = DocumentKind.BUSINESS_LICENSE


def outcome(name: str, read: str, *, sure: bool, kind: str = "business_license") -> Outcome:
    plan = Plan(LICENCE, "landscape-2019", name, 1)
    return Outcome(plan, kind, {"entity_name": Reading("北京星槎有限公司", read, 0.99 if sure else 0.5, sure)})


def test_the_same_seed_plans_the_same_specimens() -> None:
    assert list(plans(LICENCE, 30, 1)) == list(plans(LICENCE, 30, 1))
    assert list(plans(LICENCE, 30, 1)) != list(plans(LICENCE, 30, 2))


@pytest.mark.parametrize("kind", DECIDING)
def test_every_layout_and_wear_is_planned(kind: DocumentKind) -> None:
    planned = list(plans(kind, len(draw_names(kind)) * len(wears()), 1))
    assert len({(plan.layout, plan.wear) for plan in planned}) == len(planned)


@pytest.mark.usefixtures("fonts")
@pytest.mark.parametrize("name", wears())
def test_every_wear_can_be_worn(name: str) -> None:
    steps = [settled(step, Random(5)) for step in wears()[name].steps]
    assert wear.apply(Image.new("RGB", (120, 90), "white"), steps, 5).size >= (24, 90)


@pytest.mark.usefixtures("fonts")
def test_a_specimen_is_reduced_to_its_letters_and_drawn_again_the_same() -> None:
    plan = Plan(DocumentKind.OTHER, "blank", "small", 5)
    assert letter_height(plan.kind, plan.layout) == 30
    assert drawn(plan)[0].size == (400, 560)
    assert drawn(plan)[0].tobytes() == drawn(plan)[0].tobytes()


def test_every_effect_is_worn_by_some_specimens() -> None:
    named = {effect for worn in wears().values() for step in worn.steps for effect in step}
    assert named >= set(wear.EFFECTS) - {"low_resolution", "screen"}  # letters and moire stand for these


def test_ranges_become_numbers() -> None:
    step = settled({"blur": {"radius": [1.0, 2.0]}, "turn": {"degrees": 90}}, Random(1))
    assert 1 <= step["blur"]["radius"] <= 2
    assert step["turn"] == {"degrees": 90}


def test_what_nobody_can_read_counts_only_where_the_reader_is_surely_wrong() -> None:
    assert figures([outcome("tiny", "", sure=False), outcome("clean", "北京星槎有限公司", sure=True)])["exact_share"] == 1
    assert figures([outcome("cut-left", "星槎有限公司", sure=True)])["sure_and_wrong"] == 1
    assert figures([outcome("cut-left", "星槎有限公司", sure=False)])["sure_and_wrong"] == 0


def test_width_and_spaces_do_not_count() -> None:
    reading = Reading("北京（样本）有限公司", "北京(样本) 有限公司", 0.9, True)
    assert reading.right


def test_a_name_that_is_not_printed_may_not_be_read() -> None:
    plan = Plan(DocumentKind.ICP_SCREENSHOT, "miit-detail", "clean", 1)
    read = Outcome(plan, "icp_screenshot", {FieldName.SITE_NAME: Reading("", "样本网", 0.99, True)})
    assert not read.exact
    assert list(read.wrong) == [FieldName.SITE_NAME]
