"""Of every construct of the language verdicts, sums and missing facts are those of all completions, in both engines.

Each comparison and each piece of a sum reads one fact; several read the same one. `JINSHAN_HYPOTHESIS=other` looks at
other firms each time, `JINSHAN_EXAMPLES=20` at twenty times as many.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from engines.test_columnar import SPRING, check_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.strategies import CATALOGUE, SCOPE, edition_asking

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.outcome import NearMiss
from jinshan_cli.core.policy import Edition, Rule
from jinshan_cli.core.rules.grammar import parse_amount, parse_condition, parse_quantity
from jinshan_cli.core.rules.nodes import Constant, NamedQuantity, Parameter
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.hanging import missing
from jinshan_cli.engines.near import near_miss

MORE = int(os.environ.get("JINSHAN_EXAMPLES", "1"))
OWN = replace(
    SCOPE,
    quantities={
        "first": Parameter("first", "first", Constant("0.04", money=True)),
        "spare": NamedQuantity("spare", "spare", parse_quantity("max(0, staff - 4)", SCOPE)),
    },
)
NEW_YEAR = date(2023, 1, 1).toordinal()
NUMBERS = {
    "staff": (0, 9),
    "income": (0, 11),
    "area": (0, 9),
    "share": (0, 6),
    "opened": (NEW_YEAR - 34, NEW_YEAR + 3),
}
"""the steps that each fact can have: few, so that every completion can be looked at"""
QUANTITIES = {
    "staff": (
        "staff",
        "steps(staff, 3)",
        "tiers(staff, [2, 6], [4, 1, 3])",
        "spare",
        "round_up(staff, 4)",
        "staff / 3",
    ),
    "income": (
        "income",
        "round(income, 0.02)",
        "round_down(income, 0.03)",
        "bands(income, [0.04, 0.08], [50%, 10%, 25%])",
        "max(0, income - first)",
        "tiers(income, [first, 0.09], [0.05, 0.02, 0.08])",
        "income / 2",
        "min(income, first)",
    ),
    "area": ("10 * area", "steps(area, 0.4)"),
    "share": ("100 * share", "10000 * share"),
    "opened": ("months(opened, 2023-01-02)", "days(opened, 2023-01-02)", "years(opened, 2023-12-31)"),
}
LIMITS = {"staff": ("2", "4", "3"), "income": ("0.02", "first", "0.05"), "area": ("2", "4"), "share": ("0.02", "3")}
FLAGS, CHOICES = ("exporting", "renovating"), ("sector", "rank")
KEYS = (*NUMBERS, *FLAGS, *CHOICES)


Few = tuple[str, ...]
"""the facts that a rule reads: so few that it often reads one at several places"""


def few() -> st.SearchStrategy[Few]:
    """One to three facts, mostly numbers."""
    return st.lists(st.sampled_from((*NUMBERS, *KEYS)), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def leaves(draw: st.DrawFn, keys: Few) -> str:
    """A condition on one fact."""
    key = draw(st.sampled_from(keys))
    if key in FLAGS:
        return key
    if key in CHOICES:
        options = draw(st.lists(st.sampled_from(CATALOGUE[key].option_keys), min_size=1, unique=True))
        return f"{key} {draw(st.sampled_from(('in', 'not in')))} [{', '.join(options)}]"
    sign = draw(st.sampled_from(("<", "<=", ">", ">=", "==", "!=")))
    if key == "opened" and draw(st.booleans()):
        return f"opened {sign} {draw(st.sampled_from(('2022-12-31', '2023-01-02')))}"
    side = draw(st.sampled_from(QUANTITIES[key]))
    return f"{side} {sign} {draw(st.sampled_from(LIMITS.get(key, ('1', '2', '31'))))}"


@st.composite
def conditions(draw: st.DrawFn, keys: Few, depth: int) -> str:
    """Several of them."""
    form = draw(st.sampled_from(("leaf", "and", "or", "not") if depth else ("leaf",)))
    if form == "leaf":
        return draw(leaves(keys))
    parts = [f"({draw(conditions(keys, depth - 1))})" for _ in range(1 if form == "not" else draw(st.integers(2, 3)))]
    return f"not {parts[0]}" if form == "not" else f" {form} ".join(parts)


@st.composite
def amounts(draw: st.DrawFn, keys: Few) -> str:
    """A sum of pieces, which share facts, and what it leaves open by itself."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        key = draw(st.sampled_from([key for key in keys if key in NUMBERS] or ["income"]))
        piece = draw(st.sampled_from(QUANTITIES[key]))
        condition, other = draw(conditions(keys, 1)), draw(st.sampled_from(LIMITS["income"]))
        money = piece if key == "income" else f"0.01 * max(0, {piece})"
        pieces.append(
            draw(st.sampled_from((money, f"{other} * ({condition})", f"({money} if {condition} else {other})")))
        )
    whole = " + ".join(pieces)
    return draw(st.sampled_from(("{}", "{}", "up_to({})", "max(0, {} - 0.05)", "round_down({}, 0.02)"))).format(whole)


@st.composite
def firms(draw: st.DrawFn, keys: Few) -> Firm:
    """Firms with at most four facts unknown or known in part, most of them those that a rule reads."""
    told: dict[str, Value] = {}
    loose = {*keys, draw(st.sampled_from(KEYS))}
    for key in KEYS:
        if key in NUMBERS:
            least, most = NUMBERS[key]
            low = draw(st.integers(least, most))
            apart = draw(st.sampled_from((9, 9, 5, 2, 0))) if key in loose else 0
            told[key] = Interval(low, min(most, low + apart))
        elif key in FLAGS:
            told |= {} if key in loose else {key: draw(st.booleans())}
        else:
            options = CATALOGUE[key].option_keys
            least, most = (2, 3) if key in loose else (1, 1)
            some = draw(st.lists(st.sampled_from(options), min_size=least, max_size=most, unique=True))
            told[key] = some[0] if len(some) == 1 else tuple(some)
    return Firm("", told)


def completions(firm: Firm) -> Iterator[tuple[Value, ...]]:
    """Every firm that the firm may be."""
    each: list[list[Value]] = []
    for key in KEYS:
        value = firm.facts.get(key)
        if isinstance(value, Interval):
            each.append([Interval.point(number) for number in range(int(value.low or 0), int(value.high or 0) + 1)])
        elif isinstance(value, tuple):
            each.append(list(value))
        else:
            each.append([True, False] if value is None else [value])
    return product(*each)


def edition_with(when: str, amount: str = "1") -> Edition:
    """An edition with one benefit."""
    rule = Rule(parse_condition(when, OWN), parse_amount(amount, OWN))
    return replace(edition_asking("exporting", "renovating"), rules={"1": rule})


def of_completion(edition: Edition, values: tuple[Value, ...]) -> Knowledge:
    """What is known of one."""
    return Knowledge(edition, Firm("", dict(zip(KEYS, values, strict=True))))


@settings(
    max_examples=200 * MORE, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(few().flatmap(lambda keys: st.tuples(conditions(keys, 2), firms(keys))))
def test_a_verdict_of_any_construct_is_that_of_all_completions(drawn: tuple[str, Firm]) -> None:
    """Settled where all completions agree; missing is each fact that alone turns one over."""
    when, firm = drawn
    edition = edition_with(when)
    rule, known = edition.rules["1"], Knowledge(edition, firm)
    verdicts = {values: truth(rule.when, of_completion(edition, values)) for values in completions(firm)}
    found = set(verdicts.values())
    assert truth(rule.when, known) is (found.pop() if len(found) == 1 else None)
    hanging = set()
    for place, key in enumerate(KEYS):
        beside: dict[tuple[Value, ...], set[bool | None]] = {}
        for values, verdict in verdicts.items():
            beside.setdefault(values[:place] + values[place + 1 :], set()).add(verdict)
        hanging |= {key} if any(len(each) > 1 for each in beside.values()) else set()
    assert missing(rule.when, known) == hanging


@settings(
    max_examples=70 * MORE, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(few().flatmap(lambda keys: st.tuples(amounts(keys), firms(keys))))
def test_a_sum_of_any_construct_is_that_of_all_completions(drawn: tuple[str, Firm]) -> None:
    """Its span begins at the least sum of any completion and ends at the greatest."""
    amount, firm = drawn
    edition = edition_with("exporting", amount)
    node = parse_amount(amount, OWN)
    sums = [interval(node, of_completion(edition, values)) for values in completions(firm)]
    hull = Interval(min(each.low or 0 for each in sums), max(each.high or 0 for each in sums))
    assert interval(node, Knowledge(edition, firm)) == hull


@settings(
    max_examples=5 * MORE, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(few().flatmap(lambda keys: st.tuples(conditions(keys, 2), amounts(keys), st.lists(firms(keys), min_size=5))))
def test_columns_say_so_too_of_any_construct(drawn: tuple[str, str, list[Firm]]) -> None:
    """The columns of a list say the same of every firm, to the fen."""
    when, amount, each = drawn
    check_equal(edition_with(when, amount), each, SPRING)


@settings(max_examples=100 * MORE, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(few().flatmap(lambda keys: st.tuples(conditions(keys, 2), firms(keys))))
def test_no_number_is_nearer_than_the_near_miss(drawn: tuple[str, Firm]) -> None:
    """Of all small numbers that one fact could have, none that would do is nearer; what is found would do."""
    when, firm = drawn
    edition = edition_with(when)
    rule, known = edition.rules["1"], Knowledge(edition, firm)

    def does(key: str, number: int) -> bool:
        return truth(rule.when, Knowledge(edition, firm.having(key, Interval.point(number)))) is not False

    if truth(rule.when, known) is not False:
        return
    told = {key: known.interval(key) for key in NUMBERS if key != "opened" and known.interval(key).is_point}
    has = {key: int(value.low or 0) for key, value in told.items() if value.low}
    each = [NearMiss(key, one, needs) for key, one in has.items() for needs in range(1, 30) if does(key, needs)]
    found, nearest = near_miss(rule.when, known), min((miss.distance for miss in each), default=None)
    assert found is None or does(found.fact, found.needs)
    assert nearest is None or (found is not None and found.distance <= nearest)


@pytest.mark.parametrize("key", NUMBERS)
def test_each_construct_is_read(key: str) -> None:
    """No construct that the properties draw is refused by the grammar."""
    for side in QUANTITIES[key]:
        parse_condition(f"{side} > {LIMITS.get(key, ('1',))[0]}", OWN)


@pytest.mark.parametrize(
    "when", ["tiers(staff, [2, 6], [4, 1, 3]) == 2", "(staff if exporting else 3) == 12", "1 * (staff > 3) == 2"]
)
def test_what_leaps_over_a_value_never_meets_it(when: str) -> None:
    """Nothing is asked for it."""
    edition, firm = edition_with(when), Firm("", {"staff": Interval(0, 9)})
    assert truth(edition.rules["1"].when, Knowledge(edition, firm)) is False
    check_equal(edition, [firm], SPRING)
