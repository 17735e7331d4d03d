"""XLSX: the visible sheet that has a header, every cell as the text that a person sees in it."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

import polars as pl

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError, closest
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.blocks import (
    BLOCK_ROWS,
    Origin,
    RefusedRow,
    Table,
    TextBlock,
    denoised,
    filled_rows,
    numbered,
    without_blank,
)
from jinshan_cli.files.lists.headers import ListHeader, read_titles
from jinshan_cli.files.lists.titles.finding import LOOK_AT, count_known, header_among, header_below
from jinshan_cli.files.lists.titles.results import is_of_results
from jinshan_cli.files.lists.workbooks.grid import Grid, read_grid
from jinshan_cli.files.lists.workbooks.package import SheetPart, open_book

NOTES = "填写说明"
"""the sheet of notes in our own template, which nobody means to be read"""
_MIDNIGHT = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00:00(?:\.0+)?Z?$"
_BROKEN = (BadZipFile, ExpatError, zlib.error, LookupError, OSError, EOFError, RuntimeError, ValueError)
_SAVE_AS = "用 Excel 另存为 xlsx 或 CSV 后再试"


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The sheet that is read, its first row with anything and that of its header (from 0), the names of the others."""

    grid: Grid
    first: int
    top: int
    others: tuple[str, ...]


Begun = tuple[Sequence[SheetPart], Callable[[SheetPart], Grid]]
"""the sheets of a workbook, and what reads one"""


def begin(archive: ZipFile, where: str) -> Begun:
    """The sheets of an XLSX. Raises what `open_book` raises."""
    book = open_book(archive, where)
    return book.sheets, lambda sheet: read_grid(book, sheet, where)


def open_workbook(
    source: Path | bytes, facts: Catalogue, where: str, sheet: str = "", begun: Callable[[ZipFile, str], Begun] = begin
) -> Table:
    """A list in a workbook: of the sheet with this name, else of the first visible one with a header.

    `begun`: how its sheets are found. Raises InputError.
    """
    chosen = _chosen(source, facts, (where, sheet), begun)
    cells, top = chosen.grid.cells, chosen.top
    above = [_titles(row) for row in cells.slice(chosen.first, top - chosen.first).iter_rows()]
    titles = _titles(cells.row(top))
    try:
        header = read_titles(
            titles,
            facts,
            tell("{where} 第 {line} 行", where=where, line=top + 1),
            list(filter(any, above)),
        )
    except InputError as error:
        below = () if is_of_results(titles) else header_below(_rows(cells, top + 1), facts, where, top + 2)
        raise type(error)([*error.faults, *below]) from None
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    named = _as_seen(chosen.grid, header).slice(top + 1)
    origin = Origin(top + 1, tuple(map(int, cells.columns)), chosen.grid.name)
    told = tuple(_warnings(chosen, header, where))
    return Table(header, _blocks(named, top + 2, size), told, origin=origin, typed=True)


def _chosen(
    source: Path | bytes, facts: Catalogue, place: tuple[str, str], begun: Callable[[ZipFile, str], Begun]
) -> _Chosen:
    where, name = place
    first: _Chosen | None = None
    try:
        with ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as archive:
            found_sheets, read = begun(archive, where)
            sheets = _candidates(found_sheets, name, where)
            for sheet in sheets:
                grid = read(sheet)
                others = tuple(
                    other.name for other in sheets if other is not sheet and other.name not in (NOTES, tell(NOTES))
                )
                row = _first(grid.cells)
                found = _Chosen(grid, row, row + header_among(_rows(grid.cells, row), facts), others)
                if found.top >= 0 and count_known(_titles(grid.cells.row(found.top)), facts):
                    return found
                if first is None or first.top < 0:
                    first = found
    except _BROKEN as error:
        raise InputError([Fault(tell("不是完好的工作簿"), where, expected=tell(_SAVE_AS))]) from error
    if first is None or first.top < 0:
        told = first.grid.name if first else ""
        raise InputError([Fault(tell("工作表是空的"), where, told, tell("第一行写表头；可用的列名见 jinshan facts"))])
    return first


def _candidates(sheets: Sequence[SheetPart], name: str, where: str) -> Sequence[SheetPart]:
    """The sheet of this name, or those that are visible. Raises InputError if there is none."""
    if name:
        named = [sheet for sheet in sheets if sheet.name.strip().casefold() == name.strip().casefold()]
        if named:
            return named
        names = [sheet.name for sheet in sheets]
        raise InputError(
            [
                Fault(
                    tell("没有这张工作表"),
                    where,
                    name,
                    tell("有：{those}", those=tell("、").join(names)),
                    closest(name, names),
                )
            ]
        )
    visible = [sheet for sheet in sheets if not sheet.hidden]
    if not visible:
        raise InputError(
            [Fault(tell("工作簿里没有可见的工作表（图表页不算）"), where, expected=tell("把名单放在可见的工作表"))]
        )
    return visible


def _first(cells: pl.DataFrame) -> int:
    """The first row with anything in it, from 0; -1 if there is none."""
    filled = filled_rows(cells) if cells.width else pl.Series([False])
    return int(filled.arg_true()[0]) if filled.any() else -1


def _rows(cells: pl.DataFrame, first: int) -> Iterator[list[str]]:
    """The rows among which the header may be; none of an empty sheet."""
    return (_titles(row) for row in cells.slice(max(first, 0), LOOK_AT if first >= 0 else 0).iter_rows())


def _titles(row: Sequence[str | None]) -> list[str]:
    return [title or "" for title in row]


def _as_seen(grid: Grid, header: ListHeader) -> pl.DataFrame:
    """The slots: numbers of facts as Excel shows them, those that are carried with all their digits."""
    scales = {column.slot: len(str(column.scale)) - 1 for column, _ in header.fact_columns}
    columns = (
        denoised(grid.as_read(place, scales[slot])) if slot in scales else grid.cells.get_column(place)
        for place, slot in zip(grid.cells.columns, header.slots, strict=True)
    )
    return pl.DataFrame(  # of a list: Polars reads what is no sequence a thousand columns at a time
        [column.str.replace(_MIDNIGHT, "$1").alias(slot) for column, slot in zip(columns, header.slots, strict=True)]
    )


def _blocks(cells: pl.DataFrame, line: int, size: int) -> Iterator[TextBlock]:
    for start in range(0, cells.height, BLOCK_ROWS):
        block, refused = _without_formulas(numbered(cells.slice(start, BLOCK_ROWS), start + 1, line + start))
        filled, blank = without_blank(block)
        yield TextBlock(filled, refused, blank, size * min(start + BLOCK_ROWS, cells.height) // cells.height)


def _without_formulas(block: pl.DataFrame) -> tuple[pl.DataFrame, tuple[RefusedRow, ...]]:
    """The rows that say something, and those that hold nothing but formulas that were not worked out, refused."""
    is_formula = pl.col(pl.String).str.starts_with("=").fill_null(False)
    only = pl.all_horizontal(pl.col(pl.String).is_null() | is_formula) & pl.any_horizontal(is_formula)
    found = block.select(only).to_series() if block.width else pl.Series([False])
    if not found.any():
        return block, ()
    refused = [
        RefusedRow(
            row,
            line,
            ",".join(filter(None, cells)),
            tell("只有公式，没有算好的值"),
            tell("用 Excel 打开并保存后再试，或删去这一行"),
        )
        for row, line, *cells in block.filter(found).iter_rows()
    ]
    return block.filter(~found), tuple(refused)


def _warnings(chosen: _Chosen, header: ListHeader, where: str) -> Iterator[Fault]:
    grid, first, last = chosen.grid, chosen.top + 2, chosen.grid.cells.height
    if chosen.others:
        what = tell("只读有表头的工作表“{name}”，没有读其余的", name=grid.name)
        yield Fault(what, where, tell("、").join(chosen.others), tell("要读别的，加 --sheet 工作表名"))
    yield from _of_merged(grid, (first, last), where)
    filled = filled_rows(grid.cells)
    unseen = (row for row in sorted(grid.scan.hidden) if first <= row <= last and filled[row - 1])
    yield from _of_hidden(unseen, where)
    yield from _of_hidden_columns(grid, header, first, where)
    if grid.unseen:
        yield Fault(
            tell("有 {unseen:,} 个单元格的内容不显示，或没有存下显示的样子，按空格读", unseen=grid.unseen),
            where,
            expected=tell("要计入的请填明"),
        )
    yield from _of_long(grid, header, first, where)


def _of_merged(grid: Grid, data: tuple[int, int], where: str) -> Iterator[Fault]:
    """`data`: the first and the last row below the header."""
    merged = sorted(each for each in grid.scan.merged if each.rows[1] >= data[0] and each.rows[0] <= data[1])
    covered = {each: count for each in merged if (count := grid.covered(each))}
    empty = [each for each in merged if each not in covered]
    if empty:
        what = tell("有 {count:,} 处合并单元格，只有左上角一格有内容，其余按空格读", count=len(empty))
        yield Fault(what, f"{where} {empty[0].place}", expected=tell("取消合并，逐格填写"))
    if covered:
        what = tell("有 {count:,} 个单元格被合并的格盖住，看不见，其中的内容也照样读", count=sum(covered.values()))
        yield Fault(what, f"{where} {min(covered).place}", expected=tell("取消合并，核对这些格"))


def _of_hidden(rows: Iterable[int], where: str) -> Iterator[Fault]:
    if rows := list(rows):
        yield Fault(
            tell("有 {count:,} 行是隐藏的，也照样计算", count=len(rows)),
            tell("{where} 第 {rows} 行", where=where, rows=rows[0]),
            expected=tell("不要的行请删去"),
        )


def _of_hidden_columns(grid: Grid, header: ListHeader, first: int, where: str) -> Iterator[Fault]:
    """Those that are facts, and say something from a row on."""
    titles = [
        column.title
        for column, place in zip(header.columns, grid.cells.columns, strict=False)
        if column.fact and grid.is_hidden(place) and grid.cells[place][first - 1 :].is_not_null().any()
    ]
    if titles:
        what = tell("有 {count:,} 列是隐藏的，也照样计算", count=len(titles))
        yield Fault(what, where, tell("、").join(titles), tell("不要的列请删去"))


def _of_long(grid: Grid, header: ListHeader, first: int, where: str) -> Iterator[Fault]:
    long = grid.long_numbers(first)
    for column, place in zip(header.columns, grid.cells.columns, strict=False):
        if column.fact is None and (count := long[place]):
            what = tell("有 {count:,} 个超过 15 位的编号存成了数，Excel 只保留 15 位，其后可能已不准", count=count)
            yield Fault(what, where, column.title, tell("把这一列设为文本格式，重新填写"))
