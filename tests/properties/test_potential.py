"""What undetermined benefits could add is what they add in some completion, beside what is due in it."""

from dataclasses import replace

import pytest
from engines.test_columnar import SPRING, check_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.test_cases import KEYS, LIMITS, completions, condition_texts, firms, small_edition
from properties.test_sums import combined
from support.strategies import SCOPE, edition_of

from jinshan_cli.core.combining.combination import Combination, How
from jinshan_cli.core.combining.sums import together
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Benefit, Edition, Rule
from jinshan_cli.core.rules.grammar import parse_amount, parse_condition
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.summing import bounds_of

Written = tuple[str, str]
"""a condition and a sum"""


def giving(rules: list[Written], combinations: tuple[Combination, ...] = ()) -> Edition:
    """An edition with a benefit for each, two to a policy."""
    each = [
        Benefit(id=f"{i}", title="t", kind="grant", novelty="new", when=when, amount=amount)
        for i, (when, amount) in enumerate(rules)
    ]
    whole = edition_of([tuple(each[i : i + 2]) for i in range(0, len(each), 2)], SCOPE, ())
    limits = {
        place: parse_amount(each.amount, SCOPE) for place, each in enumerate(combinations) if each.amount is not None
    }
    small = small_edition("exporting")
    whens = {when: parse_condition(when, SCOPE) for when, _ in rules}  # as an edition is read: of one text, one rule
    amounts = {amount: parse_amount(amount, SCOPE) for _, amount in rules}
    nodes = {f"{i}": Rule(whens[when], amounts[amount]) for i, (when, amount) in enumerate(rules)}
    return replace(
        whole,
        rules=nodes,
        sizes=small.sizes,
        derivations=small.derivations,
        combinations=combinations,
        limits=limits,
    )


@st.composite
def rules(draw: st.DrawFn) -> Written:
    """A fixed sum for those who meet one or two conditions."""
    return draw(condition_texts(1)), draw(st.sampled_from(LIMITS["income"]))


def added(edition: Edition, firm: Firm) -> int:
    """The most that is paid in any completion above what those alone pay in it that are due in each."""
    sure = {key for key, rule in edition.rules.items() if truth(rule.when, Knowledge(edition, firm))}
    found = [0]
    for values in completions(firm):
        known = Knowledge(edition, Firm("", dict(zip(KEYS, values, strict=True))))
        due = {
            key: interval(rule.amount, known)
            for key, rule in edition.rules.items()
            if rule.amount
            if truth(rule.when, known)
        }
        bounds = bounds_of(known)
        whole, alone = (together(each, bounds) for each in (due, {key: due[key] for key in sure}))
        found.append(int((whole.high or 0) - (alone.low or 0)))
    return max(found)


def potential(edition: Edition, firm: Firm) -> int:
    """What the result says."""
    found = assess(edition, firm, SPRING).potential.get("grant", Interval(0, 0))
    assert found.high is not None
    return int(found.high)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(rules(), min_size=2, max_size=4), firms())
def test_what_could_be_added_is_so_in_some_completion(written: list[Written], firm: Firm) -> None:
    """Benefits that no firm can have together are not counted together."""
    edition = giving(written)
    assert potential(edition, firm) == added(edition, firm)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(rules(), min_size=3, max_size=4), combined(), firms())
def test_combined_no_less_can_be_added_than_is_said(
    written: list[Written], combination: Combination, firm: Firm
) -> None:
    """Where benefits do not simply add up, the most that is said is never too little."""
    edition = giving(written, (combination,))
    assert potential(edition, firm) >= added(edition, firm)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(rules(), min_size=3, max_size=4), combined(), st.lists(firms(), min_size=1, max_size=4))
def test_columns_could_add_as_much(written: list[Written], combination: Combination, each: list[Firm]) -> None:
    """The columns of a list say the same."""
    check_equal(giving(written, (combination,)), each, SPRING)


@pytest.mark.parametrize(
    ("written", "told", "combination", "high"),
    [
        ([("staff < 4", "5"), ("staff >= 4", "8")], {}, None, 800),
        ([("sector == farming", "5"), ("sector == making", "8")], {}, None, 800),
        ([("exporting", "5"), ("sector == making", "8")], {}, None, 1300),
        ([("staff >= 4", "5"), ("staff >= 2", "8")], {"staff": Interval(0, 3)}, None, 800),
        ([("exporting", "2 + income"), ("renovating", "5")], {"exporting": True}, "exclusive", 300),
        ([("exporting", "2"), ("renovating", "5")], {}, "exclusive", 500),
        ([("exporting", "2"), ("renovating", "5")], {"exporting": True}, "top_up", 300),
        ([("exporting", "2"), ("renovating", "5")], {"exporting": True}, "cap", 200),
        ([("exporting", "2"), ("renovating", "5")], {"exporting": True}, "unsettled", 500),
    ],
)
def test_what_could_be_added_at_most(
    written: list[Written], told: dict[str, Value], combination: How | None, high: int
) -> None:
    """Not what no firm can have beside the other, and beside what is due only what that leaves."""
    limit = "4" if combination == "cap" else None
    combinations = (Combination(kind=combination, benefits=("0", "1"), amount=limit),) if combination else ()
    edition, firm = giving(written, combinations), Firm("", told)
    assert potential(edition, firm) == high
    check_equal(edition, [firm, Firm()], SPRING)


def test_benefits_of_one_rule_are_told_apart_from_others_however_many() -> None:
    """Sixteen benefits of two rules that no firm meets together are as exact as two."""
    edition = giving([("staff < 4", "5")] * 8 + [("staff >= 4", "8")] * 8)
    assert potential(edition, Firm()) == 8 * 800
    check_equal(edition, [Firm(), Firm("", {"staff": Interval(2, 3)})], SPRING)
