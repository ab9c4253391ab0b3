"""What a review was made by: the version of signmatch, and a fingerprint of the rules in it."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
RULE_PLACES = (
    "extractors",
    "matchers",
    "pipeline/chain",
    "pipeline/messages",
    "pipeline/picture",
    "pipeline/standards/content.py",
    "pipeline/standards/content.tsv",
    "pipeline/standards/pack.py",
    "pipeline/agreement.py",
    "pipeline/calibration.py",
    "pipeline/calibration.tsv",
    "pipeline/correction.py",
    "pipeline/glance.py",
    "pipeline/policy.py",
    "pipeline/measuring.py",
    "pipeline/read_document.py",
    "pipeline/reading.py",
    "pipeline/report.py",
    "pipeline/review.py",
    "pipeline/sighting.py",
    "pipeline/telling.py",
    "pipeline/witness.py",
)
"""What decides a verdict from a reading, as paths below the project's root; the standard and the policy are fingerprinted by themselves."""


def signmatch_version() -> str:
    return version("signmatch")


@cache
def rules_version() -> str:
    """The first 12 hexadecimal digits of the SHA-256 over the rules' code and data: a changed rule reviews every case anew."""
    digest = sha256()
    for place in RULE_PLACES:
        path = ROOT / place
        files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.suffix in {".py", ".yaml", ".tsv", ".txt"})
        for file in files:
            digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
