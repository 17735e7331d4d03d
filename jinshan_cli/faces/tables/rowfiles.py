"""A short table as a file: Markdown or a workbook of headings and rows, or the records that `--json` prints."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.paper.endings import ending_of
from jinshan_cli.faces.paper.spreadsheet import new_book
from jinshan_cli.faces.words.wrapping import width_of
from jinshan_cli.files.disk.saving import save

WIDEST = 50
"""columns of a sheet's column; longer texts are wrapped"""


@dataclass(frozen=True, slots=True)
class RowFile:
    """What is to be written."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    records: Sequence[dict[str, Any]]
    """for JSON"""


def write_rows(table: RowFile, output: Path, *, json: bool, force: bool) -> None:
    """Writes a table by the ending of `output`. Raises InputError for another ending, or a file in the way."""
    write = _WRITERS[ending_of(output, _WRITERS, ".json" if json else "")]
    save(output, lambda aside: write(table, aside), force)


def _write_json(table: RowFile, path: Path) -> None:
    from jinshan_cli.faces.words.jsontext import to_json

    path.write_text(to_json(table.records) + "\n", encoding="utf-8")


def _write_markdown(table: RowFile, path: Path) -> None:
    from jinshan_cli.faces.result.markdown import escape

    lines = [table.headings, ["---"] * len(table.headings)]
    lines += [[escape(str(cell)) for cell in row] for row in table.rows]
    text = "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
    path.write_text(f"# {escape(table.title)}\n\n{text}\n", encoding="utf-8")


def _write_workbook(table: RowFile, path: Path) -> None:
    with new_book(path) as book:
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


_WRITERS: dict[str, Callable[[RowFile, Path], None]] = {
    ".json": _write_json,
    ".md": _write_markdown,
    ".xlsx": _write_workbook,
}
