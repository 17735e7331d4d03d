"""Faults in Chinese: what is wrong, where, the value, what is expected, the closest right name."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.words.wrapping import width_of, wrap
from jinshan_cli.files.disk.refusals import why_refused

LONGEST_VALUE = 80
MOST_ALONE = 2
"""faults of one kind that are told one by one; more of them are one, with their places"""
NARROW = 76
"""columns of a list of places"""
MOST_LINES = 120
"""line numbers of a group that are listed"""
MOST_NAMED = 20
"""places of a group that are listed where there is no line to name"""


def grouped(faults: Iterable[Fault]) -> list[tuple[Fault, ...]]:
    """Faults of one kind together, where there are many; in the order of the first of each."""
    kinds: dict[tuple[str, str], list[Fault]] = {}
    for fault in faults:
        kinds.setdefault((fault.what, fault.closest), []).append(fault)
    alone = ([(fault,) for fault in kind] if len(kind) <= MOST_ALONE else [tuple(kind)] for kind in kinds.values())
    return list(chain.from_iterable(alone))


def group_lines(faults: Sequence[Fault], most: int = MOST_LINES) -> list[str]:
    """Faults of one kind as one block: the first of them whole, and where the others are."""
    first = faults[0]
    if len(faults) == 1:
        return fault_lines(first)
    here = [fault for fault in faults if fault.where == first.where]
    what, *rest = fault_lines(replace(first, value=tell("、").join(dict.fromkeys(fault.value for fault in here))))
    others = [fault for fault in faults if fault.where != first.where]
    if not others:
        return [tell("{what}（共 {count} 处）", what=what, count=len(faults)), *rest]
    lines = wrap(tell("其余：{places}", places=_places(others, most)), NARROW)
    return [tell("{what}（共 {count} 处）", what=what, count=len(faults)), *rest, *("  " + line for line in lines)]


def brief_lines(faults: Sequence[Fault]) -> list[str]:
    """The same in three lines: behind the first the lines of the others in its file, as many as there is room for."""
    first = replace(faults[0], value=_shorten(faults[0].value, NARROW - 8), expected="", excerpt="")
    others = {fault.where: fault.line for fault in faults if fault.where != first.where}
    what, _, *rest = fault_lines(first)
    return [tell("{what}（共 {count} 处）", what=what, count=len(faults)), _where_all(first, others), *rest]


def _where_all(first: Fault, others: dict[str, int | None]) -> str:
    """The line of a first fault's place, with as many others as fit."""
    file = first.where.partition(" ")[0]
    lines = [str(line) for where, line in others.items() if line and where.partition(" ")[0] == file]
    for most in range(len(lines), 0, -1):
        left = len(others) - most
        more = tell("；另有 {words} 处", words=left) if left else ""
        those = tell("、").join(lines[:most])
        told = tell("  位置：{place}；还有第 {those} 行{more}", place=_place(first), those=those, more=more)
        if width_of(clean(told)) <= NARROW:
            return clean(told)
    return fault_lines(first)[1]


def _places(faults: Sequence[Fault], most: int) -> str:
    """The lines by file; without lines, the places in words."""
    files: dict[str, list[str]] = {}
    places = [(fault.where.partition(" ")[0] if fault.line else "", str(fault.line or fault.where)) for fault in faults]
    distinct = list(dict.fromkeys(places))
    most = most if all(fault.line for fault in faults) else min(most, MOST_NAMED)
    for file, place in distinct[:most]:
        files.setdefault(file, []).append(place)
    said = [
        tell("{file} 第 {those} 行", file=file, those=tell("、").join(lines)) if file else tell("；").join(lines)
        for file, lines in files.items()
    ]
    return clean(tell("；").join(said)) + (
        tell("；另有 {words} 处", words=len(distinct) - most) if len(distinct) > most else ""
    )


def fault_lines(fault: Fault) -> list[str]:
    """A fault as a block: what is wrong, then a line for each detail there is."""
    details = (
        (tell("位置"), _place(fault)),
        (tell("原值"), _shorten(fault.value)),
        (tell("提示"), fault.expected),
        (tell("相近"), fault.closest),
    )
    excerpt = [f"    {line}" for line in clean(fault.excerpt, keep_layout=True).splitlines()]
    return [
        clean(fault.what),
        *excerpt,
        *(tell("  {label}：{text}", label=label, text=clean(text)) for label, text in details if text),
    ]


def _place(fault: Fault) -> str:
    """`policies.toml:12 第 1 项 1 when`, as editors and terminals know it."""
    file, space, rest = fault.where.partition(" ")
    return f"{file}:{fault.line}{space}{rest}" if fault.line else fault.where


def fault_line(fault: Fault) -> str:
    """A fault in one line, for tables and problem lists."""
    where = tell("{where}：", where=fault.where) if fault.where else ""
    value = tell("“{value}”", value=_shorten(fault.value)) if fault.value else ""
    hints = (fault.expected, tell("是否要写 {closest}？", closest=fault.closest) if fault.closest else "")
    return clean(tell("；").join(filter(None, (where + fault.what + value, *hints))))


def os_fault(error: OSError) -> Fault:
    """A file that could not be read or written."""
    return Fault(
        what=tell("无法读写文件：{why_refused}", why_refused=why_refused(error)), where=str(error.filename or "")
    )


def _shorten(value: str, most: int = LONGEST_VALUE) -> str:
    return value if len(value) <= most else value[: most - 1] + "…"
