"""Accuracy of reading on labelled documents: names, numbers, dates and kinds, and whether confidence means something."""

import json
import re
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from extractors.page import Field
from extractors.vocabulary import DocumentKind, FieldName
from pipeline.bootstrap import Parts
from pipeline.calibration import EDGES, figure_of
from pipeline.errors import InputRefused, UsageError
from pipeline.intake.documents import Upload, open_document, open_document_bytes
from pipeline.picture.treatments import treated
from pipeline.policy import policy
from pipeline.read_document import ReadDocument
from pipeline.report import probability_of

LEAST_LETTERS = 12.0
"""Pixels; smaller letters are not asked of the reader."""
NUMBERS = (FieldName.CREDIT_CODE, FieldName.REGISTRATION_NUMBER)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One document with what is printed on it; None where nothing is. `genuine` is false for templates and specimens.

    `letter_height`: of the name, in pixels; 0 where it is not known.
    """

    path: Path
    file: str
    kind: DocumentKind
    entity_name: str | None
    number: str | None
    valid_to: str | None
    qualities: tuple[str, ...]
    genuine: bool
    letter_height: float

    @property
    def is_named_licence(self) -> bool:
        """Whether it is a genuine business licence whose name is known: what accuracy is measured on."""
        return self.kind is DocumentKind.BUSINESS_LICENSE and self.genuine and bool(self.entity_name)


@dataclass(frozen=True, slots=True)
class Miss:
    file: str
    figure: str
    printed: str
    read: str
    confidence: float


@dataclass
class Tally:
    """How often a figure was right, and how often surely so; `bins` count all and right readings by their probability.

    `read`: by figure of the calibration, the reader's confidence and whether it was right, of every field that was read at all.
    """

    total: int = 0
    right: int = 0
    sure_right: int = 0
    sure_wrong: int = 0
    bins: dict[float, list[int]] = field(default_factory=lambda: {edge: [0, 0] for edge in EDGES})
    read: dict[str, list[tuple[float, bool]]] = field(default_factory=dict)

    def add(self, confidence: float, right: bool, sure: float, probable: float | None = None, figure: str = "") -> None:
        """Counts a reading that is `probable` (0-1; the confidence unless given). One without confidence was not read at all."""
        if confidence:
            self.read.setdefault(figure, []).append((confidence, right))
        probable = confidence if probable is None else probable
        self.total += 1
        self.right += right
        if probable >= sure:
            self.sure_right += right
            self.sure_wrong += not right
        counts = self.bins[max(edge for edge in EDGES if edge <= probable)]
        counts[0] += 1
        counts[1] += right

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 0.0

    @property
    def sure_share(self) -> float:
        """Of what was read right; what is not printed, and was not read, is right too, but nobody asks how surely."""
        read_right = sum(right for read in self.read.values() for _, right in read)
        return self.sure_right / read_right if read_right else 0.0


@dataclass
class Evaluation:
    """`qualities`: documents, names right and numbers right by quality of the picture. Seconds are None where nothing was read anew."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in ("entity_name", "number", "valid_to", "kind")})
    qualities: dict[str, list[int]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)
    seconds_a_page: float | None = None

    def to_json(self) -> dict[str, Any]:
        tallies = {
            name: {
                **{key: value for key, value in asdict(t).items() if key != "read"},
                "share": round(t.share, 4),
                "sure_share": round(t.sure_share, 4),
            }
            for name, t in self.tallies.items()
        }
        columns = ("documents", "names_right", "numbers_right")
        qualities = {name: dict(zip(columns, counts, strict=True)) for name, counts in self.qualities.items()}
        seconds = None if self.seconds_a_page is None else round(self.seconds_a_page, 3)
        return {"figures": tallies, "qualities": qualities, "misses": [asdict(m) for m in self.misses], "seconds_a_page": seconds}


def load_manifest(manifest: Path) -> list[Labelled]:
    """The labelled documents of a manifest.jsonl. Raises UsageError where it can't be read."""
    try:
        rows = [json.loads(line) for line in manifest.read_text("utf8").splitlines() if line.strip()]
        return [_labelled(manifest.parent, row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{manifest} is no manifest: {type(error).__name__} {error}.", "It has one JSON object a line.") from error


def _labelled(folder: Path, row: Mapping[str, Any]) -> Labelled:
    kind = DocumentKind(row["kind"]) if row["kind"] in list(DocumentKind) else DocumentKind.OTHER
    return Labelled(
        path=folder / row["file"],
        file=row["file"],
        kind=kind,
        entity_name=row.get("entity_name"),
        number=row.get("uscc_or_regno"),
        valid_to=row.get("valid_to"),
        qualities=tuple(part.strip() for part in (row.get("quality") or "").split(";") if part.strip()),
        genuine=not row.get("template_or_specimen"),
        letter_height=float(row.get("name_text_height_px") or 0),
    )


def evaluate(
    labelled: Sequence[Labelled], parts: Parts, *, afresh: bool, on_document: Callable[[str], None], treatment: str = ""
) -> Evaluation:
    """Reads every document and counts what is right; names, numbers and dates count on genuine licences only.

    With a `treatment` (pipeline/picture/treatments.py) the pictures are worn first; half-size leaves out those whose
    letters would be under 12 pixels high.
    """
    result, reader, seconds, pages = Evaluation(), parts.reader(afresh=afresh), 0.0, 0
    parts.warm()
    for each in labelled:
        if treatment == "half-size" and each.letter_height < 2 * LEAST_LETTERS:
            continue
        started = time.perf_counter()
        try:
            document = reader.read(_opened(each, treatment, parts))
        except InputRefused as error:
            result.misses.append(Miss(each.file, "refused", each.kind, str(error), 0.0))
            document = None
        if document is not None and document.read_anew:
            seconds, pages = seconds + time.perf_counter() - started, pages + len(document.pages)
        _count(result, each, document, parts.settings.sure_confidence)
        on_document(each.file)
    result.seconds_a_page = seconds / pages if pages else None
    return result


def _opened(each: Labelled, treatment: str, parts: Parts) -> Upload:
    upload = open_document(each.path, parts.settings)
    return open_document_bytes(each.file, treated(upload.data, treatment), parts.settings) if treatment else upload


def _count(result: Evaluation, each: Labelled, document: ReadDocument | None, sure: float) -> None:
    kind = document.kind if document else DocumentKind.OTHER
    _tally(result, each, "kind", each.kind, kind, document.kind_confidence if document else 0.0, policy().thresholds.kind_sure)
    if each.kind is not DocumentKind.BUSINESS_LICENSE or not each.genuine:
        return
    fields = document.fields if document else {}
    name = fields.get(FieldName.ENTITY_NAME)
    names_right = numbers_right = False
    if each.entity_name:
        names_right = _field(result, each, "entity_name", each.entity_name, name, plain, sure)
    if each.number:
        number = max((fields[n] for n in NUMBERS if n in fields), key=lambda f: (f.value == each.number, f.confidence), default=None)
        numbers_right = _field(result, each, "number", each.number, number, str, sure)
    _field(result, each, "valid_to", each.valid_to or "", fields.get(FieldName.VALID_TO), _period, sure)
    for quality in each.qualities:
        counts = result.qualities.setdefault(quality, [0, 0, 0])
        counts[0] += 1
        counts[1] += names_right
        counts[2] += numbers_right


def _field(
    result: Evaluation, each: Labelled, figure: str, printed: str, found: Field | None, alike: Callable[[str], str], sure: float
) -> bool:
    read, confidence, probable = (found.value, found.confidence, probability_of(found)) if found else ("", 0.0, 0.0)
    return _tally(result, each, figure, alike(printed), alike(read), confidence, sure, probable, figure_of(found) if found else "")


def _tally(
    result: Evaluation,
    each: Labelled,
    figure: str,
    printed: str,
    read: str,
    confidence: float,
    sure: float,
    probable: float | None = None,
    counts_for: str = "",
) -> bool:
    right = printed == read
    result.tallies[figure].add(confidence, right, sure, probable, counts_for)
    if not right:
        result.misses.append(Miss(each.file, figure, printed, read, confidence))
    return right


def plain(name: str) -> str:
    """A name without white space, brackets of one width."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _period(end: str) -> str:
    """An end of validity: a date stays, everything without an end is alike."""
    return end if re.fullmatch(r"\d{4}-\d\d-\d\d", end) or not end else "open-ended"
