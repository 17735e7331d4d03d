"""What the XLSX library does not tell of a sheet: how large it really is, and which of its cells are no plain values.

The sheet's text is looked through once, piece by piece, while it is copied for the library.
"""

import re
from array import array
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from itertools import groupby
from string import digits
from typing import NamedTuple

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.workbooks.digits import clock, days_of
from jinshan_cli.files.lists.workbooks.formats import NumberFormat
from jinshan_cli.files.lists.workbooks.struck import Struck
from jinshan_cli.files.lists.workbooks.twice import BEGUN, LETTERS, OWN_PLACES, column_of, row_of, told_twice

MOST_CELLS = 30_000_000
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])([^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col(?=\s)([^<>]*)>")
_PREFIXED = re.compile(rb"<\w+:row(?=[\s/>])")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*\bref=[\"'](([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7}))[\"']")
_NO_ZEROS = re.compile(rb"<(?:\w+:)?sheetView\s[^<>]*\bshowZeros=[\"'](?:0|false)[\"']")
_ATTRIBUTE = re.compile(rb"(?<![\w:])([\w:]++)\s*=\s*[\"']([^\"']*)[\"']")
_PLACE = re.compile(rb"([A-Z]{1,3})([1-9][0-9]{0,6})")
_PLACES = re.compile(rb"\sr=[\"']([A-Z]{1,3}[0-9]{1,7})[\"']")
_DIGITS = digits.encode()
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
_HEAD = re.compile(rb"([^<>]*?)(/?)>")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]+)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*?)?(?:/>|>([^<]*)<)")
_LONG = re.compile(rb">-?[0-9]*(?:\.[0-9]{10,}|[0-9]{16,}[0-9.]*|(?:\.[0-9]+)?[eE][-+]?[0-9]+)</")
"""a number that the library cuts, or writes in another way"""
_LONG_SIGNS = (rb"\.[0-9]{10}", rb"E[-+]?[0-9]+</", rb"e[-+]?[0-9]+</", rb"</(?<=[0-9]{16}</)")
"""what it has; each begins with letters that are found quickly"""
_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
"""a remark, or text in which `<` is a letter: the library does not see that of a number"""
_ERROR = re.compile(rb"t=[\"']e[\"']")
_OF_ERRORS = (b't="e"', b"t='e'")
_OF_ERROR = re.compile(rb"(<(?:\w+:)?c\s[^<>]*?\bt=)[\"']e[\"']")
_ZERO = re.compile(rb">-?0(?:\.0*)?</")
_PLAIN_FORMULA, _PREFIXED_FORMULA = re.compile(rb"<f"), re.compile(rb":f")
_NO_TEXT = '""'
"""a formula that gives an empty text, whether it was worked out or not"""
_DAYS = 2_958_466
"""of which the last is 9999-12-31: of a number that is none of them a person sees ######"""
_TEXTS = (b"s", b"str", b"inlineStr")
_STYLED = rb"\ss=[\"'](?:%b)[\"']"
_BEYOND = rb"[^<>]*>\s*<(?:\w+:)?v(?:\s[^<>]*)?>\s*(?:-|[0-9]{7}|0)"
"""of a number that may be no day: one with so many digits, or below one"""


@dataclass(slots=True)
class Styled:
    """Cells of a column whose format changes what a person reads: row, style, and the number, b"" for a text."""

    rows: "array[int]" = field(default_factory=lambda: array("q"))
    styles: "array[int]" = field(default_factory=lambda: array("q"))
    numbers: list[bytes] = field(default_factory=list)


class Merged(NamedTuple):
    """Cells that are merged: first and last row, first and last column, counted from 1."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    place: str


@dataclass
class Scan:
    """A sheet: its furthest cell, cells (row, column, text) that the library misses, what is odd about it."""

    formats: Sequence[NumberFormat] = ()
    unworked: bool = False
    """the value 0 of a formula stands for none"""
    struck: Struck = field(default_factory=Struck)
    rows: int = 0
    columns: int = 0
    odd: list[tuple[int, int, str]] = field(default_factory=list)
    """errors, formulas without a value, numbers longer than the library takes them, as they are written; times"""
    styled: dict[int, Styled] = field(default_factory=dict)
    """by column"""
    no_zeros: bool = False
    """the sheet does not show a 0"""
    merged: list[Merged] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    """rows that are not shown"""
    hidden_columns: list[range] = field(default_factory=list)
    """counted from 1"""
    row: int = 0
    column: int = 0
    """the last place met, for cells that do not tell theirs"""
    met: set[int] = field(default_factory=set)
    """rows with cells"""
    twice: int = 0
    """a row that stands there more than once, or of which a cell does; 0 if there is none"""

    def meet(self, rows: set[int]) -> None:
        """Takes note of the rows of a piece."""
        self.twice = self.twice or min(rows & self.met, default=0)
        self.met |= rows
        self.rows = max(self.rows, *rows, 0)

    def check(self, where: str) -> None:
        """Raises InputError if the sheet is too large to be built, or if one cell would hide another."""
        if self.rows * self.columns > MOST_CELLS:
            what = tell("表格范围过大（{rows} 行 × {columns} 列），多半是空白", rows=self.rows, columns=self.columns)
            raise InputError([Fault(what, where, expected=tell("删去多余的行和列，或另存为 CSV"))])
        if self.twice:
            what = tell("工作表的第 {row} 行，或其中一格，写了不止一次，内容会混在一起或丢失", row=self.twice)
            raise InputError([Fault(what, where, expected=tell("用 Excel 打开，另存为 xlsx 后再试"))])


def scan_sheet(windows: Iterator[bytes], scan: Scan, copy: Callable[[bytes], object]) -> None:
    """Looks through a sheet's XML and hands it on to `copy`, errors as texts: the library knows a few of them only.

    Raises ValueError for what is no sheet.
    """
    signs = [*_signs(scan.formats), *scan.struck.signs()]
    rest = b""

    def take(piece: bytes) -> None:
        piece = _ASIDE.sub(_said, piece) if b"<!" in piece else piece
        has_errors = any(sign in piece for sign in _OF_ERRORS)
        copy(_OF_ERROR.sub(rb'\1"str"', piece) if has_errors else piece)
        _look(piece, scan, signs)

    for window in windows:
        piece = rest + window
        prefixed = _PREFIXED.search(piece)
        cut = max(piece.rfind(prefixed[0] if prefixed else b"<row"), 0)
        take(piece[:cut])
        rest = piece[cut:]
    take(rest)


def _said(aside: re.Match[bytes]) -> bytes:
    return (aside[1] or b"").replace(b"&", b"&amp;").replace(b"<", b"&lt;")


def _signs(formats: Sequence[NumberFormat]) -> list[re.Pattern[bytes]]:
    """What a cell has that must be looked at more closely."""
    odd = [str(style).encode() for style, each in enumerate(formats) if not each.is_plain or each.is_span]
    days = [str(style).encode() for style, each in enumerate(formats) if each.is_day]
    if b"0" in (*odd, *days):  # of cells that tell no style, too
        return [re.compile(b"")]
    styles = [re.compile(_STYLED % b"|".join(odd))] if odd else []
    beyond = [re.compile(_STYLED % b"|".join(days) + _BEYOND)] if days else []
    return [_ERROR, _PLAIN_FORMULA, _PREFIXED_FORMULA, *map(re.compile, _LONG_SIGNS), *styles, *beyond]


def _look(piece: bytes, scan: Scan, signs: list[re.Pattern[bytes]]) -> None:
    if not scan.no_zeros and _NO_ZEROS.search(piece):
        scan.no_zeros = True
        signs.append(_ZERO)
    if b"mergeCell" in piece:
        scan.merged += [
            Merged((int(first), int(last)), (column_of(left), column_of(right)), place.decode())
            for place, left, first, right, last in _MERGED.findall(piece)
        ]
    if b"hidden=" in piece:
        scan.hidden += (int(row[b"r"]) for row in _hidden(_ROW, piece) if b"r" in row)
        scan.hidden_columns += (
            range(int(column[b"min"]), int(column[b"max"]) + 1)
            for column in _hidden(_COLUMN, piece)
            if {b"min", b"max"} <= column.keys()
        )
    cells = _CELL.split(piece)
    found = _PLACES.findall(piece)
    met = [sign for sign in signs if sign.search(piece)]
    if len(found) < len(cells) - 1:
        _look_at_all(cells, scan, met)
        return
    places, begun = b" ".join(found), BEGUN.findall(piece)
    runs = [row for row, _ in groupby(places.translate(None, LETTERS).split())]
    rows = set(map(int, set(runs)))
    if len(set(found)) < len(found) or len(rows) < max(len(runs), len(begun)) or not rows.isdisjoint(scan.met):
        own = OWN_PLACES.findall(piece)
        scan.twice = scan.twice or told_twice(own, begun)
        rows = set(map(row_of, own))
    scan.meet(rows)
    scan.columns = max(scan.columns, *map(column_of, set(places.translate(None, _DIGITS).split())), 0)
    if met:
        sign = _any_of(met)
        for cell in cells[1:]:
            if sign.search(cell):
                _take(cell, scan, None)
    if found:
        scan.row = row_of(found[-1])
    _pass_rows(cells[-1], scan)


def _any_of(signs: list[re.Pattern[bytes]]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(sign.pattern for sign in signs) if signs else rb"(?!)")


def _look_at_all(cells: list[bytes], scan: Scan, signs: list[re.Pattern[bytes]]) -> None:
    """The same where some cells do not say where they are: behind the one before, in a row behind the one before."""
    sign = _any_of(signs)
    met: set[tuple[int, int]] = set()
    begun: set[int] = set()
    _pass_rows(cells[0], scan)
    for cell in cells[1:]:
        head = _HEAD.match(cell)
        told = _PLACE.fullmatch(_attributes(head[1]).get(b"r", b"")) if head else None
        before = scan.row if scan.column else 0
        scan.row, scan.column = (int(told[2]), column_of(told[1])) if told else (scan.row, scan.column + 1)
        if not scan.row:
            raise ValueError("a cell in no row")
        place = scan.row, scan.column
        if place in met or (scan.row != before and scan.row in begun):
            scan.twice = scan.twice or scan.row
        met.add(place)
        begun.add(scan.row)
        scan.columns = max(scan.columns, scan.column)
        if sign.search(cell):
            _take(cell, scan, place)
        _pass_rows(cell, scan)
    scan.meet(begun)


def _pass_rows(text: bytes, scan: Scan) -> None:
    for attributes in _ROW.findall(text):
        told = _attributes(attributes).get(b"r", b"")
        scan.row, scan.column = int(told) if told.isdigit() else scan.row + 1, 0


def _hidden(element: re.Pattern[bytes], piece: bytes) -> Iterator[dict[bytes, bytes]]:
    """The attributes of what is not shown."""
    for found in element.findall(piece):
        attributes = _attributes(found) if b"hidden" in found else {}
        if attributes.get(b"hidden") in (b"1", b"true"):
            yield attributes


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(text))


def _take(cell: bytes, scan: Scan, place: tuple[int, int] | None) -> None:
    """Takes a cell that may be odd: from behind its `<c` to the next."""
    head = _HEAD.match(cell)
    if head is None:
        raise ValueError(cell[:99])
    attributes = _attributes(head[1])
    row, column = place or _place(attributes)
    body = b"" if head[2] else cell[head.end() :]
    kind, value = attributes.get(b"t", b"n"), _VALUE.search(body)
    style = int(attributes.get(b"s", 0))
    scan.struck.look((row, column), style, kind, value[1] if kind == b"s" and value else body)
    known = scan.formats[style] if style < len(scan.formats) else None
    if text := _without_value(kind, value, body, scan.unworked):
        scan.odd.append((row, column, text))
    elif known is not None and known.is_day:
        days = days_of(value[1]) if kind == b"n" and value else None
        if days is not None and value and not 0 <= days < _DAYS:
            scan.odd.append((row, column, value[1].decode()))
            _take_styled(scan, (row, column), style, (kind, value[1]))
        elif days is not None and (days < 1 or known.is_span):
            scan.odd.append((row, column, clock(days)))
        return
    elif (known is not None and not known.is_plain) or (scan.no_zeros and value and _is_zero(value[1])):
        _take_styled(scan, (row, column), style, (kind, value[1] if value else b""))
    if kind == b"n" and value and _LONG.match(b">" + value[1] + b"</"):
        scan.odd.append((row, column, value[1].decode()))


def _take_styled(scan: Scan, place: tuple[int, int], style: int, cell: tuple[bytes, bytes]) -> None:
    (row, column), (kind, value) = place, cell
    if kind in _TEXTS or (kind == b"n" and value):
        styled = scan.styled.setdefault(column, Styled())
        styled.rows.append(row)
        styled.styles.append(style)
        styled.numbers.append(value if kind == b"n" else b"")


def _place(attributes: dict[bytes, bytes]) -> tuple[int, int]:
    told = _PLACE.fullmatch(attributes.get(b"r", b""))
    if told is None:
        raise ValueError(attributes)
    return int(told[2]), column_of(told[1])


def _without_value(kind: bytes, value: re.Match[bytes] | None, body: bytes, unworked: bool) -> str:
    """The text of a cell that holds an error or a formula without its value, else ""."""
    if kind == b"e":
        return unescape(value[1].decode()) if value else "#N/A"
    is_empty = kind != b"str" if value is None else unworked and kind == b"n" and _is_zero(value[1])
    formula = _FORMULA.search(body) if is_empty else None
    text = unescape((formula[1] or b"").decode()) if formula else _NO_TEXT
    return "" if text.strip() == _NO_TEXT else f"={text}"


def _is_zero(text: bytes) -> bool:
    return not text.strip(b"-0. ")
