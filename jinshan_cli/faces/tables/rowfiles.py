"""A short table as a file: Markdown, or a workbook, of headings and rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Protocol

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.spreadsheet import new_book
from jinshan_cli.faces.words.markdown import escape
from jinshan_cli.faces.words.wrapping import width_of

MOST_ROWS = 1_048_576
"""of a sheet, heading included"""
WIDEST = 50
"""columns of a sheet's column; longer texts are wrapped"""


@dataclass(frozen=True, slots=True)
class RowFile:
    """What is to be written."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str | int]]


class Tabular(Protocol):
    """A view that is a short table."""

    def rows(self) -> RowFile: ...


def markdown(view: Tabular) -> str:
    """A heading, then the table."""
    table = view.rows()
    lines = [[tell(heading) for heading in table.headings], ["---"] * len(table.headings)]
    lines += [[escape(str(cell)) for cell in row] for row in table.rows]
    text = "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
    return f"# {escape(tell(table.title))}\n\n{text}\n"


def workbook(view: Tabular) -> bytes:
    """One sheet, its first row fixed, its columns as wide as their texts. Raises InputError for more than it holds."""
    table, out = view.rows(), BytesIO()
    if len(table.rows) >= MOST_ROWS:
        fault = Fault(
            tell("行数超过 Excel 一张表的上限"),
            value=tell("{count:,} 行", count=len(table.rows)),
            expected=tell("改用 .json 或 .md"),
        )
        raise InputError([fault])
    with new_book(out, in_memory=False, constant_memory=True) as book:
        wrap, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        sheet = book.add_worksheet(tell(table.title))
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(map(tell, table.headings)):
            sheet.set_column(column, column, _width(heading, (row[column] for row in table.rows)), wrap)
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(table.rows, 1):  # in their order, as constant memory asks for
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, _cleaned(cell), wrap)
                else:
                    sheet.write_number(number, column, cell, wrap)
    return out.getvalue()


def _width(heading: str, cells: Iterable[str | int]) -> int:
    """The widest text of a column and its heading, up to a limit."""
    widest = width_of(heading) + 2
    for text in map(str, cells):
        if widest >= WIDEST:
            break
        shown = _cleaned(text)
        if _at_most(shown) + 2 > widest:
            widest = max(widest, width_of(shown) + 2)
    return min(widest, WIDEST)


def _at_most(text: str) -> int:
    """Columns that a text does not exceed, found at once: what is wide takes three bytes or more."""
    return (len(text.encode("utf-8")) + len(text) + 1) // 2


@lru_cache(maxsize=4096)
def _cleaned(text: str) -> str:
    """Safe to show; most cells of a column say the same."""
    return clean(text)
