from pathlib import Path

import pytest

from matchers import tables
from matchers.lexicon import places, trades
from matchers.tables import DATA, TableError, table


def test_every_table_names_its_source():
    for path in (*DATA.glob("*.tsv"), *DATA.glob("*.txt")):
        assert path.read_text(encoding="utf-8").startswith("# Source: "), path.name


def test_a_damaged_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "damaged.tsv").write_text("# Source: none\na\tb\nc\n", encoding="utf-8")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    with pytest.raises(TableError, match=r"damaged\.tsv, line 3: 1 columns instead of 2"):
        table("damaged.tsv", 2)


def test_no_word_of_the_trade_is_a_place():
    assert not {name for name, place in places().items() if place.known} & set(trades())


def test_words_of_the_trade_are_weighed_by_known_weights():
    assert set(trades().values()) == {"trade", "weak"}
