"""Lists of results as files: CSV, TSV, JSON lines, Parquet; the workbook is in `workbook`.

A writer takes the table and its blocks, one after the other, and holds one block at a time. It writes to a stream where
it makes a text, to a path where not.
"""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import BinaryIO, Literal

import polars as pl
from polars.io.plugins import register_io_source

from jinshan_cli.core.columns import OF_BENEFIT, PROBLEMS
from jinshan_cli.core.written.guard import FORMULA, guarded_text
from jinshan_cli.faces.lists.cells import as_text, guarded_lines, odd_columns, text_cells, yuan_numbers
from jinshan_cli.faces.lists.headings import renamed
from jinshan_cli.faces.lists.table import ResultTable
from jinshan_cli.files.disk.jsontext import as_written, to_json
from jinshan_cli.files.disk.targets import is_text
from jinshan_cli.files.lists.blocks import OBJECT, RAW
from jinshan_cli.use.lists.batch import ResultBlock

BOM = b"\xef\xbb\xbf"


Quotes = Literal["necessary", "never"]
StreamWriter = Callable[[ResultTable, Iterator[ResultBlock], BinaryIO], None]
TEXTS = {".csv": ",", ".tsv": "\t", ".jsonl": OBJECT}
"""the endings of texts, which may go to a stream, and what their rows are made of: those of a list of the same are
written as they stand"""


def write_csv(table: ResultTable, blocks: Iterator[ResultBlock], stream: BinaryIO, separator: str = ",") -> None:
    """CSV in UTF-8: empty cells for what is not known, `'` before what would run as a formula."""
    stream.write(BOM if table.bom else b"")
    stream.write(csv_line([guarded_text(heading) for heading in table.headings], separator))
    for cells, style in map(partial(_csv_cells, table, separator), blocks):
        cells.write_csv(stream, include_header=False, separator=separator, quote_style=style)


def _csv_cells(table: ResultTable, separator: str, block: ResultBlock) -> tuple[pl.DataFrame, Quotes]:
    """The cells of a block, or several of them in one text; and whether to look for those that need quotes."""
    if block.tables and not table.in_chinese:
        return _in_pieces(block, table.money, separator), "never"
    bare = block.bare_of == separator and not table.in_chinese
    style: Quotes = "never" if bare else "necessary"  # to look at each cell takes a fifth of the whole run
    if block.raw is not None:
        return _as_it_stood(table, block, block.raw), style
    quoted = (PROBLEMS,) if bare else ()
    return as_text(table.words(block), block.risky, table.money, separator, quoted), style


def _in_pieces(block: ResultBlock, money: list[str], separator: str) -> pl.DataFrame:
    """What a firm, a benefit or a verdict says is put together once for each, not once a row."""
    places = {key: name for name, table in block.tables.items() for key in table.columns}
    columns = []
    for name, keys in groupby(OF_BENEFIT, places.__getitem__):
        told = block.tables[name].select(*keys)
        texts = [key for key, kind in told.schema.items() if kind == pl.String]
        sums = [key for key in money if key in told.columns]
        cells = as_text(told, block.risky.intersection(told.columns), sums, separator, texts)
        pieces = cells.select(pl.concat_str(pl.all().cast(pl.String).fill_null(""), separator=separator))
        columns.append(pieces.to_series().gather(block.rows.get_column(name)).alias(told.columns[0]))
    return pl.DataFrame(columns)


def write_tsv(table: ResultTable, blocks: Iterator[ResultBlock], stream: BinaryIO) -> None:
    """The same with tabs."""
    write_csv(table, blocks, stream, TEXTS[".tsv"])


def _as_it_stood(table: ResultTable, block: ResultBlock, lines: pl.Series) -> pl.DataFrame:
    """The lines of the input in one column, unchanged but for what would run as a formula, and the results."""
    given = [field.key for field in table.results.fields if field.kind == "input"]
    odd = odd_columns(block.frame, block.risky, table.money)
    if formulas := [place for place, key in enumerate(given) if key in odd]:
        cells = block.frame.select(given[place] for place in formulas)
        at = cells.select(pl.any_horizontal(pl.all().str.contains(FORMULA))).to_series().arg_true()
        lines = lines.scatter(at, guarded_lines(lines.gather(at), formulas, len(given), block.bare_of))
    schema = block.frame.schema
    kinds = {field.key: schema[field.key] for field in table.results.fields if field.kind != "input"}
    cells = block.frame.select(text_cells(kinds, odd, table.money, block.bare_of, (PROBLEMS,)))
    return cells.insert_column(0, lines)


def csv_line(cells: Sequence[str | None], separator: str = ",") -> bytes:
    """One line of CSV; None is an empty cell."""
    row = pl.DataFrame([list(cells)], schema=[str(i) for i in range(len(cells))], orient="row")
    return row.write_csv(include_header=False, separator=separator).encode()


def write_jsonl(table: ResultTable, blocks: Iterator[ResultBlock], stream: BinaryIO) -> None:
    """An object a line; money as JSON numbers, exact; what is not known is null."""
    others = dict(renamed(table.results.fields, table.headings))
    for block in blocks:
        frame = as_text(table.words(block), (), table.money)
        if block.raw is not None:
            frame = frame.with_columns(_with_keys(block.raw, others) if others else block.raw)
        stream.write(_json_lines(table, frame))


def _with_keys(objects: pl.Series, others: dict[str, str]) -> pl.Series:
    """Objects as they stood, some keys of which have another name."""
    found = (as_written(f"{{{each}}}") for each in objects)
    kept = ({others.get(key, key): value for key, value in each.items()} for each in found)
    texts = (to_json(each)[1:-1] for each in kept)
    return pl.Series(objects.name, texts, dtype=pl.String)


def _json_lines(table: ResultTable, frame: pl.DataFrame) -> bytes:
    """Polars writes all but decimals, which it would put in quotation marks, and rows that are kept as they stood."""
    pieces = [pl.lit("{")]
    names = dict(zip(table.keys, table.headings, strict=True))
    if RAW in frame.columns:
        pieces.append(pl.col(RAW))
        names = {field.key: names[field.key] for field in table.results.fields if field.kind != "input"}
    for key, heading in names.items():
        name = pl.lit(("," if len(pieces) > 1 else "") + json.dumps(heading, ensure_ascii=False) + ":")
        is_plain = key in table.money or frame.schema[key].is_decimal()
        value = pl.col(key).cast(pl.String) if is_plain else _in_json(pl.col(key), frame.schema[key])
        pieces += [name, value.fill_null("null")]
    lines = frame.lazy().select(pl.concat_str(*pieces, pl.lit("}"))).collect()
    out = io.BytesIO()
    lines.write_csv(out, include_header=False, quote_style="never")
    return out.getvalue()


def _in_json(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """A value as JSON; one without end, which JSON has no number for, is a text, as in CSV."""
    value = pl.struct(column.alias("")).struct.json_encode().str.slice(4).str.head(-1)
    endless = pl.concat_str(pl.lit('"'), column.cast(pl.String), pl.lit('"'))
    return pl.when(column.is_infinite()).then(endless).otherwise(value) if kind.is_float() else value


def write_parquet(table: ResultTable, blocks: Iterator[ResultBlock], path: Path) -> None:
    """Parquet: money as decimals of two places, input columns in their own types."""
    first = next(blocks, None)
    schema = _parquet_schema(table, first)

    def source(*_: object) -> Iterator[pl.DataFrame]:
        for block in chain([first] if first else [], blocks):
            frame = yuan_numbers(table.words(block), table.money)
            yield frame.rename(dict(zip(table.keys, table.headings, strict=True))).cast(schema)  # type: ignore[arg-type]

    try:
        with nullcontext(path) if is_text(path) else path.open("wb") as target:
            register_io_source(source, schema=schema).sink_parquet(target)
    except pl.exceptions.ComputeError as error:  # what Polars makes of the disk's where it ends the file
        if "os error" not in str(error):
            raise
        raise OSError(str(error)) from None


def _parquet_schema(table: ResultTable, first: ResultBlock | None) -> dict[str, pl.DataType]:
    kinds = {"money": pl.Decimal(38, 2), "count": pl.Int64()}
    found = first.frame.schema if first else {}
    return {
        heading: kinds.get(field.kind) or found.get(field.key, pl.String())
        for heading, field in zip(table.headings, table.results.fields, strict=True)
    }


def write_settled(write: StreamWriter, table: ResultTable, blocks: Iterator[ResultBlock], path: Path) -> None:
    """A text into a file; what is written of it goes to the disk meanwhile, so that there is little to wait for."""
    with path.open("wb") as stream, ThreadPoolExecutor(1) as pool:
        write(table, _settled(blocks, partial(pool.submit, _settle, stream.fileno())), stream)


def _settle(file: int) -> None:
    """To the disk, and out of memory where the system can be told so: its room is at hand for what comes next, and no
    room is fetched for a whole list, which takes a virtual machine longer than to write it."""
    os.fsync(file)
    if sys.platform == "linux":
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)


def _settled(blocks: Iterator[ResultBlock], settle: Callable[[], Future[None]]) -> Iterator[ResultBlock]:
    """The blocks; before each, what is written so far is sent to the disk, unless it is still busy."""
    settling: Future[None] | None = None

    def settled(block: ResultBlock) -> ResultBlock:
        nonlocal settling
        if settling is None or settling.done():
            settling = settle()
        return block

    return map(settled, blocks)
