"""A list is opened for a command, and what became of its rows is told."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.lists.problems import show_problems
from jinshan_cli.faces.lists.summary import doubt_lines, unit_of
from jinshan_cli.faces.out.put import DASH
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.words.faults import fault_line
from jinshan_cli.files.disk.opening import standard_input
from jinshan_cli.files.firm.folder import are_firm_files
from jinshan_cli.files.lists.blocks import AS_USUAL, ListReading
from jinshan_cli.files.lists.firms import Sheet, open_sheet
from jinshan_cli.files.lists.headers import Column
from jinshan_cli.files.lists.titles.likeness import akin
from jinshan_cli.use.lists.account import Account

NAMED = 3
"""places that a list of firm files is called by"""


def check_piped(path: Path, example: str) -> None:
    """Raises InputError if the list is to come from stdin, and that is a terminal; `example` is how to pipe it."""
    if path == DASH and standard_input().isatty():
        raise InputError(
            [
                Fault(
                    tell("标准输入是终端，没有内容可读"),
                    expected=tell("用管道送入名单，例如 {example}", example=example),
                )
            ]
        )


@dataclass(frozen=True, slots=True)
class FirmSource:
    """Where the firms of a list are: a list, or firm files and folders of them."""

    places: tuple[Path, ...]
    sheet: str = ""
    """of a workbook; empty: the one that has a header"""
    reading: ListReading = AS_USUAL
    """in what blocks a list is worked on, which is never seen in the results"""

    def check(self, example: str) -> None:
        """Raises InputError for what can be seen before anything is read; `example` is how a list is piped."""
        check_piped(self.places[0], example)
        lists = [place for place in self.places if not are_firm_files((place,))]
        if lists and len(self.places) > 1:
            expected = tell("名单一份一份算；能一起给的只有企业资料（.toml）和企业资料的文件夹")
            raise InputError([Fault(tell("不能与别的一起算"), str(lists[0]), expected=expected)])
        if self.sheet and not lists:
            raise InputError([Fault(tell("企业资料没有工作表"), str(self.places[0]), self.sheet, tell("去掉 --sheet"))])

    def open(self, edition: Edition, as_of: date, in_chinese: bool = False) -> Sheet:
        """The list. `in_chinese`: firm files get headings and options in words instead of keys. Raises InputError."""
        if are_firm_files(self.places):
            from jinshan_cli.faces.roster.firmfiles import sheet_of_files

            return replace(sheet_of_files(self.places, edition, as_of, in_chinese), where=_named(self.places))
        (path,) = self.places
        return open_sheet("-" if path == DASH else path, edition.facts, self.reading, self.sheet)


def _named(places: Sequence[Path]) -> str:
    """What files and folders are called together."""
    told = tell("、").join(place.resolve().name for place in places[:NAMED])
    return told + (tell(" 等 {count:,} 处", count=len(places)) if len(places) > NAMED else "")


def sheet_warnings(sheet: Sheet) -> Iterator[str]:
    """What is doubtful about the file, so far."""
    if sheet.encoding not in ("", "UTF-8"):
        yield tell("{where} 按 {encoding} 编码读入", where=clean(sheet.where), encoding=sheet.encoding)
    for fault in sheet.warnings:
        yield fault_line(fault)


def unused_lines(sheet: Sheet, facts: Catalogue, used: Collection[Column] = (), is_page: bool = False) -> Iterator[str]:
    """One line that names every column that is carried and tells nothing, with the fact that it may be about if no
    other column is.

    `used`: those that firms are grouped or weighed by; `is_page`: nobody has a command line before him.
    """
    carried = (column for column in sheet.header.carried if column not in used)
    columns = [(clean(column.title), akin(column.title, facts)) for column in carried]
    if columns:
        present = sheet.header.present
        told = tell("、").join(
            tell("{title}（是否指“{label}”？）", title=title, label=fact.label)
            if fact and fact.key not in present
            else title
            for title, fact in columns
        )
        yield (
            tell("{count} 列不是指标，没有用来计算：{told}", count=len(columns), told=told)
            if is_page
            else tell(
                "{count} 列不是指标，没有用来计算：{told}；指标的写法见 jinshan facts", count=len(columns), told=told
            )
        )


def warn(lines: Iterable[str]) -> None:
    """Prints warnings, one a line."""
    for line in lines:
        announce(f"! {line}", "yellow")


def tell_account(sheet: Sheet, account: Account, facts: Catalogue, used: Collection[Column] = ()) -> tuple[str, ...]:
    """What was refused or is doubtful, and the count of rows, on stderr; `used` as `unused_lines` has it. Gives what is
    doubtful."""
    of_sheet, doubts = tuple(sheet_warnings(sheet)), tuple(doubt_lines(account, sheet.header, facts))
    warn((*of_sheet, *unused_lines(sheet, facts, used)))
    show_problems(account)
    warn(doubts)
    cells = tell("；{cells:,} 个单元格无法识别，按未知计算", cells=account.cells) if account.cells else ""
    blank = tell("；空行 {blank:,} 行，不计", blank=account.blank) if account.blank else ""
    unit = unit_of(sheet)
    refused = tell(" + 拒收 {refused:,} {unit}", refused=account.refused, unit=unit) if account.refused else ""
    announce(
        tell(
            "读入 {read:,} {unit} = {evaluated:,} 家{refused}{cells}{blank}",
            read=account.read,
            unit=unit,
            evaluated=account.evaluated,
            refused=refused,
            cells=cells,
            blank=blank,
        )
    )
    return *of_sheet, *doubts
