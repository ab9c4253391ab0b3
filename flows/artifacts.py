"""What a run shows in Prefect's page: how far it is, and a table of the flagged cases. Ids and codes, no names."""

from collections import Counter
from collections.abc import Sequence

from prefect.artifacts import create_progress_artifact, create_table_artifact, update_progress_artifact

from flows.notice import case_link
from pipeline.outcome import Verdict
from pipeline.work import CaseResult

MOST_ROWS = 500


class Progress:
    """A bar that fills as chunks come back."""

    def __init__(self, chunks: int) -> None:
        self._chunks, self._done = chunks, 0
        self._id = create_progress_artifact(0.0, key="progress", description="Chunks of cases that are reviewed.")

    def advance(self) -> None:
        """One chunk more is done."""
        self._done += 1
        update_progress_artifact(self._id, 100.0 * self._done / self._chunks)  # type: ignore[arg-type, unused-ignore]


def show_flagged(results: Sequence[CaseResult], dashboard_url: str) -> None:
    """Leaves the table of the cases that did not pass, with a link to each where it is known where the dashboard is."""
    flagged = [result for result in results if result.verdict != Verdict.PASS]
    counts = Counter(result.verdict or result.outcome.value for result in results)
    said = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common()) or "no case"
    more = f" The table shows the first {MOST_ROWS}." if len(flagged) > MOST_ROWS else ""
    rows = [_row(result, dashboard_url) for result in flagged[:MOST_ROWS]]
    create_table_artifact(rows or [{"case": "none"}], key="flagged-cases", description=f"{len(results)} cases: {said}.{more}")


def _row(result: CaseResult, dashboard_url: str) -> dict[str, str]:
    link = case_link(dashboard_url, result.case_id)
    shown = f"[{_plain(result.case_id)}]({link})" if link else _plain(result.case_id)
    return {"case": shown, "verdict": result.verdict or result.outcome.value, "finding": result.code}


def _plain(text: str) -> str:
    """A case id that an applicant's system chose, without what Markdown would take for a link or a tag."""
    return "".join(character if character.isalnum() or character in " -_." else "·" for character in text)
