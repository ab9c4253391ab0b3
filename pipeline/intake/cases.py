"""A case: one application with its uploads, from a case folder, an application.json or an AddSmsSign payload."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.application import Account, Application
from pipeline.errors import InputRefused
from pipeline.intake.documents import Known, Upload, open_document_bytes, unknown
from pipeline.intake.files import read_below, shown
from pipeline.intake.payload import is_payload, read_payload
from pipeline.intake.strict_json import parse_object, validate
from pipeline.settings import Settings

APPLICATION, ACCOUNT = "application.json", "account.json"
MAX_JSON_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Case:
    """An application and its uploads, in the order of `application.documents`.

    `fingerprint` changes when anything that the applicant sent changes.
    """

    application: Application
    uploads: tuple[Upload, ...]
    fingerprint: str


def open_case(path: Path, settings: Settings, *, account: Account | None = None, known: Known = unknown) -> Case:
    """The case at `path`: a folder with application.json, such a file, or one JSON file with an AddSmsSign payload.

    The account of a payload is `account`, or stands in NAME.account.json or account.json beside it. Pictures that are
    `known` are measured, and not decoded once more.

    Raises:
        InputRefused: the application or one of its documents is not read; the message says what is wrong with which file.
    """
    folder, name = _split(path)
    limit = MAX_JSON_BYTES if name == APPLICATION else MAX_JSON_BYTES + settings.max_file_bytes * 3
    data = parse_object(name, read_below(folder, name, limit))
    if is_payload(data):
        return _payload_case(folder, name, data, account, settings, known)
    application = validate(name, data, Application)
    if account is not None:
        application = application.model_copy(update={"account": account})
    return _checked(application, _uploads(folder, application, settings, known))


def is_payload_name(name: str) -> bool:
    """Whether a file of this name may hold a payload."""
    return name.endswith(".json") and name != ACCOUNT and not name.endswith("." + ACCOUNT) and not name.startswith(".")


def _split(path: Path) -> tuple[Path, str]:
    """The folder of a case and the name of its JSON file."""
    if path.is_symlink():
        raise InputRefused(f"{shown(path.name)} is a link, and links are not followed.", "Give the folder or file itself.")
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):
        is_folder = False
    return (path, APPLICATION) if is_folder else (path.parent, path.name)


def _uploads(folder: Path, application: Application, settings: Settings, known: Known) -> Iterator[Upload]:
    _refuse_more_documents(application, settings.max_documents)
    for document in application.documents:
        yield open_document_bytes(document.file, read_below(folder, document.file, settings.max_file_bytes), settings, known)


def _payload_case(folder: Path, name: str, data: dict[str, Any], account: Account | None, settings: Settings, known: Known) -> Case:
    account = account or _account_beside(folder, name)
    application, uploads = read_payload(name, Path(name).stem, data, account, settings, known)
    return _checked(application, uploads)


def _account_beside(folder: Path, name: str) -> Account:
    """The account from a file beside a payload; an unnamed one where there is no such file."""
    for beside in (f"{Path(name).stem}.{ACCOUNT}", ACCOUNT):
        if os.path.lexists(folder / beside):
            return validate(beside, parse_object(beside, read_below(folder, beside, MAX_JSON_BYTES)), Account)
    return Account()


def _refuse_more_documents(application: Application, limit: int) -> None:
    count = len(application.documents)
    if count > limit:
        raise InputRefused(
            f"{APPLICATION} lists {count} documents; the limit is {limit}.",
            "Send those that prove the signature (SIGNMATCH_MAX_DOCUMENTS).",
        )


def _checked(application: Application, uploads: Iterator[Upload] | tuple[Upload, ...]) -> Case:
    kept = tuple(uploads)
    return Case(application, kept, fingerprint(application, kept))


def fingerprint(application: Application, uploads: tuple[Upload, ...]) -> str:
    """The SHA-256 over what the applicant sent. Defaults are left out, so that a key added later changes no fingerprint."""
    sent = application.model_dump(mode="json", exclude_defaults=True)
    whole = json.dumps([sent, [upload.sha256 for upload in uploads]], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()
