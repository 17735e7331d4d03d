"""A text to pass on in a chat: each benefit that is due, in at most 200 characters; the rest is counted."""

from collections.abc import Iterator

from jinshan_cli.core.timewords import say_outside
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.result.view import Delivery
from jinshan_cli.faces.words import labels
from jinshan_cli.use.result.assess import Assessment
from jinshan_cli.use.result.sections import SHORT, Row, sections
from jinshan_cli.use.result.urgency import pressing

LONGEST = 200
"""characters of a benefit"""
_CUT = "……"


def message(delivery: Delivery) -> str:
    """The file: who and when, then what is due, most pressing first, then what has to be asked about first."""
    return "\n\n".join(paragraphs(delivery.assessment)) + "\n"


def paragraphs(assessment: Assessment) -> Iterator[str]:
    """Its paragraphs."""
    header, found = assessment.edition.header, sections(assessment)
    yield clean(f"{assessment.firm.name or labels.NAMELESS}：{header.title}，按 {assessment.as_of} 计算")
    if outside := say_outside(header, assessment.as_of):
        yield f"{clean(outside)}。"
    told = [say_benefit(row, assessment) for row in (*pressing(assessment), *found["ask_first"].rows)]
    yield from told or ["按所填情况，尚无可确定的事项。"]
    others = [f"{SHORT[key]} {len(found[key].rows)} 个" for key in ("verify", "near", "upcoming") if found[key].rows]
    if others:
        yield f"{'另有' if told else ''}{'、'.join(others)}事项。"
    yield clean(header.notice)


def say_benefit(row: Row, assessment: Assessment) -> str:
    """A benefit in at most 200 characters: what, how much, until when and whom to call; then whatever still fits."""
    told = [clean(part) for part in _needed(row, assessment)]
    told[0] = _shorter(told[0], LONGEST - sum(map(len, told[1:])))
    for part in map(clean, _further(row)):
        if len("".join(told)) + len(part) <= LONGEST:
            told.append(part)
    return _shorter("".join(told), LONGEST)


def _needed(row: Row, assessment: Assessment) -> Iterator[str]:
    policy, result = row.policy.policy, row.result
    yield f"【{result.benefit.id} {result.benefit.title}】{labels.say_due(result)}。"
    yield f"{labels.say_asked_first(result, assessment) or labels.say_deadline(result, assessment)}。"
    yield f"联系：{labels.say_departments(policy)} {labels.say_contact(policy)}".rstrip() + "。"
    if result.benefit.unchecked:
        yield "部分条件另需核定。"


def _further(row: Row) -> Iterator[str]:
    """What is told if there is room, the most useful first: papers, page, way, what it is."""
    policy = row.policy.policy.only({row.result.benefit.id})
    how = policy.handling(row.result.benefit)
    if how.materials:
        yield f"请准备：{'、'.join(how.materials)}。"
    if how.link:
        yield f"网址：{how.link} "
    yield f"办理：{labels.say_channel(policy)}。"
    yield policy.summary


def _shorter(text: str, most: int) -> str:
    return text if len(text) <= most else text[: max(0, most - len(_CUT))] + _CUT
