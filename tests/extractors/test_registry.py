"""Every extractor answers for its own kind."""

import pytest

from extractors import registry
from extractors.page import Extraction
from extractors.vocabulary import DocumentKind
from tests.factory import page


def test_every_kind_but_other_is_known() -> None:
    assert set(registry.known_kinds()) == set(DocumentKind) - {DocumentKind.OTHER}


def test_the_extractor_of_the_kind_is_asked_what_it_wants() -> None:
    doubtful = page(("营业执照", 330, 200, 90), ("名称", 100, 400), ("ABC", 300, 400))
    by_kind = {each.kind: each for each in registry.extract(doubtful)}
    assert [zone.field for zone in registry.wanted(doubtful, by_kind[DocumentKind.BUSINESS_LICENSE])] == ["entity_name", "credit_code"]
    assert registry.wanted(doubtful, by_kind[DocumentKind.ICP_SCREENSHOT]) == ()


def test_of_kinds_that_a_page_bears_no_sign_of_nothing_is_taken() -> None:
    licence = page(("营业执照", 330, 200, 90), ("名称", 100, 400), ("北京星槎云计算有限公司", 300, 400))
    likeliest, *others = registry.extract(licence)
    assert (likeliest.kind, bool(likeliest.fields)) == (DocumentKind.BUSINESS_LICENSE, True)
    assert {each.fields for each in others if each.score < registry.SIGNS} == {()}
    assert registry.extract_as(licence, DocumentKind.INSTITUTION_CERTIFICATE).fields, "unless somebody says that it is one"


@pytest.mark.parametrize("kind", registry.known_kinds())
def test_nothing_is_wanted_on_an_empty_page(kind: DocumentKind) -> None:
    assert registry.wanted(page(), Extraction(kind, 1.0, ())) == ()
