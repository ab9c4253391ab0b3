"""Invented companies: who they are, and how one is made up from a seed."""

from datetime import date
from functools import cache
from random import Random
from typing import Any

from pydantic import BaseModel, ConfigDict

from samples import numbers
from samples.data import load_yaml


class Region(BaseModel):
    """A place that a company says it is in; `code` is six digits that no real county has."""

    name: str
    city: str
    code: str
    icp: str


class Inventory(BaseModel):
    """The parts that companies are made of: inventory.yaml."""

    regions: dict[str, Region]
    brands: tuple[str, ...]
    trades: dict[str, str]
    shops: dict[str, str]
    forms: tuple[str, ...]
    types: dict[str, str]
    approval: str
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    streets: tuple[str, ...]


class Company(BaseModel):
    """One invented company, with everything that its documents print. No `valid_to` means 长期."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    region: Region
    type: str
    scope: str
    person: str
    capital: str
    address: str
    credit_code: str
    registration_number: str
    established: date
    valid_to: date | None


@cache
def inventory() -> Inventory:
    return Inventory.model_validate(load_yaml("inventory.yaml"))


def invent(seed: int, *, region: str = "", shop: bool = False, **given: Any) -> Company:
    """A company made up from a seed, or the shop of a sole trader.

    `region` is a key of the inventory, anything else given is taken as it is.
    """
    stock, rng = inventory(), Random(seed)
    place = stock.regions[region or rng.choice(sorted(stock.regions))]
    name = given.get("name") or _name(stock, place, shop, rng)
    street = f"{rng.choice(stock.streets)}{rng.randrange(1, 300)}号{rng.randrange(1, 20)}幢{rng.randrange(101, 2900)}室"
    established = date(rng.randrange(2005, 2014), rng.randrange(1, 13), rng.randrange(1, 28))
    made_up = {
        "name": name,
        "region": place,
        "type": _first_in(name, stock.types, "有限公司"),
        "scope": _first_in(name, stock.trades | stock.shops, "贸易") + stock.approval,
        "person": rng.choice(stock.people),
        "capital": rng.choice(stock.capitals),
        "address": f"{place.city}样本区{street}",
        "credit_code": numbers.credit_code(place.code, rng),
        "registration_number": numbers.registration_number(place.code, rng, individual=name.endswith("店")),
        "established": established,
        "valid_to": rng.choice((None, established.replace(year=established.year + 30))),
    }
    return Company.model_validate(made_up | given)


def _name(stock: Inventory, place: Region, shop: bool, rng: Random) -> str:
    brand = rng.choice(stock.brands)
    if shop:
        return f"{place.city}样本区{brand}{rng.choice(sorted(stock.shops))}"
    return f"{place.name}{brand}{rng.choice(sorted(stock.trades))}{rng.choice(stock.forms)}"


def _first_in(name: str, table: dict[str, str], default: str) -> str:
    """The entry of the longest key that stands in the name."""
    keys = sorted((key for key in table if key in name), key=len, reverse=True)
    return table[keys[0] if keys else default]
