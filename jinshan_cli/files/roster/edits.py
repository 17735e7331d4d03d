"""What is to be written into a list: cells by the line and the column of its file, new headings, new rows."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Protocol

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.values import read, write
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.firm.listed import written
from jinshan_cli.files.lists.workbooks.formats import NumberFormat

_LAST = re.compile(r"[0-9](?=[^0-9]*$)")
"""the last figure of a text"""
_SHIFTS = sorted(range(-12, 13), key=abs)
"""powers of ten between a number in the unit of its heading and what a cell that shows it in another unit holds"""


class RosterPage(Protocol):
    """The sheet or the text of a list, as far as it bears on what is written into its cells."""

    @property
    def last(self) -> int:
        """The last line; new rows stand behind it."""

    def why_not(self, line: int, column: int) -> str:
        """Why a cell cannot be written; "" if it can."""

    def format_of(self, line: int, column: int) -> NumberFormat | None:
        """How a cell shows a number; None: as it is."""


@dataclass(frozen=True, slots=True)
class Written:
    """A value as a cell has it."""

    shown: str
    """what a person reads in the cell; all that a text file holds"""
    held: str | Decimal
    """what a workbook holds"""
    why_not: str = ""
    """why it would not say what it should, or "": the cell's format hides it, or adds to it"""


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell that is filled or changed."""

    line: int
    """of the file, or of the sheet; 1 is the first"""
    column: int
    """0 is the first"""
    new: Written
    note: str = ""
    """what stood there, and who was told the new"""


@dataclass(frozen=True, slots=True)
class RosterEdits:
    """All that is to be written. A title's column, or a new row's, may be one that the list does not have yet."""

    cells: tuple[CellEdit, ...] = ()
    titles: Mapping[int, str] = field(default_factory=dict)
    """new headings by column"""
    rows: tuple[Mapping[int, Written], ...] = ()
    """new rows, cells by column"""

    @property
    def width(self) -> int:
        """Columns that are needed at least."""
        return 1 + max(self.titles, default=-1)


def write_cell(fact: Fact, value: Value, scale: int, as_key: bool, known: NumberFormat | None = None) -> Written:
    """A value under a heading with this scale. `as_key`: an option by its key, else by its label; `known`: its format.

    It is one number where a cell can show it so; a format decides which: 3200 is 3200万 under 0"万".
    """
    for number in _numbers(fact, value, scale) if known is None or not known.is_day else ():
        shown = known.number(f"{number:f}", len(str(scale)) - 1) if known else f"{number:f}"
        if _reads(fact, shown, scale, value):
            return Written(shown, number)
    texts = _texts(fact, value, as_key)
    for text in texts:
        shown = known.text(text) if known else text
        if _reads(fact, shown, scale, value):
            return Written(shown, text)
    return Written(texts[0], texts[0], tell("照这一格的数字格式，写进去的字看起来会不同"))


def _texts(fact: Fact, value: Value, as_key: bool) -> tuple[str, ...]:
    if fact.options:
        return (written(fact, value, in_chinese=not as_key),)
    text = write(fact, value)
    return text, _LAST.sub(rf"\g<0>{fact.unit}", text, count=1)


def _numbers(fact: Fact, value: Value, scale: int) -> Iterator[Decimal]:
    """What a cell may hold that is to be read as one number: in the heading's unit, else in one that a format shows."""
    if isinstance(value, Interval) and value.is_point and fact.is_figure:
        number = Decimal(int(value.low or 0)).scaleb(-fact.places) / scale
        yield from ((number.scaleb(shift).normalize() if number else Decimal(0)) for shift in _SHIFTS)


def _reads(fact: Fact, text: str, scale: int, value: Value) -> bool:
    try:
        return read(fact, text, scale) == value
    except Refusal:
        return False
