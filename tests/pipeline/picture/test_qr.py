"""QR codes are read whatever their text is encoded in."""

import numpy as np
import pytest
import zxingcpp

from pipeline.picture.geometry import Image, turned
from pipeline.picture.qr import QrReader
from tests.factory import picture

TEXT = "名称:北京星槎云计算有限公司"


def page_with(*contents: str | bytes) -> Image:
    """White paper with QR codes in a row."""
    page = picture(300 * max(1, len(contents)) + 100, 400)
    for number, content in enumerate(contents):
        code = np.array(zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode), scale=5))
        page[50 : 50 + code.shape[0], 50 + 300 * number : 50 + 300 * number + code.shape[1]] = code[:, :, None]
    return page


@pytest.mark.parametrize("content", [TEXT, TEXT.encode("gb18030"), TEXT.encode("utf8")])
def test_chinese_text_in_any_encoding(content: str | bytes) -> None:
    assert QrReader().read(page_with(content)) == (TEXT,)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turned_code(degrees: int) -> None:
    assert QrReader().read(turned(page_with(TEXT), degrees)) == (TEXT,)


def test_several_codes_in_an_order_of_their_own() -> None:
    assert QrReader().read(page_with("b", "a")) == ("a", "b")


def test_a_page_without_a_code() -> None:
    assert QrReader().read(picture(400, 300)) == ()


def test_the_version_is_told() -> None:
    assert QrReader().version()[0].isdigit()
