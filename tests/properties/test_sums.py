"""What several benefits come to together is that of all completions: a fact that two amounts share is one fact."""

from dataclasses import replace

import pytest
from engines.test_columnar import SPRING, check_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.test_cases import KEYS, LIMITS, completions, condition_texts, firms, small_edition
from support.strategies import SCOPE, edition_of

from jinshan_cli.core.combining.combination import Combination, How
from jinshan_cli.core.combining.sums import together
from jinshan_cli.core.errors import EditionError
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Benefit, Edition, Rule
from jinshan_cli.core.rules.grammar import parse_amount, parse_condition
from jinshan_cli.engines.columns.compile import compile_plan
from jinshan_cli.engines.evaluate import Knowledge, interval
from jinshan_cli.use.edition.checking import check
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.summing import bounds_of

Texts = list[str]


def several(amounts: Texts, combinations: tuple[Combination, ...] = ()) -> Edition:
    """An edition of which every firm gets each of these sums, two to a policy."""
    given_to_all = [
        Benefit(id=f"{i}", title="t", kind="grant", novelty="new", when="form == company", amount=amount)
        for i, amount in enumerate(amounts)
    ]
    whole = edition_of([tuple(given_to_all[i : i + 2]) for i in range(0, len(amounts), 2)], SCOPE, ())
    limits = {
        place: parse_amount(each.amount, SCOPE) for place, each in enumerate(combinations) if each.amount is not None
    }
    when = parse_condition("form == company", SCOPE)
    rules = {each.id: Rule(when, parse_amount(each.amount or "", SCOPE)) for each in given_to_all}
    small = small_edition("exporting")
    kept = {"sizes": small.sizes, "derivations": small.derivations, "combinations": combinations, "limits": limits}
    return replace(whole, rules=rules, **kept)  # type: ignore[arg-type]


def test_a_sum_too_large_for_columns_is_named() -> None:
    """Amounts whose sum, as one rule, has figures too large for columns are refused, and which they are is said."""
    amounts = [f"income / {1_000_000_000 + more}" for more in (7, 21, 33)]
    with pytest.raises(EditionError) as refused:
        compile_plan(several([*amounts, "max(0, 20 - income / 1000000009)"]), SPRING, {"income"})
    (fault,) = refused.value.faults
    assert all(amount in fault.excerpt for amount in amounts)


@st.composite
def sums(draw: st.DrawFn) -> str:
    """One to two pieces: by conditions, rising and falling with the income, rising with the staff."""
    pieces = []
    for _ in range(draw(st.integers(1, 2))):
        limit = draw(st.sampled_from(LIMITS["income"]))
        rising, falling = f"max(0, income - {limit})", f"max(0, {limit} - income)"
        either = f"(income if ({draw(condition_texts(1))}) else {limit})"
        pieces.append(draw(st.sampled_from((draw(steps()), "income", rising, falling, either, "0.01 * staff"))))
    return " + ".join(pieces)


@st.composite
def steps(draw: st.DrawFn) -> str:
    """A sum that a condition decides on."""
    return f"{draw(st.sampled_from(LIMITS['income']))} * ({draw(condition_texts(1))})"


@st.composite
def combined(draw: st.DrawFn) -> Combination:
    """Of the first two benefits, or of the first and the last."""
    how: How = draw(st.sampled_from(("exclusive", "cap", "top_up")))
    limit = draw(st.sampled_from(LIMITS["income"])) if how == "cap" else None
    return Combination(kind=how, benefits=draw(st.sampled_from((("0", "1"), ("0", "2")))), amount=limit)


def expected(edition: Edition, firm: Firm) -> Interval:
    """The least and the greatest sum of any completion, each worked out alone."""
    found = []
    for values in completions(firm):
        known = Knowledge(edition, Firm("", dict(zip(KEYS, values, strict=True))))
        amounts = {key: interval(rule.amount, known) for key, rule in edition.rules.items() if rule.amount}
        found.append(together(amounts, bounds_of(known)))
    return Interval(min(each.low or 0 for each in found), max(each.high or 0 for each in found))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(sums(), min_size=2, max_size=3), firms())
def test_a_total_is_that_of_all_completions(amounts: Texts, firm: Firm) -> None:
    """It begins at the least that the sums come to together for any completion, and ends at the greatest."""
    edition = several(amounts)
    assert assess(edition, firm, SPRING).totals["grant"].amount == expected(edition, firm)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps(), min_size=3, max_size=3), combined(), firms())
def test_a_combined_total_is_that_of_all_completions(amounts: Texts, combination: Combination, firm: Firm) -> None:
    """And so it is where the sums do not simply add up."""
    edition = several(amounts, (combination,))
    assert assess(edition, firm, SPRING).totals["grant"].amount == expected(edition, firm)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(sums(), min_size=2, max_size=3), combined(), st.lists(firms(), min_size=1, max_size=4))
def test_columns_total_so_too(amounts: Texts, combination: Combination, each: list[Firm]) -> None:
    """The columns of a list have the same totals."""
    combinations = (combination,) if set(combination.benefits) <= set(map(str, range(len(amounts)))) else ()
    check_equal(several(amounts, combinations), each, SPRING)


@pytest.mark.parametrize(
    ("amounts", "low", "high"),
    [
        (["5万*(staff < 100)", "8万*(staff >= 100)"], 5000000, 8000000),
        (["5万 if sector == farming else 1万", "1万 if sector == farming else 5万"], 6000000, 6000000),
        (["income", "max(0, 20 - income)"], 2000, 2000),
        (["5万*(size == large)", "3万*(staff < 2)", "1万*(sector == making)"], 0, 8000000),
        (["income / 3", "max(0, 20 - income / 3)"], 2000, 2001),
        (["income", "2 * income"], 3000, 6000),
    ],
)
def test_two_sums_share_a_fact(amounts: Texts, low: int, high: int) -> None:
    """The total and the policy are bounded together; fractions of a fen, rounded one by one, leave a fen open."""
    told: dict[str, Value] = {"income": Interval(1000, 2000), "exporting": False}
    edition = several(amounts)
    found = assess(edition, Firm("", told), SPRING)
    assert found.totals["grant"].amount == Interval(low, high)
    assert len(amounts) > 2 or found.policies[0].amount == Interval(low, high)
    check_equal(edition, [Firm("", told), Firm()], SPRING)


def test_nothing_is_judged_together_that_adds_up() -> None:
    """Where all rise with what they share, the plan stays as it is: no rule is made for the sum."""
    ids = ("0", "1")
    assert several(["5% * income", "min(10% * income, 5万) + 1万 * (income >= 20)"]).shared.sums(ids) == ()
    assert len(several(["5% * income", "max(0, 20 - income)"]).shared.sums(ids)) == 1


def test_of_too_many_cases_each_policy_is_held_together() -> None:
    """Four policies, in each two sums of which one rises and one falls: too many cases for all, few for each policy;
    and which they are is told."""
    limits = ("5", "10", "15", "20")
    edition = several([text for each in limits for text in (f"max(0, income - {each})", f"max(0, {each} - income)")])
    firm = Firm("", {"income": Interval(0, 2000)})
    assert assess(edition, firm, SPRING).totals["grant"].amount == Interval(0, 1500 + 1000 + 1500 + 2000)
    assert list(edition.shared.inexact) == [tuple("01234567")]
    told = [each.fault.value for each in check(edition) if "先逐项政策、再逐个事项" in each.fault.what]
    assert told == ["、".join("01234567")]
    check_equal(edition, [firm, Firm()], SPRING)


def test_many_sums_that_are_told_apart_by_few_limits_are_held_together() -> None:
    """Whether each is due costs no case: twelve grants by brackets of the staff are one sum."""
    edition = several(["1万*(staff < 5)", "2万*(staff >= 5)"] * 6)
    found = assess(edition, Firm(), SPRING)
    assert found.totals["grant"].amount == Interval(6_000_000, 12_000_000)
    check_equal(edition, [Firm()], SPRING)
