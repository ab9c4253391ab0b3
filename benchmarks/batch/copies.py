"""Many cases from a few: copies of reviewed cases with files, readings and accounts of their own, so that no OCR is needed.

    python -m benchmarks.batch.copies SOURCE_INBOX DATA INBOX COUNT

DATA is a data folder in which the cases of SOURCE_INBOX were reviewed. Each copy's files differ by some bytes at their end, and
the readings of the originals are kept for them too; the fields are not, so they are taken from the readings anew. All copies
of a case have its account, signature and numbers, so each has the others for earlier applications: harder than real life.
"""

import hashlib
import itertools
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path


def make_copies(source: Path, data: Path, inbox: Path, count: int) -> None:
    """Writes so many cases below `inbox`, and keeps their readings in the database of `data`."""
    cases = sorted(path for path in source.iterdir() if (path / "application.json").exists())
    with closing(sqlite3.connect(data / "signmatch.db", isolation_level=None)) as database:
        database.execute("BEGIN")
        for number, case in zip(range(1, count + 1), itertools.cycle(cases), strict=False):
            _copy(case, inbox / f"{number:06}", number, database)
        database.execute("COMMIT")


def _copy(case: Path, folder: Path, number: int, database: sqlite3.Connection) -> None:
    folder.mkdir(parents=True)
    application = json.loads((case / "application.json").read_text("utf-8"))
    for document in application.get("documents", ()):
        original = (case / document["file"]).read_bytes()
        copy = original + f"\n% copy {number}\n".encode()
        target = folder / document["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(copy)
        database.execute(
            "INSERT OR IGNORE INTO readings (file_sha256, page, profile, engine, version, payload, created_at) "
            "SELECT ?, page, profile, engine, version, payload, created_at FROM readings WHERE file_sha256 = ? AND page > 0",
            (hashlib.sha256(copy).hexdigest(), hashlib.sha256(original).hexdigest()),
        )
    application["case_id"] = folder.name
    (folder / "application.json").write_text(json.dumps(application, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    make_copies(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
