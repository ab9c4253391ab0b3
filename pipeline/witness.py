"""The QR code as a witness: what it says of a field that was read, and what follows."""

from collections.abc import Mapping
from dataclasses import replace

from extractors.page import Field
from extractors.vocabulary import FieldName
from pipeline.agreement import plain

WITNESSED = 0.995
"""Least confidence of a value that the QR code says too: the code corrects its own errors, and chance spells no name."""


def witnessed(fields: Mapping[FieldName, Field], said: Mapping[FieldName, str], witness: str) -> dict[FieldName, Field]:
    """The fields, surer where the QR code says the same.

    Where it says otherwise its value stands beside a doubtful reading as `repaired`: the print itself may be wrong, so
    the reading is not replaced.
    """
    return {name: _witnessed(found, said[name], witness) if name in said else found for name, found in fields.items()}


def contradicted(fields: Mapping[FieldName, Field], said: Mapping[FieldName, str], sure: float) -> list[FieldName]:
    """The fields that were read surely (from the confidence `sure` on) and of which the QR code says otherwise."""
    return [name for name, value in said.items() if name in fields and fields[name].confidence >= sure and not _same(fields[name], value)]


def _witnessed(found: Field, value: str, witness: str) -> Field:
    if not _same(found, value):
        return found if found.confidence >= WITNESSED else replace(found, repaired=value)
    sure = tuple(max(confidence, WITNESSED) for confidence in found.char_confidences)
    return replace(found, confidence=max(found.confidence, WITNESSED), char_confidences=sure, read_by=f"{found.read_by}+{witness}")


def _same(found: Field, value: str) -> bool:
    return plain(found.value) == plain(value)
