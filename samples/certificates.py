"""Certificates that are no business licences: organization code, social credit code, public institution (…yaml of their names)."""

from datetime import date, timedelta
from random import Random

from samples import numbers
from samples.bodies import Body
from samples.companies import Company
from samples.layout import Layout, Values, chinese_date, layouts, print_page
from samples.licence import Truth
from samples.sheet import Sheet

DIGITS = "〇一二三四五六七八九"


def organization_code(layout_name: str, holder: Company, seed: int) -> tuple[Sheet, Truth]:
    """An organization code certificate of a company, from the years before the credit code; it runs four years."""
    layout, rng = layouts("organization_code")[layout_name], Random(seed)
    issued = max(holder.established, layout.since) + timedelta(days=rng.randrange(600))
    expires = issued.replace(year=issued.year + 4, day=min(issued.day, 28))
    code, serial = numbers.numeric_organization_code(rng), f"{rng.randrange(10**5):05d}"
    values = holder.model_dump() | {
        "region": holder.region,
        "code": code,
        "nature": "企业法人",
        "authority": f"{holder.region.city}质量技术监督局",
        "year": issued.year,
        "serial": serial,
        "registration": f"组代管{holder.region.code}-00{serial}",
        "issued": chinese_date(issued),
        "expires": chinese_date(expires),
        "issued_words": date_in_words(issued),
        "expires_words": date_in_words(expires),
    }
    truth = {"entity_name": holder.name, "organization_code": code, "registration_number": values["registration"]}
    return print_page(layout, values, seed), truth | {"valid_from": issued.isoformat(), "valid_to": expires.isoformat()}


def social_credit_code(layout_name: str, body: Body, seed: int) -> tuple[Sheet, Truth]:
    """A certificate of the credit code of an organ or a committee."""
    return _of_body(layouts("social_credit_code")[layout_name], body, seed)


def institution(layout_name: str, body: Body, seed: int) -> tuple[Sheet, Truth]:
    """A certificate of a public institution, with the former number (事证第 … 号) or with the credit code."""
    return _of_body(layouts("institution")[layout_name], body, seed)


def date_in_words(day: date) -> str:
    """二〇一五年八月六日."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_up_to_99(day.month)}月{_up_to_99(day.day)}日"


def _of_body(layout: Layout, body: Body, seed: int) -> tuple[Sheet, Truth]:
    values: Values = body.model_dump() | {"issued": chinese_date(body.issued), "expires": chinese_date(body.expires)}
    sheet = print_page(layout, values, seed)
    shown: dict[str, tuple[str, str]] = {
        "entity_name": ("name", body.name),
        "legal_representative": ("person", body.person),
        "credit_code": ("credit_code", body.credit_code),
        "registration_number": ("certificate_number", f"事证第{body.certificate_number}号"),
        "valid_from": ("expires", body.issued.isoformat()),
        "valid_to": ("expires", body.expires.isoformat()),
    }
    return sheet, {field: value for field, (name, value) in shown.items() if f"{{{name}}}" in layout.printed}


def _up_to_99(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")
