"""Which account came with which file, number and name."""

from pathlib import Path

from pipeline.sighting import Sighting
from pipeline.store import Store
from tests.pipeline.store.conftest import database, make_schema

FILE, OTHER_FILE = "a" * 64, "b" * 64


def seen(case_id: str = "1", account: str = "甲公司", file: str = FILE, number: str = "", name: str = "") -> Sighting:
    return Sighting(case_id, account, file, number, name)


def test_the_same_file_and_the_same_number_are_found_in_other_cases(store: Store) -> None:
    same_file, same_number = seen("2", "乙公司"), seen("3", "丙公司", OTHER_FILE, "91X", "丙公司")
    store.sightings.keep([same_file, same_number, seen("4", "丁公司", "c" * 64, "92X", "丁公司")])
    assert store.sightings.elsewhere([seen(number="91X", name="甲公司")]) == (same_file, same_number)


def test_the_case_itself_is_no_other_case(store: Store) -> None:
    store.sightings.keep([seen(), seen(account="the account's former name")])
    assert store.sightings.elsewhere([seen()]) == ()


def test_numbers_that_were_not_read_are_not_the_same(store: Store) -> None:
    store.sightings.keep([seen("2", file=OTHER_FILE)])
    assert store.sightings.elsewhere([seen()]) == ()


def test_a_sighting_is_kept_once(store: Store) -> None:
    for _ in range(2):
        store.sightings.keep([seen("2")])
    assert store.sightings.elsewhere([seen()]) == (seen("2"),)


def test_a_store_of_the_first_schema_gets_the_table(tmp_path: Path) -> None:
    make_schema(tmp_path, "0001")
    store = Store.open(database(tmp_path), tmp_path)
    assert store.sightings.elsewhere([seen()]) == ()
    store.close()
