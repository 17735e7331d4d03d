"""Long numbers of firms that a program once took for numbers: their last digits are gone, and that is told."""

import io
from math import inf

import polars as pl
import pytest
from support.opened import Opened, counted, opened

from jinshan_cli.files.lists.encodings import BLOCK

FACTS = counted("从业人数")
CSV = (
    "企业名称,信用代码,从业人数,账号,电话\n"
    "9.1E+17,91310116MA1J8XYZ1A,1,622200000000000001,13800000000\n"
    "乙,9.13101E+17,2,1.2E+5,5.7920011E+07\n"
    "丙,913101160000000000,3,622200000000000,57920000\n"
    "丁,9.13e17,4,,\n"
)


def told(found: Opened) -> list[tuple[str, str]]:
    """What is doubtful about the file: what, and where."""
    return [(warning.what, warning.where) for warning in found.sheet.warnings]


@pytest.mark.parametrize("block", [1, 40, BLOCK])
def test_texts(block: int) -> None:
    """An exponent, or zeros from the sixteenth digit on: counted by column, with the first row; not in names."""
    found = opened(CSV.encode(), FACTS, block=block)
    assert told(found) == [("有 3 个长编号像是存成过数，末尾的几位可能已经丢了", "第 2 行 信用代码")]
    assert found.column("信用代码")[1] == "9.13101E+17"


@pytest.mark.parametrize("block", [1, BLOCK])
def test_columns_in_order(block: int) -> None:
    """The columns are told in the order of the file, whichever has the first such cell."""
    found = opened("企业名称,信用代码,从业人数,账号\n甲,,1,6.2E+17\n乙,9.1E+17,2,\n".encode(), FACTS, block=block)
    assert [where for _, where in told(found)] == ["第 2 行 信用代码", "第 1 行 账号"]


def test_json() -> None:
    """Numbers of JSON are looked at as they are written; those with all digits are exact."""
    lines = [
        f'{{"企业名称":"甲","信用代码":{code},"从业人数":5}}' for code in ("913101161234567890", "9.131011612345679e17")
    ]
    assert [where for _, where in told(opened("\n".join(lines).encode(), FACTS, "a.jsonl"))] == ["第 2 行 信用代码"]


@pytest.mark.parametrize(
    ("code", "is_lossy"),
    [
        *((9.1310116123456789e17, True), (2.0**53, True), (2.0**53 - 1, False), (913101161234567890, False)),
        *((inf, False), (None, False)),
    ],
)
def test_parquet(code: float | None, is_lossy: bool) -> None:
    """A float that is past what it holds exactly is told; whole numbers are exact, and infinity is no number."""
    file = io.BytesIO()
    pl.DataFrame({"企业名称": ["甲"], "信用代码": [code], "从业人数": [5]}).write_parquet(file)
    assert bool(told(opened(file.getvalue(), FACTS, "a.parquet"))) == is_lossy
