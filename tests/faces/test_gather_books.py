"""`jinshan gather` and what workbooks have in them: formulas and their values, formats, odd packages."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from support import contract
from support.commandline import Jinshan
from support.rosters import put, visited

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.roster import gathering

FOLDER, AS_OF = Path("资料"), ("--as-of", "2026-11-27")
TOLD: dict[str, Value] = {"employees": Interval(85, 85)}
pytestmark = pytest.mark.usefixtures("in_folder")


@pytest.fixture(autouse=True)
def _visits(in_folder: Path, edition: Edition) -> None:
    for name in ("甲商贸", "乙厂"):
        put(FOLDER, f"{name}.toml", visited(Firm(name, TOLD), TOLD), edition)


def book(fill: Callable[[xlsxwriter.Workbook], object], name: str = "名单.xlsx") -> Path:
    """A workbook as a function fills it."""
    with xlsxwriter.Workbook(name) as made:
        fill(made)
    return Path(name)


def rows(made: xlsxwriter.Workbook, *cells: tuple[object, ...]) -> xlsxwriter.worksheet.Worksheet:
    """A sheet 名单 with these rows."""
    page = made.add_worksheet("名单")
    for line, row in enumerate(cells):
        page.write_row(line, 0, row)
    return page


def values(sheet: str = "名单", path: str = "新.xlsx") -> dict[str, object]:
    """What a program that works nothing out reads."""
    cells = openpyxl.load_workbook(path, data_only=True)[sheet]
    return {cell.coordinate: cell.value for row in cells.iter_rows() for cell in row}


def test_a_cell_that_is_worked_out_is_left(jinshan: Jinshan) -> None:
    """It stays, with its formula and its value; what should stand there is told, the rest is written, exit 3."""

    def fill(made: xlsxwriter.Workbook) -> None:
        page = rows(made, ("企业名称", "从业人数"), ("甲商贸",), ("乙厂", 9))
        page.write_formula(1, 1, "=3+4", None, 7)

    screen = jinshan("gather", FOLDER, book(fill), "-o", "新.xlsx", "--json", *AS_OF)
    assert screen.code == 3, screen.err
    assert "! 第 1 行（文件第 2 行） 甲商贸  从业人数没有写：这一格是公式；走访所答是 85" in screen.err
    assert openpyxl.load_workbook("新.xlsx")["名单"]["B2"].value == "=3+4"
    assert [values()[place] for place in ("B2", "B3")] == [7, 85]
    told = json.loads(screen.out)
    contract.check(told, contract.GATHERED)
    assert [(each["name"], each["column"], each["new"]) for each in told["left"]] == [("甲商贸", "从业人数", "85")]
    assert [each["name"] for each in told["changes"]] == ["乙厂"]


def test_a_cell_of_an_array_or_under_another_is_left(jinshan: Jinshan) -> None:
    """Excel opens no workbook with half of an array formula written over."""

    def fill(made: xlsxwriter.Workbook) -> None:
        page = rows(made, ("企业名称", "从业人数", "备注", "甲"), ("甲商贸", 9, 8), ("乙厂", 9, 8))
        page.write_array_formula("B2:B3", "{=C2:C3+1}", None, 9)
        page.write(2, 1, 9)

    screen = jinshan("gather", FOLDER, book(fill), "-o", "新.xlsx", *AS_OF)
    assert (screen.code, screen.err.count("这一格属于数组公式")) == (3, 2)
    assert Path("新.xlsx").read_bytes() == Path("名单.xlsx").read_bytes()

    def merged(made: xlsxwriter.Workbook) -> None:
        page = rows(made, ("企业名称", "从业人数"), ("甲商贸",), ("乙厂",))
        page.merge_range("B2:B3", 9)

    screen = jinshan("gather", FOLDER, book(merged), "-o", "新.xlsx", "--force", *AS_OF)
    assert (screen.code, screen.err.count("这一格并在别的格里"), values()["B2"]) == (3, 1, 85)


def formulas(made: xlsxwriter.Workbook) -> None:
    """Formulas that read 甲商贸's persons in every way, through one another and on other sheets, and others."""
    page = rows(made, ("企业名称", "从业人数", *"一二三四"), ("甲商贸", 9), ("乙厂", 85), ("丙行", 2))
    other = made.add_worksheet("汇 总")
    made.define_name("人数", "=名单!$B$2")
    reading = ["=B2+1", "=SUM(B:B)", "=sum($B$2:$b$3)", "=SUM(2:2)", '=INDIRECT("B2")', "=人数*2", "=D2+1", "=D8&D2"]
    for line, formula in enumerate(reading, 1):
        page.write_formula(line, 3, formula, None, 10)
    for line, formula in enumerate(
        ["=B3+B4", "=1+1", '="B2"', "=SUM(B3:B4)", "=LEN(A2)", "=F2", "=SUM('汇 总'!B:B)"], 1
    ):
        page.write_formula(line, 5, formula, None, 10)
    other.write_formula(0, 0, "=SUM(名单!B2:B4)", None, 10)
    other.write_formula(1, 0, "=A1*2", None, 10)
    other.write_formula(0, 1, "=名单!B3", None, 10)
    other.write_formula(1, 1, "=B1", None, 10)


def test_values_that_are_old_are_taken_away(jinshan: Jinshan) -> None:
    """No program reads what was worked out from a cell before it changed; other values stay; Excel works all out."""
    screen = jinshan("gather", FOLDER, book(formulas), "-o", "新.xlsx", *AS_OF)
    assert screen.code == 0, screen.err
    told = values()
    assert {place: told[place] for place in told if place[0] == "D" and place[1:] != "1"} == dict.fromkeys(
        (f"D{line}" for line in range(2, 10)), None
    )
    assert [told[f"F{line}"] for line in range(2, 9)] == [10] * 7
    assert values("汇 总") == {"A1": None, "A2": None, "B1": 10, "B2": 10}
    assert "10 个公式用到或可能用到改动的格，原来算好的值已去掉" in screen.err
    assert b'fullCalcOnLoad="1"' in ZipFile("新.xlsx").read("xl/workbook.xml")
    both = [openpyxl.load_workbook(name) for name in ("名单.xlsx", "新.xlsx")]
    for sheet in ("名单", "汇 总"):
        old, new = ([cell.value for row in each[sheet].iter_rows() for cell in row] for each in both)
        assert [cell for cell in new if str(cell).startswith("=")] == [cell for cell in old if str(cell)[:1] == "="]


def test_a_0_that_was_worked_out_stays_one(jinshan: Jinshan) -> None:
    """Also where no chain of formulas is kept, as WPS keeps none."""

    def fill(made: xlsxwriter.Workbook) -> None:
        page = rows(made, ("企业名称", "从业人数", "备注", "年营业收入"), ("甲商贸", 9), ("乙厂", 85))
        page.write_formula(1, 2, "=B2*2", None, 18)
        page.write_formula(2, 3, "=1-1", None, 0)

    path = book(fill)
    remade(path, lambda _, part: part.replace(b' fullCalcOnLoad="1"', b""))
    screen = jinshan("gather", FOLDER, path, "-o", "新.xlsx", *AS_OF)
    assert screen.code == 0, screen.err
    screen = jinshan("batch", "新.xlsx", "-o", "结果.csv", *AS_OF)
    assert screen.code == 0, screen.err


def test_shared_formulas(jinshan: Jinshan) -> None:
    """A formula that is written once for many cells reads another cell in each of them."""
    path = book(lambda made: rows(made, ("企业名称", "从业人数", "备注"), ("甲商贸", 9), ("乙厂", 85), ("丙行", 2)))

    def share(name: str, part: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return part
        for line in (2, 3, 4):
            formula = f'<f t="shared" ref="C2:C4" si="0">B{line}+$B$4</f>' if line == 2 else '<f t="shared" si="0"/>'
            cell = f'<c r="C{line}">{formula}<v>11</v></c></row>'
            part = re.sub(rb'(<row r="%d".*?)</row>' % line, rb"\1" + cell.encode(), part)
        return part

    remade(path, share)
    screen = jinshan("gather", FOLDER, path, "-o", "新.xlsx", *AS_OF)
    assert [values()[place] for place in ("C2", "C3", "C4")] == [None, 11, 11], screen.err
    assert "1 个公式用到或可能用到改动的格" in screen.err


def test_a_formula_that_reads_from_sheet_to_sheet(jinshan: Jinshan) -> None:
    """It reads the list too if that lies between, so it keeps no value, with the sheets' names in quotes or without."""

    def fill(made: xlsxwriter.Workbook) -> None:
        first, last, page = (
            made.add_worksheet("一 月"),
            rows(made, ("企业名称", "从业人数"), ("甲商贸", 9)),
            made.add_worksheet("年"),
        )
        first.write(1, 1, 1)
        last.write_formula(1, 3, "=SUM('一 月:名单'!B2)", None, 10)
        page.write_formula(0, 0, "=SUM(名单:年!B2)", None, 10)

    screen = jinshan("gather", FOLDER, book(fill), "--sheet", "名单", "-o", "新.xlsx", *AS_OF)
    assert (values()["D2"], values("年")["A1"]) == (None, None), screen.err


def test_a_note_drops_what_no_workbook_holds(jinshan: Jinshan) -> None:
    """A cell with a sign that XML cannot hold is written like any other, and its note has the rest of it."""
    path = book(lambda made: rows(made, ("企业名称", "从业人数"), ("甲商贸", " 约\x0b30")))
    screen = jinshan("gather", FOLDER, path, "-o", "新.xlsx", *AS_OF)
    assert screen.code == 0, screen.err
    cell = openpyxl.load_workbook("新.xlsx")["名单"]["B2"]
    assert cell.value == 85
    assert cell.comment is not None
    assert cell.comment.text.startswith("原值： 约30；")


def test_where_no_formula_is(jinshan: Jinshan) -> None:
    """Nothing is said of formulas, and the workbook's own part stays as it was."""
    path = book(lambda made: rows(made, ("企业名称", "从业人数"), ("甲商贸", 9)))
    screen = jinshan("gather", FOLDER, path, "-o", "新.xlsx", *AS_OF)
    assert "公式" not in screen.err
    parts = [ZipFile(name).read("xl/workbook.xml") for name in (path, "新.xlsx")]
    assert parts[0] == parts[1]


def test_a_cell_takes_the_format_of_its_column(jinshan: Jinshan, edition: Edition) -> None:
    """A cell that is not there yet looks as its row or column does, else as the cells above it; so does a new row."""

    def fill(made: xlsxwriter.Workbook) -> None:
        money, text = made.add_format({"num_format": "#,##0.00"}), made.add_format({"num_format": "@"})
        page = rows(
            made, ("企业名称", "从业人数", "营业收入（元）", "资产总额（元）"), ("甲商贸",), ("乙厂",), ("丙行",)
        )
        page.set_column(1, 1, 10, text)
        page.write(1, 2, 5, money)
        page.set_row(3, None, made.add_format({"num_format": "0.0"}))

    facts: dict[str, Value] = {key: Interval(300, 300) for key in ("employees", "revenue", "total_assets")}
    for name in ("乙厂", "丙行", "丁店"):
        put(FOLDER, f"{name}.toml", visited(Firm(name, facts), facts), edition)
    assert jinshan("gather", FOLDER, book(fill), "-o", "新.xlsx", *AS_OF).code == 0
    sheet = openpyxl.load_workbook("新.xlsx")["名单"]
    formats = [[sheet.cell(line, column).number_format for column in (2, 3, 4)] for line in (3, 4, 5)]
    assert formats == [["@", "#,##0.00", "General"], ["0.0", "0.0", "0.0"], ["@", "#,##0.00", "General"]]
    assert [sheet.cell(5, column).value for column in (1, 2, 3, 4)] == ["丁店", 300, 3, 3]


def test_what_is_written_is_seen_as_it_is_told(jinshan: Jinshan, edition: Edition) -> None:
    """A number stays one where its cell shows it with a unit, and is told as it is seen there; so in a new row."""
    facts: dict[str, Value] = {"revenue": Interval(3200_0000_00, 3200_0000_00), "employees": Interval(77, 77)}
    facts |= {"total_assets": facts["revenue"], "rd_spend": facts["revenue"]}

    def fill(made: xlsxwriter.Workbook) -> None:
        page = rows(made, ("企业名称", "年营业收入", "资产总额（万元）", "从业人数", "上一年度研发投入"), ("甲商贸",))
        for column, (value, code) in enumerate(
            [(3500, '0"万"'), (35000000, "0!.0,"), (60, '0"人"'), (35000000, "0.0,,")], 1
        ):
            page.write(1, column, value, made.add_format({"num_format": code}))

    for name in ("甲商贸", "乙厂"):
        put(FOLDER, f"{name}.toml", visited(Firm(name, facts), facts), edition)
    screen = jinshan("gather", FOLDER, book(fill), "-o", "新.xlsx", "--json", *AS_OF)
    assert screen.code == 0, screen.err
    told = {each["column"]: (each["old"], each["new"]) for each in json.loads(screen.out)["changes"]}
    assert told == {
        "年营业收入": ("3500万", "3200万"),
        "资产总额（万元）": ("3500", "3200"),
        "从业人数": ("60人", "77人"),
        "上一年度研发投入": ("35000000（显示为 35）", "3200万"),
    }
    sheet = openpyxl.load_workbook("新.xlsx")["名单"]
    written = [[sheet.cell(line, column).value for column in (2, 3, 4, 5)] for line in (2, 3)]
    assert written == [[3200, 32000000, 77, "3200万"]] * 2


def test_a_cell_that_shows_something_else_holds_no_other_up(jinshan: Jinshan, edition: Edition) -> None:
    """A 0 in a sheet that shows none is written as a text; a cell that hides it or adds to it is left, and told."""
    facts: dict[str, Value] = {"revenue": Interval(0, 0), "employees": Interval(50, None)}
    facts["total_assets"] = Interval(3200_0000_00, 3200_0000_00)

    def fill(made: xlsxwriter.Workbook) -> None:
        page = rows(made, ("企业名称", "年营业收入", "从业人数", "资产总额"), ("甲商贸", 5))
        page.hide_zero()
        page.write(1, 3, 7, made.add_format({"num_format": ";;;"}))
        page.write(1, 2, 7, made.add_format({"num_format": '0"人";;;@"（估）"'}))

    put(FOLDER, "甲商贸.toml", visited(Firm("甲商贸", facts), facts), edition)
    screen = jinshan("gather", FOLDER, book(fill), "-o", "新.xlsx", *AS_OF)
    assert screen.code == 3, screen.err
    assert "从业人数没有写：照这一格的数字格式，写进去的字看起来会不同；走访所答是 50以上" in screen.err
    assert "资产总额没有写：照这一格的数字格式，写进去的字看起来会不同；走访所答是 3200万" in screen.err
    assert [values()[place] for place in ("B2", "C2")] == ["0", 7]


def remade(path: Path, change: Callable[[str, bytes], bytes | None], name: Callable[[str], str] = str) -> None:
    """The same workbook with its parts changed, renamed or gone."""
    with ZipFile(path) as old:
        parts = [(each, old.read(each)) for each in old.namelist()]
    with ZipFile(path, "w") as new:
        for each, part in parts:
            if (changed := change(each, part)) is not None:
                new.writestr(name(each), changed)


def plain() -> Path:
    """A workbook of two firms."""
    return book(lambda made: rows(made, ("企业名称", "从业人数"), ("甲商贸", 9), ("乙厂", 3)))


@pytest.mark.parametrize("odd", ["backslashes", "percents", "case", "absolute"])
def test_odd_packages_are_written_too(jinshan: Jinshan, odd: str) -> None:
    """However a workbook names its parts, what can be read can be written."""
    path = plain()
    match odd:
        case "backslashes":
            remade(path, lambda _, part: part, lambda each: each.replace("/", "\\"))
        case "percents":
            remade(
                path,
                lambda _, part: part.replace(b"styles.xml", b"sty%20les.xml"),
                lambda each: each.replace("styles", "sty les"),
            )
        case "case":
            remade(path, lambda _, part: part, str.upper)
        case "absolute":
            remade(path, lambda _, part: part.replace(b'Target="styles.xml"', b'Target="\\xl\\styles.xml"'))
    screen = jinshan("gather", FOLDER, path, "-o", "新.xlsx", *AS_OF)
    assert (screen.code, "改动 2 格" in screen.err) == (0, True), screen.err


@pytest.mark.parametrize("gone", [rb"<fills.*</fills>", rb"<cellXfs.*</cellXfs>", rb"<Relationship [^>]*styles[^>]*/>"])
def test_a_package_that_is_not_whole(jinshan: Jinshan, gone: bytes) -> None:
    """What can be read but not written is told with what to do, and nothing is written: no fault of the program."""
    path = plain()
    remade(path, lambda _, part: re.sub(gone, b"", part))
    screen = jinshan("gather", FOLDER, path, "-o", "新.xlsx", *AS_OF)
    assert (screen.code, Path("新.xlsx").exists()) == (2, False)
    assert "这个工作簿的结构不寻常，不能写回" in screen.err
    assert "另存为 xlsx" in screen.err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"a,b\n1,2\n"])
def test_a_file_that_does_not_read_back(jinshan: Jinshan, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Whatever is wrong with what was made, the user's file is named, not where it was tried."""
    Path("名单.csv").write_text("企业名称,从业人数\n甲商贸,9\n乙厂,3\n", "utf-8")
    monkeypatch.setattr(gathering, "edited_text", lambda *_: content)
    screen = jinshan("gather", FOLDER, "名单.csv", "-o", "新.csv", *AS_OF)
    assert (screen.code, Path("新.csv").exists(), "名单.csv" in screen.err) == (2, False, True)
    assert "jinshan-" not in screen.err
    assert "没有写" in screen.err


@pytest.mark.slow
def test_time_grows_with_the_formulas(jinshan: Jinshan) -> None:
    """Of four times the rows, each with a sum that runs on from the row before, less than eight times as long."""
    spent = []
    for count in (1_500, 6_000):

        def fill(made: xlsxwriter.Workbook, count: int = count) -> None:
            page = rows(
                made, ("企业名称", "从业人数", "累计"), ("甲商贸", 9), *((f"{each}号", 3) for each in range(count))
            )
            page.write_formula(1, 2, "=B2", None, 9)
            for line in range(2, count + 2):
                page.write_formula(line, 2, f"=C{line}+B{line + 1}", None, 9)

        path = book(fill, f"{count}.xlsx")
        begun = time.process_time()
        screen = jinshan("gather", FOLDER, path, "-o", f"新{count}.xlsx", *AS_OF)
        spent.append(time.process_time() - begun)
        assert f"{count + 1:,} 个公式用到或可能用到改动的格" in screen.err
    assert spent[1] < 8 * spent[0]
