"""Invented apps and accounts."""

from random import Random

from pydantic import BaseModel, ConfigDict

from samples.companies import Company, inventory
from samples.data import load_yaml


class Product(BaseModel):
    """What a store's or a platform's settings page says of an app, an official account or a mini program."""

    model_config = ConfigDict(frozen=True)

    name: str
    owner: Company
    about: str
    package: str
    number: str
    original_id: str
    app_id: str
    handle: str
    email: str
    version: str
    colour: str


def invent_product(owner: Company, seed: int) -> Product:
    """A product of a company, made up from a seed. Packages begin with example, original ids with gh_00."""
    rng, stock = Random(seed), load_yaml("products.yaml")
    handle = f"yangben{seed % 10000}"
    name, about = rng.choice(stock["products"])
    return Product(
        name=f"{rng.choice(inventory().brands)}{name}",
        owner=owner,
        about=about,
        package=f"example.{handle}.{rng.choice(stock['packages'])}",
        number=f"99{rng.randrange(10**8):08d}",
        original_id=f"gh_00{rng.getrandbits(40):010x}",
        app_id=f"wx00{rng.getrandbits(56):014x}",
        handle=handle,
        email=f"{handle}@mail.example",
        version=f"{rng.randrange(1, 9)}.{rng.randrange(10)}.{rng.randrange(20)}",
        colour=rng.choice(stock["colours"]),
    )
