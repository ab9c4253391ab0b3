"""Did the hand shake? What a picture smeared in one direction looks like, and the same picture steadied."""

import math
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.picture.geometry import Image

TILE = 256
"""Pixels of the squares whose spectra are looked at."""
MOST_TILES, CHOSEN_OF = 16, 64
"""So many squares are looked at, those with the most contrast of so many."""
DIRECTIONS = 18
"""In which a spectrum is cut, each 10 degrees wide."""
FREQUENCIES = np.arange(0.05, 0.33, 0.02)
"""In cycles a pixel. Below, the rows of a page stand out; above there is little but grain."""
FLOOR = 0.03
"""What is left of a frequency that a shake takes away, as a share: grain and the traces of JPEG."""
LENGTHS = np.arange(3.0, 10.5, 0.5)
"""Longer ones leave nothing to read of letters of a usual size."""
LEAST_LIKENESS, LEAST_DEPTH = 0.7, 0.65
"""How like a shake's a spectrum must be (a correlation), and how deep its valleys (1: as they should be); measured in docs/documents.md."""
ROUNDS = 25
"""Of 10, 15, 25 and 40 the number by which most of 64 deciding values on shaken specimens were read: 63; 60 with 15, 61 with 40."""
BAND, OVERLAP = 512, 48
"""Rows that are steadied at once, and how many more of their neighbours: a whole photograph in floating point would take 400 MB."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shake:
    """A straight movement while the picture was taken: `length` in pixels, `degrees` from the x axis to the y axis, 0 to 179."""

    length: float
    degrees: int


def find_shake(image: Image) -> Shake | None:
    """The shake of a picture (height x width x 3), or None.

    A straight movement multiplies the spectrum by sinc(length * frequency along it) squared (M. Cannon, Blind deconvolution of spatially
    invariant image blurs with phase, 1976): the spectrum's deviations from its mean over all directions are compared with those of
    every shake.
    """
    tone = np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    seen = _deviations(_spectrum(tone)).ravel()
    size = float(np.linalg.norm(seen))
    if not size:
        return None
    shakes, models, sizes = _models()
    along = models @ seen / sizes
    best = int(np.argmax(along))
    return shakes[best] if along[best] / size >= LEAST_LIKENESS and along[best] / sizes[best] >= LEAST_DEPTH else None


def steadied(image: Image, shake: Shake) -> Image:
    """The picture (height x width x 3) as it would have been without the shake, by Richardson's and Lucy's deconvolution (1972, 1974)."""
    kernel = _kernel(shake)
    done = np.empty_like(image)
    height = image.shape[0]
    for start in range(0, height, BAND):
        above, below = max(0, start - OVERLAP), min(height, start + BAND + OVERLAP)
        steady = _deconvolved(image[above:below], kernel)
        done[start : start + BAND] = steady[start - above : start - above + BAND]
    return done


def _spectrum(tone: NDArray[np.uint8]) -> Numbers:
    """The power of every frequency over the squares with the most contrast, each of the same weight."""
    down, across = max(0, TILE - tone.shape[0]), max(0, TILE - tone.shape[1])
    tone = cv2.copyMakeBorder(tone, 0, down, 0, across, cv2.BORDER_REPLICATE)  # type: ignore[assignment]
    height, width = tone.shape
    step = max(TILE // 2, math.isqrt(height * width // CHOSEN_OF))
    tiles = [tone[y : y + TILE, x : x + TILE] for y in range(0, height - TILE + 1, step) for x in range(0, width - TILE + 1, step)]
    power = np.zeros((TILE, TILE))
    for tile, (mean, contrast) in sorted(((each, _mean_and_contrast(each)) for each in tiles), key=lambda each: -each[1][1])[:MOST_TILES]:
        if contrast:
            waves = cv2.dft((tile - mean) / contrast * _window(), flags=cv2.DFT_COMPLEX_OUTPUT)
            power += (waves**2).sum(axis=2)
    return power


def _mean_and_contrast(tile: NDArray[np.uint8]) -> tuple[float, float]:
    mean, deviation = cv2.meanStdDev(tile)
    return float(mean[0, 0]), float(deviation[0, 0])


@cache
def _window() -> Numbers:
    """Lets a square fade out towards its edges, which would look like lines to the spectrum."""
    return np.asarray(np.outer(np.hanning(TILE), np.hanning(TILE)))


def _deviations(power: Numbers) -> Numbers:
    """The logarithm of the power by direction and frequency, less the mean of its frequency."""
    places, counts = _places()
    sums = np.bincount(places.ravel(), power.ravel(), minlength=counts.size + 1)[:-1].reshape(counts.shape)
    return _centred(np.log(sums / counts + 1e-9))


def _centred(values: Numbers) -> Numbers:
    return np.asarray(values - values.mean(axis=0))


@cache
def _places() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every frequency of a tile the number of its field of direction and frequency, the last where it has none; the size of fields."""
    along = np.fft.fftfreq(TILE)
    x, y = np.meshgrid(along, along)
    direction = np.round(np.degrees(np.arctan2(y, x)) / (180 / DIRECTIONS)).astype(np.int64) % DIRECTIONS
    step = FREQUENCIES[1] - FREQUENCIES[0]
    ring = np.round((np.hypot(x, y) - FREQUENCIES[0]) / step).astype(np.int64)
    fields = DIRECTIONS * len(FREQUENCIES)
    places = np.where((ring >= 0) & (ring < len(FREQUENCIES)), direction * len(FREQUENCIES) + ring, fields)
    return places, np.bincount(places.ravel(), minlength=fields + 1)[:-1].reshape(DIRECTIONS, -1)


@cache
def _models() -> tuple[list[Shake], Numbers, Numbers]:
    """All shakes, what the spectrum of each deviates by (a row each), and the size of these deviations."""
    directions = np.radians(np.arange(DIRECTIONS) * 180 / DIRECTIONS)[:, np.newaxis]
    shakes = [Shake(float(length), degrees) for length in LENGTHS for degrees in range(0, 180, 5)]
    waves = (np.sinc(each.length * FREQUENCIES * np.cos(directions - math.radians(each.degrees))) ** 2 for each in shakes)
    models = np.array([_centred(np.log(np.maximum(wave, FLOOR))).ravel() for wave in waves])
    return shakes, models, np.asarray(np.linalg.norm(models, axis=1))


def _kernel(shake: Shake) -> NDArray[np.float32]:
    """The path of a point of light, as shares of it in pixels."""
    reach = math.ceil(shake.length / 2)
    along = np.linspace(-shake.length / 2, shake.length / 2, 201)
    xs, ys = along * math.cos(math.radians(shake.degrees)), along * math.sin(math.radians(shake.degrees))
    pixels = np.arange(-reach, reach + 1)
    # each point of the path is shared out among the four pixels around it
    near = (
        np.maximum(0, 1 - np.abs(ys[:, np.newaxis] - pixels))[:, :, np.newaxis]
        * np.maximum(0, 1 - np.abs(xs[:, np.newaxis] - pixels))[:, np.newaxis, :]
    )
    return np.asarray(near.sum(axis=0) / near.sum(), dtype=np.float32)


def _deconvolved(image: Image, kernel: NDArray[np.float32]) -> Image:
    seen = image.astype(np.float32) / 255 + 1e-3
    steady = seen.copy()
    back = np.ascontiguousarray(kernel[::-1, ::-1])
    for _ in range(ROUNDS):
        smeared = cv2.filter2D(steady, -1, kernel, borderType=cv2.BORDER_REPLICATE)
        steady *= cv2.filter2D(seen / (smeared + 1e-6), -1, back, borderType=cv2.BORDER_REPLICATE)
    return np.clip(np.round((steady - 1e-3) * 255), 0, 255).astype(np.uint8)
