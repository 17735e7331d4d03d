"""A text to pass on in a chat: each benefit that is due, in at most 200 characters; the rest is counted."""

from collections.abc import Iterator
from datetime import date

from jinshan_cli.core.combining.words import say_all_combined
from jinshan_cli.core.timewords import say_outside
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.result.view import Delivery
from jinshan_cli.faces.words import labels
from jinshan_cli.use.result.assessment import Assessment, BenefitResult
from jinshan_cli.use.result.sections import SHORT, Row, sections
from jinshan_cli.use.result.understood import say_who
from jinshan_cli.use.result.urgency import last_day, pressing, stated_last_day

LONGEST = 200
"""characters of a benefit"""
HEAD = 60
"""of them for what it is and how much, however much else there is"""
_CUT = "……"


def message(delivery: Delivery) -> str:
    """The file: who and when, then what is due, most pressing first, then what has to be asked about first."""
    return "\n\n".join(paragraphs(delivery.assessment)) + "\n"


def paragraphs(assessment: Assessment) -> Iterator[str]:
    """Its paragraphs."""
    header, found = assessment.edition.header, sections(assessment)
    yield clean(
        tell(
            "{words}：{title}，按 {as_of} 计算",
            words=say_who(assessment),
            title=header.title,
            as_of=assessment.as_of,
        )
    )
    if outside := say_outside(assessment.edition, assessment.as_of):
        yield tell("{outside}。", outside=clean(outside))
    told = [say_benefit(row, assessment) for row in (*pressing(assessment), *found["ask_first"].rows)]
    yield from told or [tell("按所填情况，现在没有确定可以办理或享受的事项。")]
    if together := tell("；").join(_say_together(assessment)):
        yield tell("{words}。", words=clean(together))
    others = [
        tell("{short} {count} 个", short=SHORT[key], count=len(found[key].rows))
        for key in ("verify", "near", "upcoming")
        if found[key].rows
    ]
    if others:
        yield tell("{words}{those}事项。", words=tell("另有") if told else "", those=tell("、").join(others))
    yield clean(header.notice)


def say_benefit(row: Row, assessment: Assessment) -> str:
    """A benefit in at most 200 characters: what, how much, until when and whom to call; then whatever still fits."""
    offices = clean(labels.say_departments(row.policy.policy))
    told = _told(row, assessment, offices)
    if (over := len("".join(told)) - LONGEST) > 0:
        told = _told(row, assessment, _shorter(offices, len(offices) - over))
    for part in map(clean, _further(row)):
        if len("".join(told)) + len(part) <= LONGEST:
            told.append(part)
    return _shorter("".join(told), LONGEST)


def _told(row: Row, assessment: Assessment, offices: str) -> list[str]:
    """What has to be told of it; `offices`: its departments, which are cut before a number or a day is."""
    told = [clean(part) for part in _needed(row, assessment, offices)]
    told += _elsewhere(row.result, assessment.as_of, LONGEST - sum(map(len, told)))
    told[0] = _shorter(told[0], max(HEAD, LONGEST - sum(map(len, told[1:]))))
    return told


def _say_together(assessment: Assessment) -> Iterator[str]:
    """What of the amounts told does not simply add up."""
    for sums in (assessment.now, assessment.ask_first):
        totals = sums.totals.values()
        combined = [each for total in totals for each in total.combined]
        across = tuple(each for total in totals for each in total.across)
        yield from filter(None, [say_all_combined(combined, across)])


def _needed(row: Row, assessment: Assessment, offices: str) -> Iterator[str]:
    policy, result = row.policy.policy, row.result
    yield tell("【{id} {title}】{due}。", id=result.benefit.id, title=result.benefit.title, due=labels.say_due(result))
    yield tell("{words}。", words=labels.say_asked_first(result, assessment) or labels.say_deadline(result, assessment))
    contact = tell("联系：{departments} {contact}", departments=offices, contact=labels.say_contact(policy))
    yield contact.rstrip() + tell("。")
    if result.benefit.unchecked:
        yield tell("部分条件另需核定。")


def _elsewhere(result: BenefitResult, as_of: date, room: int) -> list[str]:
    """What notes know of its time; without room, the last day that nothing else tells, or that there is more."""
    told = [clean(tell("{words}。", words=each.rstrip("。. "))) for each in labels.say_reports(result)]
    if _fits(told, room):
        return told
    ends = last_day(result, as_of)
    is_told = ends in (None, stated_last_day(result, as_of))
    more = tell("外部资料对期限另有说明") if is_told else tell("据外部资料，至 {day}", day=ends)
    whole = [tell("{words}。", words=more)]
    return next((part for count in range(len(told), 0, -1) if _fits(part := told[:count] + whole, room)), whole)


def _fits(parts: list[str], room: int) -> bool:
    return sum(map(len, parts)) <= room


def _further(row: Row) -> Iterator[str]:
    """What is told if there is room, the most useful first: papers, page, way, what it is."""
    policy = row.policy.policy.only({row.result.benefit.id})
    how = policy.handling(row.result.benefit)
    if how.materials:
        yield tell("请准备：{those}。", those=tell("、").join(how.materials))
    if how.link:
        yield tell("网址：{link} ", link=how.link)
    yield tell("办理：{channel}。", channel=labels.say_channel(policy))
    yield policy.summary


def _shorter(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(0, most - len(_CUT))] + _CUT
