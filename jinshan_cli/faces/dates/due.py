"""What is due, as a table of days: on a terminal, as JSON, and a row per day and firm in a file."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, Literal

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from jinshan_cli.core.combining.words import written_of
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.policy import Edition, Policy, Status
from jinshan_cli.core.timewords import (
    say_asked_first,
    say_days_left,
    say_outside_on_paper,
    say_reported,
    say_window,
    say_window_on,
)
from jinshan_cli.core.timing import Moment
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.dates.ends import say_end
from jinshan_cli.faces.tables.rowfiles import RowFile
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.records import amount_record, combination_records, reported_record
from jinshan_cli.faces.words.rows import row_record
from jinshan_cli.faces.words.wrapped import Wrapped
from jinshan_cli.use.dates.dates import Deadline, deadlines
from jinshan_cli.use.dates.due import Concerned, Due

NAMED = 10
"""firms of one status named on a screen"""
_SHOWN: tuple[Status, ...] = ("eligible", "undetermined")


@dataclass(frozen=True, slots=True)
class DueList:
    """The last days within some days, by day."""

    form: ClassVar[Literal["due"]] = "due"
    dues: Sequence[Due]
    edition: Edition
    as_of: date
    within: int
    firms: int | None = None
    """how many were asked about; None: the table itself"""

    @property
    def undated(self) -> int:
        """Benefits of which no last day is known at all."""
        dated = {end.benefit.id for end in deadlines(self.edition, self.as_of)}
        return sum(benefit.id not in dated for policy in self.edition.policies for benefit in policy.benefits)

    def moment(self, end: Deadline) -> Moment:
        """Its benefit on the day that all is told for."""
        return self.edition.moment(end.benefit, self.as_of)

    def rows(self) -> RowFile:
        """A row a day, benefit and firm."""
        headings = (
            tell("日期"),
            tell("距今（天）"),
            tell("编号"),
            tell("事项"),
            tell("截止的是"),
            tell("期限"),
            tell("责任单位"),
            tell("办理渠道"),
            tell("联系电话"),
        )
        of_firm = (tell("企业"), tell("所在"), tell("结论"), tell("金额")) if self.firms is not None else ()
        rows: list[tuple[str | int, ...]] = []
        for due in self.dues:
            of_day = self._of_day(due.deadline)
            rows += [(*of_day, *_of_firm(firm, due.deadline)) for firm in due.firms] if of_firm else [of_day]
        return RowFile(
            tell("截止日（{as_of} 起 {within} 天）", as_of=self.as_of, within=self.within),
            (*headings, *of_firm),
            rows,
            say_outside_on_paper(self.edition, self.as_of),
        )

    def _of_day(self, end: Deadline) -> tuple[str | int, ...]:
        left = (end.day - self.as_of).days
        policy = end.policy
        who = labels.say_departments(policy), labels.say_channel(policy), labels.say_contact(policy)
        return (
            str(end.day),
            left,
            end.benefit.id,
            end.benefit.title,
            say_end(end),
            tell("；").join(_say_when(end, self)),
            *who,
        )


def _of_firm(firm: Concerned, end: Deadline) -> tuple[str, ...]:
    status = labels.say_eligible(end.benefit) if firm.status == "eligible" else labels.STATUS[firm.status]
    return firm.name, firm.place, status, _say_amount(firm)


def _say_amount(firm: Concerned) -> str:
    return f"{(tell('若符合：') if firm.status == 'undetermined' else '')}{labels.say_due(firm)}"


def _say_when(end: Deadline, view: DueList) -> Iterator[str]:
    """The window as the source states it, what a note reports, why the department has to be asked first, and what the
    benefit is counted together with."""
    moment = view.moment(end)
    _, last = end.benefit.days(view.as_of)
    is_later = end.reported is None and last is not None and last < end.day  # a further round of a window of each year
    yield say_window(end.benefit) if is_later else say_window_on(end.benefit, moment.timing, view.as_of)
    if end.reported is not None:
        yield say_reported(end.reported)
    if asked := say_asked_first(moment, end.benefit, view.edition.header):
        yield asked
    yield from (words for _, words in written_of([end.benefit.id], view.edition))


def _say_whom(policy: Policy) -> str:
    return tell(
        "{departments}；{channel}；{contact}",
        departments=labels.say_departments(policy),
        channel=labels.say_channel(policy),
        contact=labels.say_contact(policy),
    )


def records(view: DueList) -> list[dict[str, Any]]:
    """A record a day and benefit, its firms in it."""
    return [_record(due, view) for due in view.dues]


def _record(due: Due, view: DueList) -> dict[str, Any]:
    end, policy = due.deadline, due.deadline.policy
    return {
        "day": end.day.isoformat(),
        "days_left": (end.day - view.as_of).days,
        "ends": end.ends,
        "number": policy.number,
        "id": end.benefit.id,
        "title": end.benefit.title,
        "timing": view.moment(end).timing,
        "reported": None if end.reported is None else reported_record(end.reported),
        "departments": list(policy.departments),
        "channel": policy.channel,
        "uptake": policy.uptake,
        "phones": list(policy.phones),
        "contact_note": policy.contact_note,
        "contacts": [row_record(each) for each in policy.contacts],
        "combinations": combination_records([end.benefit.id], view.edition),
        "firms": [_firm_record(firm) for firm in due.firms],
        "paid": [amount_record(firm.paid) for firm in due.firms],
    }


def _firm_record(firm: Concerned) -> dict[str, Any]:
    return {
        "name": firm.name,
        "place": firm.place,
        "status": firm.status,
        "amount": amount_record(firm.amount),
    }


def show_due(view: DueList, console: Console) -> None:
    """Prints each day with what ends on it, whom to call, and the firms; then what is not in it."""
    day = None
    for due in view.dues:
        if due.deadline.day != day:
            day = due.deadline.day
            console.print(
                Text(
                    tell("\n{day}（{days_left}）", day=day, days_left=say_days_left(day, view.as_of)), style="bold cyan"
                )
            )
        _show(due, view, console)
    last = view.as_of + min(timedelta(view.within), date.max - view.as_of)
    span = tell("{as_of} 至 {last}", as_of=view.as_of, last=last)
    whose = "" if view.firms is None else tell("与这 {firms:,} 家有关的", firms=view.firms)
    told = (
        tell("{span} 共 {count} 个{whose}截止日", span=span, count=len(view.dues), whose=whose)
        if view.dues
        else tell("{span} 没有{whose}截止日", span=span, whose=whose)
    )
    undated = tell("；{undated} 个事项未载明截止日期，不在其中", undated=view.undated) if view.undated else ""
    console.print(Text(f"\n{told}{undated}" if view.dues else told + undated, style="dim"))


def _show(due: Due, view: DueList, console: Console) -> None:
    end, policy = due.deadline, due.deadline.policy
    console.print(
        Padding(
            Wrapped(tell("{id}  {title}：{end}", id=end.benefit.id, title=end.benefit.title, end=say_end(end)), "bold"),
            (0, 0, 0, 2),
        )
    )
    lines = [*_say_when(end, view), _say_whom(policy)]
    for status in _SHOWN:
        if those := [firm for firm in due.firms if firm.status == status]:
            more = tell(" 等") if len(those) > NAMED else ""
            names = tell("、").join(clean(firm.name or firm.place) for firm in those[:NAMED])
            lines.append(
                tell(
                    "{status} {count:,} 家：{names}{more}",
                    status=labels.STATUS[status],
                    count=len(those),
                    names=names,
                    more=more,
                )
            )
            lines += filter(None, [labels.say_unchecked(end.benefit)]) if status == "eligible" else ()
    for line in lines:
        console.print(Padding(Wrapped(line), (0, 0, 0, 6)))
