"""The application's description: does it give what the type asks for, and is it what the documents show? Each rule by what is asked."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml

from extractors.vocabulary import FieldName
from matchers import normalize
from pipeline.application import PartyKind
from pipeline.chain.facts import CaseFacts, DocumentFacts
from pipeline.chain.result import ChainResult, Word, evidence_of
from pipeline.chain.website import described_domains
from pipeline.standards import TypeRules

_LINK = re.compile(r"https?://[^\s，。；、：“”\"'<>（）]+", re.IGNORECASE)
_BARE = re.compile(r"[\W\d_]*|https?://\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}\S*", re.IGNORECASE)


def check_description(case: CaseFacts, rules: TypeRules, subject: DocumentFacts | None, result: ChainResult) -> None:
    """`subject` is the document that names the app, site or account, if there is one."""
    if rules.description is None:
        return
    if _not_released(case, result):
        return
    gives, required = rules.description.gives, rules.description.required
    if gives == "store_link":
        _store_link(case, required, subject, result)
    elif gives == "account_name":
        _account_name(case, required, subject, result)
    elif required and not described_domains(case.application.description):
        result.find("DESCRIPTION_WITHOUT_DOMAIN", True)


def _not_released(case: CaseFacts, result: ChainResult) -> bool:
    """Until a product is there the organization's own name is to be used; an individual has none to use."""
    description = _plain(case.application.description)
    said = next((word for word in tables()["not_released"] if word in description), None)
    if said is None:
        return False
    advice = "individual" if case.application.account.kind is PartyKind.INDIVIDUAL else "organization"
    result.find("PRODUCT_NOT_RELEASED", True, said=said, advice=Word("advice", f"unreleased_{advice}"))
    return True


def _store_link(case: CaseFacts, required: bool, subject: DocumentFacts | None, result: ChainResult) -> None:
    description = case.application.description
    links = store_links(description)
    wanted = Word("wanted", "store_link")
    if not description:
        if required or subject is None:
            result.find("DESCRIPTION_MISSING", required, wanted=wanted)
    elif not links:
        sure = required and not _LINK.search(description)
        result.find("DESCRIPTION_FORM", sure, description=description[:200], wanted=wanted)
        result.look("description", description=description[:200])
    elif subject is not None:
        _same_package(links, subject, result)


def _same_package(links: tuple[str, ...], subject: DocumentFacts, result: ChainResult) -> None:
    """A link that names a package names the one on the screen."""
    fact = subject.fields.get(FieldName.PACKAGE_NAME)
    packages = {package for link in links for package in parse_qs(urlsplit(link).query).get("id", ()) if "." in package}
    if fact and packages and fact.value.casefold() not in {package.casefold() for package in packages}:
        result.find("DESCRIPTION_DIFFERS", fact.sure, evidence_of(subject, fact), described=", ".join(sorted(packages)), shown=fact.value)
        result.look("field", field=FieldName.PACKAGE_NAME, file=subject.file)


def _account_name(case: CaseFacts, required: bool, subject: DocumentFacts | None, result: ChainResult) -> None:
    description = case.application.description
    wanted = Word("wanted", "account_name")
    fact = subject.fields.get(FieldName.ACCOUNT_NAME) if subject else None
    if not description:
        if required or fact is None:
            result.find("DESCRIPTION_MISSING", required, wanted=wanted)
    elif _BARE.fullmatch(description):
        result.find("DESCRIPTION_FORM", required, description=description[:200], wanted=wanted)
    elif fact and subject:
        if normalize(fact.value) not in normalize(description):
            facts = {"described": description[:200], "shown": fact.value}
            result.find("DESCRIPTION_DIFFERS", fact.sure and bare_account_name(description) != "", evidence_of(subject, fact), **facts)
            result.look("field", field=FieldName.ACCOUNT_NAME, file=subject.file)
    elif normalize(case.application.signature) not in normalize(description):
        result.find("DESCRIPTION_DIFFERS", False, described=description[:200], shown=case.application.signature)


def bare_account_name(description: str) -> str:
    """The account's name where a description gives it and nothing else, labels aside; empty for a sentence."""
    text = description.strip()
    for label in tables()["account_labels"]:
        text = re.sub(rf"^{re.escape(label)}\s*(?:名称|全称)?\s*[:：为是]?\s*", "", text, flags=re.IGNORECASE)
    text = text.strip(" 「」“”\"'【】。.")
    return text if text and not re.search(r"[，。；,;!？?\n]", text) and len(text) <= 30 else ""


def store_links(description: str) -> tuple[str, ...]:
    """The links in a description that lead to a store that is known."""
    found = (match[0] for match in _LINK.finditer(description))
    return tuple(dict.fromkeys(link for link in found if _is_store(_host(link))))


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").lower()
    except ValueError:
        return ""


def _is_store(host: str) -> bool:
    return any(host == store or host.endswith("." + store) for store in tables()["stores"])


def _plain(description: str) -> str:
    return unicodedata.normalize("NFKC", description).lower()


@cache
def tables() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "description.yaml").read_text("utf8"))
    return loaded
