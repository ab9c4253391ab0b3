"""Transactions: which of them wait for the disk."""

from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.store.engine import make_engine, writing

NORMAL, FULL = 1, 2


@pytest.mark.parametrize(("lasting", "synchronous"), [(True, FULL), (False, NORMAL)])
def test_a_transaction_waits_for_the_disk_unless_the_next_run_would_do_it_again(tmp_path: Path, lasting: bool, synchronous: int) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'a.db'}")
    for _ in range(2):  # the second time on a connection that the first one used
        with writing(engine, lasting=not lasting):
            pass
        with writing(engine, lasting=lasting) as connection:
            assert connection.scalar(text("PRAGMA synchronous")) == synchronous
    engine.dispose()
