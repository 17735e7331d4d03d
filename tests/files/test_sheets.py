"""Files of firms, opened and read to the end: every form, every row accounted for, every fault said with its place."""

import gc
import io
import sys
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.opened import AB, opened, refused

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.lists.blocks import ListReading
from jinshan_cli.files.lists.firms import open_sheet
from jinshan_cli.files.lists.prefetch import ahead

LIST = "企业名称,营业收入（万元）,从业人数,备注\n甲,500,12,好\n乙,0.32亿,,\n丙,不详,abc,-5\n"


def test_a_list(edition: Edition) -> None:
    """Money in fen under its header's unit, empty and refused as unknown, the input untouched, the problem named."""
    found = opened(LIST.encode(), edition.facts)
    names = ["row", "name", "in__0", "in__1", "in__2", "in__3", "revenue__low", "revenue__high"]
    assert found.frame.columns == [*names, "employees__low", "employees__high", "problems"]
    assert found.frame.drop("in__0").rows() == [
        (1, "甲", "500", "12", "好", 500_000_000, 500_000_000, 12, 12, None),
        (2, "乙", "0.32亿", None, None, 3_200_000_000, 3_200_000_000, 0, None, None),
        (3, "丙", "不详", "abc", "-5", 0, None, 0, None, "从业人数“abc”无法识别为数字"),
    ]
    assert found.told("row", "line", "column", "value") == [(3, 4, "从业人数", "abc")]
    assert (found.read, found.good, found.refused, found.blank) == (3, 3, 0, 0)
    assert found.sheet.header.present == {"revenue", "employees"}


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_text_form(edition: Edition, codec: str, end: str, delimiter: str) -> None:
    """Encoding, line end and delimiter change nothing."""
    text = LIST.replace(",", delimiter).replace("\n", end)
    assert opened(text.encode(codec), edition.facts).frame.equals(opened(LIST.encode(), edition.facts).frame)


def test_the_encoding_is_told(edition: Edition) -> None:
    """A GB18030 list says so, for whoever wonders about its letters."""
    assert opened(LIST.encode("gb18030"), edition.facts).sheet.encoding == "GB18030"


def test_the_encoding_may_be_told_late(edition: Edition) -> None:
    """Where the first letters come far down, what they tell is told once they are read, and what is odd about them."""
    content = b"name,sector,employees\n" + b"A,retail,5\n" * 120_000 + "日本のテスト,retail,5\n".encode("gb18030")
    sheet = opened(content, edition.facts).sheet
    assert sheet.encoding == "GB18030"
    assert "更像" in sheet.warnings[0].what


@pytest.mark.parametrize("delimiter", [";", "^"])
def test_a_separator_line(edition: Edition, delimiter: str) -> None:
    """Excel's own first line `sep=;` names the delimiter, also one that is not looked for elsewhere."""
    found = opened((f"sep={delimiter}\n" + LIST.replace(",", delimiter)).encode(), edition.facts)
    assert found.good == 3
    assert found.told("line") == [(5,)]


def test_an_unknown_header_in_doubtful_letters(edition: Edition) -> None:
    """Where no title is known, what is doubtful about the encoding is told with it."""
    with pytest.raises(InputError) as error:
        opened("會社名,人數\n統一企業,12\n".encode("big5"), edition.facts)
    assert [error.value.faults[0].what, "Big5" in error.value.faults[1].what] == ["没有一个认识的表头", True]


def test_headers_over_lines_and_blank_lines_before(edition: Edition) -> None:
    """A header cell may have line breaks; blank lines may stand before it; lines are counted from the file's first."""
    found = opened('\n\n企业名称,"营业收入\n（万元）"\n甲,x\n'.encode(), edition.facts)
    assert found.sheet.header.present == {"revenue"}
    assert found.told("row", "line") == [(1, 5)]


def test_rows_that_cannot_be_lined_up(edition: Edition) -> None:
    """They are listed whole with their line; the others go on, and the count adds up."""
    text = 'name,employees\n甲,1\n乙\n丙,3,4\n\n,\n丁,"5\n戊,6\n'
    found = opened(text.encode(), edition.facts)
    assert found.column("name") == ["甲", "戊"]
    assert found.frame.get_column("row").to_list() == [1, 7]
    assert found.told("row", "line", "column", "value") == [
        (2, 3, "", "乙"),
        (3, 4, "", "丙,3,4"),
        (6, 7, "", '丁,"5'),
    ]
    assert (found.read, found.good, found.refused, found.blank) == (5, 2, 3, 2)


def test_columns_without_header() -> None:
    """Empty columns at the right are left out; a row with something in them is refused."""
    found = opened(b"a,b,,\n1,2,,\n3,4,x,\n5,6,,\n", AB)
    assert found.column("a") == ["1", "5"]
    assert found.told("row", "column", "value", "why") == [(2, "", "3,4,x,", "表头为空的列里有内容")]


def test_only_a_header() -> None:
    """A list without rows is a list of no firms."""
    for content in (b"a,b\n", b"a,b", b"a,b\n\n\n"):
        assert opened(content, AB).read == 0


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "文件是空的"),
        (b"\n \n", "文件是空的"),
        (b"\xef\xbb\xbf", "文件是空的"),
        ('"企业名称,a\n甲,1\n'.encode(), "表头的引号没有闭合"),
        (b"PK\x03\x04 and so on", "工作簿或 zip"),
        (b"\x1f\x8b\x08\x08", "gzip"),
        (b"PAR1....", "Parquet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版工作簿"),
        (b"a,b\n1,\x00\n", "NUL"),
        (b"a,b\n1,\xff\n", "字节"),
        (b"c,d\n1,2\n", "没有一个认识的表头"),
    ],
)
def test_refuses(content: bytes, what: str) -> None:
    """What is no list says what it is, and where."""
    fault = refused(content)
    assert what in fault.what
    assert fault.where
    assert fault.expected


def test_places() -> None:
    """A bad byte has its line and offset, in every encoding and form."""
    assert "第 3 行，第 9 字节" in refused(b"a,b\n1,2\n\x00,3\n").where
    for codec, byte in (
        ("utf-8", b"\xff\xff"),
        ("gb18030", b"\xff\xff"),
        ("utf-16", b"\x00\xd8"),
        ("utf-16-be", b"\xd8\0"),
    ):
        for good, name in (
            ("a,b,企\n" + "1,2,企\n" * 1000, "list.csv"),
            ('{"a": 1, "企": "企"}\n' * 1001, "list.jsonl"),
        ):
            content = good.encode(codec)
            where = refused(content + byte + "1,2\n".encode(codec)[-8:], name).where
            assert f"第 1002 行，第 {len(content) + 1} 字节" in where, (codec, name)


def test_a_late_fault_comes_after_its_neighbours() -> None:
    """A bad byte far down is met on the way, with its line; the blocks before it were handed out."""
    lines = 3000
    content = b"a,b\n" + b"1,2\n" * lines + b"1,\0\n"
    blocks: list[object] = []
    with pytest.raises(InputError, match=f"第 {lines + 2} 行"):
        blocks.extend(_blocks(content))
    assert len(blocks) > 5


def _blocks(content: bytes) -> Iterator[object]:
    stdin, sys.stdin = sys.stdin, SimpleNamespace(buffer=io.BytesIO(content))
    try:
        yield from open_sheet("-", AB, ListReading(block=1 << 10)).blocks()
    finally:
        sys.stdin = stdin


cell = st.text(st.sampled_from('1a中,"\n\r \t'), max_size=4)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(cell, max_size=4), max_size=12), st.sampled_from(("\n", "\r\n")), st.integers(20, 200))
def test_the_count_adds_up(rows: list[list[str]], end: str, block: int) -> None:
    """Rows read are rows good and rows refused, each with a number of its own, in whatever pieces they come."""
    content = ("a,b" + end + end.join(",".join(row) for row in rows)).encode()
    found = opened(content, AB, block=block)
    numbers = found.frame.get_column("row").to_list() if found.frame.width else []
    numbers += [row for row, column in found.told("row", "column") if not column] if found.problems.width else []
    assert len(numbers) == len(set(numbers)) == found.read == found.good + found.refused
    assert max(numbers, default=0) <= found.read + found.blank + len(found.left_out)


def test_work_ahead_gives_the_same() -> None:
    """Items and errors come in order; one is made before it is asked for, the first at once, and none beyond it."""
    made: list[int] = []
    first = threading.Event()

    def items(fail: bool) -> Iterator[int]:
        for number in range(5):
            made.append(number)
            first.set()
            yield number
        if fail:
            raise InputError([Fault("x")])

    assert list(ahead(items(False))) == list(range(5))
    seen: list[int] = []
    with pytest.raises(InputError):
        seen.extend(ahead(items(True)))
    assert seen == list(range(5))
    made.clear()
    first.clear()
    run = ahead(items(False))
    assert first.wait(60)
    assert made == [0]
    next(run)
    assert made in ([0], [0, 1])


def test_work_ahead_that_nobody_takes() -> None:
    """A run that is forgotten before its first item is asked for lets go of its source."""
    closed = threading.Event()

    def items() -> Iterator[int]:
        try:
            yield 1
        finally:
            closed.set()

    ahead(items())
    assert closed.wait(60)


def test_work_ahead_is_left_without_waiting() -> None:
    """Whoever leaves does not wait for the item that is being made; once it is there, the source is closed."""
    left, closed = threading.Event(), threading.Event()

    def items() -> Iterator[int]:
        try:
            yield 1
            left.wait(60)
            yield 2
        finally:
            closed.set()

    run = ahead(items())
    assert next(run) == 1
    run.close()
    assert not closed.is_set()
    left.set()
    assert closed.wait(60)


def test_runs_that_are_forgotten() -> None:
    """Whenever the garbage collector comes upon a run that was left, the others go on."""
    before = gc.get_threshold()
    gc.set_threshold(1)
    try:
        for _ in range(1000):
            cycle: list[object] = []
            run = ahead([number] for number in range(9))
            next(run)
            cycle += cycle, run
            del cycle, run
    finally:
        gc.set_threshold(*before)


def test_blocks_keep_their_numbers() -> None:
    """Rows and lines are counted on over blocks."""
    content = b"a,b\n" + b"1,2\n" * 4000 + b"x,2\n"
    assert opened(content, AB, block=1 << 10).told("row", "line", "column", "value") == [(4001, 4002, "a", "x")]


HINTS: dict[str, tuple[str, str, str]] = {
    "a colon": ("a.csv", "企业名称:从业人数\n甲:5\n", "格与格之间像是“:”"),
    "a wide comma": ("a.csv", "企业名称，从业人数\n甲，5\n", "格与格之间像是“，”"),
    "spaces": ("a.txt", "企业名称 从业人数\n甲 5\n", "格与格之间像是“ ”"),
    "a title, and one fact in the header": ("a.csv", "某区名单,\n序号,从业人数\n1,5\n", "这一行像是表头"),
    "whole lines in quotes": ("a.csv", '"企业名称,从业人数"\n"甲,5"\n', "整行加了引号"),
    "JSON in a table": ("a.csv", '[{"企业名称": "甲"}]\n', "像是 JSON"),
    "an array in a line": ("a.json", '[{"企业名称": "甲"}, {"企业名称": "乙"}]\n', "是一个 JSON 数组"),
    "an array in lines": ("a.jsonl", '[\n{"行业": "零售业"},\n{"行业": "零售业"}\n]\n', "是一个 JSON 数组"),
}


@pytest.mark.parametrize(("name", "text", "what"), HINTS.values(), ids=HINTS)
def test_hints(edition: Edition, name: str, text: str, what: str) -> None:
    """A list that cannot be read says what is likely in the way, where, and what to do."""
    with pytest.raises(InputError) as error:
        opened(text.encode(), edition.facts, name)
    found = next(fault for fault in error.value.faults if what in fault.what)
    assert found.where
    assert found.expected


@pytest.mark.parametrize(
    "text", ['"","企业名称","从业人数"\n"1","甲",5\n', "| 企业名称 | 从业人数 |\n|---|---|\n| 甲 | 5 |\n"]
)
def test_a_header_that_is_known_has_no_such_hint(edition: Edition, text: str) -> None:
    """Of R's row names, and of a table in Markdown, it is told that the first column has no title, and nothing else."""
    with pytest.raises(InputError) as error:
        opened(text.encode(), edition.facts)
    assert [fault.what for fault in error.value.faults] == ["第 1 列没有表头"]


def test_a_bar_between_cells(edition: Edition) -> None:
    """`|` is read as it stands; a choice that leaves two options is one cell of a list with commas."""
    found = opened("企业名称|从业人数\n甲|5\n".encode(), edition.facts)
    assert found.column("企业名称") == ["甲"]
    found = opened("企业名称,高新技术企业\n甲,new|renewed\n".encode(), edition.facts)
    assert (found.good, found.column("高新技术企业")) == (1, ["new|renewed"])


def test_an_array_among_objects_is_one_refused_line(edition: Edition) -> None:
    """A list that is whole in its line is that line, whatever follows."""
    found = opened('[1, 2]\n{"行业": "零售业"}\n'.encode(), edition.facts, "a.jsonl")
    assert (found.good, found.refused) == (1, 1)


@pytest.mark.parametrize("block", [1, 30, 1 << 20])
def test_a_delimiter_of_a_comma_and_a_space(block: int) -> None:
    """Where a space follows each comma of the header, spaces belong to the commas, and quotes behind them quote."""
    text = 'a, b, "c"\n1, 2, "x, y"\n3, 4, " z"\n"5",6, \n7, 8\n'
    found = opened(text.encode(), AB, block=block)
    assert [found.column(title) for title in "abc"] == [["1", "3", "5"], ["2", "4", "6"], ["x, y", " z", None]]
    assert found.refused == 1
    assert opened(b"a,b, c\n1,2, x\n", AB).column("c") == [" x"]
