"""Tables for people: written so that no cell is a formula, read within limits."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from pipeline import sheets
from pipeline.errors import InputRefused
from pipeline.sheets import FORMULA_SIGNS, harmless, plain, read_table, write_csv, write_xlsx

ROWS = [["1", "腾讯云", "=1+1"], ["2", "a;b,c\td", "两\n行"]]


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    write_csv(out, ["a", "b", "c"], rows)
    return out.getvalue().encode()


def as_xlsx(rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    write_xlsx(out, ["a", "b", "c"], rows)
    return out.getvalue()


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_what_is_written_is_read_again(write) -> None:  # type: ignore[no-untyped-def]
    assert list(read_table("t", write(ROWS))) == [["a", "b", "c"], *ROWS]


@pytest.mark.parametrize("sign", FORMULA_SIGNS)
def test_a_cell_that_would_be_a_formula_begins_with_an_apostrophe(sign: str) -> None:
    assert harmless(f"{sign}1") == f"'{sign}1"
    cell = load_workbook(io.BytesIO(as_xlsx([[f"{sign}1", "", ""]]))).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


@given(st.text())
def test_the_apostrophe_is_taken_off_again(cell: str) -> None:
    if not cell.startswith("'"):
        assert plain(harmless(cell)) == cell


def test_a_character_that_a_spreadsheet_cannot_hold_is_replaced() -> None:
    assert list(read_table("t", as_xlsx([["a\x00b\x1b", "", ""]])))[1] == ["a��b�".replace("��", "�")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_is_read_as_people_save_it(separator: str, encoding: str) -> None:
    text = f"case_id{separator}signature\r\n1{separator}腾讯云\r\n\r\n"
    assert list(read_table("t.csv", text.encode(encoding))) == [["case_id", "signature"], ["1", "腾讯云"]]


def test_days_and_numbers_of_a_spreadsheet_are_read_as_people_see_them(tmp_path: Path) -> None:
    from datetime import date, datetime

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([date(2024, 6, 1), datetime(2024, 6, 1), 7.0, 7, True, None, "x"])
    book.save(tmp_path / "t.xlsx")
    assert list(read_table("t", (tmp_path / "t.xlsx").read_bytes())) == [["2024-06-01", "2024-06-01", "7", "7", "true", "", "x"]]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\x01", b"a\0b", b"PK\x03\x04rubbish", b'a,"b\n'])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(InputRefused, match=r"^t\.csv"):
        list(read_table("t.csv", data))


def test_a_spreadsheet_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_UNPACKED_BYTES", 1000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "a" * 5000)
    with pytest.raises(InputRefused, match="unpacks to more"):
        list(read_table("t", packed.getvalue()))


def test_too_many_rows_or_columns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputRefused, match="row 1: 201 columns"):
        list(read_table("t", ("a," * 200 + "a").encode()))
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    for data in (b"a\n1\n2\n3\n", as_xlsx([["1", "", ""]] * 3)):
        with pytest.raises(InputRefused, match="more than 2 rows"):
            list(read_table("t", data))
