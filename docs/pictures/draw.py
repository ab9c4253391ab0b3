"""Draws pictures of README and docs from the sample inbox and a specimen: `make pictures`. Needs a Chinese font for both photographs."""

import io
import re
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from rich.console import Console

from cli.batch import table
from pipeline.bootstrap import Parts, open_parts
from pipeline.outcome import Review
from pipeline.picture.shake import find_shake, steadied
from pipeline.settings import Settings
from pipeline.work import CaseResult, review_case
from samples import specimen
from samples.fonts import font

HERE = Path(__file__).parent
INBOX = HERE.parent.parent / "samples" / "inbox"
SHOWN = ("c02-contiguous-piece", "c06-watermark", "c20-other-company", "c24-near-miss", "c27-licence-of-another", "c31-expired",
         "c45-grey-copy", "t01-word-mark", "t05-device-mark", "w02-miit-page", "w05-licence-alone")  # fmt: skip
MISMATCH = "c20-other-company"
STEADIED_PART = (0.08, 0.16, 0.9, 0.36)
"""Left, top, right and bottom of what steadied.jpg shows, as shares of the page."""


def draw_batch(results: list[CaseResult]) -> None:
    console = Console(record=True, width=150, file=io.StringIO())
    console.print(table(tuple(results)))
    drawn = console.export_svg(title="signmatch batch samples/inbox")
    # Rich squeezes Chinese into half its width: it counts characters where it should count cells.
    drawn = re.sub(r' textLength="[^"]*"', "", drawn)
    # No picture of ours asks another host for a font.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    (HERE / "batch.svg").write_text(drawn, "utf8")


def draw_mismatch(review: Review) -> None:
    """The licence with the deciding field outlined, and the finding under it."""
    finding = review.findings[0]
    evidence = finding.evidence[0]
    page = Image.open(INBOX / review.case_id / evidence.document).convert("RGB")
    pen = ImageDraw.Draw(page)
    pen.polygon(list(evidence.polygon), outline=(214, 40, 40), width=max(3, page.width // 250))
    left, top = evidence.polygon[0]
    letters = font("hei", page.width // 38)
    pen.text((left, top - letters.size * 1.5), f"【{review.signature}】 ≠ {evidence.value}", fill=(214, 40, 40), font=letters)
    page.thumbnail((900, 1300))
    page.save(HERE / "mismatch.jpg", quality=80)


def draw_steadied() -> None:
    """Part of a shaken letter as it came, and as it is read."""
    picture, _ = specimen("authorization_letter", "entrustment", 54, [{"motion": {"length": 5}}, {"jpeg": {"quality": 85}}])
    taken = np.ascontiguousarray(np.asarray(picture.convert("RGB"))[..., ::-1])
    shake = find_shake(taken)
    assert shake is not None, "five pixels are seen"
    left, top, right, bottom = (round(share * length) for share, length in zip(STEADIED_PART, picture.size * 2, strict=True))
    both = np.vstack([each[top:bottom, left:right] for each in (taken, steadied(taken, shake))])
    Image.fromarray(both[..., ::-1]).save(HERE / "steadied.jpg", quality=80)


def reviewed(parts: Parts) -> tuple[list[CaseResult], Review]:
    results = [review_case(INBOX / name, parts, run_id=None) for name in SHOWN]
    last = parts.store.last_review(MISMATCH)
    assert last is not None, "the mismatch is among the cases shown"
    return results, last.review


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        parts = open_parts(Settings(data_dir=Path(folder)))
        results, mismatch = reviewed(parts)
        parts.close()
    draw_batch(results)
    draw_mismatch(mismatch)
    draw_steadied()


if __name__ == "__main__":
    main()
