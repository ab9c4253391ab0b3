"""Red round seals: a ring, a name along its upper arc, a star."""

from math import cos, pi, radians, sin
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from samples.fonts import font
from samples.sheet import Colour

RED: Colour = (214, 38, 46)
_SCALE = 3


def seal(diameter: int, name: str, seed: int, *, below: str = "样本", colour: Colour = RED, strength: float = 0.85) -> Image.Image:
    """A seal of a diameter in pixels with an alpha channel; `strength` 0-1 is how much ink came off, `seed` wears it."""
    size = diameter * _SCALE
    picture = Image.new("RGBA", (size, size), (*colour, 0))
    draw = ImageDraw.Draw(picture)
    ring = size // 28
    draw.ellipse((ring, ring, size - ring, size - ring), outline=(*colour, 255), width=ring)
    draw.polygon(star((size / 2, size / 2), size * 0.15), fill=(*colour, 255))
    _curved_text(picture, name, size, colour)
    draw.text((size / 2, size * 0.76), below, font=font("song-bold", size // 11), fill=(*colour, 255), anchor="mm")
    picture = picture.reduce(_SCALE)
    picture.putalpha(_worn(picture.getchannel("A"), strength, Random(seed)))
    return picture.rotate(Random(seed).uniform(-8, 8), Image.Resampling.BICUBIC)


def star(centre: tuple[float, float], radius: float, *, turn: float = -90) -> list[tuple[float, float]]:
    """The ten corners of a five-pointed star; `turn` is the direction of its first point in degrees."""
    angles = [radians(turn + 36 * k) for k in range(10)]
    lengths = [radius if k % 2 == 0 else radius * 0.382 for k in range(10)]
    return [(centre[0] + length * cos(angle), centre[1] + length * sin(angle)) for angle, length in zip(angles, lengths, strict=True)]


def _curved_text(picture: Image.Image, text: str, size: int, colour: Colour) -> None:
    height = size // 8 if len(text) <= 14 else size // 9
    radius = size * 0.385
    # at most 250 degrees of arc, less for a short name
    arc = min(250.0, 24.0 * len(text))
    for place, char in enumerate(text):
        angle = -arc / 2 + arc * (place + 0.5) / len(text)
        glyph = Image.new("RGBA", (height * 2, height * 2), (*colour, 0))
        ImageDraw.Draw(glyph).text((height, height), char, font=font("song-bold", height), fill=(*colour, 255), anchor="mm")
        # a seal's characters are narrow and tall
        glyph = glyph.resize((round(glyph.width * 0.8), round(glyph.height * 1.1))).rotate(-angle, Image.Resampling.BICUBIC, expand=True)
        x = size / 2 + radius * sin(angle * pi / 180)
        y = size / 2 - radius * cos(angle * pi / 180)
        picture.alpha_composite(glyph, (round(x - glyph.width / 2), round(y - glyph.height / 2)))


def _worn(alpha: Image.Image, strength: float, rng: Random) -> Image.Image:
    """Ink that came off unevenly: softly mottled and a little blurred."""
    small = (max(alpha.width // 6, 1), max(alpha.height // 6, 1))
    mottle = Image.new("L", small)
    mottle.putdata([rng.randrange(150, 256) for _ in range(small[0] * small[1])])
    mottle = mottle.resize(alpha.size, Image.Resampling.BICUBIC)
    soft = alpha.filter(ImageFilter.GaussianBlur(0.5))
    return Image.composite(soft, Image.new("L", alpha.size), mottle.point(lambda value: round(value * strength)))
