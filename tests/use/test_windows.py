"""Time: which days count, what notes report, which benefit speaks for a policy, and the table's own time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from typing import Any

import polars as pl
import pytest
from second_reading.model import asked_first, is_now, timing_of
from support.commandline import Jinshan

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Benefit, Edition, Policy, Rule, Status
from jinshan_cli.core.rules.nodes import OneOf
from jinshan_cli.core.timewords import (
    say_asked_first,
    say_claim,
    say_deadline,
    say_reported,
    say_suspended,
    say_window_on,
)
from jinshan_cli.core.timing import Claim, Moment, Period, Report, Reported, Timing, timing_on
from jinshan_cli.engines.columns.compile import compile_plan
from jinshan_cli.faces.dates.ends import say_end
from jinshan_cli.faces.words.records import policy_record
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.dates.dates import Deadline, to_come
from jinshan_cli.use.lists.benefits import CASES, case_terms
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.result.urgency import last_day

DAY = timedelta(days=1)
MAY = date(2023, 5, 1)
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
Facts = dict[str, Any]


def _assess(edition: Edition, facts: Facts, as_of: date) -> Assessment:
    return assess(edition, firm_of(facts, edition.facts, ""), as_of)


WINDOWS = {
    "1a": YEAR,
    "2": YEAR,
    "3": (date(2023, 1, 1), date(2024, 12, 31)),
    "4": YEAR,
    "5": (None, date(2023, 6, 30)),
    "7": YEAR,
    "9": (None, date(2023, 12, 31)),
    "15": (None, date(2023, 6, 30)),
}


PERIODS = ("1a", "2", "3", "4", "7", "15")
FIRST, LAST = date(2022, 12, 1), date(2026, 12, 31)


def test_windows_are_the_stated_ones(edition: Edition) -> None:
    """These benefits have a window, with these days; no date is made up for any other."""
    benefits = [benefit for policy in edition.policies for benefit in policy.benefits]
    stated = {benefit.id: benefit.window.days(MAY) for benefit in benefits if benefit.window}
    assert stated == WINDOWS
    assert {benefit.id for benefit in benefits if benefit.period} == set(PERIODS)
    assert [benefit.id for benefit in benefits if benefit.pending] == ["10"]


@pytest.mark.parametrize("key", WINDOWS)
def test_first_and_last_day_count(edition: Edition, key: str) -> None:
    """A window is open from its first day, at the earliest the table's, to its last, and no day longer."""
    starts, ends = WINDOWS[key]
    after: Timing = "period_over" if key in PERIODS else "expired"
    first = starts or edition.header.first_day
    for day, timing in ((first - DAY, "upcoming"), (first, "open"), (ends, "open"), (ends + DAY, after)):
        results = _assess(edition, {}, day).benefits()
        assert [result.timing for _, result in results if result.benefit.id == key] == [timing]


EVERY_DAY = [FIRST + number * DAY for number in range((LAST - FIRST).days + 1)]


@pytest.fixture(scope="module")
def given_to_all() -> Edition:
    """The edition with every benefit for every enterprise, and no sum: what is left of a result is its time."""
    edition = load_edition()
    rules = dict.fromkeys(edition.rules, Rule(OneOf("entity", ("enterprise",)), None))
    return replace(edition, rules=rules, combinations=(), checks=(), derivations={}, sizes=None)


def _numbers(edition: Edition, holds: Callable[[str, date], bool], day: date) -> list[int]:
    """The policies with a benefit of which the second reading says this on a day."""
    numbers = {each.id: policy.number for policy in edition.policies for each in policy.benefits}
    return sorted({number for key, number in numbers.items() if holds(key, day)})


def test_every_benefit_on_every_day(given_to_all: Edition) -> None:
    """From 2022-12-01 to 2026-12-31 the scalar engine gives every benefit the second reading's timing, counts what is
    now, and asks first about what it asks about."""
    firm = Firm("", {"entity": "enterprise"})
    for day in EVERY_DAY:
        found = assess(given_to_all, firm, day)
        timings = {result.benefit.id: result.timing for _, result in found.benefits()}
        assert timings == {key: timing_of(key, day) for key in timings}, day
        for holds, sums in ((is_now, found.now), (asked_first, found.ask_first)):
            counted = sorted({number for each in sums.totals.values() for number in each.unquantified})
            assert counted == _numbers(given_to_all, holds, day), (day, holds)


def test_every_benefit_in_a_list_on_every_day(given_to_all: Edition) -> None:
    """On every one of these days a list has the same timing and why to ask first; on each day on which anything turns,
    on the day before, and once a month, its columns count and ask about the same policies."""
    told: list[tuple[list[int], list[int]]] = []
    for day in EVERY_DAY:
        rows = case_terms(given_to_all, day).iter_rows(named=True)
        for row, (is_nothing, _) in zip(rows, cycle(CASES), strict=False):
            key = row["benefit"]
            is_asked = asked_first(key, day) and not is_nothing
            assert (row["timing"], row["ask_first"] is not None) == (timing_of(key, day), is_asked), day
        told.append((_numbers(given_to_all, is_now, day), _numbers(given_to_all, asked_first, day)))
    turns = {i for i in range(1, len(told)) if told[i] != told[i - 1]}
    assert len(turns) >= 6
    frame = pl.DataFrame({"row": [1], "entity": pl.Series([0], dtype=pl.Int8)})
    for i in sorted(turns | {i - 1 for i in turns} | {i for i, day in enumerate(EVERY_DAY) if day.day == 1}):
        (row,) = compile_plan(given_to_all, EVERY_DAY[i], {"entity"}).evaluate(frame).iter_rows(named=True)
        counted, asked = ([int(each) for each in (row[key] or "").split(";") if each] for key in _COLUMNS)
        assert (counted, asked) == told[i], EVERY_DAY[i]


_COLUMNS = ("unquantified", "ask_first")


@pytest.mark.parametrize(
    ("day", "timing", "days"),
    [
        ("2023-02-27", "upcoming", ("2023-02-28", "2023-03-10")),
        ("2023-02-28", "open", ("2023-02-28", "2023-03-10")),
        ("2023-03-10", "open", ("2023-02-28", "2023-03-10")),
        ("2023-03-11", "upcoming", ("2024-02-28", "2024-03-10")),
        ("2024-02-28", "open", ("2024-02-28", "2024-03-10")),
        ("2022-03-01", "upcoming", ("2023-02-28", "2023-03-10")),
    ],
)
def test_a_window_comes_again_each_year(day: str, timing: str, days: tuple[str, str]) -> None:
    """The days are this year's, or next year's where they are over; it never expires, and not before the first."""
    claim = Claim(starts=date(2023, 2, 28), ends=date(2023, 3, 10), every="year")
    assert claim.place(date.fromisoformat(day)) == timing
    assert claim.days(date.fromisoformat(day)) == tuple(map(date.fromisoformat, days))


@pytest.mark.parametrize(
    ("ends", "words"),
    [(date(2023, 12, 31), "办理期 每年 12-01 至 12-31"), (date(2024, 1, 31), "办理期 每年 12-01 至次年 01-31")],
)
def test_a_window_across_new_year_says_so(ends: date, words: str) -> None:
    """A yearly window that ends in the year after it begins is told as such, and each of its days is in it."""
    claim = Claim(starts=date(2023, 12, 1), ends=ends, every="year")
    assert say_claim(claim) == words
    for year in (2023, 2024, 2027):
        last = ends.replace(year=ends.year - 2023 + year)
        places = [claim.place(day) for day in (date(year, 11, 30), date(year, 12, 1), last, last + DAY)]
        assert places == ["upcoming", "open", "open", "upcoming"]


@pytest.mark.parametrize(
    ("day", "where"),
    [
        ("2024-02-29", "（2024-03-01 起）"),
        ("2024-03-01", "（还有 60 天）"),
        ("2024-04-30", "（今天截止）"),
        ("2024-05-01", "（2025-03-01 起）"),
    ],
)
def test_a_yearly_window_tells_when_it_begins_again(day: str, where: str) -> None:
    """Not that it has not begun, on a day on which this year's is over."""
    claim = Claim(starts=date(2023, 3, 1), ends=date(2023, 4, 30), every="year")
    benefit = Benefit(id="1", title="t", kind="grant", novelty="new", when="w", claim=claim)
    on = date.fromisoformat(day)
    assert say_window_on(benefit, claim.place(on), on) == f"办理期 每年 03-01 至 04-30{where}"


@pytest.mark.parametrize(
    ("day", "timing"),
    [
        ("2023-12-31", "open"),
        ("2024-01-31", "open"),
        ("2024-02-01", "other_year"),
        ("2024-12-01", "other_year"),
        ("2030-01-31", "other_year"),
    ],
)
def test_a_yearly_window_ends_with_its_table(edition: Edition, day: str, timing: str) -> None:
    """A round that began in the table's time runs to its end; of a later one the table says nothing: ask first."""
    claim = Claim(starts=date(2023, 12, 1), ends=date(2024, 1, 31), every="year")
    benefit = Benefit(id="1", title="t", kind="grant", novelty="new", when="w", claim=claim)
    on = date.fromisoformat(day)
    assert timing_on(on, benefit, edition.header) == timing
    if timing == "other_year":
        assert say_deadline(benefit, "other_year", edition.header, on) == "非本年度，办理期 每年 12-01 至次年 01-31"


@pytest.mark.parametrize(
    ("day", "last"), [("2023-06-01", date(2024, 4, 30)), ("2024-03-15", None), ("2030-03-15", None)]
)
def test_no_last_day_is_of_a_yearly_window_after_its_table(edition: Edition, day: str, last: date | None) -> None:
    """What is asked about first has no last day: none in a calendar, none in a list or in JSON."""
    claim = Claim(starts=date(2023, 3, 1), ends=date(2023, 4, 30), every="year")
    yearly = _with_claim(edition, "19", claim)
    on = date.fromisoformat(day)
    assert [each.day for each in to_come(yearly, on).ends if each.benefit.id == "19"] == [last] * (last is not None)
    (row,) = case_terms(yearly, on).filter(benefit="19", status="eligible").unique("ends").get_column("ends")
    assert row == (last and last.isoformat())
    (told,) = policy_record(next(each for each in yearly.policies if each.number == 19), yearly, on)["benefits"]
    assert told["ends"] == row
    assert told["claim"]["every"] == "year"


def _with_claim(edition: Edition, benefit: str, claim: Claim) -> Edition:
    def given(policy: Policy) -> Policy:
        own = (replace(each, claim=claim) if each.id == benefit else each for each in policy.benefits)
        return replace(policy, benefits=tuple(own))

    return replace(edition, policies=tuple(map(given, edition.policies)))


def test_a_window_that_comes_once_has_not_begun() -> None:
    """Its first day is in its words already, and is not said once more."""
    claim = Claim(starts=date(2023, 3, 1), ends=date(2023, 4, 30))
    benefit = Benefit(id="1", title="t", kind="grant", novelty="new", when="w", claim=claim)
    assert say_window_on(benefit, "upcoming", date(2023, 2, 28)) == "办理期 2023-03-01 至 2023-04-30（尚未开始）"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2023-12-31", "2024-01-01 起办理，购置日期 2023 年"),
        ("2024-01-31", "截至 2024-01-31（今天截止），购置日期 2023 年"),
        ("2024-02-01", "已于 2024-01-31 截止，购置日期 2023 年"),
    ],
)
def test_a_claim_does_not_hide_the_period(edition: Edition, day: str, words: str) -> None:
    """Until when one may apply says nothing of when the thing must have happened, which is told beside it."""
    period, claim = Period(year=2023, of="购置日期"), Claim(starts=date(2024, 1, 1), ends=date(2024, 1, 31))
    benefit = Benefit(id="1", title="t", kind="grant", novelty="new", when="w", period=period, claim=claim)
    on = date.fromisoformat(day)
    assert say_deadline(benefit, claim.place(on), edition.header, on) == words


def test_where_rules_are_pending_no_day_is_told(edition: Edition) -> None:
    """Days that a table has beside 细则待定 decide nothing, and are no deadline."""
    period, claim = Period(year=2023, of="购置日期"), Claim(ends=MAY)
    benefit = Benefit(
        id="1", title="t", kind="grant", novelty="new", when="w", pending="细则待定", period=period, claim=claim
    )
    for day in (YEAR[0], MAY, YEAR[1]):
        assert timing_on(day, benefit, edition.header) == "pending"
        assert say_deadline(benefit, "pending", edition.header, day) == "细则待定"


def test_both_ends_of_a_window_with_words_of_its_own() -> None:
    """Its first day is as much stated as its last."""
    assert say_claim(Claim(starts=YEAR[0], ends=MAY, of="申报")) == "申报 2023-01-01 至 2023-05-01"
    assert say_claim(Claim(starts=YEAR[0], of="申报")) == "申报 2023-01-01 起"
    assert say_claim(Claim(ends=MAY, of="最长可延至")) == "最长可延至 2023-05-01"


@pytest.mark.parametrize(
    ("kind", "timing", "words"),
    [
        ("claim", "expired", "据某文：办理期 截至 2023-05-01（已过）"),
        ("extended", "open", "据某文：延至 2023-05-01（期内）"),
        ("extended", "expired", "据某文：延至 2023-05-01（已过）"),
        ("budget", "expired", "据某文：用完为止"),
    ],
)
def test_what_a_note_reports_says_where_the_day_lies(kind: Report, timing: Timing, words: str) -> None:
    """What it was prolonged to may be over too; of money alone no day is known."""
    assert say_reported(Reported(kind, None, MAY, "用完为止", "某文", timing)) == words


@pytest.mark.parametrize(
    ("timings", "words"),
    [
        (["upcoming"], "外部资料所载办理期尚未开始，先问是否仍受理"),
        (["upcoming", "upcoming"], "外部资料所载办理期尚未开始，先问是否仍受理"),
        (["expired"], "外部资料所载办理期不含当日，先问是否仍受理"),
        (["expired", "upcoming"], "外部资料所载办理期不含当日，先问是否仍受理"),
    ],
)
def test_what_a_note_reports_has_not_begun(edition: Edition, timings: list[Timing], words: str) -> None:
    """Of windows that are all ahead the reason says so; once one is over no more than that the day is in none."""
    benefit = edition.by_number[18].benefits[0]
    moment = Moment("unstated", tuple(Reported("claim", YEAR[0], MAY, "", "某文", timing) for timing in timings))
    assert say_asked_first(moment, benefit, edition.header) == words


@pytest.mark.parametrize(("day", "words"), [("2023-03-31", "尚未开始"), ("2023-05-01", "不含当日")])
def test_the_reason_before_and_after_a_reported_month(jinshan: Jinshan, day: str, words: str) -> None:
    """Policy 18: before April its month has not begun, after it the day is outside."""
    found = jinshan("match", "--set", "hnte=new", "--why", "--as-of", day, width=200).out
    assert f"外部资料所载办理期{words}，先问是否仍受理" in found


def test_what_a_note_says_is_over_is_no_last_day(edition: Edition) -> None:
    """The first to come is told of the days that lie ahead, stated or reported; one that is past ends nothing."""
    claim, before, after = Claim(starts=YEAR[0], ends=YEAR[1]), MAY - DAY, MAY + DAY
    benefit = Benefit(id="1", title="t", kind="grant", novelty="new", when="w", claim=claim)
    (_, first), *_ = _assess(edition, {}, MAY).benefits()
    each: tuple[tuple[date, Timing, date], ...] = ((before, "expired", YEAR[1]), (after, "open", after))
    for day, timing, last in each:
        note = Reported("extended", None, day, "", "某文", timing)
        assert last_day(replace(first, benefit=benefit, moment=Moment("open", (note,))), MAY) == last


def test_what_is_over_is_not_suspended() -> None:
    """Nobody is sent to ask for what has ended anyway."""
    assert say_suspended(Moment("expired", suspended="资金已用完")) == ""
    assert say_suspended(Moment("open", suspended="资金已用完")) == "暂停：资金已用完，先问是否仍受理"


@pytest.mark.parametrize(
    ("claim", "last", "end", "on_the_day"),
    [
        (Claim(ends=MAY, of="最长可延至"), "最长可延至 2023-05-01", "最长可延至 2023-05-01", "最长可延至"),
        (Claim(starts=YEAR[0], ends=MAY, of="申报"), "申报截至 2023-05-01", "申报截止", "申报截止"),
        (Claim(starts=YEAR[0], ends=MAY), "截至 2023-05-01", "办理期截止", "截止"),
    ],
)
def test_a_last_day_is_called_one(edition: Edition, claim: Claim, last: str, end: str, on_the_day: str) -> None:
    """Where words are of the whole window they alone would be of its last day: 申报 2023-05-01."""
    benefit = Benefit(id="1", title="t", kind="grant", novelty="new", when="w", claim=claim)
    assert say_deadline(benefit, "open", edition.header, MAY) == f"{last}（今天截止）"
    deadline = Deadline(edition.policies[0], benefit, MAY, "claim")
    assert (say_end(deadline), say_end(deadline, on_the_day=True)) == (end, on_the_day)


@pytest.mark.parametrize(
    ("key", "words"),
    [("1a", "2023-01-01 起"), *((key, "本表自 2023-01-01 起") for key in ("8", "9", "15"))],
)
def test_a_first_day_that_is_not_stated_is_the_tables(edition: Edition, key: str, words: str) -> None:
    """Before the table begins, where the source states no first day: none is made up for the benefit."""
    benefit = next(each for policy in edition.policies for each in policy.benefits if each.id == key)
    assert say_deadline(benefit, "upcoming", edition.header, BEFORE) == words


def test_a_note_takes_out_of_now_and_never_into_it(edition: Edition) -> None:
    """Policy 18 is now in the month that the notice names; policy 1a is prolonged elsewhere and still asked first."""
    for day, now in (("2023-03-31", False), ("2023-04-01", True), ("2023-04-30", True), ("2023-05-01", False)):
        found = _assess(edition, {"hnte": "new"}, date.fromisoformat(day))
        assert (found.totals["grant"].amount.low == 20_000_000) is now
        assert (found.ask_first.totals["grant"].amount.low == 20_000_000) is not now
    late = _assess(edition, {"vat_status": "small_scale"}, date(2024, 5, 1)).policies[0].benefits[0]
    assert late.moment.is_asked_first
    assert [(each.kind, each.timing) for each in late.reported] == [("extended", "open")]


@pytest.mark.parametrize("key", ["1a", "2", "3"])
def test_what_is_prolonged_has_not_begun_before_the_thing_itself(edition: Edition, key: str) -> None:
    """The day before a period begins does not lie in what a note prolongs it to; its first day does."""
    benefit = next(each for policy in edition.policies for each in policy.benefits if each.id == key)
    before, first = (edition.moment(benefit, day).reported for day in (BEFORE, BEFORE + timedelta(1)))
    assert [each.timing for each in before if each.kind == "extended"] == ["upcoming"]
    assert [each.timing for each in first if each.kind == "extended"] == ["open"]


def test_outside_the_tables_time(edition: Edition) -> None:
    """A day outside the table's time is the first of the warnings; the first and the last day are in it."""
    for day, inside in (("2022-12-31", False), ("2023-01-01", True), ("2023-12-31", True), ("2024-01-01", False)):
        warnings = _assess(edition, {}, date.fromisoformat(day)).warnings
        assert (warnings == ()) is inside
        assert inside or day in warnings[0]


BEFORE, AFTER = date(2022, 12, 31), date(2024, 1, 1)
ONE: Facts = {"vat_status": "small_scale", "vat_incremental_credit": 0}
BOTH: Facts = {"vat_status": "small_scale", "vat_incremental_credit": 5, "sector": "retail"}
POLICY_TIMINGS: list[tuple[Facts, date, Status, Timing]] = [  # of policy 1: 1a has a window, 1b has none
    (ONE, BEFORE, "eligible", "upcoming"),
    (ONE, MAY, "eligible", "open"),
    (ONE, AFTER, "eligible", "period_over"),
    ({"vat_status": "small_scale"}, AFTER, "eligible", "period_over"),
    (BOTH, BEFORE, "eligible", "upcoming"),
    (BOTH, MAY, "eligible", "open"),
    (BOTH, AFTER, "eligible", "period_over"),
    ({"vat_status": "general"}, MAY, "undetermined", "unstated"),
    ({}, MAY, "undetermined", "open"),
    ({}, AFTER, "undetermined", "period_over"),
    ({"entity": "consumer"}, MAY, "ineligible", "open"),
]


@pytest.mark.parametrize(("facts", "as_of", "status", "timing"), POLICY_TIMINGS)
def test_timing_of_a_policy(edition: Edition, facts: Facts, as_of: date, status: Status, timing: Timing) -> None:
    """The best of its eligible benefits', else of its undetermined ones': open, unstated, upcoming, expired."""
    result = _assess(edition, facts, as_of).policies[0]
    assert (result.status, result.timing) == (status, timing)
