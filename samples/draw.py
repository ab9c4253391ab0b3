"""Draws the sample inbox from cases.yaml: `python -m samples.draw` renews the committed one."""

import json
import shutil
from pathlib import Path

from pipeline.application import Application
from samples import wear
from samples.cases import Case, CaseTable, DocumentPlan, case_table
from samples.companies import Company
from samples.data import EXPECTED, INBOX
from samples.pdf import searchable_pdf
from samples.specimens import draw

JPEG_QUALITY = 68


def draw_inbox(folder: Path) -> list[str]:
    """Draw every case of the table below a folder; gives the case ids. The same fonts give the same bytes."""
    table = case_table()
    for case in table.cases:
        draw_case(case, table.companies, folder / case.case_id)
    return [case.case_id for case in table.cases]


def draw_case(case: Case, companies: dict[str, Company], folder: Path) -> None:
    """Write one case folder: application.json and its documents."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "application.json").write_text(application_json(case.application(companies)), encoding="utf-8")
    for plan in case.documents:
        draw_document(plan, companies, folder / plan.file)


def draw_document(plan: DocumentPlan, companies: dict[str, Company], file: Path) -> None:
    """Draw a document and store it in the format of the file's name: a picture, or a PDF with a text layer."""
    sheet, _ = draw(plan.kind, plan.layout, plan.content(companies), plan.seed)
    if file.suffix == ".pdf":
        file.write_bytes(searchable_pdf(sheet, JPEG_QUALITY))
    else:
        worn = wear.apply(sheet.image, list(plan.wear), plan.seed)
        # a quality means nothing to PNG, which ignores it
        worn.save(file, optimize=True, quality=JPEG_QUALITY)


def application_json(application: Application) -> str:
    """The application as people write it: what has a meaning only for a vendor's payload, and what is rarely said, is left out."""
    content = application.model_dump(mode="json", exclude={"vendor": True, "documents": {"__all__": {"vendor_code"}}})
    if not content["changes"]:
        del content["changes"]
    if not content["account"]["pending_signatures"]:
        del content["account"]["pending_signatures"]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def expected_jsonl(table: CaseTable) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in table.expected_rows)


def main() -> None:
    shutil.rmtree(INBOX, ignore_errors=True)
    cases = draw_inbox(INBOX)
    EXPECTED.write_text(expected_jsonl(case_table()), encoding="utf-8")
    print(f"{len(cases)} cases in {INBOX}")


if __name__ == "__main__":
    main()
