"""read: fields of documents, and refusals of what is no document."""

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from struct import pack

import pytest

from pipeline.reading import Readers
from tests.cli.conftest import Signmatch
from tests.extractors.test_business_license import PORTRAIT
from tests.pipeline.cases import COMPANY, FILING, LICENCE, REPRESENTATIVE, TRADEMARK, write_case
from tests.pipeline.test_pipeline_glance import GlancingReader

ROOT = Path(__file__).parents[2]
SIDE = 30_000


def text_file() -> bytes:
    return "这不是图片\n".encode()


def truncated_jpeg() -> bytes:
    whole = (ROOT / "samples/inbox/c01-full-name/licence.jpg").read_bytes()
    return whole[: len(whole) // 2]


def enormous_png() -> bytes:
    """30,000 by 30,000 pixels of one colour: a gigabyte and more, in a few hundred kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    packed, row = zlib.compressobj(1), bytes(1 + SIDE // 8)
    rows = b"".join(packed.compress(row * 1000) for _ in range(SIDE // 1000)) + packed.flush()
    head = pack(">IIBBBBB", SIDE, SIDE, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def encrypted_pdf() -> bytes:
    """A page behind a password, as its trailer says."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] >>",
        b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"ab" * 32 + b"> /U <" + b"cd" * 32 + b"> >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<< /Size 5 /Root 1 0 R /Encrypt 4 0 R /ID [<01><01>] >>\n"
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(out)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "text.jpg": (text_file, "text.jpg"),
    "truncated.jpg": (truncated_jpeg, "truncated.jpg"),
    "empty.jpg": (bytes, "empty.jpg is empty"),
    "enormous.png": (enormous_png, "30000 x 30000 pixels"),
    "encrypted.pdf": (encrypted_pdf, "password"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence(signmatch: Signmatch, folder: Path, name: str) -> None:
    content, sentence = REFUSED[name]
    (folder / name).write_bytes(content())
    ended = signmatch("read", name)
    assert (ended.code, ended.out) == (3, "")
    assert len(ended.err.splitlines()) == 1
    assert ended.err.startswith("signmatch: ")
    assert name in ended.err
    assert sentence in ended.err


def test_refusing_takes_less_than_a_gigabyte_and_shows_no_traceback(folder: Path) -> None:
    for name, (content, _) in REFUSED.items():
        (folder / name).write_bytes(content())
    script = (
        "import resource, sys\nfrom cli.main import main\ntry: main()\nfinally: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script, "read", *REFUSED]
    ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 3
    assert len(ended.stderr.splitlines()) == len(REFUSED)
    assert "Traceback" not in ended.stderr
    assert int(ended.stdout) < 1_000_000, "kilobytes"


@pytest.mark.parametrize("missing", ["nothing.jpg", "."])
def test_a_file_that_is_none_is_refused(signmatch: Signmatch, missing: str) -> None:
    assert signmatch("read", missing).code == 3


def test_documents_are_shown_with_kind_and_fields(signmatch: Signmatch, folder: Path) -> None:
    case = write_case(folder, "1", LICENCE)
    ended = signmatch("read", case / f"{LICENCE}.jpg")
    assert ended.code == 0
    assert f"{LICENCE}.jpg: business_license (1.00)" in ended.out
    assert COMPANY in ended.out
    assert REPRESENTATIVE not in ended.out
    assert REPRESENTATIVE in signmatch("read", case / f"{LICENCE}.jpg", "--unmask").out


def test_json_is_one_object_a_line_in_the_order_given(signmatch: Signmatch, folder: Path) -> None:
    case = write_case(folder, "1", LICENCE, TRADEMARK, FILING)
    (folder / "empty.jpg").write_bytes(b"")
    files = [case / f"{TRADEMARK}.jpg", folder / "empty.jpg", case / f"{LICENCE}.jpg", case / f"{FILING}.jpg"]
    ended = signmatch("read", *files, "--json")
    assert ended.code == 3
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert [line["file"] for line in lines] == [file.name for file in files]
    assert lines[1]["error"].startswith("empty.jpg is empty.")
    assert [line.get("kind") for line in lines] == ["trademark_certificate", None, "business_license", "icp_screenshot"]
    assert lines[2]["fields"]["legal_representative"]["value"] == "贾**"
    assert lines[3]["fields"]["domain"]["value"] == "site10.example"


def test_lines_that_were_not_read_are_told_and_full_reads_them(signmatch: Signmatch, folder: Path, readers: Readers) -> None:
    object.__setattr__(readers, "first", GlancingReader(PORTRAIT))
    licence = write_case(folder, "1", LICENCE) / f"{LICENCE}.jpg"
    unread = json.loads(signmatch("read", licence, "--json").out)["lines_unread"]
    assert unread > 0
    assert f"Lines that were found and not read: {unread}. --full reads them.\n" in signmatch("read", licence).out
    assert json.loads(signmatch("read", licence, "--json", "--full").out)["lines_unread"] == 0
    assert "not read" not in signmatch("read", licence, "--full").out


def test_a_document_can_be_taken_for_a_kind(signmatch: Signmatch, folder: Path) -> None:
    case = write_case(folder, "1", LICENCE)
    ended = signmatch("read", case / f"{LICENCE}.jpg", "--kind", "trademark_certificate", "--json")
    assert json.loads(ended.out)["kind"] == "trademark_certificate"
    wrong = signmatch("read", case / f"{LICENCE}.jpg", "--kind", "licence")
    assert wrong.code == 2
    assert "--kind is 'licence'. It takes one of: " in wrong.err
    assert "business_license" in wrong.err


def test_a_file_name_is_shown_as_it_stands(signmatch: Signmatch, folder: Path) -> None:
    case = write_case(folder, "1", LICENCE)
    (case / f"{LICENCE}.jpg").rename(case / "[bold]\x1b[2J.jpg")
    ended = signmatch("read", case / "[bold]\x1b[2J.jpg")
    assert ended.code == 0
    assert "[bold]�[2J.jpg: business_license" in ended.out


def test_nothing_is_stored(signmatch: Signmatch, folder: Path) -> None:
    case = write_case(folder, "1", LICENCE)
    signmatch("read", case / f"{LICENCE}.jpg")
    assert not (folder / "data").exists()
