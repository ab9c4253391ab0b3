"""The store: applications, uploads, readings, reviews, runs, people and decisions. Rows are only ever added."""

from pipeline.store.desk_records import Action, CaseHead, CaseState, Claim, Correction, Decision, Person, Role, Session
from pipeline.store.queue import Cursor, View
from pipeline.store.records import Run, RunItem, RunOutcome, StoredCase, StoredReview
from pipeline.store.store import Store

__all__ = [
    "Action",
    "CaseHead",
    "CaseState",
    "Claim",
    "Correction",
    "Cursor",
    "Decision",
    "Person",
    "Role",
    "Run",
    "RunItem",
    "RunOutcome",
    "Session",
    "Store",
    "StoredCase",
    "StoredReview",
    "View",
]
