"""Figures for Prometheus: counts over the store and the room on the disk. No id and no name among them."""

import shutil
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from pipeline.settings import Settings
from pipeline.store import RunOutcome, Store
from pipeline.versions import rules_version, signmatch_version

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics(store: Store, settings: Settings) -> str:
    """The figures of this moment in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Figures(store, settings))
    return generate_latest(registry).decode()


class _Figures(Collector):
    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings

    def collect(self) -> Iterator[Metric]:
        yield _by("signmatch_cases", "Cases by the verdict of their newest review.", "verdict", self._store.figures.verdicts())
        yield _by("signmatch_queue", "Cases by where they stand with the reviewers.", "state", self._store.figures.states())
        yield from self._runs()
        usage = shutil.disk_usage(self._settings.data_dir)
        yield GaugeMetricFamily("signmatch_disk_free_bytes", "Room on the disk of the data folder.", value=usage.free)
        info = GaugeMetricFamily("signmatch_info", "What runs here.", labels=["version", "rules", "standard"])
        info.add_metric([signmatch_version(), rules_version(), self._settings.standard], 1)
        yield info

    def _runs(self) -> Iterator[Metric]:
        going = len(self._store.leases.living_runs())
        yield GaugeMetricFamily("signmatch_runs_going", "Runs that go on now.", value=going)
        newest = next(iter(self._store.figures.runs(1)), None)
        # runs are numbered one after the other, and none is ever removed
        yield CounterMetricFamily("signmatch_runs", "Runs that were started.", value=newest.id if newest else 0)
        if newest is None:
            return
        yield GaugeMetricFamily(
            "signmatch_last_run_start_timestamp_seconds", "When the last run began.", value=newest.started_at.timestamp()
        )
        if newest.ended_at is not None:
            yield GaugeMetricFamily("signmatch_last_run_end_timestamp_seconds", "When it ended.", value=newest.ended_at.timestamp())
        outcomes = {outcome.value: newest.outcomes.get(outcome.value, 0) for outcome in RunOutcome}
        yield _by("signmatch_last_run_cases", "Cases of the last run by what became of them.", "outcome", outcomes)


def _by(name: str, about: str, label: str, counts: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, about, labels=[label])
    for value, count in sorted(counts.items()):
        family.add_metric([value], count)
    return family
