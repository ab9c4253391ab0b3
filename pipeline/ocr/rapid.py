"""The first reader: RapidOCR with PP-OCRv6, whose weights come with the installed wheel."""

import math
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from onnxruntime import SessionOptions
from rapidocr import RapidOCR
from rapidocr.inference_engine.onnxruntime.main import OrtInferSession

from extractors.page import Polygon, TextLine
from pipeline.errors import EngineError
from pipeline.ocr.engine import FoundLines, Image, PageReading
from pipeline.ocr.rapid_version import rapid_version
from pipeline.picture.geometry import turned, within, within_area

LONGEST_SIDE = 2000
"""Pixels; larger pages are made smaller before they are read, as RapidOCR itself does."""
FINDING_SIDE = 1280
"""Pixels of the longer side at which lines are looked for first. On the real licences it finds what the whole page shows; at 960
pixels four validity dates of 125 are lost, and three names are read with what stands beside them."""
GLANCE_SIDE = 736
"""Pixels of the longer side at which lines are found that are read only as far as somebody asks. On the real licences one name of 125
and eight numbers are found less well than at 1280 pixels, all of them seen by their confidence, in a third of the time."""
LEAST_LETTERS = 14.0
"""Where the middle line is lower than this, in pixels of the reduced page, lines are looked for again on the page as it is."""
LARGEST_AREA = 1280 * 1280
"""Pixels of the largest picture on which lines are looked for: on one of 2000 x 1500 it takes 300 MB more."""
WIDEST = 6.0
"""Narrower strips are widened to this ratio of their sides: RapidOCR enlarges a picture until its shorter side has 736 pixels,
so that a strip of 400 x 1 pixels would take gigabytes. On second looks at real licences it reads as well, in half the time."""
MARGIN = 1.0
"""Empty space behind a line that is recognised, in line heights: without it last characters are lost now and then."""
CUT_MARGIN = 0.2
"""The same behind the beginning of a line, whose last character is cut anyway."""
TALL = 1.5
"""A line box this many times higher than wide is text that runs up or down the page."""
FAINTEST = 0.5
"""Lines read with less confidence are noise; RapidOCR's own default."""


VOTERS = 12
"""How many of the longest lines say which way is up."""

Box: TypeAlias = NDArray[np.float32]
"""Corners of a line in reading order: 4 x 2, pixels."""
Read: TypeAlias = tuple[str, tuple[float, ...], tuple[float, ...]]
"""Text, and for each of its characters the confidence and the position along the line."""


_options_of_rapidocr = OrtInferSession._init_sess_opts


def _session_options(settings: Any) -> SessionOptions:
    """RapidOCR's options for onnxruntime, and one that it does not let one set.

    onnxruntime notes for each size of picture where in memory it put what, and keeps that memory; but no two lines are of one
    size. Without such notes a process that reads takes 170 MB less and no more time.
    """
    options: SessionOptions = _options_of_rapidocr(settings)
    options.enable_mem_pattern = False
    return options


OrtInferSession._init_sess_opts = staticmethod(_session_options)  # type: ignore[method-assign, assignment]


class RapidReader:
    """PP-OCRv6 through onnxruntime, on `threads` threads."""

    name = "rapidocr"

    def __init__(self, threads: int = 1) -> None:
        cv2.setNumThreads(threads)
        engine: Any = RapidOCR(
            params={
                "Global.log_level": "error",
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                # A pool of memory of its own: it finds lines in four fifths of the time.
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
            }
        )
        self._find_boxes: Any = engine._load_det_model()
        # The same model; but it leaves small pictures as small as they are.
        self._find_small: Any = copy(self._find_boxes)
        self._find_small.limit_type, self._find_small.limit_side_len = "max", LONGEST_SIDE
        self._classify: Any = engine._load_cls_model()
        self._recognise: Any = engine._load_rec_model()
        self._alphabet: list[str] = self._recognise.postprocess_op.character

    def version(self) -> str:
        return rapid_version()

    def read_page(self, image: Image) -> PageReading:
        found = self._upright(image, self._boxes)
        return PageReading(found.turn, found.read_all())

    def read_part(self, image: Image) -> tuple[TextLine, ...]:
        small, factor = within(image, LONGEST_SIDE)
        reduced, lesser = within_area(small, LARGEST_AREA)
        boxes = [box * np.float32(lesser) for box in self._find(reduced, self._find_small)]
        return _RapidLines(0, small, factor, boxes, self._read).read_all()

    def find_lines(self, image: Image) -> FoundLines:
        return self._upright(image, self._boxes_at_a_glance, upright=True)

    def _upright(self, image: Image, find: Callable[[Image], list[Box]], *, upright: bool = False) -> "_RapidLines":
        """The lines that `find` finds on the page after it was turned upright; `upright` takes level lines for upright ones."""
        small, factor = within(image, LONGEST_SIDE)
        boxes = find(small)
        turn = 0 if upright and not _is_sideways(boxes) else self._turn(small, boxes)
        if turn:
            small = turned(small, turn)
            boxes = find(small)
        return _RapidLines(turn, small, factor, boxes, self._read)

    def _turn(self, image: Image, boxes: Sequence[Box]) -> int:
        """By how many degrees clockwise the page must be turned, by the vote of its longest lines."""
        longest = _longest(boxes)
        if not longest:
            return 0
        sideways = _is_sideways(boxes)
        crops = [_crop(image, box) for box in longest if _is_tall(box) == sideways]
        upside_down = sum(label == "180" for label, _ in self._classify(crops).cls_res) * 2 > len(crops)
        # A tall crop is laid down counterclockwise before it is classified: 270 degrees, seen clockwise.
        return (90 if upside_down else 270) if sideways else (180 if upside_down else 0)

    def read_crop(self, image: Image) -> TextLine | None:
        height, width = image.shape[:2]
        read = self._read(image)
        polygon = ((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height)))
        return _line(polygon, read) if read[0] else None

    def _boxes(self, image: Image) -> list[Box]:
        """Corners (4 x 2, reading order) of the lines found: on the reduced page where its letters are large enough."""
        reduced, factor = within(image, FINDING_SIDE)
        boxes = self._find(reduced, self._find_boxes)
        larger, lesser = within_area(image, LARGEST_AREA)
        if lesser < factor and (not boxes or np.median([_height(box) for box in boxes]) < LEAST_LETTERS):
            boxes, factor = self._find(larger, self._find_boxes), lesser
        return [box * np.float32(factor) for box in boxes]

    def _boxes_at_a_glance(self, image: Image) -> list[Box]:
        reduced, factor = within(image, GLANCE_SIDE)
        return [box * np.float32(factor) for box in self._find(reduced, self._find_small)]

    def _find(self, image: Image, finder: Any) -> list[Box]:
        try:
            boxes = finder(_no_strip(image)).boxes
        except Exception as error:
            raise EngineError(f"RapidOCR failed to find lines: {error}") from error
        return [] if boxes is None else [np.asarray(box, dtype=np.float32) for box in boxes]

    def _read(self, crop: Image, margin: float = MARGIN) -> Read:
        """What stands on a crop, with `margin` heights of empty space behind it.

        Each is read by itself, as wide as it is: reading several at once, as RapidOCR does, widens all of them to the widest and
        costs half as much again.
        """
        ratio = crop.shape[1] / crop.shape[0]
        try:
            line = self._recognise.resize_norm_img(crop, ratio + margin)
            prediction = self._recognise.session(line[np.newaxis].astype(np.float32))[0]
        except Exception as error:
            raise EngineError(f"RapidOCR failed to read a line: {error}") from error
        return self._decode(prediction, ratio / (ratio + margin))

    def _decode(self, prediction: NDArray[np.float32], filled: float) -> Read:
        """Connectionist temporal classification, greedily: the best class of each step, repeats and blanks (class 0) dropped.

        Args:
            prediction: steps x classes, probabilities.
            filled: the share of the steps that lies over the crop; the rest is padding.
        """
        best = prediction.argmax(axis=1)
        kept = best != 0
        kept[1:] &= best[1:] != best[:-1]
        steps = np.flatnonzero(kept)
        text = "".join(self._alphabet[best[step]] for step in steps)
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        confidences = tuple(round(float(prediction[step, best[step]]), 4) for step in steps[start:end])
        positions = tuple(round(min(1.0, (step + 0.5) / (len(best) * filled)), 4) for step in steps[start:end])
        return text.strip(), confidences, positions


class _RapidLines:
    """Found lines on a page of at most LONGEST_SIDE pixels; `factor` times larger are the pixels of the whole page."""

    def __init__(self, turn: int, page: Image, factor: float, boxes: Sequence[Box], read: Callable[[Image, float], Read]) -> None:
        self.turn, self._page, self._factor, self._boxes, self._read = turn, page, factor, boxes, read
        self.places = tuple(_scaled(box, factor) for box in boxes)
        reduced = max(1.0, max(page.shape[:2]) / GLANCE_SIDE)
        self.letters = float(np.median([_height(box) for box in boxes] or [0.0])) / reduced

    def read_all(self) -> tuple[TextLine, ...]:
        lines = (self.read(index) for index in range(len(self.places)))
        return tuple(line for line in lines if line is not None)

    def read(self, index: int, share: float = 1.0) -> TextLine | None:
        box, margin = (self._boxes[index], MARGIN) if share >= 1 else (_beginning(self._boxes[index], share), CUT_MARGIN)
        read = self._read(_crop(self._page, box), margin)
        line = _line(_scaled(box, self._factor), read) if read[0] else None
        return line if line is not None and line.confidence >= FAINTEST else None


def _beginning(box: Box, share: float) -> Box:
    """The part of a box up to `share` (0-1) of its text; text that runs down begins at the right upper corner."""
    a, b, c, d = np.roll(box, -1, axis=0) if _is_tall(box) else box
    cut = np.array([a, a + (b - a) * share, d + (c - d) * share, d], dtype=np.float32)
    return np.roll(cut, 1, axis=0) if _is_tall(box) else cut


def _no_strip(image: Image) -> Image:
    """The picture itself, or a strip with its right or lower edge repeated."""
    height, width = image.shape[:2]
    down, right = max(0, math.ceil(width / WIDEST) - height), max(0, math.ceil(height / WIDEST) - width)
    if not down and not right:
        return image
    return np.asarray(cv2.copyMakeBorder(image, 0, down, 0, right, cv2.BORDER_REPLICATE), dtype=np.uint8)


def _line(polygon: Polygon, read: Read) -> TextLine:
    text, confidences, positions = read
    return TextLine(text, polygon, round(sum(confidences) / len(confidences), 4), confidences, positions)


def _height(box: Box) -> float:
    """Of the letters: the shorter side of the box."""
    return float(min(np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[0] - box[3])))


def _length(box: Box) -> float:
    return float(max(np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[0] - box[3])))


def _is_tall(box: Box) -> bool:
    return float(np.linalg.norm(box[0] - box[3])) >= TALL * max(float(np.linalg.norm(box[0] - box[1])), 1.0)


def _longest(boxes: Sequence[Box]) -> list[Box]:
    return sorted(boxes, key=_length, reverse=True)[:VOTERS]


def _is_sideways(boxes: Sequence[Box]) -> bool:
    """Whether most of the longest lines run up or down the page."""
    longest = _longest(boxes)
    return 2 * sum(_is_tall(box) for box in longest) > len(longest)


def _scaled(box: Box, factor: float) -> Polygon:
    """The corners in pixels of the whole page, in the order of the text: text that runs down begins at the box's right upper corner."""
    ordered = np.roll(box, -1, axis=0) if _is_tall(box) else box
    return tuple((round(float(x) * factor, 1), round(float(y) * factor, 1)) for x, y in ordered)


def _crop(image: Image, box: Box) -> Image:
    """The line in `box`, straightened; text that runs up or down is laid down counterclockwise."""
    width = max(int(np.linalg.norm(box[0] - box[1])), int(np.linalg.norm(box[3] - box[2])), 1)
    height = max(int(np.linalg.norm(box[0] - box[3])), int(np.linalg.norm(box[1] - box[2])), 1)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(box, target)
    crop = cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return turned(np.asarray(crop, dtype=np.uint8), 270 if height >= TALL * width else 0)
