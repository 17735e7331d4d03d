"""A batch from order to files: what may be written is checked first, all is written aside, and then accounted for."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.lists.groups import show_groups
from jinshan_cli.faces.lists.headings import renamed
from jinshan_cli.faces.lists.problems import ProblemFile, problems_path, show_problems
from jinshan_cli.faces.lists.progress import ProgressBar
from jinshan_cli.faces.lists.reading import FirmSource, sheet_warnings, unused_lines, warn
from jinshan_cli.faces.lists.summary import account_lines, doubt_lines, show_summary
from jinshan_cli.faces.lists.table import ResultTable
from jinshan_cli.faces.lists.writers import TEXTS, StreamWriter, write_settled
from jinshan_cli.faces.out.endings import ending_of
from jinshan_cli.faces.out.put import DASH, endings, face
from jinshan_cli.faces.shell.console import messages
from jinshan_cli.faces.shell.streams import result_stream
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.words.faults import fault_line
from jinshan_cli.faces.words.labels import say_outside
from jinshan_cli.files.disk.refusals import numbered
from jinshan_cli.files.disk.saving import check_target, unwritable, written_aside
from jinshan_cli.files.disk.targets import STDOUT, is_stream
from jinshan_cli.files.lists.blocks import AS_USUAL, OBJECT, ListReading
from jinshan_cli.files.lists.firms import Sheet
from jinshan_cli.files.lists.prefetch import ahead
from jinshan_cli.use.edition.planned import PlanOf, planned, planned_edition
from jinshan_cli.use.lists.account import Account
from jinshan_cli.use.lists.batch import Layout, ResultBlock, Results
from jinshan_cli.use.lists.digest import Digest
from jinshan_cli.use.lists.grouping import grouping, names_in

PAGE = ".html"
"""the ending of a summary"""
SLICE = 2_000
"""rows between two looks at the progress bar where writing is slow"""


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks for."""

    firms: tuple[Path, ...]
    """a list, or firm files and folders of them"""
    output: Path | None
    layout: Layout = "firm"
    labels: bool | None = None
    """None: as the format has it"""
    bom: bool = False
    strict: bool = False
    problems: Path | None = None
    json: bool = False
    force: bool = False
    sheet: str = ""
    """of a workbook; empty: the one that has a header"""
    near: bool = False
    """with columns of near misses"""
    by: str = ""
    """columns and facts that the summary is grouped by, between commas"""
    reading: ListReading = AS_USUAL
    """in what blocks the list is worked on, which is never seen in the results"""

    @property
    def source(self) -> FirmSource:
        """What is read."""
        return FirmSource(self.firms, self.sheet, self.reading)

    @property
    def target(self) -> Path | None:
        """The file to write; None is stdout."""
        return None if self.output in (None, *STDOUT) else self.output

    @property
    def read(self) -> Path | None:
        """The list to read; None is stdin, or firm files."""
        place, *others = self.firms
        return None if others or place == DASH else place

    @property
    def problem_list(self) -> Path | None:
        """Where refused cells and rows are listed: beside a file, not beside a stream."""
        if self.problems or self.target is None or is_stream(self.target):
            return self.problems
        return problems_path(self.target)


def run_under(order: Order, data: Path | None, as_of: date) -> Account:
    """Carries out an order under the edition of a data folder, which is compiled once for lists of the same columns."""
    with planned_edition(data) as (edition, plan_of):
        return run_batch(order, edition, as_of, plan_of)


def run_batch(order: Order, edition: Edition, as_of: date, plan_of: PlanOf = planned) -> Account:
    """Carries out an order and reports on stderr. Raises InputError, and then nothing has been written."""
    ending = _check(order)
    account = Account()
    with ProgressBar(tell("计算")) as bar, ExitStack() as stack:
        in_chinese = ending == PAGE or (ending == ".xlsx" if order.labels is None else order.labels)
        made = TEXTS.get(ending, "")
        is_kept = made == OBJECT or not (in_chinese or order.near)
        reading = replace(order.reading, raw=made if is_kept else "")
        sheet = replace(order.source, reading=reading).open(edition, as_of, in_chinese)
        _spare(order, sheet)
        told = Results(edition, as_of, order.layout, sheet, account, order.strict, plan_of, of_worth=in_chinese)
        results = replace(told, near=order.near, digest=_digest(order, ending, edition, sheet))
        listed_at = order.problem_list.name if order.problem_list else ""
        table = ResultTable(results, in_chinese, order.bom, listed_at)
        early = tuple(filter(None, (say_outside(edition, as_of), *_warnings(sheet, table))))
        warn(early)
        listed = _problem_file(order, in_chinese, stack)
        blocks = _watched(ahead(_blocks(results)), results, listed, bar, SLICE if ending == ".xlsx" else 0)
        _write(table, blocks, order, ending, stack)
        stack.close()
        if listed and not account.problems and order.problems is None and order.force:
            listed.path.unlink(missing_ok=True)  # of an earlier run
    warn(line for line in _warnings(sheet, table) if line not in early)
    _report(order, results, ending == PAGE)
    return account


def _check(order: Order) -> str:
    """The ending to write. Raises InputError for what can be seen before anything is read."""
    if order.output is None and sys.stdout.isatty():
        how = tell("加 -o 结果.xlsx 写成文件，或 -o - 写到屏幕")
        raise InputError([Fault(tell("未指定结果写到哪里"), "--output", expected=how)])
    if order.near and (order.layout != "firm" or (order.target and order.target.suffix.lower() == PAGE)):
        raise InputError(
            [Fault(tell("接近条件只写在一家一行的结果里"), "--near", expected=tell("--layout call 本来就有"))]
        )
    order.source.check(tell("jinshan batch - -o 结果.csv < firms.csv"))
    if order.target is None or (not order.target.suffix and is_stream(order.target)):
        return ".jsonl" if order.json else ".csv"
    ending = ending_of(order.target, endings("list"), ".jsonl" if order.json else "")
    if ending == PAGE and order.layout != "firm":
        what, expected = tell("网页是整份名单的汇总，不分行"), tell("去掉 --layout，或以 .xlsx、.csv 结尾")
        raise InputError([Fault(what, f"--layout {order.layout}", expected=expected)])
    target = check_target(order.target, order.force, order.read)
    if order.problems is not None and target == check_target(order.problems, order.force, order.read):
        raise InputError(
            [Fault(tell("问题清单与结果是同一个文件"), str(order.problems), expected=tell("请换一个文件名"))]
        )
    return ending


def _digest(order: Order, ending: str, edition: Edition, sheet: Sheet) -> Digest | None:
    """What the list comes to, for a page or in groups. Raises InputError for what cannot be grouped by."""
    by = names_in(order.by)
    return Digest(edition, grouping(by, "", sheet.header, edition.facts)) if by or ending == PAGE else None


def _spare(order: Order, sheet: Sheet) -> None:
    """Raises InputError if the list of problems would be written over a firm file."""
    if order.problem_list is not None:
        for path in sheet.files:
            check_target(order.problem_list, order.force, path)


def _problem_file(order: Order, in_chinese: bool, stack: ExitStack) -> ProblemFile | None:
    path = order.problem_list
    if path is None:
        return None
    if not is_stream(path):
        ending_of(path, (".csv",))
    listed = ProblemFile(path, stack, order.force, order.read, in_chinese, order.bom or in_chinese)
    if order.problems is not None:
        listed.begin()
    return listed


def _warnings(sheet: Sheet, table: ResultTable) -> Iterator[str]:
    yield from sheet_warnings(sheet)
    for old, new in renamed(table.results.fields, table.headings):
        yield fault_line(Fault(tell("输入已有列 {old}，与结果列同名，写作 {new}", old=old, new=new)))


def _watched(
    blocks: Iterator[ResultBlock], results: Results, listed: ProblemFile | None, bar: ProgressBar, rows: int
) -> Iterator[ResultBlock]:
    """The blocks as they go by: problems to their list, progress to the bar. `rows`: at most so many in a block."""
    account, size, before = results.account, results.sheet.size, 0
    for block in blocks:
        if listed:
            listed.add(block.problems)
        for done, short in _cut(block, rows):
            bar.show(account.read, before + done * (account.done - before), size)
            yield short
        before = account.done
        del block, short  # or they would live until the next one is made
    bar.show(account.read, account.done, size)


def _blocks(results: Results) -> Iterator[ResultBlock]:
    if results.layout != "call" and not results.near:
        return results.blocks()
    from jinshan_cli.faces.lists import calls, near  # they go firm by firm, with the scalar engine

    return calls.call_blocks(results) if results.layout == "call" else near.near_blocks(results)


def _cut(block: ResultBlock, rows: int) -> Iterator[tuple[float, ResultBlock]]:
    """A block cut up, each cut with the share of the block before it; whole where `rows` is 0."""
    height = block.rows.height
    if not rows or height <= rows:
        yield 0.0, block
        return
    for first in range(0, height, rows):
        yield first / height, replace(block, rows=block.rows.slice(first, rows))


def _write(table: ResultTable, blocks: Iterator[ResultBlock], order: Order, ending: str, stack: ExitStack) -> None:
    write = face("list", ending)
    try:
        if order.target is not None:
            path = stack.enter_context(written_aside(order.target, order.force, order.read))
            if ending in TEXTS:
                write_settled(write, table, blocks, path)
            else:
                write(table, blocks, path)
        elif order.strict:
            _print_whole(table, blocks, write)
        else:
            with result_stream() as stream:
                write(table, blocks, stream)
    except OSError as error:
        told = numbered(error)
        if order.target is None:
            raise told from None
        raise InputError([unwritable(told, order.target)]) from None


def _print_whole(table: ResultTable, blocks: Iterator[ResultBlock], write: StreamWriter) -> None:
    """To stdout, but not before the last row is known to be good."""
    with tempfile.TemporaryFile() as kept:
        write(table, blocks, kept)
        kept.seek(0)
        with result_stream() as stream:
            shutil.copyfileobj(kept, stream, 2**20)


def _report(order: Order, results: Results, is_page: bool) -> None:
    account, sheet, edition, digest = results.account, results.sheet, results.edition, results.digest
    show_problems(account)
    warn(doubt_lines(account, sheet.header, edition.facts))
    show_summary(messages(), edition, account)
    if digest:
        show_groups(messages(), digest)
    warn(unused_lines(sheet, edition.facts, digest.grouped.columns if digest else ()))
    for line in account_lines(account, sheet, order.target, order.problem_list if account.problems else None, is_page):
        announce(line)
