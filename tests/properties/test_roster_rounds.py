"""Roster, visit, roster, batch: of any workbook no cell changes that nobody answered, in value, format or note."""

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from support.commandline import Jinshan
from support.rosters import put, visited

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.faces.roster.picked import firm_of_row
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.lists.firms import open_sheet
from jinshan_cli.use.roster.roster import Roster

EDITION = load_edition()
AS_OF = ("--as-of", "2026-11-27")
SHEET = "名单"
TITLES = (
    "企业名称",
    "统一社会信用代码",
    "行业",
    "从业人数",
    "营业收入（万元）",
    "资产总额",
    "登记日期",
    "加一",
    "备注",
)
NUMBERS = {"employees": 3, "revenue": 4, "total_assets": 5}
FORMATS: tuple[dict[str, Any], ...] = (
    *({}, {"num_format": "#,##0.00"}, {"num_format": "@", "italic": True}, {"num_format": '0!.0,"万元"'}),
    *({"num_format": "0", "bold": True, "bg_color": "#FFCCCC"}, {"num_format": "yyyy-mm-dd", "border": 1}),
    {"num_format": '[>=100000000]0!.00,,"亿";0', "align": "center"},
)


class Made:
    """A workbook of firms with what people put into one, and what its formulas read."""

    def __init__(self, draw: random.Random, path: Path) -> None:
        self.draw, self.path = draw, path
        self.firms = [(f"第{number}号商行", f"9131011600000000{number:02d}") for number in range(draw.randrange(1, 8))]
        self.top = draw.choice([0, 1, 2])
        self.reads: dict[str, set[str]] = {}
        """formulas of the list by place, with the cells that they read"""
        with xlsxwriter.Workbook(str(path)) as book:
            book.set_calc_mode(draw.choice(["auto", "manual"]))
            self.formats = [book.add_format(each) for each in FORMATS]
            if draw.random() < 0.5:
                book.add_worksheet("封面").write(0, 0, "金山区")
            self.page = book.add_worksheet(SHEET)
            self._fill()
            other = book.add_worksheet("汇总")
            other.write_formula(0, 0, f"=SUM({SHEET}!D{self.top + 2}:D{self.top + 50})", None, 7)
            other.write(1, 1, "别动", self.formats[1])
            other.write_comment(1, 1, "旧批注")

    def line(self, number: int) -> int:
        """Of a firm, from 0."""
        return self.top + 1 + number

    def _format(self) -> Any:
        return self.draw.choice(self.formats)

    def _fill(self) -> None:
        draw, page = self.draw, self.page
        for line in range(self.top):
            page.merge_range(line, 0, line, 8, "金山区走访名单", self.formats[4])
        for column, title in enumerate(TITLES):
            page.write(self.top, column, title, self._format() if draw.random() < 0.5 else None)
            if draw.random() < 0.3:
                page.set_column(column, column, 12, self._format(), {"hidden": draw.random() < 0.5})
        for number, firm in enumerate(self.firms):
            self._row(number, *firm)
        if draw.random() < 0.4:
            page.set_row(self.line(0), 20, self._format(), {"hidden": draw.random() < 0.5})
        end = self.line(len(self.firms))
        if draw.random() < 0.5:
            page.write(end, 0, "合计")
            page.write_formula(end, 3, f"=SUM(D{self.top + 2}:D{end})", None, 9)
            self.reads[f"D{end + 1}"] = {f"D{line}" for line in range(self.top + 2, end + 1)}
        if draw.random() < 0.3:
            page.merge_range(end + 2, 0, end + 2, 3, "填表人：张三", self._format())
        page.conditional_format(self.top + 1, 3, end, 3, {"type": "data_bar"})
        page.data_validation(self.top + 1, 2, end, 2, {"validate": "list", "source": ["零售业", "批发业"]})

    def _row(self, number: int, name: str, code: str) -> None:
        draw, page, line = self.draw, self.page, self.line(number)
        page.write(line, 0, name, self._format() if draw.random() < 0.3 else None)
        if draw.random() < 0.7:
            page.write(line, 1, code)
        for column in NUMBERS.values():
            told = draw.choice([None, None, "不详", 120, 3200, 50_000, "约50", 0])
            style = self._format() if draw.random() < 0.6 else None
            if told is not None:
                page.write(line, column, told, style)
            elif style is not None and draw.random() < 0.5:
                page.write_blank(line, column, None, style)
            if told is not None and draw.random() < 0.2:
                page.write_comment(line, column, "街镇报的数")
        page.write_datetime(line, 6, date(2020, 1, 1 + number), self.formats[5])
        reads = draw.choice([f"D{line + 1}", f"E{line + 1}", "I1"])
        page.write_formula(line, 7, f"={reads}+1", self._format(), 11)
        self.reads[f"H{line + 1}"] = {reads}
        page.write(line, 8, draw.choice(["", "a,b", "换\n行", "=不是公式", 3.5]), self._format())


def answers(draw: random.Random) -> dict[str, Value]:
    """What a visit is told."""
    told: dict[str, Value] = {}
    for key in (*NUMBERS, "sector", "newly_above_quota", "rd_spend"):
        if draw.random() < 0.35:
            low = draw.choice([0, 1, 85, 12_345, 320_000_000])
            told[key] = Interval(low, low + draw.choice([0, 0, 10_000]))
            if not EDITION.facts[key].is_number:
                told[key] = "retail" if key == "sector" else True
    return told


def looks(sheet: Worksheet) -> dict[str, tuple[Any, ...]]:
    """What there is of each cell, its ground apart."""
    every = (cell for row in sheet.iter_rows() for cell in row)
    return {
        cell.coordinate: (
            *(cell.value, cell.data_type, cell.number_format, cell.font.b, cell.font.i),
            *(cell.border.left.style, cell.alignment.horizontal, cell.comment and cell.comment.text),
        )
        for cell in every
    }


def around(sheet: Worksheet) -> tuple[Any, ...]:
    """What there is of a sheet beside its cells."""
    return (
        sorted(map(str, sheet.merged_cells.ranges)),
        {key: (each.hidden, each.width) for key, each in sheet.column_dimensions.items()},
        {key: (each.hidden, each.height) for key, each in sheet.row_dimensions.items() if each.hidden or each.height},
        [str(each.sqref) for each in sheet.data_validations.dataValidation],
        [str(each.sqref) for each in sheet.conditional_formatting],
    )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**9))
def test_a_round_of_a_workbook(jinshan: Jinshan, tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Visits begin from its rows, are told something or nothing, and are gathered: the rest is as it was."""
    draw, here = random.Random(seed), tmp_path_factory.mktemp("round")
    made = Made(draw, here / "名单.xlsx")
    told: dict[int, dict[str, Value]] = {}
    for number, (name, _) in enumerate(made.firms):
        if draw.random() < 0.7:
            known, told[number] = firm_of_row(made.path, SHEET, name, EDITION.facts), answers(draw)
            firm = Firm(name, {**known.firm.facts, **told[number]})
            put(here / "资料", f"{number}.toml", visited(firm, told[number], known.code), EDITION)
    if not told:
        return
    after = here / "新.xlsx"
    screen = jinshan("gather", here / "资料", made.path, "-o", after, "--sheet", SHEET, "--json", *AS_OF)
    assert screen.code == 0, screen.err
    record = json.loads(screen.out)
    _check_cells(made, after, record)
    _check_firms(made, after, told)
    _check_batch(jinshan, made, after, {made.firms[number][0] for number in told if told[number]})


def _check_cells(made: Made, after: Path, record: dict[str, Any]) -> None:
    was, now = (openpyxl.load_workbook(path) for path in (made.path, after))
    assert was.sheetnames == now.sheetnames
    titles = {cell.value: get_column_letter(cell.column) for cell in now[SHEET][made.top + 1] if cell.column}
    changed = {f"{titles[each['column']]}{made.line(each['row'] - 1) + 1}" for each in record["changes"]}
    new = changed | {f"{titles[title]}{made.top + 1}" for title in record["columns"]}
    for name in was.sheetnames:
        old, found = looks(was[name]), looks(now[name])
        allowed = new if name == SHEET else set()
        nothing = (None,)
        assert {
            place for place in old.keys() | found if old.get(place, nothing)[0] != found.get(place, nothing)[0]
        } <= allowed
        assert {place for place in old if place not in changed and old[place] != found[place]} <= new - changed
        filled = {place for place in changed & old.keys() if old[place][0] is not None}
        assert {place for place in filled if old[place][2:7] != found[place][2:7]} == set()
        assert around(was[name]) == around(now[name])
    _check_values(made, after, changed)


def _check_values(made: Made, after: Path, changed: set[str]) -> None:
    """A value that was worked out is gone if it read a changed cell, and else as it was."""
    was, now = (openpyxl.load_workbook(path, data_only=True)[SHEET] for path in (made.path, after))
    for place, reads in made.reads.items():
        assert now[place].value == (None if reads & changed else was[place].value), place


def _check_firms(made: Made, after: Path, told: dict[int, dict[str, Value]]) -> None:
    """Each row says what it said, and over it what was answered."""
    before, found = (Roster(open_sheet(path, EDITION.facts, sheet=SHEET), EDITION.facts) for path in (made.path, after))
    assert before.rows == found.rows
    for row in before.rows:
        facts = before.firm(row).firm.facts
        assert found.firm(row).firm == Firm(made.firms[row - 1][0], {**facts, **told.get(row - 1, {})})


def _check_batch(jinshan: Jinshan, made: Made, after: Path, visited_firms: set[str]) -> None:
    """Whom nobody told anything has the result of before."""
    results = []
    for path in (made.path, after):
        screen = jinshan("batch", path, "-o", "-", "--json", "--sheet", SHEET, *AS_OF)
        results.append({row[TITLES[0]]: row for row in map(json.loads, screen.out.splitlines())})
    assert results[0].keys() == results[1].keys() == {name for name, _ in made.firms}
    for name in results[0].keys() - visited_firms:
        for key in ("eligible", "undetermined", "missing"):
            assert results[0][name][key] == results[1][name][key]
