"""Two tables over one firm: the bounds of what they pay, and of the difference, are those of all completions."""

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import Any, get_args

import polars as pl
import pytest
from engines.test_columnar import SPRING
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.test_cases import KEYS, completions, firms, small_edition
from support.frames import typed_frame
from support.strategies import SCOPE

from jinshan_cli.core.combining.combination import Bound, Combination, How
from jinshan_cli.core.combining.sums import together
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import NOTHING, Interval
from jinshan_cli.core.policy import Edition, Rule
from jinshan_cli.core.reform.joint import Joint
from jinshan_cli.core.rules.grammar import parse_amount, parse_condition
from jinshan_cli.engines.columns.reform import SubjectColumns, compile_reform
from jinshan_cli.engines.columns.truths import Flag
from jinshan_cli.engines.dialects import Dialect
from jinshan_cli.engines.evaluate import Knowledge, interval, truth

Texts = Sequence[tuple[str, str | None]]
"""condition and amount of each benefit"""
CAP = Interval.point(8)
BOUNDS = ("before", "after", "difference")
DIALECT = Dialect(pl)


def table(texts: Texts, *combinations: Combination) -> Edition:
    """An edition with a policy a text, and benefits `1`, `2`, …"""
    base = small_edition("exporting")
    (policy,) = base.policies
    policies, rules = [], {}
    for number, (when, amount) in enumerate(texts, 1):
        benefit = replace(policy.benefits[0], id=str(number), kind="grant")
        policies.append(replace(policy, number=number, benefits=(benefit,)))
        rules[str(number)] = Rule(parse_condition(when, SCOPE), parse_amount(amount, SCOPE) if amount else None)
    return replace(
        base, policies=tuple(policies), rules=rules, combinations=combinations, limits={0: parse_amount("0.08", SCOPE)}
    )


def judged(old: Edition, new: Edition, each: Sequence[Firm]) -> list[dict[str, Any]]:
    """What the columns say of each firm, by `policy bound end`; a policy of None is the whole."""
    facts = [fact for fact in old.facts if any(fact.key in firm.facts for firm in each)]
    plan = compile_reform(Joint.of(old, new, SPRING), {fact.key for fact in facts})
    worked = plan.evaluate(typed_frame(each, facts).lazy()).collect()
    told: list[dict[str, Any]] = worked.select(
        *(_column(flag, f"{each.number} {name}") for each in plan.subjects for name, flag in _flags(each)),
        *(
            end.column(True).put(DIALECT).alias(f"{each.number} {name} {i}")
            for each in plan.subjects
            if each.money
            for name in BOUNDS
            for i, end in enumerate(getattr(each.money["grant"], name))
        ),
    ).rows(named=True)
    return told


def _flags(subject: SubjectColumns) -> list[tuple[str, Flag]]:
    return [(name, getattr(subject.effect, name)) for name in ("gain", "lose", "same", "unsettled")]


def _column(flag: Flag, name: str) -> pl.Expr:
    return (pl.lit(flag) if isinstance(flag, bool) else flag.put(DIALECT)).alias(name)


def paid(edition: Edition, firm: Firm) -> dict[int | None, Interval]:
    """What an edition pays a complete firm, per policy and, without a number, in sum."""
    known = Knowledge(edition, firm)
    found = {}
    for key, rule in edition.rules.items():
        due = rule.amount is not None and truth(rule.when, known)
        found[key] = interval(rule.amount, known).to_smallest_unit() if due and rule.amount else NOTHING
    bounds = tuple(Bound(each, CAP) for each in edition.combinations)
    each = {int(key): together({key: amount}, bounds) for key, amount in found.items()}
    return {None: together(found, bounds)} | each


LEAVES = (
    *("exporting", "renovating", "sector in [farming, making]", "rank == fresh", "staff >= 4", "staff < 8"),
    *("income >= 0.04", "income < 0.08", "not exporting", "2 <= staff < 6"),
)
SUMS = (
    *("0.05", "income", "0.5 * income", "max(0, income - 0.04)", "min(income, 0.06)", "0.01 * staff"),
    *("(0.02 if staff < 4 else 0.06)", "0.03 * (income >= 0.06)", "up_to(income)", "up_to(0.05)"),
    *("between(0.02, 0.04)", "at_least(0.03)", "tiers(staff, [4, 8], [0.01, 0.03, 0.02])"),
)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """A condition and an amount, which often read the same facts, and those of other benefits."""
    when = " and ".join(draw(st.lists(st.sampled_from(LEAVES), min_size=1, max_size=2, unique=True)))
    return when, " + ".join(draw(st.lists(st.sampled_from(SUMS), min_size=1, max_size=2)))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(texts(), min_size=2, max_size=3),
    texts(),
    st.sampled_from((None, *get_args(How))),
    st.sampled_from(((1, 1), (0, 1), (1, 0))),
    firms(),
)
def test_bounds_are_those_of_all_completions(
    old: list[tuple[str, str]], changed: tuple[str, str], combined: How | None, times: tuple[int, int], firm: Firm
) -> None:
    """Before, after and the difference, per policy and in sum: from the least of any completion to the greatest."""
    combinations = [Combination(kind=combined, benefits=("1", "2"), amount="0.08")] if combined else []
    before, after = (
        table(each, *combinations * often) for each, often in zip((old, [changed, *old[1:]]), times, strict=True)
    )
    (told,) = judged(before, after, [firm])
    fractional = 2 * any("* income" in amount for _, amount in (*old, changed))
    each = [(paid(before, complete), paid(after, complete)) for complete in map(complete_firm, completions(firm))]
    has_floor = any("at_least" in amount for _, amount in (*old, changed))
    for number in (None, *range(1, len(old) + 1)):
        lows = [(was[number].low or 0, is_[number].low or 0) for was, is_ in each]
        highs = [(limit(was[number]), limit(is_[number])) for was, is_ in each]
        for name, side in (("before", 0), ("after", 1)):
            least, most = min(low[side] for low in lows), max(high[side] for high in highs)
            assert (told[f"{number} {name} 0"], told[f"{number} {name} 1"]) == (least, finite(most))
        gaps = [new - old for old, new in lows] + [new - old for old, new in highs if (old, new) != (inf, inf)]
        low, high = told[f"{number} difference 0"], told[f"{number} difference 1"]
        low, high = -inf if low is None else low, inf if high is None else high
        assert low <= min(gaps)
        assert max(gaps) <= high
        assert has_floor or min(gaps) - low <= fractional >= high - max(gaps)


def limit(amount: Interval) -> float:
    """The most an amount may be."""
    return inf if amount.high is None else int(amount.high)


def finite(number: float) -> int | None:
    """None for what has no limit."""
    return None if abs(number) == inf else int(number)


def complete_firm(values: Sequence[Any]) -> Firm:
    """The firm of complete facts."""
    return Firm("", dict(zip(KEYS, values, strict=True)))


FLOOR, CAPPED = [("exporting", "at_least(0.03)")], Combination(kind="cap", benefits=("1",), amount="0.08")


@pytest.mark.parametrize(
    ("old", "new", "least", "most", "effect"),
    [
        (table(FLOOR, CAPPED), table(FLOOR), 0, None, "unsettled"),
        (table(FLOOR), table(FLOOR, CAPPED), None, 0, "unsettled"),
        (table([("exporting", "up_to(0.05)")]), table(FLOOR), 3, None, "gain"),
        (table(FLOOR), table([("exporting", "up_to(0.05)")]), None, -3, "lose"),
        (table([("exporting", "up_to(0.03)")]), table(FLOOR, CAPPED), 3, 5, "gain"),
        (table(FLOOR, CAPPED), table([("exporting", "up_to(0.03)")]), -5, -3, "lose"),
        (table([("exporting", "up_to(0.05)")]), table([("exporting", "at_least(0.5 * income)")]), 2, None, "gain"),
    ],
)
def test_what_has_no_upper_limit(old: Edition, new: Edition, least: int | None, most: int | None, effect: str) -> None:
    """A limit that is set or lifted, by an amount or by a cap: the greatest difference has no end, or the cap's."""
    (found,) = judged(old, new, [Firm("", {"exporting": True, "income": Interval.point(3)})])
    assert (found["None difference 0"], found["None difference 1"]) == (least, most)
    assert found[f"None {effect}"]


@pytest.mark.parametrize(("old", "new"), [(FLOOR, [("exporting", "0.05")]), ([("exporting", "0.05")], FLOOR)])
def test_no_upper_limit_of_what_is_not_due(old: Texts, new: Texts) -> None:
    """Whom a benefit is not for gets nothing of it before and after, whatever 不低于 leaves open for others."""
    (found,) = judged(table(old), table(new), [Firm("", {"exporting": False})])
    assert [(found[f"None {name} 0"], found[f"None {name} 1"]) for name in BOUNDS] == [(0, 0)] * 3
    assert found["None same"]


def test_a_cap_is_paid_to_the_fen() -> None:
    """Three benefits under caps of 1.2 fen each are paid 3 fen, and of 1.5 fen 6: of a known firm that is the whole."""
    income = 3
    caps = tuple(Combination(kind="cap", benefits=(str(number),), amount="0.08") for number in (1, 2, 3))
    tables = []
    for rate in ("0.4", "0.5"):
        found = table([("exporting or not exporting", "1")] * 3, *caps)
        limit = parse_amount(f"{rate} * income", SCOPE)
        tables.append(replace(found, limits=dict.fromkeys(range(3), limit)))
    before, after = tables
    (told,) = judged(before, after, [Firm("", {"income": Interval.point(income)})])
    assert [(told[f"None {name} 0"], told[f"None {name} 1"]) for name in BOUNDS] == [(3, 3), (6, 6), (3, 3)]


@pytest.mark.parametrize(
    ("old", "new", "tied", "alone"),
    [
        ([("exporting", "0.05")], [("exporting", "0.05"), ("exporting", None)], "unsettled", "gain"),
        ([("exporting", "0.05"), ("exporting", None)], [("exporting", "0.05")], "unsettled", "lose"),
        (
            [("exporting", "0.05"), ("exporting", None)],
            [("not exporting", "0.05"), ("exporting", None)],
            "unsettled",
            "lose",
        ),
        (
            [("exporting", "0.05"), ("exporting", None)],
            [("exporting", "0.06"), ("exporting", None)],
            "unsettled",
            "gain",
        ),
        (
            [("exporting", "0.05"), ("not exporting", None)],
            [("exporting", "0.06"), ("not exporting", None)],
            "gain",
            "gain",
        ),
        ([("not exporting", "0.05")], [("not exporting", "0.05"), ("exporting", None)], "gain", "gain"),
    ],
)
def test_what_has_no_sum_may_make_up_for_it(old: Texts, new: Texts, tied: str, alone: str) -> None:
    """Of one that may be had in the stead of another it is not known who gains or loses by either; alone it is."""
    tie = Combination(kind="exclusive", benefits=("1", "2"))
    for ties, told in (((tie,), tied), ((), alone)):
        (found,) = judged(table(old, *ties), table(new, *ties), [Firm("", {"exporting": True})])
        assert [name for name in ("gain", "lose", "same", "unsettled") if found[f"None {name}"]] == [told]


def test_what_has_a_sum_leaves_a_policy_its_own() -> None:
    """A policy's own difference is as sure as ever beside another's with a sum, which it is combined with."""
    tie = Combination(kind="exclusive", benefits=("1", "2"))
    old, new = ([("exporting", amount), ("exporting", "0.01")] for amount in ("0.05", "0.06"))
    (found,) = judged(table(old, tie), table(new, tie), [Firm("", {"exporting": True})])
    assert found["1 gain"]
