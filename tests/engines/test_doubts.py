"""What a list is said to be doubtful in is what its firms, one by one, are warned of."""

from collections import Counter
from random import Random

import polars as pl
import pytest
from support.frames import FirmMaker, has_several, typed_frame

from jinshan_cli.core.columns import SEVERAL
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.columns.warnings import Doubt, doubts
from jinshan_cli.engines.dialects import Dialect
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.result.warnings import doubts_of


def warned(edition: Edition, firm: Firm) -> Counter[Doubt]:
    """The doubts that a firm's warnings tell."""
    told: Counter[Doubt] = Counter()
    for warning in doubts_of(Knowledge(edition, firm)):
        if warning in {text for _, text in edition.checks}:
            told[warning, "crossed"] += 1
            continue
        (key,) = (fact.key for fact in edition.facts if warning.startswith((f"{fact.label}填为", f"{fact.label} ")))
        told[key, "contradicted" if "推算" in warning else "implausible"] += 1
    return told


@pytest.mark.parametrize("seed", range(4))
def test_a_list_is_doubted_like_its_firms(edition: Edition, seed: int) -> None:
    """Contradicted sizes and flags, and figures out of range, are counted where the single firm is warned."""
    maker = FirmMaker(edition, Random(seed))
    firms = [maker.firm() for _ in range(150)]
    firms += [Firm("", {"revenue": Interval(low, high)}) for low in (0, 1, 10**6) for high in (10**6 - 1, 10**6, None)]
    expected = sum((warned(edition, firm) for firm in firms), Counter())
    several = {fact.key + SEVERAL for fact in edition.facts if has_several(fact, firms)}
    found = doubts(edition, {fact.key for fact in edition.facts} | several)
    frame, words = typed_frame(firms, edition.facts), Dialect(pl)
    counts = frame.select(**{f"{key} {what}": flag.sum().put(words) for (key, what), flag in found.items()}).row(0)
    assert {doubt: count for doubt, count in zip(found, counts, strict=True) if count} == dict(expected)
    assert {what for _, what in expected} == {"contradicted", "implausible", "crossed"}
