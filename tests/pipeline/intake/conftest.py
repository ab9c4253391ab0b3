"""Documents made on the spot, from a settings object with small limits."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from pipeline.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", max_pages=3, max_documents=2)


def picture(image: Image.Image, format: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


@pytest.fixture
def saved() -> Callable[..., bytes]:
    """A Pillow image as the bytes of a file."""
    return picture


@pytest.fixture
def red_over_blue() -> Image.Image:
    """40 wide, 60 high, the upper half red and the lower half blue."""
    image = Image.new("RGB", (40, 60), (255, 0, 0))
    image.paste((0, 0, 255), (0, 30, 40, 60))
    return image


def pdf_file(*pages: str, media_box: str = "0 0 300 200", page_keys: str = "", trailer: str = "") -> bytes:
    """A PDF whose pages have these content streams; the font /F is Helvetica."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, content in enumerate(pages):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{media_box}] {page_keys}"
            f" /Contents {5 + 2 * i} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
    return out + end.encode() + f"startxref\n{len(out)}\n%%EOF\n".encode()


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return pdf_file
