"""The flow of a work pool's worker, with engines that do what the cases say."""

from benchmarks.batch.engines import review_with_injected
from pipeline import work

work.review_case = review_with_injected

from flows.deployed import review_inbox  # noqa: E402

__all__ = ["review_inbox"]
