"""A case is opened from a folder, an application.json or a vendor's payload, or refused with a sentence that names the key."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from PIL import Image

from extractors.vocabulary import DocumentKind
from pipeline.application import Account, PartyKind, Purpose, SignatureType
from pipeline.errors import InputRefused
from pipeline.intake import open_case
from pipeline.settings import Settings

APPLICATION = {
    "case_id": "2026-0001",
    "signature": "腾讯云",
    "signature_type": "company",
    "account": {"name": "腾讯云计算（北京）有限责任公司"},
    "documents": [{"file": "licence.png", "kind": "business_license"}],
}


@pytest.fixture
def png(saved: Callable[..., bytes]) -> bytes:
    return saved(Image.new("RGB", (12, 8), "white"))


@pytest.fixture
def folder(tmp_path: Path, png: bytes) -> Path:
    """A case folder that is in order."""
    case = tmp_path / "case"
    case.mkdir()
    (case / "licence.png").write_bytes(png)
    write(case / "application.json", APPLICATION)
    return case


def write(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return path


def refusal(path: Path, settings: Settings) -> str:
    with pytest.raises(InputRefused) as refused:
        open_case(path, settings)
    return str(refused.value)


def test_a_case_folder(folder: Path, settings: Settings) -> None:
    case = open_case(folder, settings)
    assert case.application.signature == "腾讯云"
    assert case.application.signature_type is SignatureType.COMPANY
    assert [(upload.name, upload.media_type) for upload in case.uploads] == [("licence.png", "image/png")]
    assert open_case(folder / "application.json", settings) == case


def test_the_fingerprint_changes_with_what_was_sent(folder: Path, png: bytes, settings: Settings) -> None:
    before = open_case(folder, settings).fingerprint
    write(folder / "application.json", {**APPLICATION, "purpose": "self", "international": False})
    assert open_case(folder, settings).fingerprint == before, "a default that is written out changes nothing"
    write(folder / "application.json", {**APPLICATION, "signature": "腾讯"})
    other_words = open_case(folder, settings).fingerprint
    write(folder / "application.json", APPLICATION)
    (folder / "licence.png").write_bytes(png + b"\0")
    other_file = open_case(folder, settings).fingerprint
    assert len({before, other_words, other_file}) == 3


def test_a_document_may_lie_in_a_folder_of_the_case(folder: Path, settings: Settings) -> None:
    (folder / "scans").mkdir()
    (folder / "licence.png").rename(folder / "scans" / "licence.png")
    write(folder / "application.json", {**APPLICATION, "documents": [{"file": "scans/licence.png"}]})
    assert open_case(folder, settings).uploads[0].name == "scans/licence.png"


def test_utf8_with_a_byte_order_mark_is_read(folder: Path, settings: Settings) -> None:
    (folder / "application.json").write_text(json.dumps(APPLICATION), "utf-8-sig")
    assert open_case(folder, settings).application.case_id == "2026-0001"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"signature_type": "shop"}, "signature_type is \"shop\"; it takes 'company', 'app', 'website'"),
        ({"signature_type": None}, "signature_type is null; it takes"),
        ({"sign": "x"}, "the key sign is unknown; allowed are case_id, signature, signature_type"),
        ({"account": {"nmae": "x"}}, "the key account.nmae is unknown; allowed are kind, name, approved_signatures"),
        ({"documents": [{"file": "licence.png", "type": 1}]}, "the key documents[0].type is unknown; allowed are file, kind, vendor_code"),
        ({"documents": [{"kind": "business_license"}]}, "the key documents[0].file is missing"),
        ({"documents": "licence.png"}, 'documents is "licence.png"; it takes a list'),
        ({"account": "x"}, 'account is "x"; it takes an object'),
        ({"signature": 5}, "signature is 5; it takes a text"),
        ({"signature": ""}, "signature is empty"),
        ({"signature": "x" * 101}, "signature is longer than 100 characters"),
        ({"international": "no"}, 'international is "no"; it takes true or false'),
        ({"submitted_at": "22.11.2026"}, 'submitted_at is "22.11.2026"; it takes a date such as 2026-11-22'),
        ({"case_id": "../up"}, 'case_id is "../up"; it has characters that are not allowed there'),
        ({"description": "\ud800"}, "is wrong"),
        ({"documents": [{"file": "licence.png"}] * 3}, "lists 3 documents; the limit is 2"),
        ({"documents": [{"file": "../licence.png"}]}, "../licence.png lies outside the case folder"),
        ({"documents": [{"file": "/etc/hostname"}]}, "/etc/hostname lies outside the case folder"),
        ({"documents": [{"file": "none.png"}]}, "none.png does not exist"),
        ({"documents": [{"file": "link.png"}]}, "link.png is a link"),
        ({"documents": [{"file": "linked/licence.png"}]}, "has a link on its way"),
        ({"documents": [{"file": "application.json"}]}, "application.json is a text file, not a picture"),
    ],
)
def test_a_wrong_application_is_refused_with_a_sentence(change: dict[str, Any], sentence: str, folder: Path, settings: Settings) -> None:
    (folder / "link.png").symlink_to("licence.png")
    (folder / "linked").symlink_to(folder)
    (folder / "application.json").write_text(json.dumps({**APPLICATION, **change}))
    assert sentence in refusal(folder, settings)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "application.json is empty"),
        (b"{", "not valid JSON (line 1, column 2"),
        (b"[]", "holds no JSON object"),
        (b'{"a": 1, "a": 2}', "the key a stands twice"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not valid JSON"),
        (b"[" * 100_000, "nested too deeply"),
        ('{"signature": "腾讯"}'.encode("gbk"), "not written in UTF-8"),
        ('{"signature": "腾讯"}'.encode("utf-16"), "not written in UTF-8"),
        (b" " * (1024 * 1024 + 1), "the limit is 1 MB"),
    ],
)
def test_wrong_json_is_refused_with_a_sentence(data: bytes, sentence: str, folder: Path, settings: Settings) -> None:
    (folder / "application.json").write_bytes(data)
    assert sentence in refusal(folder, settings)


def test_links_and_missing_cases_are_refused(folder: Path, tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert "link is a link" in refusal(tmp_path / "link", settings)
    assert "does not exist" in refusal(tmp_path / "none", settings)
    assert "application.json does not exist" in refusal(tmp_path, settings)
    (folder / "application.json").rename(folder / "other")
    (folder / "application.json").symlink_to("other")
    assert "application.json is a link" in refusal(folder, settings)


def payload(png: bytes, **change: object) -> dict[str, Any]:
    proof = base64.b64encode(png).decode()
    new = {"SignName": "腾讯云", "SignType": 0, "DocumentType": 1, "International": 0, "SignPurpose": 0, "ProofImage": proof}
    return {key: value for key, value in {**new, **change}.items() if value is not None}


def test_a_payload_of_2021(tmp_path: Path, png: bytes, settings: Settings) -> None:
    write(tmp_path / "account.json", {"name": "腾讯云计算（北京）有限责任公司"})
    case = open_case(write(tmp_path / "apply-7.json", payload(png, Remark="官网", QualificationId=9)), settings)
    application = case.application
    assert (application.case_id, application.signature, application.description) == ("apply-7", "腾讯云", "官网")
    assert (application.purpose, application.developed_by) == (Purpose.SELF, PartyKind.ORGANIZATION)
    assert application.account.name == "腾讯云计算（北京）有限责任公司"
    assert application.vendor == {"DocumentType": 1, "International": 0, "QualificationId": 9, "SignPurpose": 0, "SignType": 0}
    (document,) = application.documents
    assert (document.file, document.kind, document.vendor_code) == ("ProofImage.png", DocumentKind.BUSINESS_LICENSE, 1)
    assert case.uploads[0].data == png


def test_a_payload_of_2019_with_a_letter(tmp_path: Path, png: bytes, settings: Settings) -> None:
    letter = "data:image/png;base64," + base64.encodebytes(png).decode()
    old = payload(png, SignName="【腾讯云】", SignPurpose=None, UsedMethod=1, CommissionImage=letter, SignType=2, DocumentType=5, SignId=12)
    application = open_case(write(tmp_path / "modify.json", old), settings, account=Account(name="乙公司")).application
    assert (application.signature, application.signature_type) == ("腾讯云", SignatureType.WEBSITE)
    assert (application.purpose, application.developed_by) == (Purpose.OTHERS, PartyKind.INDIVIDUAL)
    assert [document.kind for document in application.documents] == [DocumentKind.ICP_SCREENSHOT, DocumentKind.AUTHORIZATION_LETTER]
    assert application.vendor["SignId"] == 12
    assert application.account.name == "乙公司"


def test_the_account_of_one_payload_goes_before_that_of_the_folder(tmp_path: Path, png: bytes, settings: Settings) -> None:
    write(tmp_path / "account.json", {"name": "甲公司"})
    write(tmp_path / "a.account.json", {"name": "乙公司", "kind": "individual"})
    names = [open_case(write(tmp_path / f"{stem}.json", payload(png)), settings).application.account.name for stem in "ab"]
    assert names == ["乙公司", "甲公司"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"SignType": 9}, "SignType is 9; it takes 0, 1, 2, 3, 4, 5, 6"),
        ({"SignType": "0"}, 'SignType is "0"; it takes a whole number'),
        ({"SignType": True}, "SignType is true; it takes a whole number"),
        ({"DocumentType": -1}, "DocumentType is -1; it takes 0, 1, 2, 3, 4, 5, 6, 7, 8"),
        ({"International": 2}, "International is 2; it takes 0, 1"),
        ({"SignPurpose": None}, "the key SignPurpose (before 2021: UsedMethod) is missing"),
        ({"UsedMethod": 1}, "SignPurpose and UsedMethod differ"),
        ({"SignName": None}, "the key SignName is missing"),
        ({"SignName": " "}, "signature is empty"),
        ({"Image": ""}, "the key Image is unknown; allowed are SignName, SignType"),
        ({"ProofImage": "***"}, "apply.json (ProofImage) is not base64"),
        ({"ProofImage": base64.b64encode(b"hello").decode()}, "apply.json (ProofImage) is a text file, not a picture"),
        ({"ProofImage": "A" * 40_000_000}, "apply.json (ProofImage) has 28.6 MB; the limit is 20 MB"),
    ],
)
def test_a_wrong_payload_is_refused_with_a_sentence(
    change: dict[str, Any], sentence: str, tmp_path: Path, png: bytes, settings: Settings
) -> None:
    assert sentence in refusal(write(tmp_path / "apply.json", payload(png, **change)), settings)


def test_a_payload_without_a_picture_is_an_application_without_documents(tmp_path: Path, png: bytes, settings: Settings) -> None:
    case = open_case(write(tmp_path / "apply.json", payload(png, ProofImage="")), settings)
    assert (case.uploads, case.application.documents) == ((), ())


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*APPLICATION, "file", "kind", "x"]), inner, max_size=4),
    max_leaves=8,
)


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(change=st.dictionaries(st.sampled_from([*APPLICATION, *payload(b"")]), _JSON, max_size=3), raw=st.none() | st.binary(max_size=40))
def test_any_application_is_opened_or_refused(change: dict[str, Any], raw: bytes | None, folder: Path, settings: Settings) -> None:
    data = json.dumps({**APPLICATION, **change}).encode() if raw is None else raw
    (folder / "application.json").write_bytes(data)
    try:
        assert open_case(folder, settings).application.case_id
    except InputRefused as refused:
        assert refused.message
