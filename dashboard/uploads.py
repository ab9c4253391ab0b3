"""An application that comes by hand or through the API: the same intake, the same limits, the same refusals."""

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.application import Account, Application
from pipeline.errors import InputRefused
from pipeline.intake.cases import Case, fingerprint
from pipeline.intake.documents import Upload, open_document_bytes
from pipeline.intake.payload import read_payload
from pipeline.intake.strict_json import validate
from pipeline.settings import Settings

FORM = "the form"


def case_of_form(fields: Mapping[str, Any], files: Iterable[tuple[str, bytes, str]], settings: Settings) -> Case:
    """A case from the fields of the form, and from name, bytes and declared kind of each file.

    Raises:
        InputRefused: a field or a file is not taken; the message says which.
    """
    uploads: list[Upload] = []
    documents: list[dict[str, str | None]] = []
    for name, data, kind in files:
        upload = _distinct(open_document_bytes(name, data, settings), {each.name for each in uploads})
        uploads.append(upload)
        documents.append({"file": upload.name, "kind": kind or None})
    if len(uploads) > settings.max_documents:
        limit = settings.max_documents
        raise InputRefused(f"There are {len(uploads)} documents; the limit is {limit}.", "Send those that prove the signature.")
    application = validate(FORM, {**fields, "documents": documents}, Application)
    return Case(application, tuple(uploads), fingerprint(application, tuple(uploads)))


def case_of_payload(case_id: str, payload: dict[str, Any], account: Mapping[str, Any], settings: Settings) -> Case:
    """A case from the parameters of AddSmsSign, with its pictures in them.

    Raises:
        InputRefused: a parameter or a picture is not taken.
    """
    application, uploads = read_payload("payload", case_id, payload, validate("account", dict(account), Account), settings)
    return Case(application, uploads, fingerprint(application, uploads))


def _distinct(upload: Upload, taken: set[str]) -> Upload:
    """Two files of one name are told apart by a number, for findings speak of files by their names."""
    name, number = upload.name, 2
    while name in taken:
        stem, dot, ending = upload.name.rpartition(".")
        name = f"{stem or ending} ({number}){dot if stem else ''}{ending if stem else ''}"
        number += 1
    return Upload(name, upload.sha256, upload.media_type, upload.size, upload.data)
