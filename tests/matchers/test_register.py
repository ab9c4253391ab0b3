from pathlib import Path

import pytest

from matchers import Accepted, Register, RegisterRefused, compare

NAMES = ["杭州微光电子股份有限公司", "苏州微光软件有限公司", "微光餐饮管理有限公司", "北京小米科技有限责任公司", "Tencent Cloud Co., Ltd."]


def test_the_nearest_names_come_first_and_a_misread_character_hides_none():
    register = Register(NAMES)
    assert [found.name for found in register.candidates("微光电子", limit=1)] == ["杭州微光电子股份有限公司"]
    assert register.candidates("徽光电子", limit=1)[0].name == "杭州微光电子股份有限公司"


def test_a_signature_that_other_known_names_have_is_for_a_person_to_judge():
    found = compare("微光", NAMES[0], register=Register(NAMES))
    assert found.accepted is Accepted.UNSURE
    assert "2 other known names" in found.reason
    assert "微光餐饮管理有限公司" in found.reason


def test_the_name_itself_is_no_collision():
    assert compare("小米", NAMES[3], register=Register([*NAMES, "北京小米科技有限责任公司"])).accepted is Accepted.YES


@pytest.mark.parametrize("signature", ["", "！", "龘"])
def test_what_no_name_has_finds_nothing(signature: str):
    assert Register(NAMES).candidates(signature) == []
    assert Register(NAMES).holding(signature) == []
    assert Register([]).candidates(signature) == []


def test_a_register_is_a_table_or_a_list(tmp_path: Path):
    table = tmp_path / "register.tsv"
    table.write_text("id\tname\n1\t甲公司\n2\t乙公司\n", encoding="utf-8")
    assert Register.read(table).names == ("甲公司", "乙公司")
    table.write_text("甲公司\n\n乙公司\n甲公司\n", encoding="utf-8")
    assert Register.read(table).names == ("甲公司", "乙公司")


def test_a_file_that_is_no_text_is_refused_by_its_name(tmp_path: Path):
    broken = tmp_path / "broken.tsv"
    broken.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RegisterRefused, match=r"broken\.tsv"):
        Register.read(broken)
