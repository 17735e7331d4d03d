"""Where a block of a list ends is nobody's business: the same list is the same bytes, and the same words about it."""

import io
import itertools
import sys
import weakref
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from support.commandline import Jinshan
from support.lists import batch, rows_of
from support.ods import Cell, book, sheet

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.lists.run import Order, run_batch
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.lists.blocks import ROW, ListReading, TextBlock, shorter
from jinshan_cli.use.lists import batch as results
from jinshan_cli.use.lists.batch import Layout

pytestmark = pytest.mark.usefixtures("in_folder")

HEAD = "企业名称,行业,从业人数\n"
WHOLE = ListReading()
OUTPUTS = (".csv", ".tsv", ".jsonl", ".xlsx", ".parquet")
TITLES = ("企业名称", "经营主体", "户主不满四十岁", "从业年数", "水产收入（万元）", "备注")
PLAIN = ("甲户", "渔户", "是", "10", "300", "好")
ODD: tuple[tuple[str, ...], ...] = (
    ("𠮷野家", "-1+1", '"甲""乙""户"', '"上海\n金山"'),
    ("没有的", "\t渔户", '"渔户"', "=1"),
    ("不知", "-", '"是"', "\t=1"),
    ("约20", "007", "0099999999999999999", "-5", " 5", '"7"'),
    ("约20", "0.5", "=1+1", "1000000000001", '"1,200"'),
    ("@x", '"a,b"', '"x\ny\nz"', "  ", '5" 屏'),
)
CODECS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be")
FROM_AND_TO = (*((codec, ".csv") for codec in CODECS), *((CODECS[0], wanted) for wanted in OUTPUTS[1:]))
"""each encoding and each output once: what is read has left its encoding behind before anything is written"""


@pytest.fixture(scope="module")
def isle() -> Edition:
    """A small edition."""
    return load_edition(Path(__file__).parents[1] / "other_edition")


def text_of(odd: tuple[int, int, str] | None, end: str = "\n", last: bool = True, delimiter: str = ",") -> str:
    """A list of five plain rows, one cell of them replaced by (row, column, text)."""
    rows = [list(PLAIN) for _ in range(5)]
    if odd:
        rows[odd[0]][odd[1]] = odd[2]
    text = end.join(delimiter.join(row) for row in (TITLES, *rows))
    return text + end if last else text


def told(
    content: bytes, edition: Edition, names: tuple[str, str], reading: ListReading, layout: Layout = "firm"
) -> tuple[object, ...]:
    """What a run leaves behind: the files' bytes, what it says, and its account."""
    given_name, wanted = names
    Path(given_name).write_bytes(content)
    order = Order((Path(given_name),), Path(wanted), layout, force=True, reading=reading)
    before, sys.stderr = sys.stderr, io.StringIO()
    try:
        account = run_batch(order, edition, date(2023, 5, 1))
        said = sys.stderr.getvalue()
    except InputError as error:
        return (error.faults,)
    finally:
        sys.stderr = before
    problems = Path(f"{wanted}.problems.csv")
    listed = problems.read_bytes() if account.problems else b""
    return _content(Path(wanted)), listed, said, account.read, account.evaluated, account.refused, account.blank


def _content(path: Path) -> object:
    """A file's bytes; of a workbook, those of its members but the one with the time of day."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


def same(content: bytes, edition: Edition, names: tuple[str, str], *readings: ListReading) -> None:
    """Asserts that a list in pieces is the list in one."""
    whole = told(content, edition, names, WHOLE)
    for reading in readings:
        assert told(content, edition, names, reading) == whole, (reading, names, content)


def test_last_line_without_an_end(jinshan: Jinshan) -> None:
    """Whole numbers down to the last line, which has another writing and no line end: two firms, as with one."""
    text = f"{HEAD}甲,零售业,10\n乙,零售业,约20"
    for listed in (text, text + "\n"):
        done = batch(jinshan, listed, "-o", "out.csv", "--force")
        assert (done.code, [row["从业人数"] for row in rows_of(Path("out.csv"))]) == (0, ["10", "约20"]), done.err


def test_first_odd_cell_late(jinshan: Jinshan) -> None:
    """More than a block of whole numbers before the first other writing: every row is there."""
    rows = "".join(f"企业{i}有限公司,零售业,{i % 300}\n" for i in range(40_000))
    done = batch(jinshan, f"{HEAD}{rows}丁,零售业,约20\n", "-o", "out.csv")
    assert (done.code, rows_of(Path("out.csv"))[-1]["从业人数"]) == (0, "约20"), done.err


@pytest.mark.parametrize("column", range(len(TITLES)), ids=TITLES)
def test_each_columns_odd_cell_at_every_place(isle: Edition, column: int) -> None:
    """An odd cell in any column, last without a final line end, at the top or in the middle: no cut shows."""
    for odd, row in zip(ODD[column], itertools.cycle((4, 0, 4, 2)), strict=False):
        content = text_of((row, column, odd), last=row != 4).encode()
        same(content, isle, ("a.csv", "out.csv"), ListReading(block=1))


@pytest.mark.parametrize(("codec", "wanted"), FROM_AND_TO)
def test_every_encoding_and_output(isle: Edition, codec: str, wanted: str) -> None:
    """Whatever the encoding and the line end, to whatever output: characters and line ends across a cut are whole."""
    end = {"utf-8": "\r", "utf-16": "\r\n"}.get(codec, "\n")
    content = text_of((4, 3, "约20"), end, last=codec == "gb18030").encode(codec)
    same(content, isle, ("a.csv", f"out{wanted}"), ListReading(block=1), ListReading(block=61))


@pytest.mark.parametrize("wanted", OUTPUTS)
@pytest.mark.parametrize("given_form", [".tsv", ".jsonl", ".xlsx", ".ods", ".parquet"])
def test_every_input_and_output(isle: Edition, given_form: str, wanted: str) -> None:
    """Every form to every other: pieces of one row give what one piece gives."""
    content = _in_form(given_form)
    same(content, isle, (f"a{given_form}", f"out{wanted}"), ListReading(block=1, rows=1), ListReading(block=99, rows=2))


def _in_form(form: str) -> bytes:
    numbers, texts = [None, 300.5, 7.0, None, 1e15], ["约20", None, "10", "见附件", "=1"]
    frame = pl.DataFrame(
        {"企业名称": list("甲乙丙丁戊"), "水产收入": numbers, "从业年数": texts, "备注": [None] * 4 + ["@x"]}
    )
    out = io.BytesIO()
    match form:
        case ".tsv":
            return frame.write_csv(separator="\t").encode()
        case ".jsonl":
            return (frame.write_ndjson() + '{"企业名称": "己"}').encode()
        case ".parquet":
            frame.write_parquet(out)
        case ".ods":
            return book(sheet(*(tuple(map(_ods, row)) for row in [frame.columns, *frame.rows()])))
        case ".xlsx":
            with xlsxwriter.Workbook(out) as workbook:
                page = workbook.add_worksheet()
                for at, row in enumerate([frame.columns, *frame.rows()]):
                    page.write_row(at, 0, row)
    return out.getvalue()


def _ods(cell: str | float | None) -> Cell | str | None:
    return ("float", repr(cell), f"{cell:.15g}") if isinstance(cell, float) else cell


def test_every_cut(isle: Edition) -> None:
    """A list with everything in it, cut at every byte: quoted line ends, pairs of quotes, wide characters, no end."""
    text = text_of((1, 5, '"x\ny""，""z"')).replace("好\n", '"a\r\nb"\n', 1)
    text += '甲"乙",渔户,,1,2,"没有闭合\n丙,,,,,'
    content = text.encode("gb18030")
    same(content, isle, ("a.csv", "out.csv"), *(ListReading(block=size) for size in range(1, len(content), 17)))


@pytest.mark.parametrize(("codec", "wanted"), FROM_AND_TO)
def test_short_rows_are_a_block_of_their_own(isle: Edition, codec: str, wanted: str) -> None:
    """However many rows a block of text has, so many at most go on together: a refused one stays where it was."""
    text = text_of((1, 3, "没有的")).replace("好\n", "好,多了\n", 1) + "\n己,x,,9,7,\n庚,渔户\n辛,渔户,,,,,,\n"
    readings = (ListReading(rows=rows) for rows in (1, 2, 3, 4))
    same(text.encode(codec), isle, ("a.csv", f"out{wanted}"), *readings, ListReading(block=99, rows=2))


@pytest.mark.parametrize("most", [1, 40])
@pytest.mark.parametrize("wanted", OUTPUTS)
def test_rows_of_benefits_in_parts(isle: Edition, monkeypatch: pytest.MonkeyPatch, wanted: str, most: int) -> None:
    """However few verdicts are written together, the rows of firms and benefits are the same, and the refused cells."""
    content, names = text_of((1, 3, "没有的")).replace("甲户", "@甲户", 1).encode(), ("a.csv", f"out{wanted}")
    whole = told(content, isle, names, WHOLE, "benefit")
    monkeypatch.setattr(results, "MOST_VERDICTS", most)
    assert told(content, isle, names, WHOLE, "benefit") == whole


@pytest.mark.parametrize("rows", [1, 2])
def test_no_block_is_held_while_the_next_is_made(rows: int) -> None:
    """Whether blocks are cut or not: memory is that of the block which is worked on."""
    frames: list[weakref.ref[pl.DataFrame]] = []

    def made(at: int) -> TextBlock:
        assert not any(frame() is not None for frame in frames)
        block = TextBlock(pl.DataFrame({ROW: [2 * at, 2 * at + 1]}))
        frames.append(weakref.ref(block.frame))
        return block

    found = shorter(map(made, range(3)), rows)
    assert [next(found).frame[ROW].to_list() for _ in range(6 // rows)] == [
        list(range(first, first + rows)) for first in range(0, 6, rows)
    ]


PIECES = ('"', ",", "\n", "\r\n", "\r", "甲", "1", '"a,b"', '""', " ", "=", "渔户", "1,渔户,5\n", '"x\ny",,7\n')


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(1, 60), st.sampled_from((".csv", ".jsonl"))
)
def test_any_text(isle: Edition, text: str, block: int, wanted: str) -> None:
    """Whatever stands below the header, stray quotes and all, in pieces of any size."""
    same(("企业名称,经营主体,从业年数\n" + text).encode(), isle, ("a.csv", f"out{wanted}"), ListReading(block=block))


def test_doubtful_rows(edition: Edition) -> None:
    """The first rows of a doubt are named whichever block they are in, and that there are more is said."""
    content = ("name,年营业收入\n" + "甲,20000\n" * 7 + "乙,20\n" * 9).encode()
    readings = [ListReading(block=size) for size in (1, 16, 40)]
    same(content, edition, ("a.csv", "out.csv"), *readings)
    said = str(told(content, edition, ("a.csv", "out.csv"), readings[0])[2])
    assert "年营业收入：9 家不在常见范围（1万-5000亿），请核对单位（元还是万元）：第 8、9、10、11、12 行 等" in said
