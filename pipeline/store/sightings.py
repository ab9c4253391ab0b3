"""Which account came with which file, number and name: what one case shows of another."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict

from sqlalchemy import Engine, bindparam, or_, select

from pipeline.sighting import Sighting
from pipeline.store import tables as t
from pipeline.store.engine import add_unless_there, reading, writing

MOST = 1000
"""So many sightings in other cases are looked at: a person needs a few, and a popular picture must not slow a review down."""

_COLUMNS = t.sightings.c
_WANTED = select(_COLUMNS.case_id, _COLUMNS.account, _COLUMNS.file_sha256, _COLUMNS.number, _COLUMNS.name)
_OF_CASES = _WANTED.where(_COLUMNS.case_id.in_(bindparam("cases", expanding=True)))
_SAME = _WANTED.where(
    or_(_COLUMNS.file_sha256.in_(bindparam("files", expanding=True)), _COLUMNS.number.in_(bindparam("numbers", expanding=True)))
).order_by(_COLUMNS.id)
_ELSEWHERE = _SAME.where(_COLUMNS.case_id.not_in(bindparam("cases", expanding=True))).limit(MOST)


class Sightings:
    """Asked while a case is reviewed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def compare(self, seen: Sequence[Sighting]) -> tuple[Sighting, ...]:
        """Keeps what was seen first, so that of two cases reviewed at once at least one finds the other; then tells of other cases."""
        self.keep(seen)
        return self.elsewhere(seen)

    def keep(self, seen: Sequence[Sighting]) -> None:
        """Keeps what was seen on a case's documents; what is there already stays as it is."""
        with writing(self._engine, lasting=False) as connection:
            add_unless_there(connection, t.sightings, [asdict(sighting) for sighting in seen])

    def around(self, case_ids: Collection[str]) -> Callable[[Sequence[Sighting]], tuple[Sighting, ...]]:
        """What `elsewhere` does for documents of these cases, asked for at once: they were seen when the cases were reviewed."""
        with reading(self._engine) as connection:
            own = [Sighting(*row) for row in connection.execute(_OF_CASES, {"cases": list(case_ids)})]
            files, numbers = {each.file_sha256 for each in own}, {each.number for each in own if each.number}
            same = {"files": list(files), "numbers": list(numbers)}
            by_key: dict[str, list[tuple[int, Sighting]]] = defaultdict(list)
            for number, row in enumerate(connection.execute(_SAME, same)):
                sighting = Sighting(*row)
                by_key[sighting.file_sha256].append((number, sighting))
                by_key[sighting.number].append((number, sighting))

        def elsewhere(seen: Sequence[Sighting]) -> tuple[Sighting, ...]:
            keys = {each.file_sha256 for each in seen} | {each.number for each in seen if each.number}
            if not keys <= files | numbers:
                return self.elsewhere(seen)
            cases = {each.case_id for each in seen}
            found = sorted({pair for key in keys for pair in by_key[key] if pair[1].case_id not in cases}, key=lambda pair: pair[0])
            return tuple(sighting for _, sighting in found[:MOST])

        return elsewhere

    def elsewhere(self, seen: Collection[Sighting]) -> tuple[Sighting, ...]:
        """Sightings in other cases of the same files or numbers, as they were kept."""
        same = {
            "files": list({each.file_sha256 for each in seen}),
            "numbers": list({each.number for each in seen if each.number}),
            "cases": list({each.case_id for each in seen}),
        }
        with reading(self._engine) as connection:
            return tuple(Sighting(*row) for row in connection.execute(_ELSEWHERE, same))
