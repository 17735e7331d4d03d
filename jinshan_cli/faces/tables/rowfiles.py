"""A short table as a file: Markdown, or a workbook, of headings and rows."""

from collections.abc import Sequence
from io import BytesIO
from typing import Protocol

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.spreadsheet import RowSheet, fitted, new_book, write_sheet
from jinshan_cli.faces.words.markdown import escape

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
    banner: str = ""
    """to be read before the rows, on a page; a workbook's first row is its headings"""


class Tabular(Protocol):
    """A view that is a short table."""

    def rows(self) -> RowFile: ...


def markdown(view: Tabular) -> str:
    """A heading, what is to be read first, then the table."""
    table = view.rows()
    lines = [[tell(heading) for heading in table.headings], ["---"] * len(table.headings)]
    lines += [[escape(str(cell)) for cell in row] for row in table.rows]
    text = "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
    banner = f"**{escape(table.banner)}**\n\n" if table.banner else ""
    return f"# {escape(tell(table.title))}\n\n{banner}{text}\n"


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
        headings = [tell(heading) for heading in table.headings]
        widths = fitted(headings, table.rows, WIDEST)
        write_sheet(book, RowSheet(tell(table.title), headings, table.rows, widths))
    return out.getvalue()
