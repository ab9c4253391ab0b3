"""An application as one row of a table, and back: what exports write, and what the importer of a manifest reads."""

import json
from collections.abc import Mapping
from typing import Any

from pipeline.application import Application, Document
from pipeline.errors import InputRefused

COLUMNS = (
    "case_id",
    "signature",
    "signature_type",
    "purpose",
    "developed_by",
    "international",
    "submitted_at",
    "account_kind",
    "account_name",
    "approved_signatures",
    "pending_signatures",
    "description",
    "documents",
    "changes",
    "vendor",
)
SEPARATOR = ";"
_LISTS = ("approved_signatures", "pending_signatures")
_BOOLEANS = {"": False, "0": False, "false": False, "no": False, "否": False, "1": True, "true": True, "yes": True, "是": True}


def row_of(application: Application) -> dict[str, str]:
    """Column → cell. Documents are `file=kind#code`, kind and the vendor's code left out where there is none; `vendor` is JSON."""
    account = application.account
    return {
        "case_id": application.case_id,
        "signature": application.signature,
        "signature_type": application.signature_type,
        "purpose": application.purpose,
        "developed_by": application.developed_by,
        "international": "true" if application.international else "false",
        "submitted_at": application.submitted_at.isoformat() if application.submitted_at else "",
        "account_kind": account.kind,
        "account_name": account.name,
        "approved_signatures": SEPARATOR.join(account.approved_signatures),
        "pending_signatures": SEPARATOR.join(account.pending_signatures),
        "description": application.description,
        "documents": SEPARATOR.join(_document_cell(document) for document in application.documents),
        "changes": application.changes,
        "vendor": json.dumps(application.vendor, ensure_ascii=False) if application.vendor else "",
    }


def application_keys(row: Mapping[str, str]) -> dict[str, Any]:
    """The keys of application.json that a row gives; an empty cell gives none, so that the default holds.

    Raises:
        InputRefused: a cell is not what its column takes.
    """
    given = {name: cell.strip() for name, cell in row.items() if cell.strip()}
    account: dict[str, Any] = {name.removeprefix("account_"): given.pop(name) for name in ("account_kind", "account_name") if name in given}
    account |= {name: _list(given.pop(name)) for name in _LISTS if name in given}
    keys: dict[str, Any] = {**given, **({"account": account} if account else {})}
    if "international" in keys:
        keys["international"] = _boolean(keys["international"])
    if "documents" in keys:
        keys["documents"] = [_document(cell) for cell in _list(keys["documents"])]
    if "vendor" in keys:
        keys["vendor"] = _vendor(keys["vendor"])
    return keys


def _document_cell(document: Document) -> str:
    code = "" if document.vendor_code is None else f"#{document.vendor_code}"
    kind = f"={document.kind or ''}{code}" if document.kind or code else ""
    return f"{document.file}{kind}"


def _document(cell: str) -> dict[str, Any]:
    file, equals, rest = cell.rpartition("=")
    if not equals:
        return {"file": cell}
    kind, _, code = rest.partition("#")
    if code and not code.isdecimal():
        raise InputRefused(f"documents has {cell!r}, whose code is no number.", "Write file=kind, or file=kind#code.")
    return {"file": file.strip(), **({"kind": kind.strip()} if kind.strip() else {}), **({"vendor_code": int(code)} if code else {})}


def _list(cell: str) -> list[str]:
    """The parts of a cell; people write the full-width separator too."""
    return [part.strip() for part in cell.replace("；", SEPARATOR).split(SEPARATOR) if part.strip()]


def _boolean(cell: str) -> bool:
    try:
        return _BOOLEANS[cell.lower()]
    except KeyError:
        raise InputRefused(f"international is {cell!r}.", "It takes true or false.") from None


def _vendor(cell: str) -> Any:
    try:
        return json.loads(cell)
    except json.JSONDecodeError:
        raise InputRefused("vendor holds no JSON.", "Leave it empty.") from None
