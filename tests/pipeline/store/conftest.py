"""A store in a folder of its own, and cases without real pictures."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from pipeline.application import Application, Document, SignatureType
from pipeline.intake.cases import Case, fingerprint
from pipeline.intake.documents import Upload
from pipeline.outcome import Review, Verdict
from pipeline.store import Store, migrate
from pipeline.store.engine import make_engine


def database(folder: Path) -> str:
    return f"sqlite:///{folder / 'signmatch.db'}"


def make_schema(folder: Path, revision: str) -> None:
    """A database as an earlier signmatch made it."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    with make_engine(database(folder)).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(database(tmp_path), tmp_path)
    yield store
    store.close()


def make_case(case_id: str = "1", signature: str = "腾讯云", *files: bytes) -> Case:
    uploads = tuple(
        Upload(f"{n}.jpg", hashlib.sha256(data).hexdigest(), "image/jpeg", len(data), data) for n, data in enumerate(files or (b"licence",))
    )
    application = Application(
        case_id=case_id,
        signature=signature,
        signature_type=SignatureType.COMPANY,
        documents=tuple(Document(file=upload.name) for upload in uploads),
    )
    return Case(application, uploads, fingerprint(application, uploads))


def make_review(case_id: str = "1", verdict: Verdict = Verdict.PASS) -> Review:
    return Review(case_id=case_id, signature="腾讯云", verdict=verdict, standard="tencent-intl-2024", timings={"total": 0.5})


@pytest.fixture
def new_case() -> Callable[..., Case]:
    return make_case


@pytest.fixture
def new_review() -> Callable[..., Review]:
    return make_review
