"""Business licences: 营业执照 in the layouts of licence.yaml."""

from datetime import timedelta
from random import Random

from samples.companies import Company
from samples.layout import Layout, Values, chinese_date, layouts, print_page
from samples.qr import licence_url
from samples.sheet import Sheet

Truth = dict[str, str]


def licence(layout_name: str, company: Company, seed: int) -> tuple[Sheet, Truth]:
    """A licence of a company, and what a reader must find on it."""
    layout = layouts("licence")[layout_name]
    return print_page(layout, _values(company, layout, Random(seed)), seed), _truth(company, layout)


def _values(company: Company, layout: Layout, rng: Random) -> Values:
    begins = chinese_date(company.established)
    return company.model_dump() | {
        "city": company.region.city,
        "established": begins,
        "term": f"{begins} 至 {chinese_date(company.valid_to)}" if company.valid_to else rng.choice(("长期", f"{begins} 至 长期")),
        "issued": max(company.established, layout.since + timedelta(days=rng.randrange(600))),
        "url": licence_url(company.credit_code),
    }


def _truth(company: Company, layout: Layout) -> Truth:
    truth = {"entity_name": company.name, "legal_representative": company.person}
    truth |= {number: getattr(company, number) for number in ("credit_code", "registration_number") if f"{{{number}}}" in layout.printed}
    if "{term}" in layout.printed:
        truth |= {"valid_from": company.established.isoformat(), "valid_to": company.valid_to.isoformat() if company.valid_to else "长期"}
    return truth
