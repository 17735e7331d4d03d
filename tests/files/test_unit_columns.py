"""A column that says the unit of each row's money is not read by, and is told."""

import io

import polars as pl
import pytest
from support.opened import Opened, opened

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.lists.encodings import BLOCK

READ_IN = "没有用来读金额：营业收入仍按元读"


def told(found: Opened) -> list[tuple[str, str, str]]:
    """What is doubtful about units of rows: which column, what is said, and the units."""
    warnings = (fault for fault in found.sheet.warnings if "每行金额的单位" in fault.what)
    return [(fault.where, fault.what.partition("，")[2], fault.value) for fault in warnings]


@pytest.mark.parametrize("size", [1, 60, BLOCK])
def test_units_a_row_are_told(edition: Edition, size: int) -> None:
    """Money without a unit of its own is read in yuan; a column of units beside it is named with them, once."""
    text = "企业名称,营业收入,计量单位,电话\n甲,3200,（万元）,1\n乙,,,\n丙,850, 元,2\n丁,8,（万元）,3\n"
    assert told(opened(text.encode(), edition.facts, block=size)) == [("计量单位", READ_IN, "万元、元")]


def test_in_a_typed_list(edition: Edition) -> None:
    """Parquet's own texts are looked at as well."""
    frame = pl.DataFrame({"营业收入": [3200, 850], "单位": ["万元", "万元"], "x": [1, 2], "y": [["万元"], None]})
    frame.write_parquet(file := io.BytesIO())
    assert told(opened(file.getvalue(), edition.facts, "a.parquet")) == [("单位", READ_IN, "万元")]


@pytest.mark.parametrize(
    "text",
    [
        "企业名称,营业收入,单位\n甲,3200,元\n乙,850,元\n",
        "企业名称,营业收入（万元）,单位\n甲,3200,万元\n乙,850,元\n",
        "企业名称,从业人数,单位\n甲,3200,万元\n",
        "企业名称,营业收入,单位\n甲,3200,万元\n乙,850,见附件\n",
        "企业名称,营业收入,单位\n甲,3200,人\n",
        "企业名称,营业收入,单位\n甲,3200,\n",
        "单位：万元,,\n企业名称,营业收入,单位\n甲,3200,万元\n",
    ],
    ids=["yuan", "heading", "no money", "a remark", "persons", "nothing", "as above"],
)
def test_what_changes_nothing_is_not_told(edition: Edition, text: str) -> None:
    """Units that say how the money is read anyway, and columns of anything else, give no warning."""
    assert told(opened(text.encode(), edition.facts)) == []


def test_beside_a_unit_above_the_header(edition: Edition) -> None:
    """Money in the unit above the header is said to be read so."""
    text = "单位：万元,,\n企业名称,营业收入,单位\n甲,3200,万元\n乙,8,亿元\n"
    assert told(opened(text.encode(), edition.facts)) == [
        ("单位", "没有用来读金额：营业收入仍按标题行的单位读", "万元、亿元")
    ]


@pytest.mark.parametrize(
    ("above", "unit"),
    [
        ("单位：万美元,", "万美元"),
        ("（金额单位：万港币；人数单位：人）,", "万港币"),
        ("2023 年企业情况表（USD）,", "usd"),
        ("万欧元,", "万欧元"),
        ("基本情况,经营情况（单位：万美元）", "万美元"),
    ],
)
def test_another_money_above_the_header_is_refused(edition: Edition, above: str, unit: str) -> None:
    """120 of 万美元 is not 120 yuan; a column that has its own unit may stand below it."""
    with pytest.raises(InputError) as refused:
        opened(f"{above}\n企业名称,营业收入\n甲,120\n".encode(), edition.facts)
    assert f"“{unit}”，不是政策表的货币" in str(refused.value)
    own = opened(f"{above}\n企业名称,营业收入（万元）\n甲,120\n".encode(), edition.facts)
    assert own.sheet.header.columns[1].scale == 10_000


def test_another_money_of_a_row_is_told(edition: Edition) -> None:
    """Beside yuan, or alone."""
    text = "企业名称,营业收入,单位\n甲,3200,万美元\n乙,850,元\n"
    assert told(opened(text.encode(), edition.facts)) == [("单位", READ_IN, "万美元、元")]


def test_another_money_below_the_header_is_of_its_column(edition: Edition) -> None:
    """A row of units: the column is carried, as 营业收入（美元） is, and the other ones are read."""
    found = opened("企业名称,从业人数,营业收入\n,人,美元\n甲,12,850\n".encode(), edition.facts)
    columns = [(each.title, each.fact and each.fact.key) for each in found.sheet.header.columns]
    assert columns == [("企业名称", None), ("从业人数（人）", "employees"), ("营业收入（美元）", None)]
