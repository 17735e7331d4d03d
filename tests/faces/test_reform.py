"""`jinshan reform`: what a change of the table costs, whom it helps and whom it hurts, as bounds."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support import contract
from support.commandline import Jinshan
from support.page import Page

from jinshan_cli.faces.reform.view import LEEWAY
from jinshan_cli.files.edition.folder import built_in_data

DAY = ("--as-of", "2023-05-01")
OLD, NEW = (f'value = "{value}"\nlabel = "零售额首档"' for value in ("1亿", "8000万"))
LIST = """企业名称,行业,街镇,权重,年度零售额,此前最高年度零售额,年度商品销售额,此前最高年度商品销售额
甲,零售业,石化,2,9000万,7000万,0,0
乙,零售业,石化,1.5,1.2亿,9000万,0,0
丙,零售业,朱泾,1,5000万,4000万,0,0
丁,批发业,朱泾,1,6000万-9000万,5000万,0,0
戊,,,0,2亿,1.5亿,0,0
"""
Edited = Callable[..., Path]
pytestmark = pytest.mark.usefixtures("in_folder")


@pytest.fixture
def firms() -> Path:
    """Five firms about the threshold, in the test's own folder."""
    Path("firms.csv").write_text(LIST, "utf-8")
    return Path("firms.csv")


@pytest.fixture
def lower(edited: Edited) -> Path:
    """The table with the first step of retail sales at 8000万."""
    return edited(("policies.toml", OLD, NEW)).rename("lower")


def told(jinshan: Jinshan, *args: Any) -> dict[str, Any]:
    """The JSON of a run that went well."""
    screen = jinshan("reform", *args, *DAY, "--json")
    assert screen.code == 0, screen
    found: dict[str, Any] = json.loads(screen.out)
    return found


def test_support_by_loans_is_money_too(jinshan: Jinshan, firms: Path) -> None:
    """A sum of the kind `finance` falls: that is told as of any other kind, and nobody is said to be as before."""
    assert jinshan("edition", "new", "mine").code == 0
    table = Path("mine/policies.toml")
    given = 'id = "3b"\ntitle = "增量奖励"\nkind = "{}"'
    text = table.read_text("utf-8").replace('"max(1万, 1% * growth)"', '"1% * max(0, revenue - first_step)"')
    table.write_text(text.replace(given.format("grant"), given.format("finance")), "utf-8")
    firms.write_text("企业名称,上年营业收入,此前最高年营业收入,有出口业务\n甲,3亿,3亿,是\n乙,1亿,3亿,是\n", "utf-8")
    asked = ("reform", firms, "--data", "mine", "--param", "first_step=2亿", "--as-of", "2026-05-01")
    screen = jinshan(*asked, "--json")
    policy = next(each for each in json.loads(screen.out)["whole"]["policies"] if each["number"] == 3)
    assert policy["money"]["finance"]["difference"] == {"low": -1000000, "high": -1000000}
    assert policy["lose"] == 1
    assert "融资支持：少付 100万元" in jinshan(*asked).out


def test_a_fact_that_only_the_other_table_asks(jinshan: Jinshan, firms: Path) -> None:
    """A fact that is new in the table to come is read from the list, and from another list it is not known."""
    assert [jinshan("edition", "new", name).code for name in ("mine", "next")] == [0, 0]
    facts, table = Path("next/facts.toml"), Path("next/policies.toml")
    new = '[[facts]]\nkey = "canteen"\nlabel = "有食堂"\ntype = "flag"\ngroup = "基本情况"\nquestion = "有食堂吗？"\n'
    facts.write_text(f"{facts.read_text('utf-8')}\n{new}", "utf-8")
    old = "firm and (revenue - revenue_peak >= 1000万 or exports)"
    table.write_text(table.read_text("utf-8").replace(old, "firm and canteen"), "utf-8")
    asked = ("reform", firms, "--data", "mine", "--to", "next", "--as-of", "2026-05-01", "--json")
    turns = ("gain", "lose", "same", "unsettled")
    titles = "企业名称,上年营业收入,此前最高年营业收入,有出口业务"
    for title, cells, expected in (
        (",有食堂", (",是", ",否", ",否"), [1, 1, 1, 0]),
        ("", ("", "", ""), [0, 0, 0, 3]),
    ):
        rows = (f"{row}{cell}" for row, cell in zip(("甲,0,0,否", "乙,0,0,是", "丙,0,0,否"), cells, strict=True))
        firms.write_text("\n".join((f"{titles}{title}", *rows)), "utf-8")
        (policy,) = (each for each in json.loads(jinshan(*asked).out)["whole"]["policies"] if each["number"] == 3)
        assert [policy[turn] for turn in turns] == expected


def test_a_threshold_falls(jinshan: Jinshan, firms: Path, lower: Path) -> None:
    """甲 gains, 乙 (whose best year is above the new step) loses, 丁 may gain, the others are as they were."""
    found = told(jinshan, firms, "--to", lower)
    contract.check(found, contract.REFORM)
    contract.check(found["whole"], contract.REFORM_GROUP)
    whole = found["whole"]
    assert [whole[key] for key in ("firms", "gain", "lose", "same", "unsettled", "may_gain", "may_lose")] == [
        *(5, 1, 1, 2, 1, 1, 0)
    ]
    assert whole["money"]["grant"]["difference"] == {"low": 0, "high": 100000}
    (policy,) = (each for each in whole["policies"] if each["number"] == 14)
    assert policy["money"]["grant"] == {
        "before": {"low": 100000, "high": 100000},
        "after": {"low": 100000, "high": 200000},
        "difference": {"low": 0, "high": 100000},
    }
    assert all(each["same"] == 5 for each in whole["policies"] if each["number"] != 14)


def test_blocks_that_know_different_things_add_up(jinshan: Jinshan, lower: Path) -> None:
    """A last line without its end is a block of its own: what is known in part there only changes no sum's place."""
    rows = ["甲,企业,零售业,9000万,7000万,0,0", "乙,企业或个体工商户,零售业,9000万,7000万,0,0"]
    head = "企业名称,主体类型,行业,年度零售额,此前最高年度零售额,年度商品销售额,此前最高年度商品销售额\n"
    ends = {}
    for name, end in (("with", "\n"), ("without", "")):
        for order in (rows, rows[::-1]):
            Path("firms.csv").write_text(head + "\n".join(order) + end, "utf-8")
            ends[name, order[0]] = told(jinshan, "firms.csv", "--to", lower)["whole"]
    assert len({json.dumps(each) for each in ends.values()}) == 1
    assert ends["with", rows[0]]["money"]["grant"]["difference"] == {"low": 200000, "high": 200000}


def test_a_total_is_paid_nothing(jinshan: Jinshan, lower: Path) -> None:
    """Who adds up a list is no firm of it, here as in `batch`."""
    head = "企业名称,行业,年度零售额,此前最高年度零售额\n"
    two = head + "甲,零售业,9000万,7000万\n乙,零售业,9500万,7500万\n"
    Path("firms.csv").write_text(two, "utf-8")
    whole = told(jinshan, "firms.csv", "--to", lower)["whole"]
    Path("firms.csv").write_text(
        two.replace("9000万,7000万", "90000000,70000000").replace("9500万,7500万", "95000000,75000000")
        + ",,185000000,145000000\n",
        "utf-8",
    )
    assert told(jinshan, "firms.csv", "--to", lower)["whole"] == whole
    assert whole["firms"] == 2


def test_an_open_difference_is_not_none(jinshan: Jinshan, edited: Edited) -> None:
    """A group whose difference has no upper end is not told to stay as it is."""
    change = ("policies.toml", 'amount = "50% * six_taxes_two_fees"', 'amount = "60% * six_taxes_two_fees"')
    Path("firms.csv").write_text("企业名称,行业,街镇,纳税人类型\n甲,零售业,朱泾,小规模纳税人", "utf-8")
    screen = jinshan("reform", "firms.csv", "--to", edited(change), "--by", "街镇", *DAY)
    (line,) = [line for line in screen.out.splitlines() if line.startswith("朱泾")]
    assert "多付 没有上限可算" in line


def test_what_firms_have_not_told_is_no_word_of_the_source(jinshan: Jinshan, lower: Path) -> None:
    """不低于 is a source's; of a sum that only lacks figures of firms it is said on no screen and no page."""
    Path("firms.csv").write_text("企业名称,行业,纳税人类型,减半前应缴“六税两费”\n甲,零售业,小规模纳税人,2万\n", "utf-8")
    screen = jinshan("reform", "firms.csv", "--to", lower, *DAY)
    assert "税费减免：不变（现行 至少 1万元，改后 至少 1万元）" in screen.out
    assert jinshan("reform", "firms.csv", "--to", lower, "-o", "out.html", *DAY).code == 0
    for text in (screen.out, Path("out.html").read_text("utf-8")):
        assert "不低于" not in text.replace(LEEWAY, "")


SOME = """企业名称,街镇,纳税人类型,减半前应缴“六税两费”,超定额累进加价水费,购置目录内新能源汽车不含税价合计（万元）,权重
甲,朱泾,小规模纳税人,有,{water},0,2.5
"""
FEWER = ("policies.toml", "vat_status == small_scale or small_low_profit", "vat_status == general")
MORE = ("policies.toml", 'amount = "50% * six_taxes_two_fees"', 'amount = "60% * six_taxes_two_fees"')


@pytest.mark.parametrize(
    ("change", "water", "second", "whole", "policy"),
    [
        (MORE, "0", "", *["多付 没有上限可算（现行 金额待定，改后 金额待定）"] * 2),
        (MORE, "0", "乙,石化,小规模纳税人,1000,0,0,1", *["多付 至少 100元（现行 至少 500元，改后 至少 600元）"] * 2),
        (MORE, "1000", "", "多付 没有上限可算（现行 至少 500元，改后 至少 500元）", "现行 金额待定，改后 金额待定"),
        (FEWER, "0", "", *["少付 金额待定（现行 金额待定，改后 0元）"] * 2),
        (FEWER, "1000", "", "少付 金额待定（现行 至少 500元，改后 500元）", "少付 金额待定（现行 金额待定，改后 0元）"),
        (FEWER, "0", "乙,石化,小规模纳税人,1000,0,0,1", *["少付 至少 500元（现行 至少 500元，改后 0元）"] * 2),
        (FEWER, "0", "乙,石化,一般纳税人,1000,0,0,1", *["不限 至 +500元（现行 金额待定，改后 500元）"] * 2),
    ],
)
def test_a_fen_that_stands_for_something_is_in_no_words(
    jinshan: Jinshan,
    edited: Edited,
    change: tuple[str, str, str],
    water: str,
    second: str,
    whole: str,
    policy: str,
) -> None:
    """有 is no 0.01元, as in `batch`: what is paid is 金额待定, and sums beside it are told without that fen."""
    Path("firms.csv").write_text(SOME.format(water=water) + second + ("\n" if second else ""), "utf-8")
    args = ("reform", "firms.csv", "--to", edited(change), "--by", "街镇", *DAY)
    screen = jinshan(*args, width=200)
    assert screen.code == 0, screen
    told = [line for line in screen.out.splitlines() if "税费减免：" in line]
    assert (whole in told[0], policy in told[1]) == (True, True), told
    assert jinshan(*args, "-o", "out.html").code == 0
    assert jinshan(*args, "-o", "out.xlsx").code == 0
    cells = [str(cell) for row in load_workbook("out.xlsx")["测算"].values for cell in row]
    page = Page(Path("out.html").read_text("utf-8")).text
    assert ("金额待定" in page, "金额待定" in cells) == (True, True)
    assert not re.search(r"\.(01|99)\b", " ".join((screen.out, page, *cells)))


def test_records_keep_the_fen(jinshan: Jinshan, edited: Edited) -> None:
    """For programs something is a fen, as everywhere: there are bounds in the records, and no words."""
    Path("firms.csv").write_text(SOME.format(water="0"), "utf-8")
    table = edited(FEWER)
    sides = told(jinshan, "firms.csv", "--to", table)["whole"]["money"]["relief"]
    assert sides["before"] == {"low": 0.01, "high": None}
    assert sides["difference"] == {"low": None, "high": -0.01}
    assert jinshan("reform", "firms.csv", "--to", table, "-o", "out.csv", *DAY).code == 0
    rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text("utf-8"))))
    (row,) = (row for row in rows if row["number"] == "3")
    assert (row["before_low"], row["difference_low"], row["difference_high"]) == ("0.01", "", "-0.01")


def test_a_fen_of_what_is_new(jinshan: Jinshan, edited: Edited) -> None:
    """What a firm did not get, and gets some of now, is 多付 金额待定; a cell of a workbook says as much."""
    Path("firms.csv").write_text(SOME.format(water="0"), "utf-8")
    args = ("reform", "firms.csv", "--data", edited(FEWER), "--to", built_in_data(), *DAY)
    for weight in ((), ("--weight", "权重")):
        assert "税费减免：多付 金额待定（现行 0元，改后 金额待定）" in jinshan(*args, *weight, width=200).out
    assert jinshan(*args, "-o", "out.xlsx").code == 0
    table = list(load_workbook("out.xlsx")["测算"].values)
    (row,) = (dict(zip(table[0], row, strict=True)) for row in table if row[0] == 3)
    assert [row[f"{side}至少（元）"] for side in ("现行", "改后", "差额")] == [0, "金额待定", "金额待定"]


def test_files_say_that_the_day_is_outside(jinshan: Jinshan, firms: Path, lower: Path) -> None:
    """What is not in force on the day is in no sum, and whoever gets the file reads so."""
    for name in ("out.html", "out.json"):
        assert jinshan("reform", firms, "--to", lower, "--as-of", "2026-11-27", "-o", name).code == 0
        assert "不在其内；先问是否仍受理的事项不在金额中" in Path(name).read_text("utf-8")
    assert "没有影响" not in jinshan("reform", firms, "--to", lower, "--as-of", "2026-11-27").out


def test_what_is_not_known_of_a_firm_costs_nothing_where_nothing_changes(jinshan: Jinshan, lower: Path) -> None:
    """A firm of which only the sector is known may get anything under both tables; only policy 14 is in the range."""
    Path("firms.csv").write_text("企业名称,行业\n甲,零售业\n", "utf-8")
    found = told(jinshan, "firms.csv", "--to", lower)["whole"]
    assert found["money"]["grant"]["before"] == {"low": 0, "high": None}
    assert found["money"]["grant"]["difference"] == {"low": -100000, "high": 100000}
    assert found["money"]["relief"]["difference"] == {"low": 0, "high": 0}


def test_the_same_table_changes_nothing(jinshan: Jinshan, firms: Path, edited: Edited) -> None:
    """Of a table that says the same every firm is in `same`, however little is known of it."""
    found = told(jinshan, firms, "--to", edited())["whole"]
    assert (found["same"], found["unsettled"]) == (5, 0)
    assert {kind: sides["difference"] for kind, sides in found["money"].items()} == {
        kind: {"low": 0, "high": 0} for kind in ("grant", "relief", "refund")
    }


def test_a_parameter_changes(jinshan: Jinshan, firms: Path, lower: Path) -> None:
    """`--param` says of a named figure of the table in the box what another folder would: both give the same, and the
    figure is named."""
    by_name = told(jinshan, firms, "--param", "retail_first=8000万")
    assert by_name["change"] == "零售额首档（retail_first）改为 8000万"
    assert by_name["whole"] == told(jinshan, firms, "--to", lower)["whole"]
    unknown = jinshan("reform", firms, "--param", "retail_frst=8000万", *DAY)
    assert unknown.code == 2
    assert "没有这个参数" in unknown.err
    assert "retail_first" in unknown.err
    wrong = jinshan("reform", firms, "--param", "retail_first=很多", *DAY)
    assert (wrong.code, "参数的值有误" in wrong.err) == (2, True)


def test_groups_add_up(jinshan: Jinshan, firms: Path, lower: Path) -> None:
    """By a fact and by a column of the list, and by both; each firm is in one group."""
    by_sector = told(jinshan, firms, "--to", lower, "--by", "行业")
    assert {tuple(each["values"]): each["firms"] for each in by_sector["groups"]} == {
        ("零售业",): 3,
        ("批发业",): 1,
        ("不详",): 1,
    }
    both = told(jinshan, firms, "--to", lower, "--by", "街镇，sector")
    assert both["by"] == ["街镇", "行业"]
    assert sum(each["unsettled"] for each in both["groups"]) == both["whole"]["unsettled"]
    assert ["未填", "不详"] in [each["values"] for each in both["groups"]]


def test_weights(jinshan: Jinshan, firms: Path, lower: Path) -> None:
    """A row counts as many times as its weight says, in numbers of firms and in money, to the fen."""
    whole = told(jinshan, firms, "--to", lower, "--weight", "权重")["whole"]
    assert (whole["rows"], whole["firms"], whole["gain"], whole["lose"]) == (5, 5.5, 2, 1.5)
    assert whole["money"]["grant"]["difference"] == {"low": 50000, "high": 150000}


@pytest.mark.parametrize(("weight", "counted"), [("0.0000005", 2.000001), ("0.00000049", 2), ("0.9999995", 3)])
def test_the_last_digit_of_a_weight(jinshan: Jinshan, firms: Path, lower: Path, weight: str, counted: float) -> None:
    """Weights are counted in millionths of a firm, of which a half is one more."""
    firms.write_text(LIST.replace("石化,2,", f"石化,{weight},").replace("石化,1.5,", "石化,0,"), "utf-8")
    assert told(jinshan, firms, "--to", lower, "--weight", "权重")["whole"]["firms"] == counted


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("石化,2,", "石化,-2,", ("第 1 行 权重", "权重不是数", "-2")),
        ("石化,2,", "石化,两,", ("第 1 行 权重", "权重不是数", "两")),
        ("石化,2,", "石化,,", ("第 1 行 权重", "没有权重")),
        ("石化,2,", "石化,1e3,", ("第 1 行 权重", "权重不是数")),
    ],
)
def test_a_weight_that_is_none(
    jinshan: Jinshan, firms: Path, lower: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    """Negative, text or nothing: the row is named, and nothing is written over."""
    firms.write_text(LIST.replace(old, new), "utf-8")
    Path("out.csv").write_text("kept", "utf-8")
    screen = jinshan("reform", firms, "--to", lower, "--weight", "权重", "-o", "out.csv", "--force", *DAY)
    assert screen.code == 2
    assert all(word in screen.err for word in words)
    assert Path("out.csv").read_text("utf-8") == "kept"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((), ("没有写明改什么", "--to")),
        (("--param", "x"), ("应写成 参数=值",)),
        (("--param", "x=1"), ("没有这个参数",)),
        (("--to", "new", "--by", "街真"), ("没有这一列", "街镇")),
        (("--to", "new", "--by", "从业人数"), ("数字不能用来分组",)),
        (("--to", "new", "--weight", "权种"), ("没有这一列", "权重")),
        (("--to", "new", "-o", "out.pdf"), ("无法从结尾确定输出格式", ".html")),
    ],
)
def test_what_cannot_be_asked(
    jinshan: Jinshan, firms: Path, lower: Path, args: tuple[str, ...], words: tuple[str, ...]
) -> None:
    """What is missing or not there is said, with the nearest name."""
    screen = jinshan("reform", firms, *(str(lower) if each == "new" else each for each in args), *DAY)
    assert screen.code == 2, screen
    assert all(word in screen.err for word in words), screen.err


def test_tables_that_do_not_mean_the_same(jinshan: Jinshan, firms: Path, edited: Edited) -> None:
    """A fact of another type in the other table cannot be read from one list: it is named."""
    other = edited(("facts.toml", 'default = "enterprise"', 'default = "partnership"'))
    screen = jinshan("reform", firms, "--to", other, *DAY)
    assert screen.code == 4
    assert "entity" in screen.err


def test_refused_cells_are_told(jinshan: Jinshan, firms: Path, lower: Path) -> None:
    """A cell that cannot be read counts as unknown: said, and exit code 3."""
    firms.write_text(LIST.replace("5000万,4000万", "见附件,4000万"), "utf-8")
    screen = jinshan("reform", firms, "--to", lower, *DAY)
    assert screen.code == 3
    assert "见附件" in screen.err


def test_doubts_are_told_as_batch_tells_them(jinshan: Jinshan, lower: Path) -> None:
    """Figures that are plainly 万元 below a heading without a unit are not summed up in silence; papers say it too."""
    row = "零售业,200,9000,9000\n"
    Path("firms.csv").write_text("行业,从业人数,年营业收入,年度零售额\n" + row * 5 + row.rstrip(), "utf-8")
    told = [
        [line for line in screen.err.splitlines() if line.startswith("!")]
        for screen in (
            jinshan("batch", "firms.csv", "-o", "out.csv", *DAY),
            jinshan("reform", "firms.csv", "--to", lower, *DAY),
        )
    ]
    assert told[0] == told[1]
    assert any("金额列没写单位" in line for line in told[1])
    for name in ("out.html", "out.xlsx"):
        assert jinshan("reform", "firms.csv", "--to", lower, "-o", name, *DAY).code == 0
    notes = [str(cell) for (cell,) in load_workbook("out.xlsx")["说明"].values]
    for said in (Page(Path("out.html").read_text("utf-8")).text, "".join(notes)):
        assert all("".join(line[2:].split()) in "".join(said.split()) for line in told[1])


@pytest.mark.parametrize(("benefits", "is_said"), [('"17a", "18"', True), ('"13a", "13b"', False)])
def test_policies_beside_others_are_told_each_by_itself(
    jinshan: Jinshan, firms: Path, edited: Edited, benefits: str, is_said: bool
) -> None:
    """Where a combination joins policies, each is counted as if it stood alone, which is said."""
    joined = f'[[combinations]]\nkind = "exclusive"\nbenefits = [{benefits}]\nsource = "x"\n\n[[policies]]'
    table = edited(("policies.toml", "[[policies]]", joined))
    screen = jinshan("reform", firms, "--to", table, *DAY)
    assert screen.code == 0, screen
    assert ("第 17、18 项政策之间合并计算：每项只按自身计算" in screen.out) is is_said


def test_policies_are_told_with_those_beside_them(jinshan: Jinshan, firms: Path, edited: Edited) -> None:
    """Two combinations of two policies each are told one by one: 11 has nothing to do with 18."""
    tie = '[[combinations]]\nkind = "exclusive"\nbenefits = [{ids}]\nsource = "x"\n\n'
    ties = "".join(tie.format(ids=ids) for ids in ('"17a", "18"', '"11", "21"'))
    table = edited(("policies.toml", "[[policies]]", f"{ties}[[policies]]"))
    screen = jinshan("reform", firms, "--to", table, *DAY, width=200)
    assert screen.code == 0, screen
    said = [line for line in screen.out.splitlines() if "项政策之间" in line]
    assert [line.strip(" ·-").partition("项政策")[0] for line in said] == ["第 11、21 ", "第 17、18 "]


def test_files_say_the_same(jinshan: Jinshan, firms: Path, lower: Path) -> None:
    """CSV and workbook have a row per group, policy and kind; no limit is an empty cell, and money is a number."""
    for name in ("out.csv", "out.xlsx"):
        assert jinshan("reform", firms, "--to", lower, "--by", "行业", "-o", name, *DAY).code == 0
    rows = list(csv.DictReader(io.StringIO(Path("out.csv").read_text("utf-8"))))
    whole = next(row for row in rows if row["number"] == "14" and not row["行业"])
    assert (whole["gain"], whole["difference_low"], whole["difference_high"]) == ("1", "0", "100000")
    sheet = load_workbook("out.xlsx")["测算"]
    table = list(sheet.iter_rows(values_only=True))
    assert len(table) == len(rows) + 1
    cells = next(dict(zip(table[0], row, strict=True)) for row in table[1:] if row[1] == 14 and row[0] == "全部")
    assert (cells["差额最高（元）"], cells["增加"], cells["类别"]) == (100000, 1, "奖补资金")


def test_the_page(jinshan: Jinshan, firms: Path, lower: Path) -> None:
    """One file that loads nothing: the bars have their figures beside them in words, and each group is there."""
    assert jinshan("reform", firms, "--to", lower, "--by", "街镇", "-o", "out.html", *DAY).code == 0
    page = Page(Path("out.html").read_text("utf-8"))
    assert page.addresses == []
    for words in ("多付 0元 至 10万元", "石化", "朱泾", "未填", "待核实 1（可能增加 1）"):
        assert words in page.text


def test_the_screen(jinshan: Jinshan, firms: Path, lower: Path) -> None:
    """The whole, each policy that moves, the groups, and how what is open is taken."""
    screen = jinshan("reform", firms, "--to", lower, "--by", "行业", *DAY)
    assert screen.code == 0
    for words in ("增加 1 家，减少 1 家，不变 2 家，待核实 1（可能增加 1）", "14 ", "零售业", "同取最低、同取最高"):
        assert words in screen.out


@pytest.mark.parametrize(
    ("ending", "own", "told"),
    [
        (".csv", "number,title", ["number（输入）", "title（输入）", "number", "title"]),
        (".xlsx", "编号", ["编号（输入）", "编号"]),
    ],
)
def test_no_two_columns_are_headed_alike(jinshan: Jinshan, ending: str, own: str, told: list[str]) -> None:
    """A column that is grouped by and is called as a result is has another heading, as in a list of results."""
    Path("firms.csv").write_text(f"name,employees,{own}\n甲,3,{own}\n", "utf-8")
    path = Path(f"out{ending}")
    args = ("--param", "retail_first=8000万", "--by", own, "-o", path)
    assert jinshan("reform", "firms.csv", *args, *DAY).code == 0
    if ending == ".csv":
        first = path.read_text("utf-8").splitlines()[0].split(",")
    else:
        first = [str(cell.value) for cell in load_workbook(path).worksheets[0][1]]
    assert first[: len(told)] == told
    assert len(set(first)) == len(first)
