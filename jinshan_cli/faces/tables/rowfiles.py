"""A short table as a file: Markdown, or a workbook, of headings and rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.clean import clean
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
    lines = [table.headings, ["---"] * len(table.headings)]
    lines += [[escape(str(cell)) for cell in row] for row in table.rows]
    text = "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
    return f"# {escape(table.title)}\n\n{text}\n"


def workbook(view: Tabular) -> bytes:
    """One sheet, its first row fixed, its columns as wide as their texts. Raises InputError for more than it holds."""
    table, out = view.rows(), BytesIO()
    if len(table.rows) >= MOST_ROWS:
        fault = Fault("行数超过 Excel 一张表的上限", value=f"{len(table.rows):,} 行", expected="改用 .json 或 .md")
        raise InputError([fault])
    with new_book(out) as book:
        wrap, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        sheet = book.add_worksheet(table.title)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(table.headings):
            texts = [heading, *(clean(str(row[column])) for row in table.rows)]
            sheet.set_column(column, column, min(max(map(width_of, texts)) + 2, WIDEST), wrap)
            sheet.write_string(0, column, heading, bold)
            for number, row in enumerate(table.rows, 1):
                cell = row[column]
                sheet.write(number, column, clean(cell) if isinstance(cell, str) else cell, wrap)
    return out.getvalue()
