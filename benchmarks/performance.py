"""Writes docs/performance.md: `python -m benchmarks.performance --reading F --share F --memory F --speed F --rereview F --start`.

Each file is what another benchmark left behind: benchmarks.reading, benchmarks.batch.share, benchmarks.memory, benchmarks.batch.speed
and benchmarks.batch.rereview. What is not given is left out. `--start` measures how long the commands take that need no engine.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from statistics import median

import jinja2

TEMPLATE = Path(__file__).with_suffix(".md.j2")
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
MEASURED = ("reading", "share", "memory", "speed", "rereview")
COMMANDS = (["--help"], ["match", "腾讯云", "腾讯云计算（北京）有限责任公司"])
RUNS = 9


def started() -> dict[str, float]:
    """Seconds, by the clock, of the whole process of each command."""
    found = {}
    for arguments in COMMANDS:
        seconds = []
        for _ in range(RUNS):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-m", "cli.main", *arguments], stdout=subprocess.DEVNULL, check=False)
            seconds.append(time.perf_counter() - began)
        found[" ".join(arguments)] = median(seconds)
    return found


def stages(seconds: Mapping[str, float]) -> str:
    return ", ".join(f"{stage} {each:.1f}" for stage, each in seconds.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in MEASURED:
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--start", action="store_true")
    asked = vars(parser.parse_args())
    given = {name: json.loads(asked[name].read_text("utf8")) for name in MEASURED if asked[name]}
    template = jinja2.Template(TEMPLATE.read_text("utf8"), undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    missing = dict.fromkeys(MEASURED)
    start = started() if asked["start"] else {}
    page = template.render(**{**missing, **given}, day=date.today(), cores=os.cpu_count(), start=start, runs=RUNS, stages=stages)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
