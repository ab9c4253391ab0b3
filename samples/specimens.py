"""One specimen of any kind: which module draws it, and what a reader must find on it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from PIL import Image

from extractors.vocabulary import DocumentKind as Kind
from samples import certificates, screens, wear
from samples.bodies import Body, invent_body
from samples.companies import Company, invent, inventory
from samples.icp import Site, icp
from samples.layout import layouts
from samples.letter import letter
from samples.licence import Truth, licence
from samples.other import other
from samples.product import Product, invent_product
from samples.sheet import Sheet
from samples.trademark import Mark, trademark
from samples.trademark_record import REGISTERED, invent_record, unregistered_state

TABLES = {
    Kind.BUSINESS_LICENSE: "licence",
    Kind.ORGANIZATION_CODE_CERTIFICATE: "organization_code",
    Kind.SOCIAL_CREDIT_CODE_CERTIFICATE: "social_credit_code",
    Kind.INSTITUTION_CERTIFICATE: "institution",
    Kind.TRADEMARK_CERTIFICATE: "trademark",
    Kind.ICP_SCREENSHOT: "icp",
    Kind.AUTHORIZATION_LETTER: "letter",
    Kind.OTHER: "other",
}
"""Kinds that are printed, with the table of their layouts; further layouts are screens (screens.yaml)."""

TRADER_LAYOUT, BRANCH_LAYOUT = "portrait-trader", "portrait-branch"
BRANCH = "样本区分公司"
RECORD_LAYOUT, DEVICES = "web-record", 5
"""Of so many records made up, one is that of a mark without words."""
MARK_STYLES = ("song", "song-medium", "hei-bold", "kai")


@dataclass(frozen=True)
class Content:
    """What a document says: a licence only the company, a trademark certificate its mark too, a filing its site, …"""

    company: Company
    mark: Mark | None = None
    site: Site | None = None
    words: str = ""
    body: Body | None = None
    partner: Company | None = None
    product: Product | None = None


Drawer = Callable[[str, Content, int], tuple[Sheet, Truth]]

DRAWERS: dict[Kind, Drawer] = {
    Kind.BUSINESS_LICENSE: lambda layout, says, seed: licence(layout, says.company, seed),
    Kind.TRADEMARK_CERTIFICATE: lambda layout, says, seed: trademark(layout, says.company, says.mark or Mark(), seed),
    Kind.ICP_SCREENSHOT: lambda layout, says, seed: icp(layout, says.company, says.site or Site(name="样本网", domain="a.example"), seed),
    Kind.ORGANIZATION_CODE_CERTIFICATE: lambda layout, says, seed: certificates.organization_code(layout, says.company, seed),
    Kind.SOCIAL_CREDIT_CODE_CERTIFICATE: lambda layout, says, seed: certificates.social_credit_code(
        layout, says.body or invent_body(seed, "organs"), seed
    ),
    Kind.INSTITUTION_CERTIFICATE: lambda layout, says, seed: certificates.institution(
        layout, says.body or invent_body(seed, "institutions"), seed
    ),
    Kind.AUTHORIZATION_LETTER: lambda layout, says, seed: letter(
        layout, says.company, says.partner or invent(seed + 1), says.words or "样本", seed
    ),
    Kind.OTHER: lambda layout, says, seed: other(layout, says.company, says.words, seed),
}


def draw_names(kind: Kind) -> tuple[str, ...]:
    """The layouts in which a kind of document can be drawn."""
    return (*(layouts(TABLES[kind]) if kind in TABLES else ()), *screens.names(kind))


def letter_height(kind: Kind, layout: str) -> int:
    """How large the values of a layout are printed, in pixels."""
    return screens.screen(layout).letters * screens.SCALE if layout in screens.names(kind) else layouts(TABLES[kind])[layout].style.size


def draw(kind: Kind, layout: str, content: Content, seed: int) -> tuple[Sheet, Truth]:
    """A document as it came from the printer or stands on the screen, and its true values by field name."""
    if layout in screens.names(kind):
        return screens.draw(layout, on_screen(kind, content, seed))
    return DRAWERS[kind](layout, content, seed)


def on_screen(kind: Kind, content: Content, seed: int) -> screens.Content:
    """What a screen shows: an app or account with its owner, or the record of a mark."""
    if kind in (Kind.TRADEMARK_CERTIFICATE, Kind.OTHER):
        state = unregistered_state(seed) if kind is Kind.OTHER else REGISTERED
        return {"record": invent_record(content.company, content.mark or Mark(), seed, state)}
    product = content.product or invent_product(content.company, seed)
    return {"product": product, "owner": product.owner}


def specimen(
    kind: str, layout: str, seed: int, wear_steps: Iterable[Mapping[str, Mapping[str, Any]]] | None = None
) -> tuple[Image.Image, Truth]:
    """A specimen whose content is made up from the seed: the picture after the wear, and its true values by field name."""
    sheet, truth = draw(Kind(kind), layout, made_up(layout, seed), seed)
    steps = [{name: dict(parameters) for name, parameters in step.items()} for step in wear_steps or ()]
    return wear.apply(sheet.image, steps, seed), truth


def made_up(layout: str, seed: int) -> Content:
    """Content from a seed."""
    rng = Random(seed)
    brand = rng.choice(inventory().brands)
    mark = Mark(words=brand, style=rng.choice(MARK_STYLES), registered=date(rng.randrange(2014, 2024), rng.randrange(1, 13), 7))
    site = Site(name=f"{brand}网", domain=f"site{seed}.example")
    company = invent(seed, shop=layout == TRADER_LAYOUT)
    if layout == BRANCH_LAYOUT:
        company = invent(seed, name=company.name + BRANCH)
    if layout == RECORD_LAYOUT and seed % DEVICES == 0:
        mark = mark.model_copy(update={"words": ""})
    return Content(company=company, mark=mark, site=site, words=brand)
