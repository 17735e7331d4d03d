"""Benefits that do not simply add up come to what the ways of paying them out allow, counted one by one.

`best` is the promise in the plainest form: every payment is tried, and the greatest sum that keeps all combinations.
"""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jinshan_cli.core.combining.combination import Bound, Bounds, Combination, How
from jinshan_cli.core.combining.sums import applied, paid, part, shares, together
from jinshan_cli.core.combining.ways import TooCrossedError
from jinshan_cli.core.combining.words import say_all_combined
from jinshan_cli.core.intervals import NOT_KNOWN, NOTHING, Interval
from jinshan_cli.core.outcome import total_of

IDS = ("a", "b", "c", "d")
MOST = 3
"""no amount or limit is larger: every payment can be looked at"""
KINDS: tuple[How, ...] = ("exclusive", "cap", "top_up", "unsettled")
Points = Mapping[str, int]


def of(kind: How, benefits: str, limit: int | Interval | None = None) -> Bound:
    """A combination of benefits with one letter each."""
    span = Interval.point(limit) if isinstance(limit, int) else limit
    return Bound(Combination(kind=kind, benefits=tuple(benefits), amount="0" if kind == "cap" else None), span)


PAIR, THREE = (of("unsettled", "ab"),), (of("unsettled", "abc"),)


def is_kept(bound: Bound, limit: int, given_: Points, whole: Points) -> bool:
    """True if payments keep a combination, of which what is unsettled is taken for exclusive."""
    each = [given_[one] for one in bound.combination.benefits if one in given_]
    match bound.combination.kind:
        case "cap":
            return sum(each) <= limit
        case "top_up":
            amounts = [whole[one] for one in bound.combination.benefits if one in whole]
            return all(not now or sum(each[: i + 1]) <= amounts[i] for i, now in enumerate(each) if i)
        case _:
            return sum(map(bool, each)) <= 1


def ways(bounds: Bounds, limits: tuple[int, ...], amounts: Points, strict: bool) -> Iterator[dict[str, int]]:
    """Every payment that all combinations allow."""
    held = [
        (each, limit)
        for each, limit in zip(bounds, limits, strict=True)
        if strict or each.combination.kind != "unsettled"
    ]
    for each in product(*(range(most + 1) for most in amounts.values())):
        given_ = dict(zip(amounts, each, strict=True))
        if all(is_kept(bound, limit, given_, amounts) for bound, limit in held):
            yield given_


def best(bounds: Bounds, limits: tuple[int, ...], amounts: Points, strict: bool) -> int:
    """The greatest sum of all payments."""
    return max(sum(each.values()) for each in ways(bounds, limits, amounts, strict))


def completions(spans: Mapping[str, Interval]) -> Iterator[dict[str, int]]:
    """Every amount that each may have."""
    each = [range(int(span.low or 0), int(span.high or 0) + 1) for span in spans.values()]
    return (dict(zip(spans, chosen, strict=True)) for chosen in product(*each))


@st.composite
def spans(draw: st.DrawFn) -> Interval:
    """A span of amounts."""
    low = draw(st.integers(0, MOST))
    return Interval(low, draw(st.integers(low, MOST)))


@st.composite
def all_bounds(draw: st.DrawFn) -> Bounds:
    """Up to three combinations, nested, crossing or apart."""
    found = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(KINDS))
        some = draw(st.lists(st.sampled_from(IDS), min_size=1 + (kind != "cap"), unique=True))
        found.append(of(kind, "".join(some), draw(spans()) if kind == "cap" else None))
    return tuple(found)


def summed(amounts: dict[str, Interval], bounds: Bounds) -> Interval:
    """What they come to together; a draw in which too many cross is none."""
    try:
        return together(amounts, bounds)
    except TooCrossedError:
        assume(False)
        raise


@settings(max_examples=400, deadline=None)
@given(all_bounds(), st.fixed_dictionaries({each: spans() for each in IDS}))
def test_a_sum_is_the_best_that_is_allowed(bounds: Bounds, amounts: dict[str, Interval]) -> None:
    """For points the greatest sum of all payments, for spans from the least of these to the greatest."""
    found = summed(amounts, bounds)
    limits = {str(place): bound.limit or NOTHING for place, bound in enumerate(bounds)}
    ends = []
    for strict, end in ((True, "low"), (False, "high")):
        chosen = {key: Interval.point(getattr(span, end)) for key, span in {**amounts, **limits}.items()}
        points = next(completions(chosen))
        ends.append(best(bounds, tuple(points[place] for place in limits), {key: points[key] for key in IDS}, strict))
    assert found == Interval(*ends)


@settings(max_examples=150, deadline=None)
@given(all_bounds(), st.fixed_dictionaries({each: spans() for each in IDS[:3]}))
def test_a_greater_amount_never_pays_less(bounds: Bounds, amounts: dict[str, Interval]) -> None:
    """So that the ends of a sum are at the ends of what it is made of: no completion lies outside."""
    found = summed(amounts, bounds)
    limits = {str(place): bound.limit or NOTHING for place, bound in enumerate(bounds)}
    for points in completions({**amounts, **limits}):
        those = {key: points[key] for key in amounts}
        caps = tuple(points[place] for place in limits)
        assert (found.low or 0) <= best(bounds, caps, those, True)
        assert best(bounds, caps, those, False) <= (found.high or 0)


@settings(max_examples=300, deadline=None)
@given(all_bounds(), st.fixed_dictionaries({each: spans() for each in IDS[:3]}), st.sampled_from(("", "a", "ab")))
def test_what_is_paid_of_each_is_in_its_share(bounds: Bounds, amounts: dict[str, Interval], own: str) -> None:
    """Of every completion and reading there is a best payment of which each lies in its share, as does their sum."""
    try:
        found, those = shares(amounts, bounds), part(own, amounts, bounds)
    except TooCrossedError:
        assume(False)
        raise
    limits = {str(place): bound.limit or NOTHING for place, bound in enumerate(bounds)}
    for points in completions({**amounts, **limits}):
        whole = {key: points[key] for key in amounts}
        caps = tuple(points[place] for place in limits)
        for strict in (True, False):
            most = best(bounds, caps, whole, strict)
            greatest = [each for each in ways(bounds, caps, whole, strict) if sum(each.values()) == most]
            fitting = [each for each in greatest if all(_holds(found[key], each[key]) for key in each)]
            assert any(_holds(those, sum(each[key] for key in own)) for each in fitting), (points, found, greatest)


@settings(max_examples=200, deadline=None)
@given(all_bounds(), st.fixed_dictionaries({each: spans() for each in IDS[:3]}), st.sampled_from(IDS[:3]))
def test_what_is_paid_beside_any_sum_is_in_its_share(bounds: Bounds, amounts: dict[str, Interval], bare: str) -> None:
    """Whatever one without a sum comes to, what each other pays lies in its share; and all come to no less together
    than the others alone, which is what a total counts."""
    known = {key: span for key, span in amounts.items() if key != bare}
    least = summed(known, bounds).low or 0
    for number in range(2 * MOST + 1):
        told = {**amounts, bare: Interval.point(number)}
        assert (summed(told, bounds).low or 0) >= least
        try:
            found, wanted = (shares({**amounts, bare: each}, bounds) for each in (None, Interval.point(number)))
        except TooCrossedError:
            assume(False)
        assert bare not in found
        for key in known:
            assert found[key].hull(wanted[key]) == found[key]


@pytest.mark.parametrize(
    ("bound", "low"),
    [
        (of("exclusive", "ab"), 0),
        (of("exclusive", "ba"), 0),
        (of("top_up", "ba"), 0),
        (of("top_up", "ab"), 30),
        (of("unsettled", "ab"), 0),
        (of("cap", "ab", 40), 0),
    ],
)
@pytest.mark.parametrize("open_ones", ["", "b"])
def test_what_a_sum_that_nobody_knows_may_displace(bound: Bound, low: int, open_ones: str) -> None:
    """It keeps its high end; its low one only where nothing without a sum can take its place, due or undetermined."""
    assert paid({"a": Interval.point(30), "b": None}, open_ones, (bound,)) == {"a": Interval(low, 30)}


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        (of("exclusive", "abc"), "a、b、c 就高不重复，取 a，不计 c，b 未量化，未计入"),
        (of("exclusive", "ab"), "a、b 就高不重复，只计最高的一项，b 未量化，未计入"),
        (of("top_up", "bca"), "b、c、a 只补差额，相加 0.8元，计 0.5元，b 未量化，未计入"),
        (of("cap", "ab", 90), "a、b 合计不超过 0.9元，相加 0.5元，计 0.5元，b 未量化，未计入"),
        (
            of("unsettled", "ab"),
            "a 与 b 能否同时享受，原文未载明：至少按较高的一项，最高按相加，b 未量化，未计入",
        ),
    ],
)
def test_what_has_no_sum_is_told_with_what_it_is_combined_with(bound: Bound, words: str) -> None:
    """It is not in the total, and not on top of it; the total of the others is as it would be without it."""
    due = [(1, "a", Interval.point(50)), (2, "b", None), (3, "c", Interval.point(30))]
    total = total_of(due, (bound,))
    assert say_all_combined(total.combined) == words
    assert total.amount == together({"a": Interval.point(50), "c": Interval.point(30)}, (bound,))
    assert [each.unquantified for each in total.combined] == [("b",)]
    assert total_of([due[1]], (bound,)).combined == ()


def _holds(span: Interval, number: int) -> bool:
    return (span.low or 0) <= number and (span.high is None or number <= span.high)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        (Interval(10, 10), Interval(30, 30), 30, 40),
        (Interval(30, 30), Interval(10, 10), 30, 40),
        (Interval(10, None), Interval(30, None), 30, None),
        (Interval(20, 20), Interval(20, 20), 20, 40),
        (Interval(0, 50), Interval(0, 60), 0, 110),
    ],
)
def test_a_sum_of_what_may_not_add_up(a: Interval, b: Interval, low: int, high: int | None) -> None:
    """At least the greatest alone, at most all; a third that is in no combination adds as ever."""
    found = together({"a": a, "b": b, "c": Interval(5, 5)}, PAIR)
    assert found == Interval(low + 5, None if high is None else high + 5)


POINTS = {"a": 30, "b": 50, "c": 20}


@pytest.mark.parametrize(
    ("bounds", "sum_", "each"),
    [
        ((of("exclusive", "ab"),), 70, {"a": (0, 0), "b": (50, 50), "c": (20, 20)}),
        ((of("top_up", "ab"),), 70, {"a": (30, 30), "b": (20, 20), "c": (20, 20)}),
        ((of("top_up", "ba"),), 70, {"a": (0, 0), "b": (50, 50), "c": (20, 20)}),
        ((of("cap", "abc", 100),), 100, {"a": (30, 30), "b": (50, 50), "c": (20, 20)}),
        ((of("cap", "abc", 99),), 99, {"a": (29, 30), "b": (49, 50), "c": (19, 20)}),
        ((of("cap", "abc", 60),), 60, {"a": (0, 30), "b": (10, 50), "c": (0, 20)}),
        ((of("cap", "abc", 0),), 0, {"a": (0, 0), "b": (0, 0), "c": (0, 0)}),
        ((of("exclusive", "ab"), of("cap", "abc", 60)), 60, {"a": (0, 0), "b": (40, 50), "c": (10, 20)}),
        ((of("cap", "abc", 60), of("exclusive", "ab")), 60, {"a": (0, 0), "b": (40, 50), "c": (10, 20)}),
        ((of("exclusive", "ab"), of("exclusive", "bc")), 50, {"a": (0, 30), "b": (0, 50), "c": (0, 20)}),
        ((of("exclusive", "ab"), of("cap", "bc", 10)), 40, {"a": (30, 30), "b": (0, 0), "c": (10, 10)}),
        ((of("cap", "ab", 60), of("cap", "bc", 55)), 80, {"a": (10, 30), "b": (30, 50), "c": (0, 20)}),
    ],
)
def test_of_known_amounts(bounds: Bounds, sum_: int, each: dict[str, tuple[int, int]]) -> None:
    """The best choice, and who is paid: what is cut may be cut at any of those that share the cap, and of crossing
    combinations nothing says which of two choices that come to the same is taken."""
    amounts = {key: Interval.point(number) for key, number in POINTS.items()}
    assert together(amounts, bounds) == Interval.point(sum_)
    assert {key: (span.low, span.high) for key, span in shares(amounts, bounds).items()} == each


def test_a_limit_that_is_not_known_may_be_nothing() -> None:
    """And may be no limit: from nothing to the sum."""
    assert together({"a": Interval.point(30)}, (of("cap", "ab", NOT_KNOWN),)) == Interval(0, 30)
    assert together({"a": Interval(30, None)}, (of("cap", "ab", 40),)) == Interval(30, 40)


def test_one_alone_is_itself() -> None:
    """With only one of them there, nothing is counted less, save by a cap."""
    for bound in (of("unsettled", "ab"), of("exclusive", "ab"), of("top_up", "ab"), of("cap", "ab", 50)):
        assert together({"b": Interval(30, None)}, (bound,)) == Interval(30, 50 if bound.limit else None)
    assert total_of([(1, "b", Interval(30, None))], PAIR).combined == ()


def test_what_is_surely_the_greatest_is_surely_paid() -> None:
    """One whose least is at least all others' most keeps its low end; the others have none."""
    amounts = {"a": Interval(100, 100), "b": Interval(1, 100), "c": Interval(7, 7)}
    assert shares(amounts, PAIR) == {"a": Interval(100, 100), "b": Interval(0, 100), "c": Interval(7, 7)}


def test_what_may_turn_out_greater_may_be_paid_instead() -> None:
    """A benefit that is open may displace one that is due, and is itself told as it would be."""
    amounts = {"a": Interval.point(10), "b": Interval.point(30)}
    assert paid(amounts, {"b"}, (of("exclusive", "ab"),)) == {"a": Interval(0, 10), "b": Interval(30, 30)}
    assert paid(amounts, {"a"}, (of("exclusive", "ab"),)) == {"a": NOTHING, "b": Interval(30, 30)}


def test_what_did_something_is_told() -> None:
    """With what they come to before and after, in order, and what is left out; not a cap that is not reached."""
    amounts = {key: Interval.point(number) for key, number in POINTS.items()}
    found = list(applied(amounts, (of("exclusive", "ab"), of("cap", "abc", 100), of("cap", "abc", 60))))
    assert [(each.kind, each.before.low, each.after.low, each.left_out) for each in found] == [
        ("exclusive", 80, 50, ("a",)),
        ("cap", 70, 60, ("a",)),
    ]


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ((of("exclusive", "ab"), of("cap", "bc", 30)), "a、b 就高不重复，取 a，不计 b"),
        (
            (of("exclusive", "ab"), of("exclusive", "bc")),
            "a、b 就高不重复，取 a，不计 b；b、c 就高不重复，取 c，不计 b",
        ),
        (
            (of("top_up", "ab"), of("exclusive", "bc")),
            "a、b 只补差额，相加 0.4元，计 0.4元，不计 b；b、c 就高不重复，取 c，不计 b",
        ),
        (
            (of("exclusive", "ab"), of("cap", "ab", 0)),
            "a、b 就高不重复，只计最高的一项；a、b 合计不超过 0元，相加 0.5元，计 0元",
        ),
    ],
)
def test_what_is_told_of_crossing_ones_is_what_is_paid(bounds: Bounds, words: str) -> None:
    """The one that is taken is the one that the sum has, not the one that a combination by itself would take."""
    total = total_of([(1, "a", Interval.point(40)), (2, "b", Interval.point(50)), (3, "c", Interval.point(20))], bounds)
    assert say_all_combined(total.combined) == words


def test_three_caps_that_cross_are_refused() -> None:
    """Their best would need halves of them; it is not guessed."""
    amounts = {each: Interval.point(1) for each in "abc"}
    with pytest.raises(TooCrossedError):
        together(amounts, (of("cap", "ab", 1), of("cap", "bc", 1), of("cap", "ca", 1)))


def test_barely_something() -> None:
    """Of two that are known to be something and no more, the fen of one is in the sum, and is not said as money."""
    something = Interval(1, None)
    total = total_of([(1, "a", something), (1, "b", something)], PAIR)
    assert (total.amount, total.barely, total.stated) == (Interval(1, None), 1, Interval(0, None))
    assert [each.benefits for each in total.combined] == [("a", "b")]
    more = total_of([(1, "a", something), (1, "b", Interval(500, 500))], PAIR)
    assert (more.amount, more.barely) == (Interval(500, None), 0)
    three = total_of([(1, each, something) for each in "abc"], PAIR)
    assert (three.amount.low, three.barely) == (2, 2)


def test_which_is_taken_is_said_only_of_one() -> None:
    """Where two may be the greatest and only the third is surely not, none of them is said to be taken."""
    spans = {"a": Interval(5, 9), "b": Interval(6, 8), "c": Interval.point(2)}
    total = total_of(((1, key, amount) for key, amount in spans.items()), (of("exclusive", "abc"),))
    assert total.combined[0].left_out == ("c",)
    assert say_all_combined(total.combined) == "a、b、c 就高不重复，只计最高的一项"
