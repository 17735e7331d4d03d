"""`jinshan gather` and lists that are not well: rows that cannot be read, odd spaces, cells that would run."""

import json
import time
from pathlib import Path

import pytest
from support.commandline import Jinshan
from support.rosters import many, put, visited

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.lists.firms import open_sheet
from jinshan_cli.use.roster.roster import Roster

FOLDER, AS_OF = Path("资料"), ("--as-of", "2026-11-27")
TOLD: dict[str, Value] = {"employees": Interval(85, 85), "newly_above_quota": True}
SHOP = Firm("甲商贸", TOLD)
pytestmark = pytest.mark.usefixtures("in_folder")


def roster(text: str, name: str = "名单.csv") -> Path:
    """A list in a file."""
    Path(name).write_bytes(text.encode())
    return Path(name)


def written(name: str = "新.csv") -> str:
    """The list that was written."""
    return Path(name).read_bytes().decode()


@pytest.mark.parametrize("end", ["", "\n"])
def test_the_last_cell_is_filled_and_a_column_added(jinshan: Jinshan, edition: Edition, end: str) -> None:
    """Where both stand at one place of the text, the answer comes first, then the new column."""
    put(FOLDER, "甲.toml", visited(SHOP, TOLD), edition)
    path = roster(f"企业名称,从业人数\n乙厂,4\n甲商贸,{end}")
    screen = jinshan("gather", FOLDER, path, "-o", "新.csv", *AS_OF)
    assert screen.code == 0, screen.err
    assert written() == f"企业名称,从业人数,本年新增限额以上\n乙厂,4,\n甲商贸,85,是{end}"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("last", ["甲商贸,4", "甲商贸,4\n", "乙厂,4", "乙厂,4\n"])
def test_the_end_mark_of_dos_stays_at_the_end(jinshan: Jinshan, edition: Edition, last: str, codec: str) -> None:
    """Nothing is written behind Ctrl-Z, and nothing into it: neither a cell, nor a new column, nor a new row."""
    put(FOLDER, "甲.toml", visited(SHOP, TOLD), edition)
    Path("名单.csv").write_bytes(f"企业名称,从业人数\n{last}\x1a\r\n".encode(codec))
    screen = jinshan("gather", FOLDER, "名单.csv", "-o", "新.csv", *AS_OF)
    assert screen.code == 0, screen.err
    old, end = ("" if "甲" in last else "乙厂,4,\n"), ("\n" if last.endswith("\n") else "")
    new = f"企业名称,从业人数,本年新增限额以上\n{old}甲商贸,85,是{end}\x1a\r\n"
    assert Path("新.csv").read_bytes().decode(codec) == new


def test_a_row_of_units_below_the_header(jinshan: Jinshan, edition: Edition) -> None:
    """The new heading stands in it, which stays a row of units."""
    put(FOLDER, "甲.toml", visited(SHOP, TOLD), edition)
    path = roster("企业名称,从业人数,营业收入\n,（人）,（万元）\n甲商贸,4,850\n")
    screen = jinshan("gather", FOLDER, path, "-o", "新.csv", *AS_OF)
    assert screen.code == 0, screen.err
    assert written() == "企业名称,从业人数,营业收入\n,（人）,（万元）,本年新增限额以上\n甲商贸,85,850,是\n"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("甲商贸,120,店,多一格", "有 4 格，表头有 3 格"),
        ("甲商贸,120", "有 2 格，表头有 3 格"),
        ('"甲商贸,120,店', "引号没有闭合"),
        ('120, "甲商贸",店', "引号前面有空格"),
    ],
)
@pytest.mark.parametrize("code", ["", "9131X"])
def test_a_firm_in_a_row_that_cannot_be_read(jinshan: Jinshan, edition: Edition, row: str, why: str, code: str) -> None:
    """It is on the list: it gets no second row, the row is told with what is wrong, other firms are written, exit 3."""
    text = f"企业名称,从业人数,备注\n{row.replace('店', code or '店')}\n乙厂,3,z\n"
    put(FOLDER, "甲.toml", visited(Firm("甲（旧名）" if code and "店" in row else "甲商贸", TOLD), TOLD, code), edition)
    put(FOLDER, "乙.toml", visited(Firm("乙厂", TOLD), TOLD), edition)
    screen = jinshan("gather", FOLDER, roster(text), "-o", "新.csv", "--json", *AS_OF)
    assert screen.code == 3, screen.err
    assert [line for line in written().splitlines() if "甲" in line] == [
        line + "," * (not line.startswith('"')) for line in text.splitlines() if "甲" in line
    ]
    assert "乙厂,85,z,是\n" in written()
    assert "甲.toml：名单上像是它的第 1 行（文件第 2 行）读不出来" in screen.err
    told_of = next(line for line in screen.err.splitlines() if line.startswith("! 名单文件第 2 行读不出来"))
    assert why in told_of, told_of
    assert "写回 1 家 + 新添 0 家 + 未写 1 份" in screen.err
    told = json.loads(screen.out)
    assert [each["where"] for each in told["refused"]] == ["甲.toml"]
    assert [each["row"] for each in told["unread"]] == [1]


def test_a_stray_cell_gets_no_heading(jinshan: Jinshan, edition: Edition) -> None:
    """A row with something below no heading is not read; where a new column would make it an answer, nothing is."""
    path = roster("企业名称,从业人数,\n甲商贸,9,草稿\n乙厂,3,\n")
    put(FOLDER, "乙.toml", visited(Firm("乙厂", TOLD), TOLD), edition)
    screen = jinshan("gather", FOLDER, path, "-o", "新.csv", *AS_OF)
    assert (screen.code, Path("新.csv").exists()) == (2, False)
    assert "新的列“本年新增限额以上”没有地方添：第 1 行（文件第 2 行）在没有表头的列里有内容" in screen.err
    put(FOLDER, "乙.toml", visited(Firm("乙厂", TOLD), ["employees"]), edition)
    screen = jinshan("gather", FOLDER, path, "-o", "新.csv", *AS_OF)
    assert (screen.code, written()) == (3, path.read_text("utf-8").replace(",3,", ",85,"))


def test_a_visit_does_not_begin_from_such_a_row(edition: Edition) -> None:
    """Whoever looks for the firm is told of its row, not that there is none."""
    sheet = open_sheet(roster("企业名称,从业人数\n甲商贸,120,多一格\n"), edition.facts)
    with pytest.raises(InputError, match="名单第 1 行（文件第 2 行）读不出来：有 3 格，表头有 2 格"):
        Roster(sheet, edition.facts).find("甲商")


def test_spaces_behind_commas(jinshan: Jinshan, edition: Edition) -> None:
    """A list with a space behind each comma keeps them, and what is added has them too."""
    text = '企业名称, 从业人数, 备注\n"乙厂", "5", "q, r"\n甲商贸, 9,  x'
    put(FOLDER, "甲.toml", visited(SHOP, TOLD), edition)
    put(FOLDER, "丙.toml", visited(Firm("丙行", TOLD), TOLD), edition)
    screen = jinshan("gather", FOLDER, roster(text), "-o", "新.csv", *AS_OF)
    assert screen.code == 0, screen.err
    assert written() == (
        '企业名称, 从业人数, 备注, 本年新增限额以上\n"乙厂", "5", "q, r", \n甲商贸, 85,  x, 是\n丙行, 85, , 是'
    )


@pytest.mark.parametrize("name", ["=cmd公司", "＝cmd公司", " @SUM(1)", "-x"])
def test_a_name_that_would_run(jinshan: Jinshan, edition: Edition, name: str) -> None:
    """A new firm's name is kept from running as in every other list, and is the same firm the next time."""
    put(FOLDER, "甲.toml", visited(Firm(name, TOLD), TOLD), edition)
    assert jinshan("gather", FOLDER, roster("企业名称,从业人数\n"), "-o", "新.csv", *AS_OF).code == 0
    assert written().splitlines()[1].strip('"').startswith("'")
    again = jinshan("gather", FOLDER, "新.csv", "-o", "再.csv", *AS_OF)
    assert "写回 1 家 + 新添 0 家" in again.err
    assert written("再.csv") == written()


def test_another_name_under_one_code_is_told(jinshan: Jinshan, edition: Edition) -> None:
    """The code joins them, and whoever reads the screen learns that the names are two."""
    put(FOLDER, "甲.toml", visited(Firm("改名公司", TOLD), ["employees"], "9131X"), edition)
    path = roster("企业名称,统一社会信用代码,从业人数\n甲商贸,9131X,9\n")
    screen = jinshan("gather", FOLDER, path, "-o", "新.csv", "--json", *AS_OF)
    assert (screen.code, written()) == (0, path.read_text("utf-8").replace(",9\n", ",85\n"))
    assert "! 甲.toml：名称“改名公司”与名单上的“甲商贸”不同，按统一社会信用代码写回第 1 行" in screen.err
    assert json.loads(screen.out)["renamed"] == [{"file": "甲.toml", "name": "改名公司", "row": 1, "listed": "甲商贸"}]


@pytest.mark.parametrize("cell", ["", "#REF!"])
def test_a_row_without_a_name_is_told(jinshan: Jinshan, edition: Edition, cell: str) -> None:
    """An error value is none, and stays; the code joins the row to a file that has one."""
    put(FOLDER, "甲.toml", visited(Firm("甲商贸", TOLD), ["employees"], "9131X"), edition)
    path = roster(f"企业名称,统一社会信用代码,从业人数\n{cell},9131X,9\n")
    screen = jinshan("gather", FOLDER, path, "-o", "新.csv", *AS_OF)
    assert written() == path.read_text("utf-8").replace(",9\n", ",85\n")
    assert "! 甲.toml：名称“甲商贸”，名单上没有名称，按统一社会信用代码写回第 1 行" in screen.err


@pytest.mark.parametrize("word", ["", "合计"])
def test_a_sum_stays_as_it_was(jinshan: Jinshan, edition: Edition, word: str) -> None:
    """A row of sums is no firm, before and after, called so or not: it stays, and that it is old is told."""
    put(FOLDER, "甲.toml", visited(SHOP, ["employees"]), edition)
    path = roster(f"企业名称,从业人数\n甲商贸,9\n乙厂,3\n{word},12\n填表人：张三,\n")
    screen = jinshan("gather", FOLDER, path, "-o", "新.csv", *AS_OF)
    assert (screen.code, written()) == (0, path.read_text("utf-8").replace(",9", ",85")), screen.err
    assert "! 第 3 行（文件第 4 行）像是合计，其中填的数（不是公式的）没有跟着改" in screen.err
    assert screen.err.count("像是合计") == 1
    put(FOLDER, "甲.toml", visited(SHOP, []), edition)
    assert "像是合计" not in jinshan("gather", FOLDER, path, "-o", "新.csv", "--force", *AS_OF).err


@pytest.mark.slow
def test_time_grows_with_the_list(jinshan: Jinshan, edition: Edition) -> None:
    """Of four times the rows and the new firms the run takes less than eight times as long."""
    spent = []
    for rows in (2_000, 8_000):
        path, folder = many(Path(str(rows)), rows, rows // 40, edition)
        begun = time.process_time()
        screen = jinshan("gather", folder, path, "-o", f"{rows}/新.csv", *AS_OF)
        spent.append(time.process_time() - begun)
        assert screen.code == 0
        assert f"新添 {rows // 40} 家" in screen.err
    assert spent[1] < 8 * spent[0]


@pytest.mark.parametrize(
    "code", ["91310116-MA1FL0KQ-7H", "9131 0116－ma1fl0kq7h", "９１３１０１１６—ＭＡ１ＦＬ０ＫＱ７Ｈ"]
)
def test_a_code_in_groups_is_the_same_code(jinshan: Jinshan, edition: Edition, code: str) -> None:
    """With hyphens, spaces, wide or small letters; and `diff` finds the firm in both lists."""
    put(FOLDER, "甲.toml", visited(SHOP, TOLD, "91310116MA1FL0KQ7H"), edition)
    path = roster(f"企业名称,统一社会信用代码,从业人数,本年新增限额以上\n甲商贸,{code},4,\n")
    screen = jinshan("gather", FOLDER, path, "-o", "新.csv", *AS_OF)
    assert (screen.code, written().splitlines()[1:]) == (0, [f"甲商贸,{code},85,是"])
    for name, told in (("旧", code), ("今", "91310116MA1FL0KQ7H")):
        Path(f"{name}.csv").write_text(f"企业名称,统一社会信用代码,从业人数\n{name}店,{told},4\n", "utf-8")
        assert jinshan("batch", f"{name}.csv", "-o", f"{name}果.csv", *AS_OF).code == 0
    assert "1 家没有变化" in jinshan("diff", "旧果.csv", "今果.csv").out
