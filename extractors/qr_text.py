"""What a licence's QR code says: the registers of many provinces put name and number into it, others only an address.

Seen on real licences: `http://www.gsxt.gov.cn/index.html?uniscid=CODE` (2019 on), and until then lists such as
`统一社会信用代码:CODE;名称:NAME;法定代表人:…` with all kinds of separators.
"""

import re
from collections.abc import Iterable

from extractors.numbers import is_credit_code, is_registration_number
from extractors.vocabulary import FieldName

_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NP-RTUWXY]{18}(?![0-9A-Z])")
_NUMBER = re.compile(r"注册号\s*[:：]?\s*([0-9]{15})(?![0-9])")
_NAME = re.compile(r"(?:^|[\s;；,，|])(?:企业|字号|公司)?名称\s*[:：]\s*([^\s;；,，|]{2,60})")


def read_qr(texts: Iterable[str]) -> dict[FieldName, str]:
    """Name, credit code and registration number that QR codes tell; numbers only where their check digits are right."""
    found: dict[FieldName, str] = {}
    for text in texts:
        code = next((code for code in _CODE.findall(text) if is_credit_code(code)), None)
        number = next((number for number in _NUMBER.findall(text) if is_registration_number(number)), None)
        name = _NAME.search(text)
        found |= {FieldName.CREDIT_CODE: code} if code else {}
        found |= {FieldName.REGISTRATION_NUMBER: number} if number else {}
        found |= {FieldName.ENTITY_NAME: name[1]} if name else {}
    return found
