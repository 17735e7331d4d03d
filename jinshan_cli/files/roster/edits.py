"""What is to be written into a list: cells by the line and the column of its file, new headings, new rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.values import read, write
from jinshan_cli.files.firm.listed import written

_LAST = re.compile(r"[0-9](?=[^0-9]*$)")
"""the last figure of a text"""


@dataclass(frozen=True, slots=True)
class Written:
    """A value as a cell has it."""

    text: str
    """in the unit of the heading"""
    number: Decimal | None = None
    """the same, where it is one number; None: it is text only"""
    spelt: str = ""
    """the number with its unit, for a cell that would show the bare one otherwise"""


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


def write_cell(fact: Fact, value: Value, scale: int, as_key: bool) -> Written:
    """A value under a heading with this scale. `as_key`: an option by its key, else by its label."""
    if fact.options:
        return Written(written(fact, value, in_chinese=not as_key))
    text = write(fact, value)
    with_unit = _LAST.sub(rf"\g<0>{fact.unit}", text, count=1)
    spelt = next((each for each in (text, with_unit) if _reads(fact, each, scale, value)), text)
    number = _number(fact, value, scale)
    if number is not None and _reads(fact, f"{number:f}", scale, value):
        return Written(f"{number:f}", number, spelt)
    return Written(spelt)


def _number(fact: Fact, value: Value, scale: int) -> Decimal | None:
    if not (isinstance(value, Interval) and value.is_point and fact.is_plain):
        return None
    found = (Decimal(int(value.low or 0)).scaleb(-fact.places) / scale).normalize()
    return found if found else Decimal(0)


def _reads(fact: Fact, text: str, scale: int, value: Value) -> bool:
    try:
        return read(fact, text, scale) == value
    except Refusal:
        return False
