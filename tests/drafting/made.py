"""The same table as each kind of file, merged where the text leaves a cell blank below."""

from pathlib import Path

import docx
import openpyxl

from jinshan_cli.files.documents.blocks import CellTable, Document, Paragraph

Runs = list[list[tuple[int, int, str]]]


def runs(grid: CellTable) -> Runs:
    """By column its cells as first row, rows covered and text: a blank one belongs to the one above."""
    found: Runs = []
    for column in range(len(grid.rows[0])):
        cells: list[tuple[int, int, str]] = []
        for i, row in enumerate(grid.rows):
            text = row[column].text
            if text or not cells or column not in (0, 2):
                cells.append((i, 1, text))
            else:
                start, count, whole = cells[-1]
                cells[-1] = (start, count + 1, whole)
        found.append(cells)
    return found


def write_word(document: Document, path: Path) -> None:
    """As .docx, cells merged."""
    word = docx.Document()
    for block in document:
        if isinstance(block, Paragraph):
            word.add_paragraph(block.text)
            continue
        table = word.add_table(len(block.rows), len(block.rows[0]))
        for column, cells in enumerate(runs(block)):
            for start, count, text in cells:
                cell = table.cell(start, column)
                if count > 1:
                    cell = cell.merge(table.cell(start + count - 1, column))
                cell.text = text
    word.save(str(path))


def write_sheet(document: Document, path: Path) -> None:
    """As .xlsx, a sheet a kind of table, cells merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    at, width = 1, 0
    for block in document:
        if isinstance(block, Paragraph):
            continue
        if width and len(block.rows[0]) != width:
            sheet, at = book.create_sheet(), 1
        width = len(block.rows[0])
        for column, cells in enumerate(runs(block), 1):
            for start, count, text in cells:
                sheet.cell(at + start, column, text)
                if count > 1:
                    sheet.merge_cells(None, at + start, column, at + start + count - 1, column)
        at += len(block.rows)
    book.save(path)


def write_page(document: Document, path: Path) -> None:
    """As .html in GBK, with row spans."""
    parts = ['<html><head><meta charset="gbk"></head><body>']
    for block in document:
        if isinstance(block, Paragraph):
            parts.append(f"<p>{block.text}</p>")
            continue
        below = {
            (start, column): (count, text) for column, cells in enumerate(runs(block)) for start, count, text in cells
        }
        parts.append("<table>")
        for i in range(len(block.rows)):
            cells = (below.get((i, column)) for column in range(len(block.rows[0])))
            parts.append("<tr>" + "".join(f"<td rowspan={each[0]}>{each[1]}</td>" for each in cells if each) + "</tr>")
        parts.append("</table>")
    path.write_bytes("".join(parts).encode("gb18030"))
