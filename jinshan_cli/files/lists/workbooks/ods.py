"""OpenDocument sheets (.ods): each number, and the text that a person sees of it, which says what its format does."""

from collections.abc import Callable
from decimal import Decimal
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

import polars as pl

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.workbooks.digits import EXACT, plain_number
from jinshan_cli.files.lists.workbooks.formats import FormatSection, NumberFormat
from jinshan_cli.files.lists.workbooks.grid import Grid
from jinshan_cli.files.lists.workbooks.package import SheetPart, check_directory, windows
from jinshan_cli.files.lists.workbooks.parts import MOST_CELLS, Merged, Scan, Styled
from jinshan_cli.files.lists.workbooks.shown import LARGEST, section_of
from jinshan_cli.files.lists.workbooks.struck import TextRun
from jinshan_cli.files.lists.workbooks.styles import Styles

CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
TO_XLSX = "用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再读"
_NUMBERS = ("float", "currency", "percentage")
_PLAIN = FormatSection("number")
_MOST_REPEATED = 100_000
"""times that a cell or row with something in it is repeated"""
_MOST_SPACES = 1000
"""blanks that one element stands for"""


@dataclass(slots=True)
class _Cell:
    """A cell in the making."""

    attributes: dict[str, str]
    paragraphs: list[str] = field(default_factory=list)
    runs: list[TextRun] = field(default_factory=list)
    """what it says, where something in the document is struck out or small"""
    is_struck: bool = False
    """its style strikes it out as a whole"""
    is_bare: bool = False
    """its style shows a number as it is"""

    @property
    def kind(self) -> str:
        return self.attributes.get("office:value-type", "")

    @property
    def shown(self) -> str:
        """The text that a person sees."""
        return "\n".join(self.paragraphs).strip()

    @property
    def text(self) -> str:
        """What it holds, numbers with all their digits; a formula that was never worked out: =[.C2]*2."""
        match self.kind:
            case kind if kind in _NUMBERS:
                return plain_number(self.attributes.get("office:value", ""))
            case "date":
                return self.attributes.get("office:date-value", "").replace("T", " ")
            case "boolean":
                return self.attributes.get("office:boolean-value", "")
            case "string" | "":
                _, formula, rest = self.attributes.get("table:formula", "").partition("=")
                unworked = "" if self.kind else formula + rest
                return self.attributes.get("office:string-value") or "\n".join(self.paragraphs) or unworked
        return self.shown


@dataclass
class _Sheet:
    """A sheet in the making: its cells by column, each with its row, counted from 1."""

    rows: int = 0
    columns: dict[int, tuple[list[int], list[str]]] = field(default_factory=dict)
    scan: Scan = field(default_factory=Scan)
    formats: dict[FormatSection, int] = field(default_factory=dict)
    unseen: int = 0

    def put(self, row: int, column: int, cell: _Cell) -> None:
        """A cell with something in it."""
        text = cell.text
        if cell.kind in _NUMBERS and cell.attributes.get("calcext:value-type") != "error" and _is_number(text):
            shown = cell.shown or (text if cell.is_bare and cell.kind == "float" else "")
            if not shown:
                self.unseen += 1
                return
            self._style(row, column, text, shown)
            if len(text.partition(".")[0]) > EXACT:
                self.scan.odd.append((row, column, text))
        elif cell.attributes.get("calcext:value-type") == "error":
            text = cell.shown
        self.scan.struck.put((row, column), cell.runs, cell.is_struck)
        rows, texts = self.columns.setdefault(column, ([], []))
        rows.append(row)
        texts.append(text)
        self.rows = max(self.rows, row)
        self.scan.rows, self.scan.columns = self.rows, max(self.scan.columns, column)

    def _style(self, row: int, column: int, number: str, shown: str) -> None:
        section = section_of(number, shown)
        if section == _PLAIN:
            return
        styled = self.scan.styled.setdefault(column, Styled())
        styled.rows.append(row)
        styled.styles.append(self.formats.setdefault(section, len(self.formats)))
        styled.numbers.append(number.encode())

    def grid(self, name: str) -> Grid:
        """The finished sheet."""
        self.scan.formats = [NumberFormat((section,)) for section in self.formats]
        empty = pl.Series([None], dtype=pl.String).new_from_index(0, self.rows)
        cells = {
            str(column - 1): empty.clone().scatter([row - 1 for row in rows], texts)
            for column, (rows, texts) in sorted(self.columns.items())
        }
        frame = pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))
        return Grid(name, frame.with_columns(pl.when(pl.all() != "").then(pl.all())), self.scan, self.unseen)


def _is_number(text: str) -> bool:
    """True for a number as a sheet holds it; what only says to be one is kept as the text that it is."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        return False
    return number.is_finite() and abs(number.adjusted()) <= LARGEST


def begin(archive: ZipFile, where: str) -> tuple[tuple[SheetPart, ...], Callable[[SheetPart], Grid]]:
    """The sheets, and what reads one. Raises InputError for a bomb, ExpatError or LookupError for what is no sheet."""
    check_directory(archive, where)
    member = archive.getinfo(CONTENT)
    if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
        raise InputError([Fault(tell("工作簿加了密码"), where, expected=tell("取消密码后再读"))])
    listing = _Walk("")
    _walk(archive, where, listing)
    if not listing.sheets:
        raise InputError([Fault(tell("这是 OpenDocument 文件，里面没有工作表"), where, expected=tell(TO_XLSX))])
    sheets = tuple(SheetPart(name, member, style in listing.styles.hidden) for name, style in listing.sheets)

    def read(sheet: SheetPart) -> Grid:
        walk = _Walk(sheet.name)
        _walk(archive, where, walk)
        walk.sheet.scan.check(where)
        return walk.sheet.grid(sheet.name)

    return sheets, read


def _walk(archive: ZipFile, where: str, walk: "_Walk") -> None:
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = walk.begin, walk.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = walk.say, _refuse_entities
    with archive.open(CONTENT) as source:
        for window in windows(source, where):
            parser.Parse(window)
    parser.Parse(b"", True)


def _refuse_entities(*_: object) -> None:
    raise ValueError("entities are nothing that a sheet has")


class _Walk:
    """Takes the elements of a document: the sheets that there are, and the cells of the one that is `wanted`."""

    def __init__(self, wanted: str) -> None:
        self.wanted, self.sheet = wanted, _Sheet()
        self.sheets: list[tuple[str, str]] = []
        """each name and style"""
        self.styles = Styles()
        self._defaults: list[tuple[int, str]] = []
        """of columns, one behind the other: the last one with a style, and the style of its cells that tell none"""
        self._of_row = ""
        self._inside = False
        self._row, self._column, self._times = 1, 1, 1
        self._cells: list[tuple[int, _Cell]] = []
        self._cell: _Cell | None = None
        self._hidden, self._taken = False, 0
        self._note, self._paragraph = 0, False
        self._spans: list[tuple[bool | None, str]] = [(None, "")]
        """whether the text is struck out, and its level, in one within another: as in `TextRun`"""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        match name:
            case "table:table" if self._cell:
                raise ValueError("a sheet in a cell")
            case "table:table":
                self.sheets.append((attributes.get("table:name", ""), attributes.get("table:style-name", "")))
                self._inside = bool(self.wanted) and self.sheets[-1][0] == self.wanted
                self._row, self._defaults = 1, []
            case _ if self._inside:
                self._begin_inside(name, attributes)
            case _:
                self.styles.begin(name, attributes)

    def _begin_inside(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table:table-column":
                before = self._defaults[-1][0] if self._defaults else 0
                last = before + int(attributes.get("table:number-columns-repeated", 1))
                self._defaults.append((last, attributes.get("table:default-cell-style-name", "")))
                if attributes.get("table:visibility", "visible") != "visible":
                    self.sheet.scan.hidden_columns.append(range(before + 1, last + 1))
            case "table:table-row":
                self._times, self._column, self._cells = int(attributes.get("table:number-rows-repeated", 1)), 1, []
                self._of_row = attributes.get("table:default-cell-style-name", "")
                self._hidden = attributes.get("table:visibility", "visible") != "visible"
            case "table:table-cell" | "table:covered-table-cell":
                self._cell = _Cell(attributes)
                self._take_merged(attributes)
            case _ if _is_beside(name):
                self._note += 1
            case "text:p" if self._cell and not self._note:
                self._cell.paragraphs.append("")
                self._paragraph = True
                if self._cell.runs:
                    self._cell.runs.append(TextRun("\n"))
            case "text:span":
                style, (struck, level) = attributes.get("text:style-name", ""), self._spans[-1]
                self._spans.append((self.styles.struck.get(style, struck), self.styles.levels.get(style, level)))
            case "text:s" | "text:tab" | "text:line-break":
                self.say(
                    "\n"
                    if name == "text:line-break"
                    else " " * _bounded(int(attributes.get("text:c", 1)), _MOST_SPACES)
                )

    def _style_of(self, attributes: dict[str, str]) -> str:
        of_column = next((style for last, style in self._defaults if last >= self._column), "")
        return attributes.get("table:style-name") or self._of_row or of_column

    def _take_merged(self, attributes: dict[str, str]) -> None:
        down, across = (int(attributes.get(f"table:number-{side}-spanned", 1)) for side in ("rows", "columns"))
        if down > 1 or across > 1:
            place = tell("第 {column} 列", column=self._column)
            area = (self._row, self._row + down - 1), (self._column, self._column + across - 1)
            self.sheet.scan.merged.append(Merged(*area, place))

    def say(self, text: str) -> None:
        """Text within an element."""
        if self._cell and self._paragraph and not self._note:
            self._cell.paragraphs[-1] += text
            if self.styles.struck or self.styles.levels:
                self._cell.runs.append(TextRun(text, *self._spans[-1]))

    def end(self, name: str) -> None:
        """An element ends."""
        match name:
            case "table:table":
                self._inside = False
            case "text:p" if not self._note:
                self._paragraph = False
            case _ if self._inside and _is_beside(name):
                self._note -= 1
            case "table:table-cell" | "table:covered-table-cell" if self._cell:
                self._end_cell(self._cell)
            case "table:table-row" if self._inside:
                self._end_row()
            case "text:span" if self._inside:
                self._spans.pop()

    def _end_cell(self, cell: _Cell) -> None:
        times = int(cell.attributes.get("table:number-columns-repeated", 1))
        if cell.text:
            cell.is_struck = bool(self.styles.struck.get(self._style_of(cell.attributes)))
            cell.is_bare = not cell.paragraphs and self.styles.is_bare(self._style_of(cell.attributes))
            _bounded(len(self._cells) + times)
            self._cells += ((self._column + number, cell) for number in range(times))
        self._column, self._cell = self._column + times, None

    def _end_row(self) -> None:
        rows = self._rows()
        self._taken += len(rows) * len(self._cells)
        if self._taken > MOST_CELLS:
            raise ValueError("more cells than a list has")
        if self._hidden:
            self.sheet.scan.hidden += rows
        for row in rows:
            for column, cell in self._cells:
                self.sheet.put(row, column, cell)
        self._row += self._times

    def _rows(self) -> range:
        return range(self._row, self._row + _bounded(self._times)) if self._cells else range(0)


def _is_beside(name: str) -> bool:
    """True for what lies in a cell without being what the cell says: notes, and all that is drawn."""
    return name == "office:annotation" or (name.startswith("draw:") and name != "draw:a")


def _bounded(times: int, most: int = _MOST_REPEATED) -> int:
    if times > most:
        raise ValueError("the same, over and over")
    return times
