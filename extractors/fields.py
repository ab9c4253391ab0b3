"""From pieces of lines to fields: values tidied, characters and confidences kept in step."""

from collections.abc import Sequence

from extractors.layout import Placed
from extractors.page import Field, Polygon
from extractors.vocabulary import FieldName

FULL_WIDTH = {
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)},
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF21, 0xFF5B)},
}

SMALLEST = 9.0
"""Letters of fewer pixels are too small for a sure reading: on specimens of 8 pixels rare characters were surely misread."""
TINY = 0.8
"""Factor on the confidence of a value in smaller letters."""


def field(name: FieldName, pieces: Sequence[Placed], sureness: float = 1.0, keep_spaces: bool = False) -> Field | None:
    """The pieces' text as one field.

    Its confidence is that of the least sure character, times `sureness`; white space is dropped unless `keep_spaces`.
    None where nothing is left.
    """
    characters = [
        (FULL_WIDTH.get(char, char), confidence)
        for piece in pieces
        for char, confidence in zip(piece.text, piece.line.char_confidences, strict=True)
        if keep_spaces or not char.isspace()
    ]
    while characters and characters[0][0].isspace():
        del characters[0]
    while characters and characters[-1][0].isspace():
        del characters[-1]
    if not characters:
        return None
    confidences = tuple(confidence for _, confidence in characters)
    sureness *= TINY if min(_letter(piece) for piece in pieces) < SMALLEST else 1.0
    return Field(
        name=name,
        value="".join(char for char, _ in characters),
        confidence=round(min(confidences) * sureness, 4),
        polygon=around([piece.line.polygon for piece in pieces]),
        char_confidences=confidences,
    )


def _letter(piece: Placed) -> float:
    """How large the letters are, in pixels: Chinese ones are as wide as they are high, Latin ones fill seven tenths of their box."""
    chinese = sum(char > "⺀" for char in piece.text)
    return piece.pitch if 2 * chinese >= len(piece.text) else 0.7 * piece.height


def around(polygons: Sequence[Polygon]) -> Polygon:
    """The one polygon itself, or the upright box around several."""
    if len(polygons) == 1:
        return polygons[0]
    points = [point for polygon in polygons for point in polygon]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    return (left, top), (right, top), (right, bottom), (left, bottom)
