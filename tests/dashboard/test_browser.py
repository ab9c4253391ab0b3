"""The dashboard in a real browser: by mouse, by keys alone, without JavaScript, for two people at once, and for who can't see it."""

import io
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from dashboard.app import create_app
from dashboard.site import Site
from tests.dashboard.desk import MISMATCH, NASTY_CASE, PASSWORD, make_site
from tests.pipeline.cases import COMPANY

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
AXE = Path(__file__).parent / "axe" / "axe.min.js"
WAIT = 90_000  # milliseconds; a machine that tests other things besides is slow

expect.set_options(timeout=WAIT)
pytestmark = [pytest.mark.engines, pytest.mark.skipif(CHROMIUM is None, reason="no chromium; sudo apt-get install chromium")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The address of a dashboard that runs in a thread."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(site), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://localhost:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return make_site(tmp_path)


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site) as address:
        yield address


def context(browser: Browser, *, script: bool = True, dark: bool = False) -> BrowserContext:
    made = browser.new_context(
        java_script_enabled=script, locale="en-US", color_scheme="dark" if dark else "light", viewport={"width": 1280, "height": 900}
    )
    made.set_default_timeout(WAIT)
    return made


def entered(browser: Browser, address: str, name: str = "lin", *, script: bool = True, dark: bool = False) -> Page:
    """A page of somebody who logged in; nothing on it may go wrong unseen, or ask another host for anything."""
    page = context(browser, script=script, dark=dark).new_page()
    page.on("pageerror", lambda error: pytest.fail(f"script: {error}"))
    page.on("request", lambda request: None if request.url.startswith((address, "data:")) else pytest.fail(f"asked {request.url}"))
    page.goto(f"{address}/login")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("button.primary")
    page.wait_for_url("**/queue")
    return page


def number(site: Site, case_id: str = MISMATCH) -> int:
    head = site.store.queue.head_of(case_id)
    assert head is not None
    return head.no


def test_log_in_filter_open_and_decide(browser: Browser, address: str, site: Site) -> None:
    page = entered(browser, address)
    page.click(".facet a:has-text('pass') >> nth=0")
    page.click("a:has-text('Clear all')")
    page.fill("#q", "全然不同")
    page.press("#q", "Enter")
    page.click("text=全然不同")
    expect(page.locator("h1")).to_contain_text("全然不同")
    page.check("input[value=reject]")
    page.click("#send")
    page.wait_for_url(lambda url: f"/cases/{number(site)}" not in url)
    assert [each.action for each in site.store.desk.decisions(MISMATCH)] == ["reject"]


PLACE = """each => {
    const { x, y, width, height } = each.getBBox(), on = each.getScreenCTM();
    const from = new DOMPoint(x, y).matrixTransform(on), to = new DOMPoint(x + width, y + height).matrixTransform(on);
    return { x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y };
}"""
"""Where a polygon lies on the screen, in pixels; Playwright's own bounding box adds the mitres of its outline."""


def test_the_outline_lies_on_the_name(browser: Browser, address: str, site: Site) -> None:
    page = entered(browser, address)
    page.goto(f"{address}/cases/{number(site)}")
    page.wait_for_load_state("networkidle")
    box = page.locator("polygon[data-field=entity_name]").evaluate(PLACE)
    whole = page.locator("#sheet image").bounding_box()
    review = site.store.last_review(MISMATCH)
    assert box and whole and review
    polygon = review.review.documents[0].fields["entity_name"].polygon  # type: ignore[index]
    size = page.locator("#sheet").get_attribute("viewBox")
    assert size
    width, height = map(float, size.split()[2:])
    left, right = min(x for x, _ in polygon) / width, max(x for x, _ in polygon) / width
    top = min(y for _, y in polygon) / height
    assert (box["x"] - whole["x"]) / whole["width"] == pytest.approx(left, abs=0.01)
    assert (box["x"] + box["width"] - whole["x"]) / whole["width"] == pytest.approx(right, abs=0.01)
    assert (box["y"] - whole["y"]) / whole["height"] == pytest.approx(top, abs=0.01)
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    edge = [drawn.getpixel((int(box["x"] + 20), int(box["y"] + dy))) for dy in range(-3, 5)]
    assert any(isinstance(each, tuple) and each[0] > 150 and each[2] < 90 for each in edge), edge


def test_pointing_at_a_finding_lights_its_place_and_a_click_on_the_place_its_field(browser: Browser, address: str, site: Site) -> None:
    page = entered(browser, address)
    page.goto(f"{address}/cases/{number(site)}")
    page.hover("a.where[data-field=entity_name] >> nth=0")
    expect(page.locator("polygon[data-field=entity_name].lit")).to_have_count(1)
    page.click("polygon[data-field=entity_name]")
    expect(page.locator("tr[data-field=entity_name]")).to_be_focused()
    before = page.locator("#sheet").get_attribute("viewBox")
    page.click("button[data-zoom=in]")
    assert page.locator("#sheet").get_attribute("viewBox") != before


def test_a_case_is_decided_by_keys_alone(browser: Browser, address: str, site: Site) -> None:
    page = entered(browser, address)
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/**")
    shown = page.url
    page.keyboard.press("r")
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: url != shown)
    head = site.store.queue.head(int(shown.rpartition("/")[2]))
    assert head is not None and head.state == "rejected"
    expect(page.locator("h1")).not_to_be_empty()


def test_the_text_follows_reason_and_language_until_it_is_edited(browser: Browser, address: str, site: Site) -> None:
    page = entered(browser, address)
    page.goto(f"{address}/cases/{number(site)}")
    page.check("input[name=language][value=zh]")
    assert "不一致" in page.input_value("#text")
    page.check("input[value=approve]")
    assert "不一致" not in page.input_value("#text")
    page.fill("#text", "my own words")
    page.check("input[name=language][value=id]")
    assert page.input_value("#text") == "my own words"


def test_unsaved_words_are_guarded(browser: Browser, address: str, site: Site) -> None:
    page = entered(browser, address)
    page.goto(f"{address}/cases/{number(site)}")
    page.fill("#note", "half a thought")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.click("a.brand", no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.input_value("#note") == "half a thought"


def test_two_reviewers_collide_and_the_second_keeps_their_words(browser: Browser, address: str, site: Site) -> None:
    lin, mei = entered(browser, address), entered(browser, address, "mei")
    for page in (lin, mei):
        page.goto(f"{address}/cases/{number(site)}")
    lin.check("input[value=reject]")
    lin.click("#send")
    lin.wait_for_url(lambda url: not url.endswith(f"/{number(site)}"))
    mei.check("input[value=approve]")
    mei.fill("#text", "mei's words")
    mei.click("#send")
    expect(mei.locator("#problem")).to_contain_text("changed since you opened it")
    assert mei.input_value("#text") == "mei's words"
    assert [each.person for each in site.store.desk.decisions(MISMATCH)] == ["lin"]


def test_a_correction_reviews_again(browser: Browser, address: str, site: Site) -> None:
    page = entered(browser, address)
    page.goto(f"{address}/cases/{number(site)}")
    row = page.locator("tr[data-field=entity_name]")
    row.locator("summary").click()
    row.locator("input[name=value]").fill(COMPANY.replace("榴屿", "全然不同"))
    row.locator("button").click()
    expect(page.locator("tr[data-field=entity_name] td.confidence")).to_have_text("100.0 %")
    assert len(site.store.desk.reviews(MISMATCH)) == 2


def test_without_javascript_the_same_decision_works(browser: Browser, address: str, site: Site) -> None:
    page = entered(browser, address, script=False)
    page.goto(f"{address}/cases/{number(site)}")
    page.check("input[value=reject]")
    page.click("#send")
    page.wait_for_url(lambda url: not url.endswith(f"/{number(site)}"))
    assert "does not match" in site.store.desk.decisions(MISMATCH)[0].text


def test_markup_and_direction_of_an_applicant_show_as_text(browser: Browser, address: str, site: Site) -> None:
    page = entered(browser, address)
    page.on("dialog", lambda dialog: pytest.fail("a script of the applicant ran"))
    for where in ("/queue", f"/cases/{number(site, NASTY_CASE)}", f"/cases/{number(site, NASTY_CASE)}/history"):
        page.goto(address + where)
        assert page.title() != "owned"
        assert "<script>" in page.inner_text("main")
        assert page.locator("img[src=x]").count() == 0
    page.goto(f"{address}/cases/{number(site, NASTY_CASE)}")
    assert "U+202E" in page.inner_text("main")


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_no_serious_violation(browser: Browser, address: str, site: Site, dark: bool) -> None:
    page = entered(browser, address, "ada", dark=dark)
    for where in (
        "/queue",
        f"/cases/{number(site)}",
        f"/cases/{number(site)}/history",
        "/runs",
        "/figures",
        "/upload",
        "/account",
        "/people",
    ):
        page.goto(address + where)
        # the policy of the pages lets no script in but their own; a test may look from outside of it
        page.context.new_cdp_session(page).send("Runtime.evaluate", {"expression": AXE.read_text("utf8")})
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        grave = [f"{each['id']}: {each['nodes'][0]['html']}" for each in found["violations"] if each["impact"] in ("serious", "critical")]
        assert grave == [], where
