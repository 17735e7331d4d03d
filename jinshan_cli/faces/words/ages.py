"""Old answers of a firm's file, in words: when and by which table they were asked, and which they are."""

from collections.abc import Iterator, Sequence

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.clean import clean
from jinshan_cli.use.visit.aging import LASTS, Aged

NAMED = 6
"""facts named of one visit"""


def say_aged(found: Sequence[Aged], edition: Edition, what: str = "所答") -> Iterator[str]:
    """A line for each visit; `what`: what there is of that day, if no answers."""
    for each in found:
        labels = [edition.facts[key].label for key in each.keys]
        more = f" 等 {len(labels)} 项" if len(labels) > NAMED else ""
        yield f"{_when(each, edition, what)}：{'、'.join(labels[:NAMED])}{more}"


def _when(each: Aged, edition: Edition, what: str) -> str:
    by = f"（{clean(each.visit.by)}）" if each.visit.by else ""
    why = [f"已过 {each.days} 天（超过 {LASTS} 天）"] if each.is_late else []
    if each.other_edition:
        why.append(f"按另一版政策表（{clean(each.visit.edition)}，现为 {edition.header.id}）")
    return f"{each.visit.on}{by}{what}，{'，'.join(why)}"
