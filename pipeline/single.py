"""One case by itself, not in a run: an application that was just handed in, or a stored one again."""

from pipeline.bootstrap import Parts
from pipeline.errors import UsageError
from pipeline.intake.cases import Case
from pipeline.store import StoredReview
from pipeline.work import answered, input_key


def review_anew(case: Case, parts: Parts) -> StoredReview:
    """Keeps an application, reviews it and stores the answer."""
    application_id = parts.store.keep_case(case)
    return _stored(case, application_id, parts, "single", afresh=False)


def review_again(case_id: str, parts: Parts, *, afresh: bool = False) -> StoredReview:
    """Reviews the newest application of a stored case; with `afresh` its documents are read again.

    Raises:
        UsageError: there is no such case.
        SetupError: a file of it is no longer there.
    """
    stored = parts.store.case(case_id)
    if stored is None:
        raise UsageError(f"There is no stored case {case_id!r}.", "List the stored cases with: signmatch export --format csv.")
    return _stored(stored.case(), stored.application_id, parts, "rerun", afresh=afresh)


def _stored(case: Case, application_id: int, parts: Parts, kind: str, *, afresh: bool) -> StoredReview:
    review = answered(case, parts, afresh=afresh)
    key = input_key(case.fingerprint, parts)
    review_id = parts.store.add_review(review, application_id=application_id, kind=kind, input_key=key)
    stored = parts.store.review(review_id) if review_id is not None else None
    assert stored is not None
    return stored
