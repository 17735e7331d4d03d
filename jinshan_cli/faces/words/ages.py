"""Old answers of a firm's file, in words: when and by which table they were asked, and which they are."""

from collections.abc import Iterator, Sequence

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.use.visit.aging import LASTS, Aged

NAMED = 6
"""facts named of one visit"""


def say_aged(found: Sequence[Aged], edition: Edition, of_result: bool = False) -> Iterator[str]:
    """A line for each visit; `of_result`: what there is of that day is a result, no answers."""
    for each in found:
        labels = [edition.facts[key].label for key in each.keys]
        more = tell(" 等 {count} 项", count=len(labels)) if len(labels) > NAMED else ""
        when = _when(each, edition, of_result)
        yield tell("{when}：{those}{more}", when=when, those=tell("、").join(labels[:NAMED]), more=more)


def _when(each: Aged, edition: Edition, of_result: bool) -> str:
    by = tell("（{by}）", by=clean(each.visit.by)) if each.visit.by else ""
    why = [tell("已过 {days} 天（超过 {lasts} 天）", days=each.days, lasts=LASTS)] if each.is_late else []
    if each.other_edition:
        other = clean(each.visit.edition)
        why.append(tell("按另一版政策表（{other}，现为 {id}）", other=other, id=edition.header.id))
    message = "{on}{by}的结果，{why}" if of_result else "{on}{by}所答，{why}"
    return tell(message, on=each.visit.on, by=by, why=tell("，").join(why))
