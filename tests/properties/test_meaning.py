"""What must hold of any result: knowledge only sharpens it, more never gives less, parts add up, units agree."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.frames import FirmMaker

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import KINDS
from jinshan_cli.core.written.values import read
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.result.assess import assess, assess_benefit
from jinshan_cli.use.result.assessment import Assessment

EDITION = load_edition()
DAY = date(2023, 5, 1)
SEEDS = st.integers(0, 2**32)
BENEFITS = {benefit.id: benefit for policy in EDITION.policies for benefit in policy.benefits}
DERIVED = {"size", *EDITION.derivations}
MONEY = [fact for fact in EDITION.facts if fact.type == "money"]


def within(inner: Interval, outer: Interval) -> bool:
    """True if every number of one is a number of the other."""
    low = (inner.low or 0) >= (outer.low or 0)
    return low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


def vaguer(firm: Firm, rng: Random) -> Firm:
    """The firm with some facts forgotten and some figures known only within a range."""
    known: dict[str, Value] = {}
    for key, value in firm.facts.items():
        fate = rng.random()
        if isinstance(value, Interval) and fate < 0.4:
            low = int(value.low or 0)
            high = None if value.high is None or fate < 0.1 else int(value.high) + rng.choice((0, 1, low + 1))
            known[key] = Interval(max(0, low - rng.choice((0, 1, low))), high)
        elif fate < 0.8 or EDITION.facts[key].default is not None:
            known[key] = value
    return replace(firm, facts=known)


@settings(max_examples=150, deadline=None)
@given(SEEDS)
def test_more_knowledge_never_overturns(seed: int) -> None:
    """What is settled of a firm stays so when more is told of it; its sums only narrow; nothing new is missing."""
    rng = Random(seed)
    firm = FirmMaker(EDITION, rng).firm(DERIVED)  # stated against the others, a derived fact would be a contradiction
    less, more = assess(EDITION, vaguer(firm, rng), DAY), assess(EDITION, firm, DAY)
    for (_, before), (_, after) in zip(less.benefits(), more.benefits(), strict=True):
        if before.status != "undetermined":
            assert before.status == after.status, before.benefit.id
        if before.amount is not None and after.amount is not None:
            assert within(after.amount, before.amount), before.benefit.id
    for kind in KINDS:
        assert (less.totals[kind].amount.low or 0) <= (more.totals[kind].amount.low or 0), kind


RISING = [
    ("1b", "vat_incremental_credit", {"sector": "retail"}),
    ("2", "nev_price", {}),
    ("3", "six_taxes_two_fees", {"vat_status": "small_scale"}),
    ("4", "excess_water_surcharge", {}),
    ("7", "bay_loan_guarantee_fee", {}),
    ("11", "eligible_hires", {}),
    ("12a", "mall_retail", {"venue": "complex", "mall_retail_peak": Interval.point(3 * 10**10)}),
    ("12b", "first_stores_jinshan", {"venue": "complex"}),
    ("14", "goods_sales", {"goods_sales_peak": Interval.point(0), "retail_sales": Interval.point(0)}),
    ("15", "replaced_cars", {"entity": "consumer"}),
    ("16", "appliance_spend", {"entity": "consumer"}),
    ("19", "rd_spend", {"newly_four_above": True, "hnte": "valid"}),
    ("20a", "tech_giant_grant", {}),
    ("20b", "tech_giant_cultivation_grant", {}),
]
FALLING = [
    ("12a", "mall_retail_peak", {"venue": "complex", "mall_retail": Interval.point(12 * 10**10)}),
    ("14", "goods_sales_peak", {"goods_sales": Interval.point(3 * 10**11), "retail_sales": Interval.point(0)}),
    ("5", "revenue", {"sector": "retail", "employees": Interval.point(60), "loan_maturing_distressed": True}),
    ("6", "employees", {"sector": "other", "loan_renewal_needed": True}),
]


def due(benefit: str, facts: dict[str, Value]) -> tuple[bool, Interval]:
    """Whether a firm gets a benefit, and what."""
    result = assess_benefit(BENEFITS[benefit], Knowledge(EDITION, Firm("", facts)), DAY)
    none = Interval(0, 0)
    return result.status == "eligible", (result.amount or none) if result.status == "eligible" else none


def steps(low: int, high: int) -> st.SearchStrategy[tuple[int, int]]:
    """Two numbers of any magnitude, the smaller first."""
    number = st.integers(low, high) | st.integers(0, 14).map(lambda power: 10**power)
    return st.tuples(number, number).map(lambda pair: (min(pair), max(pair)))


@pytest.mark.parametrize(("benefit", "fact", "facts"), RISING)
@settings(max_examples=40, deadline=None)
@given(pair=steps(0, 3 * 10**11))
def test_more_never_gives_less(benefit: str, fact: str, facts: dict[str, Value], pair: tuple[int, int]) -> None:
    """Where the table pays by a figure, a greater figure never loses the benefit and never lowers either end of it."""
    (had, lower), (has, upper) = (due(benefit, {**facts, fact: Interval.point(number)}) for number in pair)
    assert has >= had
    assert (lower.low or 0) <= (upper.low or 0)
    assert upper.high is None or (lower.high is not None and lower.high <= upper.high)


@pytest.mark.parametrize(("benefit", "fact", "facts"), FALLING)
@settings(max_examples=40, deadline=None)
@given(pair=steps(0, 3 * 10**11))
def test_more_never_gives_more(benefit: str, fact: str, facts: dict[str, Value], pair: tuple[int, int]) -> None:
    """A higher earlier peak, or a larger firm where the table helps small ones, never gains the benefit."""
    (had, lower), (has, upper) = (due(benefit, {**facts, fact: Interval.point(number)}) for number in pair)
    assert has <= had
    assert (upper.high or 0) <= (lower.high or 0)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MONEY), st.decimals(0, 10**9, places=2))
def test_units_agree(fact: object, wan: Fraction) -> None:
    """元, 万元, 亿元, a header in 万元, grouped digits and full-width ones say the same sum."""
    from jinshan_cli.core.facts import Fact

    assert isinstance(fact, Fact)
    yuan = wan * 10_000
    expected = read(fact, f"{yuan:f}元")
    written = (f"{wan:f}万", f"{wan:f}万元", f"{wan / 10_000:.6f}亿", f"{yuan:,.0f}", f"¥{yuan:f}")
    assert {read(fact, text) for text in written} == {expected}
    assert read(fact, f"{wan:f}", 10_000) == expected
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    assert read(fact, f"{wan:f}万".translate(wide)) == expected


@settings(max_examples=100, deadline=None)
@given(SEEDS, st.dates(date(2022, 6, 1), date(2025, 6, 1)))
def test_parts_add_up(seed: int, day: date) -> None:
    """Each total is the sum of the shown parts of its kind, and a policy's amount that of its benefits; where they may
    not add up, it is at least the greatest and at most the sum."""
    result = assess(EDITION, FirmMaker(EDITION, Random(seed)).firm(), day)
    for kind in KINDS:
        assert adds_up(result.totals[kind].amount, summed(result, kind), result), kind
    for policy in result.policies:
        parts = [one.amount for one in policy.of_status("eligible") if one.amount is not None]
        if policy.status == "eligible":
            whole = sum(parts, Interval(0, 0)) if parts else None
            assert policy.amount == whole or (whole and adds_up(policy.amount, whole, result))


def adds_up(found: Interval | None, whole: Interval, result: Assessment) -> bool:
    """Equal where no combination applies; else the same at most, and less at least."""
    if found is None or not result.combined:
        return found == whole
    return found.high == whole.high and (found.low or 0) <= (whole.low or 0)


def summed(result: Assessment, kind: str) -> Interval:
    """What is eligible and current of one kind, added up by hand."""
    low, high = 0, 0
    unbounded = False
    for _, one in result.benefits():
        if one.benefit.kind == kind and one.status == "eligible" and one.is_current and one.amount is not None:
            low += int(one.amount.low or 0)
            unbounded |= one.amount.high is None
            high += int(one.amount.high or 0)
    return Interval(low, None if unbounded else high)


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_a_fact_no_rule_reads_changes_nothing(seed: int) -> None:
    """A benefit does not hear of facts outside its rule: forgetting them leaves verdict, sum and what is missing."""
    firm = FirmMaker(EDITION, Random(seed)).firm()
    for benefit, rule in EDITION.rules.items():
        from jinshan_cli.core.rules.tree import fact_keys

        read_keys = EDITION.behind(fact_keys(rule.when) | (fact_keys(rule.amount) if rule.amount else set()))
        own = Firm("", {key: value for key, value in firm.facts.items() if key in read_keys})
        one, other = (assess_benefit(BENEFITS[benefit], Knowledge(EDITION, each), DAY) for each in (firm, own))
        assert (one.status, one.amount, one.missing) == (other.status, other.amount, other.missing), benefit
