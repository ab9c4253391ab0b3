"""Authorization letters: one company lets another use its signature, in the wordings of letter.yaml."""

from datetime import date, timedelta
from random import Random

from samples.companies import Company
from samples.layout import chinese_date, layouts, print_page
from samples.licence import Truth
from samples.scrawl import scrawl
from samples.sheet import Sheet


def letter(layout_name: str, authorizing: Company, authorized: Company, signature: str, seed: int) -> tuple[Sheet, Truth]:
    """A letter with the seal of the company that authorizes, and what a reader must find on it."""
    layout, rng = layouts("letter")[layout_name], Random(seed)
    begins = date(2022, 1, 4) + timedelta(days=rng.randrange(900))
    ends = begins.replace(year=begins.year + rng.randrange(1, 4), day=min(begins.day, 28))
    values = {
        "authorizing": authorizing.name,
        "authorizing_code": authorizing.credit_code,
        "authorized": authorized.name,
        "authorized_code": authorized.credit_code,
        "signature": signature,
        "begins": chinese_date(begins),
        "ends": chinese_date(ends),
        "begins_iso": begins.isoformat(),
        "ends_iso": ends.isoformat(),
        "signed": chinese_date(begins),
    }
    sheet = print_page(layout, values, seed)
    if layout.scrawl:
        scrawl(sheet, layout.scrawl, rng)
    truth = {"authorizing_party": authorizing.name, "authorized_party": authorized.name}
    return sheet, truth | {"letter_signature": signature, "letter_valid_to": ends.isoformat()}
