"""Columns of text to columns of values, with every refused cell named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.blocks import LINE, ROW
from jinshan_cli.files.lists.cells.judge import Judge, Refused
from jinshan_cli.files.lists.cells.named import NamedColumn
from jinshan_cli.files.lists.cells.number_columns import NumberColumns
from jinshan_cli.files.lists.cells.numbers import NumberKind, kind_of
from jinshan_cli.files.lists.headers import Column, ListHeader

PROBLEM_SCHEMA: dict[str, type[pl.DataType]] = {
    **{ROW: pl.Int64, LINE: pl.Int64, "column": pl.String, "value": pl.String},
    **{"why": pl.String, "expected": pl.String, "closest": pl.String},
}
_LONGEST_SHOWN = 80


@dataclass(frozen=True)
class TypedCells:
    """The typed columns of a frame, and its refused cells (`PROBLEM_SCHEMA`, by row, then column)."""

    columns: list[pl.Series]
    problems: pl.DataFrame


class Cells:
    """Reads the fact columns of one file, frame after frame."""

    def __init__(self, header: ListHeader) -> None:
        self._columns = {column.slot: column for column, _ in header.fact_columns}
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
        for numbers in self._numbers:
            columns += numbers.read(frame, signs)
            refused |= {slot: (at, numbers.refused) for slot, at in numbers.refused_at.items()}
        for slot, named in self._named.items():
            columns += named.read(frame.get_column(slot))
            if named.refused_at is not None:
                refused[slot] = named.refused_at, named.refused
        return TypedCells(columns, self._problems(frame, refused))

    def _problems(
        self, frame: pl.DataFrame, refused: Mapping[str, tuple[pl.Series, Mapping[str, Refused]]]
    ) -> pl.DataFrame:
        found = [
            _refused_cells(frame.select(ROW, LINE, slot), column, *refused[slot])
            for slot, column in self._columns.items()
            if slot in refused and len(refused[slot][0])
        ]
        if not found:
            return pl.DataFrame(schema=PROBLEM_SCHEMA)
        return pl.concat(found).sort(ROW, maintain_order=True)


def summary(problems: pl.DataFrame) -> pl.DataFrame:
    """`row` and `problems`: the refused cells of each row in one text."""
    told = pl.format(tell("{}“{}”{}"), "column", "value", "why")
    return problems.group_by(ROW, maintain_order=True).agg(told.str.join(tell("；")).alias("problems"))


def _refused_cells(frame: pl.DataFrame, column: Column, at: pl.Series, refused: Mapping[str, Refused]) -> pl.DataFrame:
    text = pl.col("text")
    cells = frame.select(pl.all().gather(at)).select(ROW, LINE, pl.col(column.slot).cast(pl.String).alias("text"))
    met = set(cells.get_column("text").unique().to_list())
    reasons = _reasons((text, one) for text, one in refused.items() if text in met)
    return cells.join(reasons, on="text", how="left", maintain_order="left").select(
        ROW,
        LINE,
        pl.lit(column.title).alias("column"),
        pl.when(text.str.len_chars() > _LONGEST_SHOWN)
        .then(text.str.slice(0, _LONGEST_SHOWN - 1) + "…")
        .otherwise(text)
        .alias("value"),
        *("why", "expected", "closest"),
    )


def _reasons(refused: Iterable[tuple[str, Refused]]) -> pl.DataFrame:
    rows = [(text, one.why, one.expected, one.closest) for text, one in refused]
    return pl.DataFrame(rows, schema=dict.fromkeys(("text", "why", "expected", "closest"), pl.String), orient="row")
