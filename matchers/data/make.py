"""Makes the generated tables of this folder:
`python -m matchers.data.make --cpca DIR --char-similar DIR --jieba DIR --companynameparser DIR`.

The folders are those of the unpacked packages cpca 0.5.5 (MIT), char-similar 0.0.2 (MIT), jieba 0.42.1 (MIT) and companynameparser 0.1.8
(Apache-2.0); they are wanted here only, not to run signmatch.
The hand-made tables of this folder are not touched.
"""

import argparse
import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
HAN = range(0x3400, 0xA000)


def write(file: str, source: str, columns: str, rows: Iterable[str]) -> None:
    text = f"# {source}\n# Made by matchers/data/make.py: do not edit.\n# columns: {columns}\n"
    (HERE / file).write_text(text + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def simplified() -> Iterator[str]:
    """Every traditional character whose simplified form is one other character."""
    from opencc import OpenCC

    converter = OpenCC("t2s")
    for character in map(chr, HAN):
        short = converter.convert(converter.convert(character))
        if short != character and len(short) == 1:
            yield f"{character}\t{short}"


def syllables() -> Iterator[str]:
    """The Mandarin readings, without tones, of the characters of GB 2312 (the ones that names are written with)."""
    from pypinyin import Style, pinyin

    for character in gb2312():
        readings = dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0])
        yield f"{character}\t{' '.join(readings)}"


PLACE_ENDINGS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "新区", "省", "市", "盟", "县", "区", "旗")
PEOPLES = (
    "维吾尔|壮族|回族|藏族|羌族|彝族|苗族|侗族|布依族|土家族|哈尼族|傣族|景颇族|傈僳族|白族|朝鲜族|蒙古族|蒙古|哈萨克|柯尔克孜|满族|黎族"
)


def places(adcodes: Path) -> Iterator[str]:
    """Provinces, prefectures and counties, each with its province and whether its short name alone says that it is a place.

    The short names of counties and of autonomous prefectures are too often words: 东方, 阿里, 合作.
    """
    with adcodes.open(encoding="utf-8", newline="") as lines:
        names = {row["adcode"][:6]: row["name"] for row in csv.DictReader(lines)}
    for code, name in sorted(names.items()):
        if name in ("市辖区", "县") or "直辖" in name:
            continue
        known = code.endswith("0000") or (code.endswith("00") and name.endswith("市"))
        short = name if name.endswith("区") and not code.endswith("00") else short_place(name)
        yield f"{name}\t{short}\t{short_place(names[code[:2] + '0000'])}\t{'known' if known else 'inside'}"


def short_place(name: str) -> str:
    for ending in PLACE_ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            name = name.removesuffix(ending)
            break
    for people in PEOPLES.split("|"):
        if people in name and len(name.replace(people, "")) >= 2:
            name = name.replace(people, "")
    return name


def glyphs(data: Path) -> Iterator[str]:
    """How the characters of GB 2312 are written: order of strokes, parts, four corners."""
    strokes, parts, corners = (
        json.loads((data / f"char_{what}.dict").read_text(encoding="utf-8")) for what in ("order", "stroke", "fourangle")
    )
    for character in gb2312():
        named = "".join(part for part in parts.get(character, ()) if ord(part) < 0xE000)
        yield f"{character}\t{strokes[character]}\t{named or character}\t{corners[character]}"


NOUNS = ("n", "vn")
USED = 20
"""How often the dictionary's corpus has a noun, at least; ten thousands of rarer ones gain nothing that was measured."""


def nouns(dictionary: Path, names: Path) -> Iterator[str]:
    """Nouns of two to four characters that are neither brands nor places, and words of the trade."""
    brands = {*(names / "brand.txt").read_text(encoding="utf-8", errors="replace").split(), *lines_of("brand_words.txt")}
    entries = (line.split() for line in (dictionary / "dict.txt").read_text(encoding="utf-8").splitlines())
    plain = {word for word, count, kind in entries if kind in NOUNS and int(count) >= USED} - brands
    trades = frozenset((names / "trade.txt").read_text(encoding="utf-8").split())
    in_places = {part for line in (*lines_of("places.tsv"), *lines_of("place_aliases.tsv")) for part in line.split("\t")[:2]}
    yield from sorted(word for word in (plain | trades) - in_places if 2 <= len(word) <= 4)


def lines_of(file: str) -> list[str]:
    return [line for line in (HERE / file).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def gb2312() -> Iterator[str]:
    return (character for character in map(chr, HAN) if character.encode("gb2312", "ignore"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cpca", type=Path, required=True)
    parser.add_argument("--char-similar", type=Path, required=True)
    parser.add_argument("--jieba", type=Path, required=True)
    parser.add_argument("--companynameparser", type=Path, required=True)
    arguments = parser.parse_args()
    write("simplified.tsv", "Source: OpenCC 1.4.2 (Apache-2.0), t2s, character by character.", "traditional, simplified", simplified())
    write("syllables.tsv", "Source: pypinyin 0.55 (MIT), readings without tones.", "character, readings", syllables())
    source = "Source: GB/T 2260 as in cpca 0.5.5 (MIT): provinces, prefectures, counties."
    columns = "full name, short name, province, known (by its short name) or inside (only after its province)"
    write("places.tsv", source, columns, places(arguments.cpca / "resources" / "adcodes.csv"))
    source = "Source: char-similar 0.0.2 (MIT): stroke order, parts and four-corner code of the characters of GB 2312."
    write("glyphs.tsv", source, "character, strokes (1-5), parts, four corners", glyphs(arguments.char_similar / "data"))
    source = "Source: nouns of jieba 0.42.1 (MIT) that are no brands of companynameparser 0.1.8 (Apache-2.0), with its words of the trade."
    write("nouns.txt", source, "noun", nouns(arguments.jieba, arguments.companynameparser / "data"))


if __name__ == "__main__":
    main()
