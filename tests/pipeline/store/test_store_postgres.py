"""The store on a real PostgreSQL server, which these tests start for themselves."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.batch.database import Postgres, missing, postgres
from pipeline.errors import SetupError
from pipeline.intake.cases import Case
from pipeline.outcome import Review
from pipeline.store import Store
from pipeline.store.backup import back_up, restore
from tests.pipeline.store.conftest import database

pytestmark = [pytest.mark.engines, pytest.mark.skipif(bool(missing()), reason=missing() or "there is a server")]

NewCase = Callable[..., Case]
NewReview = Callable[..., Review]


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres() as started:
        yield started


@pytest.fixture
def url(server: Postgres, request: pytest.FixtureRequest) -> str:
    """A database of the test's own."""
    return server.create(request.node.name[:60].lower())


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(url, tmp_path / "data")) as opened:
        yield opened


def test_cases_reviews_and_runs_are_kept(store: Store, new_case: NewCase, new_review: NewReview) -> None:
    run = store.start_run(inbox="收件箱", standard="s", versions={"signmatch": "1"}, cases=1)
    store.leases.hold(run, 60)
    application_id = store.take_up(new_case(), input_key="k", run_id=run)
    assert application_id is not None
    assert store.leases.living_runs() == [run]
    review = store.add_review(new_review(), application_id=application_id, kind="batch", input_key="k", run_id=run, unless_newest=True)
    store.end_run(run_id=run, counts={"cases": 1})
    stored = store.last_review("1")
    assert stored is not None
    assert (stored.id, stored.run_id) == (review, run)
    assert store.leases.living_runs() == []


def test_of_many_runs_that_want_a_case_one_gets_it(store: Store, new_case: NewCase, new_review: NewReview) -> None:
    runs = [store.start_run(inbox="inbox", standard="s", versions={}) for _ in range(6)]
    for run in runs:
        store.leases.hold(run, 60)
    barrier, taken = threading.Barrier(len(runs)), list[int]()

    def want(run: int) -> None:
        barrier.wait(20)
        for number in range(20):
            application_id = store.take_up(new_case(str(number)), input_key="k", run_id=run)
            if application_id is not None:
                taken.append(number)
                review = new_review(str(number))
                store.add_review(review, application_id=application_id, kind="batch", input_key="k", run_id=run, unless_newest=True)

    threads = [threading.Thread(target=want, args=(run,)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(taken) == list(range(20))
    assert all(len(store.desk.reviews(str(number))) == 1 for number in range(20))


def test_a_server_that_was_restarted_is_used_again(server: Postgres, store: Store, new_case: NewCase) -> None:
    store.keep_case(new_case("before"))
    server.stop()
    with pytest.raises(SetupError, match=r"cannot be used|went away"):
        store.keep_case(new_case("meanwhile"))
    server.start()
    store.keep_case(new_case("after"))
    assert store.case_ids() == ["after", "before"]


def test_a_backup_moves_a_store_to_postgresql_and_back(
    server: Postgres, url: str, tmp_path: Path, new_case: NewCase, new_review: NewReview
) -> None:
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    with closing(Store.open(database(first), first)) as store:
        application_id = store.keep_case(new_case())
        store.add_review(new_review(), application_id=application_id, kind="single", input_key="k")
        before = store.last_review("1")
    back_up(database(first), first, tmp_path / "1.tar")
    restore(tmp_path / "1.tar", url, second)
    back_up(url, second, tmp_path / "2.tar")
    restore(tmp_path / "2.tar", database(third), third)
    with closing(Store.open(url, second)) as moved, closing(Store.open(database(third), third)) as back:
        assert moved.last_review("1") == back.last_review("1") == before
        assert moved.keep_case(new_case("2")) > application_id
