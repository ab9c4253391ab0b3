"""Figures for Prometheus, and the way from a case's id to its page."""

from dashboard.site import Site
from tests.dashboard.desk import MISMATCH, PASSING, Visitor


def scrape(site: Site, secret: str) -> tuple[int, str]:
    answer = Visitor(site).client.get("/metrics", headers={"Authorization": f"Bearer {secret}"})
    return answer.status_code, answer.text


def test_prometheus_gets_figures_with_a_token_and_no_names(site: Site) -> None:
    person = site.store.people.named("rita")
    assert person is not None
    site.store.people.add_token(person, "prometheus", "a secret of tests")
    status, text = scrape(site, "a secret of tests")
    assert status == 200
    assert 'signmatch_cases{verdict="pass"} 1.0' in text
    assert "signmatch_runs_going 0.0" in text
    assert not [name for name in (MISMATCH, PASSING, "榴屿") if name in text]


def test_nobody_else_gets_them(site: Site) -> None:
    assert scrape(site, "a guess")[0] == 401


def test_a_case_is_found_by_its_id(rita: Visitor) -> None:
    assert rita.get(f"/cases/of/{PASSING}").headers["location"] == f"/cases/{rita.no(PASSING)}"
    assert rita.get("/cases/of/none").status_code == 404
