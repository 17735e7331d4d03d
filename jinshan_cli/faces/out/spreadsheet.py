"""What every workbook of ours keeps to: no text becomes a formula, a link or a number, and no figure is rounded."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.words.wrapping import width_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None

PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""for xlsxwriter"""
EXACT = 15
"""digits that a spreadsheet keeps"""
LONGEST = 32_000
"""characters that a cell takes, with some to spare"""
LINE, TALLEST, LOOSE = 15, 400, 1.15
"""points of a line and of the tallest row; a line breaks a little before its end"""
MONEY = "#,##0.00"
A4 = 9
"""as workbooks number paper"""
NO_DAY = datetime(1980, 1, 1)
"""as the day on which a workbook was made, so that the same input is the same bytes; the first that a ZIP can name"""


def yuan_cell(fen: int) -> int | float | str:
    """Fen as yuan: a number, or text where a spreadsheet would round it."""
    whole, rest = divmod(fen, 100)
    if not rest and whole < 10**EXACT:
        return whole
    return fen / 100 if fen < 10**EXACT else f"{whole}.{rest:02d}" if rest else str(whole)


@contextmanager
def new_book(place: Path | BytesIO, **options: bool) -> Iterator["Workbook"]:
    """A workbook that is written to a file, or into memory, at the end. Raises OSError, as the disk said it."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    target = place if isinstance(place, BytesIO) else str(place)
    book = Workbook(target, {"in_memory": isinstance(place, BytesIO), **options, **PLAIN_TEXT})
    book.set_properties({"created": NO_DAY})
    try:
        yield book
    finally:
        try:
            book.close()
        except XlsxWriterException as error:
            raise next((inner for inner in error.args if isinstance(inner, OSError)), OSError(str(error))) from error


def height_of(row: Sequence[str | float | None], widths: Sequence[float]) -> float:
    """Points that the fullest cell of a row takes; a program that opens the file may not find it out itself."""
    cells = ((cell.split("\n"), width) for cell, width in zip(row, widths, strict=True) if isinstance(cell, str))
    lines = (sum(max(1, ceil(width_of(line) * LOOSE / width)) for line in told) for told, width in cells)
    return min(max((1, *lines)) * LINE, TALLEST)


@dataclass(frozen=True, slots=True)
class RowSheet:
    """A sheet of rows below headings."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int]
    """of the columns; longer texts are wrapped"""
    fixed: int = 0
    """columns that stay in sight, as the headings do"""
    money: frozenset[int] = frozenset()
    """the columns that are yuan"""
    filters: bool = True
    """false where the last rows are no rows of the table"""


def write_sheet(book: "Workbook", sheet: RowSheet) -> int:
    """Writes a sheet row by row, as constant memory asks for; how many rows it has."""
    wrap, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True, "bottom": 1})
    money = book.add_format({"num_format": MONEY, "valign": "top"})
    made, number = book.add_worksheet(sheet.name), 0
    made.freeze_panes(1, sheet.fixed)
    for column, (heading, width) in enumerate(zip(sheet.headings, sheet.widths, strict=True)):
        made.set_column(column, column, width, wrap)
        made.write_string(0, column, cleaned(heading), bold)
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                made.write_string(number, column, cleaned(cell), wrap)
            elif cell is not None:
                made.write_number(number, column, cell, money if column in sheet.money else wrap)
    if sheet.filters:
        made.autofilter(0, 0, max(number, 1), len(sheet.headings) - 1)
    return number


def fitted(headings: Sequence[str], rows: Sequence[Sequence[Cell]], widest: int) -> list[int]:
    """The width of each column: that of its widest text or its heading, up to a limit."""
    return [_width(heading, (row[i] for row in rows), widest) for i, heading in enumerate(headings)]


def _width(heading: str, cells: Iterable[Cell], widest: int) -> int:
    found = width_of(heading) + 2
    for text in (str(cell) for cell in cells if cell is not None):
        if found >= widest:
            break
        shown = cleaned(text)
        if _at_most(shown) + 2 > found:
            found = max(found, width_of(shown) + 2)
    return min(found, widest)


def _at_most(text: str) -> int:
    """Columns that a text does not exceed, found at once: what is wide takes three bytes or more."""
    return (len(text.encode("utf-8")) + len(text) + 1) // 2


@lru_cache(maxsize=4096)
def cleaned(text: str) -> str:
    """Safe to show; most cells of a column say the same."""
    return clean(text)


def across_a4(sheet: "Worksheet", pages: int, top: float, bottom: float, footer: str) -> None:
    """On A4 on its side, as wide as a page, on so many of them (0: any), its headings and its footer on each."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, pages)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=top, bottom=bottom)
    sheet.set_footer(footer)
