"""Dates as a calendar file: all-day events with stable UIDs, so that importing again updates.

Same input, same bytes.
"""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from jinshan_cli.core.activity import Activity
from jinshan_cli.core.combining.words import written_of
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.timewords import say_report, say_suspended, say_window
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.faces.dates.ends import say_end
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.schedule import say_when
from jinshan_cli.use.dates.dates import DatedEntry, Deadline, to_come
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.result.understood import say_who
from jinshan_cli.use.tables.activities import days, deciding, span

if TYPE_CHECKING:
    from icalendar import Alarm, Event

REMINDERS = (30, 7)
"""days before an end"""
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of an edition, or of a firm; `as_of` is their time stamp."""

    form: ClassVar[Literal["calendar"]] = "calendar"
    edition: Edition
    as_of: date
    assessment: Assessment | None = None

    @property
    def firm(self) -> str:
        """In front of each title: the firm's name; empty where the days are of no firm."""
        return "" if self.assessment is None else tell("{words}：", words=say_who(self.assessment))

    def uid(self, key: str) -> str:
        """The identity of an event: of the edition, the firm (one without a name is what it said) and the thing."""
        if self.assessment is None:
            return f"{self.edition.header.id}-{key}@jinshan"
        firm = self.assessment.firm
        told = firm.name or repr(sorted(firm.facts.items()))
        digest = sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return f"{self.edition.header.id}-{digest}-{key}@jinshan"


def calendar(dates: Dates) -> bytes:
    """The days as a calendar file."""
    from icalendar import Calendar, vText

    edition, as_of, assessment = dates.edition, dates.as_of, dates.assessment
    name = tell("{title}：期限与活动", title=edition.header.title)
    if assessment is not None and assessment.firm.name:
        name = tell("{firm}：{name}", firm=assessment.firm.name, name=name)
    made = Calendar()
    made.add("prodid", f"-//jinshan//jinshan//{clean(edition.voice.language).upper()}")
    made.add("version", "2.0")
    made.add("x-wr-calname", vText(clean(name)))
    coming = to_come(edition, as_of, assessment)
    for deadline in coming.ends:
        made.add_component(_deadline_event(deadline, dates))
    for dated in coming.entries:
        if (event := _entry_event(dated, dates)) is not None:
            made.add_component(event)
    return bytes(made.to_ical())


def _deadline_event(deadline: Deadline, dates: Dates) -> "Event":
    policy, benefit = deadline.policy, deadline.benefit
    summary = tell(
        "{end}：第 {number} 项 {title}",
        end=say_end(deadline, on_the_day=True),
        number=policy.number,
        title=benefit.title,
    )
    if deadline.result is not None and deadline.result.status == "undetermined":
        summary += tell("（待核实）")
    event = _event(dates, deadline.key, summary, _about_policy(deadline, dates))
    _add_days(event, deadline.day, deadline.day)
    event.add("categories", [tell("外部资料") if deadline.reported else tell("政策截止")])
    for number in REMINDERS:
        event.add_component(_alarm(number, dates.firm + summary))
    return event


def _alarm(number: int, summary: str) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean(tell("还有 {number} 天 {summary}", number=number, summary=summary)))
    alarm.add("trigger", timedelta(-number))
    return alarm


def _about_policy(deadline: Deadline, dates: Dates) -> list[str]:
    edition, benefit = dates.edition, deadline.benefit
    policy, result = deadline.policy.only({benefit.id}), deadline.result
    lines = [policy.summary, tell("期限：{window}", window=say_window(benefit))]
    if deadline.reported is not None:
        lines.append(say_report(deadline.reported))
    lines.append(say_suspended(edition.moment(benefit, dates.as_of)))
    if result is not None:
        pending = result.status == "undetermined"
        lines.append(
            tell(
                "金额：{words}{amount}",
                words=tell("若符合：") if pending else "",
                amount=labels.say_due(result),
            )
        )
        if pending:
            lines.append(labels.say_open(result, edition.facts))
    lines += [words for _, words in written_of([benefit.id], edition)]
    lines += [
        tell("责任单位：{departments}", departments=labels.say_departments(policy)),
        tell("办理：{uptake}，{channel}", uptake=labels.UPTAKE[policy.uptake], channel=policy.channel),
        tell("联系：{contact}", contact=labels.say_contact(policy)),
        tell("口径说明：{readings}", readings=policy.readings) if policy.readings else "",
    ]
    return lines


def _entry_event(dated: DatedEntry, dates: Dates) -> "Event | None":
    """None if the entry repeats on no day at all."""
    entry, activity, table_ends = dated.entry, dated.activity, dates.edition.header.last_day
    stated = tell("（{stated}）", stated=entry.stated) if entry.stated else ""
    missing = _say_missing(activity, dates)
    about = [
        tell("{title}（项目、活动类任务分工表第 {number} 项）", title=activity.title, number=activity.number),
        tell("时间：{when}", when=say_when(entry)),
        tell("责任单位：{departments}", departments=labels.say_departments(activity)),
        tell("原文未载明具体日期，请问责任单位。") if entry.stated else "",
        missing and f"{tell('还需知道：')}{missing}",
    ]
    event = _event(dates, dated.key, f"{entry.what}{stated}{missing and tell('（待核实）')}", about)
    event.add("categories", [tell("活动")])
    if entry.repeats is None:
        _add_days(event, dated.starts, entry.ends or dated.starts)
        return event
    on, limits = days(entry, table_ends), span(entry, table_ends)
    if not on or limits is None:
        return None
    _add_days(event, on[0], on[0])
    rule: dict[str, Any] = {"freq": entry.repeats, "until": limits[1]}
    event.add("rrule", {**rule, "byday": list(entry.weekdays)} if entry.weekdays else rule)
    return event


def _say_missing(activity: Activity, dates: Dates) -> str:
    """What it hangs on whether it suits the firm; empty if that is settled, or the days are of no firm."""
    if dates.assessment is None:
        return ""
    facts = dates.edition.facts
    keys = deciding(activity, Knowledge(dates.edition, dates.assessment.firm))
    return tell("、").join(facts[key].label for key in facts.in_order(keys))


def _add_days(event: "Event", first: date, last: date) -> None:
    """All-day; the end is the day after, as the standard has it."""
    event.add("dtstart", first)
    event.add("dtend", min(last, date.max - _DAY) + _DAY)


def _event(dates: Dates, key: str, summary: str, about: list[str]) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", clean(dates.uid(key)))
    event.add("dtstamp", datetime.combine(dates.as_of, time(), UTC))
    event.add("summary", clean(dates.firm + summary))
    event.add("description", "\n".join(clean(line) for line in [*about, dates.edition.header.notice] if line))
    event.add("transp", "TRANSPARENT")
    return event
