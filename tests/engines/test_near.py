"""The near miss: which one number keeps a benefit away, and by how much."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support.completions import Completions
from support.frames import FirmMaker
from support.strategies import SCOPE, edition_asking

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.outcome import NearMiss
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import parse_condition
from jinshan_cli.core.rules.nodes import Condition, OneOf
from jinshan_cli.engines.evaluate import Knowledge, truth
from jinshan_cli.engines.near import limits, near_miss
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.firmfile import firm_of

YUAN, WAN, YI = 100, 10**6, 10**10
PROVISIONS = Path(__file__).resolve().parents[1] / "provisions"
NO_RETAIL = {"retail_sales": 0, "retail_sales_peak": 0}
TAXED = {"vat_status": "general", "taxable_income": "300万", "employees": 300, "total_assets": "5000万"}
LARGE = {"sector": "manufacturing", "employees": 1000, "revenue": "4亿", "loan_renewal_needed": True}
MALL = {"venue": "complex", "mall_retail_peak": 0}

NEAR: list[tuple[str, dict[str, Any], NearMiss]] = [
    (
        "14",
        {"goods_sales": "9.7亿", "goods_sales_peak": "8亿", **NO_RETAIL},
        NearMiss("goods_sales", 97 * YI // 10, 10 * YI),
    ),
    (
        "14",
        {"goods_sales": "9.7亿", **NO_RETAIL},
        NearMiss("goods_sales", 97 * YI // 10, 10 * YI, ("goods_sales_peak",)),
    ),
    (
        "14",
        {"goods_sales": "19亿", "goods_sales_peak": "12亿", **NO_RETAIL},
        NearMiss("goods_sales", 19 * YI, 20 * YI),
    ),
    (
        "14",
        {"goods_sales": "5亿", "goods_sales_peak": 0, "retail_sales": "0.9亿", "retail_sales_peak": 0},
        NearMiss("retail_sales", 9 * YI // 10, YI),
    ),
    ("14", {"goods_sales": "0.01", "goods_sales_peak": 0, **NO_RETAIL}, NearMiss("goods_sales", 1, 10 * YI)),
    ("12a", {**MALL, "mall_retail": "499999999.99"}, NearMiss("mall_retail", 5 * YI - 1, 5 * YI)),
    ("3", {**TAXED, "taxable_income": "3000000.01"}, NearMiss("taxable_income", 300 * WAN + 1, 300 * WAN)),
    ("3", {**TAXED, "employees": 301}, NearMiss("employees", 301, 300)),
    ("3", {**TAXED, "total_assets": "6000万"}, NearMiss("total_assets", 6000 * WAN, 5000 * WAN)),
    ("6", LARGE, NearMiss("revenue", 4 * YI, 4 * YI - 1)),
    ("6", {**LARGE, "revenue": "5亿"}, NearMiss("employees", 1000, 999)),
]
NONE: list[tuple[str, dict[str, Any], str]] = [
    ("14", {"goods_sales": "9亿-9.8亿", "goods_sales_peak": "8亿", **NO_RETAIL}, "the number is a range"),
    ("14", {"goods_sales": 0, "goods_sales_peak": 0, **NO_RETAIL}, "the number is zero"),
    ("14", {"goods_sales": "25亿", "goods_sales_peak": "20亿", **NO_RETAIL}, "the years before cannot be changed"),
    ("14", {"goods_sales": "9.7亿", "goods_sales_peak": 0, **NO_RETAIL, "entity": "consumer"}, "not the number alone"),
    ("3", {**TAXED, "employees": 301, "total_assets": "5001万"}, "two numbers are in the way"),
    ("3", {**TAXED, "small_low_profit": False}, "the firm says no itself"),
    ("12a", {**MALL, "mall_retail": "4.9亿", "venue": "none"}, "not the number alone"),
    ("6", {**LARGE, "size": "large"}, "the firm states its size"),
    ("8", {"needs_guarantee": False}, "no number is asked"),
]


def _miss(edition: Edition, benefit: str, facts: dict[str, Any]) -> NearMiss | None:
    return near_miss(edition.rules[benefit].when, Knowledge(edition, firm_of(facts, edition.facts, "")))


@pytest.mark.parametrize(("benefit", "facts", "miss"), NEAR)
def test_near_miss(edition: Edition, benefit: str, facts: dict[str, Any], miss: NearMiss) -> None:
    """The fact, what it is and the nearest number that would do: past a step, under a limit, into another size."""
    assert _miss(edition, benefit, facts) == miss


@pytest.mark.parametrize(("benefit", "facts", "why"), NONE, ids=[f"{row[0]} {row[2]}" for row in NONE])
def test_no_near_miss(edition: Edition, benefit: str, facts: dict[str, Any], why: str) -> None:
    """Where no known number alone is in the way, or none that can still be changed, nothing is said."""
    assert _miss(edition, benefit, facts) is None, why


@pytest.mark.parametrize(
    ("when", "facts", "needs"),
    [
        ("income >= 50 or income - costs >= 10", {"income": 30, "costs": 25}, ("income", 35)),
        ("income - costs >= 10", {"income": 30, "costs": 25}, ("income", 35)),
        ("gain >= 10 and income < 32", {"income": 30, "costs": 25}, ("costs", 20)),
        ("tiers(staff, [3, 8], [4, staff, staff]) >= 6", {"staff": 4}, ("staff", 6)),
        ("min(staff, visits) >= 6", {"staff": 5, "visits": 7}, ("staff", 6)),
        ("steps(staff, 10) == 3 and visits <= staff", {"staff": 41, "visits": 5}, ("staff", 39)),
        ("10% * income >= 4 and exporting", {"income": 30}, ("income", 40)),
        ("staff * 2 == 5", {"staff": 4}, None),
        ("staff < 1", {"staff": 3}, None),
        ("2 * staff + 1 < 4", {"staff": 3}, ("staff", 1)),
    ],
)
def test_the_nearest_number_need_not_be_a_limit(
    when: str, facts: dict[str, int], needs: tuple[str, int] | None
) -> None:
    """A sum, a bracket, a minimum that is compared with a limit tells where each of its numbers would do."""
    edition = edition_asking("exporting")
    told = {key: Interval.point(number * (1 if key in ("staff", "visits") else YUAN)) for key, number in facts.items()}
    miss = near_miss(parse_condition(when, SCOPE), Knowledge(edition, Firm("", told)))
    assert (miss and (miss.fact, miss.needs // (YUAN if miss.fact in ("income", "costs") else 1))) == needs


def test_no_day_is_nearly_there() -> None:
    """A day is a fact that nothing can change, and no distance to it is told."""
    known = Knowledge(edition_asking("exporting"), Firm("", {"opened": Interval.point(date(2023, 1, 2).toordinal())}))
    when = parse_condition("opened <= 2023-01-01", SCOPE)
    assert truth(when, known) is False
    assert near_miss(when, known) is None


@pytest.mark.parametrize(
    ("has", "needs", "short", "distance", "within_reach"),
    [
        (97, 100, 3, Fraction(3, 100), True),
        (50, 100, 50, Fraction(1, 2), True),
        (49, 100, 51, Fraction(51, 100), False),
        (301, 300, 1, Fraction(1, 300), True),
        (2, 1, 1, Fraction(1), False),
    ],
)
def test_distance(has: int, needs: int, short: int, distance: Fraction, within_reach: bool) -> None:
    """Short is never negative; a distance is a share of what is needed; half of the way is within reach."""
    miss = NearMiss("k", has, needs)
    assert (miss.short, miss.distance, miss.within_reach) == (short, distance, within_reach)


def test_limits_are_found_in_the_order_of_the_catalogue(edition: Edition) -> None:
    """The limits of the size standard come sector by sector, the same way in every run."""
    sizes = edition.sizes
    assert sizes is not None
    rows = [sizes.row_of[key] for key in edition.facts[sizes.by].option_keys if key in sizes.row_of]
    ordered = [(fact, limit) for row in rows for fact, steps in row.thresholds.items() for limit in steps]
    assert list(limits(OneOf(sizes.fact, ("micro",)), Knowledge(edition, Firm()))) == ordered


def test_needs_is_enough_and_least(edition: Edition) -> None:
    """With what is needed a random complete firm is no longer out; with a fen or person less it still is."""
    random, found = Random(7), 0
    maker = FirmMaker(edition, random)
    for _ in range(150):
        firm = maker.firm()
        for rule in edition.rules.values():
            whole = Completions(edition, rule, firm, random)
            known = Knowledge(edition, whole.complete(next(whole.sample(1))))
            miss = near_miss(rule.when, known) if truth(rule.when, known) is False else None
            if miss is None:
                continue
            found += 1
            nearer = miss.needs - 1 if miss.needs > miss.has else miss.needs + 1
            assert truth(rule.when, _with(known, miss.fact, miss.needs)) is not False
            assert truth(rule.when, _with(known, miss.fact, nearer)) is False
    assert found > 50


@pytest.mark.parametrize("folder", [None, PROVISIONS], ids=["built in", "provisions"])
def test_no_number_is_passed_over(folder: Path | None) -> None:
    """Of a firm with holes, no number beside a limit that would do is nearer than what is found, and that does."""
    edition, random = load_edition(folder), Random(11)
    maker = FirmMaker(edition, random)
    found = Counter[bool]()
    for _ in range(150):
        known = Knowledge(edition, maker.firm())
        for rule in edition.rules.values():
            if truth(rule.when, known) is False:
                nearest = min(_all_that_do(rule.when, known), key=lambda miss: (miss.distance, miss.fact), default=None)
                miss = near_miss(rule.when, known)
                if miss is not None:
                    assert truth(rule.when, _with(known, miss.fact, miss.needs)) is not False
                if nearest is not None:
                    assert miss is not None
                    assert (miss.distance, miss.fact) <= (nearest.distance, nearest.fact)
                found[miss is None] += 1
    assert min(found[True], found[False]) > 20


def _all_that_do(when: Condition, known: Knowledge) -> Iterator[NearMiss]:
    for key, limit in limits(when, known):
        has, fact = known.interval(key), known.edition.facts[key]
        if has.is_point and has.low and not fact.history and fact.type != "date":
            for needs in {floor(limit) - 1, floor(limit), ceil(limit), ceil(limit) + 1} - {int(has.low)}:
                if needs > 0 and truth(when, _with(known, key, needs)) is not False:
                    yield NearMiss(key, int(has.low), needs)


def _with(known: Knowledge, fact: str, number: int) -> Knowledge:
    firm: Firm = known.firm.having(fact, Interval.point(number))
    return Knowledge(known.edition, firm)
