"""The second table: what is on when, for whom."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from support import contract
from support.cases import IN_TIME, RETAILER, told
from support.commandline import Jinshan

from jinshan_cli.core.activity import Activity, Entry
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.tables.views import ActivityList
from jinshan_cli.faces.words.schedule import say_when
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.dates.dates import to_come
from jinshan_cli.use.tables.activities import Month, days, find, next_for, replace_schedule, span, suits


def numbers(jinshan: Jinshan, *args: object) -> list[int]:
    """The numbers that a filter leaves."""
    found = jinshan("activities", *args, "--json")
    assert found.code == 0, found.err
    return [activity["number"] for activity in json.loads(found.out)]


def test_json_is_the_contract(jinshan: Jinshan) -> None:
    """All 26 in order, with every key of the contract, dates as ISO or null."""
    found = json.loads(jinshan("activities", "--json").out)
    assert [activity["number"] for activity in found] == list(range(1, 27))
    for activity in found:
        contract.check(activity, contract.ACTIVITY)
        for entry in activity["schedule"]:
            contract.check(entry, contract.ENTRY)
    fair = found[0]["schedule"][2]
    assert (fair["starts"], fair["ends"], fair["repeats"]) == ("2023-02-04", "2023-03-05", "weekly")
    assert found[14]["schedule"][0]["starts"] is None


@pytest.mark.parametrize("month", ["6", "06", "6月", "2023-06", "2023年6月", "2023/6"])
def test_month(month: str, jinshan: Jinshan) -> None:
    """What is on in June: days, months, quarters, each month from March, the whole year; however June is written."""
    assert numbers(jinshan, "--month", month) == [2, 3, 5, 9, 10, 14, 22, 24]


def test_month_narrows_schedules(jinshan: Jinshan) -> None:
    """Only the month's own entries are listed; a weekly one is in the months it has a day in."""
    june = json.loads(jinshan("activities", "--month", "6", "--json").out)
    assert [entry["what"][:5] for entry in june[1]["schedule"]] == ["金山区缤纷"]
    assert 1 in numbers(jinshan, "--month", "3", "沪岗")
    assert numbers(jinshan, "--month", "2024-06") == []
    assert numbers(jinshan, "--month", "4", "招聘") == [2]


@pytest.mark.parametrize(("last", "months"), [(date(2024, 2, 29), [1, 2]), (date(2023, 9, 30), [])])
def test_without_an_end_until_the_table_ends(edition: Edition, last: date, months: list[int]) -> None:
    """What has no stated end is on until the table's own last day, which may lie in another year."""
    table = replace(edition, header=replace(edition.header, ends=last))
    assert [month for month in range(1, 13) if find(table, month=Month(month, 2024))] == months
    on = to_come(table, last, None).entries
    assert {"monthly", None} == {each.entry.repeats for each in on if each.entry.ends is None}
    after = to_come(table, last + timedelta(1), None).entries
    assert not [each for each in after if each.entry.ends is None and each.entry.starts]


def test_weekly_in_a_month() -> None:
    """A weekly entry is on in a month only if one of its days is."""
    saturdays = Entry(what="x", starts=date(2023, 3, 29), ends=date(2023, 4, 30), repeats="weekly", weekdays=("SA",))
    activity = Activity(number=1, measure="m", title="t", departments=("d",), schedule=(saturdays,))
    on = [number for number in range(1, 13) if replace_schedule(activity, Month(number), date(2023, 12, 31)).schedule]
    assert on == [4]


@pytest.mark.parametrize("month", ["0", "13", "六", "2023-13", "2023", ""])
def test_month_refused(month: str, jinshan: Jinshan) -> None:
    """What is no month is a usage error that says how to write one."""
    found = jinshan("activities", "--month", month)
    assert (found.code, found.out) == (2, "")
    assert "2023-06" in found.err


def test_department_and_words(jinshan: Jinshan) -> None:
    """Part of a department's name does; every word must be found somewhere; a wrong name gets the nearest."""
    assert numbers(jinshan, "--department", "投资促进") == [13, 14, 18]
    assert numbers(jinshan, "外贸") == [17, 18]
    assert numbers(jinshan, "展会", "外 贸") == [17]
    assert numbers(jinshan, "没有这样的词") == []
    refused = jinshan("activities", "--department", "区投资促进局")
    assert refused.code == 2
    assert "区投资促进办" in refused.err


def test_for_a_firm(jinshan: Jinshan) -> None:
    """With a firm only what surely suits it is left."""
    assert numbers(jinshan, "--for", RETAILER) == [1, 2, 3]
    assert numbers(jinshan, "--for", "-", "--month", "5") == []


def test_what_may_suit_is_counted(jinshan: Jinshan, tmp_path: Path) -> None:
    """Of a firm that has told nothing none is ruled out; what is to be known is told, whatever is asked for."""
    (tmp_path / "firm.toml").write_text('name = "甲"\n', "utf-8")
    for asked, said in (
        ((), "! 另有 5 项可能适合，没有列出，还需知道：行业、需要招聘员工、运营的商业场所\n"),
        (("招聘",), "! 另有 2 项可能适合，没有列出，还需知道：需要招聘员工\n"),
        (("--month", "12", "--json"), "! 另有 1 项可能适合，没有列出，还需知道：需要招聘员工\n"),
        (("外贸",), ""),
    ):
        assert jinshan("activities", *asked, "--for", tmp_path / "firm.toml").err == said
    assert jinshan("activities", "--for", RETAILER).err == ""


def test_unknown_is_not_suited(edition: Edition) -> None:
    """An activity whose condition hangs on an unknown fact neither suits nor is ruled out."""
    firm = firm_of({"sector": "餐饮业"}, edition.facts, "case")
    found = {activity.number: suits(edition, activity, firm) for activity in edition.activities[:5]}
    assert found == {1: None, 2: None, 3: True, 4: False, 5: False}


@pytest.mark.parametrize(("wants", "hired", "suited"), [(True, 0, True), (False, 9, False), (None, 9, None)])
def test_fairs_are_for_who_wants_to_hire(edition: Edition, wants: bool | None, hired: int, suited: bool | None) -> None:
    """A job fair suits who wants to hire, not who has hired; any employer, firm or not, but no consumer."""
    told = {"eligible_hires": hired} | ({} if wants is None else {"wants_to_hire": wants})
    employers = "企业", "合伙企业", "个体工商户", "其他用人单位"
    for entity, holds in (*((each, suited) for each in employers), ("个人消费者", False)):
        firm = firm_of({**told, "entity": entity}, edition.facts, "case")
        assert [suits(edition, activity, firm) for activity in edition.activities[:2]] == [holds, holds]


@pytest.mark.parametrize(("sector", "suited"), [("农林牧渔业", {3, 5}), ("住宿业", {3, 11}), ("卫生", set[int]())])
def test_a_co_operative_is_no_enterprise(edition: Edition, sector: str, suited: set[int]) -> None:
    """The second table names no kind of enterprise: what is for a trade is for a co-operative of that trade, too."""
    told = {"entity": "合作社", "sector": sector, "wants_to_hire": False, "venue": "无"}
    firm = firm_of(told, edition.facts, "case")
    of_trade = [activity for activity in edition.activities if activity.when]
    assert {activity.number for activity in of_trade if suits(edition, activity, firm)} == suited


@pytest.mark.parametrize(
    ("entry", "on"),
    [
        (Entry(what="x", starts=date(2023, 3, 31), ends=date(2023, 5, 31), repeats="monthly"), ["03-31", "05-31"]),
        (Entry(what="x", starts=date(2023, 3, 31), ends=date(2023, 5, 30), repeats="monthly"), ["03-31"]),
        (Entry(what="x", starts=date(2023, 3, 6), ends=date(2023, 3, 13), repeats="weekly"), ["03-06", "03-13"]),
    ],
)
def test_the_last_day_of_what_repeats_counts(entry: Entry, on: list[str]) -> None:
    """A month that lacks the day is left out."""
    assert [f"{day:%m-%d}" for day in days(entry, date(2023, 12, 31))] == on


def test_what_begins_after_the_table_ends() -> None:
    """Without an end of its own it is on upon its first day."""
    first = date(2024, 1, 15)
    assert span(Entry(what="x", starts=first), date(2023, 12, 31)) == (first, first)


def test_next_for(edition: Edition) -> None:
    """Every dated entry of each suitable activity that is on or to come, the nearest first, never one that is over."""
    firm = firm_of(told(RETAILER), edition.facts, "case")
    coming = [(found.activity.number, found.day, say_when(found.entry)) for found in next_for(edition, firm, IN_TIME)]
    assert coming == [
        (2, IN_TIME, "3 月起每月"),
        (2, IN_TIME, "3 月起每月"),
        (3, IN_TIME, "第二季度"),
        (3, IN_TIME, "5 月"),
        (3, IN_TIME, "5 月前后"),
        (3, date(2023, 9, 1), "9 月"),
        (3, date(2023, 9, 21), "9 月下旬"),
    ]
    late = [(found.activity.number, found.day) for found in next_for(edition, firm, date(2023, 12, 15))]
    assert late == [(2, date(2023, 12, 15))] * 2, "some day of each month: this month's is not known to be over"
    for day in (date(2023, 2, 6), date(2023, 4, 1), date(2023, 12, 31)):
        found = next_for(edition, firm, day)
        assert [each.day for each in found] == sorted(each.day for each in found)
        assert all(each.day >= day and not each.entry.is_past(day) for each in found)
    assert next_for(edition, firm, date(2024, 1, 1)) == ()
    farm = firm_of({"sector": "农林牧渔业", "wants_to_hire": True}, edition.facts, "case")
    suited = {activity.number for activity in edition.activities if suits(edition, activity, farm)}
    assert {found.activity.number for found in next_for(edition, farm, date(2023, 1, 1))} == suited


@pytest.mark.parametrize("width", [80, 120])
def test_table(width: int, jinshan: Jinshan) -> None:
    """On a terminal everything is there, undated entries as such, and no line is wider than the terminal."""
    from jinshan_cli.faces.words.wrapping import width_of

    found = jinshan("activities", width=width)
    assert found.code == 0
    assert max(map(width_of, found.out.splitlines())) <= width
    assert "每周三（日期未载明）" in found.out
    assert "2023-02-01 至 2023-02-02" in found.out
    assert found.out.count("日期未载明") > 70
    assert "共 26 项活动，124 条安排，其中 75 条日期未载明" in found.out


def test_what_is_over_is_marked(jinshan: Jinshan) -> None:
    """An entry is marked from the day after its last one; without a stated end, or undated, never; JSON has no day."""
    shown = [jinshan("activities", "--as-of", day, width=200).out for day in ("2023-02-02", "2023-02-03")]
    assert ["（已过）东西部劳务协作现场招聘会" in out for out in shown] == [False, True]
    late = jinshan("activities", "--as-of", "2030-01-01", width=200).out.splitlines()
    open_ended = [row for row in late if re.match(r" +(\S*日期未载明|3 月起每月|1 月起，适时)", row)]
    assert len(open_ended) > 70
    assert not any("（已过）" in row for row in open_ended)
    assert jinshan("activities", "--as-of", "2030-01-01", "--json") == jinshan("activities", "--json")


ROUGH = (date(2023, 5, 1), date(2023, 5, 31), "5 月前后")


@pytest.mark.parametrize(
    ("starts", "ends", "stated", "last"),
    [
        (*ROUGH, date(2023, 7, 1)),
        (date(2023, 5, 1), date(2023, 5, 1), "5 月 1 日左右", date(2023, 6, 1)),
        (date(2023, 4, 1), date(2023, 6, 30), "约第二季度", date(2023, 9, 29)),
        (date(2023, 5, 1), date(2023, 5, 31), "around May", date(2023, 7, 1)),
        (date(2023, 5, 1), date(2023, 5, 31), "5 月，请预约", date(2023, 5, 31)),
        (date(2023, 5, 1), date(2023, 5, 31), "5 月", date(2023, 5, 31)),
        (date(2023, 5, 1), date(2023, 5, 31), None, date(2023, 5, 31)),
        (date.max, date.max, "9999 年底前后", date.max),
    ],
)
def test_about_so_is_not_over_at_once(starts: date, ends: date, stated: str | None, last: date) -> None:
    """What is about then is over when as long again has passed, a month at least; else after its last day."""
    entry = Entry(what="x", starts=starts, ends=ends, stated=stated)
    assert (entry.latest, entry.is_past(last)) == (last, False)
    assert last == date.max or entry.is_past(last + timedelta(1))


@pytest.mark.parametrize(
    ("day", "is_on"), [(date(2023, 6, 15), True), (date(2023, 7, 1), True), (date(2023, 8, 1), False)]
)
def test_about_so_wherever_it_is_told(day: date, is_on: bool, edition: Edition, jinshan: Jinshan) -> None:
    """5 月前后 is not marked as over in June, is told to a firm it suits, and has no day in a calendar on any day."""
    shown = jinshan("activities", "购物节", "--as-of", day, width=200).out
    assert ("（已过）2023 金山购物节" in shown, "（已过）上海湾区滨海嘉年华" in shown) == (not is_on, True)
    firm = firm_of(told(RETAILER), edition.facts, "case")
    assert ("5 月前后" in {found.entry.stated for found in next_for(edition, firm, day)}) is is_on
    for on in (day, date(2023, 4, 1)):
        coming = to_come(edition, on)
        assert "5 月前后" not in {each.entry.stated for each in coming.entries}
        assert coming.undated == 76
    in_months = [month for month in range(1, 13) if "5 月前后" in jinshan("activities", "--month", month).out]
    assert in_months == [5]


def test_an_activity_without_entries_is_a_row(edition: Edition) -> None:
    """In a file every activity is there, and the file names its day."""
    bare = replace(edition.activities[0], schedule=())
    table = ActivityList([bare], edition, date(2023, 5, 1)).rows()
    assert (table.title, len(table.rows), table.rows[0][-2:]) == ("活动（按 2023-05-01）", 1, ("", ""))


def test_nothing_found(jinshan: Jinshan) -> None:
    """An empty list is an answer, not an error."""
    found = jinshan("activities", "没有这样的词", "--as-of", "2023-05-01")
    assert (found.code, found.out) == (0, "没有符合条件的活动\n")
