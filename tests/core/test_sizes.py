"""The statistical size standard: every limit from both sides, the published cases, and partial knowledge."""

from itertools import combinations, product

import pytest

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import NOT_KNOWN, Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.sizes import SizeRow, SizeStandard, tier_range
from jinshan_cli.engines.evaluate import Knowledge

WAN = 10**6
"""fen"""
ENOUGH = 10**12
"""of any indicator, for the highest tier"""
TIERS = ("micro", "small", "medium", "large")
STAFF, REVENUE, ASSETS = "employees", "revenue", "total_assets"

# 国统字〔2017〕213号, copied apart from sizes.toml: lower limits of small, medium, large; persons, 万元.
TABLE: dict[str, dict[str, tuple[int, int, int]]] = {
    "agriculture": {REVENUE: (50, 500, 20000)},
    "mining": {STAFF: (20, 300, 1000), REVENUE: (300, 2000, 40000)},
    "manufacturing": {STAFF: (20, 300, 1000), REVENUE: (300, 2000, 40000)},
    "utilities": {STAFF: (20, 300, 1000), REVENUE: (300, 2000, 40000)},
    "construction": {REVENUE: (300, 6000, 80000), ASSETS: (300, 5000, 80000)},
    "wholesale": {STAFF: (5, 20, 200), REVENUE: (1000, 5000, 40000)},
    "retail": {STAFF: (10, 50, 300), REVENUE: (100, 500, 20000)},
    "transport": {STAFF: (20, 300, 1000), REVENUE: (200, 3000, 30000)},
    "warehousing": {STAFF: (20, 100, 200), REVENUE: (100, 1000, 30000)},
    "postal": {STAFF: (20, 300, 1000), REVENUE: (100, 2000, 30000)},
    "accommodation": {STAFF: (10, 100, 300), REVENUE: (100, 2000, 10000)},
    "catering": {STAFF: (10, 100, 300), REVENUE: (100, 2000, 10000)},
    "telecom": {STAFF: (10, 100, 2000), REVENUE: (100, 1000, 100000)},
    "software": {STAFF: (10, 100, 300), REVENUE: (50, 1000, 10000)},
    "real_estate": {REVENUE: (100, 1000, 200000), ASSETS: (2000, 5000, 10000)},
    "property_management": {STAFF: (100, 300, 1000), REVENUE: (500, 1000, 5000)},
    "leasing_business": {STAFF: (10, 100, 300), ASSETS: (100, 8000, 120000)},
    "other": {STAFF: (10, 100, 300)},
}
OUTSIDE = ("education_health", "finance_public")
LIMITS = [
    (sector, fact, tier, limit * (1 if fact == STAFF else WAN))
    for sector, row in TABLE.items()
    for fact, limits in row.items()
    for tier, limit in enumerate(limits, 1)
]
CASES: list[tuple[str, dict[str, float], str]] = [  # persons, 万元: published and worked out
    ("manufacturing", {STAFF: 260, REVENUE: 50000}, "small"),
    ("manufacturing", {STAFF: 1000, REVENUE: 40000}, "large"),
    ("manufacturing", {STAFF: 300, REVENUE: 2000}, "medium"),
    ("manufacturing", {STAFF: 5000, REVENUE: 300}, "small"),
    ("software", {STAFF: 103, REVENUE: 15735.28}, "medium"),
    ("other", {STAFF: 80, REVENUE: 20000}, "small"),
    ("manufacturing", {STAFF: 1000, REVENUE: 39999}, "medium"),
    ("manufacturing", {STAFF: 999, REVENUE: 400000}, "medium"),
    ("manufacturing", {STAFF: 299, REVENUE: 100000}, "small"),
    ("manufacturing", {STAFF: 19, REVENUE: 100000}, "micro"),
    ("manufacturing", {STAFF: 5000, REVENUE: 1999}, "small"),
    ("manufacturing", {STAFF: 1000, REVENUE: 299}, "micro"),
    ("construction", {REVENUE: 80000, ASSETS: 79999}, "medium"),
    ("construction", {REVENUE: 6000, ASSETS: 4999}, "small"),
    ("construction", {REVENUE: 300, ASSETS: 299}, "micro"),
    ("wholesale", {STAFF: 19, REVENUE: 400000}, "small"),
    ("wholesale", {STAFF: 4, REVENUE: 100000}, "micro"),
    ("wholesale", {STAFF: 20, REVENUE: 5000}, "medium"),
    ("retail", {STAFF: 49, REVENUE: 500}, "small"),
    ("retail", {STAFF: 50, REVENUE: 500}, "medium"),
    ("warehousing", {STAFF: 150, REVENUE: 1000}, "medium"),
    ("telecom", {STAFF: 500, REVENUE: 20000}, "medium"),
    ("real_estate", {REVENUE: 200000, ASSETS: 9999}, "medium"),
    ("real_estate", {REVENUE: 99, ASSETS: 90000}, "micro"),
    ("property_management", {STAFF: 299, REVENUE: 9000}, "small"),
    ("leasing_business", {STAFF: 300, ASSETS: 119999}, "medium"),
    ("leasing_business", {STAFF: 9, ASSETS: 999999}, "micro"),
    ("other", {STAFF: 300}, "large"),
    ("other", {STAFF: 299}, "medium"),
    ("other", {STAFF: 100}, "medium"),
    ("other", {STAFF: 99}, "small"),
    ("other", {STAFF: 10}, "small"),
    ("other", {STAFF: 9}, "micro"),
    ("agriculture", {REVENUE: 50}, "small"),
    ("agriculture", {REVENUE: 49.99}, "micro"),
]
PARTIAL: list[tuple[dict[str, Value], str]] = [
    ({"sector": "manufacturing", STAFF: Interval.point(19)}, "micro"),
    ({"sector": "manufacturing", REVENUE: Interval.point(300 * WAN - 1)}, "micro"),
    ({"sector": "manufacturing", STAFF: Interval.point(299)}, "micro small"),
    ({"sector": "manufacturing", STAFF: Interval.point(300)}, "micro small medium"),
    ({"sector": "manufacturing", STAFF: Interval.point(5000)}, "micro small medium large"),
    ({"sector": "manufacturing", STAFF: Interval(280, 310), REVENUE: Interval.point(50000 * WAN)}, "small medium"),
    ({"sector": "manufacturing", STAFF: Interval(300, None), REVENUE: Interval(2000 * WAN, None)}, "medium large"),
    ({"sector": "manufacturing", STAFF: Interval(20, 999), REVENUE: Interval(300 * WAN, 400 * WAN)}, "small"),
    ({"sector": "retail"}, "micro small medium large"),
    ({"sector": "education_health", STAFF: Interval.point(3)}, "micro small medium large"),
    ({STAFF: Interval.point(3), REVENUE: Interval.point(0)}, "micro small medium large"),
    ({"sector": "retail", STAFF: Interval.point(3), "size": "large"}, "large"),
]


def _possible(edition: Edition, facts: dict[str, Value]) -> frozenset[str]:
    return Knowledge(edition, Firm("", facts)).options("size")


@pytest.fixture(scope="module")
def standard(edition: Edition) -> SizeStandard:
    """The standard of the built-in edition."""
    assert edition.sizes is not None
    return edition.sizes


def test_the_table_is_whole(standard: SizeStandard, edition: Edition) -> None:
    """sizes.toml has these sectors with these indicators and no others; two are outside the standard."""
    assert {sector: set(row.limits) for sector, row in standard.row_of.items()} == {
        sector: set(row) for sector, row in TABLE.items()
    }
    assert set(edition.facts["sector"].option_keys) == {*TABLE, *OUTSIDE}
    assert standard.tiers == TIERS


def test_limits_are_read_by_how_they_are_written() -> None:
    """A limit in text is money and becomes fen, a bare number is heads."""
    row = SizeRow(sectors=("retail",), limits={REVENUE: ("300万", "20"), STAFF: (20, 300)})
    assert row.thresholds == {REVENUE: (300 * WAN, 2000), STAFF: (20, 300)}


@pytest.mark.parametrize(("sector", "fact", "tier", "limit"), LIMITS)
def test_both_sides_of_a_limit(edition: Edition, sector: str, fact: str, tier: int, limit: int) -> None:
    """On the limit the firm is in the tier, one person or fen below it is in the tier below."""
    others: dict[str, Value] = {"sector": sector, **{other: Interval.point(ENOUGH * WAN) for other in TABLE[sector]}}
    assert _possible(edition, {**others, fact: Interval.point(limit)}) == {TIERS[tier]}
    assert _possible(edition, {**others, fact: Interval.point(limit - 1)}) == {TIERS[tier - 1]}


@pytest.mark.parametrize(("sector", "known", "tier"), CASES)
def test_case(edition: Edition, sector: str, known: dict[str, float], tier: str) -> None:
    """The lowest tier that any indicator reaches alone: replies of MIIT and NBS, and cases beside the limits."""
    facts = {fact: Interval.point(round(number * (1 if fact == STAFF else WAN))) for fact, number in known.items()}
    assert _possible(edition, {"sector": sector, **facts}) == {tier}


@pytest.mark.parametrize(("facts", "tiers"), PARTIAL)
def test_partial_knowledge(edition: Edition, facts: dict[str, Value], tiers: str) -> None:
    """One low number proves micro, one high number bounds from above, a stated size wins over all."""
    assert _possible(edition, facts) == set(tiers.split())


RANKS = [(low, high) for low, high in product(range(4), repeat=2) if low <= high]


def _reaching(fact: str, low: int, high: int) -> Interval:
    """Every number of a manufacturer that reaches the tiers from `low` to `high` alone."""
    scale = 1 if fact == STAFF else WAN
    steps = [0, *(limit * scale for limit in TABLE["manufacturing"][fact])]
    return Interval(steps[low], None if high == 3 else steps[high + 1] - 1)


@pytest.mark.parametrize("staff", RANKS)
def test_possible_tiers_are_exact(standard: SizeStandard, staff: tuple[int, int]) -> None:
    """For all ranges of two indicators: exactly the tiers that some pair of numbers gives."""
    for revenue in RANKS:
        known = {STAFF: _reaching(STAFF, *staff), REVENUE: _reaching(REVENUE, *revenue)}
        pairs = product(range(staff[0], staff[1] + 1), range(revenue[0], revenue[1] + 1))
        assert standard.possible(["manufacturing"], known.__getitem__) == {TIERS[min(pair)] for pair in pairs}


def test_nothing_reaches_no_limit() -> None:
    """An indicator of 0, or not known at all, reaches no limit at its low end, not even one of 1."""
    assert tier_range(Interval(0, 0), (1, 5)) == (0, 0)
    assert tier_range(NOT_KNOWN, (1, 5)) == (0, 2)
    assert tier_range(Interval(1, 4), (1, 5)) == (1, 1)


@pytest.mark.parametrize("wanted", [set(some) for count in range(5) for some in combinations(range(4), count)])
@pytest.mark.parametrize("staff", RANKS)
def test_unsettled_indicators_are_exact(standard: SizeStandard, staff: tuple[int, int], wanted: set[int]) -> None:
    """For all ranges of two indicators and all wanted tiers: exactly those of which another number decides."""
    steps = standard.steps({TIERS[tier] for tier in wanted})
    for revenue in RANKS:
        known = {STAFF: _reaching(STAFF, *staff), REVENUE: _reaching(REVENUE, *revenue)}
        one, two = range(staff[0], staff[1] + 1), range(revenue[0], revenue[1] + 1)
        telling = {STAFF} if any(len({min(a, b) in wanted for a in one}) > 1 for b in two) else set()
        telling |= {REVENUE} if any(len({min(a, b) in wanted for b in two}) > 1 for a in one) else set()
        assert standard.unsettled("manufacturing", known.__getitem__, steps) == telling


def test_nothing_settles_a_sector_outside(standard: SizeStandard) -> None:
    """Of a sector in no row no indicator tells anything: the size itself has to be known."""
    for sector in OUTSIDE:
        assert standard.unsettled(sector, lambda _: NOT_KNOWN, range(3)) == set()
        assert standard.possible([sector], lambda _: Interval(0, 0)) == set(TIERS)
