"""The type of a file, told from its first bytes and never from its name."""

import struct

from pipeline.errors import InputRefused
from pipeline.intake.files import shown

JPEG, PNG, WEBP, BMP, TIFF, GIF = "image/jpeg", "image/png", "image/webp", "image/bmp", "image/tiff", "image/gif"
PDF = "application/pdf"

EXTENSIONS = {JPEG: ".jpg", PNG: ".png", WEBP: ".webp", BMP: ".bmp", TIFF: ".tiff", GIF: ".gif", PDF: ".pdf"}

_BMP_HEADER_SIZES = {12, 16, 40, 52, 56, 64, 108, 124}
_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_OTHERS = (
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"8BPS", "a Photoshop picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heif")


def media_type(name: str, data: bytes) -> str:
    """The media type of a file that is read.

    Raises:
        InputRefused: it is of another type; the message says of which.
    """
    found = _known(data)
    if found is None:
        what = _described(data)
        wrong = "which is not read" if "picture" in what else "not a picture"
        raise InputRefused(f"{shown(name)} is {what}, {wrong}.", "Upload a JPEG, PNG, WebP, BMP, GIF or TIFF picture, or a PDF.")
    return found


def _known(data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if data.startswith(_TIFF_STARTS):
        return TIFF
    # "BM" begins many a text too
    if data.startswith(b"BM") and len(data) >= 18 and struct.unpack_from("<I", data, 14)[0] in _BMP_HEADER_SIZES:
        return BMP
    if b"%PDF-" in data[:1024]:
        return PDF
    return None


def _described(data: bytes) -> str:
    if not data:
        return "empty"
    if data[4:8] == b"ftyp":
        return "a HEIC picture" if data[8:12] in _HEIF_BRANDS else "an AVIF picture" if data[8:12] == b"avif" else "a video"
    for start, what in _OTHERS:
        if data.startswith(start):
            return what
    return "a text file" if _is_text(data[:4096]) else "of an unknown type"


def _is_text(start: bytes) -> bool:
    """Text of any encoding that extends ASCII has no control characters; UTF-16 begins with its mark."""
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or not any(c < 32 and c not in b"\t\n\v\f\r\x1b" for c in start)
