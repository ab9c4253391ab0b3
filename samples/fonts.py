"""The faces that specimens are printed in, found among the fonts of the machine."""

from functools import cache
from pathlib import Path

from PIL import ImageFont
from pydantic import BaseModel

from pipeline.errors import SetupError
from samples.data import load_yaml


class Face(BaseModel):
    """One style: the Debian package that holds it, where its file may lie, and the family inside a collection file."""

    package: str
    family: str
    files: tuple[Path, ...]


@cache
def faces() -> dict[str, Face]:
    """Style → face, from fonts.yaml."""
    return {style: Face.model_validate(face) for style, face in load_yaml("fonts.yaml").items()}


def missing_packages() -> list[str]:
    """The Debian packages whose fonts are not here."""
    return sorted({face.package for face in faces().values() if not any(file.exists() for file in face.files)})


@cache
def font(style: str, size: int) -> ImageFont.FreeTypeFont:
    """The face of a style at a size in pixels."""
    face = faces()[style]
    for file in face.files:
        if file.exists():
            return _family(file, face.family, size)
    packages = " ".join(missing_packages())
    raise SetupError(f"The fonts that specimens are drawn with are missing: {packages}.", f"Install them: sudo apt-get install {packages}")


def _family(file: Path, family: str, size: int) -> ImageFont.FreeTypeFont:
    """The face of that family inside a collection; the first one where the collection has no such family."""
    # the basic layout engine gives the same picture with and without libraqm
    first = candidate = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    index = 0
    while candidate.getname()[0] != family:
        index += 1
        try:
            candidate = ImageFont.truetype(file, size, index=index, layout_engine=ImageFont.Layout.BASIC)
        except OSError:
            return first
    return candidate
