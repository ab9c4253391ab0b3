"""How fast the dashboard answers over many cases: `python -m benchmarks.dashboard [--cases 100000] [--postgres | --database-url URL]`.

Makes a store of that many cases, serves it as `signmatch serve` does, and asks for pages one after the other. Printed are the
milliseconds until an answer was whole, as the browser of a person sees them, and the processor time of the server.
"""

import argparse
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import httpx

from benchmarks.batch.database import free_port, postgres
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import Account, Application, Document, SignatureType
from pipeline.intake.cases import Case, fingerprint
from pipeline.intake.documents import Upload
from pipeline.outcome import DocumentReport, Evidence, FieldReading, Finding, Link, LinkState, Review, Severity, Verdict
from pipeline.settings import load_settings
from pipeline.store import Store
from pipeline.store import desk_tables as d
from pipeline.store import tables as t
from pipeline.store.engine import is_sqlite, make_engine
from pipeline.store.tables import now
from samples.data import INBOX

TEMPLATES = 200
ROUNDS = 40
PORT = free_port()
NAME, PASSWORD = "benchmark", secrets.token_urlsafe(12)
FINDINGS = (
    "SIGNATURE_CERTIFICATE_MISMATCH",
    "SIGNATURE_NEAR_MISS",
    "ACCOUNT_MISMATCH",
    "NAME_UNSURE",
    "SIGNATURE_GENERIC",
    "NOT_IN_COLOUR",
)
BRANDS = ("星槎", "岚鹭", "未鲸", "榴屿", "柚奕", "盾远", "创辉", "科达", "佳润", "海丰")
PAGES = {
    "queue": "/queue",
    "queue, the oldest first": "/queue?order=oldest",
    "queue, page in the middle": "/queue?at=a2-{middle}",
    "queue, page in the middle, oldest": "/queue?order=oldest&at=a2-{middle}",
    "queue, last page": "/queue?at=b3-0",
    "queue, a verdict": "/queue?verdict=reject",
    "queue, a state": "/queue?state=passed",
    "queue, a type": "/queue?type=app",
    "queue, a standard": "/queue?standard=standard-1",
    "queue, a finding": "/queue?code=ACCOUNT_MISMATCH",
    "queue, a run of all cases": "/queue?run=1",
    "queue, a person of many cases": "/queue?person=1",
    "queue, all days": "/queue?since=2020-01-01",
    "queue, the last week": "/queue?since={week}",
    "queue, days of long ago": "/queue?until=2020-01-01",
    "queue, the sample of passed": "/queue?sample=1",
    "queue, mine": "/queue?mine=1",
    "queue, a finding and a verdict": "/queue?code=NAME_UNSURE&verdict=needs_review",
    "queue, a type and a state": "/queue?type=trademark&state=open&order=oldest",
    "queue, a type, verdict and standard": "/queue?type=app&verdict=pass&standard=standard-2",
    "queue, a run and a verdict": "/queue?run=1&verdict=pass",
    "queue, all days and a verdict": "/queue?since=2020-01-01&verdict=pass",
    "queue, a person and a finding": "/queue?person=1&code=NAME_UNSURE",
    "queue, a run, a finding, a text": "/queue?run=1&code=NAME_UNSURE&q=%E6%9D%AD%E5%B7%9E",
    "queue, text of all": "/queue?q=%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8",
    "queue, text of all, last page": "/queue?q=%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8&at=b3-0",
    "queue, text of all and a verdict": "/queue?q=%E6%9C%89%E9%99%90%E5%85%AC%E5%8F%B8&verdict=pass",
    "queue, text of some": "/queue?q=%E6%98%9F%E6%A7%8E%E5%B2%9A%E9%B9%AD",
    "queue, text of one": "/queue?q=t7-31",
    "queue, one character": "/queue?q=%E9%B9%AD",
    "queue, text of none": "/queue?q=nothing-has-this",
    "a case": "/cases/{no}",
    "a case's history": "/cases/{no}/history",
    "runs": "/runs",
    "figures": "/figures",
}
"""What is asked for. The middle page begins behind another case each time, and each time it is another case."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--database-url", default="")
    parser.add_argument("--postgres", action="store_true", help="over a PostgreSQL server that is started for it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as held:
        if options.postgres:
            options.database_url = held.enter_context(postgres()).create("benchmark")
        os.environ |= {"SIGNMATCH_DATA_DIR": folder, "SIGNMATCH_SERVE_PORT": str(PORT)}
        if options.database_url:
            os.environ["SIGNMATCH_DATABASE_URL"] = options.database_url
        settings = load_settings()
        signmatch = [sys.executable, "-m", "cli.main"]
        subprocess.run([*signmatch, "users", "add", NAME, "--password-stdin"], input=PASSWORD, text=True, check=True)
        store = Store.open(settings.database_url, settings.data_dir)
        fill(store, options.cases)
        store.close()
        with served(signmatch) as (client, process):
            measure(client, process, options.cases, settings.database_url if options.postgres else "")


def fill(store: Store, cases: int) -> None:
    """So many cases of the last hundred days, a third of them decided by one person.

    Some are written one by one as the product does, the others are copies of these inside the database.
    """
    picture = (INBOX / "c01-full-name" / "licence.jpg").read_bytes()
    run_id = store.start_run(inbox="inbox", standard="standard-1", versions={})
    for number in range(TEMPLATES):
        case, review = _template(number, picture)
        store.add_review(review, application_id=store.keep_case(case), kind="batch", input_key="k", run_id=run_id)
    _spread(store)
    copies = cases // TEMPLATES - 1
    numbers = f"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {copies})"
    for statements in (_COPYING, _DECIDING):
        with store._engine.begin() as connection:
            for statement in statements:
                statement = statement.format(numbers=numbers, templates=TEMPLATES)
                # PostgreSQL's driver takes a single % for a parameter
                connection.exec_driver_sql(statement if is_sqlite(store._engine) else statement.replace("%", "%%"))
        # as PostgreSQL does by itself after so many rows, and SQLite need not
        if not is_sqlite(store._engine):
            with store._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE")


def _spread(store: Store) -> None:
    """Lets each case have come in half a day after the one before it."""
    times = {t.applications: ("created_at",), t.application_arrivals: ("created_at",), t.reviews: ("created_at",)}
    index = {d.case_heads: ("arrived_at", "reviewed_at"), d.case_codes: ("arrived_at",)}
    with store._engine.begin() as connection:
        for number in range(1, TEMPLATES + 1):
            moment = now() - timedelta(hours=12 * (TEMPLATES - number))
            for table, columns in (times | index).items():
                key = table.c["no" if table in index else "id"]
                connection.execute(table.update().where(key == number).values(dict.fromkeys(columns, moment)))


_COPYING = (
    "INSERT INTO applications (case_id, fingerprint, payload, created_at) {numbers} "
    "SELECT a.case_id || '-' || n, substr(a.fingerprint, 1, 40) || '-' || n, a.payload, a.created_at "
    "FROM applications a, numbers WHERE a.id <= {templates}",
    "CREATE TEMPORARY TABLE copies AS SELECT a.id AS new_id, b.id AS old_id, a.case_id AS case_id "
    "FROM applications b JOIN applications a ON a.id > {templates} AND a.case_id LIKE b.case_id || '-%' WHERE b.id <= {templates}",
    "INSERT INTO application_arrivals (case_id, application_id, created_at) "
    "SELECT c.case_id, c.new_id, o.created_at FROM application_arrivals o JOIN copies c ON c.old_id = o.application_id",
    "INSERT INTO application_files (application_id, position, name, sha256, size, media_type) "
    "SELECT c.new_id, o.position, o.name, o.sha256, o.size, o.media_type "
    "FROM application_files o JOIN copies c ON c.old_id = o.application_id",
    "INSERT INTO reviews (case_id, application_id, run_id, kind, input_key, verdict, standard, payload, created_at) "
    "SELECT c.case_id, c.new_id, o.run_id, o.kind, o.input_key, o.verdict, o.standard, o.payload, o.created_at "
    "FROM reviews o JOIN copies c ON c.old_id = o.application_id",
    "INSERT INTO run_items (run_id, case_id, outcome, review_id, message, created_at) "
    "SELECT run_id, case_id, 'reviewed', id, '', created_at FROM reviews",
    "INSERT INTO case_heads (case_id, application_id, review_id, run_id, person_id, verdict, state, rank, bucket, standard, "
    "signature_type, facets, signature, name, code, search, arrived_at, reviewed_at) "
    "SELECT c.case_id, c.new_id, r.id, o.run_id, CASE WHEN c.new_id % 3 = 0 THEN 1 END, o.verdict, o.state, o.rank, "
    "c.new_id % 10000, o.standard, o.signature_type, o.facets, o.signature, o.name, o.code, c.case_id || ' ' || o.search, "
    "o.arrived_at, o.reviewed_at "
    "FROM case_heads o JOIN copies c ON c.old_id = o.application_id "
    "JOIN reviews r ON r.application_id = c.new_id AND r.case_id = c.case_id",
    "INSERT INTO case_codes (no, code, facets, rank, application_id, run_id, person_id, arrived_at) "
    "SELECT h.no, o.code, o.facets, o.rank, h.application_id, h.run_id, h.person_id, h.arrived_at "
    "FROM case_codes o JOIN copies c ON c.old_id = o.application_id JOIN case_heads h ON h.case_id = c.case_id",
)
_DECIDING = (
    "INSERT INTO decisions (case_id, application_id, review_id, person_id, action, reason, text, language, note, final, verdict, "
    "confidence, created_at) "
    "SELECT case_id, application_id, review_id, person_id, CASE WHEN verdict = 'pass' THEN 'approve' ELSE 'reject' END, "
    "'', '', 'en', '', true, verdict, 0.97, arrived_at FROM case_heads WHERE person_id = 1",
    "INSERT INTO decision_findings (decision_id, code) "
    "SELECT x.id, o.code FROM decisions x JOIN case_heads h ON h.case_id = x.case_id JOIN case_codes o ON o.no = h.no",
    "UPDATE case_heads SET decision_id = (SELECT x.id FROM decisions x WHERE x.case_id = case_heads.case_id), "
    "state = CASE WHEN verdict = 'pass' THEN 'approved' ELSE 'rejected' END, rank = 2 WHERE person_id = 1",
    "INSERT INTO case_facets (verdict, state, signature_type, standard) SELECT DISTINCT verdict, state, signature_type, standard "
    "FROM case_heads WHERE person_id = 1",
    "UPDATE case_heads SET facets = (SELECT f.id FROM case_facets f WHERE f.verdict = case_heads.verdict AND f.state = case_heads.state "
    "AND f.signature_type = case_heads.signature_type AND f.standard = case_heads.standard) WHERE person_id = 1",
    "UPDATE case_codes SET facets = (SELECT h.facets FROM case_heads h WHERE h.no = case_codes.no), rank = 2 WHERE person_id = 1",
)


def _template(number: int, picture: bytes) -> tuple[Case, Review]:
    verdict = (Verdict.PASS, Verdict.REJECT, Verdict.NEEDS_REVIEW, Verdict.PASS, Verdict.PASS)[number % 5]
    kind = list(SignatureType)[number % 7]
    brand = BRANDS[number % 10] + BRANDS[number // 10 % 10]
    name = f"杭州{brand}网络科技有限公司"
    upload = Upload("licence.jpg", sha256(picture).hexdigest(), "image/jpeg", len(picture), picture)
    document = Document(file=upload.name, kind=DocumentKind.BUSINESS_LICENSE)
    asked = Application(
        case_id=f"t{number}", signature=f"{brand}网络", signature_type=kind, account=Account(name=name), documents=(document,)
    )
    fields = {
        field: FieldReading(value=name, confidence=0.97, polygon=((200, 300), (500, 300), (500, 330), (200, 330))) for field in FieldName
    }
    evidence = Evidence(document=upload.name, page=1, field=FieldName.ENTITY_NAME, value=name, confidence=0.97)
    codes = () if verdict is Verdict.PASS else (FINDINGS[number % 6], FINDINGS[number // 2 % 6])
    severity = Severity.REJECT if verdict is Verdict.REJECT else Severity.REVIEW
    found = tuple(Finding(code=code, severity=severity, message=f"{brand} {code}", evidence=(evidence,)) for code in dict.fromkeys(codes))
    report = DocumentReport(file=upload.name, sha256=upload.sha256, kind=DocumentKind.BUSINESS_LICENSE, kind_confidence=1, fields=fields)
    links = (Link(name="named_by", state=LinkState.ESTABLISHED, relation="contiguous", left=asked.signature, right=name),)
    review = Review(
        case_id=asked.case_id, signature=asked.signature, verdict=verdict, standard=f"standard-{number % 3}", findings=found, links=links,
        documents=(report,), versions={"signmatch": "benchmark"},
    )  # fmt: skip
    return Case(asked, (upload,), fingerprint(asked, (upload,))), review


@contextmanager
def served(signmatch: list[str]) -> Iterator[tuple[httpx.Client, "subprocess.Popen[bytes]"]]:
    """The dashboard in a process of its own, and a client that is logged in. What the dashboard complains of is shown at the end."""
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen([*signmatch, "serve"], stderr=complaints)
        try:
            with httpx.Client(base_url=f"http://localhost:{PORT}", timeout=60, trust_env=False) as client:
                _wait(client)
                answer = client.post("/login", data={"name": NAME, "password": PASSWORD})
                assert answer.status_code == 303, answer.text
                _take_some(client)
                yield client, process
        finally:
            process.terminate()
            process.wait()
            complaints.seek(0)
            sys.stderr.write(complaints.read().decode())


def _take_some(client: httpx.Client) -> None:
    """Claims ten cases, so that some are mine."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get("/account").text)
    assert found
    for _ in range(10):
        assert client.post("/queue/next", data={"csrf": found[1]}).status_code == 303


def _wait(client: httpx.Client) -> None:
    for _ in range(300):
        try:
            client.get("/login")
            return
        except httpx.ConnectError:
            time.sleep(0.2)
    raise SystemExit("The dashboard did not start.")


def measure(client: httpx.Client, process: "subprocess.Popen[bytes]", cases: int, database: str) -> None:
    """Asks for every page many times and prints median, 95th percentile and processor time, with that of a database on this machine."""
    client.get("/queue")
    servers = [process.pid, *_backends(database)]
    print(f"{cases} cases; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'page':36} {'median':>8} {'p95':>8} {'CPU':>8}  (milliseconds)")
    for name, address in PAGES.items():
        times, spent = [], _processor(servers)
        for turn in range(ROUNDS):
            where = address.format(middle=cases // 2 + turn, no=(turn * 7919) % cases + 1, week=now().date() - timedelta(days=7))
            began = time.perf_counter()
            answer = client.get(where)
            times.append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 200 and re.search("<main", answer.text), (where, answer.status_code)
        cpu = (_processor(servers) - spent) * 1000 / ROUNDS
        print(f"{name:36} {statistics.median(times):8.1f} {sorted(times)[int(ROUNDS * 0.95) - 1]:8.1f} {cpu:8.1f}", flush=True)


def _backends(database: str) -> list[int]:
    """The processes of PostgreSQL that serve the dashboard: its connections are kept, so they stay the same."""
    if not database:
        return []
    with make_engine(database).connect() as connection:
        found = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        return [row[0] for row in connection.exec_driver_sql(found)]


def _processor(pids: list[int]) -> float:
    """Seconds of processor time that processes have used."""
    used = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in pids)
    return sum(int(user) + int(system) for user, system in used) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
