"""A fact used twice is one fact: verdicts, sums and missing facts are those of all completions, counted one by one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from engines.test_columnar import SPRING, check_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.strategies import CATALOGUE, SCOPE, TIERS, edition_asking

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition, Rule
from jinshan_cli.core.rules.grammar import parse_amount, parse_condition
from jinshan_cli.core.sizes import SizeStandard
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.hanging import missing
from jinshan_cli.files.disk.shaped import shaped

MOST = 11
"""no number of these firms is larger: every completion can be looked at"""
LIMITS = {"staff": ("2", "4", "6", "8"), "income": ("0.02", "0.04", "0.06", "0.08")}
"""even: that twice a whole number is 5 counts as possible, which is sound and not exact"""
KEYS = ("sector", "rank", "staff", "income", "exporting", "renovating")
ROWS = (
    {"sectors": ("farming",), "limits": {"income": ("0.03", "0.08")}},
    {"sectors": ("making",), "limits": {"staff": (3, 9), "income": ("0.02", "0.07")}},
    {"sectors": ("selling", "teaching"), "limits": {"staff": (2, 6)}},
)


def small_edition(when: str, amount: str | None = None) -> Edition:
    """An edition with one benefit, a size standard of small figures, and `modest` derived."""
    edition = edition_asking(when, "income <= 0.06 and staff <= 5")
    sizes = shaped(SizeStandard, {"fact": "size", "by": "sector", "tiers": TIERS, "source": "s", "rows": ROWS})
    rule = Rule(parse_condition(when, SCOPE), parse_amount(amount, SCOPE) if amount else None)
    return replace(edition, sizes=sizes, rules={"1": rule})


@st.composite
def condition_texts(draw: st.DrawFn, depth: int) -> str:
    """Conditions whose comparisons read one number, so that the same fact is often read twice."""
    form = draw(st.sampled_from(("leaf", "and", "or", "not") if depth else ("leaf",)))
    if form == "not":
        return f"not ({draw(condition_texts(depth - 1))})"
    if form != "leaf":
        parts = [draw(condition_texts(draw(st.sampled_from((0, depth - 1))))) for _ in range(draw(st.integers(2, 3)))]
        return f" {form} ".join(f"({part})" for part in parts)
    key = draw(st.sampled_from((*KEYS, "staff", "income", "size", "modest")))
    fact = CATALOGUE[key]
    if fact.type == "flag":
        return key
    if fact.type == "choice":
        return f"{key} in [{', '.join(draw(st.lists(st.sampled_from(fact.option_keys), min_size=1, unique=True)))}]"
    sign = draw(st.sampled_from(("<", "<=", ">", ">=", "==", "!=")))
    side = draw(
        st.sampled_from((key, f"max(0, {key} - {LIMITS[key][0]})", f"2 * {key}", f"min({key}, {LIMITS[key][2]})"))
    )
    return f"{side} {sign} {draw(st.sampled_from(LIMITS[key]))}"


@st.composite
def amount_texts(draw: st.DrawFn) -> str:
    """Sums of pieces that share the income and the staff."""
    pieces = []
    for _ in range(draw(st.integers(1, 3))):
        limit, condition = draw(st.sampled_from(LIMITS["income"])), draw(condition_texts(1))
        pieces.append(
            draw(
                st.sampled_from(
                    (
                        f"{limit} * ({condition})",
                        "income",
                        f"max(0, {limit} - income)",
                        f"max(0, income - {limit})",
                        f"min(income, max(0, 2 * income - {limit}))",
                        f"(income if ({condition}) else {limit})",
                        "0.01 * staff",
                    )
                )
            )
        )
    return f"max(0, {' + '.join(pieces)} - {draw(st.sampled_from(('0', '0.03', '0.5 * income')))})"


@st.composite
def firms(draw: st.DrawFn) -> Firm:
    """Firms with at most four facts unknown or known in part."""
    known: dict[str, Value] = {}
    loose = draw(st.sets(st.sampled_from(KEYS), max_size=4))
    for key in KEYS:
        fact = CATALOGUE[key]
        if fact.is_number:
            low = draw(st.integers(0, MOST))
            known[key] = Interval(low, draw(st.integers(low, MOST)) if key in loose else low)
        elif key not in loose:
            known[key] = draw(st.booleans()) if fact.type == "flag" else draw(st.sampled_from(fact.option_keys))
    return Firm("", known)


def completions(firm: Firm) -> Iterator[tuple[Value, ...]]:
    """Every firm that the firm may be."""
    each: list[list[Value]] = []
    for key in KEYS:
        value, fact = firm.facts.get(key), CATALOGUE[key]
        if isinstance(value, Interval):
            each.append([Interval.point(number) for number in range(int(value.low or 0), int(value.high or 0) + 1)])
        elif value is None:
            each.append([True, False] if fact.type == "flag" else list(fact.option_keys))
        else:
            each.append([value])
    return product(*each)


def judged(edition: Edition, firm: Firm) -> tuple[set[bool | None], set[str], list[Interval]]:
    """Verdicts, the facts that alone change one, and sums, of all completions."""
    rule = edition.rules["1"]
    verdicts: dict[tuple[Value, ...], bool | None] = {}
    sums = []
    for values in completions(firm):
        known = Knowledge(edition, Firm("", dict(zip(KEYS, values, strict=True))))
        verdicts[values] = truth(rule.when, known)
        sums += [interval(rule.amount, known)] if rule.amount else []
    hanging = set()
    for place, key in enumerate(KEYS):
        by_others: dict[tuple[Value, ...], set[bool | None]] = {}
        for values, verdict in verdicts.items():
            by_others.setdefault(values[:place] + values[place + 1 :], set()).add(verdict)
        hanging |= {key} if any(len(found) > 1 for found in by_others.values()) else set()
    return set(verdicts.values()), hanging, sums


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(condition_texts(2), firms())
def test_verdicts_and_missing_are_those_of_all_completions(when: str, firm: Firm) -> None:
    """Settled where all completions agree, else unknown; missing is each fact that alone turns a completion over."""
    edition = small_edition(when)
    verdicts, hanging, _ = judged(edition, firm)
    known, rule = Knowledge(edition, firm), edition.rules["1"]
    assert truth(rule.when, known) is (verdicts.pop() if len(verdicts) == 1 else None)
    assert missing(rule.when, known) == hanging


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(amount_texts(), firms())
def test_sums_are_those_of_all_completions(amount: str, firm: Firm) -> None:
    """The span of a sum begins at the least sum of any completion and ends at the greatest."""
    edition = small_edition("exporting", amount)
    _, _, sums = judged(edition, firm)
    found = interval(parse_amount(amount, SCOPE), Knowledge(edition, firm))
    assert found == Interval(min(each.low or 0 for each in sums), max(each.high or 0 for each in sums))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(condition_texts(2), amount_texts(), st.lists(firms(), min_size=1, max_size=4))
def test_columns_judge_by_cases_too(when: str, amount: str, each: list[Firm]) -> None:
    """The columns of a list say the same of every firm, to the fen."""
    check_equal(small_edition(when, amount), each, SPRING)


@pytest.mark.parametrize(
    ("amount", "low", "high"),
    [
        ("5万*(staff<100) + 8万*(100<=staff<300) + 10万*(staff>=300)", 5000000, 10000000),
        ("income - 10%*income", 900, 1800),
        ("min(income, max(0, 2*income - 5))", 1000, 2000),
        ("(1万 if sector == farming else 3万) + (3万 if sector == farming else 1万)", 4000000, 4000000),
    ],
)
def test_a_fact_used_twice_is_one_fact(amount: str, low: int, high: int) -> None:
    """A sum by brackets is never more than its greatest bracket, nor less than its least."""
    known = Knowledge(small_edition("exporting"), Firm("", {"income": Interval(1000, 2000)}))
    assert interval(parse_amount(amount, SCOPE), known) == Interval(low, high)


def test_what_a_greater_number_covers_is_not_missing() -> None:
    """Of `max(a, b) >= 5` nothing hangs on `b` where `b` cannot reach 5, though each is read once."""
    when = "max(staff, visits) >= 5"
    known = Knowledge(small_edition(when), Firm("", {"staff": Interval(0, 9), "visits": Interval(0, 3)}))
    assert missing(parse_condition(when, SCOPE), known) == {"staff"}


@pytest.mark.parametrize(
    "when",
    [
        "sector == farming or sector != farming",
        "sector == farming or sector == making or sector == selling or sector == teaching",
        "staff < 10 or staff >= 10",
        "size == micro or size in [small, large]",
        "modest or income > 0.06 or staff > 5",
        "not (size == large and sector == farming and income < 0.08)",
    ],
)
def test_what_is_always_so_is_true_of_an_unknown_firm(when: str) -> None:
    """Nothing has to be asked for it."""
    known = Knowledge(small_edition(when), Firm())
    assert truth(parse_condition(when, SCOPE), known) is True
    assert missing(parse_condition(when, SCOPE), known) == set()


@pytest.mark.parametrize(
    ("never", "at_times"),
    [
        ("steps(staff, 20) == 2 and staff < 40", "steps(staff, 20) == 2 and staff < 41"),
        ("steps(staff, 20) == 2 and staff > 59", "steps(staff, 20) == 2 and staff > 58"),
        ("steps(staff, 20) != 2 and 40 <= staff < 60", "steps(staff, 20) != 2 and 40 <= staff < 61"),
        ("steps(staff, 20) == 2 and steps(staff, 30) == 3", "steps(staff, 20) == 2 and steps(staff, 30) == 1"),
        ("round(income, 1000) == 2000 and income < 1500", "round(income, 1000) == 2000 and income < 1500.01"),
    ],
)
def test_what_goes_in_steps_is_one_of_them_for_a_while(never: str, at_times: str) -> None:
    """A number of whole steps is that of some numbers, and beside another limit on these it may be of none."""
    for when, verdict in ((never, False), (at_times, None)):
        edition = small_edition(when)
        assert truth(parse_condition(when, SCOPE), Knowledge(edition, Firm())) is verdict
        check_equal(edition, [Firm()], SPRING)


@pytest.mark.parametrize(
    ("never", "at_times"),
    [
        ("2 * staff == 5", "2 * staff == 6"),
        ("2 * staff + 4 * visits == 7", "2 * staff + 3 * visits == 7"),
        ("income == 0.005", "income == 0.01"),
        ("10 * area == 5 / 2", "10 * area == 5"),
        ("10 * steps(staff, 3) == 15", "10 * steps(staff, 3) == 20"),
        ("round(income, 1000) == 1500", "round(income, 1000) == 2000"),
    ],
)
def test_what_no_whole_numbers_meet_is_never_so(never: str, at_times: str) -> None:
    """Nothing is asked for it, in either engine; what one number meets is open."""
    for when, verdict in ((never, False), (at_times, None), (never.replace("==", "!="), True)):
        edition, unknown = small_edition(f"exporting or ({when})"), Firm("", {"exporting": False})
        known = Knowledge(edition, unknown)
        assert truth(edition.rules["1"].when, known) is verdict
        assert truth(parse_condition(when, SCOPE), known) is verdict
        check_equal(edition, [unknown, Firm()], SPRING)


@pytest.mark.parametrize(
    ("staff", "verdict", "hanging", "most"),
    [
        (Interval(1, 1), None, {"size"}, 300),
        (Interval(1, 4), False, set(), 100),
        (Interval(3, 9), None, {"staff"}, 300),
    ],
)
def test_a_size_stated_in_part_beside_what_it_follows_from(
    staff: Interval, verdict: bool | None, hanging: set[str], most: int
) -> None:
    """What is stated and followed from alike; where nothing is, what is stated: the other facts tell nothing then."""
    edition = small_edition("size == large and staff >= 1", "(3 if size == large else 1) + 0 * staff")
    firm = Firm("", {"sector": "making", "staff": staff, "income": Interval(9, 9), "size": ("small", "large")})
    rule, known = edition.rules["1"], Knowledge(edition, firm)
    assert truth(rule.when, known) is verdict
    assert missing(rule.when, known) == hanging
    assert rule.amount is not None
    assert interval(rule.amount, known) == Interval(100, most)
    check_equal(edition, [firm, Firm("", {**firm.facts, "size": "large"}), Firm()], SPRING)


def test_a_contradicted_size_hangs_on_itself_alone() -> None:
    """Whichever sector it is, and whatever else is known: what is stated is all that tells."""
    edition = small_edition("size == large")
    firm = Firm("", {"sector": ("making", "selling"), "staff": Interval(1, 1), "size": ("small", "large")})
    assert missing(edition.rules["1"].when, Knowledge(edition, firm)) == {"size"}
    check_equal(edition, [firm, Firm("", {**firm.facts, "staff": Interval(1, 4)}), Firm()], SPRING)


@pytest.mark.parametrize(
    ("when", "verdict", "hanging"),
    [
        ("(income if income < costs else 0.05) != 0.06", True, set()),
        ("(income if income < costs else 0.05) == 0.06", False, set()),
        ("(income if income < costs else 0.05) == 0.05", None, {"income"}),
    ],
)
def test_what_neither_branch_meets_is_not_met(when: str, verdict: bool | None, hanging: set[str]) -> None:
    """Though which of the two it is hangs on two numbers that are compared."""
    edition = small_edition(when)
    firm = Firm("", {"income": Interval(4, 5), "costs": Interval(5, 7)})
    known, rule = Knowledge(edition, firm), edition.rules["1"]
    assert truth(rule.when, known) is verdict
    assert missing(rule.when, known) == hanging
    check_equal(edition, [firm], SPRING)


@pytest.mark.parametrize(
    ("amount", "low", "high"),
    [
        ("max(0, 0.02 - income) + income * (staff >= 2)", 2, 2),
        ("max(max(0, 0.02 - income), (staff >= 2) * income)", 1, 2),
        ("max(0, 0.02 - income) + income * (staff < 2)", 0, 2),
    ],
)
def test_a_number_counted_where_something_holds_is_one_fact_too(amount: str, low: int, high: int) -> None:
    """As `income if staff >= 2 else 0` is."""
    edition = small_edition("exporting", amount)
    firm = Firm("", {"income": Interval(0, 2), "staff": Interval(8, 8), "exporting": True})
    rule = edition.rules["1"]
    assert rule.amount is not None
    assert interval(rule.amount, Knowledge(edition, firm)) == Interval(low, high)
    check_equal(edition, [firm], SPRING)


@pytest.mark.parametrize(
    ("when", "hanging"),
    [
        ("(staff if exporting else visits) >= 5", {"exporting"}),
        ("2 * (staff if exporting else visits) < 14", {"exporting", "visits"}),
        ("tiers(income, [0.04], [staff, visits]) <= 5", {"income"}),
    ],
)
def test_what_every_value_of_a_branch_says_alike_is_not_missing(when: str, hanging: set[str]) -> None:
    """Nothing hangs on a number of a branch that is on one side of the limit whichever it is."""
    edition = small_edition(when)
    firm = Firm("", {"staff": Interval(2, 2), "visits": Interval(6, 8), "income": Interval(3, 4)})
    known = Knowledge(edition, firm)
    assert truth(edition.rules["1"].when, known) is None
    assert missing(edition.rules["1"].when, known) == hanging
    check_equal(edition, [firm, Firm()], SPRING)
