"""Invented public institutions, organs and committees: who holds the certificates that are not for companies."""

from datetime import date
from functools import cache
from random import Random

from pydantic import BaseModel, ConfigDict

from samples import numbers
from samples.companies import Region, inventory
from samples.data import load_yaml


class Sort(BaseModel):
    """A sort of body: what its name ends with, the first two characters of its credit code, what it is and does."""

    ending: str
    holder: str = "12"
    nature: str = "事业单位"
    purpose: str = ""
    authority: str = "机构编制委员会办公室"


class Body(BaseModel):
    """One invented body, with everything that its certificate prints."""

    model_config = ConfigDict(frozen=True)

    name: str
    region: Region
    nature: str
    purpose: str
    person: str
    address: str
    credit_code: str
    certificate_number: str
    capital: str
    sponsor: str
    authority: str
    issued: date

    @property
    def expires(self) -> date:
        """A certificate runs five years."""
        return self.issued.replace(year=self.issued.year + 5)


@cache
def sorts() -> dict[str, tuple[Sort, ...]]:
    """`institutions` and `organs`, from bodies.yaml."""
    return {group: tuple(Sort.model_validate(sort) for sort in members) for group, members in load_yaml("bodies.yaml").items()}


def invent_body(seed: int, group: str) -> Body:
    """A body of a group of bodies.yaml, made up from a seed."""
    rng, stock = Random(seed), inventory()
    sort, place = rng.choice(sorts()[group]), stock.regions[rng.choice(sorted(stock.regions))]
    district = f"{place.city}样本区"
    return Body(
        name=f"{district}{rng.choice(stock.brands)}{sort.ending}",
        region=place,
        nature=sort.nature,
        purpose=sort.purpose,
        person=rng.choice(stock.people),
        address=f"{district}{rng.choice(stock.streets)}{rng.randrange(1, 300)}号",
        credit_code=numbers.credit_code(place.code, rng, holder=sort.holder),
        certificate_number=f"1{place.code}{rng.randrange(10**5):05d}",
        capital=f"¥{rng.randrange(20, 900)}万元",
        sponsor=f"{district}教育文化局",
        authority=f"{district}{sort.authority}",
        issued=date(rng.randrange(2017, 2023), rng.randrange(1, 13), rng.randrange(1, 28)),
    )
