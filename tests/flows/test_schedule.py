"""`signmatch schedule` as an operator starts it: it reviews what arrives, and leaves nothing behind when it ends."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flows.schedule import Plan, serve_schedule
from pipeline.errors import UsageError
from pipeline.settings import Settings
from pipeline.store import Store
from tests.flows.fakes import until
from tests.flows.test_review_batch import ROOT, processes_of

NO_NETWORK = """
import fcntl, os, socket, struct, sys
probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
fcntl.ioctl(probe, 0x8914, struct.pack("16sh14x", b"lo", 0x41))  # SIOCSIFFLAGS: the loopback is up, and there is nothing else
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
except OSError as error:
    assert "unreachable" in str(error), error
os.execv(sys.executable, [sys.executable, "-m", "cli.main", *sys.argv[1:]])
"""
"""Run by `unshare`: the command sees no network but the loopback."""


def write_case(inbox: Path, name: str) -> None:
    """A case without documents, which needs no OCR."""
    (inbox / name).mkdir(parents=True)
    application = {"case_id": name, "signature": "星槎云", "signature_type": "company", "submitted_at": "2026-01-01"}
    (inbox / name / "application.json").write_text(json.dumps(application), encoding="utf-8")


def environment(data: Path) -> dict[str, str]:
    return os.environ | {"SIGNMATCH_DATA_DIR": str(data), "SIGNMATCH_WORKERS": "1", "SIGNMATCH_QUIET_SECONDS": "0.01"}


@pytest.mark.parametrize(("cron", "every"), [("", 0.0), ("0 2 * * *", 60.0)])
def test_a_schedule_needs_one_time(tmp_path: Path, cron: str, every: float) -> None:
    with pytest.raises(UsageError, match="either --cron or --every"):
        serve_schedule(Plan(tmp_path, "tencent-2026", cron, every), Settings(data_dir=tmp_path / "data"), port=0, on_ready=print)


@pytest.fixture
def schedule(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    write_case(tmp_path / "inbox", "first")
    asked = ["schedule", "--every", "3", "--inbox", str(tmp_path / "inbox"), "--port", "0"]
    command = ["env", "--ignore-signal=INT", sys.executable, "-m", "cli.main", *asked]  # as a shell starts it in the background
    with (tmp_path / "errors.txt").open("wb") as errors:
        process = subprocess.Popen(command, cwd=ROOT, env=environment(tmp_path / "data"), stderr=errors, start_new_session=True)
    yield process
    process.kill()
    process.wait()


@pytest.mark.engines
def test_it_reviews_what_arrives_until_it_is_ended(schedule: subprocess.Popen[bytes], tmp_path: Path) -> None:
    data = tmp_path / "data"

    def reviewed(case_id: str) -> bool:
        assert schedule.poll() is None, (tmp_path / "errors.txt").read_text()
        if not (data / "signmatch.db").exists():
            return False
        with closing(Store.open(f"sqlite:///{data / 'signmatch.db'}", data)) as store:
            return store.last_review(case_id) is not None

    until(lambda: reviewed("first"), seconds=240)
    write_case(tmp_path / "inbox", "second")
    until(lambda: reviewed("second"), seconds=120)
    schedule.send_signal(signal.SIGTERM)
    assert schedule.wait(timeout=60) == 0, (tmp_path / "errors.txt").read_text()
    until(lambda: processes_of(data) == [], seconds=10)
    said = (tmp_path / "errors.txt").read_text()
    assert "Prefect's page: http://127.0.0.1:" in said
    assert "Traceback" not in said


@pytest.mark.engines
@pytest.mark.skipif(not shutil.which("unshare") or os.geteuid() != 0, reason="only root may take the network away from a process")
def test_a_batch_needs_no_network(tmp_path: Path) -> None:
    write_case(tmp_path / "inbox", "1")
    done = subprocess.run(
        ["unshare", "--net", sys.executable, "-c", NO_NETWORK, "batch", str(tmp_path / "inbox"), "--json"],
        cwd=ROOT, env=environment(tmp_path / "data"), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)["counts"]["reviewed"] == 1
