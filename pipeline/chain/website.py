"""The domain: is the filed one the one that the applicant describes?"""

import re
import unicodedata

from extractors.vocabulary import FieldName
from pipeline.chain.facts import CaseFacts, DocumentFacts
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.outcome import LinkState

_DOMAIN = re.compile(r"(?<![@a-z0-9.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}(?![a-z0-9@-])")
_FILE_ENDINGS = ("jpg", "jpeg", "png", "webp", "bmp", "gif", "tif", "tiff", "pdf", "doc", "docx", "xls", "xlsx", "zip", "rar", "apk")


def described_domains(description: str) -> tuple[str, ...]:
    """The domains in a description, in small letters and without www; mail addresses and file names are none."""
    found = (match[0].removeprefix("www.") for match in _DOMAIN.finditer(_plain(description)))
    return tuple(dict.fromkeys(domain for domain in found if domain.rpartition(".")[2] not in _FILE_ENDINGS))


def domain_link(case: CaseFacts, filing: DocumentFacts, result: ChainResult) -> None:
    description, fact = case.application.description, filing.fields.get(FieldName.DOMAIN)
    filed = fact.value.lower().removeprefix("www.") if fact else ""
    described = _described(description, filed)
    state = LinkState.OPEN
    if not described:
        if not result.found("DESCRIPTION_WITHOUT_DOMAIN"):
            result.find("DESCRIPTION_WITHOUT_DOMAIN", False)
    elif fact is None or not (fact.sure or fact.provisional):
        result.find("DOMAIN_UNREADABLE", False, evidence_of(filing, fact), file=filing.file)
        result.look("field", field=FieldName.DOMAIN, file=filing.file)
        if fact is not None:
            result.confirm(filing, fact)
    elif any(_is_below(domain, filed) for domain in described):
        state = LinkState.OPEN if fact.provisional else LinkState.ESTABLISHED
    else:
        # a part of the described domain was filed: a person must see whether the rest has a filing too
        sure = fact.sure and not any(_is_below(filed, domain) for domain in described)
        state = LinkState.BROKEN if sure else LinkState.OPEN
        result.find("DOMAIN_MISMATCH", sure, evidence_of(filing, fact), described=", ".join(described), filed=filed)
    result.link("domain", state, left=", ".join(described), right=filed)


def _described(description: str, filed: str) -> tuple[str, ...]:
    """The domains in the description; one of Chinese characters is found by looking for the filed one, since no space ends the text."""
    if not filed.isascii() and filed in _plain(description):
        return (filed,)
    return described_domains(description)


def _is_below(domain: str, parent: str) -> bool:
    return domain == parent or domain.endswith("." + parent)


def _plain(description: str) -> str:
    return unicodedata.normalize("NFKC", description).lower()
