"""The forms a list may have: known by name and first bytes; JSONL and Parquet are read with their own care."""

import io
import os
import sys
import threading
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest
from support.opened import AB, opened, refused

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.lists.blocks import OBJECT, ListReading
from jinshan_cli.files.lists.firms import Sheet, open_sheet

IS_WINDOWS = sys.platform == "win32"
NO_SUCH_NAME = "找不到" if IS_WINDOWS else "无法读取"
"""what a system says of a name that is longer than it takes"""


@pytest.mark.parametrize(
    ("path", "what"),
    [("nothing.csv", "找不到"), (".", "文件夹"), ("a\0b.csv", "无法读取"), ("x" * 300 + ".csv", NO_SUCH_NAME)],
)
def test_no_such_file(tmp_path: Path, path: str, what: str) -> None:
    """A path that leads nowhere is an error like the others."""
    assert what in refused(Path(f"{tmp_path}/{path}")).what


@pytest.mark.parametrize(("name", "what"), [("a.xlsx", "不是 xlsx"), ("a.parquet", "不是 Parquet")])
def test_not_what_its_name_says(name: str, what: str) -> None:
    """A text named like a workbook is refused for that."""
    assert what in refused(b"a,b\n1,2\n", name).what


TEXT, PAGE = b"a,b\n1,2\n", "<html><table>"


@pytest.mark.parametrize(
    ("name", "content", "what", "how"),
    [
        ("a.xlsx", TEXT, "像是文本", "改成 .csv"),
        ("a.parquet", "a,b\n".encode("utf-16"), "像是文本", "改成 .csv"),
        ("a.xlsx", bytes(99), "不是文本，可能已损坏", "打开"),
        ("a.xlsx", b"\x01\x02secret", "不是文本，可能已损坏", "打开"),
        ("a.parquet", b"PK\x03\x04", "工作簿", "改成 .xlsx"),
        ("a.xlsx", b"PAR1", "Parquet", "改成 .parquet"),
        ("a.csv", b"PK\x03\x04", "压缩包", "先解压"),
        ("a.csv", b"\x1f\x8b", "gzip", "先解压"),
        ("a.xls", b"MIME-Version: 1.0\r\n", "网页", "另存为"),
        ("a.xls", PAGE.encode("utf-16"), "网页", "另存为"),
        ("a.xlsx", PAGE.encode("utf-16"), "网页", "另存为"),
        ("a.xls", b"\x09\x08\x10\x00\x00\x06\x05\x00", "旧版工作簿", "另存为"),
        ("a.xls", b"\x09\x00\x04\x00\x02\x00\x10\x00", "旧版工作簿", "另存为"),
    ],
)
def test_what_to_do_with_another_form(name: str, content: bytes, what: str, how: str) -> None:
    """What is said of a file under the name of another form is true, and what is told to do leads on: Excel itself
    does not open a text that is named .xlsx."""
    fault = refused(content, name)
    assert (what in fault.what, how in fault.expected) == (True, True), fault


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.ods", "a.parquet"])
def test_an_empty_file(name: str) -> None:
    """A file of no bytes is empty, whatever it is called."""
    assert refused(b"", name).what == "文件是空的"


@pytest.mark.skipif(IS_WINDOWS, reason="pipes have other names")
def test_a_named_pipe(tmp_path: Path) -> None:
    """A pipe is read as it comes; its size is not known."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"a,b\n1,2\n",))
    writer.start()
    sheet = open_sheet(path, AB)
    assert [block.good for block in sheet.blocks()] == [1]
    assert sheet.size is None
    writer.join()


def _parquet(frame: pl.DataFrame) -> bytes:
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "content", [b"a,b\n1,2\n", b'{"a": 1, "b": 2}\n', _parquet(pl.DataFrame({"a": [1], "b": [2]}))]
)
def test_stdin_is_known_by_its_first_bytes(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """`-` takes every form."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    (block,) = open_sheet("-", AB).blocks()
    assert block.frame.select("a__low", "b__high").rows() == [(1, 2)]


def test_jsonl(edition: Edition) -> None:
    """Numbers are taken as written, null and absent are unknown, what is no object is refused with its line."""
    rows = [
        '{"企业名称": "甲", "revenue": 1.50, "employees": 120, "needs_guarantee": true}',
        '{"企业名称": "乙", "revenue": 999999999999999.99, "employees": null}',
        "",
        '{"企业名称": "丙", "revenue": 1e400, "employees": 1.5}',
        '{"企业名称": "丁", "revenue": [1]}',
        '{"企业名称": "戊", "revenue": 1, "revenue": 2}',
        '{"企业名称": "己", "别的": 1}',
        "[1, 2]",
        '{"企业名称": ',
        '{"企业名称": "\\ud800"}',
        "[" * 5000,
        '{"企业名称": NaN, "revenue": NaN}',
    ]
    content = "\n".join(rows).encode()
    first = opened(content, edition.facts, "a.jsonl")
    assert first.column("企业名称") == ["甲", "乙", "丙", "丁", "己"]
    names = ("revenue__low", "revenue__high", "employees__low", "needs_guarantee")
    assert first.frame.select(names).rows()[:2] == [(150, 150, 120, True), (10**17 - 1, 10**17 - 1, 0, None)]
    assert [line for line, column in first.told("line", "column") if not column] == [6, 8, 9, 10, 11]
    assert [(line, column) for line, column in first.told("line", "column") if column] == [
        (4, "revenue"),
        (4, "employees"),
        (5, "revenue"),
    ]
    assert (first.read, first.blank) == (10, 2)


def test_jsonl_with_what_is_no_json(edition: Edition) -> None:
    """NaN, as Python writes it, is unknown; infinity is refused of a fact; neither is handed on: the rest is."""
    content = b"""{"revenue": NaN, "x": 1.50, "y": [NaN, "NaN"]}
{"revenue": -Infinity, "x": Infinity, "y": 1e400}"""
    found = opened(content, edition.facts, "a.jsonl")
    assert found.told("line", "value") == [(2, "-Infinity")]
    assert found.column("y") == ['[null, "NaN"]', "1e400"]
    raw = [block.raw for block in open_sheet_of(content, edition).blocks()]
    assert [line for lines in raw if lines is not None for line in lines.to_list()] == [
        '"revenue": null, "x": 1.50, "y": [null, "NaN"]',
        '"revenue": "-Infinity", "x": "Infinity", "y": 1e400',
    ]


def open_sheet_of(content: bytes, edition: Edition) -> Sheet:
    """JSON lines, to be written as they stand."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
        return open_sheet("-", edition.facts, ListReading(OBJECT))


def test_jsonl_with_structure(edition: Edition) -> None:
    """A range is taken as `match --json` has it; other structure is carried as its JSON, and refused of a fact only."""
    content = b"""{"revenue": {"low": 100, "high": 299}, "x": {"a": [1, 0.10, "\xe4\xb8\xad"]}}
{"revenue": {"low": 5.50, "high": null}, "x": [[]]}
{"revenue": {"low": 1}, "x": {}}"""
    found = opened(content, edition.facts, "a.jsonl")
    assert found.frame.select("revenue__low", "revenue__high").rows() == [(10000, 29900), (550, None), (0, None)]
    assert found.column("x") == ['{"a": [1, 0.10, "中"]}', "[[]]", "{}"]
    assert found.told("line", "column") == [(3, "revenue")]


def test_structure_is_refused_as_such(edition: Edition) -> None:
    """An array or an object in a fact's place is said to be one, in JSON lines and in Parquet."""
    lines = '{"revenue": [1, 2], "rd_spend": {"a": 1}, "employees": "[中"}'.encode()
    assert opened(lines, edition.facts, "a.jsonl").told("column", "why") == [
        ("revenue", "是数组，不是一个值"),
        ("rd_spend", "是对象，不是一个值"),
        ("employees", "无法识别为数字"),
    ]
    table = opened(_parquet(pl.DataFrame({"revenue": [[1, 2]]})), edition.facts, "a.parquet")
    assert table.told("why") == [("是数组，不是一个值",)]


def test_jsonl_with_a_late_key() -> None:
    """A key that the first block has not is no column: its row is refused."""
    rows = 120_000
    content = b'{"a": 1}\n' * rows + b'{"a": 1, "b": 2}\n'
    found = opened(content, AB, "a.jsonl")
    assert (found.good, found.refused) == (rows, 1)
    assert "b" in str(found.told("why")[0])


@pytest.mark.parametrize("content", [b"", b"\n", b"[]\n", b"1\n", b"{}\n", b'{"": 1, "a": 2}\n'])
def test_jsonl_of_nothing(content: bytes) -> None:
    """JSONL without one object, or with an empty key, is refused."""
    assert refused(content, "a.jsonl").expected


def test_parquet(edition: Edition) -> None:
    """Typed columns are read as a person would write them and come out in their own types."""
    frame = pl.DataFrame(
        {
            "name": ["甲", None, "丙", None],
            "revenue": [12000000.0, 12345.678, float("nan"), None],
            "employees": [120, -5, 2**60, None],
            "needs_guarantee": [True, False, None, None],
            "goods_sales": pl.Series(["1.25", "3.00", None, None]).cast(pl.Decimal(20, 2)),
            "成立": [None, date(2020, 1, 31), None, None],
        }
    )
    found = opened(_parquet(frame), edition.facts, "a.parquet")
    assert found.frame.select("revenue__low", "revenue__high").rows() == [
        (1200000000, 1200000000),
        (0, None),
        (0, None),
    ]
    assert found.frame.get_column("employees__high").to_list() == [120, None, None]
    assert found.frame.get_column("goods_sales__low").to_list() == [125, 300, 0]
    assert found.frame.get_column("needs_guarantee").to_list() == [True, False, None]
    assert found.told("row", "column", "value") == [
        (2, "revenue", "12345.678"),
        (2, "employees", "-5"),
        (3, "revenue", "NaN"),
        (3, "employees", str(2**60)),
    ]
    inputs = found.frame.select(column.slot for column in found.sheet.header.columns)
    assert inputs.dtypes == frame.dtypes
    assert (found.read, found.blank) == (3, 1)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PAR1 and no more", "不是完好的 Parquet"),
        (_parquet(pl.DataFrame({"x": [1]})), "没有一个认识的表头"),
    ],
)
def test_parquet_refused(content: bytes, what: str) -> None:
    """A broken file and an unknown header are errors."""
    assert what in refused(content, "a.parquet").what


def test_parquet_of_strange_columns() -> None:
    """A time span, structure and bytes are carried as text; of a fact, the cell is refused, not the file."""
    frame = pl.DataFrame(
        {
            "a": [1, 2],
            "b": [[1, 2], None],
            "span": [timedelta(hours=30, seconds=1.5), timedelta(minutes=-90)],
            "list": [["中", None], []],
            "object": [{"x": timedelta(days=1)}, None],
            "bytes": ["中".encode(), b"\xff\xfe"],
            "fixed": pl.Series([[1, 2], [3, 4]], dtype=pl.Array(pl.Int8, 2)),
        }
    )
    found = opened(_parquet(frame), AB, "a.parquet")
    assert found.frame.get_column("a__low").to_list() == [1, 2]
    assert found.told("row", "column", "value") == [(1, "b", "[1, 2]")]
    assert [found.column(name) for name in frame.columns[2:]] == [
        ["30:00:01.5", "-1:30:00"],
        ['["中", null]', "[]"],
        ['{"x": "24:00:00"}', None],
        ["中", "fffe"],
        ["[1, 2]", "[3, 4]"],
    ]


@pytest.mark.parametrize("name", ["名单[2]", "a*", "a?", "~", "~root", "{x}", "a%20b", "year=2020", "file:x", "a b"])
@pytest.mark.parametrize("ending", ["parquet", "csv", "jsonl"])
def test_a_name_is_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, ending: str) -> None:
    """No file name and no folder's is a pattern: not its neighbour is read, but the file itself."""
    if IS_WINDOWS and set(name) & set("*?:"):
        pytest.skip("no file has such a name")
    monkeypatch.chdir(tmp_path)
    folder = Path("资料[2023]") / name
    for neighbour in ("名单2", "ab", "x"):
        _write(Path(f"{neighbour}.{ending}"), ending, 9)
    _write(Path(f"{name}.{ending}"), ending, 1)
    folder.mkdir(parents=True)
    _write(folder / f"{name}.{ending}", ending, 2)
    for path, number in ((Path(f"{name}.{ending}"), 1), (folder / f"{name}.{ending}", 2)):
        found = opened(path, AB)
        assert found.frame.get_column("a__low").to_list() == [number]
        assert [column.title for column in found.sheet.header.columns] == ["a", "b"]


def _write(path: Path, ending: str, number: int) -> None:
    frame = pl.DataFrame({"a": [number], "b": [0]})
    with path.open("wb") as file:
        if ending == "parquet":
            frame.write_parquet(file)
        elif ending == "csv":
            frame.write_csv(file)
        else:
            frame.write_ndjson(file)


@pytest.mark.parametrize("names", [["len"], ["in__0"]], ids=["early", "late"])
def test_parquet_that_panics(monkeypatch: pytest.MonkeyPatch, names: list[str]) -> None:
    """Damage that makes the library itself give up is a broken file like any other."""
    content, collect = _parquet(pl.DataFrame({"a": [1]})), pl.LazyFrame.collect

    def panics(frame: pl.LazyFrame) -> pl.DataFrame:
        if frame.collect_schema().names() == names:
            raise pl.exceptions.PanicException("assertion failed")
        return collect(frame)

    monkeypatch.setattr(pl.LazyFrame, "collect", panics)
    assert "不是完好的 Parquet" in refused(content, "a.parquet").what


def test_parquet_floats(edition: Edition) -> None:
    """The noise of binary fractions is not read, as in a workbook; real decimals past the fen are refused."""
    frame = pl.DataFrame({"revenue": [0.1 + 0.2, 1234567.8900000001, 99999999999999.98, 12345.678, 1e-5]})
    found = opened(_parquet(frame), edition.facts, "a.parquet")
    assert found.frame.get_column("revenue__low").to_list() == [30, 123456789, 9999999999999998, 0, 0]
    assert found.told("row", "value") == [(4, "12345.678"), (5, "0.00001")]


def test_parquet_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows keep their numbers from one block to the next."""
    monkeypatch.setattr("jinshan_cli.files.lists.parquet.BLOCK_ROWS", 3)
    found = opened(_parquet(pl.DataFrame({"a": [1, 2, None, 4, 5, 6, 7]})), AB, "a.parquet")
    assert found.frame.select("row", "a__low").rows() == [(1, 1), (2, 2), (4, 4), (5, 5), (6, 6), (7, 7)]


def test_parquet_of_decimals_too_wide() -> None:
    """Columns of decimals that cannot be read are an error that names each: no fact is unknown for them at exit 0."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    file = io.BytesIO()
    wide = pa.array([Decimal("1.00"), Decimal("2.00")], pa.decimal256(50, 2))
    pq.write_table(pa.table({"a": wide, "b": [3, 4], "carried": wide}), file)
    with pytest.raises(InputError) as error:
        opened(file.getvalue(), AB, "a.parquet")
    told = [(fault.what, fault.value) for fault in error.value.faults]
    assert told == [("位数过多的小数，无法读取", "a"), ("位数过多的小数，无法读取", "carried")]


def test_parquet_of_a_type_that_polars_does_not_know(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A whole file with DuckDB's INTERVAL is not called damaged, and Polars' panic is not printed."""
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "a.parquet"
    duckdb.sql("SELECT 1 AS a, INTERVAL 3 DAY AS b").write_parquet(str(path))
    found = refused(path.read_bytes(), "a.parquet")
    assert (found.what, found.value) == ("有一列的类型无法读取", "month_day_millisecond_interval")
    assert capfd.readouterr().err == ""


def test_parquet_with_a_column_twice() -> None:
    """Two columns of one name are said to be so: nothing is damaged."""
    pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    file = io.BytesIO()
    pq.write_table(pa.table([pa.array([1]), pa.array([2])], names=["a's", "a's"]), file)
    found = refused(file.getvalue(), "a.parquet")
    assert (found.what, found.value) == ("有两列同名", "a's")
