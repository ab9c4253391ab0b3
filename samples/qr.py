"""The QR code of a licence, and bar codes."""

import numpy as np
import zxingcpp
from PIL import Image, ImageChops

QUIET_MODULES = 1


def licence_url(credit_code: str) -> str:
    """What the QR code of the 2019 licence says."""
    return f"http://www.gsxt.gov.cn/index.html?uniscid={credit_code}"


def qr(text: str, size: int) -> Image.Image:
    """The QR code of a text as black ink with an alpha channel, `size` pixels wide and high."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = np.pad(np.array(zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False)), QUIET_MODULES, constant_values=255)
    return _ink(Image.fromarray(modules).resize((size, size), Image.Resampling.BOX))


def stripes(text: str, width: int) -> Image.Image:
    """A text as the stripes of Code 39 with an alpha channel, a sixth as high as wide."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code39)
    row = np.array(zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=False))[:1]
    return _ink(Image.fromarray(row).resize((width, width // 6), Image.Resampling.BOX))


def _ink(paper: Image.Image) -> Image.Image:
    ink = Image.new("RGBA", paper.size, (20, 20, 20, 255))
    ink.putalpha(ImageChops.invert(paper))
    return ink
