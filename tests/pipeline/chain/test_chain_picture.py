"""What the picture lacks is for a person: it is told where it matters, and rejects nothing."""

from typing import Any

import pytest

from extractors.vocabulary import FieldName
from pipeline.outcome import Severity, Verdict
from tests.pipeline.chain.factory import COMPANY, OTHER_COMPANY, Judged, case, judged, licence, unknown

WELL = {"sharpness": 0.43, "line_height": 27.0, "cut_lines": 0, "seal_closed": 0.98}
LACKING = {"PICTURE_BLURRED": {"sharpness": 0.3}, "PICTURE_SMALL": {"line_height": 11.5}, "PICTURE_CUT_OFF": {"cut_lines": 4}}


def told(measures: dict[str, float], **differing: Any) -> Judged:
    return judged(case(licence(measures=WELL | measures, **differing)))


def test_a_picture_that_is_well_passes() -> None:
    answer = told({})
    assert (answer.verdict, answer.codes) == (Verdict.PASS, {})


@pytest.mark.parametrize("code", LACKING)
def test_what_a_picture_lacks_does_not_matter_where_the_name_is_sure(code: str) -> None:
    assert told(LACKING[code]).verdict is Verdict.PASS


@pytest.mark.parametrize("code", LACKING)
def test_what_a_picture_lacks_is_told_where_the_name_is_unsure(code: str) -> None:
    answer = told(LACKING[code], sure=False)
    assert answer.codes[code] is Severity.REVIEW
    assert answer.verdict is Verdict.NEEDS_REVIEW


@pytest.mark.parametrize("code", LACKING)
def test_what_a_picture_lacks_is_told_where_the_name_is_missing(code: str) -> None:
    assert code in judged(case(licence(None, measures=WELL | LACKING[code]))).codes


def test_a_picture_on_which_little_was_read_is_told_to_be_blurred() -> None:
    assert "PICTURE_BLURRED" in judged(case(unknown(measures={"sharpness": 0.2}))).codes


def test_a_picture_that_a_hand_shook_is_told_to_be_blurred_where_it_matters() -> None:
    assert told({"shake": 5.5}).codes == {}
    assert "PICTURE_BLURRED" in told({"shake": 5.5}, sure=False).codes


def test_a_name_that_the_edge_cuts_is_looked_at_however_sure() -> None:
    answer = told({}, cut=(FieldName.ENTITY_NAME,))
    assert answer.codes == {"PICTURE_CUT_OFF": Severity.REVIEW}
    assert answer.verdict is Verdict.NEEDS_REVIEW


def test_a_licence_without_a_seal_is_looked_at() -> None:
    answer = told({"seal_closed": 0.1})
    assert answer.codes == {"SEAL_MISSING": Severity.REVIEW}
    assert answer.verdict is Verdict.NEEDS_REVIEW


def test_a_copy_without_colour_is_told_of_once() -> None:
    assert told({"seal_closed": 0.0}, emblem_red=0.0).codes == {"NOT_IN_COLOUR": Severity.REVIEW}


def test_where_nothing_was_measured_nothing_is_missed() -> None:
    assert judged(case(licence(measures={}))).verdict is Verdict.PASS


def test_glare_over_a_name_is_told_however_surely_it_was_read() -> None:
    answer = told({"glare": 0.02, "glare_at_value": 0.6})
    assert answer.codes == {"PICTURE_GLARE": Severity.REVIEW}
    assert answer.verdict is Verdict.NEEDS_REVIEW


def test_nothing_is_rejected_on_a_name_that_lies_in_glare() -> None:
    """苏州砚溪狐云计算股份有限公司 was read 苏州砚溪狐份有限公司 with a confidence of 0.998, its middle burnt out."""
    answer = judged(case(licence(OTHER_COMPANY, measures=WELL | {"glare_at_value": 0.6})))
    assert judged(case(licence(OTHER_COMPANY, measures=WELL))).verdict is Verdict.REJECT
    assert answer.verdict is Verdict.NEEDS_REVIEW


def test_glare_elsewhere_on_the_page_matters_only_where_the_name_is_unsure() -> None:
    assert told({"glare": 0.02}).verdict is Verdict.PASS
    assert told({"glare": 0.02}, sure=False).codes["PICTURE_GLARE"] is Severity.REVIEW


def test_a_name_in_other_type_is_looked_at_and_rejects_nothing() -> None:
    answer = told({"name_type": 0.2})
    assert answer.codes == {"NAME_TYPE_DIFFERS": Severity.REVIEW}
    assert answer.verdict is Verdict.NEEDS_REVIEW
    assert COMPANY in answer.message("NAME_TYPE_DIFFERS")


def test_a_name_in_the_type_of_the_rest_passes() -> None:
    assert told({"name_type": 0.1}).verdict is Verdict.PASS


def test_where_the_name_differs_is_shown() -> None:
    draft = next(each for each in told({"name_type": 0.2}).result.drafts if each.code == "NAME_TYPE_DIFFERS")
    assert [(each.field, bool(each.polygon)) for each in draft.evidence] == [(FieldName.ENTITY_NAME, True)]
