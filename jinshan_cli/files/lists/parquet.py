"""Parquet: typed columns, read stretch by stretch, each shown as a person would write it."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.files.lists.blocks import STRETCH, Part, Table, denoised, filled_rows, numbered
from jinshan_cli.files.lists.headers import read_titles

_MOST_EXACT = 2**53
_BROKEN = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
"""what Polars raises over a damaged file; it panics where it trusts what it reads"""


def open_parquet(source: Path | bytes, facts: Catalogue, where: str) -> Table:
    """A list in Parquet. Raises InputError."""
    try:
        found = pl.scan_parquet(source)
        schema = found.collect_schema()
        height = int(found.select(pl.len()).collect().item())
    except _BROKEN as error:
        raise _broken(where) from error
    header = read_titles(schema.names(), facts, where)
    nested = [name for name, kind in schema.items() if kind.is_nested() or kind in (pl.Binary, pl.Object)]
    if nested:
        raise InputError([Fault("有嵌套或二进制的列", where, "、".join(nested), "一格只放一个值")])
    renamed = found.select(pl.col(name).alias(slot) for name, slot in zip(schema.names(), header.slots, strict=True))
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    return Table(header, _parts(renamed, height, size, where))


def _broken(where: str) -> InputError:
    return InputError([Fault("不是完好的 Parquet 文件", where, expected="重新导出，或另存为 CSV")])


def _parts(source: pl.LazyFrame, height: int, size: int, where: str) -> Iterator[Part]:
    for start in range(0, height, STRETCH):
        try:
            native = source.slice(start, STRETCH).collect()
        except _BROKEN as error:
            raise _broken(where) from error
        cells = native.select(as_written(column) for column in native)
        frame = numbered(cells, start + 1, start + 1)
        filled = filled_rows(cells)
        blank = cells.height - int(filled.sum())
        done = size * min(start + STRETCH, height) // height
        yield Part(frame.filter(filled), (), blank, done, native=native.filter(filled))


def as_written(column: pl.Series) -> pl.Series:
    """The text of a column's values; a whole number has no `.0`, a fraction no noise, an empty text is null."""
    if column.dtype.is_float():
        whole = (column.abs() < _MOST_EXACT) & (column == column.round())
        return column.cast(pl.Int64, strict=False).cast(pl.String).zip_with(whole, denoised(column.cast(pl.String)))
    text = column.cast(pl.String)
    return text.set(text == "", None) if column.dtype == pl.String else text
