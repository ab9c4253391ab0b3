"""One case by itself, not in a run: an application that was just handed in, or a stored one again."""

from pipeline.bootstrap import Parts
from pipeline.errors import InputRefused, UsageError
from pipeline.intake.cases import Case
from pipeline.outcome import Review
from pipeline.store import StoredCase, StoredReview
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
    stored = _kept(case_id, parts)
    return _stored(stored.case(), stored.application_id, parts, "rerun", afresh=afresh)


def review_kept(case_id: str, parts: Parts) -> StoredReview:
    """Reviews a stored case that was never reviewed. One that can't be read is left to a person, who would not hear of it otherwise.

    Raises:
        UsageError: there is no such case.
        SetupError: a file of it is no longer there.
    """
    stored = _kept(case_id, parts)
    case = stored.case()
    try:
        review = answered(case, parts)
    except InputRefused as error:
        review = answered(case, parts, given_up=error.message)
    return _added(case, review, stored.application_id, parts, "single")


def _kept(case_id: str, parts: Parts) -> StoredCase:
    stored = parts.store.case(case_id)
    if stored is None:
        raise UsageError(f"There is no stored case {case_id!r}.", "List the stored cases with: signmatch export --format csv.")
    return stored


def _stored(case: Case, application_id: int, parts: Parts, kind: str, *, afresh: bool) -> StoredReview:
    return _added(case, answered(case, parts, afresh=afresh), application_id, parts, kind)


def _added(case: Case, review: Review, application_id: int, parts: Parts, kind: str) -> StoredReview:
    key = input_key(case.fingerprint, parts)
    review_id = parts.store.add_review(review, application_id=application_id, kind=kind, input_key=key)
    stored = parts.store.review(review_id) if review_id is not None else None
    assert stored is not None
    return stored
