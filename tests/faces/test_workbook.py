"""The take-away as a workbook, read back by another library than wrote it."""

import re
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.cases import HOSTILE, IN_TIME, MOST, SEEN, assessed

from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.result.takeaway import take_away
from jinshan_cli.faces.result.workbook import workbook
from jinshan_cli.use.result.compare import what_if

OFFICE = shutil.which("soffice")


def rows(path: Path, name: str) -> list[dict[str, Any]]:
    """A sheet as one dictionary per row."""
    head, *body = load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in body]


@pytest.fixture
def book(edition: Edition, tmp_path: Path) -> Path:
    """The workbook of a firm that gets much."""
    path = tmp_path / "firm.xlsx"
    assessment = assessed(edition, MOST)
    changed = assessment.firm.having("goods_sales", Interval.point(10 * 10**10))
    changes = what_if(edition, assessment.firm, changed, IN_TIME)
    path.write_bytes(workbook(take_away(assessment, by="张晓明", tel="57921185", changes=changes)))
    return path


def test_sheets(book: Path) -> None:
    """A sheet for each next step, with a frozen heading, sensible widths, A4 across."""
    found = load_workbook(book)
    wanted = [
        "一览",
        "现在可办",
        "现在可享",
        "先问是否仍受理",
        "待核实",
        "所缺信息",
        "接近条件",
        "活动",
        "假如",
        "计算依据",
        "全部",
        "说明",
    ]
    assert found.sheetnames == wanted
    for sheet in found:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.page_setup.fitToHeight == 2
        assert sheet.oddHeader
        assert sheet.oddFooter
        assert sheet.oddHeader.left.text == "什么都有的商贸有限公司"
        assert sheet.oddHeader.right.text == "按 2023-05-01 计算"
        assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("&A", "第 &P 页，共 &N 页")
        assert all(column.width >= 6 for column in sheet.column_dimensions.values())
    for sheet in found.worksheets[1:]:
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref
        assert all(cell.font.b for cell in sheet[1])


@pytest.mark.skipif(not OFFICE, reason="needs LibreOffice")
@pytest.mark.parametrize("day", [IN_TIME, date(2024, 2, 1)])
def test_two_pages_of_paper(edition: Edition, tmp_path: Path, day: date) -> None:
    """Printed whole, the workbook of a firm that gets much is two pages at most, however many sheets it has."""
    path = tmp_path / "firm.xlsx"
    path.write_bytes(workbook(take_away(assessed(edition, MOST, day))))
    place = f"-env:UserInstallation=file://{tmp_path / 'office'}"
    command = [str(OFFICE), place, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    assert 1 <= len(re.findall(rb"/Type\s*/Page[^s]", (tmp_path / "firm.pdf").read_bytes())) <= 2


def test_the_first_sheet_tells_what_is_due(book: Path) -> None:
    """By section: number, title, amount, until when, whom to call; what is not due is told in short or counted."""
    lines = [[cell.value for cell in line] for line in load_workbook(book)["一览"].iter_rows()]
    assert lines[0][0] == "什么都有的商贸有限公司"
    due = next(line for line in lines if line[0] == "13b")
    assert due[1:4] == ["新增限额以上", "2万元", "原文未载明截止日期"]
    assert "57921185" in str(due[5])
    near = next(line for line in lines if line[0] == "12a")
    assert "载体年度社零总额" in str(near[4])
    assert lines[-1][0] == "结果仅供参考，以责任单位核定为准。"


def test_numbers_are_numbers(book: Path) -> None:
    """Amounts and distances are numbers in yuan; what is not quantified is empty; no end is said in words."""
    found = {row["编号"]: row for row in rows(book, "现在可办")}
    assert (found["13b"]["至少（元）"], found["13b"]["最高（元）"]) == (20000, 20000)
    assert (found["17b"]["至少（元）"], found["17b"]["最高（元）"]) == (300000, "未载明")
    asked = {row["编号"]: row for row in rows(book, "先问是否仍受理")}["10"]
    assert (asked["至少（元）"], asked["最高（元）"], asked["金额"]) == (None, None, "未量化")
    assert asked["先问的原因"] == "区有关办法尚待制定"
    near = {row["编号"]: row for row in rows(book, "接近条件")}["12a"]
    assert (near["现有"], near["需要"], near["相差"]) == (480_000_000, 500_000_000, 20_000_000)
    cells = [cell for sheet in load_workbook(book) for line in sheet.iter_rows() for cell in line]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"n", "s"}


def test_exact_to_the_fen(edition: Edition, tmp_path: Path) -> None:
    """A sum with fen is exact, and shown with two decimals."""
    path = tmp_path / "fen.xlsx"
    path.write_bytes(workbook(take_away(assessed(edition, {**MOST, "nev_price": "169911.51"}))))
    sheet = load_workbook(path)["现在可办"]
    cell = next(row[3] for row in sheet.iter_rows(min_row=2) if row[0].value == "2")
    assert cell.value == 16991.15
    assert cell.number_format == "#,##0.00"


def test_no_figure_is_rounded(edition: Edition, tmp_path: Path) -> None:
    """Money with more digits than a spreadsheet keeps stands as text, every digit of it."""
    path = tmp_path / "large.xlsx"
    path.write_bytes(workbook(take_away(assessed(edition, {**MOST, "vat_incremental_credit": "999999999999999.99"}))))
    found = {row["编号"]: row for row in rows(path, "全部")}
    assert (found["1b"]["至少（元）"], found["1b"]["最高（元）"]) == (0, "999999999999999.99")


def test_what_else_it_says(book: Path) -> None:
    """Missing facts with where they are found, the supposed change, answers with reasons, who wrote it and the note."""
    assert any(row["在哪里查"] == "水费账单" and row["用于"] == "4" for row in rows(book, "所缺信息"))
    supposed = rows(book, "假如")
    assert supposed[0]["事项"] == "年度商品销售额：9.7亿元 → 10亿元"
    assert any(row["编号"] == "14" and row["改变后"] == "条件符合，10万元 至 20万元" for row in supposed)
    answers = {row["指标"]: row for row in rows(book, "计算依据")}
    assert answers["企业规模"]["答案"] == "中型"
    assert "取最低一档" in answers["企业规模"]["依据"]
    about = {row["项目"]: row["说明"] for row in rows(book, "说明")}
    assert about["服务专员"] == "张晓明 57921185"
    assert "jinshan-2023" in about["政策表"]
    assert about["注意"]


def test_hostile_name(edition: Edition, tmp_path: Path) -> None:
    """Texts are strings, never formulas, and what hides in them is seen."""
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(workbook(take_away(assessed(edition, {**MOST, "name": HOSTILE}), by="=1+1", tel="=HYPERLINK(1)")))
    about = {row["项目"]: row["说明"] for row in rows(path, "说明")}
    assert about["企业"] == SEEN
    assert about["服务专员"] == "=1+1 =HYPERLINK(1)"
    cells = [cell for sheet in load_workbook(path) for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_out_of_time(edition: Edition, tmp_path: Path) -> None:
    """What has to be asked first has a sheet of its own; what it has no row for is not there."""
    path = tmp_path / "late.xlsx"
    path.write_bytes(workbook(take_away(assessed(edition, MOST, date(2024, 2, 1)))))
    told = {row["编号"]: row["期限"].split("；")[0] for row in rows(path, "先问是否仍受理")}
    assert told["2"] == "购置日期 2023-01-01 至 2023-12-31（已过）"
    assert "现在可享" not in load_workbook(path).sheetnames


def test_same_bytes(edition: Edition, tmp_path: Path) -> None:
    """The same firm gives the same file, whenever it is written."""
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).write_bytes(workbook(take_away(assessed(edition, MOST))))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert load_workbook(tmp_path / "a.xlsx").properties.created == datetime(2023, 5, 1)
