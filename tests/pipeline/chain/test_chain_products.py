"""Apps, official accounts and mini programs: what names them, whose they are, and what the description gives."""

from typing import Any

import pytest

from extractors.vocabulary import DocumentKind, FieldName
from pipeline.application import PartyKind, SignatureType
from pipeline.chain import DocumentFacts
from pipeline.chain.description import bare_account_name, store_links
from pipeline.chain.parties import is_person
from pipeline.outcome import LinkState, Severity, Verdict
from tests.pipeline.chain.factory import COMPANY, OTHER_COMPANY, Judged, case, document, fact, judged, licence

REJECT, REVIEW = Severity.REJECT, Severity.REVIEW
LINK = "https://apps.apple.com/cn/app/xingcha/id9900000001"
INDIVIDUAL = PartyKind.INDIVIDUAL


def store(name: str | None = "星槎云", developer: str | None = COMPANY, package: str | None = None) -> DocumentFacts:
    values = {FieldName.APP_NAME: name, FieldName.DEVELOPER: developer, FieldName.PACKAGE_NAME: package}
    return document(DocumentKind.APP_STORE_SCREENSHOT, "store.png", *(fact(key, value) for key, value in values.items() if value))


def settings(name: str | None = "星槎云", subject: str | None = COMPANY) -> DocumentFacts:
    values = {FieldName.ACCOUNT_NAME: name, FieldName.ACCOUNT_SUBJECT: subject}
    return document(DocumentKind.OFFICIAL_ACCOUNT_SCREENSHOT, "account.png", *(fact(key, value) for key, value in values.items() if value))


def app(*documents: DocumentFacts, description: str = LINK, **application: Any) -> Judged:
    return judged(case(*documents, kind=SignatureType.APP, description=description, **application))


def account(*documents: DocumentFacts, description: str = "公众号：星槎云", **application: Any) -> Judged:
    return judged(case(*documents, kind=SignatureType.OFFICIAL_ACCOUNT, description=description, **application))


# What names the app


def test_an_app_on_the_screen_of_its_developer_is_proven() -> None:
    answer = app(licence(), store())
    assert (answer.verdict, answer.codes) == (Verdict.PASS, {})
    assert list(answer.links) == ["certificate", "named_by", "is_account_holder", "certificate_of"]


def test_a_licence_alone_leaves_the_apps_name_a_claim_and_tells_where_to_look() -> None:
    answer = app(licence())
    assert (answer.verdict, answer.codes) == (Verdict.NEEDS_REVIEW, {"APP_CLAIMED": REVIEW})
    assert answer.links["named_by"] is LinkState.CLAIMED
    [look] = answer.result.looks
    assert (look.phrase, look.facts["link"]) == ("store", LINK)


def test_another_developer_is_rejected() -> None:
    assert app(licence(), store(developer=OTHER_COMPANY)).codes == {"ACCOUNT_MISMATCH": REJECT}


def test_another_app_is_rejected() -> None:
    assert app(licence(), store("檐鹊到家")).codes == {"SIGNATURE_CERTIFICATE_MISMATCH": REJECT}


# Individuals


def test_an_individuals_app_is_proven_by_the_screen_alone() -> None:
    answer = app(store(developer="甘示范"), account="甘示范", account_kind=INDIVIDUAL)
    assert (answer.verdict, answer.codes) == (Verdict.PASS, {})


def test_that_an_individual_develops_for_the_organization_is_a_claim() -> None:
    answer = app(store(developer="甘示范"), developed_by=INDIVIDUAL)
    assert (answer.verdict, answer.codes) == (Verdict.NEEDS_REVIEW, {"DEVELOPER_CLAIMED": REVIEW})
    assert answer.links["is_account_holder"] is LinkState.CLAIMED


def test_another_organization_in_place_of_the_individual_is_rejected() -> None:
    assert app(store(developer=OTHER_COMPANY), developed_by=INDIVIDUAL).codes == {"ACCOUNT_MISMATCH": REJECT}
    assert app(store(), developed_by=INDIVIDUAL).verdict is Verdict.PASS


def test_a_screen_that_is_the_proof_must_show_all() -> None:
    answer = app(store(developer=None), developed_by=INDIVIDUAL)
    assert answer.codes == {"SCREENSHOT_INCOMPLETE": REVIEW}
    assert "developer" in answer.message("SCREENSHOT_INCOMPLETE")


@pytest.mark.parametrize(
    ("name", "person"), [("甘示范", True), ("买买提·示范", True), ("星槎店", False), ("北京星槎云计算有限公司", False), ("Gan", False)]
)
def test_a_persons_name_is_told_from_an_organizations(name: str, person: bool) -> None:
    assert is_person(name) is person


# The description of an app


@pytest.mark.parametrize(
    ("description", "standard", "told"),
    [
        ("", "tencent-2022", {"DESCRIPTION_MISSING": REJECT}),
        ("见附件", "tencent-2022", {"DESCRIPTION_FORM": REJECT}),
        ("https://dl.example/app.apk", "tencent-2022", {"DESCRIPTION_FORM": REVIEW}),
        ("https://apps.apple.com.evil.example/app", "tencent-2022", {"DESCRIPTION_FORM": REVIEW}),
        (f"下载：{LINK}。", "tencent-2022", {}),
        ("", "tencent-intl-2024", {}),
        ("见附件", "tencent-intl-2024", {"DESCRIPTION_FORM": REVIEW}),
    ],
)
def test_the_description_of_an_app_links_to_a_store(description: str, standard: str, told: dict[str, Severity]) -> None:
    assert app(licence(), store(), description=description, standard=standard).codes == told


def test_where_nothing_names_the_app_an_empty_description_is_told() -> None:
    assert app(licence(), description="").codes == {"APP_CLAIMED": REVIEW, "DESCRIPTION_MISSING": REVIEW}


def test_a_link_to_another_package_is_told() -> None:
    link = "https://play.google.com/store/apps/details?id=example.yanque"
    assert app(licence(), store(package="example.xingcha"), description=link).codes == {"DESCRIPTION_DIFFERS": REJECT}
    assert app(licence(), store(package="example.yanque"), description=link).codes == {}


def test_links_to_stores_are_found_in_a_description() -> None:
    assert store_links(f"应用宝 https://sj.qq.com/appdetail/example，苹果：{LINK}") == ("https://sj.qq.com/appdetail/example", LINK)
    assert store_links("http://[bad https://apps.apple.com:99999/x") == ("https://apps.apple.com:99999/x",)


@pytest.mark.parametrize(
    ("kind", "advice"), [(PartyKind.ORGANIZATION, "name of the organization"), (PartyKind.INDIVIDUAL, "only once it is released")]
)
@pytest.mark.parametrize("description", ["APP尚未上线", "Our app is not yet released.", "Segera hadir"])
def test_a_product_that_is_not_there_is_rejected_with_advice(kind: PartyKind, advice: str, description: str) -> None:
    answer = app(licence() if kind is PartyKind.ORGANIZATION else store(), description=description, account_kind=kind)
    assert answer.codes["PRODUCT_NOT_RELEASED"] is REJECT
    assert advice in answer.message("PRODUCT_NOT_RELEASED")


# Official accounts


def test_an_account_is_proven_by_its_settings() -> None:
    assert account(licence(), settings()).verdict is Verdict.PASS


def test_a_part_of_an_accounts_name_is_refused() -> None:
    answer = account(licence(), settings("星槎云服务号"), description="星槎云服务号")
    assert answer.codes == {"SIGNATURE_NOT_WHOLE": REJECT}


def test_a_claimed_account_is_searched_for() -> None:
    answer = account(licence())
    assert answer.codes == {"ACCOUNT_NAME_CLAIMED": REVIEW}
    assert answer.link("named_by").right == "星槎云"
    [look] = answer.result.looks
    assert look.phrase == "account"


@pytest.mark.parametrize(
    ("description", "told"),
    [
        ("星槎云", {}),
        ("我们的公众号叫星槎云，欢迎关注", {}),
        ("檐鹊到家", {"DESCRIPTION_DIFFERS": REJECT}),
        ("我们的公众号是檐鹊到家，欢迎关注", {"DESCRIPTION_DIFFERS": REVIEW}),
        ("https://mp.example/x", {"DESCRIPTION_FORM": REVIEW}),
        ("", {}),
    ],
)
def test_the_description_of_an_account_gives_the_name_that_the_screen_shows(description: str, told: dict[str, Severity]) -> None:
    assert account(licence(), settings(), description=description).codes == told


def test_the_description_of_a_claimed_account_gives_the_signature() -> None:
    assert account(licence(), description="檐鹊到家").codes == {"ACCOUNT_NAME_CLAIMED": REVIEW, "DESCRIPTION_DIFFERS": REVIEW}
    assert account(licence(), description="").codes == {"ACCOUNT_NAME_CLAIMED": REVIEW, "DESCRIPTION_MISSING": REVIEW}


@pytest.mark.parametrize(
    ("description", "name"),
    [
        ("公众号：星槎云", "星槎云"),
        ("微信公众号名称 「星槎云」", "星槎云"),
        ("小程序名称：星槎云", "星槎云"),
        ("星槎云。", "星槎云"),
        ("请搜索星槎云，谢谢", ""),
    ],
)
def test_the_bare_name_of_an_account_is_found(description: str, name: str) -> None:
    assert bare_account_name(description) == name
