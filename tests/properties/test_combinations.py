"""Whatever combinations an edition has, a list comes to what each of its firms comes to alone."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from engines.test_columnar import check_equal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.frames import FirmMaker
from support.strategies import CATALOGUE, SCOPE, edition_of, editions

from jinshan_cli.core.combining.combination import Combination, How
from jinshan_cli.core.combining.ways import TooCrossedError
from jinshan_cli.core.errors import EditionError
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Benefit, Edition, Kind
from jinshan_cli.core.rules.grammar import parse_amount
from jinshan_cli.core.rules.nodes import Quantity
from jinshan_cli.core.timing import Claim
from jinshan_cli.use.result.assess import assess

SPRING = date(2023, 5, 1)
KINDS: tuple[How, ...] = ("exclusive", "cap", "top_up", "unsettled")
LIMITS = ("300万", "5000", "income", "10% * costs", "min(assets, 2000万)", "20万 if exporting else 1亿", "gain")
AMOUNTS = ("300万", "5000", "income", "up_to(costs)", "at_least(10% * costs)", "20万 if exporting else income")


@st.composite
def combined_editions(draw: st.DrawFn) -> Edition:
    """Random editions of which benefits of one kind do not simply add up: nested, crossing, across policies."""
    edition = draw(editions())
    kind: Kind = draw(st.sampled_from(("grant", "relief")))
    policies = tuple(
        replace(policy, benefits=tuple(replace(each, kind=kind) for each in policy.benefits))
        for policy in edition.policies
    )
    ids = [each.id for policy in policies for each in policy.benefits]
    found: list[Combination] = []
    limits: dict[int, Quantity] = {}
    for place in range(draw(st.integers(1, 3))):
        how: How = draw(st.sampled_from(KINDS))
        some = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=5, unique=True))
        amount = draw(st.sampled_from(LIMITS)) if how == "cap" else None
        found.append(Combination(kind=how, benefits=tuple(some), amount=amount))
        limits |= {place: parse_amount(amount, SCOPE)} if amount else {}
    return replace(edition, policies=policies, combinations=tuple(found), limits=limits)


@st.composite
def unquantified_editions(draw: st.DrawFn) -> Edition:
    """The same with one combination, of which one or two benefits have no sum, and each other one has one."""
    edition = draw(combined_editions())
    (tie,) = edition.combinations[:1]
    those = tie.benefits
    bare = draw(st.lists(st.sampled_from(those), min_size=1, max_size=2, unique=True))
    told = {key: draw(st.sampled_from(AMOUNTS)) for key in those}
    rules = {
        key: replace(edition.rules[key], amount=None if key in bare else parse_amount(told[key], SCOPE))
        for key in those
    }
    limits = {place: limit for place, limit in edition.limits.items() if place == 0}
    return replace(edition, rules={**edition.rules, **rules}, combinations=(tie,), limits=limits)


def _tie(kind: How, benefits: str) -> Combination:
    return Combination(kind=kind, benefits=tuple(benefits), amount="800万" if kind == "cap" else None)


def _check_agreed(edition: Edition, seed: int) -> None:
    """Of thirty firms the same by both engines, or a refusal."""
    maker = FirmMaker(edition, Random(seed))
    firms = [maker.firm() for _ in range(30)]
    with suppress(EditionError, TooCrossedError):
        check_equal(edition, firms, SPRING, {fact.key for fact in CATALOGUE})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(unquantified_editions(), st.integers(0, 2**32))
def test_both_engines_agree_on_what_has_no_sum(edition: Edition, seed: int) -> None:
    """What is paid beside a benefit without a sum is alike in both: surely no more than that may leave."""
    _check_agreed(edition, seed)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(combined_editions(), st.integers(0, 2**32))
def test_both_engines_agree_on_what_is_combined(edition: Edition, seed: int) -> None:
    """Totals, what may come on top, and each policy's sums are those of the scalar engine, to the fen."""
    _check_agreed(edition, seed)


def test_what_is_still_to_come_displaces_nothing_now() -> None:
    """One that can be had now is paid whole in a list too, though a greater one in its stead opens later."""

    def grant(key: str, amount: str, claim: Claim | None) -> Benefit:
        when = "form == company"
        return Benefit(id=key, title="t", kind="grant", novelty="new", claim=claim, when=when, amount=amount)

    later = grant("1", "400万", Claim(starts=date(2024, 1, 1)))
    edition = edition_of([(later,), (grant("2", "300万", None),)], SCOPE, ())
    tie = Combination(kind="exclusive", benefits=("1", "2"))
    check_equal(replace(edition, combinations=(tie,)), [Firm()], SPRING, {fact.key for fact in CATALOGUE})


def test_what_a_firm_has_not_is_taken_in_place_of_nothing() -> None:
    """Two choices come to the same, and the first of them keeps what the firm has not: the other one may be paid."""
    rows = [("1", "form == company", "300万"), ("2", "form == company", "200万"), ("3", "form == trader", "100万")]
    policies = [
        (Benefit(id=key, title="t", kind="grant", novelty="new", when=when, amount=amount),)
        for key, when, amount in rows
    ]
    ties = (
        Combination(kind="exclusive", benefits=("3", "1")),
        Combination(kind="cap", benefits=("1", "2"), amount="50万"),
    )
    limits = {1: parse_amount("50万", SCOPE)}
    edition = replace(edition_of(policies, SCOPE, ()), combinations=ties, limits=limits)
    firm = Firm("", {"form": "company"})
    assert assess(edition, firm, SPRING).policies[0].benefits[0].paid == Interval(0, 50_000_000)
    check_equal(edition, [firm], SPRING, {fact.key for fact in CATALOGUE})


def test_what_a_firm_has_not_leaves_nothing_unsettled() -> None:
    """Nothing that a list adds to what is due hangs on how a benefit adds up with one that the firm has not."""
    rows = [("1", "exporting", "200万"), ("2", "form == company", "400万"), ("3", "form == trader", "300万")]
    policies = [
        (Benefit(id=key, title="t", kind="grant", novelty="new", when=when, amount=amount),)
        for key, when, amount in [*rows, ("4", "form == company", "up_to(150万)")]
    ]
    ties = (_tie("top_up", "12"), _tie("unsettled", "34"), _tie("cap", "1234"))
    edition = replace(edition_of(policies, SCOPE, ()), combinations=ties, limits={2: parse_amount("800万", SCOPE)})
    firm = Firm("", {"form": "company"})
    assert assess(edition, firm, SPRING).potential == {"grant": Interval(0, 0)}
    check_equal(edition, [firm], SPRING, {fact.key for fact in CATALOGUE})


@pytest.mark.parametrize(
    "ties",
    [
        (_tie("cap", "231"), _tie("unsettled", "13")),
        (_tie("unsettled", "12"), _tie("top_up", "231")),
        (_tie("cap", "23"), _tie("top_up", "312")),
    ],
)
def test_what_is_unsettled_or_topped_up_within_others(ties: tuple[Combination, ...]) -> None:
    """A share holds both readings of what is unsettled; of what may come a top-up is worked out wherever a cap cuts."""
    rows = [("1", "form == company", "300万"), ("2", "form == company", "200万"), ("3", "form != trader", "400万")]
    policies = [
        (Benefit(id=key, title="t", kind="grant", novelty="new", when=when, amount=amount),)
        for key, when, amount in rows
    ]
    limits = {place: parse_amount("800万", SCOPE) for place, tie in enumerate(ties) if tie.kind == "cap"}
    edition = replace(edition_of(policies, SCOPE, ()), combinations=ties, limits=limits)
    firms = [Firm(), *(Firm("", {"form": each}) for each in ("company", "trader", "person", ("company", "trader")))]
    check_equal(edition, firms, SPRING, {fact.key for fact in CATALOGUE})
