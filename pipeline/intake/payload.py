"""The parameters of AddSmsSign and ModifySmsSign, API versions 2019-07-11 and 2021-01-11, as an application and its uploads."""

import base64
import binascii
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_pascal

from extractors.vocabulary import DocumentKind
from pipeline.application import Account, Application, PartyKind, Purpose, SignatureType
from pipeline.errors import InputRefused
from pipeline.intake.documents import Known, Upload, open_document_bytes, unknown
from pipeline.intake.files import refuse_larger, shown
from pipeline.intake.sniff import EXTENSIONS
from pipeline.intake.strict_json import validate
from pipeline.settings import Settings

_Picture = tuple[str, str, DocumentKind, int | None]

_DATA_PREFIX = re.compile(r"\Adata:[\w.+/-]*;base64,", re.ASCII)
_BRACKETS = ("【】", "[]", "［］", "〔〕")
_KEPT = ("action", "version", "region", "sign_id", "sign_type", "document_type", "international", "used_method", "sign_purpose")


class SignPayload(BaseModel):
    """The parameters by their own names; UsedMethod (2019) was renamed SignPurpose (2021)."""

    model_config = ConfigDict(alias_generator=to_pascal, extra="forbid", frozen=True)

    sign_name: str
    sign_type: int
    document_type: int
    international: int
    used_method: int | None = None
    sign_purpose: int | None = None
    proof_image: str = ""
    commission_image: str = ""
    remark: str = ""
    qualification_id: int | None = None
    sign_id: int | None = None
    action: str | None = None
    version: str | None = None
    region: str | None = None


def is_payload(data: dict[str, Any]) -> bool:
    """Whether a JSON object holds the vendor's parameters and not an application of our own."""
    return "SignName" in data or "SignType" in data


def read_payload(
    name: str, case_id: str, data: dict[str, Any], account: Account, settings: Settings, known: Known = unknown
) -> tuple[Application, tuple[Upload, ...]]:
    """The application that a payload asks for, and its pictures as uploads.

    Raises:
        InputRefused: a parameter is missing, unknown or wrong, or a picture is not read.
    """
    payload = validate(name, data, SignPayload)
    document_type = _code(name, "DocumentType", payload.document_type, "document_types")
    purpose = Purpose(_code(name, "SignPurpose", _purpose_code(name, payload), "purposes"))
    proof_kind = DocumentKind(document_type["kind"])
    pictures: list[_Picture] = [("ProofImage", payload.proof_image, proof_kind, payload.document_type)]
    if purpose is Purpose.OTHERS:  # the vendor ignores the letter otherwise
        pictures.append(("CommissionImage", payload.commission_image, DocumentKind.AUTHORIZATION_LETTER, None))
    uploads, documents = [], []
    for key, text, kind, code in pictures:
        if text:
            uploads.append(_picture(name, key, text, settings, known))
            documents.append({"file": uploads[-1].name, "kind": kind, "vendor_code": code})
    own_words = {
        "case_id": case_id,
        "signature": _without_brackets(payload.sign_name),
        "signature_type": SignatureType(_code(name, "SignType", payload.sign_type, "sign_types")),
        "purpose": purpose,
        "developed_by": PartyKind(document_type.get("developed_by", PartyKind.ORGANIZATION)),
        "international": _flag(name, "International", payload.international),
        "account": account.model_dump(mode="json"),
        "description": payload.remark,
        "documents": documents,
        "vendor": _kept(payload),
    }
    return validate(name, own_words, Application), tuple(uploads)


def _kept(payload: SignPayload) -> dict[str, str | int | None]:
    kept = payload.model_dump(by_alias=True, include={*_KEPT, "qualification_id"}, exclude_none=True)
    return dict(sorted(kept.items()))


@cache
def _codes() -> dict[str, dict[int, Any]]:
    loaded: dict[str, dict[int, Any]] = yaml.safe_load((Path(__file__).parent / "vendor_codes.yaml").read_text("utf-8"))
    return loaded


def _code(name: str, key: str, value: int, table: str) -> Any:
    codes = _codes()[table]
    if value not in codes:
        raise InputRefused(f"{shown(name)}: {key} is {value}; it takes {', '.join(map(str, codes))}.", "Correct it and try again.")
    return codes[value]


def _flag(name: str, key: str, value: int) -> bool:
    if value not in (0, 1):
        raise InputRefused(f"{shown(name)}: {key} is {value}; it takes 0, 1.", "Correct it and try again.")
    return bool(value)


def _purpose_code(name: str, payload: SignPayload) -> int:
    given = {code for code in (payload.sign_purpose, payload.used_method) if code is not None}
    if len(given) == 1:
        return given.pop()
    wrong = "SignPurpose and UsedMethod differ" if given else "the key SignPurpose (before 2021: UsedMethod) is missing"
    raise InputRefused(f"{shown(name)}: {wrong}.", "It takes 0 (self) or 1 (others).")


def _without_brackets(signature: str) -> str:
    stripped = signature.strip()
    bare = any(stripped.startswith(pair[0]) and stripped.endswith(pair[1]) for pair in _BRACKETS) and len(stripped) > 2
    return stripped[1:-1] if bare else stripped


def _picture(name: str, key: str, text: str, settings: Settings, known: Known) -> Upload:
    """A base64 picture, measured before it is decoded; the upload is called after the key, such as ProofImage.jpg."""
    shown_name = f"{name} ({key})"
    text = _DATA_PREFIX.sub("", text[:100]) + text[100:]
    refuse_larger(shown_name, len(text) * 3 // 4 - 2, settings.max_file_bytes)
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise InputRefused(f"{shown(shown_name)} is not base64.", "Encode the picture as base64.") from None
    upload = open_document_bytes(shown_name, data, settings, known)
    return Upload(key + EXTENSIONS[upload.media_type], upload.sha256, upload.media_type, upload.size, data)
