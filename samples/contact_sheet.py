"""Draws docs/pictures/specimens.jpg, a sheet of what the specimens look like: `python -m samples.contact_sheet`."""

from pathlib import Path

from PIL import Image, ImageDraw

from samples import specimen
from samples.data import FOLDER, load_yaml
from samples.fonts import font

SHEET = FOLDER.parent / "docs" / "pictures" / "specimens.jpg"
WIDTH, ROW_HEIGHT, GAP, CAPTION = 1600, 270, 14, 24
QUALITY = 62


def contact_sheet() -> Image.Image:
    """The specimens of contact_sheet.yaml in rows as high as `ROW_HEIGHT` pixels, each over its caption."""
    pictures = [(_thumbnail(**entry), caption) for caption, entry in load_yaml("contact_sheet.yaml").items()]
    rows = _rows(pictures)
    sheet = Image.new("RGB", (WIDTH, GAP + len(rows) * (ROW_HEIGHT + CAPTION + GAP)), (228, 230, 234))
    draw = ImageDraw.Draw(sheet)
    for number, row in enumerate(rows):
        left, top = GAP, GAP + number * (ROW_HEIGHT + CAPTION + GAP)
        for picture, caption in row:
            sheet.paste(picture, (left, top))
            draw.text((left, top + ROW_HEIGHT + 4), caption, font=font("hei", 16), fill=(60, 60, 70))
            left += picture.width + GAP
    return sheet


def _thumbnail(kind: str, layout: str, seed: int, wear: list[dict[str, dict[str, float]]] | None = None) -> Image.Image:
    picture, _ = specimen(kind, layout, seed, wear)
    return picture.resize((round(picture.width * ROW_HEIGHT / picture.height), ROW_HEIGHT), Image.Resampling.LANCZOS)


def _rows(pictures: list[tuple[Image.Image, str]]) -> list[list[tuple[Image.Image, str]]]:
    rows: list[list[tuple[Image.Image, str]]] = [[]]
    for picture in pictures:
        if sum(other.width + GAP for other, _ in rows[-1]) + picture[0].width > WIDTH - 2 * GAP:
            rows.append([])
        rows[-1].append(picture)
    return rows


def main(file: Path = SHEET) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    contact_sheet().save(file, quality=QUALITY, optimize=True)
    print(f"{file}, {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
