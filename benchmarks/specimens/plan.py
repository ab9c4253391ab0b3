"""Which specimens are drawn: every layout and wear of a kind in turn, in an order that a seed shuffles."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice, product
from pathlib import Path
from random import Random
from typing import Any

import yaml
from PIL import Image
from pydantic import BaseModel, ConfigDict

from extractors.vocabulary import DocumentKind
from samples import specimen, wear
from samples.specimens import draw_names, letter_height


class Wear(BaseModel):
    """What happens to a specimen: see wears.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    legible: bool = True
    letters: int | tuple[int, int] | None = None
    steps: tuple[wear.Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One specimen to draw."""

    kind: DocumentKind
    layout: str
    wear: str
    seed: int


@cache
def wears() -> dict[str, Wear]:
    table = yaml.safe_load(Path(__file__).with_name("wears.yaml").read_text(encoding="utf-8"))
    return {name: Wear.model_validate(each) for name, each in table.items() if not name.startswith("_")}


def plans(kind: DocumentKind, count: int, seed: int, only: str | None = None) -> Iterator[Plan]:
    """So many specimens of a kind, in `only` one wear or in all; the same seed plans the same ones."""
    rng = Random(f"{kind} {seed}")
    cells = list(product(draw_names(kind), [only] if only else wears()))
    rng.shuffle(cells)
    for layout, name in islice(cycle(cells), count):
        yield Plan(kind, layout, name, rng.randrange(1, 10**6))


def drawn(plan: Plan) -> tuple[Image.Image, dict[str, str]]:
    """The worn picture, and what was printed on it."""
    picture, truth = specimen(plan.kind, plan.layout, plan.seed)
    worn, rng = wears()[plan.wear], Random(plan.seed)
    letters, height = _settled(worn.letters, rng), letter_height(plan.kind, plan.layout)
    if letters and letters < height:
        size = round(picture.width * letters / height), round(picture.height * letters / height)
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    return wear.apply(picture, [settled(step, rng) for step in worn.steps], plan.seed), truth


def settled(step: wear.Step, rng: Random) -> wear.Step:
    """A step whose ranges have become numbers."""
    return {name: {key: _settled(value, rng) for key, value in parameters.items()} for name, parameters in step.items()}


def _settled(value: Any, rng: Random) -> Any:
    if not isinstance(value, list | tuple):
        return value
    low, high = value
    return rng.randint(low, high) if isinstance(low, int) and isinstance(high, int) else round(rng.uniform(low, high), 3)
