"""What the QR codes of licences tell."""

import pytest

from extractors.qr_text import read_qr
from tests.factory import credit_code, registration_number

CODE, NUMBER, NAME = credit_code(), registration_number(), "北京星槎云计算有限公司"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"http://www.gsxt.gov.cn/index.html?uniscid={CODE}", {"credit_code": CODE}),
        (f"统一社会信用代码:{CODE};名称:{NAME};法定代表人:易样之", {"credit_code": CODE, "entity_name": NAME}),
        (f"统一社会信用代码：{CODE}；企业名称：{NAME}；", {"credit_code": CODE, "entity_name": NAME}),
        (f"注册号:{NUMBER}\n名称:{NAME}\n", {"registration_number": NUMBER, "entity_name": NAME}),
        (f"名称：{NAME}", {"entity_name": NAME}),
        ("http://www.example.gov.cn/", {}),
        ("", {}),
    ],
)
def test_codes_seen_on_licences(text: str, said: dict[str, str]) -> None:
    assert read_qr([text]) == said


@pytest.mark.parametrize("text", [CODE[:-1] + "V", f"{CODE}0", f"注册号:{int(NUMBER) ^ 1}", f"电话:{NUMBER}", "法定代表人名称:易样之"])
def test_what_does_not_check_or_is_something_else_is_not_told(text: str) -> None:
    assert read_qr([text]) == {}


def test_several_codes_are_told_together() -> None:
    assert read_qr([f"名称:{NAME}", f"?uniscid={CODE}"]) == {"entity_name": NAME, "credit_code": CODE}
