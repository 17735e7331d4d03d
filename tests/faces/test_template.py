"""`jinshan template`: what it makes can be filled in and fed back as it is."""

import csv
import tomllib
from pathlib import Path

import openpyxl
import pytest
from support.commandline import Jinshan
from support.lists import AS_OF, rows_of

from jinshan_cli.core.policy import Edition
from jinshan_cli.files.firm.interview import read_answers

pytestmark = pytest.mark.usefixtures("in_folder")

FILLED = {
    "企业名称": "金山零售店",
    "统一社会信用代码": "913101160000000018",
    "行业": "零售业",
    "从业人数（人）": "12",
    "年营业收入（万元）": "320",
    "本年新增限额以上": "是",
}


def test_csv_filled_in(jinshan: Jinshan, edition: Edition) -> None:
    """The CSV has every fact with its unit; a row below it is read without a warning, and judged."""
    assert jinshan("template", "firms.csv").code == 0
    assert Path("firms.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with Path("firms.csv").open("a", encoding="utf-8", newline="") as file:
        (header,) = csv.reader(Path("firms.csv").read_text("utf-8-sig").splitlines())
        csv.writer(file).writerow([FILLED.get(title, "") for title in header])
    assert len(header) == len(list(edition.facts)) + 2
    assert not any("（元）" in title for title in header)
    done = jinshan("batch", "firms.csv", "-o", "out.csv", *AS_OF)
    assert (done.code, "!" in done.err) == (0, False)
    row = rows_of(Path("out.csv"))[0]
    assert (row["统一社会信用代码"], row["eligible"]) == ("913101160000000018", "13")


def test_workbook_filled_in(jinshan: Jinshan, edition: Edition) -> None:
    """The workbook offers each choice's labels and 是/否; filled in from these lists it is read as it is."""
    assert jinshan("template", "firms.xlsx").code == 0
    book = openpyxl.load_workbook("firms.xlsx")
    sheet = book.worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            column = next(iter(rule.sqref.ranges)).min_col
            offered[titles[column - 1]] = rule.formula1
    listed = [fact for fact in edition.facts if fact.type in ("flag", "choice")]
    assert set(offered) == {fact.label for fact in listed}
    for fact in listed:
        assert options(book, offered[fact.label]) == [option.label for option in fact.options] or fact.type == "flag"
    for column, title in enumerate(titles, 1):
        if str(title) in FILLED:
            sheet.cell(2, column).value = 12 if title == "从业人数（人）" else FILLED[str(title)]
    book.save("filled.xlsx")
    done = jinshan("batch", "filled.xlsx", "-o", "out.csv", *AS_OF)
    assert (done.code, "!" in done.err) == (0, False), done.err
    row = rows_of(Path("out.csv"))[0]
    assert (row["统一社会信用代码"], row["从业人数（人）"], row["eligible"]) == ("913101160000000018", "12", "13")


def options(book: openpyxl.Workbook, formula: str) -> list[str]:
    """The cells that a drop-down draws on."""
    if not formula.startswith(("=", "选项")):
        assert formula == '"是,否"'
        return []
    name, _, area = formula.lstrip("=").partition("!")
    return [row[0].value for row in book[name][area.replace("$", "")]]


def test_workbook_empty(jinshan: Jinshan) -> None:
    """The workbook as it is made is a list of no firms."""
    jinshan("template", "firms.xlsx")
    done = jinshan("batch", "firms.xlsx", "-o", "out.csv", *AS_OF)
    assert (done.code, "读入 0 行" in done.err) == (0, True)


def test_workbook_notes(jinshan: Jinshan, edition: Edition) -> None:
    """A further sheet tells of every fact how to fill it in."""
    jinshan("template", "firms.xlsx")
    notes = openpyxl.load_workbook("firms.xlsx")["填写说明"]
    text = "\n".join(str(cell) for row in notes.iter_rows(values_only=True) for cell in row if cell)
    assert all(fact.label in text and fact.help in text for fact in edition.facts)


def test_firm_file(jinshan: Jinshan, edition: Edition) -> None:
    """The firm file is valid as it is, says nothing, and has a line for every fact to fill in."""
    assert jinshan("template", "firm.toml").code == 0
    assert not read_answers(Path("firm.toml"), edition.facts).firm.facts
    text = Path("firm.toml").read_text("utf-8")
    values = {"sector": "零售业", "newly_above_quota": "是", "employees": "12"}
    for fact in edition.facts:
        assert f'# {fact.key} = ""' in text.splitlines()
        text = text.replace(f'# {fact.key} = ""', f'{fact.key} = "{values.get(fact.key, "")}"')
    Path("firm.toml").write_text(text, "utf-8")
    assert set(tomllib.loads(text)) == {"name", *edition.facts.by_key}
    assert set(read_answers(Path("firm.toml"), edition.facts).firm.facts) == set(values)
    assert "限额以上" in jinshan("match", "firm.toml", *AS_OF).out


def test_refusals(jinshan: Jinshan) -> None:
    """No file is overwritten unless told to; an ending that is none of ours is named."""
    Path("a.csv").write_text("mine")
    assert jinshan("template", "a.csv").code == 2
    assert Path("a.csv").read_text() == "mine"
    assert jinshan("template", "a.csv", "--force").code == 0
    assert ".xlsx" in jinshan("template", "a.xls").err
