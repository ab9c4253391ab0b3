"""A searchable PDF, as a scanner with character recognition makes it: the page as a picture, its text invisible on top."""

from io import BytesIO

from PIL import Image

from samples.sheet import PlacedText, Sheet

POINTS_PER_PIXEL = 72 / 150
# STSong-Light is a font that every PDF reader knows by name; 95 Latin characters are half as wide as a Chinese one
FONT_OBJECTS = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] /FontDescriptor 7 0 R"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120"
    b" /CapHeight 880 /StemV 93 >>",
)


def searchable_pdf(sheet: Sheet, quality: int) -> bytes:
    """One page with the picture of the sheet (JPEG of that quality, 1-95) and the text that was printed on it."""
    picture, height = sheet.image, sheet.image.height * POINTS_PER_PIXEL
    width = picture.width * POINTS_PER_PIXEL
    text = b"".join(_show(placed, height) for placed in sheet.texts)
    content = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im Do Q\nBT 3 Tr\n".encode() + text + b"ET\n"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] /Contents 4 0 R".encode()
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" /Resources << /Font << /F 5 0 R >> /XObject << /Im 8 0 R >> >> >>",
        _stream(b"", content),
        *FONT_OBJECTS,
        _stream(
            f"/Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} /ColorSpace /DeviceRGB"
            " /BitsPerComponent 8 /Filter /DCTDecode ".encode(),
            _jpeg(picture, quality),
        ),
    )


def _show(placed: PlacedText, page_height: float) -> bytes:
    """The operators that put one text on the page; a PDF counts y from the foot of the page."""
    size = placed.size * POINTS_PER_PIXEL
    x, y = placed.left * POINTS_PER_PIXEL, page_height - (placed.top + 0.88 * placed.size) * POINTS_PER_PIXEL
    spacing = placed.spacing * POINTS_PER_PIXEL
    return f"/F {size:.2f} Tf {spacing:.2f} Tc 1 0 0 1 {x:.2f} {y:.2f} Tm <{placed.text.encode('utf-16-be').hex()}> Tj\n".encode()


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    stored = BytesIO()
    picture.save(stored, "JPEG", quality=quality, optimize=True)
    return stored.getvalue()


def _stream(entries: bytes, data: bytes) -> bytes:
    return b"<< " + entries + b"/Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def _file(*objects: bytes) -> bytes:
    """The objects, numbered from 1, as a file with its table of places."""
    body, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return bytes(body) + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer
