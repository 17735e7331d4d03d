"""The row in which a form of the statistics calls its columns, below their headings: 甲, 乙, 1, 2, 3=1+2."""

import re
from collections.abc import Iterable

_LETTERS = ("甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
SIGN = rf"[（(]?\s*(?:[{''.join(_LETTERS)}]|[0-9]{{1,3}})\s*[)）]?"
"""of the cell that names the firm; so a firm may be called, of which no more is told in this way"""
_COUNTED = r"\s*[（(]?\s*([0-9]{1,3})\s*[)）]?\s*(?:=[-+*/×÷%()（）0-9\s]+)?\s*"
_NOTHING = r"\s*[-—－×xX/]?\s*"
_FEWEST = 4
"""甲, 1, 2 may be a firm of one person; so may A, 1, 2, 3, which no form has"""


def calls_columns(cells: Iterable[str | None]) -> bool:
    """True of letters in their order, and numbers in theirs behind them, in all cells that hold anything."""
    told = [cell for cell in cells if cell and not re.fullmatch(_NOTHING, cell)]
    numbers = [int(found[1]) for cell in told if (found := re.fullmatch(_COUNTED, cell))]
    letters = "".join(cell.strip(" \t()（）") for cell in told[: len(told) - len(numbers)])
    return (
        len(told) >= _FEWEST
        and len(letters) + len(numbers) == len(told)
        and any(order.startswith(letters) for order in _LETTERS)
        and letters != _LETTERS[1][0]
        and numbers == list(range(1, len(numbers) + 1))
    )
