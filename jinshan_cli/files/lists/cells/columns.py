"""Columns of text to columns of values, with every refused cell named."""

from collections.abc import Iterable, Mapping

import polars as pl

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.blocks import LINE, ROW
from jinshan_cli.files.lists.cells.judge import Judge, Refused
from jinshan_cli.files.lists.cells.named import NamedColumn
from jinshan_cli.files.lists.cells.number_columns import NumberColumns
from jinshan_cli.files.lists.cells.numbers import NumberKind, kind_of
from jinshan_cli.files.lists.cells.who_column import CODE, NAME, WhoColumn
from jinshan_cli.files.lists.headers import ListHeader

PROBLEM_SCHEMA: dict[str, type[pl.DataType]] = {
    **{ROW: pl.Int64, LINE: pl.Int64, "column": pl.String, "value": pl.String},
    **{"why": pl.String, "expected": pl.String, "closest": pl.String},
}
_TOLD = ("column", "why", "expected", "closest")
_LONGEST_SHOWN = 80


@dataclass(frozen=True)
class TypedCells:
    """The typed columns of a frame, and its refused cells (`PROBLEM_SCHEMA`, by row, then column)."""

    who: list[pl.Series]
    """names and codes"""
    columns: list[pl.Series]
    """facts"""
    problems: pl.DataFrame


class Cells:
    """Reads the columns of facts, names and codes of one file, frame after frame."""

    def __init__(self, header: ListHeader) -> None:
        self._columns = {column.slot: column for column in header.columns}
        who = ((header.name, NAME), (header.code, CODE))
        self._who = {column.slot: WhoColumn(key) for column, key in who if column}
        self._named: dict[str, NamedColumn] = {}
        by_kind: dict[NumberKind, tuple[dict[str, str], Judge]] = {}
        for column, fact in header.fact_columns:
            if fact.is_plain:
                judge = Judge(fact, column.scale)
                by_kind.setdefault(kind_of(fact, column.scale), ({}, judge))[0][column.slot] = fact.key
            else:
                self._named[column.slot] = NamedColumn(fact, column.scale)
        self._numbers = [NumberColumns(kind, keys, judge) for kind, (keys, judge) in by_kind.items()]

    def read(self, frame: pl.DataFrame, signs: str = "+-") -> TypedCells:
        """Types the slots of a frame. `signs`: those that a cell may begin with."""
        columns: list[pl.Series] = []
        refused: dict[str, tuple[pl.Series, Mapping[str, Refused]]] = {}
        who = [told.read(frame.get_column(slot)) for slot, told in self._who.items()]
        refused |= {slot: (told.refused_at, told.refused) for slot, told in self._who.items() if len(told.refused_at)}
        for numbers in self._numbers:
            columns += numbers.read(frame, signs)
            refused |= {slot: (at, numbers.refused) for slot, at in numbers.refused_at.items() if len(at)}
        for slot, named in self._named.items():
            columns += named.read(frame.get_column(slot))
            if named.refused_at is not None and len(named.refused_at):
                refused[slot] = named.refused_at, named.refused
        return TypedCells(who, columns, self._problems(frame, refused))

    def _problems(
        self, frame: pl.DataFrame, refused: Mapping[str, tuple[pl.Series, Mapping[str, Refused]]]
    ) -> pl.DataFrame:
        if not refused:
            return pl.DataFrame(schema=PROBLEM_SCHEMA)
        found = (_cells_at(frame, slot, refused[slot][0]) for slot in self._columns if slot in refused)
        cells = pl.concat(found).sort("at", maintain_order=True)
        distinct = cells.select("slot", "text").unique().rows()
        reasons = [(slot, text, self._columns[slot].title, refused[slot][1][text]) for slot, text in distinct]
        places = frame.select(pl.col(ROW, LINE).gather(cells.get_column("at")))
        return places.hstack(_told(cells, reasons))


def summary(problems: pl.DataFrame) -> pl.DataFrame:
    """`row` and `problems`: the refused cells of each row in one text."""
    told = pl.format(tell("{}“{}”{}"), "column", "value", "why")
    return problems.group_by(ROW, maintain_order=True).agg(told.str.join(tell("；")).alias("problems"))


def _cells_at(frame: pl.DataFrame, slot: str, at: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({"at": at, "slot": slot, "text": frame.get_column(slot).gather(at).cast(pl.String)})


def _told(cells: pl.DataFrame, reasons: Iterable[tuple[str, str, str, Refused]]) -> pl.DataFrame:
    """What is told of each cell, one beside the other."""
    rows = [(slot, text, title, one.why, one.expected, one.closest) for slot, text, title, one in reasons]
    table = pl.DataFrame(rows, schema=dict.fromkeys(("slot", "text", *_TOLD), pl.String), orient="row")
    text = pl.col("text")
    short = pl.when(text.str.len_chars() > _LONGEST_SHOWN).then(text.str.slice(0, _LONGEST_SHOWN - 1) + "…")
    joined = cells.join(table, on=("slot", "text"), how="left", maintain_order="left")
    return joined.select("column", short.otherwise(text).alias("value"), "why", "expected", "closest")
