"""Telephone numbers that are none, or have a figure more or less than the others of their area."""

import re
from collections import Counter
from collections.abc import Iterator

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import tell
from jinshan_cli.use.edition.findings import Finding, warning

PHONE = re.compile(r"(?=(?:\D?\d){3,15}$)\+?\d+(?:-\d+)*", re.ASCII)
_LOCAL = re.compile(r"(?:(?P<area>0(?:10|2\d|[3-9]\d\d(?=-)))-?)?(?P<own>[1-9]\d{5,8})(?:-\d{1,5})?", re.ASCII)
"""what is dialled in a town, behind its area code or without one; hotlines are shorter"""


def odd_phones(edition: Edition) -> Iterator[Finding]:
    """Local numbers with a figure more or less than most have, of each area code by itself."""
    by_area: dict[str | None, list[tuple[int, str, int]]] = {}
    for policy in edition.policies:
        for phone in policy.every_phone:
            if found := _LOCAL.fullmatch(phone):
                by_area.setdefault(found["area"], []).append((policy.number, phone, len(found["own"])))
    for area, local in by_area.items():
        usual, _ = Counter(count for _, _, count in local).most_common(1)[0]
        for number, phone, count in local:
            if count != usual:
                place = tell("policies.toml 第 {number} 项 phones", number=number)
                yield warning(_odd(area, usual, count), place, phone)


def _odd(area: str | None, usual: int, count: int) -> str:
    if area is None:
        return tell("别的电话多是 {usual} 位，这个是 {count} 位", usual=usual, count=count)
    return tell("区号 {area} 后别的电话多是 {usual} 位，这个是 {count} 位", area=area, usual=usual, count=count)
