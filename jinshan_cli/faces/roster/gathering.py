"""Answers gathered into a list: read, joined, written beside the list, and read again before it counts."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.lists.reading import sheet_warnings, warn
from jinshan_cli.faces.out.spreadsheet import new_book
from jinshan_cli.faces.roster.firmfiles import firm_files
from jinshan_cli.faces.words.faults import fault_line
from jinshan_cli.files.disk.opening import read_bytes
from jinshan_cli.files.disk.saving import check_target, write_aside
from jinshan_cli.files.firm.folder import FirmFiles, files_of
from jinshan_cli.files.lists.firms import Sheet, open_sheet
from jinshan_cli.files.lists.headers import CODES, NAMES
from jinshan_cli.files.roster.bookfile import edited_book
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
        """Raises InputError for what can be seen before anything is read: nothing that is read is written over."""
        ending, wanted = self.output.suffix.lower(), (*BOOKS, *TEXTS)
        if ending not in wanted:
            raise InputError(
                [Fault("不能写成这种文件", str(self.output), ending, f"文件名以 {'、'.join(wanted)} 结尾")]
            )
        if self.roster is not None and self.roster.suffix.lower() != ending:
            what = f"名单是 {self.roster.suffix or '没有扩展名的文件'}，结果也要是"
            expected = "原样写回才不动别的单元格；要换格式，用 Excel 另存"
            raise InputError([Fault(what, str(self.output), ending, expected)])
        for source in (self.roster, *files_of(self.folders)):
            check_target(self.output, self.force, source)


def run_gather(order: GatherOrder, edition: Edition, as_of: date) -> tuple[Gathered, FirmFiles]:
    """Writes the list with the answers in it. Raises InputError, and then nothing is written."""
    order.check()
    files = firm_files(order.folders, edition, as_of)
    warn(map(fault_line, files.faults))
    with TemporaryDirectory(prefix="jinshan-") as folder:
        path = order.roster or _blank(Path(folder, f"new{order.output.suffix}"), files, edition.facts)
        sheet = open_sheet(path, edition.facts, sheet=order.sheet)
        before = Roster(sheet, edition.facts)
        if order.roster is not None:
            warn(sheet_warnings(sheet))
        if sheet.table.origin is None:
            raise InputError([Fault("这种名单不能写回", str(path), expected="另存为 xlsx 或 CSV")])
        found = gather(files.files, before, sheet.table.origin, edition.facts)
        warn(map(fault_line, found.refused))
        content = _content(path, sheet, before, found.edits)
        written = Path(folder, f"written{order.output.suffix}")
        written.write_bytes(content)
        after = Roster(open_sheet(written, edition.facts, sheet=sheet.table.origin.sheet), edition.facts)
        if where := disagreement(found, before, after):
            expected = "这份名单请手工填写，并把它反馈给我们"
            raise InputError([Fault(f"写出的名单读回来与应有的不同（{where}），没有写", str(path), expected=expected)])
    write_aside(order.output, content, order.force, order.roster)
    return found, files


def _content(path: Path, sheet: Sheet, roster: Roster, edits: RosterEdits) -> bytes:
    """The file with the edits in it; as it was where there are none."""
    content = read_bytes(path, LARGEST)
    origin = sheet.table.origin
    assert origin is not None
    if not (edits.cells or edits.rows):
        return content
    if origin.sheet:
        return edited_book(path, origin, edits)
    table, width = sheet.table, len(sheet.header.slots)
    shape = TextShape(table.delimiter, roster.encoding, origin.line, width, roster.whole_lines, table.spaced)
    return edited_text(content, shape, edits, str(path))


def _blank(path: Path, files: FirmFiles, facts: Catalogue) -> Path:
    """A list of no firms, with a column for each fact that a file tells."""
    kept = [each.kept for each in files.files if each.kept]
    keys = frozenset(key for each in kept for key in each.firm.facts) or frozenset((facts.facts[0].key,))
    codes = [CODES[0]] if any(each.code for each in kept) else []
    titles = [NAMES[1], *codes, *(heading(facts[key], facts) for key in facts.in_order(keys))]
    if path.suffix.lower() in BOOKS:
        memory = BytesIO()
        with new_book(memory) as book:
            page = book.add_worksheet("名单")
            page.write_row(0, 0, titles, book.add_format({"bold": True, "text_wrap": True}))
            page.set_column(0, len(titles) - 1, 14)
            page.freeze_panes(1, 1)
        path.write_bytes(memory.getvalue())
    else:
        separator = "\t" if path.suffix.lower() == ".tsv" else ","
        path.write_text(separator.join(titles) + "\n", "utf-8-sig", newline="\n")
    return path
