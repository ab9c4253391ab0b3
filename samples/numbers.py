"""Numbers with valid check digits, and region codes that no real place has, so that no specimen carries a real company's number.

GB 32100-2015 (credit code), GB 11714-1997 (organization code), GS 15-2006 (registration number).
"""

from random import Random

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def organization_check(body: str) -> str:
    """The check character of an 8-character organization code."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, ORGANIZATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def credit_check(body: str) -> str:
    """The check character of the first 17 characters of a credit code."""
    total = sum(CREDIT_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return CREDIT_ALPHABET[-total % 31]


def registration_check(body: str) -> str:
    """The check digit of the first 14 digits of a registration number: ISO 7064 MOD 11,10."""
    rest = 10
    for digit in body:
        total = (rest + int(digit)) % 10
        rest = 2 * (total or 10) % 11
    return str((11 - rest) % 10)


def organization_code(rng: Random) -> str:
    """An organization code without its hyphen, in the series that new registrations got from 2015."""
    body = "MA" + "".join(rng.choice(CREDIT_ALPHABET) for _ in range(6))
    return body + organization_check(body)


def numeric_organization_code(rng: Random) -> str:
    """An organization code of the older series of digits, as its certificate prints it; no code that begins with 99 was given out."""
    body = f"99{rng.randrange(10**6):06d}"
    return f"{body}-{organization_check(body)}"


def credit_code(region: str, rng: Random, *, holder: str = "91") -> str:
    """A credit code in a region of six digits; `holder` is department and category: 91 a company, 12 an institution, …"""
    body = f"{holder}{region}{organization_code(rng)}"
    return body + credit_check(body)


def registration_number(region: str, rng: Random, *, individual: bool = False) -> str:
    """A registration number of 15 digits, of a domestic enterprise or of an individual business."""
    body = f"{region}{6 if individual else 0}{rng.randrange(10**7):07d}"
    return body + registration_check(body)
