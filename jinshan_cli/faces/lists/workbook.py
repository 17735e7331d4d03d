"""A list of results as a workbook: numbers as numbers, ids as whole text, filters, and a sheet of totals per policy."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.outcome import NOTHING_TO_HAVE
from jinshan_cli.core.policy import SUMMED, Edition, Policy
from jinshan_cli.core.tally import PolicyTally, Sum
from jinshan_cli.core.written.figures import PENDING
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.lists.groups import STANDING
from jinshan_cli.faces.lists.headings import HEADINGS
from jinshan_cli.faces.lists.summary import combined_lines
from jinshan_cli.faces.lists.table import ResultTable
from jinshan_cli.faces.out.spreadsheet import (
    EXACT,
    MONEY,
    Cell,
    RowSheet,
    across_a4,
    fitted,
    new_book,
    write_sheet,
    yuan_cell,
)
from jinshan_cli.faces.words.spans import NO_LIMIT_KNOWN
from jinshan_cli.faces.words.wrapping import width_of
from jinshan_cli.use.lists.account import Account
from jinshan_cli.use.lists.batch import Field, ResultBlock
from jinshan_cli.use.lists.digest import Digest, GroupDigest, KindDigest

MOST_ROWS = 1_048_576
"""of a sheet, heading included"""
MOST_COLUMNS = 16_384
LONGEST_TEXT = 32_767
CUT = "……（过长，余下略）"
NARROWEST, WIDEST = 8, 40
SAMPLE = 200
"""rows that the widths of columns are taken from"""
CALL_WIDTHS = {
    **{"row": 6, "name": 20, "last_day": 11, "now": 34, "low": 14},
    **{"money": 26, "possible": 24, "ask_first": 30, "ask": 34, "near": 34, "phones": 24},
}
_PLAIN = r"^(?:0|[1-9][0-9]{0,12})(?:\.[0-9]{1,2})?$"
"""figures that become number cells: at most 15 digits"""


def write_workbook(table: ResultTable, blocks: Iterator[ResultBlock], path: Path) -> None:
    """Writes every block, on further sheets where one is full, and the totals. Raises InputError, OSError."""
    if len(table.keys) > MOST_COLUMNS:
        raise InputError(
            [
                Fault(
                    tell("列数超过 Excel 的上限 {most_columns}", most_columns=MOST_COLUMNS),
                    str(path),
                    expected=tell("改用 .csv 或 .parquet"),
                )
            ]
        )
    with new_book(path, constant_memory=True) as book:
        sheets = _Sheets(book, table)
        for block in blocks:
            sheets.add(table.words(block))
        sheets.finish()
        _write_totals(book, table.results.edition, table.results.account)
        if table.results.digest:
            _write_groups(book, table.results.digest)


@dataclass
class _Sheets:
    """The sheets of results: the one being written, and how far it is."""

    book: xlsxwriter.Workbook
    table: ResultTable
    number: int = 0
    row: int = 0
    sheet: Worksheet = field(init=False)
    widths: list[int] = field(init=False)
    bold: Format = field(init=False)
    money: Format = field(init=False)

    def __post_init__(self) -> None:
        self.widths = [_width(heading) for heading in self.table.headings]
        self.bold = self.book.add_format({"bold": True, "bottom": 1})
        self.money = self.book.add_format({"num_format": MONEY})
        self._begin()

    def _begin(self) -> None:
        self.number += 1
        self.sheet = self.book.add_worksheet(tell("结果{number}", number=self.number if self.number > 1 else ""))
        self.sheet.freeze_panes(1, 0)
        if self.table.results.layout == "call":
            self._for_paper()
        for column, heading in enumerate(self.table.headings):
            self.sheet.write_string(0, column, heading, self.bold)
        self.row = 1

    def _for_paper(self) -> None:
        """A4 on its side, as wide as a page, its headings and its page number on each."""
        wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        for column, key in enumerate(self.table.keys):
            self.sheet.set_column(column, column, CALL_WIDTHS[key], wrapped)
        across_a4(self.sheet, 0, 0.5, 0.5, "&R&P / &N")

    def add(self, frame: pl.DataFrame) -> None:
        """Writes the rows of a block."""
        if self.number == 1 and self.row <= SAMPLE:
            self._widen(frame.head(SAMPLE + 1 - self.row))
        columns = [_cells(field, frame[field.key]) for field in self.table.results.fields]
        formats = [self.money if field.kind == "money" else None for field in self.table.results.fields]
        for row in zip(*columns, strict=True):
            if self.row == MOST_ROWS:
                self.finish()
                self._begin()
            self._add_row(row, formats)

    def _add_row(self, row: tuple[Any, ...], formats: list[Format | None]) -> None:
        sheet, number = self.sheet, self.row
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif isinstance(value, bool):
                sheet.write_boolean(number, column, value)
            else:
                sheet.write_number(number, column, value, formats[column])
        self.row += 1

    def _widen(self, frame: pl.DataFrame) -> None:
        for column, key in enumerate(self.table.keys):
            texts = (str(value) for value in frame[key] if value is not None)
            self.widths[column] = max(self.widths[column], *map(_width, texts), 0)

    def finish(self) -> None:
        """Filters over all rows of the sheet; no warning for figures that are meant as text."""
        for column, width in enumerate(self.widths if self.table.results.layout != "call" else ()):
            self.sheet.set_column(column, column, width)
        last = (max(self.row - 1, 1), len(self.table.keys) - 1)
        self.sheet.autofilter(0, 0, *last)
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self.row}"})


def _width(text: str) -> int:
    return min(max(width_of(text[:WIDEST]) + 2, NARROWEST), WIDEST)


def _cells(field: Field, column: pl.Series) -> list[Any]:
    """A column as cells: number, truth, text, or None for an empty one."""
    if field.kind == "money":
        return [None if fen is None else yuan_cell(fen) for fen in column.to_list()]
    if column.dtype != pl.String:
        return [_native_cell(value) for value in column.to_list()]
    if field.fact is not None and field.fact.is_plain:
        figures = column.to_frame().select(pl.when(pl.col(field.key).str.contains(_PLAIN)).then(pl.col(field.key)))
        numbers = figures.to_series().cast(pl.Float64).to_list()
        return [text if number is None else number for number, text in zip(numbers, column.to_list(), strict=True)]
    if (column.str.len_chars() > LONGEST_TEXT).any():
        return [_cut(text) for text in column.to_list()]
    return column.to_list()


def _native_cell(value: Any) -> Any:
    """A value of a typed file; text where a spreadsheet has no such value or would round it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float) and abs(value) < 10**EXACT:
        return value
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= EXACT:
        return float(value)
    return str(value)


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(tell(CUT))] + tell(CUT)


def _write_totals(book: xlsxwriter.Workbook, edition: Edition, account: Account) -> None:
    sums = [HEADINGS[f"{kind}_{end}"] for kind in SUMMED for end in ("low", "high")]
    titles = [
        tell("编号"),
        tell("政策"),
        tell("符合（家）"),
        tell("待核实（家）"),
        tell("{word}（家）", word=tell(NOTHING_TO_HAVE)),
        *sums,
        tell("补齐这一项即可确定（家）"),
    ]
    rows = [_total(policy, account, edition) for policy in edition.policies]
    rows.append([])
    rows += [[None, line] for line in (*combined_lines(account.tally, edition), edition.header.notice)]
    widths = (6, 30, 11, 11, 15, *[18] * len(sums), 40)
    write_sheet(book, RowSheet(tell("汇总"), titles, rows, widths, 2, frozenset(range(5, 5 + len(sums))), False))


def _total(policy: Policy, account: Account, edition: Edition) -> list[Cell]:
    tally = account.tally.policies.get(policy.number, PolicyTally())
    settling = sorted(tally.missing.items(), key=lambda item: -item[1].alone)
    words = tell("；").join(f"{edition.facts[key].label} {hanging.alone}" for key, hanging in settling if hanging.alone)
    counts = (tally.eligible, tally.undetermined, tally.nothing)
    return [policy.number, policy.title, *counts, *_sums(tally), words or None]


def _write_groups(book: xlsxwriter.Workbook, digest: Digest) -> None:
    """Every group, if firms are grouped."""
    if not digest.grouped.by:
        return
    by, each = digest.grouped.titles, ("low", "high", "possible")
    sums = [HEADINGS[f"{kind}_{end}"] for kind in SUMMED for end in each]
    titles = [*by, tell("企业数"), *(tell("{word}（家）", word=word) for word in STANDING.values()), *sums]
    rows = [_of_group(group) for group in digest.groups]
    first = len(titles) - len(sums)
    money = frozenset(range(first, len(titles)))
    write_sheet(book, RowSheet(tell("分组"), titles, rows, fitted(titles, rows, WIDEST), len(by), money))


def _of_group(group: GroupDigest) -> list[Cell]:
    counts = [getattr(group.standings, name) for name in STANDING]
    return [*group.values, group.firms, *counts, *(cell for each in group.money.values() for cell in _bounds(each))]


def _bounds(kind: KindDigest) -> Iterator[Cell]:
    """At least, at most, and what could come on top at most."""
    yield from _ends(kind.due)
    yield _most(kind.possible)


def _ends(due: Sum) -> Iterator[Cell]:
    """The least and the most; empty where nothing is sure to be had now, which is not 0 yuan."""
    yield None if due == Sum() else tell(PENDING) if due.is_barely else yuan_cell(due.stated)
    yield _most(due)


def _most(found: Sum) -> Cell:
    return None if found == Sum() else tell(NO_LIMIT_KNOWN) if found.unlimited else yuan_cell(found.high)


def _sums(tally: PolicyTally) -> Iterator[Cell]:
    """Per kind the least and the most."""
    for kind in SUMMED:
        yield from _ends(tally.sums.get(kind, Sum()))
