"""Trademark certificates: 商标注册证 in the layouts of trademark.yaml."""

from datetime import date, timedelta
from math import cos, sin
from random import Random

import numpy as np
import zxingcpp
from PIL import Image, ImageChops, ImageDraw
from pydantic import BaseModel, ConfigDict

from samples.companies import Company
from samples.layout import Values, chinese_date, layouts, print_page
from samples.licence import Truth
from samples.scrawl import scrawl
from samples.sheet import Sheet, smooth

MARK_MIDDLE = (550, 622)
MARK_WIDTH = 620
GOODS = {
    9: "计算机软件（已录制）；可下载的手机应用软件；数据处理设备；电子监控装置；网络通信设备",
    35: "广告；商业管理辅助；替他人推销；为商品和服务的买卖双方提供在线市场",
    43: "餐厅；咖啡馆；流动饮食供应；茶馆；自助餐厅",
}


class Mark(BaseModel):
    """What is registered: words in a face, or a device without words. `registered` until ten years later."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str = ""
    style: str = "song"
    nice_class: int = 9
    registered: date = date(2019, 6, 21)

    @property
    def expires(self) -> date:
        """A registration runs ten years; it ends on the day before."""
        return self.registered.replace(year=self.registered.year + 10) - timedelta(days=1)


def trademark(layout_name: str, company: Company, mark: Mark, seed: int) -> tuple[Sheet, Truth]:
    """A certificate of a mark that a company registered, and what a reader must find on it."""
    layout, rng = layouts("trademark")[layout_name], Random(seed)
    # numbers from 99000000 are far from being given out
    number = str(99_000_000 + rng.randrange(1_000_000))
    sheet = print_page(layout, _values(company, mark, number), seed)
    _print_mark(sheet, mark, rng)
    if layout_name == "electronic":
        sheet.stamp(_barcode(f"TMZC{number}D01T{mark.registered:%y%m%d}"), (222, 178))
        sheet.text((222, 200), f"*TMZC{number}D01T{mark.registered:%y%m%d}*", "hei", 14, anchor="mt")
    if layout.scrawl:
        scrawl(sheet, layout.scrawl, rng)
    return sheet, _truth(company, mark, number)


def _values(company: Company, mark: Mark, number: str) -> Values:
    return {
        "number": number,
        "nice_class": mark.nice_class,
        "goods": GOODS[mark.nice_class],
        "registrant": company.name,
        "address": company.address,
        "registered": chinese_date(mark.registered),
        "expires": chinese_date(mark.expires),
    }


def _truth(company: Company, mark: Mark, number: str) -> Truth:
    words = {"mark_text": mark.words} if mark.words else {}
    dates = {"valid_from": mark.registered.isoformat(), "valid_to": mark.expires.isoformat()}
    return {"trademark_number": number, "registrant": company.name} | words | dates


def _print_mark(sheet: Sheet, mark: Mark, rng: Random) -> None:
    if mark.words:
        size = min(64, MARK_WIDTH // len(mark.words))
        sheet.text(MARK_MIDDLE, mark.words, mark.style, size, anchor="mm", spacing=size * 0.1)
    else:
        sheet.paste(_device(240, rng), MARK_MIDDLE)


def _device(size: int, rng: Random) -> Image.Image:
    """A device mark: leaves around a ring, no words."""
    leaves, twist = rng.randrange(5, 9), rng.uniform(0.3, 0.9)

    def paint(draw: ImageDraw.ImageDraw, scale: int) -> None:
        middle, reach = size * scale / 2, size * scale * 0.46
        for leaf in range(leaves):
            turn = leaf * 2 * np.pi / leaves
            tips = [
                (middle + reach * part * cos(turn + bend), middle + reach * part * sin(turn + bend))
                for part, bend in ((0.3, 0), (0.8, -0.2), (1, twist), (0.6, 0.4))
            ]
            draw.polygon(tips, fill=(30, 30, 30))
        draw.ellipse((middle * 0.75, middle * 0.75, middle * 1.25, middle * 1.25), outline=(30, 30, 30), width=6 * scale)

    return smooth((size, size), paint)


def _barcode(text: str) -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.PDF417)
    paper = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(code, scale=1, add_quiet_zones=False))).resize(
        (264, 30), Image.Resampling.BOX
    )
    ink = Image.new("RGBA", paper.size, (20, 20, 20, 255))
    ink.putalpha(ImageChops.invert(paper))
    return ink
