"""What the picture itself shows: blur, small print, an edge, glare, no seal, a name in other type. For a person, never a verdict."""

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.chain.facts import CaseFacts, DocumentFacts
from pipeline.chain.parties import OWNER, SUBJECT
from pipeline.chain.result import ChainResult, evidence_of
from pipeline.policy import policy

LEAST_SHARPNESS = 0.35
"""Real pictures measured 0.339 to 0.496, four of 151 below 0.35, the licences among them read; specimens too blurred to be read 0.19
to 0.34."""
LEAST_LINE_HEIGHT = 13.0
"""Pixels. Specimens with letters of 8 pixels, which readers guess at, have lines of 11 and 12; real licences 12 (one), 13 and more."""
MOST_CUT_LINES = 1
"""Pictures that were cut through the print have 2 to 10 lines at one side, specimens that were not none or two, all at the foot."""
LEAST_CLOSED = 0.4
"""Licences with a red seal measured 0.596 and more (one 0.23), grey copies and one without a seal 0.17 and less."""

MOST_GLARE = 0.01
"""Share of the print that is burnt out. Real photos have 0.006 and less, one 0.074; specimens in which glare hides print 0.013 to 0.1."""
MOST_DIFFERENT = 0.13
"""How far the type of a name may be from the other values'. One of 125 genuine licences has more (0.30, a watermark crosses its name),
the next 0.12 and 0.11; names set anew on them in other type: docs/documents.md."""


def check_pictures(case: CaseFacts, result: ChainResult) -> None:
    """Says what is wrong with a picture where a deciding field on it was cut or lies in glare, is missing or is unsure."""
    proven = result.proven
    for document in case.documents:
        if document.failed or not document.measures:
            continue
        doubtful = _doubtful(document) and not proven
        _type(case, document, result)
        if document.cut or (doubtful and document.measures.get("cut_lines", 0) > MOST_CUT_LINES):
            fact = document.fields.get(document.cut[0]) if document.cut else None
            result.find("PICTURE_CUT_OFF", False, evidence_of(document, fact), file=document.file)
        elif _hidden(document) or (doubtful and document.measures.get("glare", 0) > MOST_GLARE):
            result.find("PICTURE_GLARE", False, evidence_of(document), file=document.file)
            if _hidden(document):
                result.doubt()  # what the glare hides may be what is missing
        elif doubtful and document.measures.get("line_height", LEAST_LINE_HEIGHT) < LEAST_LINE_HEIGHT:
            height = f"{document.measures['line_height']:.0f}"
            result.find("PICTURE_SMALL", False, evidence_of(document), file=document.file, height=height, least=f"{LEAST_LINE_HEIGHT:.0f}")
        elif doubtful and _blurred(document):
            result.find("PICTURE_BLURRED", False, evidence_of(document), file=document.file)
        else:
            continue
        result.look("document", file=document.file)


def check_seal(document: DocumentFacts, result: ChainResult) -> None:
    """A document that must be an original bears a round red seal. A picture without colour is told of as such."""
    closed = document.measures.get("seal_closed")
    if closed is None or closed >= LEAST_CLOSED or result.found("NOT_IN_COLOUR"):
        return
    result.find("SEAL_MISSING", False, evidence_of(document), file=document.file)
    result.look("document", file=document.file)


def _type(case: CaseFacts, document: DocumentFacts, result: ChainResult) -> None:
    """A name in other type than the values below it may have been put there by somebody else."""
    pictures, name = case.standard.pictures, document.fields.get(FieldName.ENTITY_NAME)
    if name is None or document.measures.get("name_type", 0) <= MOST_DIFFERENT or not (pictures is None or pictures.unaltered):
        return
    result.find("NAME_TYPE_DIFFERS", False, evidence_of(document, name), file=document.file, name=name.value)
    result.look("field", field=FieldName.ENTITY_NAME, file=document.file)


def _blurred(document: DocumentFacts) -> bool:
    """Whether the print is soft, or smeared by a hand that shook."""
    return document.measures.get("sharpness", LEAST_SHARPNESS) < LEAST_SHARPNESS or "shake" in document.measures


def _hidden(document: DocumentFacts) -> bool:
    """Whether glare lies on a deciding value or right beside it."""
    return document.measures.get("glare_at_value", 0) > policy().thresholds.most_burnt


def _doubtful(document: DocumentFacts) -> bool:
    """Whether the name on which the verdict rests is missing or was read doubtfully; that a layout is provisional is no such doubt."""
    deciding = {names[document.kind] for names in (SUBJECT, OWNER) if document.kind in names}
    deciding |= {FieldName.AUTHORIZING_PARTY, FieldName.AUTHORIZED_PARTY} if document.kind is DocumentKind.AUTHORIZATION_LETTER else set()
    read = [document.fields.get(name) for name in deciding]
    return document.kind is DocumentKind.OTHER or any(fact is None or not (fact.sure or fact.provisional) for fact in read)
