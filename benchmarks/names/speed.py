"""Speed of the comparison: `python -m benchmarks.names.speed [PAIRS] [NAMES]`, on made-up companies; one core.

Writes a table of PAIRS distinct pairs, runs `signmatch match --pairs` over it, and searches a register of NAMES names.
"""

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from matchers import Register
from matchers.lexicon import places, trades
from matchers.tables import lookup

SEED = 4
FORMS = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
SEARCHES = 200


def companies(count: int) -> Iterator[tuple[str, str]]:
    """Distinct made-up names, each with a signature that it owns."""
    draw = random.Random(SEED)
    in_front, behind = sorted(name for name, place in places().items() if place.known), sorted(trades())
    characters = sorted(lookup("syllables.tsv"))[:3000]
    seen: set[str] = set()
    while len(seen) < count:
        brand = "".join(draw.choices(characters, k=draw.choice((2, 2, 3, 4))))
        trade = draw.choice(behind)
        name = draw.choice(in_front) + brand + trade + draw.choice(FORMS)
        if name not in seen:
            seen.add(name)
            yield brand + draw.choice(("", trade, "股份")), name


def pairs_a_second(count: int) -> tuple[float, float]:
    """The whole command, from start to exit, by the clock and by processor time; one pair in ten is a true one."""
    draw = random.Random(SEED)
    made = list(companies(count // 10))
    rows = {*made}
    while len(rows) < count:
        rows.add((draw.choice(made)[0], draw.choice(made)[1]))
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "pairs.tsv"
        table.write_text("signature\tname\n" + "".join(f"{signature}\t{name}\n" for signature, name in rows), encoding="utf-8")
        command = [sys.executable, "-m", "cli.main", "match", "--pairs", str(table)]
        begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        seconds, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return count / seconds, count / (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def search_times(count: int) -> list[float]:
    """Milliseconds for the 20 best candidates among so many names."""
    made = list(companies(count))
    register = Register(name for _, name in made)
    register.candidates(made[0][0])
    times = []
    for signature, _ in random.Random(SEED).sample(made, SEARCHES):
        begin = time.perf_counter()
        register.candidates(signature)
        times.append(1000 * (time.perf_counter() - begin))
    return times


def main() -> None:
    pairs, names = (int(sys.argv[i]) if len(sys.argv) > i else default for i, default in ((1, 500_000), (2, 1_000_000)))
    by_clock, by_processor = pairs_a_second(pairs)
    print(f"{pairs} pairs: {by_clock:,.0f} a second, {by_processor:,.0f} a second of processor time")
    print(f"20 best of {names} names: {statistics.median(search_times(names)):.1f} ms (median of {SEARCHES} searches)")


if __name__ == "__main__":
    main()
