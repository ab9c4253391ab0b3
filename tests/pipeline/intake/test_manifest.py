"""A table of applications becomes case folders; what is wrong with a row stays with that row."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.vocabulary import DocumentKind
from pipeline.application import Account, Application, Document, PartyKind, SignatureType
from pipeline.columns import COLUMNS, application_keys, row_of
from pipeline.errors import InputRefused
from pipeline.intake.cases import open_case
from pipeline.intake.inbox import survey
from pipeline.intake.manifest import ImportedRow, import_manifest
from pipeline.intake.strict_json import validate
from pipeline.settings import Settings
from tests.pipeline.cases import LICENCE, write_case

SETTINGS = Settings()
HEAD = "case_id,signature,signature_type,account_name,documents"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a picture, licence.jpg."""
    (write_case(tmp_path / "made") / f"{LICENCE}.jpg").rename(tmp_path / "licence.jpg")
    return tmp_path


def imported(folder: Path, *lines: str, name: str = "table.csv") -> list[ImportedRow]:
    (folder / name).write_text("\n".join(lines) + "\n", "utf8")
    return list(import_manifest(folder / name, folder / "inbox", SETTINGS))


def test_every_row_becomes_a_case_that_a_batch_finds(folder: Path) -> None:
    rows = imported(folder, HEAD, "1,榴屿文化,company,杭州榴屿,licence.jpg=business_license", "2,榴屿,trademark,杭州榴屿,")
    assert [(row.number, row.case_id, row.refusal) for row in rows] == [(2, "1", ""), (3, "2", "")]
    assert [path.name for path in survey(folder / "inbox").cases] == ["1", "2"]
    case = open_case(folder / "inbox" / "1", SETTINGS)
    assert (case.application.signature, case.application.account.name) == ("榴屿文化", "杭州榴屿")
    assert case.application.documents == (Document(file="licence.jpg", kind=DocumentKind.BUSINESS_LICENSE),)
    assert case.uploads[0].data == (folder / "licence.jpg").read_bytes()


def test_people_may_write_chinese(folder: Path) -> None:
    [row] = imported(folder, "签名,签名类型,用途,账号实名,主体类型,证明材料,其他", "榴屿文化,小程序,他用,甘示范,个人,licence.jpg,x")
    assert row == ImportedRow(2, "table-00002")
    application = open_case(folder / "inbox" / row.case_id, SETTINGS).application
    assert (application.signature_type, application.purpose, application.account.kind) == ("mini_program", "others", "individual")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("1,,company,,", "the key signature is missing"),
        ("1,榴屿,firm,,", 'signature_type is "firm"'),
        ("1,榴屿,company,,other.jpg", "other.jpg does not exist"),
        ("1,榴屿,company,,../licence.jpg", "lies outside"),
        ("1,榴屿,company,,/etc/passwd", "lies outside"),
        ("1,榴屿,company,,link.jpg", "is a link"),
        ("1,榴屿,company,,table.csv", "not a picture"),
        ("1,榴屿,company,,licence.jpg=licence", "documents[0].kind"),
        ("1,榴屿,company,,licence.jpg=business_license#x", "whose code is no number"),
        ("..,榴屿,company,,", "begins with a dot"),
        ("a/b,榴屿,company,,", "case_id"),
        ("there,榴屿,company,,", "is in the inbox already"),
    ],
)
def test_a_row_that_is_refused_says_why_and_leaves_nothing(folder: Path, row: str, said: str) -> None:
    (folder / "link.jpg").symlink_to(folder / "licence.jpg")
    (folder / "inbox" / "there").mkdir(parents=True)
    refused, kept = imported(folder, HEAD, row, "2,榴屿,company,,licence.jpg")
    assert said in refused.refusal
    assert not kept.refusal
    assert {path.name for path in (folder / "inbox").iterdir()} == {"there", "2"}


def test_a_table_without_its_columns_is_refused_whole(folder: Path) -> None:
    with pytest.raises(InputRefused, match="no column signature_type"):
        imported(folder, "case_id,signature", "1,榴屿")
    with pytest.raises(InputRefused, match="column signature twice"):
        imported(folder, "签名,signature,类型", "榴屿,榴屿,company")
    assert not (folder / "inbox").exists()


names = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters=";；=#"), min_size=1, max_size=20)


@given(
    st.builds(
        Application,
        case_id=st.just("1"),
        signature=names,
        signature_type=st.sampled_from(SignatureType),
        developed_by=st.sampled_from(PartyKind),
        international=st.booleans(),
        submitted_at=st.dates() | st.none(),
        account=st.builds(Account, kind=st.sampled_from(PartyKind), name=names, approved_signatures=st.lists(names, max_size=3)),
        description=names,
        documents=st.lists(
            st.builds(Document, file=names, kind=st.sampled_from(DocumentKind) | st.none(), vendor_code=st.integers(0, 8) | st.none()),
            max_size=3,
        ),
        vendor=st.dictionaries(names, st.integers() | names, max_size=3),
    )
)
def test_an_application_comes_back_from_its_row(application: Application) -> None:
    row = row_of(application)
    assert tuple(row) == COLUMNS
    keys: dict[str, Any] = json.loads(json.dumps(application_keys(row)))
    assert validate("row", keys, Application) == application
