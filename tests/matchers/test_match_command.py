"""`signmatch match` and `signmatch evaluate names`, called as plain functions."""

import json
from pathlib import Path

import pytest

from cli.evaluate_names import evaluate_names
from cli.match import json_line, match
from matchers import compare
from pipeline.errors import ExitCode, InputRefused, UsageError

TENCENT_CLOUD = "腾讯云计算（北京）有限责任公司"
Output = pytest.CaptureFixture[str]


def test_one_comparison_for_people(capsys: Output):
    assert match("腾讯云", TENCENT_CLOUD) == ExitCode.ALL_PASS
    assert "accepted (contiguous" in capsys.readouterr().out


def test_the_standard_decides(capsys: Output):
    assert match("微光股份", "杭州微光电子股份有限公司", standard="tencent-2022", as_json=True) == ExitCode.ALL_PASS
    assert match("微光股份", "杭州微光电子股份有限公司", standard="tencent-2026", as_json=True) == ExitCode.FLAGGED
    loose, strict = map(json.loads, capsys.readouterr().out.splitlines())
    assert (loose["accepted"], strict["accepted"]) == ("yes", "no")


def test_an_unknown_standard_is_a_usage_error():
    with pytest.raises(UsageError, match="nobody-1999"):
        match("腾讯云", TENCENT_CLOUD, standard="nobody-1999")


def test_pairs_stream_one_object_a_line(tmp_path: Path, capsys: Output):
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text(f'id\tname\tsignature\n1\t{TENCENT_CLOUD}\t腾讯云\n2\t"甲"公司\\\t美团\n', encoding="utf-8")
    assert match(None, None, pairs=pairs) == ExitCode.FLAGGED
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["signature"], first["accepted"]) == ("腾讯云", "yes")
    assert (second["name"], second["accepted"]) == ('"甲"公司\\', "no")


def test_a_line_of_json_is_what_the_comparison_says():
    for signature, name in (("微光电子", "徽光电子"), ('"', "\\\n\x00"), ("", "")):
        found = compare(signature, name)
        assert json.loads(json_line(found)) == json.loads(json.dumps(found.to_json()))


@pytest.mark.parametrize("content", [b"", b"a\tb\n", b"signature\tname\nonly one\n", b"signature\tname\n\xff\t1\n"])
def test_a_table_that_does_not_fit_is_refused_by_its_name(tmp_path: Path, content: bytes):
    pairs = tmp_path / "broken.tsv"
    pairs.write_bytes(content)
    with pytest.raises(InputRefused, match=r"broken\.tsv"):
        match(None, None, pairs=pairs)


def test_a_missing_table_is_refused(tmp_path: Path):
    for call in (lambda path: match(None, None, pairs=path), lambda path: match("a", "b", register=path), evaluate_names):
        with pytest.raises(InputRefused, match="nowhere"):
            call(tmp_path / "nowhere.tsv")


def test_arguments_that_do_not_go_together():
    with pytest.raises(UsageError):
        match("腾讯云", None)
    with pytest.raises(UsageError):
        match("腾讯云", TENCENT_CLOUD, pairs=Path("pairs.tsv"))


def test_names_are_evaluated_by_set_and_length(tmp_path: Path, capsys: Output):
    labelled = tmp_path / "labelled.tsv"
    rows = [("腾讯云", TENCENT_CLOUD, "1", "true"), ("美团", TENCENT_CLOUD, "1", "true"), ("美团", TENCENT_CLOUD, "0", "false")]
    labelled.write_text("signature\tname\tlabel\tset\n" + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    evaluate_names(labelled, as_json=True)
    true, false = json.loads(capsys.readouterr().out)["sets"]
    assert (true["pairs"], true["yes"], true["no"], true["yes_percent"]) == (2, 1, 1, 50.0)
    assert (true["by_length"]["3"]["yes"], true["by_length"]["2"]["no"]) == (1, 1)
    assert [error["signature"] for error in true["errors"]] == ["美团"]
    assert (false["no"], false["errors"]) == (1, [])
    evaluate_names(labelled)
    assert "50.00 %" in capsys.readouterr().out
