"""A workbook with some cells of one sheet changed: every other part of it stays, charts, pictures and macros too.

A changed cell keeps its format but for its ground, which is coloured, and gets a note with what stood there.
"""

from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.files.lists.blocks import Origin
from jinshan_cli.files.lists.workbooks.formats import NumberFormat
from jinshan_cli.files.lists.workbooks.package import Book, open_book
from jinshan_cli.files.roster.edits import RosterEdits, Written
from jinshan_cli.files.roster.marks import Marks
from jinshan_cli.files.roster.notes import add_notes
from jinshan_cli.files.roster.parts import Package, parsed, serialized, tags
from jinshan_cli.files.roster.sheetcells import SheetCells, place_of

_BEHIND_CALCULATION = (
    *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)


def edited_book(path: Path, origin: Origin, edits: RosterEdits) -> bytes:
    """The whole workbook with the edits in it. Raises InputError for cells that cannot be written."""
    with ZipFile(path) as archive:
        book = open_book(archive, str(path))
        sheet = next(each.member.filename for each in book.sheets if each.name == origin.sheet)
        package = Package(archive)
        root = parsed(package.read(sheet))
        cells = SheetCells(root)
        workbook = package.related("", "officeDocument")
        marks = Marks(package, package.related(workbook, "styles"))
        _fill(_Sheet(cells, marks, book), origin, edits, f"{path} {origin.sheet}")
        add_notes(package, sheet, root, {(each.line, each.column): each.note for each in edits.cells})
        marks.save()
        package.write(sheet, serialized(root))
        if cells.has_formulas:
            _recalculate(package, workbook)
        return package.packed()


class _Sheet:
    """The cells of the sheet with the formats they may take."""

    def __init__(self, cells: SheetCells, marks: Marks, book: Book) -> None:
        self.cells, self._marks, self._formats = cells, marks, book.formats

    def put(self, line: int, column: int, new: Written, like: int | None = None) -> str:
        """Why the cell cannot be written; "" if it is. `like`: the column whose format it takes if it has none."""
        cell = self.cells.cell(line, column)
        if why := self.cells.why_not(line, column, cell):
            return f"{place_of(line, column)} {why}"
        style = int(cell.get("s") or (0 if like is None else self.cells.cell(line, like).get("s")) or 0)
        value: str | Decimal = new.text
        if new.number is not None:
            known = self._formats[style] if style < len(self._formats) else None
            value = new.number if _shows(known, new.number) else new.spelt
        self.cells.put(cell, value, self._marks.marked(style))
        return ""


def _shows(known: NumberFormat | None, number: Decimal) -> bool:
    """True if a number in this format is seen as it is."""
    if known is None:
        return True
    return not (known.is_date or known.is_span) and known.number(f"{number:f}", 0) == f"{number:f}"


def _fill(sheet: _Sheet, origin: Origin, edits: RosterEdits, where: str) -> None:
    last, heading = sheet.cells.last, origin.columns[0]
    refused = [
        *(sheet.put(each.line, each.column, each.new) for each in edits.cells),
        *(sheet.put(origin.line, column, Written(title), heading) for column, title in edits.titles.items()),
        *(
            sheet.put(last + number, column, new)
            for number, row in enumerate(edits.rows, 1)
            for column, new in sorted(row.items())
        ),
    ]
    if faults := [Fault("无法写入", f"{where} {why}", expected="在名单里改成普通单元格") for why in refused if why]:
        raise InputError(faults)
    sheet.cells.widen()


def _recalculate(package: Package, workbook: str) -> None:
    """Says that what is worked out is to be worked out anew when the workbook is opened."""
    root = parsed(package.read(workbook))
    tag = tags(root)
    found = root.find(tag("calcPr"))
    if found is None:
        found = etree.Element(tag("calcPr"))
        behind = next((child for child in root if child.tag in {tag(name) for name in _BEHIND_CALCULATION}), None)
        if behind is None:
            root.append(found)
        else:
            behind.addprevious(found)
    found.set("fullCalcOnLoad", "1")
    package.write(workbook, serialized(root))
