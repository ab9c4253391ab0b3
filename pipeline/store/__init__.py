"""The store: applications, uploads, readings, reviews and runs. Rows are only ever added."""

from pipeline.store.records import Run, RunItem, RunOutcome, StoredCase, StoredReview
from pipeline.store.store import Store

__all__ = ["Run", "RunItem", "RunOutcome", "Store", "StoredCase", "StoredReview"]
