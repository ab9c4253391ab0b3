"""Rule packs: every one loads, and one that does not fit says where."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.vocabulary import DocumentKind
from matchers import NameMode
from pipeline import standards
from pipeline.application import SignatureType
from pipeline.chain.follow import follow
from pipeline.errors import SetupError, UsageError
from pipeline.settings import Settings
from tests.pipeline.chain.factory import case

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
types:
  company: {certificates: [business_license], named_on: [business_license], subject: entity_name, owner: entity_name}
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
        assert DocumentKind.OTHER not in (*rules.certificates, *rules.named_on)


@pytest.mark.parametrize("name", standards.names())
def test_the_chain_can_be_followed_under_every_pack(name: str) -> None:
    for kind in SignatureType:
        assert follow(case(kind=kind, standard=name)).drafts


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
        ("subject: entity_name", "subject: entity", "types.company.subject"),
        ("certificates: [business_license]", "certificates: [licence]", "types.company.certificates.0"),
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


def test_a_website_needs_a_company_to_say_whose_the_licence_is(folder: Path) -> None:
    (folder / "mine.yaml").write_text(PACK.replace("  company:", "  website:"))
    with pytest.raises(SetupError, match=r"types: .*company"):
        standards.load("mine")


@pytest.mark.parametrize("content", ["name: [", "", "- a list", "\tname: x", "name: a\x00b", b"name: \xff"])
def test_a_file_that_is_no_pack_is_named(folder: Path, content: str | bytes) -> None:
    (folder / "mine.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SetupError, match=r"mine\.yaml"):
        standards.load("mine")


def test_a_pack_needs_both_forms(folder: Path) -> None:
    (folder / "mine.yaml").write_text(PACK.replace('  global: {least: 2, most: 15, characters: "."}\n', ""))
    with pytest.raises(SetupError, match="forms"):
        standards.load("mine")
