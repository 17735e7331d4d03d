"""A sheet's cells as text: the library's, and over them what it misses and what formats make of numbers."""

import re
from collections import Counter
from io import BytesIO

import polars as pl

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.workbooks.digits import plain_number
from jinshan_cli.files.lists.workbooks.formats import HIDDEN, NumberFormat
from jinshan_cli.files.lists.workbooks.package import ONLY, SHEET, Book, SheetPart, windows
from jinshan_cli.files.lists.workbooks.parts import Merged, Scan, Styled, scan_sheet
from jinshan_cli.files.lists.workbooks.struck import LEVELS, RUNS, STRIKES, Struck, shared_runs

_ANY = "x"
"""a text"""
_LONG = re.compile(r"-?[0-9]{16,}")
"""a number of more digits than Excel keeps"""


@dataclass(frozen=True)
class Grid:
    """A sheet. `cells`: every cell as text from its first row on; columns are named by their place, from 0."""

    name: str
    cells: pl.DataFrame
    scan: Scan
    unseen: int
    """cells of which a person sees nothing; they are null"""

    def as_read(self, place: str, power: int) -> pl.Series:
        """A column with its numbers as their formats show them, small figures, and what is struck out said to be so.

        `power`: of ten, of the header's unit.
        """
        column = self._as_formatted(place, power)
        texts = self.scan.struck.texts.get(int(place) + 1, {})
        at = [row - 1 for row in texts if column[row - 1] is not None]
        return column.scatter(at, [texts[row + 1] for row in at]) if at else column

    def _as_formatted(self, place: str, power: int) -> pl.Series:
        column = self.cells.get_column(place)
        styled = self.scan.styled.get(int(place) + 1)
        if styled is None:
            return column
        at = [row - 1 for row in styled.rows]
        shown = []
        for text, style, number in zip(column.gather(at).to_list(), styled.styles, styled.numbers, strict=True):
            known = self.scan.formats[style] if style < len(self.scan.formats) else None
            if text is None or known is None:
                shown.append(text)
            else:
                shown.append(known.number(number.decode(), power) if number else known.text(text))
        return column.scatter(at, shown)

    def is_hidden(self, place: str) -> bool:
        """True of a column that is not shown."""
        return any(int(place) + 1 in columns for columns in self.scan.hidden_columns)

    def covered(self, merged: Merged) -> int:
        """How many cells with something in them lie under the one that is seen."""
        (first, last), (left, right) = merged.rows, merged.columns
        inside = [name for name in self.cells.columns if left <= int(name) + 1 <= right]
        area = self.cells.select(inside).slice(first - 1, last - first + 1)
        filled = sum(column.len() - column.null_count() for column in area)
        return filled - (inside[:1] == [str(left - 1)] and area.height > 0 and area.item(0, 0) is not None)

    def long_numbers(self, first: int) -> Counter[str]:
        """By column, how many cells from a row on hold a number of more digits than Excel keeps."""
        places = (
            str(column - 1)
            for row, column, text in self.scan.odd
            if row >= first and ("." not in text or "e" in text.lower()) and _LONG.fullmatch(plain_number(text))
        )
        return Counter(places)


def read_grid(book: Book, sheet: SheetPart, where: str) -> Grid:
    """Raises InputError for a sheet that is too large or cannot be read; ValueError for what is no sheet."""
    file = BytesIO()
    with book.begin(file, where) as new:
        scan = Scan(book.formats, book.unworked, _struck(book, file, where))
        with book.archive.open(sheet.member) as source, new.open(SHEET, "w") as copy:
            scan_sheet(windows(source, where), scan, copy.write)
    scan.check(where)
    cells = _with_odd(_loaded(file.getvalue(), where), scan)
    cells = cells.with_columns(pl.when(pl.all() != "").then(pl.all()))
    unseen = {str(column - 1): rows for column, styled in scan.styled.items() if (rows := _unseen(styled, scan))}
    cells = cells.with_columns(cells.get_column(place).scatter(rows, None) for place, rows in unseen.items())
    return Grid(sheet.name, cells, scan, sum(map(len, unseen.values())))


def _struck(book: Book, file: BytesIO, where: str) -> Struck:
    """What the shared texts have of it; `file` has them as they are."""
    with file.getbuffer() as copied:
        has_any = any(sign.search(copied) for sign in ((RUNS,) if book.struck else (STRIKES, LEVELS)))
    if not has_any or book.strings is None:
        return Struck(book.struck)
    with book.archive.open(book.strings) as source:
        return Struck(book.struck, shared_runs(windows(source, where)))


def _loaded(content: bytes, where: str) -> pl.DataFrame:
    import fastexcel

    try:
        sheet = fastexcel.read_excel(content).load_sheet(ONLY, header_row=None, skip_rows=0, dtypes="string")
        columns = [column.absolute_index for column in sheet.selected_columns]
        cells = sheet.to_polars()
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError, ValueError) as error:
        raise InputError(
            [Fault(tell("工作簿读不出来"), where, expected=tell("用 Excel 另存为 xlsx 或 CSV 后再试"))]
        ) from error
    return cells.rename(dict(zip(cells.columns, map(str, columns), strict=True)))


def _with_odd(cells: pl.DataFrame, scan: Scan) -> pl.DataFrame:
    by_column: dict[str, tuple[list[int], list[str]]] = {}
    for row, column, text in scan.odd:
        rows, texts = by_column.setdefault(str(column - 1), ([], []))
        rows.append(row - 1)
        texts.append(plain_number(text))
    height = max((row for row, _, _ in scan.odd), default=0)
    if height > cells.height:
        cells = pl.concat([cells, pl.DataFrame({"": [None] * (height - cells.height)})], how="diagonal").drop("")
    mended = [
        cells.get_column(name).scatter(rows, texts)
        if name in cells.columns
        else pl.Series(name, [None] * cells.height, dtype=pl.String).scatter(rows, texts)
        for name, (rows, texts) in by_column.items()
    ]
    places = sorted(map(int, {*cells.columns, *by_column}))
    return cells.with_columns(mended).select(map(str, places))


def _unseen(styled: Styled, scan: Scan) -> list[int]:
    """The places of a column's cells that are not shown, counted from 0."""
    return [
        row - 1
        for row, style, number in zip(styled.rows, styled.styles, styled.numbers, strict=True)
        if _is_unseen(number.decode(), scan.formats[style] if style < len(scan.formats) else None, scan)
    ]


def _is_unseen(number: str, known: NumberFormat | None, scan: Scan) -> bool:
    if number and scan.no_zeros and not number.strip("-0. "):
        return True
    if known is None or not number:
        return known is not None and known.text(_ANY) == HIDDEN
    return known.may_hide and known.number(number, 0) == HIDDEN
