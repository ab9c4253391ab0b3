"""The queue, the case, its history: what stands there, what a decision does, who is told what."""

import re
from pathlib import Path

import pytest

from dashboard.site import Site
from dashboard.texts import text
from extractors.vocabulary import FieldName
from pipeline.store import CaseState
from pipeline.work import answered
from tests.dashboard.desk import MISMATCH, NASTY_CASE, PASSING, Visitor, opened
from tests.pipeline.cases import COMPANY, REPRESENTATIVE


def state(site: Site, case_id: str = MISMATCH) -> CaseState:
    head = site.store.queue.head_of(case_id)
    assert head is not None
    return head.state


def test_the_queue_shows_flagged_cases_first_and_filters(lin: Visitor) -> None:
    page = lin.get("/queue").text
    assert page.index("全然不同") < page.index("榴屿文化")
    assert "榴屿文化" not in lin.get("/queue?verdict=reject").text.partition("<tbody>")[2].replace(COMPANY, "")
    assert "全然不同" in lin.get("/queue?code=SIGNATURE_CERTIFICATE_MISMATCH").text
    assert "No case fits" in lin.get("/queue?q=nothing+has+this").text


def test_a_case_shows_claim_chain_findings_and_outlines(lin: Visitor) -> None:
    page = lin.get(f"/cases/{lin.no()}").text
    for part in ("全然不同", COMPANY, "does not match the certificate", 'class="place deciding" data-field="entity_name"', "polygon"):
        assert part in page


@pytest.mark.parametrize("language", ["en", "zh", "id"])
def test_every_page_speaks_every_language(ada: Visitor, language: str) -> None:
    assert ada.client.post("/language", data={"language": language, "next": "/queue"}).status_code == 303
    ada.client.cookies.set("signmatch_language", language)
    pages = ["/queue", f"/cases/{ada.no()}", f"/cases/{ada.no()}/history", "/runs", "/figures", "/upload", "/account", "/people", "/login"]
    for page in pages:
        answer = ada.get(page)
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.text


def test_markup_of_an_applicant_is_text(lin: Visitor) -> None:
    no = lin.no(NASTY_CASE)
    for page in (f"/cases/{no}", "/queue", f"/cases/{no}/history", "/queue?q=%3Cscript%3E"):
        text = lin.get(page).text
        assert "<script>document" not in text
        assert "<img src=x" not in text
        assert "\u202e" not in re.sub(r'value="[^"]*"', "", text)
    assert "&lt;script&gt;" in lin.get(f"/cases/{no}").text


def test_names_of_people_are_masked_until_somebody_asks(site: Site, lin: Visitor) -> None:
    masked, no = REPRESENTATIVE[0] + "**", lin.no()
    assert REPRESENTATIVE not in lin.get(f"/cases/{no}").text
    assert masked in lin.get(f"/cases/{no}").text
    assert REPRESENTATIVE in lin.post(f"/cases/{no}/unmask").text
    assert [each.person for each in site.store.desk.unmaskings(MISMATCH)] == ["lin"]
    assert "Looked at personal names" in lin.get(f"/cases/{no}/history").text


def test_a_picture_is_made_anew(site: Site, lin: Visitor) -> None:
    answer = lin.get(f"/pictures/{lin.no()}/0/1.jpg")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.content[:2] == b"\xff\xd8"
    stored = site.store.case(MISMATCH)
    assert stored is not None and answer.content != stored.uploads[0].data


def test_a_decision_is_kept_and_the_next_case_opens(site: Site, lin: Visitor) -> None:
    answer = lin.decide()
    assert answer.headers["location"] == f"/cases/{lin.no(NASTY_CASE)}"
    assert state(site) is CaseState.REJECTED
    assert site.store.desk.claims([NASTY_CASE])[NASTY_CASE].person == "lin"
    last = lin.decide(NASTY_CASE, action="approve", reason="")
    assert last.headers["location"].startswith("/queue")
    assert "Rejected" in lin.get(f"/cases/{lin.no()}/history").text


def test_a_rejection_needs_a_reason(site: Site, lin: Visitor) -> None:
    answer = lin.decide(reason="", text="my words")
    assert answer.status_code == 400
    assert "my words" in answer.text
    assert state(site) is CaseState.OPEN


@pytest.mark.parametrize("wrong", [{"action": "delete"}, {"reason": "NO_SUCH"}, {"language": "xx"}])
def test_answers_that_do_not_exist_are_refused(lin: Visitor, wrong: dict[str, str]) -> None:
    assert lin.decide(**wrong).status_code == 400


def test_the_second_of_two_people_is_told_and_keeps_their_words(site: Site, lin: Visitor, mei: Visitor) -> None:
    version = mei.version()
    lin.decide()
    answer = mei.decide(version=version, action="approve", text="mei's words")
    assert answer.status_code == 409
    assert "changed since you opened it" in answer.text
    assert "mei&#39;s words" in answer.text
    assert len(site.store.desk.decisions(MISMATCH)) == 1


def test_a_case_that_somebody_works_on_says_so(lin: Visitor, mei: Visitor) -> None:
    lin.post(f"/cases/{lin.no()}/claim")
    assert "At work on this case:" in mei.get(f"/cases/{mei.no()}").text
    assert mei.decide().status_code == 409
    assert mei.post("/queue/next").headers["location"] == f"/cases/{mei.no(NASTY_CASE)}"
    lin.post(f"/cases/{lin.no()}/release")
    assert mei.decide().status_code == 303


def test_a_correction_reviews_again_at_once(site: Site, lin: Visitor) -> None:
    no, before = lin.no(), lin.version()
    right = {"version": before, "position": "0", "field": "entity_name", "value": COMPANY.replace("榴屿", "全然不同")}
    assert lin.post(f"/cases/{no}/correct", **right).status_code == 303
    assert lin.version() != before
    page = lin.get(f"/cases/{no}").text
    assert "SIGNATURE_CERTIFICATE_MISMATCH" not in page.partition('class="findings"')[2].partition("</ul>")[0]
    assert "100.0" in page
    history = lin.get(f"/cases/{no}/history").text
    assert f"{COMPANY}</bdi> → <bdi>" in history
    assert "Compare reviews" in history
    assert lin.post(f"/cases/{no}/correct", **right).status_code == 409
    reviews = [review.id for review in site.store.desk.reviews(MISMATCH)]
    compared = lin.get(f"/cases/{no}/compare?before={reviews[0]}&after={reviews[1]}").text
    assert f"licence-landscape.jpg</bdi> · {text('field.entity_name', 'en')}" in compared
    assert "finding no longer there" in compared
    lin.client.cookies.set("signmatch_language", "zh")
    compared = lin.get(f"/cases/{no}/compare?before={reviews[0]}&after={reviews[1]}").text
    assert "不再有此发现" in compared
    assert "签名与材料不一致" in compared
    assert "finding" not in compared.partition("<main")[2].partition("</main>")[0]


def test_a_person_says_of_what_kind_a_document_is(site: Site, lin: Visitor) -> None:
    no, said = lin.no(PASSING), {"position": "0", "field": "kind", "value": "trademark_certificate"}
    assert lin.post(f"/cases/{no}/correct", version=lin.version(PASSING), **said).status_code == 303
    assert state(site, PASSING) is CaseState.OPEN
    page = lin.get(f"/cases/{no}").text
    assert "trademark certificate (<bdi>lin</bdi>)" in page
    assert "business licence → trademark certificate" in lin.get(f"/cases/{no}/history").text
    lin.post(f"/cases/{no}/correct", version=lin.version(PASSING), **{**said, "value": ""})
    assert state(site, PASSING) is CaseState.PASSED
    assert "business licence 1" in lin.get(f"/cases/{no}").text


@pytest.mark.parametrize("wrong", [{"field": "shoe_size"}, {"position": "9"}, {"field": "kind", "value": "a shoe"}])
def test_a_correction_of_what_is_not_there_is_refused(lin: Visitor, wrong: dict[str, str]) -> None:
    given = {"version": lin.version(), "position": "0", "field": FieldName.ENTITY_NAME.value, "value": "x", **wrong}
    assert lin.post(f"/cases/{lin.no()}/correct", **given).status_code == 400


def test_a_second_person_is_asked_where_that_is_set(tmp_path: Path) -> None:
    with opened(tmp_path, second_person=True) as site:
        lin, mei = Visitor(site, "lin"), Visitor(site, "mei")
        lin.decide(action="approve", reason="")
        assert state(site) is CaseState.PROPOSED
        assert lin.decide(action="approve", reason="").status_code == 409
        assert mei.decide(action="approve", reason="").status_code == 303
        assert state(site) is CaseState.APPROVED
        lin.decide(PASSING, action="approve", reason="")
        assert state(site, PASSING) is CaseState.APPROVED


def test_the_text_for_the_applicant_is_there_in_each_language(lin: Visitor) -> None:
    page = lin.get(f"/cases/{lin.no()}?text=zh").text
    assert "不一致" in page.partition("<textarea")[2].partition("</textarea>")[0]
    assert "tidak sesuai" in page


@pytest.mark.parametrize(("language", "told"), [("zh", "签名与材料不一致"), ("id", "tanda tangan tidak cocok")])
def test_findings_are_called_in_the_language_of_the_page_with_their_code_beside(lin: Visitor, language: str, told: str) -> None:
    lin.client.cookies.set("signmatch_language", language)
    row = lin.get("/queue").text.partition("<tbody>")[2]
    assert f'{told} <code class="code">SIGNATURE_CERTIFICATE_MISMATCH</code>' in row


def test_a_case_that_passed_is_answered_with_an_approval_unless_somebody_chooses_otherwise(lin: Visitor) -> None:
    assert 'data-answer="approve"' in lin.get(f"/cases/{lin.no(PASSING)}").text
    assert 'data-answer="reject"' in lin.get(f"/cases/{lin.no()}").text


def test_figures_and_runs_count_what_happened(lin: Visitor) -> None:
    lin.decide()
    page = lin.get("/figures").text
    assert "signature does not match" in page
    assert "SIGNATURE_CERTIFICATE_MISMATCH" in page
    assert "100.0 %" in page
    assert lin.get("/runs").status_code == 200


def test_the_page_of_a_run_tells_where_its_time_went(site: Site, lin: Visitor) -> None:
    run = site.store.start_run(inbox="inbox", standard="s", versions={}, cases=1)
    kept = site.store.case(PASSING)
    assert kept is not None
    review = answered(kept.case(), site.parts).model_copy(update={"timings": {"read": 0.75, "chain": 0.25}})
    site.store.add_review(review, application_id=kept.application_id, kind="batch", input_key="k", run_id=run)
    page = lin.get(f"/runs/{run}").text
    assert "reading pages" in page
    assert "750 ms" in page
    assert "75.0 %" in page


def test_a_case_tells_how_many_lines_were_left_unread(site: Site, lin: Visitor) -> None:
    assert "Lines found and not read" not in lin.get(f"/cases/{lin.no()}").text
    kept = site.store.case(MISMATCH)
    assert kept is not None
    review = answered(kept.case(), site.parts)
    documents = tuple(document.model_copy(update={"lines_unread": 19}) for document in review.documents)
    glanced = review.model_copy(update={"documents": documents})
    site.store.add_review(glanced, application_id=kept.application_id, kind="rerun", input_key="k")
    assert "Lines found and not read, since the decision needs nothing of them: 19." in lin.get(f"/cases/{lin.no()}").text


def test_a_purged_case_says_so_and_takes_no_decision(site: Site, lin: Visitor) -> None:
    from datetime import UTC, datetime, timedelta

    site.store.retention.purge(datetime.now(UTC) + timedelta(days=1))
    page = lin.get(f"/cases/{lin.no()}").text
    assert "were removed" in page
    assert COMPANY not in page
    assert 'id="decide"' not in page
