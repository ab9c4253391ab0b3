"""Numbers that check themselves: credit codes, organization codes, registration numbers.

Sources: GB 32100-2015 with amendment 1 (credit code), GB 11714-1997 (organization code), GS 15-2006 (registration
number). Letters are legal in the first eight places of a credit code, which python-stdnum's module refuses, so the
check digits are computed here.
"""

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
LOOK_LIKE_DIGITS = str.maketrans("IOSZ", "1052")
"""Letters that a credit code never holds, as the digits that they look like; V, never held either, looks like none."""


def tidy_credit_code(text: str) -> str:
    """A printed code in capitals, with the letters that its alphabet excludes read as the digits they look like."""
    return text.upper().translate(LOOK_LIKE_DIGITS)


def is_credit_code(code: str) -> bool:
    """Whether both nested check characters of an 18-character credit code are right."""
    return len(code) == 18 and _credit_check(code) and is_organization_code(code[8:17])


def _credit_check(code: str) -> bool:
    if any(char not in CREDIT_ALPHABET for char in code):
        return False
    total = sum(CREDIT_ALPHABET.index(char) * weight for char, weight in zip(code, CREDIT_WEIGHTS, strict=False))
    return CREDIT_ALPHABET[(31 - total % 31) % 31] == code[17]


def is_organization_code(code: str) -> bool:
    """Whether the check character of a 9-character organization code (no hyphen) is right."""
    if len(code) != 9 or not code.isascii() or not code.isalnum():
        return False
    total = sum(int(char, 36) * weight for char, weight in zip(code, ORGANIZATION_WEIGHTS, strict=False))
    return code[8] == "0123456789X"[(11 - total % 11) % 11]


def is_registration_number(number: str) -> bool:
    """Whether a 15-digit registration number ends in its check digit (ISO 7064 MOD 11,10)."""
    if len(number) != 15 or not number.isascii() or not number.isdigit():
        return False
    product = 10
    for digit in number[:14]:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return (product + int(number[14])) % 10 == 1
