"""What fuzzing begins with, and what it has found, stays harmless."""

from pathlib import Path

import pytest

from .fuzz import CORPUS
from .targets import TARGETS

SEEDS = sorted(CORPUS.glob("*/*"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_seed(path: Path) -> None:
    """Each kept input goes through its target: a value, a rule, a firm or a list, or a refusal in words."""
    TARGETS[path.parent.name](path.read_bytes())


def test_each_target_has_seeds() -> None:
    """No target begins with nothing, and the corpus is small."""
    assert {path.parent.name for path in SEEDS} == set(TARGETS)
    assert sum(path.stat().st_size for path in SEEDS) < 20_000
