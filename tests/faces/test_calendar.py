"""The calendar, parsed back by its own library and by a second reader that knows only RFC 5545."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from support.cases import EXAMPLES, HOSTILE, IN_TIME, SEEN, assessed, told
from support.commandline import Jinshan
from support.ics import Block, read

from jinshan_cli.core.activity import Activity, Entry
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.dates.calendar import Dates, calendar

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

FIRST = date(2023, 1, 1)
"""on which nothing of the edition is over"""
STATED = re.compile(r"benefit-[^-]+@")
"""of what a note reports, the key says so"""


def recurrences(event: Block) -> list[date]:
    """The days on which a repeating event begins."""
    rule = dict(part.split("=") for part in event.properties["RRULE"][1].split(";"))
    first, until = event.day("DTSTART"), rule["UNTIL"]
    last = date.fromisoformat(f"{until[:4]}-{until[4:6]}-{until[6:]}")
    every = [first + timedelta(number) for number in range((last - first).days + 1)]
    if rule["FREQ"] == "MONTHLY":
        return [day for day in every if day.day == first.day]
    wanted = rule.get("BYDAY", DAYS[first.weekday()]).split(",")
    return [day for day in every if DAYS[day.weekday()] in wanted]


@pytest.fixture(scope="module")
def whole(edition: Edition) -> Block:
    """The calendar of the whole edition."""
    return read(calendar(Dates(edition, FIRST)))


def find(block: Block, words: str) -> Block:
    """The one event whose summary holds the words."""
    (found,) = [event for event in block.inside if words in event.text("SUMMARY")]
    return found


def test_both_parsers_agree(edition: Edition, whole: Block) -> None:
    """icalendar and the second reader see the same events with the same days."""
    events: list[Any] = Calendar.from_ical(calendar(Dates(edition, FIRST))).walk("VEVENT")
    seen = [(str(event["UID"]), event["DTSTART"].dt, event["DTEND"].dt, str(event["SUMMARY"])) for event in events]
    read_back = [(e.text("UID"), e.day("DTSTART"), e.day("DTEND"), e.text("SUMMARY")) for e in whole.inside]
    assert seen == read_back
    assert len(seen) == 13 + 48


def test_every_stated_end(edition: Edition, whole: Block) -> None:
    """A day for each stated end, with reminders 30 and 7 days before, contacts and the note; and for nothing else."""
    stated = {b.id: b.window.days(FIRST)[1] for policy in edition.policies for b in policy.benefits if b.window}
    found = {e.text("UID"): e for e in whole.inside if STATED.search(e.text("UID"))}
    assert {uid.split("-")[3].split("@")[0]: e.day("DTSTART") for uid, e in found.items()} == stated
    for event in found.values():
        assert event.day("DTEND") - event.day("DTSTART") == timedelta(1)
        assert [alarm.properties["TRIGGER"][1] for alarm in event.inside] == ["-P30D", "-P7D"]
        assert edition.header.notice in event.text("DESCRIPTION")
    fifteen = next(event for uid, event in found.items() if "benefit-15@" in uid)
    assert "4008203152" in fifteen.text("DESCRIPTION")


def test_spans(whole: Block) -> None:
    """Days and months are all-day spans whose end is the day after; the source's own words for a month are shown."""
    fair = find(whole, "现场招聘会")
    assert (fair.day("DTSTART"), fair.day("DTEND")) == (date(2023, 2, 1), date(2023, 2, 3))
    festival = find(whole, "金山旅游节")
    assert (festival.day("DTSTART"), festival.day("DTEND")) == (date(2023, 9, 1), date(2023, 10, 1))
    assert festival.text("SUMMARY").endswith("（9 月）")
    assert "原文未载明具体日期，请问责任单位" in festival.text("DESCRIPTION")
    open_ended = find(whole, "轻骑兵")
    assert open_ended.day("DTEND") == date(2023, 1, 2)


def test_repeats(whole: Block) -> None:
    """Each weekend to the stated end; each month to the end of the table's year; no start, no event."""
    weekends = recurrences(find(whole, "周末线下招聘会"))
    assert len(weekends) == 10
    assert (weekends[0], weekends[-1]) == (date(2023, 2, 4), date(2023, 3, 5))
    monthly = recurrences(find(whole, "直播带岗专场"))
    assert monthly == [date(2023, month, 1) for month in range(3, 13)]
    assert not [event for event in whole.inside if "每周三" in event.text("SUMMARY")]


def test_first_day_is_one_of_the_days(edited: Callable[..., Path]) -> None:
    """A weekly entry whose start is another weekday begins on the first of its own days."""
    from jinshan_cli.files.edition.folder import load_edition

    weekly = "starts = 2023-02-04, ends = 2023-03-05"
    folder = edited(("activities.toml", weekly, weekly.replace("02-04", "02-01")))
    event = find(read(calendar(Dates(load_edition(folder), FIRST))), "周末线下招聘会")
    assert event.day("DTSTART") == date(2023, 2, 4)
    assert len(recurrences(event)) == 10


@pytest.mark.parametrize(
    ("entry", "ends"),
    [
        (Entry(what="x", starts=date.max, ends=date.max), [date.max]),
        (Entry(what="x", starts=FIRST, ends=FIRST, repeats="weekly", weekdays=("SA",)), []),
    ],
)
def test_entries_at_the_edge(edition: Edition, entry: Entry, ends: list[date]) -> None:
    """On the last day there is, no day is after it; what repeats on none of its days is no event."""
    activity = Activity(number=1, measure="m", title="t", departments=("d",), schedule=(entry,))
    found = read(calendar(Dates(replace(edition, activities=(activity,)), FIRST)))
    assert [event.day("DTEND") for event in found.inside if "activity" in event.text("UID")] == ends


def test_lines(edition: Edition) -> None:
    """CRLF and at most 75 octets a line, no character cut in two."""
    content = calendar(Dates(edition, FIRST))
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    for line in content.split(b"\r\n"):
        line.decode()


def test_stable(edition: Edition, edited: Callable[..., Path]) -> None:
    """Same input, same bytes; identities are unique and stay when a date is moved, so that importing again updates."""
    from jinshan_cli.files.edition.folder import load_edition

    assert calendar(Dates(edition, FIRST)) == calendar(Dates(edition, FIRST))
    before = read(calendar(Dates(edition, FIRST)))
    folder = edited(
        ("policies.toml", "ends = 2023-12-31", "ends = 2023-11-30"),
        ("activities.toml", "starts = 2023-08-08, ends = 2023-08-08", "starts = 2023-08-09, ends = 2023-08-09"),
    )
    after = read(calendar(Dates(load_edition(folder), FIRST)))
    identities = [event.text("UID") for event in before.inside]
    assert len(set(identities)) == len(identities)
    assert identities == [event.text("UID") for event in after.inside]
    days = [{event.text("UID"): event.day("DTSTART") for event in block.inside} for block in (before, after)]
    assert len(days[0].items() - days[1].items()) == 2
    assert before.inside[0].properties["DTSTAMP"][1] == "20230101T000000Z"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_for_a_firm(path: Path, edition: Edition) -> None:
    """For a firm: the ends of what it gets or may get, and the activities that suit it or may."""
    assessment = assessed(edition, told(path))
    found = read(calendar(Dates(edition, IN_TIME, assessment)))
    ends = {r.benefit.id: r.status for _, r in assessment.benefits() if r.benefit.window and r.status != "ineligible"}
    events = {e.text("UID").split("benefit-")[1].split("@")[0]: e for e in found.inside if STATED.search(e.text("UID"))}
    assert list(events) == list(ends)
    for key, status in ends.items():
        assert ("（待核实）" in events[key].text("SUMMARY")) == (status == "undetermined")
    uids = [e.text("UID") for e in found.inside if "activity" in e.text("UID")]
    uids = [e.text("UID") for e in found.inside if "activity" in e.text("UID")]
    activities = {int(uid.split("activity-")[1].split("-")[0]) for uid in uids}
    assert activities == (set() if path.stem == "consumer" else {2, 3})


def test_what_only_may_suit_a_firm_says_so(edition: Edition) -> None:
    """As an end that is still to be verified: the firm's name in front of it is no promise."""
    assessment = assessed(edition, {"name": "甲公司", "sector": "retail"})
    events = read(calendar(Dates(edition, IN_TIME, assessment))).inside
    suiting, may_suit = ([e for e in events if f"activity-{number}-" in e.text("UID")] for number in (3, 2))
    assert suiting
    assert may_suit
    assert not any("待核实" in event.text("SUMMARY") or "还需知道" in event.text("DESCRIPTION") for event in suiting)
    for event in may_suit:
        assert event.text("SUMMARY").endswith("（待核实）")
        assert "还需知道：需要招聘员工\n" in event.text("DESCRIPTION")
    assert not any("待核实" in event.text("SUMMARY") for event in read(calendar(Dates(edition, IN_TIME))).inside)


def test_a_second_firm_stands_beside_the_first(edition: Edition) -> None:
    """Titles and reminders begin with the firm; no identity is another firm's, and each stays when it is told more."""
    told_of = {"one": {"name": "甲公司"}, "other": {"name": "乙公司"}, "bare": {}, "bare too": {"sector": "餐饮业"}}
    found = {key: read(calendar(Dates(edition, IN_TIME, assessed(edition, firm)))) for key, firm in told_of.items()}
    uids = {key: {event.text("UID") for event in block.inside} for key, block in found.items()}
    assert all(uids.values())
    assert sum(map(len, uids.values())) == len(set().union(*uids.values()))
    for event in found["one"].inside:
        assert event.text("SUMMARY").startswith("甲公司：")
        assert all("甲公司：" in alarm.text("DESCRIPTION") for alarm in event.inside)
    assert all(event.text("SUMMARY").startswith("（未填企业名称）：") for event in found["bare"].inside)
    later = read(calendar(Dates(edition, IN_TIME, assessed(edition, {"name": "甲公司", "employees": 12}))))
    assert {event.text("UID") for event in later.inside} == uids["one"]


@pytest.mark.parametrize(("day", "is_there"), [(date(2023, 6, 30), True), (date(2023, 7, 1), False)])
def test_what_is_over_is_left_out(day: date, is_there: bool, edition: Edition, jinshan: Jinshan) -> None:
    """A last day is there on the day itself and not after it; what is left out is counted."""
    uids = [event.text("UID") for event in read(calendar(Dates(edition, day))).inside]
    assert ("jinshan-2023-benefit-5@jinshan" in uids) == is_there
    told = jinshan("calendar", "-o", "-", "--as-of", day).err
    count = 13 + 48 - len(uids)
    assert f"{count} 条已过、" in told


def test_command(jinshan: Jinshan, tmp_path: Path) -> None:
    """Writes the file, says what is in it, and does not overwrite unless told; stdout gets the bare calendar."""
    path = tmp_path / "金山.ics"
    found = jinshan("calendar", "-o", path, "--as-of", "2023-05-01")
    assert (found.code, found.out) == (0, "")
    assert "12 个截止日、36 条活动安排；另有 13 条已过、76 条" in found.err
    assert jinshan("calendar", "-o", path).code == 2
    assert jinshan("calendar", "-o", path, "--force", "--as-of", "2023-05-01").code == 0
    assert jinshan("calendar", "-o", "-", "--as-of", "2023-05-01").out.encode() == path.read_bytes()


@pytest.mark.parametrize("args", [(), ("-o", "x.txt"), ("no.toml", "-o", "x.ics")])
def test_command_refuses(args: tuple[str, ...], jinshan: Jinshan, tmp_path: Path) -> None:
    """No file named, another ending, no such firm: a usage error, and nothing is written."""
    args = tuple(str(tmp_path / arg) if "." in arg else arg for arg in args)
    assert jinshan("calendar", *args).code == 2
    assert list(tmp_path.iterdir()) == []


def test_the_firm_is_not_written_over(jinshan: Jinshan, tmp_path: Path) -> None:
    """A firm's own file stays what it is, whatever its name, with --force too."""
    path = tmp_path / "firm.ics"
    path.write_bytes(EXAMPLES[0].read_bytes())
    before = path.read_bytes()
    assert jinshan("calendar", path, "-o", path, "--force").code == 2
    assert path.read_bytes() == before


def test_hostile_name(edition: Edition) -> None:
    """A name from an enemy ends no line and starts no property."""
    evil = HOSTILE + "\r\nBEGIN:VEVENT\nATTACH:x;,\\"
    content = calendar(Dates(edition, IN_TIME, assessed(edition, {"name": evil, "sector": "零售业"})))
    assert b"\r\nATTACH" not in content.replace(b"\r\n ", b"")
    assert read(content).text("X-WR-CALNAME").startswith(SEEN + "\\u000d\\u000aBEGIN:VEVENT\\u000aATTACH:x;,\\")
    assert b"\x1b" not in content


def test_how_far_repayment_may_be_put_off_is_no_deadline(whole: Block) -> None:
    """The title of an entry says what the day is of; "截止" alone is for claims that end."""
    titles = {
        uid.split("-")[3].split("@")[0]: event.text("SUMMARY")
        for event in whole.inside
        if STATED.search(uid := event.text("UID"))
    }
    assert titles["5"] == "最长可延至：第 5 项 延期还本付息"
    assert titles["9"] == "补缴截至：第 9 项 缓缴社保补缴免滞纳金"
    assert titles["2"] == "事项期截止：第 2 项 新能源汽车免征车辆购置税"


def test_an_entry_is_true_on_its_day(whole: Block) -> None:
    """What a note reports stands in it without where the day of writing lies in that: it is read on its own day."""
    about = find(whole, "据外部资料，办理期截止：第 18 项").text("DESCRIPTION")
    assert "办理期 2023-04-01 至 2023-04-30\n" in about
    assert not any(word in event.text("DESCRIPTION") for event in whole.inside for word in ("（尚未开始）", "（期内）"))
