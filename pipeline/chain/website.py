"""The domain: is the filed one the one that the applicant describes?"""

import re

from extractors.vocabulary import FieldName
from pipeline.chain.facts import CaseFacts, DocumentFacts
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.outcome import LinkState

_DOMAIN = re.compile(r"(?:[a-z0-9一-鿿](?:[a-z0-9一-鿿-]{0,61}[a-z0-9一-鿿])?\.)+(?:[a-z]{2,}|[一-鿿]{2,})")


def described_domain(description: str) -> str:
    """The first domain in a description, in small letters and without www; empty where there is none."""
    match = _DOMAIN.search(description.lower())
    return match[0].removeprefix("www.") if match else ""


def domain_link(case: CaseFacts, filing: DocumentFacts, result: ChainResult) -> None:
    described, fact = described_domain(case.application.description), filing.fields.get(FieldName.DOMAIN)
    filed = fact.value.lower().removeprefix("www.") if fact else ""
    state = LinkState.OPEN
    if not described:
        result.find("DESCRIPTION_WITHOUT_DOMAIN", False)
    elif fact is None or not fact.sure:
        result.find("DOMAIN_UNREADABLE", False, evidence_of(filing, fact), file=filing.file)
        result.look("field", field=FieldName.DOMAIN, file=filing.file)
    elif described == filed or described.endswith("." + filed):
        state = LinkState.ESTABLISHED
    else:
        state = LinkState.BROKEN
        result.find("DOMAIN_MISMATCH", True, evidence_of(filing, fact), described=described, filed=filed)
    result.link("domain", state, left=described, right=filed)
