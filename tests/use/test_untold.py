"""上限未载明 is said only where the source states no end; where a figure is missing, the end is to be told yet."""

from dataclasses import replace
from typing import Any

import pytest
from support.cases import assessed

from jinshan_cli.core.policy import Edition, Rule
from jinshan_cli.core.rules.grammar import Scope, parse_amount, parse_condition


def paying(edition: Edition, scope: Scope, amount: str) -> Edition:
    """The edition with another amount of 13b, which every firm gets."""
    rule = Rule(parse_condition("employees >= 0", scope), parse_amount(amount, scope))
    return replace(edition, rules={**edition.rules, "13b": rule})


@pytest.mark.parametrize(
    ("amount", "told", "is_untold"),
    [
        ("at_least(1万)", {}, False),
        ("at_least(1万) if needs_guarantee else 1% * revenue", {"needs_guarantee": True}, False),
        ("at_least(1万) if needs_guarantee else 1% * revenue", {"needs_guarantee": False}, True),
        ("at_least(1万) if needs_guarantee else 1% * revenue", {}, True),
        ("min(at_least(1万), 1% * revenue)", {}, True),
        ("at_least(1万) + min(at_least(1万), 1% * revenue)", {}, False),
    ],
)
def test_an_end_that_is_not_told(
    edition: Edition, scope: Scope, amount: str, told: dict[str, Any], is_untold: bool
) -> None:
    """A branch that is ruled out or under a lesser sum takes no limit away."""
    found = assessed(paying(edition, scope, amount), {"name": "甲", **told})
    (own,) = (each for _, each in found.benefits() if each.benefit.id == "13b")
    assert own.amount is not None
    assert own.amount.high is None
    assert (own.is_untold, found.totals["grant"].is_untold) == (is_untold, is_untold)


def test_one_end_that_the_source_leaves_open_is_enough(edition: Edition, scope: Scope) -> None:
    """Of a sum it is not said that a figure is missing where no figure would end it."""
    found = assessed(paying(edition, scope, "min(at_least(1万), 1% * revenue)"), {"name": "甲", "srdi_new": True})
    untold = {each.benefit.id: each.is_untold for _, each in found.benefits() if each.status == "eligible"}
    assert (untold["13b"], untold["17a"]) == (True, False)
    assert not found.totals["grant"].is_untold
