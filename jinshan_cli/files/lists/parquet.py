"""Parquet: typed columns, read block by block, each shown as a person would write it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.jsontext import to_json
from jinshan_cli.files.disk.panics import without_panics
from jinshan_cli.files.disk.targets import is_text
from jinshan_cli.files.lists.blocks import BLOCK_ROWS, Table, TextBlock, denoised, filled_rows, numbered
from jinshan_cli.files.lists.headers import read_titles

_MOST_EXACT = 2**53
_MOST_PRECISE = 38
"""digits of a decimal that Polars reads"""
_TWICE = re.compile(r"column with name '(.*)' has more", re.DOTALL)
_STRANGE_TYPE = re.compile(r"could not import from `(\w+)` type")
_BROKEN = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)
"""what Polars raises over a damaged file; it panics where it trusts what it reads"""


def open_parquet(source: Path | bytes, facts: Catalogue, where: str) -> Table:
    """A list in Parquet. Raises InputError."""
    try:
        place = source if isinstance(source, bytes) else _for_polars(source)
        with without_panics():
            found = pl.scan_parquet(place, glob=False, hive_partitioning=False)
            schema = found.collect_schema()
            height = int(found.select(pl.len()).collect().item())
    except pl.exceptions.DuplicateError as error:
        named = _TWICE.search(str(error))
        raise InputError(
            [Fault(tell("有两列同名"), where, named[1] if named else "", tell("改名，或只留一列"))]
        ) from error
    except _BROKEN as error:
        raise _of_a_strange_type(str(error), where) or _broken(where) from error
    header = read_titles(schema.names(), facts, where)
    too_wide = [
        Fault(tell("位数过多的小数，无法读取"), where, name, tell("在导出时改成至多 38 位，或去掉这一列"))
        for name, kind in schema.items()
        if isinstance(kind, pl.Decimal) and kind.precision > _MOST_PRECISE
    ]
    if too_wide:
        raise InputError(too_wide)
    renamed = found.select(pl.col(name).alias(slot) for name, slot in zip(schema.names(), header.slots, strict=True))
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    return Table(header, _blocks(renamed, height, size, where))


def _for_polars(path: Path) -> Path | bytes:
    """Its path, in which a name is no pattern and no folder of ~; what is in it where the path is no text."""
    return path.absolute() if is_text(path) else path.read_bytes()


def _of_a_strange_type(said: str, where: str) -> InputError | None:
    """What is told of a whole file with a column of a type that Polars does not know, as DuckDB's INTERVAL."""
    if not (found := _STRANGE_TYPE.search(said)):
        return None
    how = tell("去掉这一列，或在导出时转成文字")
    return InputError([Fault(tell("有一列的类型无法读取"), where, found[1], how)])


def _broken(where: str) -> InputError:
    return InputError([Fault(tell("不是完好的 Parquet 文件"), where, expected=tell("重新导出，或另存为 CSV"))])


def _blocks(source: pl.LazyFrame, height: int, size: int, where: str) -> Iterator[TextBlock]:
    for start in range(0, height, BLOCK_ROWS):
        try:
            with without_panics():
                native = source.slice(start, BLOCK_ROWS).collect()
        except _BROKEN as error:
            raise _broken(where) from error
        cells = native.select(as_written(column) for column in native)
        native = native.with_columns(cells.get_column(column.name) for column in native if _is_strange(column.dtype))
        frame = numbered(cells, start + 1, start + 1)
        filled = filled_rows(cells)
        blank = cells.height - int(filled.sum())
        done = size * min(start + BLOCK_ROWS, height) // height
        yield TextBlock(frame.filter(filled), (), blank, done, native=native.filter(filled))


def as_written(column: pl.Series) -> pl.Series:
    """The text of a column's values; a whole number has no `.0`, a fraction no noise, an empty text is null."""
    if _is_strange(column.dtype):
        return pl.Series(column.name, [_strange(value) for value in column.to_list()], dtype=pl.String)
    if column.dtype.is_float():
        whole = (column.abs() < _MOST_EXACT) & (column == column.round())
        return column.cast(pl.Int64, strict=False).cast(pl.String).zip_with(whole, denoised(column.cast(pl.String)))
    text = column.cast(pl.String)
    return text.set(text == "", None) if column.dtype == pl.String else text


def _is_strange(kind: pl.DataType) -> bool:
    """True for what is no single value that a cell of a text could hold."""
    return kind.is_nested() or kind in (pl.Binary, pl.Duration, pl.Object)


def _strange(value: Any) -> str | None:
    """Structure as its JSON, bytes as the text they are, else as hexadecimal digits, a time span in hours."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        try:
            return value.decode() or None
        except UnicodeDecodeError:
            return value.hex()
    if isinstance(value, (dict, list)):
        return to_json(value, default=_strange, ignore_nan=True)
    return _hours(value) if isinstance(value, timedelta) else str(value)


def _hours(span: timedelta) -> str:
    seconds = abs(span) // timedelta(seconds=1)
    rest = f".{abs(span).microseconds:06}".rstrip("0") if span.microseconds else ""
    sign = "-" if span < timedelta(0) else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}{rest}"
