"""A list is opened for a command, and what became of its rows is told."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.lists.problems import show_problems
from jinshan_cli.faces.lists.summary import doubt_lines
from jinshan_cli.faces.out.put import DASH
from jinshan_cli.faces.shell.telling import tell
from jinshan_cli.faces.words.faults import fault_line
from jinshan_cli.files.disk.opening import standard_input
from jinshan_cli.files.lists.firms import Sheet, open_sheet
from jinshan_cli.files.lists.headers import Column
from jinshan_cli.files.lists.likeness import akin
from jinshan_cli.use.lists.account import Account


def check_piped(path: Path, example: str) -> None:
    """Raises InputError if the list is to come from stdin, and that is a terminal; `example` is how to pipe it."""
    if path == DASH and standard_input().isatty():
        raise InputError([Fault("标准输入是终端，没有内容可读", expected=f"用管道送入名单，例如 {example}")])


def open_list(path: Path, facts: Catalogue, example: str, sheet: str = "") -> Sheet:
    """The list of a file, or of stdin, as the `example` pipes it; `sheet` names one of a workbook's.

    Raises InputError.
    """
    check_piped(path, example)
    return open_sheet("-" if path == DASH else path, facts, sheet=sheet)


def sheet_warnings(sheet: Sheet) -> Iterator[str]:
    """What is doubtful about the file, so far."""
    if sheet.encoding not in ("", "UTF-8"):
        yield f"{clean(sheet.where)} 按 {sheet.encoding} 编码读入"
    for fault in sheet.warnings:
        yield fault_line(fault)


def unused_lines(sheet: Sheet, facts: Catalogue, used: Collection[Column] = ()) -> Iterator[str]:
    """One line that names every column that is carried and tells nothing, with the fact that it may be about.

    `used`: those that firms are grouped or weighed by.
    """
    carried = (column for column in sheet.header.carried if column not in used)
    columns = [(clean(column.title), akin(column.title, facts)) for column in carried]
    if columns:
        told = "、".join(f"{title}（是否指“{fact.label}”？）" if fact else title for title, fact in columns)
        yield f"{len(columns)} 列不是指标，没有用来计算：{told}；指标的写法见 jinshan facts"


def warn(lines: Iterable[str]) -> None:
    """Prints warnings, one a line."""
    for line in lines:
        tell(f"! {line}", "yellow")


def tell_account(sheet: Sheet, account: Account, facts: Catalogue, used: Collection[Column] = ()) -> None:
    """What was refused or is doubtful, and the count of rows, on stderr; `used` as `unused_lines` has it."""
    warn((*sheet_warnings(sheet), *unused_lines(sheet, facts, used)))
    show_problems(account)
    warn(doubt_lines(account, sheet.header, facts))
    cells = f"；{account.cells:,} 个单元格无法识别，按未知计算" if account.cells else ""
    blank = f"；空行 {account.blank:,} 行，不计" if account.blank else ""
    refused = f" + 拒收 {account.refused:,} 行" if account.refused else ""
    tell(f"读入 {account.read:,} 行 = {account.evaluated:,} 家{refused}{cells}{blank}")
