"""What every workbook of ours keeps to: no text becomes a formula, a link or a number, and no figure is rounded."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter import Workbook

PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""for xlsxwriter"""
EXACT = 15
"""digits that a spreadsheet keeps"""


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
