"""Tables of text cells for people: CSV and XLSX, read within limits and written so that no cell is taken for a formula."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from pipeline.errors import InputRefused

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with in a spreadsheet; Chinese ones take the full-width signs too."""
MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
"""An XLSX is a ZIP archive: this much may come out of it."""
MAX_ROWS = 100_000
MAX_COLUMNS = 200

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST_CELL = 32_767


def harmless(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula: applicants write some of these words."""
    return "'" + cell if cell.startswith(FORMULA_SIGNS) else cell


def plain(cell: str) -> str:
    """A cell as it was before `harmless`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_SIGNS) else cell


def write_csv(out: IO[str], columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)


def write_xlsx(out: IO[bytes], columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """One sheet of text cells, its first row kept in sight; rows are written as they come."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("signmatch")
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, column) for column in columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        cells = [WriteOnlyCell(sheet, _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", harmless(cell))[:_LONGEST_CELL]) for cell in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    book.save(out)


def read_table(name: str, data: bytes) -> Iterator[list[str]]:
    """The rows of a CSV (UTF-8, or GB 18030 as Chinese spreadsheets write it) or XLSX file, told by its content; empty rows are left out.

    Raises:
        InputRefused: neither of them, damaged, or too large.
    """
    rows = _xlsx_rows(name, data) if data.startswith(b"PK\x03\x04") else _csv_rows(name, data)
    for number, row in enumerate(rows):
        if number >= MAX_ROWS:
            raise InputRefused(f"{name} has more than {MAX_ROWS} rows.", "Split it.")
        if len(row) > MAX_COLUMNS:
            raise InputRefused(f"{name}, row {number + 1}: {len(row)} columns; the limit is {MAX_COLUMNS}.", "Check its separators.")
        if any(cell.strip() for cell in row):
            yield [plain(cell) for cell in row]


def _csv_rows(name: str, data: bytes) -> Iterator[list[str]]:
    text = _decoded(name, data)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise InputRefused(f"{name} is no table: {error}.", "Save it as CSV or XLSX again.") from None


def _decoded(name: str, data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputRefused(f"{name} is neither a CSV nor an XLSX file.", "Save the table as CSV in UTF-8, or as XLSX.")


def _xlsx_rows(name: str, data: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise InputRefused(f"{name} unpacks to more than {MAX_UNPACKED_BYTES // 2**20} MB.", "Split it.")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for row in book.worksheets[0].iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1, values_only=True):
            cells = [_text(value) for value in row]
            while cells and not cells[-1]:
                del cells[-1]
            yield cells
    except InputRefused:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes it raise
        raise InputRefused(f"{name} is a damaged XLSX file ({type(error).__name__}).", "Save the table again.") from None


def _text(value: object) -> str:
    """A cell as people see it: a day without its midnight, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    return text.removesuffix(" 00:00:00")
