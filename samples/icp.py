"""Screens that show an ICP filing, in the layouts of icp.yaml."""

from datetime import date, timedelta
from random import Random

from pydantic import BaseModel, ConfigDict

from samples.companies import Company
from samples.layout import layouts, print_page
from samples.licence import Truth
from samples.sheet import Sheet


class Site(BaseModel):
    """A web site: its name and its domain, which ends in .example so that it is nobody's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    domain: str


def icp(layout_name: str, company: Company, site: Site, seed: int) -> tuple[Sheet, Truth]:
    """The screen of a site that a company filed, and what a reader must find on it."""
    layout, rng = layouts("icp")[layout_name], Random(seed)
    # no serial number begins with 00
    subject_number = f"{company.region.icp}ICP备00{rng.randrange(10**6):06d}号"
    values = company.model_dump() | {
        "holder": company.name,
        "site_name": site.name,
        "domain": site.domain,
        "subject_number": subject_number,
        "site_number": f"{subject_number}-{rng.randrange(1, 5)}",
        "filed": (date(2021, 1, 4) + timedelta(days=rng.randrange(700))).isoformat(),
    }
    fields = {"site_name": "site_name", "domain": "domain", "icp_number": "site_number", "icp_holder": "holder"}
    return print_page(layout, values, seed), {field: values[value] for field, value in fields.items() if f"{{{value}}}" in layout.printed}
