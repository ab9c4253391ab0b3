"""A person's answer to a case, from the page or through the API: what of the newest review is kept with it."""

from dashboard.casefile import confidence_of, provisional_files
from dashboard.site import Site
from pipeline.deciding import needs_second_person
from pipeline.outcome import Review
from pipeline.store import Action


def decide(
    site: Site,
    case_id: str,
    review: Review,
    *,
    version: str,
    person_id: int,
    action: Action,
    reason: str,
    text: str,
    language: str,
    note: str,
) -> int:
    """Adds the decision; its number.

    Raises:
        Conflict: the case changed since the person saw its `version`, or another is at work on it.
    """
    return site.store.desk.decide(
        case_id,
        version=version,
        person_id=person_id,
        action=action,
        reason=reason,
        text=text,
        language=language,
        note=note,
        second_person=needs_second_person(review.verdict, action, site.settings),
        confidence=confidence_of(review),
        confirmed=provisional_files(review),
    )
