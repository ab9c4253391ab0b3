"""One specimen of any kind: which module draws it, and what a reader must find on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from PIL import Image

from extractors.vocabulary import DocumentKind
from samples import wear
from samples.companies import Company, invent, inventory
from samples.icp import Site, icp
from samples.layout import layouts
from samples.licence import Truth, licence
from samples.other import other
from samples.sheet import Sheet
from samples.trademark import Mark, trademark

TABLES = {
    DocumentKind.BUSINESS_LICENSE: "licence",
    DocumentKind.TRADEMARK_CERTIFICATE: "trademark",
    DocumentKind.ICP_SCREENSHOT: "icp",
    DocumentKind.OTHER: "other",
}

TRADER_LAYOUT = "portrait-trader"
MARK_STYLES = ("song", "song-medium", "hei-bold", "kai")


@dataclass(frozen=True)
class Content:
    """What a document says: a licence only the company, a trademark certificate its mark too, a filing its site."""

    company: Company
    mark: Mark | None = None
    site: Site | None = None
    words: str = ""


def draw_names(kind: DocumentKind) -> tuple[str, ...]:
    """The layouts in which a kind of document can be drawn."""
    return tuple(layouts(TABLES[kind])) if kind in TABLES else ()


def draw(kind: DocumentKind, layout: str, content: Content, seed: int) -> tuple[Sheet, Truth]:
    """A document as it came from the printer, and its true values by field name."""
    if kind is DocumentKind.BUSINESS_LICENSE:
        return licence(layout, content.company, seed)
    if kind is DocumentKind.TRADEMARK_CERTIFICATE:
        return trademark(layout, content.company, content.mark or Mark(), seed)
    if kind is DocumentKind.ICP_SCREENSHOT:
        return icp(layout, content.company, content.site or Site(name="样本网", domain="yangben.example"), seed)
    return other(layout, content.company, content.words, seed)


def specimen(
    kind: str, layout: str, seed: int, wear_steps: Iterable[Mapping[str, Mapping[str, Any]]] | None = None
) -> tuple[Image.Image, Truth]:
    """A specimen whose content is made up from the seed: the picture after the wear, and its true values by field name."""
    sheet, truth = draw(DocumentKind(kind), layout, _made_up(layout, seed), seed)
    steps = [{name: dict(parameters) for name, parameters in step.items()} for step in wear_steps or ()]
    return wear.apply(sheet.image, steps, seed), truth


def _made_up(layout: str, seed: int) -> Content:
    rng = Random(seed)
    brand = rng.choice(inventory().brands)
    mark = Mark(words=brand, style=rng.choice(MARK_STYLES), registered=date(rng.randrange(2014, 2024), rng.randrange(1, 13), 7))
    site = Site(name=f"{brand}网", domain=f"site{seed}.example")
    return Content(company=invent(seed, shop=layout == TRADER_LAYOUT), mark=mark, site=site, words=brand)
