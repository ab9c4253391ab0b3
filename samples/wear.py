"""What happens to a picture between the paper and the upload: named, seeded effects, each a plain function.

Lengths are pixels or, where it says so, parts of the picture's width and height; 0 is the left or top edge, 1 the right or bottom edge.
"""

import inspect
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from samples.camera import dim, exposure, glare, grain_of, moire, motion, perspective, picture_of, screen, shadow
from samples.fonts import font
from samples.seal import seal

Effect = Callable[..., Image.Image]
Step = dict[str, dict[str, Any]]


def apply(image: Image.Image, steps: list[Step], seed: int) -> Image.Image:
    """The picture after every step, in their order; a step is `{name: {parameter: value}}`. The same seed gives the same picture."""
    rng = Random(seed)
    for step in steps:
        for name, parameters in step.items():
            image = EFFECTS[name](image, rng, **parameters)
    return image


def check(step: Step) -> None:
    """Raise ValueError or TypeError where a step names no effect or gives it what it does not take."""
    for name, parameters in step.items():
        if name not in EFFECTS:
            raise ValueError(f"no wear is called {name}; there are {', '.join(sorted(EFFECTS))}")
        inspect.signature(EFFECTS[name]).bind(None, None, **parameters)


def blur(image: Image.Image, rng: Random, *, radius: float) -> Image.Image:
    """Out of focus; radius in pixels."""
    return image.filter(ImageFilter.GaussianBlur(radius))


def noise(image: Image.Image, rng: Random, *, strength: float) -> Image.Image:
    """Sensor noise; strength is its standard deviation in grey levels (0-255)."""
    grain = grain_of(rng).normal(0, strength, (image.height, image.width, 1))
    return picture_of(np.asarray(image, np.float64) + grain)


def jpeg(image: Image.Image, rng: Random, *, quality: int) -> Image.Image:
    """Saved once as JPEG at a quality 1-95."""
    stored = BytesIO()
    image.save(stored, "JPEG", quality=quality)
    return Image.open(stored).convert("RGB")


def low_resolution(image: Image.Image, rng: Random, *, longer_side: int) -> Image.Image:
    """Reduced until the longer side has that many pixels."""
    reduced = image.copy()
    reduced.thumbnail((longer_side, longer_side), Image.Resampling.LANCZOS)
    return reduced


def rotate(image: Image.Image, rng: Random, *, degrees: float) -> Image.Image:
    """Laid askew on a scanner, counter-clockwise; the glass around it is white."""
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(250, 250, 250))


def turn(image: Image.Image, rng: Random, *, degrees: int) -> Image.Image:
    """Turned by 90, 180 or 270 degrees counter-clockwise."""
    return image.transpose({90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}[degrees])


def grey_copy(image: Image.Image, rng: Random, *, contrast: float = 1.25) -> Image.Image:
    """A photocopy without colour, its contrast raised."""
    return ImageEnhance.Contrast(image.convert("L")).enhance(contrast).convert("RGB")


def seal_over(image: Image.Image, rng: Random, *, x: float, y: float, name: str, diameter: float = 0.2) -> Image.Image:
    """A company's seal pressed on the picture at a place; diameter as part of the width."""
    size = round(image.width * diameter)
    stamp = seal(size, name, rng.randrange(1000), colour=(210, 40, 60), strength=0.7)
    corner = (round(x * image.width - size / 2), round(y * image.height - size / 2))
    ink = Image.new("RGB", image.size, "white")
    ink.paste(stamp, corner, stamp)
    return picture_of(np.asarray(image, np.float64) * np.asarray(ink) / 255)


def watermark(
    image: Image.Image, rng: Random, *, text: str, size: float = 0.028, opacity: float = 0.28, degrees: float = 24
) -> Image.Image:
    """A text slanting over the whole picture, as people put on copies; size as part of the width."""
    face = font("hei", round(image.width * size))
    reach = int(np.hypot(*image.size))
    layer = Image.new("L", (reach, reach), 0)
    draw = ImageDraw.Draw(layer)
    for row, y in enumerate(range(0, reach, round(face.size * 7))):
        for x in range(-(row % 2) * 200, reach, round(face.getlength(text) + face.size * 3)):
            draw.text((x, y), text, font=face, fill=round(255 * opacity))
    layer = layer.rotate(degrees, Image.Resampling.BICUBIC)
    corner = ((reach - image.width) // 2, (reach - image.height) // 2)
    layer = layer.crop((*corner, corner[0] + image.width, corner[1] + image.height))
    return Image.composite(Image.new("RGB", image.size, (110, 110, 120)), image, layer)


def crop(image: Image.Image, rng: Random, *, left: float = 0, top: float = 0, right: float = 1, bottom: float = 1) -> Image.Image:
    """Only the part between those edges (parts of the size)."""
    return image.crop((round(left * image.width), round(top * image.height), round(right * image.width), round(bottom * image.height)))


EFFECTS: dict[str, Effect] = {
    effect.__name__: effect
    for effect in (
        blur,
        noise,
        jpeg,
        low_resolution,
        rotate,
        turn,
        perspective,
        shadow,
        glare,
        grey_copy,
        seal_over,
        watermark,
        crop,
        screen,
        moire,
        motion,
        dim,
        exposure,
    )
}
