"""export: one review a case, for programs and for spreadsheets."""

import base64
import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cli.export import ExportFormat, _answered, _write
from pipeline.application import Application
from pipeline.outcome import Finding, Link, LinkState, Review, Severity, Verdict
from pipeline.store import Store
from tests.cli.conftest import Signmatch
from tests.pipeline.cases import COMPANY, LICENCE, REPRESENTATIVE, write_case

ROOT = Path(__file__).parents[2]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_jsonl_is_a_whole_review_a_line_the_newest_of_each_case(signmatch: Signmatch, folder: Path) -> None:
    for case_id, signature in (("1", "美团"), ("2", "榴屿文化"), ("1", "榴屿文化")):
        signmatch("review", write_case(folder / "inbox", case_id, signature=signature))
    ended = signmatch("export", "--format", "jsonl")
    assert (ended.code, ended.err) == (0, "")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    applications = [Application.model_validate(line.pop("application")) for line in lines]
    reviews = [Review.model_validate(line) for line in lines]
    assert [(review.case_id, review.verdict) for review in reviews] == [("1", "pass"), ("2", "pass")]
    assert [application.account.name for application in applications] == [COMPANY, COMPANY]
    assert ended.out == signmatch("export").out


def test_csv_has_a_row_a_case(signmatch: Signmatch, folder: Path) -> None:
    signmatch("review", write_case(folder / "inbox", signature="美团"))
    [row] = rows(signmatch("export", "--format", "csv").out)
    assert row["case_id"] == "1"
    assert (row["signature"], row["verdict"], row["name"], row["relation"]) == ("美团", "reject", COMPANY, "unrelated")
    assert row["findings"].split()[0] == "SIGNATURE_CERTIFICATE_MISMATCH"
    assert row["message"].startswith("The signature “美团”")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_is_never_a_formula(signmatch: Signmatch, folder: Path, sign: str) -> None:
    review = Review(
        case_id=f"{sign}1",
        signature=f"{sign}HYPERLINK(1)",
        verdict=Verdict.REJECT,
        standard="tencent-2026",
        findings=(Finding(code="SIGNATURE_LENGTH", severity=Severity.REJECT, message=f"{sign}2"),),
        links=(Link(name="named_by", state=LinkState.BROKEN, right=f"{sign}3"),),
    )
    data = folder / "data"
    store = Store.open(f"sqlite:///{data}/signmatch.db", data)
    store.add_review(review, application_id=_application(store), kind="single", input_key="1")
    store.close()
    [row] = rows(signmatch("export", "--format", "csv").out)
    for column in ("case_id", "signature", "name", "message"):
        assert row[column].startswith("'" + sign)


def _application(store: Store) -> int:
    from pipeline.application import Application, SignatureType
    from pipeline.intake.cases import Case

    application = Application(case_id="1", signature="榴屿", signature_type=SignatureType.COMPANY)
    return store.keep_case(Case(application, (), "fingerprint"))


def test_the_legal_representative_is_masked_unless_asked(signmatch: Signmatch, folder: Path) -> None:
    signmatch("review", write_case(folder / "inbox"))
    assert REPRESENTATIVE not in signmatch("export").out
    assert REPRESENTATIVE in signmatch("export", "--unmask").out


def test_an_individual_who_applies_is_masked_unless_asked(signmatch: Signmatch, folder: Path) -> None:
    signmatch("review", write_case(folder / "inbox", account={"kind": "individual", "name": "甘示范"}))
    for form in ("jsonl", "csv", "tencent"):
        assert "甘示范" not in signmatch("export", "--format", form).out.replace("“甘示范”", "")
    assert "甘示范" in signmatch("export", "--unmask").out


def test_a_table_that_was_exported_can_be_imported_again(signmatch: Signmatch, folder: Path) -> None:
    payload = {
        "SignName": "【榴屿文化】",
        "SignType": 0,
        "DocumentType": 1,
        "International": 0,
        "SignPurpose": 0,
        "Remark": "官网",
        "SignId": 7,
    }
    picture = (write_case(folder / "pictures") / f"{LICENCE}.jpg").read_bytes()
    payload |= {"ProofImage": base64.b64encode(picture).decode(), "QualificationId": 9, "Action": "ModifySmsSign", "Version": "2021-01-11"}
    (folder / "42.json").write_text(json.dumps(payload))
    signmatch("review", "42.json", "--account-name", COMPANY)
    (folder / "out").mkdir()
    (folder / "out" / "ProofImage.jpg").write_bytes(picture)
    (folder / "out" / "table.csv").write_text(signmatch("export", "--format", "csv").out, "utf8")
    ended = signmatch("import", "out/table.csv", "inbox")
    assert (ended.code, ended.err) == (0, "")
    sent = json.loads(signmatch("export").out)["application"]
    got = Application.model_validate_json((folder / "inbox" / "42" / "application.json").read_text("utf8"))
    assert got.model_dump(mode="json") == sent
    assert got.vendor == {key: value for key, value in payload.items() if key not in ("SignName", "Remark", "ProofImage")}
    assert got.documents[0].vendor_code == 1, "0 and 1 both mean a business licence"


@pytest.mark.parametrize("code", [0, 1])
def test_the_vendors_code_of_a_licence_survives(signmatch: Signmatch, folder: Path, code: int) -> None:
    payload = {"SignName": "榴屿文化", "SignType": 0, "DocumentType": code, "International": 0, "UsedMethod": 0, "Version": "2019-07-11"}
    (folder / "42.json").write_text(json.dumps(payload))
    signmatch("review", "42.json", "--account-name", COMPANY)
    application = json.loads(signmatch("export").out)["application"]
    assert application["vendor"] == {key: value for key, value in payload.items() if key != "SignName"}
    [row] = rows(signmatch("export", "--format", "csv").out)
    assert json.loads(row["vendor"]) == application["vendor"]


def test_the_vendors_list_has_a_status_for_every_signature(signmatch: Signmatch, folder: Path) -> None:
    for case_id, signature in (("1", "榴屿文化"), ("2", "美团"), ("3", "屿文")):
        signmatch("review", write_case(folder / "inbox", case_id, signature=signature))
    shown = json.loads(signmatch("export", "--format", "tencent", "--lang", "zh").out)
    passed, rejected, looked_at = shown["Response"]["DescribeSignListStatusSet"]
    assert [each["StatusCode"] for each in (passed, rejected, looked_at)] == [0, -1, 1]
    assert passed.keys() == {"SignId", "International", "StatusCode", "ReviewReply", "SignName", "CreateTime"}
    assert (rejected["SignName"], rejected["International"]) == ("美团", 0)
    assert "未通过审核" in rejected["ReviewReply"]
    assert "美团" in rejected["ReviewReply"]
    assert isinstance(passed["CreateTime"], int)


def test_a_spreadsheet_has_the_rows_of_the_csv(signmatch: Signmatch, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signmatch("review", write_case(folder / "inbox", signature="=1+1"))
    written = io.TextIOWrapper(io.BytesIO(), encoding="utf8")
    expected = list(csv.reader(io.StringIO(signmatch("export", "--format", "csv").out)))
    monkeypatch.setattr(sys, "stdout", written)
    store = Store.open(f"sqlite:///{folder / 'data'}/signmatch.db", folder / "data")
    _write((each.masked() for each in _answered(store, None, None)), ExportFormat.XLSX)
    store.close()
    monkeypatch.undo()
    sheet = load_workbook(io.BytesIO(written.buffer.getvalue())).worksheets[0]  # type: ignore[attr-defined]
    got = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert got == expected
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_an_empty_store_exports_nothing(signmatch: Signmatch) -> None:
    assert signmatch("export").out == ""
    assert rows(signmatch("export", "--format", "csv").out) == []


def test_an_unknown_run_or_format_is_a_usage_error(signmatch: Signmatch) -> None:
    ended = signmatch("export", "--run", "7")
    assert ended.code == 2
    assert ended.err == "signmatch: There is no run 7. Leave --run out to export all cases.\n"
    assert signmatch("export", "--format", "docx").code == 2


def test_a_run_exports_its_own_cases(signmatch: Signmatch, folder: Path) -> None:
    signmatch("review", write_case(folder / "inbox"))
    data = folder / "data"
    store = Store.open(f"sqlite:///{data}/signmatch.db", data)
    run, last = store.start_run(inbox="inbox", standard="tencent-2026", versions={}), store.last_review("1")
    assert last is not None
    assert signmatch("export", "--run", run).out == ""
    store.add_run_item(run_id=run, case_id="1", outcome="unchanged", review_id=last.id)
    store.close()
    [line] = signmatch("export", "--run", run).out.splitlines()
    assert json.loads(line)["case_id"] == "1"


def test_a_pipe_that_is_closed_early_ends_it_quietly(signmatch: Signmatch, folder: Path) -> None:
    """signmatch export | head -1"""
    signmatch("review", write_case(folder / "inbox"))
    command = [sys.executable, "-m", "cli.main", "export"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 141
