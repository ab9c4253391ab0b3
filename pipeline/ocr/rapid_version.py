"""Which RapidOCR reads, told without loading it."""

from functools import cache
from importlib.metadata import version


@cache
def rapid_version() -> str:
    return f"{version('rapidocr')} PP-OCRv6 small, onnxruntime {version('onnxruntime')}"
