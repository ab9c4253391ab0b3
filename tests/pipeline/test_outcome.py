"""A review as it is printed: its JSON, and the names that are hidden in it."""

import json

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.outcome import DocumentReport, Evidence, FieldReading, Finding, Link, LinkState, Review, Severity, Verdict


def review() -> Review:
    fields = {
        FieldName.ENTITY_NAME: FieldReading(value="张伟伟商贸有限公司", confidence=0.99),
        FieldName.LEGAL_REPRESENTATIVE: FieldReading(value="张伟伟", confidence=0.8, repaired="张韦伟"),
    }
    evidence = Evidence(document="licence.jpg", page=1, field=FieldName.LEGAL_REPRESENTATIVE, value="张伟伟", polygon=((0, 0), (9, 0)))
    return Review(
        case_id="1",
        signature="伟伟",
        verdict=Verdict.NEEDS_REVIEW,
        standard="tencent-intl-2024",
        findings=(Finding(code="X", severity=Severity.REVIEW, message="Signed by 张伟伟.", evidence=(evidence,)),),
        links=(Link(name="named_by", state=LinkState.OPEN, left="伟伟", right="张伟伟商贸有限公司"),),
        look_at=("Is 张伟伟 the representative of 张伟伟商贸有限公司?",),
        documents=(
            DocumentReport(file="licence.jpg", kind=DocumentKind.BUSINESS_LICENSE, fields=fields, picture={"grey": True, "ink": 0.5}),
        ),
    )


def test_a_review_comes_back_from_its_json() -> None:
    assert Review.model_validate_json(review().model_dump_json()) == review()
    assert Review.model_validate(json.loads(json.dumps(review().model_dump(mode="json")))) == review()


def test_its_json_has_the_names_that_do_not_break() -> None:
    printed = review().model_dump(mode="json")
    assert {"case_id", "verdict", "standard", "findings", "links", "look_at", "documents", "versions", "timings"} <= set(printed)
    assert {"code", "severity", "message", "evidence"} <= set(printed["findings"][0])
    assert {"document", "page", "field", "value", "confidence", "polygon"} <= set(printed["findings"][0]["evidence"][0])
    assert {"name", "state", "relation", "left", "right"} <= set(printed["links"][0])
    assert {"file", "declared_kind", "kind", "kind_confidence", "fields"} <= set(printed["documents"][0])
    assert {"value", "confidence", "polygon", "read_by"} <= set(printed["documents"][0]["fields"]["entity_name"])


def test_the_legal_representative_is_masked_everywhere_and_the_company_nowhere() -> None:
    masked = review().masked()
    fields = masked.documents[0].fields
    assert (fields[FieldName.LEGAL_REPRESENTATIVE].value, fields[FieldName.LEGAL_REPRESENTATIVE].repaired) == ("张**", "张**")
    assert fields[FieldName.ENTITY_NAME].value == "张伟伟商贸有限公司"
    assert masked.findings[0].evidence[0].value == "张**"
    assert masked.findings[0].message == "Signed by 张**."
    assert masked.look_at == ("Is 张** the representative of 张伟伟商贸有限公司?",)
    assert review().documents[0].fields[FieldName.LEGAL_REPRESENTATIVE].value == "张伟伟", "the review itself stays as it is"
