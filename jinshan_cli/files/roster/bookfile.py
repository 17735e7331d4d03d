"""A workbook with some cells of one sheet changed: every other part of it stays, charts, pictures and macros too.

A changed cell keeps its format but for its ground, which is coloured, and gets a note with what stood there. Values
that were worked out from a changed cell are taken away: who opens the workbook has them worked out anew, and no program
reads the old ones.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import BytesIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from lxml import etree

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.blocks import Origin
from jinshan_cli.files.lists.workbooks.formats import GENERAL, NumberFormat, read_format
from jinshan_cli.files.lists.workbooks.package import open_book
from jinshan_cli.files.roster.edits import RosterEdits
from jinshan_cli.files.roster.marks import Marks
from jinshan_cli.files.roster.notes import add_notes
from jinshan_cli.files.roster.parts import Package, parsed, put_before, serialized, tags
from jinshan_cli.files.roster.sheetcells import Place, SheetCells, places_in
from jinshan_cli.files.roster.stale import forget_stale

_BEHIND_CALCULATION = (
    *("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_BROKEN = (BadZipFile, ExpatError, zlib.error, LookupError, EOFError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A list's file with edits in it."""

    content: bytes
    forgotten: int = 0
    """formulas whose values were taken away, in all sheets"""
    emptied: frozenset[Place] = frozenset()
    """the cells of the list whose values those were"""


class RosterBook:
    """A workbook whose one sheet is a list. Raises InputError for what is put together in a way that is not known."""

    def __init__(self, content: bytes, origin: Origin, where: str) -> None:
        self._origin, self._where, self._content = origin, where, content
        with self._checked() as archive:
            book = open_book(archive, where)
            self._formats = book.formats
            self._part = next(each.member.filename for each in book.sheets if each.name == origin.sheet)
            package = Package(archive)
            self._parts = {each.name.casefold(): each.member.filename for each in book.sheets}
            contents = {name: package.read(part) for name, part in self._parts.items()}
            self._sheets = {
                name: SheetCells(parsed(content))
                for name, content in contents.items()
                if self._parts[name] == self._part or _FORMULA.search(content)
            }
        self._name = origin.sheet.casefold()
        self._cells = self._sheets[self._name]

    @property
    def last(self) -> int:
        """The last line with anything in it; new rows stand behind it."""
        return self._cells.last

    def why_not(self, line: int, column: int) -> str:
        """Why a cell cannot be written; "" if it can."""
        return self._cells.why_not(line, column)

    def format_of(self, line: int, column: int) -> NumberFormat:
        """How a cell shows a number, or would if there were one."""
        style = self._style(line, column)
        known = self._formats[style] if style < len(self._formats) else read_format(GENERAL)
        return replace(known, hides_zeros=self._cells.hides_zeros)

    def edited(self, edits: RosterEdits) -> EditedFile:
        """The whole file with the edits in it; to be called once."""
        with self._checked() as archive:
            package = Package(archive)
            workbook = package.related("", "officeDocument")
            marks = Marks(package, package.related(workbook, "styles"))
            changed = list(self._fill(edits, marks))
            root = self._cells.root
            add_notes(package, self._part, root, {(each.line, each.column): each.note for each in edits.cells})
            marks.save()
            forgotten = forget_stale(self._sheets, self._name, changed)
            for name in {self._name, *(sheet for sheet, _ in forgotten)}:
                package.write(self._parts[name], serialized(self._sheets[name].root))
            if forgotten:
                _recalculate(package, workbook)
            emptied = (place for sheet, area in forgotten if sheet == self._name for place in places_in(area))
            return EditedFile(package.packed(), len(forgotten), frozenset(emptied))

    @contextmanager
    def _checked(self) -> Iterator[ZipFile]:
        try:
            with ZipFile(BytesIO(self._content)) as archive:
                yield archive
        except _BROKEN as error:
            expected = tell("用 Excel 打开，另存为 xlsx 后再试")
            raise InputError(
                [Fault(tell("这个工作簿的结构不寻常，不能写回"), self._where, expected=expected)]
            ) from error

    def _fill(self, edits: RosterEdits, marks: Marks) -> Iterator[Place]:
        """Writes the cells, and gives their places."""
        last, heading = self.last, self._origin.line
        for each in edits.cells:
            yield self._put(each.line, each.column, each.new.held, marks)
        for column, title in edits.titles.items():
            like = self._cells.style(heading, self._origin.columns[0])
            yield self._put(heading, column, title, marks, like)
        for line, row in enumerate(edits.rows, last + 1):
            for column, new in sorted(row.items()):
                yield self._put(line, column, new.held, marks)
        self._cells.widen()

    def _put(self, line: int, column: int, held: str | Decimal, marks: Marks, like: int | None = None) -> Place:
        """`like`: the style of a cell that has none of itself; without it, that of the column's other cells."""
        self._cells.put(line, column, held, marks.marked(self._style(line, column, like)))
        return line, column

    def _style(self, line: int, column: int, like: int | None = None) -> int:
        own = self._cells.style(line, column)
        if own is None:
            own = self._cells.style_above(line, column, self._origin.line) if like is None else like
        return own or 0


def _recalculate(package: Package, workbook: str) -> None:
    """Says that what is worked out is to be worked out anew when the workbook is opened.

    What worked it out so far is no longer named, where it had: beside both, a 0 would count as not worked out.
    """
    root = parsed(package.read(workbook))
    tag = tags(root)
    found = root.find(tag("calcPr"))
    if found is None:
        found = etree.Element(tag("calcPr"))
        put_before(root, found, _BEHIND_CALCULATION)
    if found.get("fullCalcOnLoad", "0") in ("0", "false"):
        found.attrib.pop("calcId", None)
    found.set("fullCalcOnLoad", "1")
    package.write(workbook, serialized(root))
