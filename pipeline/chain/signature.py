"""What is asked of the signature itself, whatever the documents say: each rule a function of the case."""

import re
import unicodedata

from extractors.vocabulary import FieldName
from matchers import is_generic, normalize
from pipeline.application import PartyKind
from pipeline.chain.facts import CaseFacts
from pipeline.chain.result import ChainResult, Word
from pipeline.outcome import LinkState
from pipeline.standards.content import categories

REGISTERED = (FieldName.ENTITY_NAME, FieldName.REGISTRANT, FieldName.MARK_TEXT)


def check_form(case: CaseFacts, result: ChainResult) -> None:
    """Length, characters, and what it must not be as a whole."""
    signature, form = case.application.signature, case.standard.form(case.application.international)
    if not form.least <= len(signature) <= form.most:
        length, least, most = str(len(signature)), str(form.least), str(form.most)
        result.find("SIGNATURE_LENGTH", True, signature=signature, length=length, least=least, most=most)
    strangers = " ".join(dict.fromkeys(_shown(char) for char in form.strangers(signature)))
    if strangers:
        result.find("SIGNATURE_CHARACTERS", True, signature=signature, strangers=strangers)
    for name, pattern in form.never.items():
        if re.fullmatch(pattern, signature):
            result.find("SIGNATURE_FORM", True, signature=signature, form=Word("forms", name))


def check_content(case: CaseFacts, result: ChainResult) -> None:
    """Words of the categories that the standard refuses, and of those that it would refuse in messages.

    A word that stands in a registered name of the case was let through by the authority that registered it: a person decides.
    """
    application, rules = case.application, case.standard.content
    signature = normalize(application.signature)
    for word in rules.banned:
        if normalize(word) in signature:
            result.find("SIGNATURE_BANNED_WORD", True, signature=application.signature, word=word)
    exempt = rules.exempt.get(application.signature_type, ())
    for code, chosen in (("CONTENT_FORBIDDEN", rules.forbidden), ("CONTENT_NOTED", rules.noted)):
        for category in chosen:
            found = next((word for word in categories()[category] if normalize(word) in signature), None)
            if found and category not in exempt:
                sure = not _is_registered(case, found)
                result.find(code, sure, signature=application.signature, word=found, category=Word("categories", category))


def check_person(case: CaseFacts, result: ChainResult) -> None:
    """A person's name tells no sender."""
    account, signature = case.application.account, case.application.signature
    if account.kind is PartyKind.INDIVIDUAL and signature == account.name:
        result.find("SIGNATURE_PERSON", True, signature=signature)


def check_generic(case: CaseFacts, result: ChainResult) -> None:
    """Told even where no name was compared. Words that are a place or a trade by themselves may be a company's own: where its name
    bears the signature (洛阳杨凌商贸), nothing is told."""
    named = any(link.name == "named_by" and link.state is LinkState.ESTABLISHED for link in result.links)
    if not named and is_generic(case.application.signature) and not result.found("SIGNATURE_GENERIC"):
        result.find("SIGNATURE_GENERIC", False, signature=case.application.signature)


def _is_registered(case: CaseFacts, word: str) -> bool:
    names = [case.application.account.name] if case.application.account.kind is PartyKind.ORGANIZATION else []
    names += [fact.value for document in case.documents for name, fact in document.fields.items() if name in REGISTERED]
    return any(normalize(word) in normalize(name) for name in names)


def _shown(char: str) -> str:
    """A character for a message; one that nobody can see by its number."""
    visible = char.isprintable() and not char.isspace() and unicodedata.category(char)[0] != "M"
    return char if visible else f"U+{ord(char):04X}"
