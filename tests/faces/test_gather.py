"""`jinshan gather`: what visits answered goes back into the list, and nothing else of it changes."""

import json
import random
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from support.commandline import Jinshan
from support.rosters import put, visited

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import SOME, Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.values import read
from jinshan_cli.faces.roster.gathering import GatherOrder, run_gather
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.lists.workbooks.formats import read_format
from jinshan_cli.files.roster.edits import write_cell

EDITION = load_edition()
FOLDER, AS_OF = Path("企业资料"), ("--as-of", "2026-11-27")
SHOP = Firm("甲商贸", {"employees": Interval(85, 85), "sector": "retail", "newly_above_quota": True})
LIST = (
    "金山区走访名单,,,\r\n单位：万元、人,,,\r\n"
    '企业名称,从业人数,营业收入（万元）,"备注,内部"\r\n'
    '甲商贸,120,"3,200","老""客户"\r\n'
    "\r\n,,,\r\n"
    "乙厂, 不详 ,5.50 ,\r\n"
    "合计,120,3205.5,\r\n"
    '填表人：张三,,,"一\r\n二"'
)


def roster(text: str = LIST, codec: str = "utf-8", name: str = "名单.csv") -> Path:
    """A list in a file."""
    Path(name).write_bytes(text.encode(codec))
    return Path(name)


pytestmark = pytest.mark.usefixtures("in_folder")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_only_what_was_answered_changes(jinshan: Jinshan, edition: Edition, codec: str) -> None:
    """In CSV byte for byte: one cell of an ugly list is another, in its own encoding, and the change is told."""
    put(FOLDER, "甲.toml", visited(SHOP, ["employees"]), edition)
    screen = jinshan("gather", FOLDER, roster(codec=codec), "-o", "新.csv", *AS_OF)
    assert screen.code == 0, screen.err
    assert Path("新.csv").read_bytes() == LIST.replace("甲商贸,120,", "甲商贸,85,").encode(codec)
    assert "甲商贸  从业人数：120 → 85" in screen.err
    assert "改动 1 格，新填 0 格" in screen.err
    assert "企业资料 1 份 = 写回 1 家 + 新添 0 家 + 未写 0 份" in screen.err


def test_nothing_answered_changes_nothing(jinshan: Jinshan, edition: Edition) -> None:
    """A visit that was told nothing, or what the list says in other words, leaves the file as it was."""
    same: dict[str, Value] = {"employees": Interval(120, 120), "revenue": Interval(3_200_000_000, 3_200_000_000)}
    put(FOLDER, "甲.toml", visited(Firm("甲商贸", same), same), edition)
    put(FOLDER, "乙.toml", visited(Firm("乙厂", {"employees": Interval(5, 5)}), []), edition)
    screen = jinshan("gather", FOLDER, roster(), "-o", "新.csv", *AS_OF)
    assert Path("新.csv").read_bytes() == LIST.encode()
    assert "名单上的各格都没有变化" in screen.err


def test_columns_are_added_at_the_right(jinshan: Jinshan, edition: Edition) -> None:
    """Each row that lines up gets the new cells, sums and blank rows too; titles above and empty lines do not."""
    put(FOLDER, "甲.toml", visited(SHOP, ["newly_above_quota"]), edition)
    assert jinshan("gather", FOLDER, roster(), "-o", "新.csv", *AS_OF).code == 0
    assert Path("新.csv").read_bytes().decode() == (
        "金山区走访名单,,,\r\n单位：万元、人,,,\r\n"
        '企业名称,从业人数,营业收入（万元）,"备注,内部",本年新增限额以上\r\n'
        '甲商贸,120,"3,200","老""客户",是\r\n'
        "\r\n,,,,\r\n"
        "乙厂, 不详 ,5.50 ,,\r\n"
        "合计,120,3205.5,,\r\n"
        '填表人：张三,,,"一\r\n二",'
    )


def test_headings_that_are_blank_are_taken_first(jinshan: Jinshan, edition: Edition) -> None:
    """Columns without a heading at the right become the new ones."""
    put(FOLDER, "甲.toml", visited(SHOP, ["sector"]), edition)
    text = "企业名称,从业人数,,\n甲商贸,120,,\n"
    assert jinshan("gather", FOLDER, roster(text), "-o", "新.csv", *AS_OF).code == 0
    assert Path("新.csv").read_text("utf-8") == "企业名称,从业人数,行业,\n甲商贸,120,零售业,\n"


def test_a_year_below_a_heading_takes_what_was_answered(jinshan: Jinshan, edition: Edition) -> None:
    """In a list with years below a heading the fact's own year is written, and a new column stands beside the years."""
    text = "企业名称,营业收入（万元）,\n,2022年,2023年\n甲商贸,1200,1500\n乙厂,800,900\n"
    firm = Firm("甲商贸", {"revenue": Interval(13_000_000_00, 13_000_000_00), "sector": "retail"})
    put(FOLDER, "甲.toml", visited(firm, ["revenue", "sector"]), edition)
    assert jinshan("gather", FOLDER, roster(text), "-o", "新.csv", *AS_OF).code == 0
    lines = Path("新.csv").read_text("utf-8").splitlines()
    assert lines[1:] == [",2022年,2023年,行业", "甲商贸,1300,1500,零售业", "乙厂,800,900,"]


def test_some_does_not_hide_how_much(jinshan: Jinshan, edition: Edition) -> None:
    """That there is some of a thing leaves the sum that the list has; it fills an empty cell."""
    put(FOLDER, "甲.toml", visited(Firm("甲商贸", {"revenue": SOME}), ["revenue"]), edition)
    put(FOLDER, "乙.toml", visited(Firm("乙厂", {"employees": SOME}), ["employees"]), edition)
    assert jinshan("gather", FOLDER, roster(), "-o", "新.csv", *AS_OF).code == 0
    assert Path("新.csv").read_bytes().decode() == LIST.replace(" 不详 ", "有")


def test_codes_before_names(jinshan: Jinshan, edition: Edition) -> None:
    """A code decides; a name alone only where one row has it; else it is refused with the rows, and exit is 3."""
    codes = {letter: f"9131011600000000{letter}X" for letter in "12"}
    text = f"企业名称,信用代码,从业人数\n丙行,{codes['1']},1\n丙行,{codes['2']},2\n丁行,{codes['1'][:-1]}Y,3\n"
    known = Firm("丙行", {"employees": Interval(9, 9)})
    put(FOLDER, "一.toml", visited(known, ["employees"], codes["2"].lower()), edition)
    put(FOLDER, "二.toml", visited(known, ["employees"]), edition)
    put(FOLDER, "三.toml", visited(Firm("丁行", known.facts), ["employees"], "9131不同"), edition)
    screen = jinshan("gather", FOLDER, roster(text), "-o", "新.csv", "--json", *AS_OF)
    assert screen.code == 3
    assert Path("新.csv").read_text("utf-8") == text.replace(f"{codes['2']},2", f"{codes['2']},9")
    assert f"第 1 行（文件第 2 行） {codes['1']}、第 2 行（文件第 3 行） {codes['2']}" in screen.err
    assert "三.toml：名称相同而统一社会信用代码不同" in screen.err
    told = json.loads(screen.out)
    assert [each["where"] for each in told["refused"]] == ["三.toml", "二.toml"]
    assert told["changes"] == [{"row": 2, "name": "丙行", "column": "从业人数", "old": "2", "new": "9"}]


def test_two_files_of_one_firm_and_one_of_nobody(jinshan: Jinshan, edition: Edition) -> None:
    """Neither of two files is taken for the better one; a file that says not whose it is is refused."""
    for name, number in (("一.toml", 1), ("二.toml", 2)):
        put(FOLDER, name, visited(Firm("甲商贸", {"employees": Interval(number, number)}), ["employees"]), edition)
    put(FOLDER, "三.toml", visited(Firm("不详", {"employees": SOME}), ["employees"]), edition)
    screen = jinshan("gather", FOLDER, roster(), "-o", "新.csv", *AS_OF)
    assert (screen.code, Path("新.csv").read_bytes()) == (3, LIST.encode())
    assert "一.toml、二.toml：几份企业资料是同一家" in screen.err
    assert "三.toml：没有企业名称，也没有统一社会信用代码" in screen.err
    assert "未写 3 份" in screen.err


def test_a_firm_that_is_not_there_is_added(jinshan: Jinshan, edition: Edition) -> None:
    """At the end, with all that its file tells, and the nearest name is said: it may be the same firm."""
    put(FOLDER, "丙.toml", visited(Firm("甲商贸公司", {"employees": Interval(7, 7)}), [], "9131X"), edition)
    screen = jinshan("gather", FOLDER, roster(LIST + "\r\n"), "-o", "新.csv", *AS_OF)
    assert screen.code == 0
    last = Path("新.csv").read_bytes().decode().splitlines()[-1]
    assert last == "甲商贸公司,7,,,9131X"
    assert "甲商贸公司（名单上相近的：甲商贸" in screen.err


def test_a_new_row_without_a_name_is_told(jinshan: Jinshan, edition: Edition) -> None:
    """A firm that is known by its code alone is told as one without a name, not as nothing."""
    put(FOLDER, "丙.toml", visited(Firm("", {"employees": Interval(7, 7)}), ["employees"], "9131X"), edition)
    screen = jinshan("gather", FOLDER, roster(), "-o", "新.csv", *AS_OF)
    assert "名单上没有、添在最后的 1 家：（未填企业名称）" in screen.err


@pytest.mark.parametrize("output", ["名单.csv", "企业资料/甲.toml", "新.xlsx", "新.docx"])
def test_nothing_that_is_read_is_written(jinshan: Jinshan, edition: Edition, output: str) -> None:
    """Not the list, no firm file, `--force` or not; and the form stays what it was."""
    path = put(FOLDER, "甲.toml", visited(SHOP, ["employees"]), edition)
    before = path.read_bytes()
    screen = jinshan("gather", FOLDER, roster(), "-o", output, "--force", *AS_OF)
    assert screen.code == 2
    assert (Path("名单.csv").read_bytes(), path.read_bytes()) == (LIST.encode(), before)


def test_a_broken_file_is_told_and_the_others_are_taken(jinshan: Jinshan, edition: Edition) -> None:
    """Exit 3; visits that are none are a fault of the file."""
    put(FOLDER, "甲.toml", visited(SHOP, ["employees"]), edition)
    (FOLDER / "坏.toml").write_text('name = "乙厂"\n[[asked]]\non = "昨天"\nedition = "x"\n', "utf-8")
    screen = jinshan("gather", FOLDER, roster(), "-o", "新.csv", *AS_OF)
    assert (screen.code, "坏.toml" in screen.err, "写回 1 家" in screen.err) == (3, True, True)


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx"])
def test_without_a_list(jinshan: Jinshan, edition: Edition, ending: str) -> None:
    """The firms of the folder become a list, and `batch` reads it as it reads the folder."""
    put(FOLDER, "甲.toml", visited(SHOP, []), edition)
    put(FOLDER, "乙.toml", visited(Firm("乙厂", {"revenue": Interval(1, 30_000_001)}), [], "9131X"), edition)
    assert jinshan("gather", FOLDER, "-o", f"新{ending}", *AS_OF).code == 0
    both = [jinshan("batch", place, "-o", "-", "--json", *AS_OF) for place in (FOLDER, f"新{ending}")]
    one, other = ([json.loads(line) for line in screen.out.splitlines()] for screen in both)
    for key in ("eligible", "undetermined", "missing", "grant_high", "grant_possible"):
        assert [row[key] for row in one] == [row[key] for row in other]


def book() -> Path:
    """A workbook with most of what people put into one."""
    path = Path("名单.xlsx")
    made = xlsxwriter.Workbook(str(path))
    page, other = made.add_worksheet("名单"), made.add_worksheet("图")
    bold, money = made.add_format({"bold": True, "border": 1}), made.add_format({"num_format": "#,##0.00"})
    wan, text = made.add_format({"num_format": '0!.0,"万元"'}), made.add_format({"num_format": "@", "italic": True})
    page.merge_range("A1:G1", "金山区走访名单", bold)
    titles = ("企业名称", "统一社会信用代码", "行业", "从业人数", "营业收入（万元）", "资产总额", "加一")
    page.write_row(1, 0, titles, bold)
    page.write_row(2, 0, ["甲商贸", "91310116000000001X", "零售业", 120])
    page.write(2, 4, 3200, money)
    page.write(2, 5, 50_000_000, wan)
    page.write_row(3, 0, ["乙厂", "91310116000000002X", "制造业"])
    page.write(3, 3, "不详", text)
    for row in (2, 3):
        page.write_formula(row, 6, f"=D{row + 1}+1", None, 121)
    page.write(4, 0, "合计")
    page.write_comment("D3", "街镇报的数")
    page.data_validation("C3:C9", {"validate": "list", "source": ["零售业", "批发业"]})
    page.conditional_format("D3:D9", {"type": "data_bar"})
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "=名单!$D$3:$D$4"})
    page.insert_chart("K2", chart)
    other.write(0, 0, "别的")
    made.close()
    return path


def cells(path: Path) -> dict[str, tuple[Any, ...]]:
    """Value, format and font of each cell, the ground apart."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    every = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: (cell.value, cell.number_format, cell.font.i, cell.font.b) for cell in every}


def test_a_workbook_keeps_all_but_the_answers(jinshan: Jinshan, edition: Edition) -> None:
    """Other cells keep value and format, other parts every byte; changed cells are coloured, with the old value."""
    facts: dict[str, Value] = {
        "employees": Interval(85, 85),
        "total_assets": Interval(6_000_000_000, 6_000_000_000),
        "newly_above_quota": True,
    }
    put(FOLDER, "甲.toml", visited(Firm("旧名", facts), facts, "91310116000000001X"), edition)
    put(FOLDER, "乙.toml", visited(Firm("乙厂", {"employees": Interval(30, 40)}), ["employees"]), edition)
    screen = jinshan("gather", FOLDER, book(), "-o", "新.xlsx", *AS_OF)
    assert screen.code == 0, screen.err
    old, new = cells(Path("名单.xlsx")), cells(Path("新.xlsx"))
    changed = {place: cell[0] for place, cell in new.items() if cell[0] != old.get(place, (None,))[0]}
    assert changed == {"D3": 85, "F3": 60000000, "D4": "30-40", "H2": "本年新增限额以上", "H3": "是"}
    assert {place for place in old if old[place][1:] != new[place][1:]} == set()
    sheet = openpyxl.load_workbook("新.xlsx").worksheets[0]
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type} == set(changed)
    notes = {place: sheet[place].comment.text for place in ("D3", "D4", "F3")}
    assert notes["D3"] == "街镇报的数\n原值：120；2026-11-01 王专员走访所答"
    assert notes["D4"].startswith("原值：不详；")
    assert sheet["H2"].font.b
    before, after = ZipFile("名单.xlsx"), ZipFile("新.xlsx")
    touched = {
        name for name in after.namelist() if name not in before.namelist() or before.read(name) != after.read(name)
    }
    assert {"xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/sharedStrings.xml"} <= set(
        before.namelist()
    ) - touched
    assert touched == {
        *("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"),
        *("xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"),
    }


def _value(draw: random.Random, key: str) -> Value:
    fact = EDITION.facts[key]
    if fact.options:
        return draw.choice(fact.option_keys)
    if fact.type == "flag":
        return draw.random() < 0.5
    low = draw.choice([0, 1, 99, 100, 12_345, 10**6, 320_000_000])
    return Interval(low, draw.choice([low, low, low + draw.randrange(1, 10**7)]))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_a_value_is_read_back_under_any_heading(seed: int) -> None:
    """In every unit that a heading may have, in a text file and in cells of every format."""
    draw = random.Random(seed)
    fact = draw.choice(list(EDITION.facts))
    value = _value(draw, fact.key)
    scale = draw.choice([1, 100, 1000, 10_000, 10**8]) if fact.is_plain else 1
    made = write_cell(fact, value, scale, as_key=draw.random() < 0.5)
    assert (made.held if isinstance(made.held, str) else f"{made.held:f}") == made.shown
    assert read(fact, made.shown, scale) == value
    code = draw.choice(["0", "#,##0.00", '0"万"', "0!.0,", '0!.0,"万"', '0"人"', "0%", '[<1]"无";0', "yyyy-mm-dd"])
    known = read_format(code)
    seen = write_cell(fact, value, scale, as_key=False, known=known)
    assert read(fact, seen.shown, scale) == value
    power = len(str(scale)) - 1
    if isinstance(seen.held, str):
        assert seen.shown == known.text(seen.held)
    else:
        assert seen.shown == known.number(f"{seen.held:f}", power)
    if fact.is_plain and isinstance(value, Interval) and value.is_point and code in ("0", "#,##0.00", '0!.0,"万"'):
        assert isinstance(seen.held, Decimal)


def _ugly(draw: random.Random) -> tuple[str, list[str]]:
    """A list with odd habits, and the names of its firms."""
    end, delimiter = draw.choice(["\n", "\r\n"]), draw.choice([",", "\t", ";"])
    between = delimiter + draw.choice(["", "", " "])

    def row(*cells: str) -> str:
        told = (
            f'"{cell}"' if delimiter in cell or '"' in cell or "\n" in cell or draw.random() < 0.2 else cell
            for cell in cells
        )
        return between.join(told)

    names = [f"第{number}号商行" for number in range(draw.randrange(1, 7))]
    lines = [row("名单", "", "", "")] if draw.random() < 0.5 else []
    lines.append(row("企业名称", "从业人数", "营业收入（万元）", "备注"))
    for name in names:
        figures = (
            draw.choice(["", "120", " 30 ", "约50", "100-299", "不详"]),
            draw.choice(["", "3200", "1.50", "5000万", "-"]),
        )
        lines.append(row(name, *figures, draw.choice(["", "a,b", f"x{end}y", '引""号', "=1+1", " 空格 "])))
        lines += draw.choice([[], [], [""], [delimiter * 3], [row("别家", "1", "2", "3", "多")]])
    lines += draw.choice([[], [row("合计", "1", "2", "")], [row("备注：无", "", "", "")]])
    return end.join(lines) + draw.choice(["", end]), names


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_a_round_changes_no_cell_that_nobody_answered(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    """Of any ugly list: undoing the answered cells one by one gives the bytes that there were."""
    draw = random.Random(seed)
    text, names = _ugly(draw)
    codec = draw.choice(["utf-8", "utf-8-sig", "gb18030"])
    here = tmp_path_factory.mktemp("round")
    path = here / "名单.csv"
    path.write_bytes(text.encode(codec))
    answers: dict[str, dict[str, Value]] = {}
    for number, name in enumerate(names):
        keys = [key for key in ("employees", "revenue") if draw.random() < 0.5]
        answers[name] = {key: _value(draw, key) for key in keys}
        firm = Firm(name, {**answers[name], "sector": "retail"})
        put(here / "资料", f"{number}.toml", visited(firm, keys), EDITION)
    order = GatherOrder((here / "资料",), path, here / "新.csv")
    found = run_gather(order, EDITION, date(2026, 11, 27)).found
    assert not found.refused
    content = (here / "新.csv").read_bytes()
    if not found.changes:
        assert content == path.read_bytes()
    back = here / "改回"
    for number, name in enumerate(names):
        put(back, f"{number}.toml", visited(Firm(name, answers[name]), answers[name]), EDITION)
    again = run_gather(GatherOrder((back,), here / "新.csv", here / "再.csv"), EDITION, date(2026, 11, 27)).found
    assert (again.changes, (here / "再.csv").read_bytes()) == ((), content)
    kept = [
        line
        for line in BytesIO(path.read_bytes())
        if not any(name.encode(codec.removesuffix("-sig")) in line for name in names)
    ]
    assert [line for line in BytesIO(content) if line in kept] == kept
