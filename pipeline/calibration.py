"""From an engine's confidence to how often such a reading is right: a table that benchmarks/calibration.py fits on measured outcomes.

Monotone: a reading with more confidence is never less probable. A field without a row keeps its confidence as it is.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.page import Field, line_height
from extractors.vocabulary import FieldName

TABLE = Path(__file__).with_name("calibration.tsv")
COLUMNS = ("figure", "from", "readings", "right", "probability")
FIGURES = {
    FieldName.ENTITY_NAME: "entity_name",
    FieldName.CREDIT_CODE: "number",
    FieldName.REGISTRATION_NUMBER: "number",
    FieldName.VALID_TO: "valid_to",
}
"""Which figure of the evaluation a field counts for. Only these were measured on enough genuine documents."""
SMALL_NAME = "entity_name_small"
ROWS = (*dict.fromkeys(FIGURES.values()), SMALL_NAME)
"""The figures of the table: names in small print have one of their own."""
SMALL = 18.0
"""Pixels. Of 96 names on real and worn licences that were read with confidences of 0.92 to 0.97 four are wrong, all of them in print 14
to 16 pixels high; in print of 18 pixels and more none of 81 is."""
EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99)
"""Lower edges of the bins of confidence."""


@dataclass(frozen=True, slots=True)
class Step:
    """Readings from the confidence `start` to the next step's: how many, how many of them right, and what that makes probable."""

    start: float
    readings: int
    right: int

    @property
    def probability(self) -> float:
        """Laplace's rule of succession: 3 of 3 right is 0.8, not 1."""
        return round((self.right + 1) / (self.readings + 2), 4)


def figure_of(found: Field) -> str:
    """The figure of the table that a field counts for; empty where there is none."""
    figure = FIGURES.get(found.name, "")
    return SMALL_NAME if figure == "entity_name" and found.polygon and line_height(found.polygon) < SMALL else figure


def probability(found: Field) -> float:
    """How probable it is (0-1) that a field, read with its confidence (0-1), is what is printed.

    Never more than the engine's own confidence: too few readings were wrong to raise it, and a confident wrong reading costs most.
    """
    steps = _steps().get(figure_of(found), ())
    return min(found.confidence, next((step.probability for step in reversed(steps) if step.start <= found.confidence), 1.0))


def fitted(outcomes: Sequence[tuple[float, bool]], edges: Sequence[float]) -> tuple[Step, ...]:
    """Steps from confidences and whether each reading was right: bins at `edges` (ascending, from 0), joined until they ascend.

    A bin without readings joins the one below: what was not measured counts as little as what is worse.
    """
    steps: list[Step] = []
    for start, end in zip(edges, [*edges[1:], 2.0], strict=True):
        inside = [right for confidence, right in outcomes if start <= confidence < end]
        steps.append(Step(start, len(inside), sum(inside)))
        while len(steps) > 1 and (not steps[-1].readings or steps[-1].probability < steps[-2].probability):
            last, before = steps.pop(), steps.pop()
            steps.append(Step(before.start, before.readings + last.readings, before.right + last.right))
    return tuple(steps)


@cache
def _steps() -> Mapping[str, tuple[Step, ...]]:
    lines = [line for line in TABLE.read_text("utf8").splitlines() if not line.startswith("#")]
    found: dict[str, tuple[Step, ...]] = {}
    for row in csv.DictReader(lines, delimiter="\t"):
        step = Step(float(row["from"]), int(row["readings"]), int(row["right"]))
        if found.get(row["figure"]) and found[row["figure"]][-1].probability > step.probability:
            raise ValueError(f"{TABLE.name}: the probabilities of {row['figure']} descend at {step.start}.")
        found[row["figure"]] = (*found.get(row["figure"], ()), step)
    return found
