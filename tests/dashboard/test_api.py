"""The JSON API: tokens, roles, the same answers as the pages, and nothing that breaks it."""

import base64
import json
import time
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from dashboard.app import create_app
from dashboard.site import Site
from pipeline.intake.cases import Case, fingerprint
from tests.dashboard.desk import MISMATCH, PASSING, Visitor, make_site

PICTURE = base64.b64encode(b"\xff\xd8 no picture at all").decode()


def token(site: Site, name: str = "lin") -> dict[str, str]:
    person = site.store.people.named(name)
    assert person is not None
    site.store.people.add_token(person, "tests", f"secret of {name}")
    return {"Authorization": f"Bearer secret of {name}"}


@pytest.fixture
def api(site: Site) -> TestClient:
    return TestClient(create_app(site), headers=token(site), base_url="http://localhost")


def payload(**changes: Any) -> dict[str, Any]:
    asked = {"SignName": "榴屿文化", "SignType": 0, "DocumentType": 0, "International": 0, "SignPurpose": 0, "ProofImage": "", "Remark": ""}
    return {**asked, **changes}


@pytest.mark.parametrize(
    "path", ["/api/cases", "/api/cases/1", "/api/cases/1/review", "/api/cases/1/decisions", "/api/jobs/x", "/api/export"]
)
def test_without_a_token_nothing_is_told(guest: Visitor, path: str) -> None:
    assert guest.get(path).status_code == 401
    assert guest.client.get(path, headers={"Authorization": "Bearer guess"}).status_code == 401


def test_a_session_is_no_token(looker: Visitor) -> None:
    assert looker.get("/api/cases").status_code == 401


def test_a_reader_may_look_and_not_act(site: Site) -> None:
    client = TestClient(create_app(site), headers=token(site, "rita"), base_url="http://localhost")
    assert client.get("/api/cases").status_code == 200
    decision = {"version": "1-0", "action": "approve"}
    assert client.post("/api/cases/1/decisions", json=decision).status_code == 403
    assert client.post("/api/applications", json={"case_id": "x", "payload": payload()}).status_code == 403


def test_cases_are_found_and_reviews_are_masked(api: TestClient) -> None:
    found = api.get("/api/cases", params={"verdict": "reject", "q": MISMATCH}).json()
    assert found["total"] == 1
    case = found["cases"][0]
    assert (case["case_id"], case["state"]) == (MISMATCH, "open")
    review = api.get(f"/api/cases/{case['no']}/review").json()
    assert review["verdict"] == "reject"
    assert review["documents"][0]["fields"]["legal_representative"]["value"].endswith("**")
    assert api.get("/api/cases/999").status_code == 404
    assert api.get("/api/cases/999/review").status_code == 404


def test_a_decision_through_the_api_counts_and_collides_like_one_on_the_page(site: Site, api: TestClient, mei: Visitor) -> None:
    case = api.get("/api/cases", params={"q": MISMATCH}).json()["cases"][0]
    where, decision = f"/api/cases/{case['no']}/decisions", {"version": case["version"], "action": "reject"}
    assert api.post(where, json=decision).status_code == 422
    mei.post(f"/cases/{case['no']}/claim")
    assert api.post(where, json={**decision, "reason": "SIGNATURE_GENERIC"}).status_code == 409
    mei.post(f"/cases/{case['no']}/release")
    made = api.post(where, json={**decision, "reason": "SIGNATURE_GENERIC", "text": "否"})
    assert made.status_code == 201
    assert made.json()["person"] == "lin"
    assert api.post(where, json={**decision, "reason": "SIGNATURE_GENERIC"}).status_code == 409
    assert [each["text"] for each in api.get(where).json()] == ["否"]


def test_an_application_is_submitted_reviewed_and_found(site: Site, api: TestClient) -> None:
    stored = site.store.case(PASSING)
    assert stored is not None
    picture = base64.b64encode(stored.uploads[0].data).decode()
    account = {"name": stored.application.account.name}
    job = api.post("/api/applications", json={"case_id": "new", "account": account, "payload": payload(ProofImage=picture)})
    assert job.status_code == 202, job.text
    done = waited(api, job.json()["id"])
    assert done["state"] == "done", done
    assert api.get(f"/api/cases/{done['no']}/review").json()["case_id"] == "new"


@pytest.mark.parametrize("wrong", [{"SignType": 99}, {"ProofImage": "%%%"}, {"ProofImage": PICTURE}, {"Strange": 1}])
def test_what_intake_refuses_is_refused_with_a_sentence(api: TestClient, wrong: dict[str, Any]) -> None:
    answer = api.post("/api/applications", json={"case_id": "new", "payload": payload(**wrong)})
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_the_export_has_a_review_a_line(api: TestClient) -> None:
    lines = api.get("/api/export").text.splitlines()
    assert {json.loads(line)["case_id"] for line in lines} == {MISMATCH, PASSING, "nasty"}


def test_a_withdrawn_token_is_worth_nothing(site: Site, api: TestClient, lin: Visitor) -> None:
    person = site.store.people.named("lin")
    assert person is not None
    (kept,) = site.store.people.tokens(person)
    assert lin.post(f"/account/tokens/{kept.id}/end").status_code == 303
    assert api.get("/api/cases").status_code == 401


def test_a_token_is_shown_once(lin: Visitor) -> None:
    page = lin.post("/account/tokens", label="script").text
    assert "sm_" in page
    assert "sm_" not in lin.get("/account").text


def waited(api: TestClient, job_id: str) -> dict[str, Any]:
    for _ in range(600):
        job: dict[str, Any] = api.get(f"/api/jobs/{job_id}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError("the review did not end")


def test_an_application_whose_server_died_is_reviewed_by_the_next_one(site: Site) -> None:
    kept = site.store.case(PASSING)
    assert kept is not None
    application = kept.application.model_copy(update={"case_id": "left behind"})
    site.store.keep_case(Case(application, tuple(kept.uploads), fingerprint(application, tuple(kept.uploads))))
    assert site.store.queue.unreviewed() == ["left behind"]
    with TestClient(create_app(site)):  # which starts the server, as a test that only asks it does not
        for _ in range(600):
            if site.store.queue.unreviewed() == []:
                break
            time.sleep(0.05)
    head = site.store.queue.head_of("left behind")
    assert head is not None and head.verdict == "pass"


def test_an_application_is_kept_before_anybody_is_told_so(site: Site, api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever happens to the server then, it is not lost."""
    monkeypatch.setattr(site.jobs, "_run", lambda job, act: None)
    assert api.post("/api/applications", json={"case_id": "new", "payload": payload()}).status_code == 202
    assert site.store.queue.unreviewed() == ["new"]


@pytest.mark.engines
def test_no_request_that_the_description_allows_breaks_the_api(tmp_path_factory: pytest.TempPathFactory) -> None:
    import schemathesis  # slow to load, and of use here alone

    site = make_site(tmp_path_factory.mktemp("fuzzed"))
    app = create_app(site)
    headers = token(site)
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    for operation in schema.get_all_operations():

        @settings(max_examples=25, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.ok().as_strategy())
        def answered(case: Any) -> None:
            assert case.call(headers=headers).status_code < 500

        answered()
    site.close()
