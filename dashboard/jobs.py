"""Reviews in the background: one at a time, for reading a page takes a processor for seconds, with progress that a page can show."""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

import structlog

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.bootstrap import Parts
from pipeline.errors import SignmatchError
from pipeline.intake.cases import Case
from pipeline.intake.documents import Upload
from pipeline.logs import where
from pipeline.read_document import ReadDocument, ReadsDocuments
from pipeline.single import review_again, review_anew, review_kept

log = structlog.get_logger()
REMEMBERED = 500
NOBODY = 0
"""Asked for a review that goes on by itself."""


@dataclass
class Job:
    """One review on its way; `done` of `documents` are read. `person_id` asked for it."""

    id: str
    case_id: str
    person_id: int
    documents: int
    state: Literal["waiting", "reading", "done", "failed"] = "waiting"
    done: int = 0
    error: str = ""


@dataclass
class _Counting(Parts):
    """Parts whose readers say when a document is read."""

    on_document: Callable[[], None] = field(default=lambda: None)

    def reader(self, *, afresh: bool = False) -> ReadsDocuments:
        return _CountingReader(super().reader(afresh=afresh), self.on_document)


class _CountingReader:
    def __init__(self, reader: ReadsDocuments, on_document: Callable[[], None]) -> None:
        self._reader, self._on_document = reader, on_document

    def read(self, upload: Upload, declared_kind: DocumentKind | None = None, *, forced: DocumentKind | None = None) -> ReadDocument:
        document = self._reader.read(upload, declared_kind, forced=forced)
        self._on_document()
        return document

    def confirm(self, document: ReadDocument, name: FieldName) -> bool:
        return self._reader.confirm(document, name)

    def read_on(self, document: ReadDocument) -> bool:
        return self._reader.read_on(document)


class Jobs:
    """The queue of reviews that people asked for on the page or through the API."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._worker = ThreadPoolExecutor(1, "review")
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._changing = threading.Lock()

    def upload(self, case: Case, person_id: int) -> Job:
        """Reviews an application that was just handed in. It is kept before this returns: a server that ends now reviews it when it
        is started again.

        Raises:
            SetupError: the disk is full.
        """
        self._parts.store.keep_case(case)
        return self._submit(case.application.case_id, len(case.uploads), person_id, lambda parts: review_anew(case, parts))

    def resume(self) -> None:
        """Reviews what was kept and never reviewed, because a server or a run was ended before."""
        for case_id in self._parts.store.queue.unreviewed():
            log.warning("review goes on", case=case_id)
            self._submit(case_id, 0, NOBODY, partial(review_kept, case_id))

    def rerun(self, case_id: str, documents: int, person_id: int, *, afresh: bool) -> Job:
        """Reviews a stored case again."""
        return self._submit(case_id, documents, person_id, lambda parts: review_again(case_id, parts, afresh=afresh))

    def get(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)

    def close(self) -> None:
        self._worker.shutdown(cancel_futures=True)

    def _submit(self, case_id: str, documents: int, person_id: int, act: Callable[[Parts], object]) -> Job:
        job = Job(secrets.token_urlsafe(12), case_id, person_id, documents)
        with self._changing:
            self._jobs[job.id] = job
            while len(self._jobs) > REMEMBERED:
                self._jobs.popitem(last=False)
        self._worker.submit(self._run, job, act)
        return job

    def _run(self, job: Job, act: Callable[[Parts], object]) -> None:
        def count() -> None:
            job.done += 1

        job.state = "reading"
        parts = self._parts
        counting = _Counting(parts.settings, parts.store, parts.readers, parts.standard, on_document=count)
        try:
            act(counting)
            job.state = "done"
        except SignmatchError as error:
            job.error, job.state = str(error), "failed"
        except Exception as error:
            log.error("review failed", case=job.case_id, error=type(error).__name__, where=where(error))
            job.error, job.state = f"signmatch failed on this case ({type(error).__name__}); see the log.", "failed"
