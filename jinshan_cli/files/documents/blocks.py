"""A document as what a reader sees from top to bottom: paragraphs, and tables whose merged cells are resolved."""

import re

from jinshan_cli.core.dataclass import dataclass

_SPACES = re.compile(r"[ \t\xa0\u3000\u2002\u2003]+")
_TAGS = re.compile(r"</?(?:p|br|span|div)\b[^<>]*>", re.IGNORECASE)
_HIDDEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\xad"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text outside tables; `is_heading` if the document says that it is one."""

    text: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell; of a part of a merged one, that of the whole."""

    text: str
    from_above: bool = False
    """part of a merged cell that begins in a row above"""
    from_left: bool = False
    """part of a merged cell that begins further left"""


@dataclass(frozen=True, slots=True)
class CellTable:
    """The rows of a table; each is as long as the longest."""

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    """of a sheet"""


Block = Paragraph | CellTable
Document = tuple[Block, ...]


def tidy(text: str) -> str:
    """A text with single spaces, its lines kept, tags of a copied web page taken out."""
    lines = _TAGS.sub("\n", text.translate(_HIDDEN).replace("\r", "\n").replace("\v", "\n")).split("\n")
    return "\n".join(filter(None, (_SPACES.sub(" ", line).strip() for line in lines)))


def grid_of(rows: list[list[Cell]], name: str = "") -> CellTable:
    """The grid of rows of any length, without those that say nothing."""
    width = max(map(len, rows), default=0)
    whole = (tuple(row) + (Cell(""),) * (width - len(row)) for row in rows)
    return CellTable(tuple(row for row in whole if any(cell.text for cell in row)), name)


@dataclass(frozen=True, slots=True)
class MergedCell:
    """A cell as a file has it: its text, and how many columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1


MOST_COLUMNS, MOST_ROWS = 256, 4096
"""of one merged cell"""


def spread(rows: list[list[MergedCell]]) -> CellTable:
    """The grid of cells that cover several columns and rows."""
    found: list[list[Cell]] = []
    hanging: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        cells: list[Cell] = []
        for span in row:
            _hang(cells, hanging)
            _lay(span, cells, hanging)
        _hang(cells, hanging)
        found.append(cells)
    return grid_of(found)


def _hang(cells: list[Cell], hanging: dict[int, tuple[int, Cell]]) -> None:
    """Adds what hangs down from the rows above into the next columns."""
    while len(cells) in hanging:
        left, cell = hanging[len(cells)]
        if left > 1:
            hanging[len(cells)] = (left - 1, cell)
        else:
            del hanging[len(cells)]
        cells.append(cell)


def _lay(span: MergedCell, cells: list[Cell], hanging: dict[int, tuple[int, Cell]]) -> None:
    for i in range(min(max(span.columns, 1), MOST_COLUMNS)):
        if span.rows > 1:
            hanging[len(cells)] = (min(span.rows, MOST_ROWS) - 1, Cell(span.text, True, i > 0))
        cells.append(Cell(span.text, from_left=i > 0))
