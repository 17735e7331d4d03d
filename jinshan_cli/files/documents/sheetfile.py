"""A workbook (.xlsx): each visible sheet as a grid, merged cells resolved, figures as they are shown."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.files.documents.blocks import Cell, CellTable, Document, grid_of, tidy

MOST_ROWS, MOST_COLUMNS = 20_000, 200


def read_sheets(content: bytes, where: str) -> Document:
    """The sheets in the bytes of a workbook. Raises InputError."""
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a workbook has beside its cells
            book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    except Exception:
        fault = Fault("不是完好的工作簿", where, expected="用 Excel 或 WPS 打开，另存为 .xlsx 后再试")
        raise InputError([fault]) from None
    return tuple(_grid(sheet, where) for sheet in book.worksheets if sheet.sheet_state == "visible")


def _grid(sheet: Any, where: str) -> CellTable:
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        found = f"{sheet.max_row} 行 {sheet.max_column} 列"
        raise InputError([Fault("工作表过大，不像政策表", f"{where}，工作表 {sheet.title}", found)])
    merged = dict(_merged(sheet))
    rows = []
    for row in sheet.iter_rows():
        if sheet.row_dimensions[row[0].row].hidden:
            continue
        cells = []
        for cell in row:
            whole, from_above, from_left = merged.get((cell.row, cell.column), (cell, False, False))
            cells.append(Cell(tidy(_shown(whole)), from_above, from_left))
        rows.append(cells)
    return grid_of(rows, sheet.title)


def _merged(sheet: Any) -> Iterator[tuple[tuple[int, int], tuple[Any, bool, bool]]]:
    """By row and column, the cell that holds the text of a merged one, and from where it comes."""
    for area in sheet.merged_cells.ranges:
        whole = sheet.cell(area.min_row, area.min_col)
        for row in range(area.min_row, min(area.max_row, MOST_ROWS) + 1):
            for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1):
                yield (row, column), (whole, row > area.min_row, column > area.min_col)


def _shown(cell: Any) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case datetime() if not (value.hour or value.minute or value.second):
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if "%" in str(cell.number_format):
            return f"{round(value * 100, 6):g}%"
        case float() if value.is_integer():
            return str(int(value))
    return str(value)
