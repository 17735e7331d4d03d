"""Formulas whose values, worked out before some cells changed, may be right no more.

A formula is taken to read every cell that it names; one that names them in another way (a name, a table's column,
sheets from one to another, INDIRECT) is taken to read all.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.files.roster.parts import Element
from jinshan_cli.files.roster.sheetcells import Area, Place, SheetCells, area_of, column_number, places_in

_ANYWHERE = ("INDIRECT(", "OFFSET(")
_LAST_LINE, _LAST_COLUMN = 1 << 20, 1 << 14
_ROUNDS = 100
"""after which every formula that is left counts as stale"""
_KEPT = 1 << 16
"""formulas that are taken apart once"""
_ENDS = r"(\$?)([A-Z]{1,3})?(\$?)([0-9]{1,7})?"
_RANGE = re.compile(rf"(?:(?P<sheet>'(?:[^':]|'')+'|[^'!:\[\]]+)!)?{_ENDS}(?::{_ENDS})?", re.IGNORECASE)
_ELSEWHERE = re.compile(r"'?\[")
"""the cells of another workbook"""


@dataclass(frozen=True, slots=True)
class _End:
    """A line or a column in a formula; `fixed`: it stays when the formula is copied."""

    number: int
    fixed: bool

    def moved(self, by: int) -> int:
        return self.number if self.fixed else self.number + by


@dataclass(frozen=True, slots=True)
class _Read:
    """What a formula names: a sheet, or "" for its own, and the ends of an area."""

    sheet: str
    ends: tuple[_End, _End, _End, _End]

    def area(self, by: Place) -> Area:
        first, left, last, right = (end.moved(by[place % 2]) for place, end in enumerate(self.ends))
        return min(first, last), min(left, right), max(first, last), max(left, right)


@dataclass(frozen=True, slots=True)
class _Formula:
    sheet: str
    gives: Area
    reads: tuple[tuple[str, Area], ...] | None
    """None: it may read anything"""


class _Changed:
    """Cells by sheet and column."""

    def __init__(self) -> None:
        self._lines: dict[str, dict[int, list[int]]] = {}

    def add(self, sheet: str, area: Area) -> None:
        columns = self._lines.setdefault(sheet, {})
        for line, column in places_in(area):
            insort(columns.setdefault(column, []), line)

    def has(self, sheet: str, area: Area) -> bool:
        """True if any is in an area."""
        for column, lines in self._lines.get(sheet, {}).items():
            if area[1] <= column <= area[3]:
                at = bisect_left(lines, area[0])
                if at < len(lines) and lines[at] <= area[2]:
                    return True
        return False


def forget_stale(sheets: Mapping[str, SheetCells], name: str, changed: Iterable[Place]) -> list[tuple[str, Area]]:
    """Takes the values from formulas that read, at once or through others, a changed cell of the named sheet.

    What they were, by sheet and area.
    """
    known = _Changed()
    for line, column in changed:
        known.add(name, (line, column, line, column))
    waiting, found = [each for sheet, cells in sheets.items() for each in _formulas(sheet, cells)], list[_Formula]()
    for number in range(_ROUNDS + 1):
        kept = []
        for each in waiting:
            if each.reads is None or number == _ROUNDS or any(known.has(*read) for read in each.reads):
                known.add(each.sheet, each.gives)
                found.append(each)
            else:
                kept.append(each)
        if len(kept) == len(waiting):
            break
        waiting = kept
    for each in found:
        sheets[each.sheet].forget(each.gives)
    return [(each.sheet, each.gives) for each in found]


def _formulas(sheet: str, cells: SheetCells) -> Iterator[_Formula]:
    shared: dict[str, tuple[Place, tuple[_Read, ...] | None]] = {}
    for place, element in cells.formulas():
        origin, reads = place, _reads(element)
        if element.get("t") == "shared":
            origin, reads = shared.setdefault(element.get("si", ""), (place, reads))
        by = place[0] - origin[0], place[1] - origin[1]
        gives = area_of(element.get("ref")) if element.get("t") == "array" else (*place, *place)
        areas = None if reads is None else tuple((each.sheet or sheet, each.area(by)) for each in reads)
        yield _Formula(sheet, gives, areas)


def _reads(element: Element) -> tuple[_Read, ...] | None:
    """What is named; None if that cannot be known."""
    if element.get("t") == "dataTable":
        return None
    return _named(element.text or "")


@lru_cache(_KEPT)
def _named(formula: str) -> tuple[_Read, ...] | None:
    try:
        tokens = Tokenizer(f"={formula}").items
    except (TokenizerError, IndexError):
        return None
    if any(token.value.upper().endswith(_ANYWHERE) or token.value == ":" for token in tokens):
        return None
    ranges = [token.value for token in tokens if token.subtype == Token.RANGE and not _ELSEWHERE.match(token.value)]
    found = [_read(each) for each in ranges]
    return None if None in found else tuple(each for each in found if each)


def _read(text: str) -> _Read | None:
    """A range as it is written; None for a name, or the column of a table."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    sheet, *ends = found.groups()
    left, right = ends[:4], ends[4:]
    if not any(right):
        right = left if left[1] and left[3] else [None] * 4
    if any(bool(left[at]) != bool(right[at]) for at in (1, 3)) or not (left[1] or left[3]):
        return None
    name = (sheet or "").strip("'").replace("''", "'")
    first, last = (_End(int(each[3]), bool(each[2 if each[1] else 0])) if each[3] else None for each in (left, right))
    start, end = (_End(column_number(each[1].upper()), bool(each[0])) if each[1] else None for each in (left, right))
    return _Read(
        name.casefold(),
        (
            first or _End(1, True),
            start or _End(0, True),
            last or _End(_LAST_LINE, True),
            end or _End(_LAST_COLUMN, True),
        ),
    )
