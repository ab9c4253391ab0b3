"""What a camera does to a picture: effects of wear.py that need light and perspective.

Lengths are parts of the picture's width and height, as there.
"""

from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageEnhance, ImageFilter

Corner = tuple[float, float]


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
    return picture_of(np.asarray(image, np.float64) * (1 - dark)[..., None])


def glare(image: Image.Image, rng: Random, *, x: float, y: float, radius: float = 0.15, strength: float = 0.9) -> Image.Image:
    """A lamp's reflection at a place, with a radius (parts of the size); strength 0-1."""
    rows, columns = np.mgrid[0 : image.height, 0 : image.width]
    distance = np.hypot(columns / image.width - x, (rows / image.height - y) * image.height / image.width)
    light = strength * np.exp(-((distance / radius) ** 2))
    pixels = np.asarray(image, np.float64)
    return picture_of(pixels + (255 - pixels) * light[..., None])


def screen(image: Image.Image, rng: Random, *, strength: float = 10) -> Image.Image:
    """Photographed from a screen: slanting stripes of a few grey levels."""
    y, x = np.mgrid[0 : image.height, 0 : image.width]
    stripes = np.sin(x * rng.uniform(0.5, 0.9) + y * rng.uniform(0.1, 0.3)) + np.sin(y * rng.uniform(0.6, 1.0))
    return picture_of(np.asarray(image, np.float64) + strength / 2 * stripes[..., None])


def moire(image: Image.Image, rng: Random, *, strength: float = 14, pitch: float = 3.1) -> Image.Image:
    """Photographed close from a screen: its dots, `pitch` pixels apart, beat with the camera's into coloured waves."""
    y, x = np.mgrid[0 : image.height, 0 : image.width].astype(np.float32)
    angle, beat = rng.uniform(-0.12, 0.12), pitch * rng.uniform(1.02, 1.05)
    pixels = np.asarray(image, np.float64)
    for channel in range(3):
        turn = angle + channel * 0.008
        across = 2 * np.pi * (x * np.cos(turn) + y * np.sin(turn)) / pitch
        grid = np.sin(across + channel * 2.1) + np.sin(2 * np.pi * y / beat)
        wave = np.sin(across * 0.027 + channel * 1.3) * np.sin(2 * np.pi * y / beat * 0.021 + channel)
        pixels[..., channel] += strength * (0.45 * grid + wave)
    return picture_of(pixels)


def motion(image: Image.Image, rng: Random, *, length: int) -> Image.Image:
    """The hand shook: smeared over `length` pixels in one direction."""
    angle = rng.uniform(0, np.pi)
    course = np.linspace(-0.5, 0.5, length) * length
    steps = [(1, 0, along * np.cos(angle), 0, 1, along * np.sin(angle)) for along in course]
    smeared = [image.transform(image.size, Image.Transform.AFFINE, step, Image.Resampling.BILINEAR) for step in steps]
    return picture_of(np.mean([np.asarray(each, np.float64) for each in smeared], axis=0))


def dim(image: Image.Image, rng: Random, *, light: float = 0.5) -> Image.Image:
    """Photographed in the evening: that part of the light, yellowish."""
    return picture_of(np.asarray(image, np.float64) * light * np.array([1.06, 1.0, 0.86]))


def exposure(image: Image.Image, rng: Random, *, light: float = 0.8, contrast: float = 0.85) -> Image.Image:
    """Photographed by day: white becomes that part of white (`light`), black the greyer the less of the `contrast` is left; both 0-1."""
    return picture_of(light * (255 - contrast * (255 - np.asarray(image, np.float64))))


def grain_of(rng: Random) -> np.random.Generator:
    """Numbers for pixels, from the same seed."""
    return np.random.default_rng(rng.getrandbits(32))


def picture_of(pixels: NDArray[np.float64]) -> Image.Image:
    """Pixels as a picture: height x width x 3, clipped to 0-255."""
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
    grain = grain_of(rng).normal(0, 1, (height // 4 + 1, 6))
    streaks = np.asarray(Image.fromarray(grain.astype(np.float32)).resize((width, height), Image.Resampling.BICUBIC))
    base = np.array([rng.randrange(120, 160), rng.randrange(90, 110), rng.randrange(60, 80)])
    return picture_of(base + 7.0 * streaks[..., None])
