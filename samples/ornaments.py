"""What makes a certificate look like one: frames, a roundel in place of the national emblem, a gold title, the mark 样本."""

from functools import cache
from math import pi, sin

from PIL import Image, ImageDraw

from samples.fonts import font
from samples.seal import star
from samples.sheet import Colour, PlacedText, Sheet, Size, smooth

GOLD: Colour = (196, 158, 62)
RED: Colour = (206, 36, 40)
PALE: Colour = (148, 160, 190)
Box = tuple[int, int, int, int]


def frame(sheet: Sheet, style: str, box: Box, size: int, colour: Colour) -> None:
    """A frame of that style around the page: see layout.Frame."""
    if style == "line":
        sheet.draw.rectangle(box, outline=colour, width=size)
    else:
        (meander if style == "meander" else guilloche)(sheet, box, size, colour)


def meander(sheet: Sheet, box: Box, pitch: int, colour: Colour) -> None:
    """A frame of Greek keys between two lines; `pitch` is the length of one key, `box` its outer edge."""
    left, top, right, bottom = box
    layer = smooth(
        sheet.image.size, lambda draw, k: _meander(draw, (left * k, top * k, right * k, bottom * k), pitch * k, colour, k), scale=2
    )
    sheet.image.paste(layer, (0, 0), layer)


def _meander(draw: ImageDraw.ImageDraw, box: Box, pitch: int, colour: Colour, scale: int) -> None:
    left, top, right, bottom = box
    for inset in (0, round(pitch * 1.5)):
        draw.rectangle((left + inset, top + inset, right - inset, bottom - inset), outline=colour, width=scale)
    # one key as steps of a quarter pitch along the edge (x) and across the band (y)
    key = ((0, 4), (0, 0), (3, 0), (3, 3), (1.4, 3), (1.4, 1.6), (2.2, 1.6))
    unit, band = pitch / 4, pitch * 0.25
    for start in _steps(left + pitch, right - 2 * pitch, pitch):
        draw.line([(start + x * unit, top + band + y * unit) for x, y in key], fill=colour, width=scale)
        draw.line([(start + x * unit, bottom - band - y * unit) for x, y in key], fill=colour, width=scale)
    for start in _steps(top + pitch, bottom - 2 * pitch, pitch):
        draw.line([(left + band + y * unit, start + x * unit) for x, y in key], fill=colour, width=scale)
        draw.line([(right - band - y * unit, start + x * unit) for x, y in key], fill=colour, width=scale)


def guilloche(sheet: Sheet, box: Box, band: int, colour: Colour) -> None:
    """A frame of interlaced waves, `band` pixels wide; `box` is its outer edge."""
    left, top, right, bottom = box
    layer = smooth(
        sheet.image.size, lambda draw, k: _guilloche(draw, (left * k, top * k, right * k, bottom * k), band * k, colour, k), scale=2
    )
    sheet.image.paste(layer, (0, 0), layer)


def _guilloche(draw: ImageDraw.ImageDraw, box: Box, band: int, colour: Colour, scale: int) -> None:
    left, top, right, bottom = box
    draw.rectangle(box, outline=tuple(255 - (255 - channel) // 4 for channel in colour), width=band)
    for inset in (0, band):
        draw.rectangle((left + inset, top + inset, right - inset, bottom - inset), outline=colour, width=2 * scale)
    for phase in range(5):
        for start, end, edge, across in (
            (left, right, top, False),
            (left, right, bottom - band, False),
            (top, bottom, left, True),
            (top, bottom, right - band, True),
        ):
            wave = [
                (at, edge + band / 2 + band * 0.42 * sin(2 * pi * (at - start) / (band * 1.6) + phase * pi / 5))
                for at in range(start, end, 4)
            ]
            draw.line([(y, x) if across else (x, y) for x, y in wave], fill=colour, width=scale)


def _steps(start: float, end: float, pitch: float) -> list[float]:
    """Places from start to end, as many as fit at about that pitch."""
    count = max(round((end - start) / pitch), 1)
    return [start + (end - start) * k / count for k in range(count + 1)]


@cache
def roundel(diameter: int, gold: Colour = GOLD) -> Image.Image:
    """A red disc in a golden wreath with a star over waves: stands where the national emblem stands, and is not it."""

    def paint(draw: ImageDraw.ImageDraw, scale: int) -> None:
        size = diameter * scale
        middle = size / 2
        draw.ellipse((0, 0, size, size), fill=RED)
        for petal in range(30):
            x, y = star((middle, middle), size * 0.44, turn=petal * 12)[0]
            draw.ellipse((x - size * 0.05, y - size * 0.05, x + size * 0.05, y + size * 0.05), fill=gold, outline=RED, width=scale)
        draw.ellipse((size * 0.12, size * 0.12, size * 0.88, size * 0.88), fill=RED, outline=gold, width=2 * scale)
        draw.polygon(star((middle, size * 0.38), size * 0.15), fill=gold)
        for row in range(3):
            wave = [(size * (0.22 + 0.0056 * k), size * (0.62 + 0.07 * row + 0.018 * sin(k / 4 + row))) for k in range(101)]
            draw.line(wave, fill=gold, width=3 * scale)

    return smooth((diameter, diameter), paint)


def gold_title(sheet: Sheet, centre: tuple[float, float], text: str, size: int, spacing: float, *, style: str = "song-bold") -> None:
    """A title of bold characters in shaded gold leaf."""
    face = font(style, size)
    width = round(face.getlength(text) + spacing * (len(text) - 1))
    mask = Image.new("L", (width, round(size * 1.3)))
    x, draw = 0.0, ImageDraw.Draw(mask)
    for char in text:
        draw.text((x, mask.height / 2), char, font=face, fill=255, anchor="lm", stroke_width=max(size // 45, 1), stroke_fill=255)
        x += face.getlength(char) + spacing
    corner = (round(centre[0] - width / 2), round(centre[1] - mask.height / 2))
    sheet.image.paste(_gold_leaf(mask.size), corner, mask)
    sheet.texts.append(PlacedText(text, corner[0], centre[1] - size / 2, size, spacing))


def _gold_leaf(size: Size) -> Image.Image:
    """Gold from dark to light and back, slanting."""
    dark, light = Image.new("RGB", size, (104, 76, 20)), Image.new("RGB", size, (210, 172, 78))
    shade = Image.new("L", (size[0], 1))
    shade.putdata([round(127 + 127 * sin(9 * x / size[0])) for x in range(size[0])])
    return Image.composite(light, dark, shade.resize(size))


def ghost(sheet: Sheet, word: str) -> None:
    """A word all over the paper, hardly darker than it."""
    paper = sheet.image.getpixel((0, 0))
    assert isinstance(paper, tuple)
    colour = tuple(channel - 6 for channel in paper)
    for row, y in enumerate(range(170, sheet.image.height - 120, 120)):
        for x in range(120 + 130 * (row % 2), sheet.image.width - 200, 330):
            sheet.draw.text((x, y), word, font=font("hei-bold", 34), fill=colour)


def specimen_mark(sheet: Sheet, corner: tuple[int, int], *, colour: Colour = PALE) -> None:
    """The box 样本 SPECIMEN, pale and beside the text: no specimen goes without it."""
    x, y = corner
    sheet.draw.rounded_rectangle((x, y, x + 178, y + 34), radius=6, outline=colour, width=2)
    sheet.text((x + 89, y + 17), "样本 SPECIMEN", "hei", 20, colour=colour, anchor="mm")
