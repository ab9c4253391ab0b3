"""A scrawl where somebody signs; it is nobody's name."""

from math import cos, sin
from random import Random

from samples.sheet import Sheet, smooth

WIDTH = 230


def scrawl(sheet: Sheet, at: tuple[int, int], rng: Random) -> None:
    """Sign the sheet; `at` is where the pen begins."""
    slow, fast, tilt = rng.uniform(9, 13), rng.uniform(25, 33), rng.uniform(-20, 20)
    course = [k / 200 for k in range(201)]
    points = [(at[0] + WIDTH * t + 26 * sin(fast * t), at[1] + tilt * t + 34 * sin(slow * t) + 18 * cos(fast * t)) for t in course]
    layer = smooth(
        sheet.image.size,
        lambda draw, k: draw.line([(x * k, y * k) for x, y in points], fill=(20, 20, 30), width=4 * k, joint="curve"),
        scale=2,
    )
    sheet.image.paste(layer, (0, 0), layer)
