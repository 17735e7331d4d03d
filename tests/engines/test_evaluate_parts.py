"""Small rules whose every part is a fact: nothing of a quantity is taken for a figure that needs no firm."""

import pytest
from support.strategies import SCOPE, edition_asking

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import parse_amount, parse_condition
from jinshan_cli.core.rules.nodes import Named, OneOf
from jinshan_cli.engines.evaluate import Knowledge, interval
from jinshan_cli.engines.hanging import loose, missing

POINT = Interval.point
FIRM: dict[str, Value] = {
    "income": POINT(300),
    "costs": Interval(100, 200),
    "assets": POINT(50),
    "staff": POINT(4),
    "visits": Interval(2, 3),
    "exporting": True,
    "renovating": False,
}


@pytest.fixture
def known() -> Knowledge:
    """A firm of the catalogue of strategies.py."""
    return Knowledge(edition_asking("exporting"), Firm("", FIRM))


@pytest.mark.parametrize(
    ("amount", "low", "high", "keys"),
    [
        ("income * visits", 600, 900, {"visits"}),
        ("staff * income", 1200, 1200, set()),
        ("visits * costs", 200, 600, {"visits", "costs"}),
        ("at_least(income)", 300, None, set()),
        ("at_least(costs)", 100, None, {"costs"}),
        ("up_to(costs)", 0, 200, {"costs"}),
        ("between(costs, income)", 100, 300, {"costs"}),
        ("income + costs", 400, 500, {"costs"}),
        ("max(0, income - costs)", 100, 200, {"costs"}),
        ("costs if exporting else income", 100, 200, {"costs"}),
        ("income if exporting else costs", 300, 300, set()),
        ("costs if renovating else income", 300, 300, set()),
        ("costs if income > 3 else assets", 50, 50, set()),
        ("up_to(income) if exporting else costs", 0, 300, set()),
        ("up_to(income) if renovating else costs", 100, 200, {"costs"}),
        ("min(costs, income) if costs > 1.5 else assets", 50, 200, {"costs"}),
        ("income * (costs > 1.5)", 0, 300, {"costs"}),
        ("income * (costs > 0.5)", 300, 300, set()),
        ("income * (costs > 3)", 0, 0, set()),
    ],
)
def test_quantity(known: Knowledge, amount: str, low: int, high: int | None, keys: set[str]) -> None:
    """Every number the quantity can have, and the facts it hangs on: those of the branch that is taken alone."""
    node = parse_amount(amount, SCOPE)
    assert interval(node, known) == Interval(low, high)
    assert loose(node, known) == keys


def test_a_named_condition_hangs_on_what_it_stands_for(edition: Edition) -> None:
    """A name is no fact: what would settle it are the facts of its condition."""
    thrifty = Named("thrifty", "节约", parse_condition("costs < 1.5 and staff > 3 and exporting", SCOPE))
    assert missing(thrifty, Knowledge(edition, Firm("", FIRM))) == {"costs"}
    assert missing(thrifty, Knowledge(edition, Firm("", FIRM | {"exporting": False}))) == set()


def test_two_sectors_left(edition: Edition) -> None:
    """Where two sectors are possible, the size hangs on the sector too."""
    assert edition.sizes is not None
    known = Knowledge(edition, Firm("", {"employees": POINT(30)}))
    known._options["sector"] = frozenset(("manufacturing", "retail"))
    assert missing(OneOf("size", ("micro",)), known) == {"sector", "revenue"}
