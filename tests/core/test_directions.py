"""Whether a quantity goes one way with each fact: where all go alike, the ends of a sum are the sums of the ends."""

import pytest
from support.strategies import SCOPE

from jinshan_cli.core.rules.directions import directions, opposed
from jinshan_cli.core.rules.grammar import parse_quantity


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("income - costs", set()),
        ("income + min(income, 300万)", set()),
        ("income - 50% * income", {"income"}),
        ("max(0, 300万 - income) + income", {"income"}),
        ("0.01 * (staff >= 20) + 0.02 * (staff > 3)", set()),
        ("0.01 * (staff >= 20) + 0.02 * (staff < 3)", {"staff"}),
        ("0.01 * (staff == 20)", {"staff"}),
        ("0.01 * exporting + 0.02 * (not exporting)", {"exporting"}),
        ("income if exporting else costs", {"exporting"}),
        ("tiers(staff, [4, 8], [0.01, 0.02, 0.03])", set()),
        ("tiers(staff, [4, 8], [0.01, 0.03, 0.02])", {"staff"}),
        ("0.01 * max(0, months(opened, 2024-02-29)) + 0.02 * (opened < 2023-01-31)", set()),
        ("0.01 * max(0, months(opened, 2024-02-29)) + 0.02 * (opened > 2023-01-31)", {"opened"}),
        ("gain + costs", {"costs"}),
        ("0.5 * gain + max(0, 300万 - gain)", {"income", "costs"}),
    ],
)
def test_facts_that_work_both_ways(text: str, keys: set[str]) -> None:
    """Those of which no one value makes every part of it the greatest, and no others."""
    assert opposed(directions(parse_quantity(text, SCOPE))) == keys


@pytest.mark.parametrize(
    ("text", "is_opposed"),
    [
        ("0.01 * (rank == old) + 0.02 * (rank in [old, fresh])", False),
        ("0.01 * (rank in [none, old]) + 0.02 * (rank == old)", False),
        ("0.01 * (rank == old) + 0.02 * (rank == fresh)", True),
        ("0.01 * (rank in [none, old]) + 0.02 * (rank in [old, fresh])", True),
        ("0.01 * (rank == old) + 0.02 * (rank != fresh)", False),
        ("0.01 * (rank == old) + 0.02 * (rank != old)", True),
        ("0.01 * (rank in [old, fresh]) + 0.02 * (rank != fresh)", True),
    ],
)
def test_options_that_are_asked_for_twice(text: str, is_opposed: bool) -> None:
    """A choice goes one way only if one of its options is the best for each part, and one the worst."""
    assert opposed(directions(parse_quantity(text, SCOPE))) == ({"rank"} if is_opposed else set())
