"""What happens to a picture between the paper and the upload: named, seeded effects, each a plain function.

Lengths are pixels or, where it says so, parts of the picture's width and height; 0 is the left or top edge, 1 the right or bottom edge.
"""

import inspect
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from samples.fonts import font
from samples.seal import seal

Effect = Callable[..., Image.Image]
Step = dict[str, dict[str, Any]]
Corner = tuple[float, float]


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
    grain = _numpy(rng).normal(0, strength, (image.height, image.width, 1))
    return _image(np.asarray(image, np.float64) + grain)


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


def perspective(image: Image.Image, rng: Random, *, strength: float = 0.03, margin: float = 0.06) -> Image.Image:
    """Photographed from above on a desk (lengths are parts of the size).

    Every corner moves inwards by up to `strength`; the desk shows `margin` around the page.
    """
    size = (round(image.width * (1 + 2 * margin)), round(image.height * (1 + 2 * margin)))
    coefficients = _homography(_seen_corners(image.size, size, strength, rng), _corners(image.size))

    def seen(picture: Image.Image) -> Image.Image:
        return picture.transform(size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)

    desk, cover = _desk(size, rng), seen(Image.new("L", image.size, 255))
    # a sheet casts a soft shadow on the desk
    desk = Image.composite(ImageEnhance.Brightness(desk).enhance(0.45), desk, cover.filter(ImageFilter.GaussianBlur(size[0] / 90)))
    desk.paste(seen(image), (0, 0), cover.filter(ImageFilter.GaussianBlur(0.8)))
    return desk


def shadow(image: Image.Image, rng: Random, *, depth: float = 0.35) -> Image.Image:
    """The photographer's shadow over one side; depth 0-1 is how much light it takes at its darkest."""
    y, x = np.mgrid[0 : image.height, 0 : image.width]
    angle, edge = rng.uniform(0, 2 * np.pi), rng.uniform(-0.1, 0.25)
    across = np.cos(angle) * (x / image.width - 0.5) + np.sin(angle) * (y / image.height - 0.5)
    dark = depth / (1 + np.exp(-(across - edge) / 0.08))
    return _image(np.asarray(image, np.float64) * (1 - dark)[..., None])


def glare(image: Image.Image, rng: Random, *, x: float, y: float, radius: float = 0.15, strength: float = 0.9) -> Image.Image:
    """A lamp's reflection at a place, with a radius (parts of the size); strength 0-1."""
    rows, columns = np.mgrid[0 : image.height, 0 : image.width]
    distance = np.hypot(columns / image.width - x, (rows / image.height - y) * image.height / image.width)
    light = strength * np.exp(-((distance / radius) ** 2))
    pixels = np.asarray(image, np.float64)
    return _image(pixels + (255 - pixels) * light[..., None])


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
    return _image(np.asarray(image, np.float64) * np.asarray(ink) / 255)


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


def screen(image: Image.Image, rng: Random, *, strength: float = 10) -> Image.Image:
    """Photographed from a screen: slanting stripes of a few grey levels."""
    y, x = np.mgrid[0 : image.height, 0 : image.width]
    stripes = np.sin(x * rng.uniform(0.5, 0.9) + y * rng.uniform(0.1, 0.3)) + np.sin(y * rng.uniform(0.6, 1.0))
    return _image(np.asarray(image, np.float64) + strength / 2 * stripes[..., None])


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
    )
}


def _numpy(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(32))


def _image(pixels: NDArray[np.float64]) -> Image.Image:
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def _corners(size: tuple[int, int]) -> list[Corner]:
    return [(0, 0), (size[0], 0), size, (0, size[1])]


def _seen_corners(page: tuple[int, int], photo: tuple[int, int], strength: float, rng: Random) -> list[Corner]:
    """Where the corners of a page in the middle of a photo come to lie."""
    left, top = (photo[0] - page[0]) / 2, (photo[1] - page[1]) / 2
    inwards = ((1, 1), (-1, 1), (-1, -1), (1, -1))
    return [
        (left + x + right * rng.uniform(0, strength * page[0]), top + y + down * rng.uniform(0, strength * page[1]))
        for (x, y), (right, down) in zip(_corners(page), inwards, strict=True)
    ]


def _homography(seen: list[Corner], flat: list[Corner]) -> list[float]:
    """The eight coefficients by which Pillow finds, for a point that is seen, the point of the flat page."""
    rows = []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    return [float(value) for value in np.linalg.solve(np.array(rows), np.array(flat).reshape(8))]


def _desk(size: tuple[int, int], rng: Random) -> Image.Image:
    """A wooden desk: brown with grain that runs across."""
    width, height = size
    grain = _numpy(rng).normal(0, 1, (height // 4 + 1, 6))
    streaks = np.asarray(Image.fromarray(grain.astype(np.float32)).resize((width, height), Image.Resampling.BICUBIC))
    base = np.array([rng.randrange(120, 160), rng.randrange(90, 110), rng.randrange(60, 80)])
    return _image(base + 7.0 * streaks[..., None])
