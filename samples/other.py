"""Pictures that are no evidence for a signature, in the layouts of other.yaml."""

from datetime import date, timedelta
from random import Random

from samples.companies import Company
from samples.layout import chinese_date, layouts, print_page
from samples.licence import Truth
from samples.sheet import Sheet


def other(layout_name: str, company: Company, words: str, seed: int) -> tuple[Sheet, Truth]:
    """A picture without any field that proves something."""
    rng = Random(seed)
    issued = chinese_date(date(2023, 1, 9) + timedelta(days=rng.randrange(200)))
    values = company.model_dump() | {"words": words, "number": 99_000_000 + rng.randrange(1_000_000), "issued": issued}
    return print_page(layouts("other")[layout_name], values, seed), {}
