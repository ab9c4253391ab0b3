"""An application is what people write in application.json: strict about keys, with defaults for what is usual."""

import pytest
from pydantic import ValidationError

from extractors.vocabulary import DocumentKind
from pipeline.application import Application, PartyKind, Purpose

SHORT = {"case_id": "1", "signature": " 腾讯云 ", "signature_type": "company"}


def test_the_usual_is_the_default() -> None:
    application = Application.model_validate(SHORT)
    assert application.signature == "腾讯云"
    assert (application.purpose, application.developed_by, application.international) == (Purpose.SELF, PartyKind.ORGANIZATION, False)
    assert (application.account.kind, application.account.name, application.documents) == (PartyKind.ORGANIZATION, "", ())


def test_it_comes_back_from_its_json() -> None:
    documents = [{"file": "licence.jpg", "kind": "business_license", "vendor_code": 1}, {"file": "letter.pdf"}]
    application = Application.model_validate({**SHORT, "submitted_at": "2026-11-22", "documents": documents, "vendor": {"SignType": 0}})
    assert Application.model_validate_json(application.model_dump_json()) == application
    assert [document.kind for document in application.documents] == [DocumentKind.BUSINESS_LICENSE, None]


@pytest.mark.parametrize(
    "change",
    [{"case_id": "a/b"}, {"case_id": "a\nb"}, {"case_id": " "}, {"signature": ""}, {"typo": 1}, {"documents": [{"file": "a\0.jpg"}]}],
)
def test_what_is_wrong_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Application.model_validate({**SHORT, **change})
