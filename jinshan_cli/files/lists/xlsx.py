"""XLSX: the first visible sheet, every cell as the text that a person sees in it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import polars as pl

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.files.lists.blocks import STRETCH, Part, Table, denoised, filled_rows, numbered, without_blank
from jinshan_cli.files.lists.headers import LOOK_BELOW, Header, check_top, read_titles
from jinshan_cli.files.lists.xlsx_parts import Scan, scan_workbook

NOTES = "填写说明"
"""the sheet of notes in our own template, which nobody means to be read"""
_MIDNIGHT = r"^([0-9]{4}-[0-9]{2}-[0-9]{2}) 00:00:00$"


def open_workbook(source: Path | bytes, facts: Catalogue, where: str) -> Table:
    """A list in XLSX. Raises InputError."""
    scan = scan_workbook(source, where)
    cells = _cells(source, scan, where)
    filled = filled_rows(cells) if cells.width else pl.Series([False])
    if not filled.any():
        raise InputError([Fault("第一张工作表是空的", where, scan.name, "第一行写表头；可用的列名见 jinshan facts")])
    top = int(filled.arg_true()[0])
    titles = _titles(cells.row(top))
    place = f"{where} 第 {top + 1} 行"
    below = ((number, _titles(row)) for number, row in enumerate(cells.slice(top + 1, LOOK_BELOW).iter_rows(), top + 2))
    check_top(titles, below, facts, place)
    header = read_titles(titles, facts, place)
    named = cells.slice(top + 1).select(
        pl.col(old).alias(new) for old, new in zip(cells.columns, header.slots, strict=True)
    )
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    parts = _parts(_as_seen(named, header), top + 2, size)
    data = top + 2, cells.height
    unseen = (row for row in sorted(scan.hidden) if data[0] <= row <= data[1] and filled[row - 1])
    return Table(header, parts, (*_of_sheets(scan, where), *_of_merged(scan, data, where), *_of_hidden(unseen, where)))


def _cells(source: Path | bytes, scan: Scan, where: str) -> pl.DataFrame:
    """Every cell of the sheet as text, from its first row on, with the odd ones put in."""
    import fastexcel

    try:
        book = fastexcel.read_excel(source)
        sheet = book.load_sheet(scan.name, header_row=None, skip_rows=0, dtypes="string")
        columns = [column.absolute_index for column in sheet.selected_columns]
        cells = sheet.to_polars()
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError, ValueError) as error:
        raise InputError([Fault("工作簿读不出来", where, expected="用 Excel 另存为 xlsx 或 CSV 后再试")]) from error
    cells = cells.rename(dict(zip(cells.columns, map(str, columns), strict=True)))
    return _with_odd(cells, scan)


def _with_odd(cells: pl.DataFrame, scan: Scan) -> pl.DataFrame:
    by_column: dict[str, tuple[list[int], list[str]]] = {}
    for row, column, text in scan.odd:
        rows, texts = by_column.setdefault(str(column - 1), ([], []))
        rows.append(row - 1)
        texts.append(text)
    height = max((row for row, _, _ in scan.odd), default=0)
    if height > cells.height:
        cells = pl.concat([cells, pl.DataFrame({"": [None] * (height - cells.height)})], how="diagonal").drop("")
    mended = [
        cells.get_column(name).scatter(rows, texts)
        if name in cells.columns
        else pl.Series(name, [None] * cells.height, dtype=pl.String).scatter(rows, texts)
        for name, (rows, texts) in by_column.items()
    ]
    places = sorted(map(int, {*cells.columns, *by_column}))
    return cells.with_columns(mended).select(map(str, places))


def _titles(row: Sequence[str | None]) -> list[str]:
    return [title or "" for title in row]


def _as_seen(cells: pl.DataFrame, header: Header) -> pl.DataFrame:
    """Numbers as Excel shows them; dates without an empty time."""
    facts = {column.slot for column, _ in header.fact_columns}
    return cells.with_columns(
        (denoised(column) if column.name in facts else column).str.replace(_MIDNIGHT, "$1") for column in cells
    )


def _parts(cells: pl.DataFrame, line: int, size: int) -> Iterator[Part]:
    for start in range(0, cells.height, STRETCH):
        stretch = numbered(cells.slice(start, STRETCH), start + 1, line + start)
        filled, blank = without_blank(stretch)
        yield Part(filled, (), blank, size * min(start + STRETCH, cells.height) // cells.height)


def _of_sheets(scan: Scan, where: str) -> Iterator[Fault]:
    others = [name for name in scan.others if name != NOTES]
    if others:
        expected = "要读别的，就把它移到最前，或单独存为一个文件"
        yield Fault(f"只读第一张工作表“{scan.name}”，没有读其余的", where, "、".join(others), expected)


def _of_merged(scan: Scan, data: tuple[int, int], where: str) -> Iterator[Fault]:
    """`data`: the first and the last row below the header."""
    merged = [(row, place) for row, last, place in scan.merged if last >= data[0] and row <= data[1]]
    if merged:
        what = f"有 {len(merged):,} 处合并单元格，只有左上角一格有内容，其余按空格读"
        yield Fault(what, f"{where} {min(merged)[1]}", expected="取消合并，逐格填写")


def _of_hidden(rows: Iterable[int], where: str) -> Iterator[Fault]:
    if rows := list(rows):
        yield Fault(f"有 {len(rows):,} 行是隐藏的，也照样计算", f"{where} 第 {rows[0]} 行", expected="不要的行请删去")
