"""A second table below a list is told by the row of headings that it begins with; no row of a firm is taken for one."""

import pytest
from support.opened import opened

from jinshan_cli.core.policy import Edition
from jinshan_cli.files.lists.encodings import BLOCK


def told(text: str, edition: Edition, size: int = BLOCK) -> list[tuple[str, str]]:
    """Where another table is said to begin, and what stands there."""
    warnings = opened(text.encode(), edition.facts, block=size).sheet.warnings
    return [(fault.where, fault.value) for fault in warnings if "另一张表" in fault.what]


@pytest.mark.parametrize("size", [1, 30, BLOCK])
@pytest.mark.parametrize("below", ["街镇,企业数", "序号,人数", "行业,*营业收入（万元）", "企业名称,行业"])
def test_a_row_of_headings_behind_a_gap(edition: Edition, below: str, size: int) -> None:
    """Such a row is told once with its place and its cells, however the file is cut into blocks."""
    text = f"企业名称,从业人数\n甲厂,120\n乙厂,1\n,\n,\n{below}\n朱泾镇,12\n,\n街镇,户数\n亭林镇,2\n"
    assert told(text, edition, size) == [("第 5 行（文件第 6 行）", below.replace(",", " "))]


@pytest.mark.parametrize(
    "below",
    ["行业,12", "行业,不详", "行业,", "乙厂,人数", "备注,见附件", "街镇,一百来人", "企业,无"],
    ids=["a value", "not known", "nothing", "a firm", "a remark", "a firm of that name", "none"],
)
def test_a_firm_behind_a_gap_is_none(edition: Edition, below: str) -> None:
    """A row with any value, or with fewer than two headings, is a firm as before; so is what no gap is before."""
    assert told(f"企业名称,从业人数\n甲厂,120\n,\n{below}\n", edition) == []
    assert told("企业名称,从业人数\n甲厂,120\n街镇,企业数\n", edition) == []


@pytest.mark.parametrize("size", [1, 30, BLOCK])
@pytest.mark.parametrize("below", ["企业名称,营业收入（元）", "单位名称,行业", "公司名称,户数"])
def test_a_header_right_below_a_firm(edition: Edition, below: str, size: int) -> None:
    """Where the name is a heading of names and the rest are headings too, no gap is needed, be it in the last row."""
    places = [("第 2 行（文件第 3 行）", below.replace(",", " "))]
    assert told(f"企业名称,从业人数\n甲厂,120\n{below}\n乙厂,12\n", edition, size) == places
    assert told(f"企业名称,从业人数\n甲厂,120\n{below}", edition, size) == places
    assert told(f"企业名称,从业人数\n甲厂,120\n二、商贸企业,\n{below}\n", edition, size) == [
        ("第 3 行（文件第 4 行）", below.replace(",", " "))
    ]


def test_the_first_rows_are_looked_at_too(edition: Edition) -> None:
    """A list without any firm above the other table has the gap below its header."""
    assert told("企业名称,从业人数\n,\n街镇,企业数\n朱泾镇,2\n", edition) == [("第 2 行（文件第 3 行）", "街镇 企业数")]


FORMS = {
    "two pairs a row": "企业名称,甲公司,从业人数,5\n行业,零售业,年营业收入（万元）,3200\n法定代表人,张三,电话,123\n",
    "units in the names": "企业名称,甲公司,行业,零售业\n年营业收入（万元）,3200,从业人数,5\n",
    "as the last row": "企业名称,甲公司,从业人数,5\n法定代表人,张三,,\n行业,零售业,资产总额（万元）,3200",
}


@pytest.mark.parametrize("size", [1, 30, BLOCK])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_of_one_firm(edition: Edition, form: str, size: int) -> None:
    """Headings with their values beside them are told to be no list: 行业 would be a firm."""
    warnings = opened(form.encode(), edition.facts, block=size).sheet.warnings
    assert len([fault for fault in warnings if "一家企业的登记表" in fault.what]) == 1


@pytest.mark.parametrize("row", ["行业,12", "行业协会,多少", "从业人数,abc", "行业,零售业"])
def test_no_form(edition: Edition, row: str) -> None:
    """One heading alone, or a firm called like one, is no form."""
    warnings = opened(f"企业名称,从业人数\n甲厂,120\n{row}\n".encode(), edition.facts).sheet.warnings
    assert not [fault for fault in warnings if "登记表" in fault.what]
