"""`jinshan batch`: what is refused is told and counted; what a spreadsheet would run is not written as it is."""

from pathlib import Path

import pytest
from support.commandline import Jinshan
from support.lists import CLEAN, batch, files, rows_of

from jinshan_cli.core.written.guard import guarded_text

pytestmark = pytest.mark.usefixtures("in_folder")


def test_problems_are_listed(jinshan: Jinshan) -> None:
    """Refused cells and rows: exit 3, listed with row, column, value and why, named in the row, counted at the end."""
    text = "name,employees,年营业收入\n甲,abc,1\n乙,5,三百来把\n丙,1,2,3\n丁,5,300万\n"
    done = batch(jinshan, text, "-o", "out.csv")
    assert done.code == 3
    listed = rows_of(Path("out.csv.problems.csv"))
    assert list(listed[0]) == ["row", "column", "value", "why", "expected", "closest", "line"]
    assert [(each["row"], each["column"], each["value"]) for each in listed[:2]] == [
        ("1", "employees", "abc"),
        ("2", "年营业收入", "三百来把"),
    ]
    assert (listed[2]["row"], listed[2]["column"], listed[2]["value"]) == ("3", "", "丙,1,2,3")
    assert all(each["why"] for each in listed)
    rows = rows_of(Path("out.csv"))
    assert [row["name"] for row in rows] == ["甲", "乙", "丁"]
    assert "employees" in rows[0]["problems"]
    assert "年营业收入" in rows[1]["problems"]
    assert done.err.endswith("读入 4 行 = 写出 3 家 + 拒收 1 行\n")


def test_refused_cell_is_no_default(jinshan: Jinshan) -> None:
    """Who is told to be something that cannot be read is not taken for the default (企业)."""
    text = "name,主体类型,innovation_fund\n甲,火星人,是\n乙,,是\n丙,合伙企业,是\n"
    assert batch(jinshan, text, "-o", "out.csv").code == 3
    told = [(row["eligible"], row["grant_low"]) for row in rows_of(Path("out.csv"))]
    assert told == [("", "0"), ("21", "100000"), ("21", "100000")]
    assert rows_of(Path("out.csv"))[0]["missing"].startswith("entity;")


def test_unseen_characters_are_listed_visibly(jinshan: Jinshan) -> None:
    """A cell with a control character, or one that turns the direction, is quoted back so that it is seen; a line end
    within a cell stays."""
    text = 'name,employees\n甲,"\x1b[31m1\n2"\n乙,\u202e12\n丙\x1a丁\n戊,1 2\n'
    batch(jinshan, text, "-o", "out.csv")
    told = [each["value"] for each in rows_of(Path("out.csv.problems.csv"))]
    assert told == [r"\u001b[31m1" + "\n2", r"\u202e12", r"丙\u001a丁", "1 2"]


def test_stale_problem_list(jinshan: Jinshan) -> None:
    """The list of an earlier run is never taken for this one's: without --force it is in the way, with it it goes."""
    batch(jinshan, "name,employees\n甲,abc\n", "-o", "out.csv")
    Path("out.csv").unlink()
    assert batch(jinshan, "name,employees\n甲,1\n", "-o", "out.csv").code == 2
    assert not Path("out.csv").exists()
    assert batch(jinshan, "name,employees\n甲,1\n", "-o", "out.csv", "--force").code == 0
    assert not Path("out.csv.problems.csv").exists()


@pytest.mark.parametrize("output", ["out.csv", "out.xlsx", "out.parquet", "-"])
def test_strict_writes_nothing(jinshan: Jinshan, output: str) -> None:
    """`--strict`: one refused cell, and there is no output at all; the input is what is at fault."""
    text = CLEAN + "坏商店,x,enterprise,retail,abc,1,是,1,new,是\n"
    done = batch(jinshan, text, "-o", output, "--strict")
    assert (done.code, done.out) == (2, "")
    assert files() == ["firms.csv"]
    assert "共 1 处无法识别，因 --strict 没有写出任何结果" in done.err
    assert batch(jinshan, CLEAN, "-o", output, "--strict").code == 0


def test_flood_is_grouped(jinshan: Jinshan) -> None:
    """A thousand problems: twenty on the screen, then counts; all of them in the file."""
    text = "name,employees,年营业收入\n" + "甲,abc,见附件\n" * 500
    done = batch(jinshan, text, "-o", "out.csv")
    assert len(done.err.splitlines()) < 80
    assert "以上是前 20 处，共 1,000 处" in done.err
    assert "500 处  employees：" in done.err
    assert len(rows_of(Path("out.csv.problems.csv"))) == 1000


def test_quotes_only_where_needed(jinshan: Jinshan) -> None:
    """A list with quoted cells gives the rows of the same list without; what our own words need is quoted too."""
    bare = 'name,"从业""人数""",carried\n甲,abc,x\n乙,5,y\n'
    batch(jinshan, bare, "-o", "bare.csv")
    batch(jinshan, bare.replace("x\n", '"x"\n').replace("y\n", '"y,\n""z"""\n'), "-o", "quoted.csv")
    first, second = (rows_of(Path(name)) for name in ("bare.csv", "quoted.csv"))
    assert first[0] == second[0]
    assert first[0]["problems"].startswith('从业"人数"“abc”')
    assert second[1]["carried"] == 'y,\n"z"'
    assert {**first[1], "carried": ""} == {**second[1], "carried": ""}


FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    " =1",
    "　＝1",
    "\t=1",
    "\r=1",
    "＋cmd",
    "－x",
    "＠x",
    "+86-21-57921185",
)
HONEST = ("-5", "+8613800138000", "-", "--", "1-2", "a=b", "甲", "12%", "-3.5%", "—", "'=1", "0", "+86")


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_neutralised(jinshan: Jinshan, text: str) -> None:
    """A carried text, a refused cell or a heading that a spreadsheet would run is preceded by `'` in CSV and TSV."""
    quoted = '"' + text + '"'
    for ending in (".csv", ".tsv"):
        batch(jinshan, f"name,employees,{quoted}\n{quoted},{quoted},{quoted}\n", "-o", f"out{ending}", "--force")
        head, row, *_ = Path(f"out{ending}").read_bytes().decode().replace("\r", " ").splitlines()
        written = (head + row).replace('"', "")
        assert written.count(f"'{text.strip()[0]}") + written.count("'" + text[:2].replace("\r", " ")) >= 3
        listed = Path(f"out{ending}.problems.csv").read_bytes().decode()
        assert f"'{text}" in listed


@pytest.mark.parametrize("text", HONEST)
def test_plain_text_is_left_alone(jinshan: Jinshan, text: str) -> None:
    """Numbers with a sign, dashes and other text are written as they were read."""
    assert guarded_text(text) == text
    batch(jinshan, f"name,phone,employees\n甲,{text},1\n", "-o", "out.csv")
    assert rows_of(Path("out.csv"))[0]["phone"] == text
