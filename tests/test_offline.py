"""A review needs no network: every model lies in an installed package, nothing is fetched at run time."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest

from samples.data import INBOX

pytestmark = pytest.mark.engines

PACKAGE = find_spec("rapidocr")
MODELS = Path(PACKAGE.origin).parent / "models" if PACKAGE and PACKAGE.origin else Path()

BLOCKED = '''
"""Every way out of the process raises, and is written down."""
import os, socket, sys

def _blocked(*args, **_):
    with open(os.environ["ATTEMPTS"], "a") as attempts:
        attempts.write(f"{args!r}\\n")
    raise OSError("the network is blocked by a test")

class Blocked(socket.socket):
    connect = connect_ex = sendto = _blocked

socket.socket = Blocked
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = _blocked
'''
"""Code that runs before anything else in the process, as its sitecustomize."""


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """An environment without network and without anything kept from before: home and data folder are empty."""
    (tmp_path / "sitecustomize.py").write_text(BLOCKED)
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGNMATCH_")}
    return kept | {
        "PYTHONPATH": str(tmp_path),
        "ATTEMPTS": str(tmp_path / "attempts"),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "SIGNMATCH_DATA_DIR": str(tmp_path / "data"),
    }


def run(code: str, environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def models() -> dict[str, tuple[int, int]]:
    """Size and time of every file in the folder into which RapidOCR would download."""
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in MODELS.rglob("*")}


def test_the_block_holds(offline: dict[str, str]) -> None:
    tried = run("import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=1)", offline)
    assert "the network is blocked by a test" in tried.stderr
    assert Path(offline["ATTEMPTS"]).exists()


def test_a_review_reads_and_judges_without_a_network(offline: dict[str, str]) -> None:
    before = models()
    assert any(name.endswith("PP-OCRv6_rec_small.onnx") for name in before)
    done = run("from cli.main import main; main()", offline, "review", str(INBOX / "c01-full-name"), "--json")
    assert done.returncode == 0, done.stderr
    review = json.loads(done.stdout)
    assert review["verdict"] == "pass"
    assert review["documents"][0]["fields"]["entity_name"]["value"] == "北京星槎云计算有限公司"
    assert not Path(offline["ATTEMPTS"]).exists(), "something tried to reach the network"
    assert models() == before
    assert not [path for path in Path(offline["HOME"]).rglob("*") if path.stat().st_size > 1_000_000]
