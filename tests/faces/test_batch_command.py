"""`jinshan batch`: every format in and out, nothing lost on the way, nothing half written."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import fastexcel
import openpyxl
import polars as pl
import pytest
from support.commandline import Jinshan
from support.lists import AS_OF, CLEAN, batch, files, rows_of

from jinshan_cli.faces.lists import workbook

pytestmark = pytest.mark.usefixtures("in_folder")

FIRM_COLUMNS = (
    *("eligible", "undetermined", "missing", "grant_low", "grant_high"),
    *("relief_low", "relief_high", "refund_low", "refund_high"),
    *("unquantified", "grant_possible", "relief_possible", "refund_possible", "ask_first", "nothing", "problems"),
)
BENEFIT_COLUMNS = (
    *("row", "name", "number", "benefit", "title", "status", "timing", "low", "high", "missing"),
    *("departments", "channel", "phones", "ends", "reported", "ask_first", "paid_low", "paid_high", "combinations"),
)
ENDINGS = (".csv", ".tsv", ".jsonl", ".parquet", ".xlsx")


def table(path: str) -> list[dict[str, Any]]:
    """The rows of a results file of any format, cells as text, empty ones None."""
    match Path(path).suffix:
        case ".xlsx":
            sheet = fastexcel.read_excel(path).load_sheet(0, dtypes="string")
            frame = sheet.to_polars()
        case ".parquet":
            frame = pl.read_parquet(path)
        case ".jsonl":
            return [
                {key: None if value is None else str(value) for key, value in json.loads(line, parse_float=str).items()}
                for line in Path(path).read_text("utf-8").splitlines()
            ]
        case ending:
            frame = pl.read_csv(path, infer_schema=False, separator="\t" if ending == ".tsv" else ",")
    return frame.with_columns(pl.all().cast(pl.String).replace("", None)).rows(named=True)


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """Amounts as numbers, so that 20000 and 20000.00 are the same."""
    return {key: Decimal(value) if key.endswith(("low", "high")) and value else value for key, value in row.items()}


@pytest.mark.parametrize("layout", ["firm", "benefit"])
def test_columns_are_the_contract(jinshan: Jinshan, layout: str) -> None:
    """CSV headings: the input's own, then the contract's, in its order."""
    assert batch(jinshan, CLEAN, "-o", "out.csv", "--layout", layout).code == 0
    given = CLEAN.splitlines()[0].split(",")
    expected = [*given, *FIRM_COLUMNS] if layout == "firm" else list(BENEFIT_COLUMNS)
    assert Path("out.csv").read_text("utf-8").splitlines()[0].split(",") == expected


def test_firm_row_whole(jinshan: Jinshan) -> None:
    """A row in full: input as it was, numbers of policies, missing facts, exact yuan."""
    batch(jinshan, CLEAN, "-o", "out.csv")
    row = rows_of(Path("out.csv"))[0]
    assert list(row.values())[:10] == CLEAN.splitlines()[1].split(",")
    assert (row["eligible"], row["grant_low"], row["grant_high"]) == ("13;18;19", "20617.28", "20617.28")
    assert row["ask_first"] == "18"
    assert (row["refund_low"], row["refund_high"], row["relief_low"], row["problems"]) == ("0", "0", "0", "")
    assert {"taxable_income", "vat_status"} <= set(row["missing"].split(";"))


@pytest.mark.parametrize("delimiter", [",", "\t"])
@pytest.mark.parametrize("labels", [(), ("--labels",)])
def test_input_columns_stand_as_they_were(jinshan: Jinshan, delimiter: str, labels: tuple[str, ...]) -> None:
    """Zeros in front, spaces and blank cells of the input are in the output, character by character."""
    lines = ["name,employees,年营业收入（万元）,备注", "甲,007,0500, x ", "乙,12,,", "丙,3,20,=1+1"]
    given = [line.replace(",", delimiter) for line in lines]
    ending = ".tsv" if delimiter == "\t" else ".csv"
    batch(jinshan, "\n".join(given) + "\n", "-o", f"out{ending}", *labels)
    written = [line.split(delimiter) for line in Path(f"out{ending}").read_text("utf-8").splitlines()]
    expected = [line.split(delimiter) for line in given]
    expected[3][3] = "'=1+1"
    assert [row[:4] for row in written[1:]] == expected[1:]
    assert {len(row) for row in written} == {4 + len(FIRM_COLUMNS)}


@pytest.mark.parametrize("option", [(), ("--near",), ("--labels",)])
def test_objects_stand_as_they_were(jinshan: Jinshan, option: tuple[str, ...]) -> None:
    """JSON lines in and out: every key and value of the input, of whatever type, is there as it was written."""
    given = [
        '{"name":"甲", "n":1, "employees":3.0,"srdi_new":true, "x":{"a":[1,0.10]}}',
        ' {"name":"乙","y":[]} ',
    ]
    Path("in.jsonl").write_text("\n".join(given) + "\n", "utf-8")
    assert jinshan("batch", "in.jsonl", "-o", "out.jsonl", *option, *AS_OF).code == 0
    written = Path("out.jsonl").read_text("utf-8").splitlines()
    assert [line[: len(one.strip()) - 1] for line, one in zip(written, given, strict=True)] == [
        one.strip()[:-1] for one in given
    ]
    added = list(json.loads(written[0]))[5:]
    assert len(added) == len(FIRM_COLUMNS) + 4 * ("--near" in option)
    assert added[: len(FIRM_COLUMNS)] == list(FIRM_COLUMNS) or "--labels" in option


def test_a_key_like_a_result_is_renamed(jinshan: Jinshan) -> None:
    """A key of the input that a result needs gets another name, and its value is there; the others stay as they are."""
    Path("in.jsonl").write_text('{"name":"甲","eligible":"x","employees":3,"y":[true,0.10]}\n', "utf-8")
    screen = jinshan("batch", "in.jsonl", "-o", "out.jsonl", *AS_OF)
    (row,) = map(json.loads, Path("out.jsonl").read_text("utf-8").splitlines())
    assert (row["eligible（输入）"], row["eligible"], row["employees"], row["y"]) == ("x", None, 3, [True, 0.1])
    assert '"y": [true, 0.10]' in Path("out.jsonl").read_text("utf-8")
    assert "eligible（输入）" in screen.err


@pytest.mark.parametrize("number", ["9" * 5000, "1e9999999999999999999", "1E5"])
@pytest.mark.parametrize(
    "given", ['"eligible":{},"a":1', '"a":[{}],"eligible":1', '"b":NaN,"eligible":[1,{}]', '"b":NaN,"a":{}']
)
def test_a_number_of_any_length_stands_as_it_was(jinshan: Jinshan, given: str, number: str) -> None:
    """What no number of Python's is, in a column of one's own, ends nothing: below a new key, in a list, by NaN."""
    Path("in.jsonl").write_text(f'{{"name":"甲","employees":3,{given.format(number)}}}\n', "utf-8")
    done = jinshan("batch", "in.jsonl", "-o", "out.jsonl", *AS_OF)
    assert done.code == 0, done.err
    assert number in Path("out.jsonl").read_text("utf-8")


def test_no_stated_limit_is_empty(jinshan: Jinshan) -> None:
    """An amount without upper limit has its low end and an empty high; a benefit not quantified has neither."""
    batch(jinshan, "name,srdi_new,needs_guarantee\n甲,是,是\n", "-o", "out.csv")
    row = rows_of(Path("out.csv"))[0]
    assert (row["eligible"], row["grant_low"], row["grant_high"]) == ("8;17", "100000", "")
    batch(jinshan, "name,srdi_new,needs_guarantee\n甲,是,是\n", "-o", "b.csv", "--layout", "benefit")
    ends = {row["benefit"]: (row["low"], row["high"]) for row in rows_of(Path("b.csv")) if row["status"] == "eligible"}
    assert ends == {"8": ("", ""), "17a": ("100000", "")}


@pytest.mark.parametrize("layout", ["firm", "benefit"])
def test_every_format_out(jinshan: Jinshan, layout: str) -> None:
    """Whatever the format of the output, the results are the same."""
    for ending in ENDINGS:
        done = batch(jinshan, CLEAN, "-o", f"out{ending}", "--no-labels", "--layout", layout)
        assert (done.code, done.out) == (0, "")
    first, *others = ([plain(row) for row in table(f"out{ending}")] for ending in ENDINGS)
    assert first
    assert all(other == first for other in others)


@pytest.mark.parametrize("given", ENDINGS)
def test_every_format_in(jinshan: Jinshan, given: str) -> None:
    """Whatever the format of the list, the results are the same."""
    assert batch(jinshan, CLEAN, "-o", "expected.csv").code == 0
    write_as(given)
    assert jinshan("batch", f"in{given}", "-o", "out.csv", *AS_OF).code == 0
    assert Path("out.csv").read_text("utf-8") == Path("expected.csv").read_text("utf-8")


def test_types_are_kept(jinshan: Jinshan) -> None:
    """Columns of a typed list come out in their own types; as text where a format has no such type."""
    columns = {
        "name": ["甲", "乙"],
        "revenue": [3_000_000, None],
        "rd_spend": [Decimal("1.50"), None],
        "founded": [date(2020, 2, 29), None],
        "listed": [True, None],
        "class": pl.Series(["=1", None], dtype=pl.Categorical),
    }
    frame = pl.DataFrame(columns)
    frame.write_parquet("in.parquet")
    for ending in ENDINGS:
        assert jinshan("batch", "in.parquet", "-o", f"out{ending}", *AS_OF).code == 0
    found = pl.read_parquet("out.parquet").select(*columns)
    assert found.equals(frame.cast({"rd_spend": found.schema["rd_spend"]}))
    assert "甲,3000000,1.50,2020-02-29,true,'=1," in Path("out.csv").read_text("utf-8")
    assert '{"name":"甲","revenue":3000000,"rd_spend":1.50,"founded":"2020-02-29","listed":true,"class":"=1",' in (
        Path("out.jsonl").read_text("utf-8")
    )
    row = [cell.value for cell in openpyxl.load_workbook("out.xlsx")["结果"][2]]
    assert row[1:6] == [3_000_000, 1.5, "2020-02-29", True, "=1"]


def write_as(ending: str) -> None:
    """The clean list in a format, its cells as text."""
    frame = pl.read_csv("firms.csv", infer_schema=False)
    match ending:
        case ".xlsx":
            frame.write_excel("in.xlsx")
        case ".parquet":
            frame.write_parquet("in.parquet")
        case ".jsonl":
            frame.write_ndjson("in.jsonl")
        case _:
            frame.write_csv(f"in{ending}", separator="\t" if ending == ".tsv" else ",")


def test_results_can_be_fed_back(jinshan: Jinshan) -> None:
    """The output is a list again: same results, the old ones kept under another heading, and told."""
    batch(jinshan, CLEAN, "-o", "one.csv")
    done = jinshan("batch", "one.csv", "-o", "two.csv", *AS_OF)
    first, second = rows_of(Path("one.csv")), rows_of(Path("two.csv"))
    assert [{key: row[key] for key in first[0]} for row in second] == first
    assert [row["eligible（输入）"] for row in second] == [row["eligible"] for row in first]
    assert "输入已有列 eligible" in done.err


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_labels(jinshan: Jinshan, ending: str) -> None:
    """With `--labels` headings and words are Chinese, input headings stay; it is the default of workbooks."""
    batch(jinshan, CLEAN, "-o", f"out{ending}", "--layout", "benefit", *(["--labels"] if ending == ".csv" else []))
    row = table(f"out{ending}")[0]
    assert (row["企业名称"], row["结论"], row["时限"]) == ("第1号商店", "待核实", "在期限内")
    assert "从业人数" not in row["还需知道"]
    assert row["还需知道"] == "增值税纳税人类型"
    batch(jinshan, CLEAN, "-o", f"firm{ending}", *(["--labels"] if ending == ".csv" else []))
    assert {"年营业收入（万元）", "sector", "符合的政策"} <= set(table(f"firm{ending}")[0])


def test_never_a_bare_yes(jinshan: Jinshan, in_folder: Path) -> None:
    """In Chinese a benefit that a firm is eligible for says what the department has to verify besides."""
    Path("a.csv").write_text("企业名称,nev_price,deferred_social_insurance\n甲,30万,否\n乙,0.01,不详\n", "utf-8")
    told = {}
    for name in ("keys", "labels"):
        done = jinshan(
            "batch",
            "a.csv",
            "-o",
            f"{name}.csv",
            "--layout",
            "benefit",
            f"--{'' if name == 'labels' else 'no-'}labels",
            *AS_OF,
        )
        assert done.code == 0
        rows = [tuple(row.values()) for row in rows_of(Path(f"{name}.csv"))]
        told[name] = {(row[1], row[3]): row[5] for row in rows}
    assert told["keys"]["甲", "2"] == "eligible"
    assert told["labels"]["甲", "2"] == "条件符合，另需核定：车型在免征目录内"
    assert told["labels"]["乙", "2"] == "无可享金额"
    assert told["labels"]["乙", "9"] == "待核实"
    assert "符合" not in told["labels"].values()


def test_bom(jinshan: Jinshan) -> None:
    """`--bom` marks the file as UTF-8 for Excel; without it there is none."""
    batch(jinshan, CLEAN, "-o", "a.csv", "--bom")
    batch(jinshan, CLEAN, "-o", "b.csv")
    assert (Path("a.csv").read_bytes()[:3], Path("b.csv").read_bytes()[:3]) == (b"\xef\xbb\xbf", b"nam")


def test_workbook(jinshan: Jinshan) -> None:
    """Numbers are numbers, ids whole text, the header is frozen and filtered, a second sheet has the totals."""
    batch(jinshan, CLEAN.replace("第1号", "=1+1"), "-o", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    sheet = book["结果"]
    cells = {cell.value: sheet.cell(2, column) for column, cell in enumerate(sheet[1], 1)}
    assert (cells["统一社会信用代码"].value, cells["统一社会信用代码"].data_type) == ("913101160000000001", "s")
    assert (cells["name"].value, cells["name"].data_type) == ("=1+1商店", "s")
    assert (cells["employees"].value, cells["年营业收入（万元）"].value) == (1, 3200)
    assert (cells["奖补资金至少（元）"].value, cells["奖补资金至少（元）"].data_type) == (20617.28, "n")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
    assert sheet.column_dimensions["B"].width > 18
    totals = {row[0].value: [cell.value for cell in row] for row in book["汇总"].iter_rows(min_row=2, max_row=24)}
    assert totals[13][2:7] == [30, 0, 0, 600_000, 600_000]


def test_workbook_goes_on_on_a_further_sheet(jinshan: Jinshan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows beyond what a sheet holds are on the next one, under the same header."""
    monkeypatch.setattr(workbook, "MOST_ROWS", 21)
    batch(jinshan, CLEAN, "-o", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    assert book.sheetnames == ["结果", "结果2", "汇总"]
    names = [row[0] for sheet in ("结果", "结果2") for row in book[sheet].iter_rows(min_row=2, values_only=True)]
    assert names == [f"第{i}号商店" for i in range(1, 31)]


def test_output_is_protected(jinshan: Jinshan) -> None:
    """No file is overwritten without --force, the input never; an unknown ending is refused before reading."""
    Path("out.csv").write_text("mine")
    assert batch(jinshan, CLEAN, "-o", "out.csv").code == 2
    assert Path("out.csv").read_text() == "mine"
    assert batch(jinshan, CLEAN, "-o", "firms.csv", "--force").code == 2
    assert Path("firms.csv").read_text("utf-8") == CLEAN
    done = batch(jinshan, CLEAN, "-o", "out.xls")
    assert (done.code, "xlsx" in done.err) == (2, True)


def test_a_year_that_is_over(jinshan: Jinshan) -> None:
    """After the table's own time stderr says so in the line of `match`; on the last day nothing does."""
    Path("firms.csv").write_text(CLEAN, "utf-8")
    said = jinshan("match", "--set", "sector=retail", "--as-of", "2025-01-01", width=200).out.splitlines()
    banner = next(line for line in said if line.startswith("! 本表为 2023 年版"))
    late = jinshan("batch", "firms.csv", "-o", "-", "--as-of", "2025-01-01")
    assert (late.err.splitlines().count(banner), "本表为" in late.out) == (1, False)
    assert "本表为" not in jinshan("batch", "firms.csv", "-o", "-", "--as-of", "2023-12-31").err
    assert "本表为" in jinshan("batch", "firms.csv", "-o", "-", "--as-of", "2024-01-01").err


def test_pipes(jinshan: Jinshan) -> None:
    """`-` reads stdin and writes CSV to stdout; `--json` writes JSON lines; nothing else is on stdout."""
    done = jinshan("batch", "-", "-o", "-", *AS_OF, stdin=CLEAN.encode())
    batch(jinshan, CLEAN, "-o", "out.csv")
    assert done.out == Path("out.csv").read_text("utf-8")
    lines = jinshan("batch", "-", "-o", "-", "--json", *AS_OF, stdin=CLEAN.encode()).out.splitlines()
    record = json.loads(lines[0], parse_float=str)
    assert (record["eligible"], record["grant_low"], record["problems"]) == ("13;18;19", "20617.28", None)


def test_chinese_code_pages(jinshan: Jinshan) -> None:
    """A list in GBK reads the same; a stream in GBK gets GB18030, which loses no character."""
    text = CLEAN.replace("第1号", "𠮷€")
    batch(jinshan, text, "-o", "utf8.csv")
    done = batch(jinshan, text.encode("gb18030"), "-o", "gbk.csv")
    assert "firms.csv 按 GB18030 编码读入" in done.err
    assert Path("gbk.csv").read_bytes() == Path("utf8.csv").read_bytes()
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    command = [sys.executable, "-m", "jinshan_cli", "batch", "firms.csv", "-o", "-", *AS_OF]
    piped = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert piped.stdout.decode("gb18030") == Path("utf8.csv").read_text("utf-8")
    piped.stderr.decode("gbk")


def test_an_encoding_that_shows_late(jinshan: Jinshan) -> None:
    """Letters that come far down in a list still have their encoding told, once, and what is odd about them."""
    head, rows = "name,sector,employees\n", "A,retail,5\n"
    done = batch(jinshan, (head + rows * 100_000 + "日本のテスト,retail,5\n").encode("gb18030"), "-o", "out.csv")
    early = batch(jinshan, (head + "日本のテスト,retail,5\n").encode("gb18030"), "-o", "early.csv")
    for words in ("按 GB18030 编码读入", "更像"):
        assert done.err.count(words) == early.err.count(words) == 1


def test_summary(jinshan: Jinshan) -> None:
    """On stderr: each policy with its counts and sums, the facts that would settle most, the rows."""
    done = batch(jinshan, CLEAN, "-o", "out.csv", width=110)
    line = next(line for line in done.err.splitlines() if line.strip().startswith("13 "))
    assert "30" in line
    assert "奖补资金 60万" in line
    assert "需要续贷：补齐后可确定 30 家企业的第 6 项" in done.err
    assert done.err.endswith("结果已写入 out.csv\n读入 30 行 = 写出 30 家 + 拒收 0 行\n")
    assert done.out == ""


def test_doubtful_figures_are_told(jinshan: Jinshan) -> None:
    """Figures that look as if they were in another unit are taken, and told on stderr with column and row."""
    done = batch(jinshan, "name,年营业收入（万元）\n乙,320\n甲,320000000\n", "-o", "out.csv")
    assert (done.code, rows_of(Path("out.csv"))[1]["problems"]) == (0, "")
    assert "! 年营业收入：1 家不在常见范围（1万-5000亿），请核对单位（元还是万元）：第 2 行\n" in done.err
    assert "没写单位" not in done.err


def test_money_without_a_unit_is_named(jinshan: Jinshan) -> None:
    """Where one figure is plainly 万元, every column that says no unit is named as read in yuan."""
    head = "企业名称,应纳税所得额,资产总额（元）,从业人数,减半前应缴“六税两费”\n"
    done = batch(jinshan, head + "甲,2600,26000,230,38\n", "-o", "out.csv")
    assert "“六税两费”：1 家不在常见范围（100元-10亿），请核对单位（元还是万元）：第 1 行\n" in done.err
    assert "! 金额列没写单位，按元读：应纳税所得额、减半前应缴“六税两费”；若是万元，" in done.err


def test_header_only(jinshan: Jinshan) -> None:
    """A list of no firms gives a table of no rows, with its header, in every format."""
    for ending in ENDINGS:
        done = batch(jinshan, "name,employees\n", "-o", f"out{ending}")
        assert (done.code, "读入 0 行" in done.err) == (0, True)
    assert Path("out.csv").read_text("utf-8").count("\n") == 1


def test_what_is_no_list(jinshan: Jinshan) -> None:
    """A list that does not exist, or has no known header, is an error that says so."""
    absent = jinshan("batch", "none.csv", "-o", "out.csv")
    assert (absent.code, "none.csv" in absent.err) == (2, True)
    strange = batch(jinshan, "a,b\n1,2\n", "-o", "out.csv")
    assert (strange.code, "没有一个认识的表头" in strange.err) == (2, True)
    assert files() == ["firms.csv"]


@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet"])
def test_rows_that_sum_others_are_told(jinshan: Jinshan, form: str) -> None:
    """A row named 合计 or the like is no firm: it is left out, and one line says which rows those are."""
    names = ("甲", "小计", "乙", "合 计", "合计商贸公司", "总计", " 总和", None)
    frame = pl.DataFrame({"name": names, "employees": range(1, 9)})
    getattr(frame, f"write_{form}")(f"firms.{form}")
    screen = jinshan("batch", f"firms.{form}", "-o", "out.csv", "--as-of", "2023-05-01")
    assert (screen.code, len(Path("out.csv").read_text("utf-8").splitlines())) == (0, 5)
    told = [line for line in screen.err.splitlines() if "不是企业" in line]
    assert told == ["! 4 行是合计、小计或说明，不是企业，没有计算：第 2、4、6、7 行"]


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        (range(2, 9), "第 2–8 行"),
        ((2, 3, 5, 7, 8, 9, 11), "第 2、3、5、7–9、11 行"),
        (range(2, 61, 2), f"第 {'、'.join(map(str, range(2, 61, 2)))} 行"),
        (range(2, 63, 2), "第 2、4、6、8、10 行 等"),
    ],
)
def test_rows_that_are_left_out_are_all_named(jinshan: Jinshan, left_out: Sequence[int], told: str) -> None:
    """Which rows were no firms can be checked: all are named, as ranges, unless they are very many pieces."""
    rows = (f"{'小计' if row in left_out else '甲'},{row}\n" for row in range(1, 64))
    screen = batch(jinshan, f"企业名称,从业人数\n{''.join(rows)}", "-o", "out.csv")
    what = "行是合计、小计或说明，不是企业，没有计算"
    assert f"! {len(left_out)} {what}：{told}" in screen.err.splitlines()


def test_rows_that_are_no_firms_are_accounted_for(jinshan: Jinshan) -> None:
    """The header once more, blank rows, totals, firms without a name are told by their numbers; the account adds up."""
    text = "企业名称,从业人数\n甲,5\n , \n企业名称,从业人数\n乙,6\n,11\n,12\n"
    screen = batch(jinshan, text, "-o", "out.csv")
    told = screen.err.splitlines()
    assert "! 1 行是重复的表头，不是企业，没有计算：第 3 行" in told
    total = "没有名称，各数正好是上面各行之和，当作合计，没有计算"
    assert f"! 1 行{total}：第 5 行；若是企业，请补上名称" in told
    assert "! 第 6 行没有企业名称，各按一家企业计算；若是合计，请删去" in told
    assert told[-3:] == ["空行 1 行，不计。", "结果已写入 out.csv", "读入 3 行 = 写出 3 家 + 拒收 0 行"]
    assert [row["企业名称"] for row in rows_of(Path("out.csv"))] == ["甲", "乙", ""]
    assert "没有企业名称" not in batch(jinshan, "企业名称,从业人数\n,5\n,6\n", "-o", "out.csv", "--force").err


def test_rows_with_nothing_but_a_name(jinshan: Jinshan) -> None:
    """They may be a remark, a signature or the heading of a part, in whatever words: told, unless every row is so."""
    text = "企业名称,代码,从业人数\n甲,,5\n金山区某委员会,,\n乙,9131,\n1.批发,,\n"
    told = batch(jinshan, text, "-o", "out.csv").err
    assert "! 2 行只有名称，各按一家企业计算：第 2、4 行；若不是企业，请删去" in told
    numbered = "序号,企业名称,从业人数\n一,工业企业,\n1,甲,5\n二,商贸企业,\n2,乙,6\n"
    told = batch(jinshan, numbered, "-o", "out.csv", "--force").err
    assert "! 2 行只有名称，各按一家企业计算：第 1、3 行；若不是企业，请删去" in told
    assert "只有名称" not in batch(jinshan, "企业名称,从业人数\n甲,\n乙,\n", "-o", "out.csv", "--force").err


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes with names")
@pytest.mark.parametrize(
    ("name", "ending", "args"),
    [("a.csv", ".csv", ()), ("a", ".csv", ()), ("a", ".jsonl", ("--json",)), ("a.xlsx", "", ())],
)
def test_a_pipe_with_a_name(jinshan: Jinshan, name: str, ending: str, args: tuple[str, ...]) -> None:
    """Results go through it as they would into a file, whatever their form; problems are not listed beside it."""
    text = CLEAN + "乙,,enterprise,retail,abc,,,,,\n"
    batch(jinshan, text, "-o", f"right{ending or '.csv'}")
    os.mkfifo(name)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(Path(name).read_bytes)
        screen = batch(jinshan, text, "-o", name, *args)
        content = reading.result(10)
    assert screen.code == 3
    assert content == Path(f"right{ending}").read_bytes() if ending else content.startswith(b"PK")
    assert f"{name}.problems.csv" not in files()


@pytest.mark.parametrize(
    "args", [("match", "--set", "sector=retail", "--json"), ("calendar",), ("batch", "firms.csv")], ids=" ".join
)
def test_stdout_by_its_other_name(jinshan: Jinshan, args: tuple[str, ...]) -> None:
    """`-o /dev/stdout` is `-o -`, for every command."""
    Path("firms.csv").write_text(CLEAN, "utf-8")
    found, right = (jinshan(*args, *AS_OF, "-o", name) for name in ("/dev/stdout", "-"))
    assert (found.code, found.out) == (right.code, right.out)


def test_a_carried_column_is_told(jinshan: Jinshan) -> None:
    """Each column that is no fact is named in one line, with the fact that it may be about; names and codes are not."""
    told = "企业名称,税号,行业,营业收入（万元）_含税,备注\n甲,9131,零售业,300,x\n"
    done = batch(jinshan, told, "-o", "out.csv")
    (line,) = [line for line in done.err.splitlines() if "没有用来计算" in line]
    assert line.startswith("! 2 列不是指标，没有用来计算：营业收入（万元）_含税（是否指“年营业收入”？）、备注；")
    assert (
        "没有用来计算"
        not in batch(jinshan, told.replace("_含税,备注", ",从业人数").replace(",x", ",3"), "-o", "b.csv").err
    )


REPEATED = "name,税号,sector\n甲,9131,retail\n甲 ,,other\n乙,9131 ,retail\n甲,,retail\n,,retail\n,,retail"


def test_rows_of_one_firm_are_told(jinshan: Jinshan) -> None:
    """One code, or without a code one name, in several rows: told with their numbers, each still a firm of its own."""
    done = batch(jinshan, REPEATED, "-o", "out.csv")
    assert "! 2 家企业不止一行（统一社会信用代码或名称相同），每行各算一家：第 1、3 行；第 2、4 行，请核对" in done.err
    assert "读入 6 行 = 写出 6 家" in done.err
    assert "不止一行" not in batch(jinshan, CLEAN, "-o", "clean.csv").err
    unknown = (
        "name,税号,sector\n甲,无,retail\n乙,无,retail\n丙,不详,retail\n丁,N/A,retail\n不详,-,retail\n不详,n/a,retail"
    )
    assert "不止一行" not in batch(jinshan, unknown, "-o", "unknown.csv").err


def test_what_has_no_end_is_told_in_json_lines(jinshan: Jinshan, tmp_path: Path) -> None:
    """An infinity of a typed list is a text in JSON, which has no number for it, as it is in CSV; it was null."""
    source, target = tmp_path / "firms.parquet", tmp_path / "out.jsonl"
    more = {"x": [1.5, float("inf"), float("-inf"), None]}
    pl.DataFrame({"name": ["a", "b", "c", "d"], "employees": [5] * 4, **more}).write_parquet(source)
    assert jinshan("batch", source, "-o", target).code == 0
    assert [json.loads(line)["x"] for line in target.read_text().splitlines()] == [1.5, "inf", "-inf", None]
