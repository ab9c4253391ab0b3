"""evaluate documents: how the pages are read that it measures."""

import json
from pathlib import Path

from pipeline.reading import Readers
from tests.cli.conftest import Signmatch
from tests.extractors.test_business_license import PORTRAIT
from tests.pipeline.test_evaluation import ROW, manifest
from tests.pipeline.test_pipeline_glance import GlancingReader


def test_full_measures_whole_pages(signmatch: Signmatch, folder: Path, readers: Readers) -> None:
    reader = GlancingReader(PORTRAIT)
    object.__setattr__(readers, "first", reader)
    manifest(folder, ROW)
    glanced = signmatch("evaluate", "documents", folder / "manifest.jsonl", "--json")
    assert (glanced.code, reader.wholes) == (0, 0)
    whole = signmatch("evaluate", "documents", folder / "manifest.jsonl", "--json", "--full")
    assert (whole.code, reader.wholes) == (0, 1)
    assert json.loads(whole.out).keys() == json.loads(glanced.out).keys()
