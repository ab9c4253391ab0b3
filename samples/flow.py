"""Running text with blanks that were filled in: `‹…›` marks what stands in a blank, in its own face over a rule."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from samples.sheet import CLOSING, Sheet, text_width

OPEN, CLOSE = "‹›"


class Flow(BaseModel):
    """Paragraphs one below the other; `leading` is the pitch of lines, `gap` what is added between paragraphs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    left: int
    top: int
    width: int
    style: str
    filled: str
    size: int
    leading: int
    gap: int = 0
    rule: bool = True
    paragraphs: tuple[str, ...]


def print_flow(sheet: Sheet, flow: Flow, values: dict[str, Any]) -> None:
    """Print every paragraph with its values."""
    y = flow.top
    for paragraph in flow.paragraphs:
        for line in _lines(_runs(paragraph.format(**values), flow), flow):
            _print_line(sheet, flow, line, y)
            y += flow.leading
        y += flow.gap


Char = tuple[str, str]
"""A character and its face."""


def _runs(text: str, flow: Flow) -> list[Char]:
    style, chars = flow.style, []
    for char in text:
        if char in (OPEN, CLOSE):
            style = flow.filled if char == OPEN else flow.style
        else:
            chars.append((char, style))
    return chars


def _lines(chars: list[Char], flow: Flow) -> list[list[Char]]:
    lines: list[list[Char]] = [[]]
    width = 0.0
    for char, style in chars:
        advance = text_width(char, style, flow.size)
        if lines[-1] and width + advance > flow.width and char not in CLOSING:
            lines.append([])
            width = 0.0
        lines[-1].append((char, style))
        width += advance
    return lines


def _print_line(sheet: Sheet, flow: Flow, line: list[Char], y: int) -> None:
    x, start = float(flow.left), 0
    while start < len(line):
        style = line[start][1]
        end = next((place for place in range(start, len(line)) if line[place][1] != style), len(line))
        text = "".join(char for char, _ in line[start:end])
        width = text_width(text, style, flow.size)
        sheet.text((x, y), text, style, flow.size)
        if flow.rule and style == flow.filled != flow.style:
            base = round(y + flow.size * 1.12)
            sheet.draw.line((x, base, x + width, base), fill=(60, 60, 60), width=1)
        x, start = x + width, end
