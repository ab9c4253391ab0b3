"""Claims, decisions, corrections and unmaskings: two people never overwrite each other."""

from datetime import timedelta

import pytest

from pipeline.errors import Conflict
from pipeline.outcome import Evidence, Finding, Review, Severity, Verdict
from pipeline.store import Action, CaseHead, CaseState, Person, Role, Store
from tests.pipeline.store.conftest import make_case, make_review

HOUR = timedelta(hours=1)


def person(store: Store, name: str = "lin", role: Role = Role.REVIEWER) -> Person:
    return store.people.named(name) or store.people.add(name, role, "hash")


def review(case_id: str, verdict: Verdict, *codes: str, signature: str = "腾讯云") -> Review:
    found = tuple(Finding(code=code, severity=Severity.REJECT, message="…", evidence=(Evidence(document="0.jpg"),)) for code in codes)
    return make_review(case_id, verdict).model_copy(update={"findings": found, "signature": signature})


def kept(store: Store, case_id: str = "1", verdict: Verdict = Verdict.REJECT, *codes: str, signature: str = "腾讯云") -> CaseHead:
    application_id = store.keep_case(make_case(case_id, signature))
    store.add_review(review(case_id, verdict, *codes, signature=signature), application_id=application_id, kind="batch", input_key="k")
    return head(store, case_id)


def head(store: Store, case_id: str = "1") -> CaseHead:
    found = store.queue.head_of(case_id)
    assert found is not None
    return found


def test_a_decision_is_final_and_the_review_stays(store: Store) -> None:
    case = kept(store, "1", Verdict.REJECT, "SIGNATURE_CERTIFICATE_MISMATCH")
    store.desk.decide("1", version=case.version, person_id=person(store).id, action=Action.REJECT, reason="X", text="No.", language="en")
    assert head(store).state is CaseState.REJECTED
    assert head(store).verdict == "reject"
    (decision,) = store.desk.decisions("1")
    assert (decision.person, decision.action, decision.text, decision.final) == ("lin", Action.REJECT, "No.", True)


def test_a_second_decision_on_the_same_version_is_refused(store: Store) -> None:
    version = kept(store).version
    store.desk.decide("1", version=version, person_id=person(store).id, action=Action.REJECT)
    with pytest.raises(Conflict, match="changed since you opened it"):
        store.desk.decide("1", version=version, person_id=person(store, "mei").id, action=Action.APPROVE)
    assert len(store.desk.decisions("1")) == 1


def test_a_review_in_the_meantime_is_a_new_version(store: Store) -> None:
    case = kept(store)
    store.add_review(review("1", Verdict.PASS), application_id=case.application_id, kind="rerun", input_key="k")
    with pytest.raises(Conflict):
        store.desk.decide("1", version=case.version, person_id=person(store).id, action=Action.REJECT)


def test_a_case_that_another_person_works_on_is_theirs(store: Store) -> None:
    case, lin, mei = kept(store), person(store), person(store, "mei")
    assert store.desk.claim("1", lin.id, HOUR).person == "lin"
    assert store.desk.claim("1", mei.id, HOUR).person == "lin"
    with pytest.raises(Conflict, match="lin is at work"):
        store.desk.decide("1", version=case.version, person_id=mei.id, action=Action.REJECT)
    store.desk.release("1", mei.id)
    assert store.desk.claims(["1"])["1"].person == "lin"
    store.desk.release("1", lin.id)
    assert store.desk.claims(["1"]) == {}


def test_a_claim_that_is_over_holds_nobody_up(store: Store) -> None:
    kept(store)
    store.desk.claim("1", person(store).id, -HOUR)
    assert store.desk.claim("1", person(store, "mei").id, HOUR).person == "mei"


def test_a_decision_ends_the_claim(store: Store) -> None:
    case, lin = kept(store), person(store)
    store.desk.claim("1", lin.id, HOUR)
    store.desk.decide("1", version=case.version, person_id=lin.id, action=Action.REJECT)
    assert store.desk.claimed_by(lin.id) == []


def test_an_approval_against_the_machine_waits_for_a_second_person(store: Store) -> None:
    lin, mei = person(store), person(store, "mei")
    store.desk.decide("1", version=kept(store).version, person_id=lin.id, action=Action.APPROVE, second_person=True)
    assert head(store).state is CaseState.PROPOSED
    with pytest.raises(Conflict, match="waits for a second person"):
        store.desk.decide("1", version=head(store).version, person_id=lin.id, action=Action.APPROVE, second_person=True)
    store.desk.decide("1", version=head(store).version, person_id=mei.id, action=Action.APPROVE, second_person=True)
    assert head(store).state is CaseState.APPROVED


def test_a_new_application_opens_the_case_again(store: Store) -> None:
    store.desk.decide("1", version=kept(store).version, person_id=person(store).id, action=Action.REQUEST_DOCUMENT)
    assert head(store).state is CaseState.WAITING
    kept(store, "1", Verdict.NEEDS_REVIEW, signature="另一个")
    assert head(store).state is CaseState.OPEN


def test_the_newest_correction_of_a_field_counts(store: Store) -> None:
    case, lin = kept(store), person(store)
    place = {"application_id": case.application_id, "review_id": case.review_id, "position": 0, "field": "entity_name"}
    for after in ("甲公司", "乙公司"):
        store.desk.correct(**place, before="丙", after=after, person_id=lin.id)
    assert store.desk.corrected(make_case("1").fingerprint) == {(0, "entity_name"): "乙公司"}
    assert [each.after for each in store.desk.corrections(case.application_id)] == ["甲公司", "乙公司"]


def test_approvals_confirm_a_layout_once_a_file(store: Store) -> None:
    for case_id in ("1", "2"):
        confirmed = [("icp_screenshot", "provider", "same file")]
        version = kept(store, case_id).version
        store.desk.decide(case_id, version=version, person_id=person(store).id, action=Action.APPROVE, confirmed=confirmed)
    assert store.desk.confirmed_layouts(1) == [("icp_screenshot", "provider")]
    assert store.desk.confirmed_layouts(2) == []


def test_unmaskings_are_kept(store: Store) -> None:
    case = kept(store)
    store.desk.unmask("1", case.review_id, person(store).id)
    assert [each.person for each in store.desk.unmaskings("1")] == ["lin"]
