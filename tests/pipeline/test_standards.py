"""Rule packs: every one loads, and one that does not fit says where."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from matchers import NameMode
from pipeline import standards
from pipeline.application import PartyKind, Purpose, SignatureType
from pipeline.chain.follow import follow
from pipeline.chain.parties import OWNER
from pipeline.errors import SetupError, UsageError
from pipeline.settings import Settings
from tests.pipeline.chain.factory import case

ORGANIZATION = PartyKind.ORGANIZATION
DOCS = Path(__file__).parents[2] / "docs" / "standards.md"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Packs of the test's own."""
    monkeypatch.setattr(standards, "FOLDER", tmp_path)
    standards.load.cache_clear()
    yield tmp_path
    standards.load.cache_clear()


PACK = """
name: mine
vendor: Mine
dated: 2024-01-01
sources: [a page]
name_mode: loose
case_sensitive: false
forms:
  mainland: {least: 2, most: 12, characters: "[a-z]"}
  global: {least: 2, most: 15, characters: "."}
content: {forbidden: [gambling]}
types:
  company:
    content: [full]
    accounts: [organization]
    named_on: [business_license]
    due:
      - {purpose: self, account: organization, order: first, one_of: [business_license]}
      - {purpose: self, account: organization, order: later, one_of: []}
codes:
  - {since: 2019-07-11, types: {0: [0, 1, 2]}}
  - {since: 2021-11-10, service: mainland, types: {0: [0, 1]}}
"""


@pytest.mark.parametrize("name", standards.names())
def test_every_pack_loads_and_is_what_its_name_says(name: str) -> None:
    pack = standards.load(name)
    assert pack.name == name
    assert name.endswith(str(pack.dated.year))
    assert pack.sources
    assert NameMode(pack.name_mode)
    assert SignatureType.COMPANY in pack.types
    for rules in pack.types.values():
        assert rules.certificates
        assert {*rules.certificates, *rules.named_on} <= set(OWNER), "the chain knows who owns each document that proves something"


@pytest.mark.parametrize("name", standards.names())
def test_the_chain_can_be_followed_under_every_pack(name: str) -> None:
    for kind in SignatureType:
        assert follow(case(kind=kind, standard=name)).drafts, "nothing was uploaded"


@pytest.mark.parametrize("name", standards.names())
def test_every_pack_is_explained_with_its_date_and_sources(name: str) -> None:
    page, pack = DOCS.read_text("utf8"), standards.load(name)
    row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
    assert pack.dated.isoformat() in row
    assert pack.name_mode in row
    for source in pack.sources:
        assert source.split()[0] in page


def test_the_default_standard_is_there() -> None:
    assert Settings().standard in standards.names()


def test_an_unknown_name_lists_the_choices() -> None:
    with pytest.raises(UsageError, match="no standard 'tencent-1999'") as wrong:
        standards.load("tencent-1999")
    for name in standards.names():
        assert name in wrong.value.remedy


@pytest.mark.parametrize("name", ["../settings", "", "tencent-2026.yaml"])
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(UsageError):
        standards.load(name)


def test_a_pack_of_ones_own_loads(folder: Path) -> None:
    (folder / "mine.yaml").write_text(PACK)
    form = standards.load("mine").form(international=False)
    assert (form.fits("abc"), form.fits("a"), form.fits("ABC"), form.strangers("aBc!")) == (True, False, False, "B!")
    assert standards.load("mine").form(international=True).fits("ABC!")


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("name_mode: loose", "name_mode: lax", "name_mode"),
        ("vendor: Mine", "vendor: Mine\ncolour: red", "colour"),
        ("content: [full]", "content: [whole]", "types.company.content.0"),
        ("accounts: [organization]", "accounts: [club]", "types.company.accounts.0"),
        ("named_on: [business_license]", "named_on: [licence]", "types.company.named_on.0"),
        ("content: [full]", "content: [full]\n    unnamed: [business_license/poster]", "types.company.unnamed.0"),
        ("content: [full]", "content: [full]\n    unnamed: [licence/licence]", "types.company.unnamed.0"),
        ("order: first", "order: third", "types.company.due.0.order"),
        ("order: first", "rank: first", "types.company.due.0.rank"),
        ("one_of: [business_license]", "one_of: [licence]", "types.company.due.0.one_of.0"),
        ("one_of: []", "one_of: [], letter: maybe", "types.company.due.1.letter"),
        ("order: later", "order: first", "types.company.due"),
        ("forbidden: [gambling]", "forbidden: [gaming]", "content.forbidden.0"),
        ("{0: [0, 1]}", "{zero: [0, 1]}", "codes.1.types.zero.[key]"),
        ("since: 2021-11-10", "since: someday", "codes.1.since"),
        ("  company:", "  firm:", "types.firm"),
        ('"[a-z]"', '"[a-z"', "forms.mainland.characters"),
        ("least: 2, most: 12", "least: 0, most: 12", "forms.mainland.least"),
        ("least: 2, most: 12", "least: 12, most: 2", "forms.mainland"),
        ("  global:", "  abroad:", "forms.abroad"),
        ("dated: 2024-01-01", "dated: soon", "dated"),
        ("name: mine", "name: yours", "name"),
    ],
)
def test_a_pack_that_does_not_fit_says_where(folder: Path, right: str, wrong: str, place: str) -> None:
    assert right in PACK
    (folder / "mine.yaml").write_text(PACK.replace(right, wrong, 1))
    with pytest.raises(SetupError) as error:
        standards.load("mine")
    assert f"mine.yaml does not fit at {place}" in error.value.message
    assert error.value.remedy


def test_two_rows_for_one_sort_of_application_are_named(folder: Path) -> None:
    (folder / "mine.yaml").write_text(PACK.replace("order: later", "developed_by: individual"))
    with pytest.raises(SetupError, match="rows 0 and 1 fit the same applications"):
        standards.load("mine")


def test_a_letter_that_is_due_wants_rules(folder: Path) -> None:
    (folder / "mine.yaml").write_text(PACK.replace("one_of: []", "one_of: [], letter: true"))
    with pytest.raises(SetupError, match="asks for a letter"):
        standards.load("mine")


def test_an_application_fits_one_row_or_none(folder: Path) -> None:
    (folder / "mine.yaml").write_text(PACK)
    rules = standards.load("mine").types[SignatureType.COMPANY]
    first, later = (rules.row(Purpose.SELF, ORGANIZATION, ORGANIZATION, order) for order in ("first", "later"))
    assert (first, later) == rules.due
    assert rules.row(Purpose.OTHERS, ORGANIZATION, ORGANIZATION, "first") is None
    assert rules.row(Purpose.SELF, PartyKind.INDIVIDUAL, ORGANIZATION, "first") is None


@pytest.mark.parametrize(
    ("on", "international", "codes"),
    [
        (date(2019, 1, 1), False, None),
        (date(2019, 7, 11), False, (0, 1, 2)),
        (date(2021, 11, 9), False, (0, 1, 2)),
        (date(2021, 11, 10), False, (0, 1)),
        (date(2021, 11, 10), True, (0, 1, 2)),
    ],
)
def test_the_vendors_codes_go_by_the_day_and_the_service(
    folder: Path, on: date, international: bool, codes: tuple[int, ...] | None
) -> None:
    (folder / "mine.yaml").write_text(PACK)
    assert standards.load("mine").document_types(0, international, on) == codes
    assert standards.load("mine").document_types(7, international, on) == (() if codes else None)


# SignType: its DocumentType codes, typed by hand from the interface's own history
CODES = {
    ("tencent-2022", date(2021, 1, 1)): {0: (0, 1, 2, 3), 1: (0, 1, 2, 3, 4), 2: (0, 1, 2, 3, 5), 3: (0, 1, 2, 3, 6), 4: (7,), 5: (2, 3)},
    ("tencent-intl-2024", date(2024, 6, 1)): {
        0: (0, 1),
        1: (0, 1, 2, 3, 4),
        2: (0, 1, 2, 3, 5),
        3: (0, 1, 2, 3, 8),
        4: (7,),
        5: (2, 3),
        6: (0, 1, 2, 3, 6),
    },
    ("tencent-2026", date(2026, 4, 20)): {0: (0, 1), 1: (0, 1, 2, 3, 4), 2: (), 3: (), 4: (7,), 5: (2, 3), 6: ()},
    ("tencent-2026", date(2026, 4, 21)): {0: (0, 1), 1: (), 2: (), 3: (), 4: (7,), 5: (2, 3), 6: ()},
}


@pytest.mark.parametrize(("name", "on"), CODES)
def test_the_codes_of_documents_are_those_of_the_interface_on_the_day(name: str, on: date) -> None:
    for sign_type, documents in CODES[name, on].items():
        assert standards.load(name).document_types(sign_type, False, on) == documents


def test_apps_are_still_taken_for_the_global_service() -> None:
    assert standards.load("tencent-2026").document_types(1, True, date(2026, 6, 1)) == (0, 1, 2, 3, 4)


def test_the_version_of_a_pack_changes_with_what_it_says() -> None:
    pack = standards.load("tencent-2026")
    assert standards.version(pack).startswith("2026-04-20 ")
    assert standards.version(pack) != standards.version(pack.model_copy(update={"name_mode": "loose"}))


def test_the_pack_of_2026_says_that_its_source_names_no_vendor() -> None:
    pack = standards.load("tencent-2026")
    assert "inferred" in pack.vendor
    assert "does not name the vendor" in pack.remarks[0]


@pytest.mark.parametrize("content", ["name: [", "", "- a list", "\tname: x", "name: a\x00b", b"name: \xff"])
def test_a_file_that_is_no_pack_is_named(folder: Path, content: str | bytes) -> None:
    (folder / "mine.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SetupError, match=r"mine\.yaml"):
        standards.load("mine")


def test_a_pack_needs_both_forms(folder: Path) -> None:
    (folder / "mine.yaml").write_text(PACK.replace('  global: {least: 2, most: 15, characters: "."}\n', ""))
    with pytest.raises(SetupError, match="forms"):
        standards.load("mine")
