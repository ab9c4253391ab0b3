"""Draws the pictures of the dashboard for README and docs, from the sample inbox: `python docs/pictures/dashboard.py`.

Needs Debian's chromium. Readings that SIGNMATCH_DATA_DIR holds already are used again.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent
INBOX = FOLDER.parents[1] / "samples" / "inbox"
PORT, NAME, PASSWORD = 8198, "mei", secrets.token_urlsafe(12)
ADDRESS = f"http://localhost:{PORT}"
SIGNMATCH = [sys.executable, "-m", "cli.main"]
CASE = "c24-near-miss"
DECIDED = {"c29-generic": "reject", "c20-other-company": "reject", "c26-account-one-off": "approve", "c45-grey-copy": "request_document"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SIGNMATCH_DATA_DIR": os.environ.get("SIGNMATCH_DATA_DIR", folder), "SIGNMATCH_SERVE_PORT": str(PORT)}
        subprocess.run([*SIGNMATCH, "batch", str(INBOX)], check=False, stdout=subprocess.DEVNULL)
        subprocess.run([*SIGNMATCH, "users", "add", NAME, "--role", "admin", "--password-stdin"], input=PASSWORD, text=True, check=True)
        server = subprocess.Popen([*SIGNMATCH, "serve"])
        try:
            _wait()
            draw()
        finally:
            server.terminate()
            server.wait()


def draw() -> None:
    """Some decisions for the figures, then the pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-US", color_scheme="light")
        page.goto(f"{ADDRESS}/login")
        page.fill("input[name=name]", NAME)
        page.fill("input[name=password]", PASSWORD)
        page.click("button.primary")
        page.wait_for_url("**/queue")
        for case_id, action in DECIDED.items():
            _open(page, case_id)
            page.check(f"input[value={action}]")
            before = page.url
            page.click("#send")
            page.wait_for_url(lambda url, before=before: url != before)  # type: ignore[misc]
        _shot(page, "/queue", "queue")
        _open(page, CASE)
        _shot(page, page.url.removeprefix(ADDRESS), "case")
        _shot(page, "/figures", "figures")
        browser.close()


def _open(page: Page, case_id: str) -> None:
    page.goto(f"{ADDRESS}/queue?q={case_id}")
    page.click("a[data-case]")
    page.wait_for_url("**/cases/**")


def _shot(page: Page, path: str, name: str) -> None:
    page.goto(ADDRESS + path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")


def _wait() -> None:
    for _ in range(300):
        try:
            urlopen(f"{ADDRESS}/login", timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The dashboard did not start.")


if __name__ == "__main__":
    main()
