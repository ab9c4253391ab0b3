"""What a decision costs, beside the scripts that somebody would write: `python -m benchmarks.reading MANIFEST [--every 1] [--threads 1]`.

Every program runs in a process of its own and is asked the same of the same pictures: the name on the licence, and whether it is
each of three names: the one that is printed, that of another licence, and the printed one with a character changed. Each picture goes
to all programs one after the other, so that whatever else the machine does falls on all of them alike. Printed is a table;
`--json FILE` keeps the figures, of which `python -m benchmarks.performance` writes docs/performance.md.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.peers import PROGRAMS, missing
from pipeline.evaluation import load_manifest, plain

QUESTIONS = ("own", "other", "near")
"""Whose name is claimed; the right answers are yes, no and no."""
SWAPPED = "星"
"""What the middle character of a name is changed to, or 辰 where it is that."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A genuine licence, its name, and the names that are claimed for it."""

    path: Path
    name: str
    claims: tuple[str, ...]


@dataclass
class Figures:
    """Of one program: seconds a picture by the clock and of the processor, right names, answers by question, most memory in MB."""

    seconds: list[float]
    processor: list[float]
    right_names: int = 0
    passed: dict[str, int] | None = None
    to_person: dict[str, int] | None = None
    megabytes: float = 0.0


def pictures(manifest: Path, every: int) -> list[Picture]:
    """Every so manieth genuine licence of a manifest whose name is known."""
    known = [each for each in load_manifest(manifest) if each.is_named_licence]
    names = [each.entity_name or "" for each in known]
    claims = ((name, names[(at + 1) % len(names)], _changed(name)) for at, name in enumerate(names))
    return [Picture(each.path, name, claim) for each, name, claim in zip(known, names, claims, strict=True)][::every]


def _changed(name: str) -> str:
    """The name with its middle character changed."""
    middle = len(name) // 2
    return name[:middle] + ("辰" if name[middle] == SWAPPED else SWAPPED) + name[middle + 1 :]


def measure(asked: Sequence[Picture], programs: Sequence[str], threads: int) -> dict[str, Figures]:
    """Every program's figures; the first picture is shown twice, for engines load their models with it."""
    processes = {program: _start(program, threads) for program in programs}
    found = {program: Figures([], [], 0, dict.fromkeys(QUESTIONS, 0), dict.fromkeys(QUESTIONS, 0)) for program in programs}
    try:
        for process in processes.values():
            _ask(process, asked[0])
        for picture in track(asked, "pictures", console=Console(stderr=True)):
            for program, process in processes.items():
                _count(found[program], picture, _ask(process, picture))
    finally:
        for process in processes.values():
            process.kill()
    return found


def _start(program: str, threads: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "benchmarks.reading", "--serve", program, "--threads", str(threads)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _ask(process: "subprocess.Popen[str]", picture: Picture) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps([str(picture.path), picture.claims]) + "\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def _count(figures: Figures, picture: Picture, answer: dict[str, Any]) -> None:
    assert figures.passed is not None
    assert figures.to_person is not None
    figures.seconds.append(answer["seconds"])
    figures.processor.append(answer["processor"])
    figures.right_names += plain(answer["name"]) == plain(picture.name)
    figures.megabytes = max(figures.megabytes, answer["megabytes"])
    for question, verdict in zip(QUESTIONS, answer["verdicts"], strict=True):
        figures.passed[question] += verdict is True
        figures.to_person[question] += verdict is None


def serve(program: str, threads: int) -> None:
    """Answers questions from standard input, one a line, until it ends."""
    answers = sys.stdout
    sys.stdout = sys.stderr
    asked = PROGRAMS[program](threads)
    for line in sys.stdin:
        path, claims = json.loads(line)
        began, used = time.perf_counter(), _processor()
        answer = asked(Path(path), claims)
        told = {"name": answer.name, "verdicts": answer.verdicts, "seconds": time.perf_counter() - began, "processor": _processor() - used}
        print(json.dumps(told | {"megabytes": _megabytes()}), file=answers, flush=True)


def _processor() -> float:
    """The processor's time that the process and those that it called have used, in seconds."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _megabytes() -> float:
    """The most memory that one process of the program had at once; a program that it called counts from where it was forked."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def to_json(found: dict[str, Figures], threads: int) -> dict[str, Any]:
    """The figures, and beside them the median of each picture's time over that of every other program."""
    first = next(iter(found.values()))
    return {
        "pictures": len(first.seconds),
        "threads": threads,
        "programs": {
            program: {
                **{key: value for key, value in asdict(figures).items() if key not in {"seconds", "processor"}},
                "median_seconds": round(median(figures.seconds), 3),
                "median_processor": round(median(figures.processor), 3),
                "sum_processor": round(sum(figures.processor), 1),
                "ratio": round(median(_ratios(first.processor, figures.processor)), 3),
                "ratio_seconds": round(median(_ratios(first.seconds, figures.seconds)), 3),
            }
            for program, figures in found.items()
        },
    }


def _ratios(mine: Sequence[float], theirs: Sequence[float]) -> Iterator[float]:
    return (one / max(other, 1e-6) for one, other in zip(mine, theirs, strict=True))


def table(figures: dict[str, Any]) -> Table:
    """The figures as people read them."""
    drawn = Table("program", "seconds", "processor", "ratio", "MB", "right names", *(f"{each}: passed / to a person" for each in QUESTIONS))
    for program, each in figures["programs"].items():
        answers = (f"{each['passed'][question]} / {each['to_person'][question]}" for question in QUESTIONS)
        drawn.add_row(
            program, f"{each['median_seconds']:.2f}", f"{each['median_processor']:.2f}", f"{each['ratio']:.2f}",
            f"{each['megabytes']:.0f}", f"{each['right_names']} of {figures['pictures']}", *answers,
        )  # fmt: skip
    return drawn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path, nargs="?")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--programs", default="")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--serve", default="")
    asked = parser.parse_args()
    if asked.serve:
        serve(asked.serve, asked.threads)
        return
    programs = [each.strip() for each in asked.programs.split(";")] if asked.programs else list(PROGRAMS)
    for program in programs:
        if lacking := missing(program):
            print(f"{program} is left out: {lacking} is not installed (pip install {lacking}).", file=sys.stderr)
    found = measure(pictures(asked.manifest, asked.every), [each for each in programs if not missing(each)], asked.threads)
    figures = to_json(found, asked.threads)
    Console(width=160).print(table(figures))
    if asked.json:
        asked.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
