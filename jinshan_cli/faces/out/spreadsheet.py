"""What every workbook of ours keeps to: no text becomes a formula, a link or a number, and no figure is rounded."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from jinshan_cli.faces.words.wrapping import width_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook

PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""for xlsxwriter"""
EXACT = 15
"""digits that a spreadsheet keeps"""
LONGEST = 32_000
"""characters that a cell takes, with some to spare"""
LINE, TALLEST, LOOSE = 15, 400, 1.15
"""points of a line and of the tallest row; a line breaks a little before its end"""


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
