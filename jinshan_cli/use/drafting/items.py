"""What a document lists, item by item, whatever its form: a row of a table, or an article of a running text."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.use.drafting.headings import Role


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the source, in its own words."""

    number: int
    label: str
    """where it stands: 第 3 项, 第三条"""
    measure: str
    """the heading it stands under; empty if none"""
    text: str
    cells: Mapping[Role, str] = field(default_factory=dict)
    """what else its row says, by column"""
    is_activity: bool = False
    others: tuple[tuple[str, str], ...] = ()
    """what its row says in columns that have no field, by their headings"""
    doubt: str = ""
    """what is not sure of it"""


def numbered_apart(items: Iterable[Item]) -> list[Item]:
    """The items with numbers of their own: where the source begins anew in each section, they are counted through."""
    found = list(items)
    if max(Counter(item.number for item in found).values(), default=0) < 2:
        return found
    return [replace(item, number=i) for i, item in enumerate(found, 1)]


def measures_of(items: Iterable[Item]) -> dict[str, str]:
    """For each heading of a section as printed, the one that is meant: of those with one numeral, the most frequent."""
    counts = Counter(item.measure for item in items if item.measure)
    best: dict[str, str] = {}
    for heading, _ in counts.most_common():
        best.setdefault(numeral_of(heading) or heading, heading)
    return {heading: best[numeral_of(heading) or heading] for heading in counts}


_BEFORE = re.compile(
    r"第?\s*([零〇一二两三四五六七八九十百]+|\d{1,3})\s*(?:、|[.．](?!\d)|章|部分|[）)])\s*|[（(]([一二三四五六七八九十]+)[）)]\s*"
)


def numeral_of(heading: str) -> str:
    """The numeral that a heading begins with: 六 of 六、支持企业; empty if none."""
    found = _BEFORE.match(heading)
    return (found[1] or found[2]) if found else ""


def bare_heading(heading: str) -> str:
    """A heading without its numeral."""
    return _BEFORE.sub("", heading, count=1).strip()
