"""Rows of short cells, which a screen mostly has room for: drawn as one then, which takes Rich a third of the time."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from jinshan_cli.faces.words.wrapped import Wrapped


def add_rows(table: Table, rows: Sequence[Sequence[Text]], room: int) -> None:
    """Adds rows to a table on a screen so wide; where they have to be broken, those of columns that may be are.

    Widths are Rich's own here: a line that it broke by itself would move those below it away from their row.
    """
    columns = [list(cells) for cells in zip(*rows, strict=True)]
    pairs = zip(table.columns, columns, strict=True)
    told = ((str(column.header), *(cell.plain for cell in cells)) for column, cells in pairs)
    widths = [max(map(cell_len, "\n".join(texts).split("\n"))) for texts in told]
    _, right, _, left = table.padding
    if sum(widths) + (left + right) * len(widths) <= room:
        heights = [max(cell.plain.count("\n") for cell in row) for row in rows]
        table.add_row(*(_as_one(cells, heights) for cells in columns))
        return
    for row in rows:
        cells = zip(table.columns, row, strict=True)
        table.add_row(*(cell if column.no_wrap else Wrapped(cell.plain) for column, cell in cells))


def _as_one(cells: Sequence[Text], heights: Sequence[int]) -> Text:
    """Cells one below the other, each with line ends so many."""
    missing = ("\n" * (height - cell.plain.count("\n")) for cell, height in zip(cells, heights, strict=True))
    return Text("\n").join(cell.copy().append(ends) for cell, ends in zip(cells, missing, strict=True))
