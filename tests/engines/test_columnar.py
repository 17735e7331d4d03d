"""The columnar engine is the scalar one: the same verdicts, amounts and missing facts for any firms."""

from collections.abc import Container, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.frames import FirmMaker, has_several, typed_frame
from support.strategies import CATALOGUE, DERIVATIONS, edition_asking, editions
from support.told import firm_row
from support.verdicts import verdict_rows

from jinshan_cli.core.columns import SEVERAL
from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.combining.sums import part
from jinshan_cli.core.errors import EditionError
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import NOT_KNOWN, SOME, Interval
from jinshan_cli.core.policy import KINDS, SUMMED, Edition, Kind
from jinshan_cli.core.rules.grammar import Scope, parse_amount
from jinshan_cli.core.tally import Hanging, PolicyTally, Sum, Tally
from jinshan_cli.core.written.values import read
from jinshan_cli.engines.columns.compile import compile_plan
from jinshan_cli.engines.columns.plan import Plan
from jinshan_cli.engines.columns.staging import WORKING
from jinshan_cli.engines.columns.tallying import tallying
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment, PolicyResult
from jinshan_cli.use.result.summing import jointly

SPRING, SUMMER, LATER = date(2023, 5, 1), date(2023, 7, 1), date(2025, 1, 1)
DATES = (SPRING, SUMMER, LATER)
ALL: frozenset[str] = frozenset()
"""every fact of the edition"""
KEYS = [fact.key for fact in CATALOGUE]


def evaluated(
    edition: Edition, firms: Sequence[Firm], as_of: date, present: Container[str] = ALL
) -> tuple[Plan, pl.DataFrame]:
    """The plan for firms with columns for the facts `present`, and what it makes of them."""
    facts = [fact for fact in edition.facts if present is ALL or fact.key in present]
    several = {fact.key + SEVERAL for fact in facts if has_several(fact, firms)}
    plan = compile_plan(edition, as_of, {fact.key for fact in facts} | several)
    return plan, plan.evaluate(typed_frame(firms, facts).lazy()).collect()


def tally(plan: Plan, worked: pl.DataFrame | pl.LazyFrame) -> Tally:
    """What an evaluated frame comes to."""
    counting = tallying(plan.policies)
    return counting.tally_of(counting.counts(worked))


def expected_benefits(assessments: Sequence[Assessment]) -> list[tuple[Any, ...]]:
    """The long form as the scalar engine has it."""
    rows = []
    for row, assessment in enumerate(assessments, start=1):
        for policy, result in assessment.benefits():
            if result.status != "ineligible":
                amount, paid = result.amount or Interval(None, None), result.paid or Interval(None, None)
                missing = ";".join(result.missing) or None
                told = (amount.low, amount.high, missing, paid.low, paid.high)
                rows.append((row, policy.policy.number, result.benefit.id, result.status, *told))
    return rows


def expected_tally(assessments: Sequence[Assessment]) -> Tally:
    """The tally as the scalar engine has it, without what nothing was found of."""
    each = [
        Tally(1, {each.policy.number: policy_tally(each, assessment) for each in assessment.policies})
        for assessment in assessments
    ]
    return trimmed(sum(each, Tally()))


def policy_tally(policy: PolicyResult, assessment: Assessment) -> PolicyTally:
    """One firm's part of a tally."""
    sums = {kind: _due_of(policy, kind, assessment) for kind in KINDS}
    if policy.gives_nothing:
        return PolicyTally(nothing=1, sums=sums)
    ahead = [each for each in policy.benefits if each.timing != "expired"] if policy.status == "undetermined" else []
    keys = {key for each in ahead for key in each.missing}
    missing = {key: Hanging(1, int(len(keys) == 1)) for key in keys}
    return PolicyTally(int(policy.status == "eligible"), int(policy.status == "undetermined"), 0, sums, missing)


def _due_of(policy: PolicyResult, kind: Kind, assessment: Assessment) -> Sum:
    """What is due of a kind: together where its benefits share a fact or are combined, beside those of the other
    policies where one combination is over both, and beside anything where theirs has no sum; else one by one."""
    amounts = {
        each.benefit.id: each.amount
        for _, each in assessment.benefits()
        if each.is_due and each.benefit.kind == kind and each.amount is not None
    }
    now = [each for each in policy.benefits if each.benefit.kind == kind and each.is_current]
    own = {each.benefit.id: amounts[each.benefit.id] for each in now if each.benefit.id in amounts}
    written = {each.id for each in policy.policy.benefits if each.kind == kind}
    bare = {
        each.benefit.id: NOT_KNOWN
        for other, each in assessment.benefits()
        if each.is_due and each.amount is None and other is not policy
    }
    beside = [
        each.combination.benefits for each in assessment.bounds if written.intersection(each.combination.benefits)
    ]
    edition = assessment.edition
    with_sums = [each.benefit.id for each in now if not each.benefit.todo and each.benefit.id in edition.shared.amounts]
    if not all(written.issuperset(each) for each in beside):
        spans = [part(own, {**amounts, **bare}, assessment.bounds)]
    elif beside or edition.shared.sums(tuple(with_sums)):
        spans = [jointly(now, Knowledge(edition, assessment.firm), assessment.bounds)]
    else:
        spans = list(own.values())
    some = {key: Interval(0, each.high) if each.low == SOME.low != each.high else each for key, each in amounts.items()}
    least, stated = (part(tuple(own), each, assessment.bounds).low or 0 for each in (amounts, some))
    barely = Sum(barely=int(least - stated))
    return sum((Sum(int(each.low or 0), int(each.high or 0), int(each.high is None)) for each in spans), barely)


def trimmed(tally: Tally) -> Tally:
    """A tally without zeroes, to compare."""
    return Tally(
        tally.firms,
        {
            number: replace(
                policy,
                sums={kind: found for kind, found in policy.sums.items() if found != Sum()},
                missing={key: found for key, found in policy.missing.items() if found != Hanging()},
            )
            for number, policy in tally.policies.items()
        },
    )


def is_crossed(edition: Edition) -> bool:
    """True if a combination shares benefits with another that does not stand for it as one item: where a firm has not
    all of these, columns know less of what is paid of each."""
    return any(
        set(one.benefits) & set(other.benefits) and not (_is_within(one, other) or _is_within(other, one))
        for one, other in combinations(edition.combinations, 2)
    )


def _is_within(inner: Combination, outer: Combination) -> bool:
    choices = ("exclusive", "unsettled")
    fits = outer.kind == "cap" or (outer.kind in choices and inner.kind in choices)
    return fits and set(inner.benefits) <= set(outer.benefits)


def check_held(sums: Tally, wide: Tally) -> None:
    """Holds that one tally has the sums of another within its own, and all else the same."""
    for number, policy in sums.policies.items():
        found = wide.policies[number]
        assert replace(found, sums=policy.sums) == policy
        for kind, sure in policy.sums.items():
            most, sure_most = ((each.unlimited, each.high) for each in (found.sums[kind], sure))
            assert (found.sums[kind].low <= sure.low, most >= sure_most) == (True, True)


def check_equal(edition: Edition, firms: Sequence[Firm], as_of: date, present: Container[str] = ALL) -> None:
    """Holds every output of the columnar engine against `assess`."""
    plan, worked = evaluated(edition, firms, as_of, present)
    assessments = [assess(edition, firm, as_of) for firm in firms]
    contract = list(plan.stages[-1][-1])
    for firm, assessment, found in zip(firms, assessments, worked.select(contract).to_dicts(), strict=True):
        assert found == firm_row(assessment), firm.facts
    benefits, wanted = verdict_rows(plan, worked).rows(), expected_benefits(assessments)
    assert [row[:7] for row in benefits] == [row[:7] for row in wanted]
    if not is_crossed(edition):
        assert benefits == wanted
    for (*_, least, most), (*_, low, high) in zip(benefits, wanted, strict=True):
        assert Interval(least or 0, most).hull(Interval(low or 0, high)) == Interval(least or 0, most)
    counted, expected = trimmed(tally(plan, worked)), expected_tally(assessments)
    if is_crossed(edition):
        check_held(expected, counted)
    else:
        assert counted == expected


@pytest.mark.parametrize("as_of", DATES)
def test_both_engines_agree_on_random_firms(edition: Edition, as_of: date) -> None:
    """Verdicts, sums, missing facts, benefits and tallies are those of the scalar engine, to the fen."""
    maker = FirmMaker(edition, Random(as_of.toordinal()))
    check_equal(edition, [maker.firm() for _ in range(400)], as_of)


def turning_days(edition: Edition) -> list[date]:
    """Of 2022-12-01 to 2026-12-31 the first day, and each on which a benefit stands otherwise than before."""
    span = range(date(2022, 12, 1).toordinal(), date(2026, 12, 31).toordinal() + 1)
    found, before = [], None
    for day in map(date.fromordinal, span):
        moments = [
            (moment.timing, moment.is_now, moment.is_asked_first)
            for policy in edition.policies
            for moment in (policy.moment(benefit, edition.header, day) for benefit in policy.benefits)
        ]
        if moments != before:
            found.append(day)
        before = moments
    return found


def test_both_engines_agree_whenever_time_changes_anything(edition: Edition) -> None:
    """On each day from 2022-12-01 to 2026-12-31 on which a benefit opens, closes or is over, both say the same."""
    days = turning_days(edition)
    assert {date(2023, 1, 1), date(2023, 4, 1), date(2023, 5, 1), date(2023, 7, 1), date(2025, 1, 1)} <= set(days)
    maker = FirmMaker(edition, Random(6))
    firms = [maker.firm() for _ in range(12)]
    for day in days:
        check_equal(edition, firms, day)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(editions(), st.integers(0, 2**32), st.sampled_from(DATES), st.sets(st.sampled_from(KEYS)))
def test_both_engines_agree_on_random_editions(edition: Edition, seed: int, as_of: date, absent: set[str]) -> None:
    """Whatever rules, standard and columns there are: the same results as the scalar engine's, or a refusal."""
    maker = FirmMaker(edition, Random(seed))
    firms = [maker.firm(absent) for _ in range(30)]
    with suppress(EditionError):
        check_equal(edition, firms, as_of, set(KEYS) - absent)


@pytest.mark.parametrize(
    ("when", "told", "missing"),
    [
        ("modest", {"staff": "200", "income": "5"}, ["modest"]),
        ("modest", {"staff": "200"}, ["income"]),
        ("(staff if exporting else visits) > 5", {"exporting": False}, ["visits"]),
        ("(staff if exporting else visits) > 5", {"staff": "3", "visits": "3"}, []),
        ("(staff if exporting else visits) > 5", {"staff": "3", "visits": "30"}, ["exporting"]),
        ("exporting and (renovating or staff > 5)", {"renovating": True}, ["exporting"]),
        ("exporting and (renovating or staff > 5)", {"exporting": False}, []),
        ("size == micro", {"sector": "making", "staff": "19"}, []),
        ("size == micro", {"sector": "making", "staff": "20"}, ["income"]),
        ("size == micro", {"sector": "making", "staff": "400"}, ["income"]),
        ("size == large", {"sector": "making", "staff": "20"}, []),
        ("size == micro", {"staff": "8"}, ["sector", "income", "assets"]),
        ("size == micro", {"sector": "selling", "staff": "30", "assets": "0.01"}, []),
    ],
)
def test_a_verdict_hangs_on_these_facts(when: str, told: dict[str, str | bool], missing: list[str]) -> None:
    """Only what can still change the verdict is missing: no branch not taken, no tier out of reach."""
    edition = edition_asking(when, DERIVATIONS[1])
    firm = Firm("", {key: value if isinstance(value, bool) else _read(key, value) for key, value in told.items()})
    _, worked = evaluated(edition, [firm], SPRING)
    assert (worked["missing"][0] or "").split(";") == (missing or [""])
    check_equal(edition, [firm], SPRING)


def _read(key: str, text: str) -> Value:
    value = read(CATALOGUE[key], text)
    assert value is not None
    return value


def test_the_largest_figures_are_exact(edition: Edition) -> None:
    """10^15 persons at 2000 yuan each are 2 * 10^20 fen, more than 64 bits hold, in every output."""
    most = Interval.point(10**15)
    firms = [Firm("", {"eligible_hires": most}), Firm("", {"eligible_hires": most, "innovation_fund": True})]
    plan, worked = evaluated(edition, firms, SPRING)
    assert worked["grant_low"].to_list() == [2 * 10**20, 2 * 10**20 + 1000_0000]
    assert worked["grant_high"].to_list() == [2 * 10**20, 2 * 10**20 + 1000_0000]
    long = verdict_rows(plan, worked).filter(benefit="11")
    assert long["high"].to_list() == [2 * 10**20, 2 * 10**20]
    assert tally(plan, worked).policies[11].sums["grant"] == Sum(4 * 10**20, 4 * 10**20, 0)


def test_sums_over_firms_pass_64_bits(edition: Edition) -> None:
    """Firms that fit 64 bits each add up exactly when their sum does not."""
    told: dict[str, Value] = {"sector": "retail", "vat_incremental_credit": Interval(10**17, 10**17)}
    plan, worked = evaluated(edition, [Firm("", told)] * 200, SPRING)
    assert worked.schema["refund_low"] == pl.Int64
    assert tally(plan, worked).policies[1].sums["refund"] == Sum(0, 200 * 10**17, 0)


def test_a_rule_that_may_pass_128_bits_is_refused(edition: Edition) -> None:
    """No figure wraps: such a rule is an error that quotes it."""
    amount = parse_amount("2000 * eligible_hires * replaced_cars * first_stores_jinshan", Scope(edition.facts))
    rule = replace(edition.rules["11"], amount=amount)
    with pytest.raises(EditionError) as caught:
        compile_plan(
            replace(edition, rules={**edition.rules, "11": rule}), SPRING, {fact.key for fact in edition.facts}
        )
    assert caught.value.faults[0].excerpt == "2000 * eligible_hires * replaced_cars * first_stores_jinshan"


def test_a_span_upside_down_is_not_nothing(edition: Edition) -> None:
    """Of what is at least 2000 yuan and at most a share of nothing, neither engine says that it comes to nothing."""
    amount = parse_amount("between(2000, 5% * rd_spend)", Scope(edition.facts))
    asked = replace(edition, rules={**edition.rules, "11": replace(edition.rules["11"], amount=amount)})
    check_equal(asked, [Firm("", {"rd_spend": Interval.point(0)})], SPRING)


def test_facts_without_columns_cost_nothing(edition: Edition) -> None:
    """What is the same for every firm is decided once: without facts there are no working columns."""
    plan, _ = evaluated(edition, [Firm(), Firm()], SPRING, {"none of them"})
    assert len(plan.stages) == 1
    check_equal(edition, [Firm(), Firm()], SPRING, {"none of them"})


def test_firms_gain_the_contracts_columns_only(edition: Edition) -> None:
    """The typed columns stay as they were; whatever else is added has a name that tells it for a working column."""
    frame = typed_frame([Firm()], edition.facts)
    _, worked = evaluated(edition, [Firm()], SPRING)
    sums = [f"{kind}_{end}" for kind in SUMMED for end in ("low", "high")]
    kept = [name for name in worked.columns if not name.startswith(WORKING)]
    further = ["unquantified", *(f"{kind}_possible" for kind in SUMMED), "ask_first", "nothing"]
    assert kept == [*frame.columns, "eligible", "undetermined", "missing", *sums, *further]
    assert worked.select(frame.columns).equals(frame)


def test_parts_of_a_list_come_to_the_whole(edition: Edition) -> None:
    """Splitting a list changes neither a row nor the tally; lazy and collected frames give the same."""
    maker = FirmMaker(edition, Random(7))
    frame = typed_frame([maker.firm() for _ in range(40)], edition.facts)
    plan = compile_plan(edition, SPRING, {fact.key for fact in edition.facts})
    whole = plan.evaluate(frame)
    parts = [plan.evaluate(frame.slice(start, 30).lazy()) for start in (0, 30)]
    assert pl.concat(parts).collect().equals(whole)
    assert sum((tally(plan, part) for part in parts), Tally()) == tally(plan, whole)
    assert pl.concat([verdict_rows(plan, part.collect()) for part in parts]).equals(verdict_rows(plan, whole))


def test_no_firms_come_to_nothing(edition: Edition) -> None:
    """An empty list gives empty results, not an error."""
    plan, worked = evaluated(edition, [], SPRING)
    assert (worked.height, verdict_rows(plan, worked).height, trimmed(tally(plan, worked)).firms) == (0, 0, 0)
