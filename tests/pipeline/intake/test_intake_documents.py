"""A document is read right or refused with a sentence that names it: its type, its limits, its pages."""

import hashlib
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from PIL import Image, ImageFile

from pipeline.errors import InputRefused
from pipeline.intake import PageSource, open_document, open_document_bytes, open_pages
from pipeline.settings import Settings

Saved = Callable[..., bytes]


def pages_of(data: bytes, settings: Settings) -> list[PageSource]:
    return list(open_pages(open_document_bytes("licence", data, settings), settings))


def refusal(data: bytes, settings: Settings, name: str = "licence.jpg") -> str:
    with pytest.raises(InputRefused) as refused:
        open_document_bytes(name, data, settings)
    return str(refused.value)


def is_red(pixel: np.ndarray) -> bool:
    blue, green, red = (int(channel) for channel in pixel)
    return red > 200 and green < 60 and blue < 60


@pytest.mark.parametrize(
    ("format", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp"), ("BMP", "image/bmp"), ("TIFF", "image/tiff")],
)
def test_a_picture_is_known_by_its_bytes(
    format: str, media_type: str, red_over_blue: Image.Image, saved: Saved, settings: Settings
) -> None:
    upload = open_document_bytes("no name that helps", saved(red_over_blue, format), settings)
    (page,) = open_pages(upload, settings)
    assert (upload.media_type, page.number, page.width, page.height) == (media_type, 1, 40, 60)
    assert page.image.shape == (60, 40, 3)
    assert page.image.dtype == np.uint8
    assert is_red(page.image[10, 20])
    assert page.text_lines == ()


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_page_is_as_wide_and_high_as_its_upright_picture(
    format: str, orientation: int, red_over_blue: Image.Image, saved: Saved, settings: Settings
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    (page,) = pages_of(saved(red_over_blue, format, exif=exif), settings)
    assert page.image.shape == (page.height, page.width, 3)
    assert (page.width, page.height) == ((60, 40) if orientation >= 5 else (40, 60))
    red_side = {1: "top", 2: "top", 3: "bottom", 4: "bottom", 5: "left", 6: "right", 7: "right", 8: "left"}[orientation]
    middle_of = {"top": (5, 20), "bottom": (55, 20), "left": (20, 5), "right": (20, 55)}
    assert is_red(page.image[middle_of[red_side]])


@pytest.mark.parametrize(
    "image",
    [
        Image.new("RGBA", (8, 8), (255, 0, 0, 0)),
        Image.new("LA", (8, 8), (0, 0)),
        Image.new("L", (8, 8), 255),
        Image.new("1", (8, 8), 1),
        Image.fromarray(np.full((8, 8), 65535, np.uint16)),
        Image.new("RGB", (8, 8), "white").convert("P"),
    ],
    ids=["transparent", "grey with alpha", "grey", "black and white", "16 bits", "palette"],
)
def test_every_kind_of_white_png_is_white(image: Image.Image, saved: Saved, settings: Settings) -> None:
    (page,) = pages_of(saved(image), settings)
    assert page.image.shape == (8, 8, 3)
    assert (page.image == 255).all()


def test_a_transparent_palette_is_flattened_on_white(saved: Saved, settings: Settings) -> None:
    image = Image.new("P", (8, 8), 0)
    image.putpalette([0, 0, 0, 255, 0, 0])
    (page,) = pages_of(saved(image, transparency=0), settings)
    assert (page.image == 255).all()


def test_a_cmyk_jpeg_keeps_its_colours(saved: Saved, settings: Settings) -> None:
    (page,) = pages_of(saved(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG"), settings)
    assert is_red(page.image[8, 8])


def test_a_tiff_has_pages(red_over_blue: Image.Image, saved: Saved, settings: Settings) -> None:
    second = Image.new("RGB", (10, 20), "white")
    first_page, second_page = pages_of(saved(red_over_blue, "TIFF", save_all=True, append_images=[second]), settings)
    assert (first_page.width, second_page.width, second_page.number) == (40, 10, 2)
    assert second_page.image.shape == (20, 10, 3)
    four = saved(second, "TIFF", save_all=True, append_images=[second] * 3)
    assert "more than 3 pages" in refusal(four, settings)


@pytest.mark.parametrize("format", ["WEBP", "GIF"])
def test_an_animated_picture_is_refused(format: str, saved: Saved, settings: Settings) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    assert "animated" in refusal(saved(frames[0], format, save_all=True, append_images=frames[1:]), settings)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        ("营业执照\n".encode(), "is a text file, not a picture"),
        ("营业执照\n".encode("gbk"), "is a text file, not a picture"),
        (b"BMW is a make of cars", "is a text file, not a picture"),
        (b"\0\0\0\x18ftypheic" + bytes(20), "is a HEIC picture, which is not read"),
        (b"PK\x03\x04" + bytes(20), "is a ZIP archive or an Office document, not a picture"),
        (b"\x01\x02\x03", "is of an unknown type, not a picture"),
        (b"\xff\xd8\xff\xe0", "is damaged"),
        (b"RIFF\0\0\0\0WEBP", "is damaged"),
        (b"%PDF-1.7\n", "is a damaged PDF"),
    ],
)
def test_anything_else_is_refused_by_name(data: bytes, what: str, settings: Settings) -> None:
    sentence = refusal(data, settings)
    assert sentence.startswith(f"licence.jpg {what}")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF"])
def test_half_a_picture_is_refused(format: str, saved: Saved, settings: Settings) -> None:
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8))
    whole = saved(noise, format)
    assert "is damaged" in refusal(whole[: len(whole) // 2], settings)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "BMP"])
def test_a_picture_that_is_known_is_measured_and_not_decoded_again(
    format: str, red_over_blue: Image.Image, saved: Saved, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = saved(red_over_blue, format)
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _: pytest.fail("it was decoded"))
    upload = open_document_bytes("licence", data, settings, known=lambda sha256: sha256 == hashlib.sha256(data).hexdigest())
    (page,) = open_pages(upload, settings)
    assert (page.width, page.height) == (40, 60)


def test_a_png_that_is_turned_by_a_mark_behind_its_pixels_is_measured_upright(saved: Saved, settings: Settings) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    whole = saved(Image.new("RGB", (60, 40), "white"), "PNG", exif=exif)
    at = whole.index(b"eXIf") - 4
    length = 12 + struct.unpack(">I", whole[at : at + 4])[0]
    mark, rest = whole[at : at + length], whole[:at] + whole[at + length :]
    end = rest.index(b"IEND") - 4
    (page,) = pages_of(rest[:end] + mark + rest[end:], settings)
    assert (page.width, page.height) == (40, 60)
    assert page.image.shape == (60, 40, 3)


def test_limits_are_measured_before_decoding(saved: Saved, settings: Settings) -> None:
    small = settings.model_copy(update={"max_pixels": 99, "max_file_bytes": 10_000})
    assert "10 x 10 pixels" in refusal(saved(Image.new("RGB", (10, 10))), small)
    assert "the limit is" in refusal(bytes(10_001), small)


def huge_png(side: int) -> bytes:
    """The header of a PNG and its rows of zeros, which deflate to almost nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(1)
    rows = b"".join(packer.compress(bytes(side * 3 + 1)) for _ in range(side // 100)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def huge_webp() -> bytes:
    """A WebP whose header claims 16384 x 16384 pixels."""
    return b"RIFF" + struct.pack("<I", 40) + b"WEBPVP8L" + struct.pack("<IBI", 28, 0x2F, 0x0FFFFFFF) + bytes(30)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_a_picture_of_900_megapixels_is_refused_in_little_memory(tmp_path: Path) -> None:
    (tmp_path / "huge.png").write_bytes(huge_png(30_000))
    (tmp_path / "huge.webp").write_bytes(huge_webp())
    program = """
import re, warnings
from pathlib import Path
from pipeline.errors import InputRefused
from pipeline.intake import open_document
from pipeline.settings import Settings
warnings.simplefilter("error")
for name in ("huge.png", "huge.webp"):
    try:
        open_document(Path(name), Settings())
    except InputRefused as refused:
        print(refused)
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    png, webp, peak = done.stdout.splitlines()
    assert "30000 x 30000 pixels; the limit is 50 megapixels" in png
    assert "16384 x 16384 pixels" in webp
    assert int(peak) < 300 * 1024, "kilobytes"


def test_a_pdf_has_drawn_pages_and_text_lines(make_pdf: Saved, settings: Settings) -> None:
    first = "BT /F 20 Tf 30 150 Td (Example Company) Tj 0 -50 Td (Registered) Tj ET"
    page, blank = pages_of(make_pdf(first, ""), settings)
    assert (page.width, page.height) == (833, 555)  # 300 x 200 points at 200 dots an inch
    assert page.image.shape == (555, 833, 3)
    title, below = page.text_lines
    assert (title.text, below.text) == ("Example Company", "Registered")
    assert len(title.char_positions) == len(title.char_confidences) == len("Example Company")
    part = page.image[int(title.top) : int(title.bottom), int(title.left) : int(title.right)]
    assert part.min() < 100, "the letters stand where the line says"
    assert title.bottom < below.top
    assert blank.text_lines == ()


def test_a_turned_pdf_page_is_drawn_upright(make_pdf: Saved, settings: Settings) -> None:
    turned = make_pdf("BT /F 20 Tf 0 1 -1 0 100 30 Tm (Example) Tj ET", page_keys="/Rotate 90")
    (page,) = pages_of(turned, settings)
    assert page.image.shape == (page.height, page.width, 3) == (833, 555, 3)
    (line,) = page.text_lines
    part = page.image[int(line.top) : int(line.bottom), int(line.left) : int(line.right)]
    assert line.text == "Example"
    assert part.min() < 100


@pytest.mark.parametrize(
    "content",
    [
        "BT 3 Tr /F 20 Tf 30 150 Td (Invisible) Tj ET",
        "1 g BT /F 20 Tf 30 150 Td (White on white) Tj ET",
        "BT /F 20 Tf 30 150 Td (Under a picture) Tj ET q 300 0 0 200 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q",
        "BT /F 20 Tf 0 1 -1 0 100 30 Tm (Turned) Tj ET",
    ],
)
def test_text_that_is_not_what_a_person_sees_does_not_count(content: str, make_pdf: Saved, settings: Settings) -> None:
    (page,) = pages_of(make_pdf(content), settings)
    assert page.text_lines == ()
    assert page.image.shape == (555, 833, 3)


def test_pdfs_that_are_refused(make_pdf: Saved, settings: Settings) -> None:
    encrypted = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]".format("11" * 32)
    assert "is encrypted. Save it without a password" in refusal(make_pdf("", trailer=encrypted), settings)
    assert "without pages" in refusal(make_pdf(), settings)
    assert "more than 3 pages" in refusal(make_pdf("", "", "", ""), settings)
    assert "too small" in refusal(make_pdf("", media_box="0 0 14000 1"), settings)
    assert "damaged" in refusal(make_pdf("")[:60], settings)


def test_a_pdf_page_as_large_as_a_wall_is_drawn_small(make_pdf: Saved, settings: Settings) -> None:
    (page,) = pages_of(make_pdf("", media_box="0 0 14400 14400"), settings)
    assert (page.width, page.height) == (5000, 5000)


def test_a_pdf_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked(make_pdf: Saved, settings: Settings) -> None:
    small = settings.model_copy(update={"max_pixels": 250_000})
    bomb = zlib.compress(bytes(2_000_000))
    whole = make_pdf("").replace(b"stream\n\nendstream", b"stream\n" + bomb + b"\nendstream")
    assert "unpacks to more data" in refusal(whole, small)
    assert "unpacks to more data" in refusal(make_pdf("", page_keys="/Filter [/FlateDecode /FlateDecode]"), settings)


def test_a_pdf_with_too_large_a_picture_is_refused(make_pdf: Saved, settings: Settings) -> None:
    image = "/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 0"
    drawn = make_pdf("q 300 0 0 200 0 0 cm /I Do Q").replace(b"/Resources <<", b"/Resources << /XObject << /I 9 0 R >>")
    objects = f"9 0 obj << {image} >>\nstream\n\nendstream endobj\n".encode()
    assert "30000 x 30000 pixels" in refusal(drawn.replace(b"1 0 obj", objects + b"1 0 obj", 1), settings)


def test_only_regular_files_are_opened(tmp_path: Path, saved: Saved, settings: Settings) -> None:
    (tmp_path / "real.png").write_bytes(saved(Image.new("L", (9, 9))))
    (tmp_path / "link.png").symlink_to("real.png")
    os.mkfifo(tmp_path / "fifo.png")
    (tmp_path / "folder.png").mkdir()
    expected = {
        "link.png": "is a link",
        "fifo.png": "is not a regular file",
        "folder.png": "is a folder",
        "none.png": "does not exist",
        "a\0b": "is no file name",
        "n" * 300: "too long a name",
    }
    assert open_document(tmp_path / "real.png", settings).name == "real.png"
    for name, reason in expected.items():
        with pytest.raises(InputRefused, match=reason):
            open_document(tmp_path / name, settings)
    with pytest.raises(InputRefused, match="not a regular file"):
        open_document(Path("/dev/null"), settings)


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_are_read_or_refused(data: st.DataObject, saved: Saved, make_pdf: Saved, settings: Settings) -> None:
    image = Image.fromarray(np.arange(192, dtype=np.uint8).reshape(8, 8, 3))
    format = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "BMP", "TIFF", "PDF", "none"]))
    page = "BT /F 20 Tf 30 150 Td (Text) Tj ET"
    whole = bytearray(make_pdf(page) if format == "PDF" else b"" if format == "none" else saved(image, format))
    cuts = st.tuples(st.integers(0, len(whole)), st.integers(0, 8), st.binary(max_size=8))
    for start, length, other in data.draw(st.lists(cuts, max_size=6)):
        whole[start : start + length] = other
    try:
        upload = open_document_bytes("licence", bytes(whole), settings)
        for each in open_pages(upload, settings):
            assert each.image.shape == (each.height, each.width, 3)
            assert isinstance(each.text_lines, tuple)
    except InputRefused as refused:
        assert refused.message.startswith("licence")
