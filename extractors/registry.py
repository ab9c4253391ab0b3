"""Every extractor there is, and which of them a page belongs to."""

from collections.abc import Callable
from types import ModuleType

from extractors import (
    app_store_screenshot,
    authorization_letter,
    business_license,
    icp_screenshot,
    institution_certificate,
    mini_program_screenshot,
    official_account_screenshot,
    organization_code_certificate,
    social_credit_code_certificate,
    trademark_certificate,
)
from extractors.kind import kind_score
from extractors.page import Extraction, Page, Zone
from extractors.pairs import read_labels
from extractors.vocabulary import DocumentKind

RECOGNISED = 0.5
"""A page that looks less like every known kind is `other`; licences score 0.6 and more, other papers 0.3 and less."""
SIGNS = 0.25
"""A page that looks less like a kind bears no sign of it."""

EXTRACTORS: tuple[ModuleType, ...] = (
    business_license,
    organization_code_certificate,
    social_credit_code_certificate,
    institution_certificate,
    trademark_certificate,
    app_store_screenshot,
    icp_screenshot,
    official_account_screenshot,
    mini_program_screenshot,
    authorization_letter,
)
"""Modules with KIND, extract(page) and wanted(page, extraction)."""


def extract(page: Page) -> tuple[Extraction, ...]:
    """The page taken for every known kind, the likeliest first; without fields for kinds of which it bears no sign."""
    tried = [_tried(page, module.KIND) for module in EXTRACTORS]
    return tuple(sorted(tried, key=lambda extraction: -extraction.score))


def _tried(page: Page, kind: DocumentKind) -> Extraction:
    labels, lines, found = read_labels(page, kind)
    score = kind_score(lines, found, labels)  # which what is filled in can only lower, and sentences raise
    return extract_as(page, kind) if score >= SIGNS or labels.sentences else Extraction(kind, score, ())


def extract_as(page: Page, kind: DocumentKind) -> Extraction:
    """The page taken for one kind."""
    take: Callable[[Page], Extraction] = _module(kind).extract
    return take(page)


def wanted(page: Page, extraction: Extraction) -> tuple[Zone, ...]:
    """What the extractor of the extraction's kind wants read again."""
    ask: Callable[[Page, Extraction], tuple[Zone, ...]] = _module(extraction.kind).wanted
    return ask(page, extraction)


def known_kinds() -> tuple[DocumentKind, ...]:
    return tuple(module.KIND for module in EXTRACTORS)


def _module(kind: DocumentKind) -> ModuleType:
    return next(module for module in EXTRACTORS if module.KIND is kind)
