"""Rules of what people decide."""

from pipeline.outcome import Verdict
from pipeline.settings import Settings
from pipeline.store import Action


def needs_second_person(verdict: Verdict, action: Action, settings: Settings) -> bool:
    """Whether a decision counts only when a second person says the same: an approval of what the machine rejects, where that is set."""
    return settings.second_person and action is Action.APPROVE and verdict is Verdict.REJECT
