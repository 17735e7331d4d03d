"""A list of results read again: who each firm is, what it is eligible for, and what that came to."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from jinshan_cli.core.columns import ASK_FIRST, NOTHING, SUMS
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.noise import without_noise
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.cells.who_column import CODE, NAME
from jinshan_cli.files.lists.firms import FirmBlock, Sheet, open_sheet
from jinshan_cli.files.lists.headers import Column, UnknownHeaderError
from jinshan_cli.files.lists.titles.who import who

_LAYOUT = "（一家一行）"
_HOW = "请用 jinshan batch 名单 -o 结果 写出的一家一行的结果"
_YUAN = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,9})?")
_NUMBER = re.compile(r" *[0-9]{1,9} *")


@dataclass(frozen=True, slots=True)
class ListedResult:
    """A firm in a list of results."""

    row: int
    """1 is the first"""
    name: str
    code: str
    """of social credit; empty where there is none"""
    eligible: frozenset[int]
    undetermined: frozenset[int]
    """neither holds what comes to 0 yuan, as with Chinese headings"""
    ask_first: frozenset[int] | None
    """numbers of policies; of the eligible those that have to be asked about first; None: the list does not say"""
    money: dict[str, Decimal | None]
    """`grant_low` … in yuan; None: empty"""


def read_results(path: Path, facts: Catalogue, headings: Mapping[str, str]) -> list[ListedResult]:
    """Every row. `headings`: the Chinese heading of each column of results. Raises InputError."""
    try:
        sheet = open_sheet(path, facts)
    except UnknownHeaderError:
        raise InputError(
            [Fault(tell("不是名单的结果{layout}", layout=tell(_LAYOUT)), str(path), expected=tell(_HOW))]
        ) from None
    columns = _columns(sheet, path, headings)
    return [
        _result(row, columns, path)
        for block in sheet.blocks()
        for row in _whole(block, path).frame.iter_rows(named=True)
    ]


def _whole(block: FirmBlock, path: Path) -> FirmBlock:
    """The block, unless a row of it cannot be lined up with the header."""
    if block.refused:
        row, value = block.problems.filter(block.problems["column"] == "").select("row", "value").row(0)
        raise InputError(
            [Fault(tell("这一行与表头对不上"), tell("{path} 第 {row} 行", path=path, row=row), value, tell(_HOW))]
        )
    return block


def _columns(sheet: Sheet, path: Path, headings: Mapping[str, str]) -> dict[str, Column]:
    titles = {column.title: column for column in sheet.header.columns}
    wanted = ("eligible", "undetermined", ASK_FIRST, NOTHING, *SUMS)
    found = {key: titles.get(key) or titles.get(headings[key]) for key in wanted}
    absent = [key for key in ("eligible", "undetermined") if found[key] is None]
    if absent:
        told = tell("、").join(tell("{key}（{label}）", key=key, label=headings[key]) for key in absent)
        raise InputError(
            [
                Fault(
                    tell("不是名单的结果{layout}：没有 {told} 这些列", layout=tell(_LAYOUT), told=told),
                    str(path),
                    expected=tell(_HOW),
                )
            ]
        )
    if sheet.header.name is None and sheet.header.code is None:
        raise InputError(
            [Fault(tell("没有企业名称，也没有统一社会信用代码，无法对照"), str(path), expected=tell(_HOW))]
        )
    return {key: column for key, column in found.items() if column is not None}


def _result(row: dict[str, object], columns: dict[str, Column], path: Path) -> ListedResult:
    def cell(key: str) -> str:
        found = row[columns[key].slot] if key in columns else None
        return "" if found is None else str(found).strip()

    place = tell("{path} 第 {row} 行", path=path, row=row["row"])
    eligible, undetermined, asked, nothing = (
        frozenset(_numbers(cell(key), place)) for key in ("eligible", "undetermined", ASK_FIRST, NOTHING)
    )
    ask_first = asked if ASK_FIRST in columns else None
    money = {key: _yuan(cell(key), place) for key in SUMS if key in columns}
    name, code = _somebody(row.get(NAME)), _somebody(row.get(CODE)).upper()
    return ListedResult(_place(row), name, code, eligible - nothing, undetermined - nothing, ask_first, money)


def _place(row: dict[str, object]) -> int:
    return int(str(row["row"]))


def _somebody(cell: object) -> str:
    return str(cell or "").strip() if who(cell) else ""


def _numbers(text: str, place: str) -> Iterator[int]:
    for part in filter(None, text.removesuffix(".0").split(";")):
        if not _NUMBER.fullmatch(part):
            raise InputError([Fault(tell("不是政策编号"), place, text, tell(_HOW))])
        yield int(part)


def _yuan(text: str, place: str) -> Decimal | None:
    yuan = without_noise(text)
    if yuan and not _YUAN.fullmatch(yuan):
        raise InputError([Fault(tell("不是金额"), place, text, tell(_HOW))])
    return Decimal(yuan) if yuan else None
