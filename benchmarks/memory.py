"""The memory of a process that reads: `python -m benchmarks.memory MANIFEST [--pages 500]`.

One process reads the manifest's genuine licences again and again, nothing kept. Printed is one JSON document: the memory (RSS, MB)
after every hundredth page, and the most that it ever was.
"""

import argparse
import os
import resource
from itertools import cycle, islice
from pathlib import Path

from benchmarks.batch.processes import megabytes
from benchmarks.printed import print_and_keep
from benchmarks.reading import pictures
from pipeline.bootstrap import measuring_reader, open_readers
from pipeline.intake.documents import open_document
from pipeline.settings import Settings

EVERY = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    settings, seen = Settings(), {}
    reader = measuring_reader(open_readers(settings), None, settings)
    for number, picture in enumerate(islice(cycle(pictures(asked.manifest, 1)), asked.pages), start=1):
        reader.read(open_document(picture.path, settings))
        if number % EVERY == 0:
            seen[number] = round(megabytes(os.getpid()))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print_and_keep({"pages": asked.pages, "megabytes": seen, "most": round(most)}, asked.json)


if __name__ == "__main__":
    main()
