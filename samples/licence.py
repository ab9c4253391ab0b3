"""Business licences: 营业执照 in the layouts of licence.yaml."""

from datetime import timedelta
from random import Random

from samples.companies import Company
from samples.layout import Layout, Values, chinese_date, layouts, print_page
from samples.qr import licence_url
from samples.sheet import Sheet

Truth = dict[str, str]
LONG_TERM = "长期"


def licence(layout_name: str, company: Company, seed: int) -> tuple[Sheet, Truth]:
    """A licence of a company, and what a reader must find on it."""
    layout = layouts("licence")[layout_name]
    values = _values(company, layout, Random(seed))
    return print_page(layout, values, seed), _truth(company, layout, values["term"])


def _values(company: Company, layout: Layout, rng: Random) -> Values:
    begins = chinese_date(company.established)
    return company.model_dump() | {
        "city": company.region.city,
        "established": begins,
        "term": f"{begins} 至 {chinese_date(company.valid_to)}"
        if company.valid_to
        else rng.choice((LONG_TERM, f"{begins} 至 {LONG_TERM}")),
        "issued": max(company.established, layout.since + timedelta(days=rng.randrange(600))),
        "url": licence_url(company.credit_code),
    }


def _truth(company: Company, layout: Layout, term: str) -> Truth:
    truth = {"entity_name": company.name, "legal_representative": company.person}
    truth |= {number: getattr(company, number) for number in ("credit_code", "registration_number") if f"{{{number}}}" in layout.printed}
    if "{term}" in layout.printed:
        truth["valid_to"] = company.valid_to.isoformat() if company.valid_to else LONG_TERM
        # a term that is only 长期 does not say when it began
        truth |= {} if term == LONG_TERM else {"valid_from": company.established.isoformat()}
    return truth
