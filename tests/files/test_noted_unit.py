"""A unit of money that is said below the header, and that money without a unit is not read in, is told."""

import io

import polars as pl
import pytest
from support.opened import Opened, opened

from jinshan_cli.core.policy import Edition
from jinshan_cli.files.lists.encodings import BLOCK


def told(found: Opened) -> list[tuple[str, str]]:
    """Where such a row is, and what it says."""
    return [(fault.where, fault.value) for fault in found.sheet.warnings if "这一行说金额单位是" in fault.what]


@pytest.mark.parametrize("size", [1, 60, BLOCK])
@pytest.mark.parametrize("note", ["注：以上金额单位均为万元", "（单位：万元）", "说明：1、金额：万元。"])
def test_a_note_below_a_list(edition: Edition, note: str, size: int) -> None:
    """Money without a unit is read in yuan; that a note says another one is told, once."""
    text = f"企业名称,从业人数,营业收入\n甲厂,120,86000\n\n{note},,\n{note},,\n"
    assert told(opened(text.encode(), edition.facts, block=size)) == [("第 3 行（文件第 4 行）", note)]


@pytest.mark.parametrize(
    ("unit", "title"),
    [("（万元）", "小微企业名单（单位：元）,,"), ("（元）", "小微企业名单,,单位：万元"), ("", "单位：万元,,")],
    ids=["in yuan", "a cell that is refused", "a title alone"],
)
def test_a_further_table_of_another_unit(edition: Edition, unit: str, title: str) -> None:
    """The title of a further table under the same header says what its figures are in, and they are not read in it."""
    text = f"企业名称,从业人数,营业收入{unit}\n甲厂,50,8600\n\n{title}\n企业名称,从业人数,营业收入\n乙厂,6,98000\n"
    ((where, value),) = told(opened(text.encode(), edition.facts))
    assert where == "第 3 行（文件第 4 行）"
    assert "单位：" in value


def test_in_a_typed_list(edition: Edition) -> None:
    """Parquet's own texts are looked at as well."""
    frame = pl.DataFrame({"企业名称": ["甲厂", "注：单位：万元"], "营业收入": [3200, None]})
    frame.write_parquet(file := io.BytesIO())
    assert told(opened(file.getvalue(), edition.facts, "a.parquet")) == [("第 2 行（文件第 2 行）", "注：单位：万元")]


@pytest.mark.parametrize(
    "text",
    [
        "单位：万元,,\n企业名称,从业人数,营业收入\n甲厂,50,8600\n单位：万元,,\n企业名称,从业人数,营业收入\n乙厂,6,98\n",
        "企业名称,从业人数,营业收入（万元）\n甲厂,50,8600\n注：金额单位：万元；人数单位：人,,\n",
        "企业名称,营业收入（万元）,资产总额（元）\n甲厂,50,8600\n注：单位：元,,\n",
        "企业名称,从业人数,营业收入\n甲厂,50,8600\n填报单位：某办,,\n单位负责人：张三,,\n单位：人,,\n",
        "企业名称,从业人数\n甲厂,50\n单位：万元,\n",
        "企业名称,从业人数,营业收入\n甲厂,50,3200单位万元\n注：金额 3 万元以下的单位不计,,\n",
    ],
    ids=["the same again", "the header's own", "one of several", "other units", "no money", "no unit"],
)
def test_nothing_to_tell(edition: Edition, text: str) -> None:
    """The unit that money is read in, other units and lists without money are no reason for a doubt."""
    assert told(opened(text.encode(), edition.facts)) == []
