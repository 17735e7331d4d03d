"""Opens a list from bytes, as any test of the files needs it."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.files.lists.blocks import ListReading
from jinshan_cli.files.lists.encodings import BLOCK
from jinshan_cli.files.lists.firms import Sheet, open_sheet


@dataclass(frozen=True)
class Opened:
    """A list that was read to its end."""

    sheet: Sheet
    frame: pl.DataFrame
    problems: pl.DataFrame
    read: int
    good: int
    refused: int
    blank: int
    left_out: tuple[int, ...]
    """rows that are no firms"""

    def column(self, title: str) -> list[str | None]:
        """The cells of an input column, as found."""
        slot = next(column.slot for column in self.sheet.header.columns if column.title == title)
        return self.frame.get_column(slot).to_list()

    def told(self, *names: str) -> list[tuple[object, ...]]:
        """Some columns of the problems."""
        return self.problems.select(names).rows()


def opened(
    content: bytes | Path, facts: Catalogue, name: str = "list.csv", sheet: str = "", block: int = BLOCK
) -> Opened:
    """Reads a list whole. Raises InputError."""
    if isinstance(content, Path):
        return _read(open_sheet(content, facts, sheet=sheet))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return _read(open_sheet(path, facts, ListReading(block=block), sheet))


def refused(content: bytes | Path, name: str = "list.csv", sheet: str = "") -> Fault:
    """The first fault of a list that cannot be read, of the facts `a` and `b`."""
    with pytest.raises(InputError) as error:
        opened(content, AB, name, sheet)
    return error.value.faults[0]


def _read(sheet: Sheet) -> Opened:
    blocks = list(sheet.blocks())
    counts: dict[str, Any] = {
        name: sum(getattr(block, name) for block in blocks) for name in ("read", "good", "refused", "blank")
    }
    counts["left_out"] = tuple(row for block in blocks for row in (*block.asides.headers, *block.asides.others))
    if not blocks:
        return Opened(sheet, pl.DataFrame(), pl.DataFrame(), **counts)
    frame = pl.concat(block.frame for block in blocks)
    return Opened(sheet, frame, pl.concat(block.problems for block in blocks), **counts)


def counted(*keys: str) -> Catalogue:
    """A catalogue of plain counts, for lists with any header."""
    facts = (Fact(key=key, label=key, type="count", group="基本情况", question="？") for key in keys)
    return Catalogue(facts=tuple(facts))


AB = counted("a", "b")
