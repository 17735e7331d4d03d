"""Answers gathered into a list: read, joined, written beside the list, and read again before it counts."""

from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.lists.reading import sheet_warnings, warn
from jinshan_cli.faces.out.spreadsheet import new_book
from jinshan_cli.faces.roster.firmfiles import firm_files
from jinshan_cli.faces.words.faults import fault_line
from jinshan_cli.files.disk.opening import read_bytes
from jinshan_cli.files.disk.saving import check_target, write_aside
from jinshan_cli.files.firm.folder import FirmFiles
from jinshan_cli.files.lists.blocks import Origin
from jinshan_cli.files.lists.firms import Sheet, open_sheet
from jinshan_cli.files.lists.titles.who import CODES, NAMES
from jinshan_cli.files.lists.workbooks.formats import NumberFormat
from jinshan_cli.files.roster.bookfile import EditedFile, RosterBook
from jinshan_cli.files.roster.edits import RosterEdits
from jinshan_cli.files.roster.textfile import TextShape, edited_text
from jinshan_cli.use.roster.gather import Gathered, disagreement, gather, heading
from jinshan_cli.use.roster.roster import Roster

BOOKS, TEXTS = (".xlsx", ".xlsm"), (".csv", ".tsv", ".txt")
LARGEST = 400 << 20


@dataclass(frozen=True, slots=True)
class GatherOrder:
    """What the command line asks for."""

    folders: tuple[Path, ...]
    roster: Path | None
    output: Path
    sheet: str = ""
    force: bool = False

    def check(self) -> None:
        """Raises InputError for what can be seen before anything is read."""
        ending, wanted = self.output.suffix.lower(), (*BOOKS, *TEXTS)
        if ending not in wanted:
            raise InputError(
                [
                    Fault(
                        tell("不能写成这种文件"),
                        str(self.output),
                        ending,
                        tell("文件名以 {those} 结尾", those=tell("、").join(wanted)),
                    )
                ]
            )
        if self.roster is not None and self.roster.suffix.lower() != ending:
            what = tell("名单是 {suffix}，结果也要是", suffix=self.roster.suffix or tell("没有扩展名的文件"))
            expected = tell("原样写回才不动别的单元格；要换格式，用 Excel 另存")
            raise InputError([Fault(what, str(self.output), ending, expected)])
        check_target(self.output, self.force, self.roster)


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to."""

    found: Gathered
    files: FirmFiles
    forgotten: int
    """formulas whose values were taken away: they read what has changed"""

    @property
    def is_whole(self) -> bool:
        """True if every file and every row was read, and every answer is written."""
        return not (self.files.faults or self.found.refused or self.found.left or self.found.unread)


def run_gather(order: GatherOrder, edition: Edition, as_of: date) -> Run:
    """Writes the list with the answers in it. Raises InputError, and then nothing is written."""
    order.check()
    files = firm_files(order.folders, edition, as_of)
    for each in files.files:
        check_target(order.output, order.force, each.path)
    warn(map(fault_line, files.faults))
    with TemporaryDirectory(prefix="jinshan-") as folder:
        path = order.roster or _blank(Path(folder, f"new{order.output.suffix}"), files, edition.facts)
        sheet = open_sheet(path, edition.facts, sheet=order.sheet)
        before = Roster(sheet, edition.facts)
        if order.roster is not None:
            warn(sheet_warnings(sheet))
        if sheet.table.origin is None:
            raise InputError([Fault(tell("这种名单不能写回"), str(path), expected=tell("另存为 xlsx 或 CSV"))])
        target = _Target(sheet, before, read_bytes(path, LARGEST), str(order.roster or order.output))
        found = gather(files.files, before, sheet.table.origin, edition.facts, target)
        warn(map(fault_line, found.refused))
        edited = target.edited(found.edits)
        written = Path(folder, f"written{order.output.suffix}")
        written.write_bytes(edited.content)
        if where := _disagreement(written, sheet.table.origin, edition.facts, (found, before, edited)):
            what = tell("写出的名单读回来与应有的不同（{where}），没有写", where=where)
            raise InputError([Fault(what, target.where, expected=tell("这份名单请手工填写，并把它反馈给我们"))])
    write_aside(order.output, edited.content, order.force, order.roster)
    return Run(found, files, edited.forgotten)


def _disagreement(written: Path, origin: Origin, facts: Catalogue, told: tuple[Gathered, Roster, EditedFile]) -> str:
    """Where the file does not read as it should, or ""."""
    found, before, edited = told
    try:
        after = Roster(open_sheet(written, facts, sheet=origin.sheet), facts)
    except InputError as error:
        return error.faults[0].what
    return disagreement(found, before, after, lambda *place: place in edited.emptied)


class _Target:
    """The file of a list, to be written into. Raises InputError."""

    def __init__(self, sheet: Sheet, roster: Roster, content: bytes, where: str) -> None:
        self._sheet, self._roster, self._content, self.where = sheet, roster, content, where
        origin = sheet.table.origin
        self._book = RosterBook(content, origin, where) if origin and origin.sheet else None

    @property
    def last(self) -> int:
        """The last line of a sheet; of a text nothing depends on it."""
        return self._book.last if self._book else 0

    def why_not(self, line: int, column: int) -> str:
        """Why a cell cannot be written; "" if it can."""
        return self._book.why_not(line, column) if self._book else ""

    def format_of(self, line: int, column: int) -> NumberFormat | None:
        """How a cell shows a number; None: as it is."""
        return self._book.format_of(line, column) if self._book else None

    def edited(self, edits: RosterEdits) -> EditedFile:
        """The file with the edits in it; as it was where there are none."""
        if not (edits.cells or edits.rows):
            return EditedFile(self._content)
        if self._book:
            return self._book.edited(edits)
        table, roster, origin = self._sheet.table, self._roster, self._sheet.table.origin
        assert origin is not None
        width = len(self._sheet.header.slots)
        shape = TextShape(table.delimiter, roster.encoding, origin.line, width, roster.whole_lines, table.spaced)
        return EditedFile(edited_text(self._content, shape, edits, self.where))


def _blank(path: Path, files: FirmFiles, facts: Catalogue) -> Path:
    """A list of no firms, with a column for each fact that a file tells."""
    kept = [each.kept for each in files.files if each.kept]
    keys = frozenset(key for each in kept for key in each.firm.facts) or frozenset((facts.facts[0].key,))
    codes = [tell(CODES[0])] if any(each.code for each in kept) else []
    titles = [tell(NAMES[1]), *codes, *(heading(facts[key], facts) for key in facts.in_order(keys))]
    if path.suffix.lower() in BOOKS:
        memory = BytesIO()
        with new_book(memory) as book:
            page = book.add_worksheet(tell("名单"))
            page.write_row(0, 0, titles, book.add_format({"bold": True, "text_wrap": True}))
            page.set_column(0, len(titles) - 1, 14)
            page.freeze_panes(1, 1)
        path.write_bytes(memory.getvalue())
    else:
        separator = "\t" if path.suffix.lower() == ".tsv" else ","
        path.write_text(separator.join(titles) + "\n", "utf-8-sig", newline="\n")
    return path
