"""Text to rows: each row is as wide as the header or refused whole, and none is lost, whatever its quotes and ends."""

import csv
import io
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jinshan_cli.files.lists.blocks import LINE, RAW, ROW, TextBlock
from jinshan_cli.files.lists.csv.careful import Shape
from jinshan_cli.files.lists.csv.kinds import Kinds
from jinshan_cli.files.lists.csv.rows import Rows

PIECES = (
    "a",
    "1",
    "中",
    '"',
    ",",
    "\n",
    "\r\n",
    "\r",
    '""',
    '","',
    "\ufeff",
    " ",
    "\t",
    ";",
    "\x1e",
    "a,b\n",
    "\u2028",
)
REGULAR = ("a", "1", "中文", "", '"a,b"', '"a""b"', '""', '5" disk', ' "a"', "x;y", "0")


def rows(width: int, delimiter: str = ",") -> Rows:
    """A reader of a file with so many columns, whose data begin on line 2."""
    return Rows(Shape(delimiter, width), tuple(f"in__{number}" for number in range(width)), line=2)


def cells(block: TextBlock) -> list[tuple[str | None, ...]]:
    """The rows of a block without their numbers."""
    return block.frame.drop(ROW, LINE).rows()


def careful(text: str, width: int) -> TextBlock:
    """The rows of a text by the careful way alone."""
    return rows(width)._line_by_line(text.encode(), last=True, done=0)


def read(text: str, width: int, delimiter: str = ",") -> TextBlock:
    """The rows of a whole text."""
    return rows(width, delimiter).read(text.encode(), last=True)


regular = st.integers(1, 4).flatmap(
    lambda width: st.tuples(
        st.just(width),
        st.lists(
            st.lists(st.sampled_from(REGULAR), min_size=width, max_size=width).map(",".join), min_size=1, max_size=8
        ),
        st.sampled_from(("\n", "\r\n")),
    )
)


SPACE = "".join(
    map(
        chr,
        (*range(9, 14), 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF),
    )
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.integers(1, 4))
def test_agrees_with_the_csv_module(text: str, width: int) -> None:
    """Where the standard parser takes a whole text, the rows of the right width are the same, cell for cell."""
    try:
        standard = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return
    right = [tuple(cell or None for cell in row) for row in standard if len(row) == width]
    assert cells(read(text, width)) == [row for row in right if any(cell and cell.strip(SPACE) for cell in row)]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.integers(1, 4))
def test_every_row_is_accounted_for(text: str, width: int) -> None:
    """Rows kept, refused and blank are all there are, each with a number of its own."""
    reader = rows(width)
    block = reader.read(text.encode(), last=True)
    assert block.frame.height + len(block.refused) + block.blank == reader.row - 1
    numbers = [*block.frame.get_column(ROW), *(row.row for row in block.refused)]
    assert len(set(numbers)) == len(numbers)
    assert reader.line - 2 == len(text.encode().splitlines())
    assert not reader.rest


@settings(deadline=None)
@given(regular)
def test_the_fast_way_is_the_careful_way(given_text: tuple[int, list[str], str]) -> None:
    """A text that the fast way takes gives what the careful way gives, numbers included."""
    width, lines_, end = given_text
    text = end.join(lines_) + end
    block = read(text, width)
    assert (block.frame.rows(), block.blank) == (careful(text, width).frame.rows(), careful(text, width).blank)


@settings(deadline=None)
@given(regular, st.lists(st.integers(0, 60), max_size=4))
def test_blocks_change_nothing(given_text: tuple[int, list[str], str], cuts: list[int]) -> None:
    """A text cut at any line ends gives the same rows with the same numbers as the whole."""
    width, lines_, end = given_text
    reader = rows(width)
    at = [0, *sorted(cut % (len(lines_) + 1) for cut in cuts), len(lines_)]
    found = []
    for start, stop in pairwise(at):
        block = "".join(line + end for line in lines_[start:stop])
        found += reader.read(block.encode(), last=stop == len(lines_)).frame.rows()
    assert found == read("".join(line + end for line in lines_), width).frame.rows()


@settings(deadline=None)
@given(regular, st.booleans())
def test_rows_kept_as_they_stand_tell_the_same(given_text: tuple[int, list[str], str], as_numbers: bool) -> None:
    """Kept, with or without slots tried as numbers, a block gives the same cells, and each row's own text, or no text
    at all."""
    width, lines_, end = given_text
    reader = rows(width)
    reader.keeps = True
    reader.kinds = Kinds(dict.fromkeys(reader.slots, 10**15)) if as_numbers else Kinds()
    text = end.join(lines_) + end
    block = reader.read(text.encode(), last=True)
    kept = block.frame.get_column(RAW).to_list() if RAW in block.frame.columns else None
    plain = read(text, width)
    as_text = block.frame.drop(RAW, strict=False).with_columns(pl.col(reader.slots).cast(pl.String))
    assert kept in (None, [lines_[row - 1] for row in block.frame.get_column(ROW)])
    if kept is None or not as_numbers:
        assert as_text.rows() == plain.frame.rows()
    else:
        assert as_text.rows() == [tuple(map(_unpadded, row)) for row in plain.frame.rows()]


def _unpadded(cell: object) -> object:
    return str(int(cell)) if isinstance(cell, str) and cell.isdigit() else cell


words = st.sampled_from(["a", "b", "是", "不详", "1", "01", " a", "a ", " ", "", "=1", "-", "+", "\u200b"])


@settings(deadline=None)
@given(st.lists(st.lists(st.tuples(words, words), min_size=1, max_size=6), min_size=1, max_size=8))
def test_words_are_the_texts(blocks: list[list[tuple[str, str]]]) -> None:
    """Whatever words the blocks before had, a block tried as words gives its own texts."""
    reader = rows(2)
    reader.keeps, reader.kinds = True, Kinds(words={slot: [] for slot in reader.slots})
    for block in blocks:
        text = "".join(f"{one},{other}\n" for one, other in block)
        frame = reader.read(text.encode(), last=False).frame
        told = frame.select(pl.col(reader.slots).cast(pl.String)).rows()
        assert told == cells(read(text, 2))


def test_a_column_of_few_words_is_read_as_words() -> None:
    """Once its words are known; a further one is learned, and a column of many is text as before."""
    reader = rows(2)
    reader.keeps, reader.kinds = True, Kinds(words={slot: [] for slot in reader.slots})
    texts = ["a,1\nb,2\n", "b,3\n", "c,4\n", "a,5\nc,\n", "c,6\n", "b,7\na,8\n"]
    frames = [reader.read(text.encode(), last=False).frame.drop(ROW, LINE, RAW) for text in texts]
    assert [[type(kind) for kind in frame.dtypes] for frame in frames] == [
        *[[pl.String, pl.String]] * 5,
        [pl.Enum, pl.String],
    ]
    assert frames[-1].select(pl.all().cast(pl.String)).rows() == [("b", "7"), ("a", "8")]


@pytest.mark.parametrize("count", [1, 63, 64, 65, 127, 128, 129, 130, 200])
@pytest.mark.parametrize("before", [0, 1, 40, 64])
@pytest.mark.parametrize("last", ["", "=1+1", " ", "-5"])
def test_so_many_words_and_no_more_are_learned(count: int, before: int, last: str) -> None:
    """However many of a block's words were met in one before it, and whatever its last cell is, without a line end;
    then a block of one of them is read as words, or as text, and says the same."""
    reader = rows(2)
    reader.keeps, reader.kinds = True, Kinds(words={slot: [] for slot in reader.slots})
    words = [f"w{number}" for number in range(count)]
    blocks = ["".join(f"{word},x\n" for word in words[:before])] if before else []
    blocks.append("\n".join(f"{word},x" for word in (*words, last)))
    for text in blocks:
        frame = reader.read(text.encode(), last=False).frame
        assert frame.select(pl.col(reader.slots).cast(pl.String)).rows() == cells(read(text, 2))
    then = reader.read(b"w0,x\n", last=True).frame
    runs = last in ("=1+1", " ")
    assert isinstance(then.schema[reader.slots[0]], pl.Enum) == (count + bool(last) <= 64 and not runs)
    assert then.select(pl.col(reader.slots).cast(pl.String)).rows() == [("w0", "x")]


@pytest.mark.parametrize("odd", ["1,-2", "1,+2", "1,2万", '1,"2"', "x,2", "1,2.5", "1,99999999999999999999"])
def test_one_odd_cell_is_no_number(odd: str) -> None:
    """A block with anything but plain whole numbers is text, and nothing is lost; a column that had something else
    stays text, the others are tried again. Rows are kept as they stand where no quotation mark is among them."""
    reader = rows(2)
    reader.keeps, reader.kinds = True, Kinds(dict.fromkeys(reader.slots, 10**15))
    first, second, third = (reader.read(text.encode(), False).frame for text in ("1,2\n3,\n", f"5,6\n{odd}\n", "7,8\n"))
    assert first.drop(ROW, LINE).rows() == [(1, 2, "1,2"), (3, None, "3,")]
    kept = [] if '"' in odd else [("5,6",), (odd,)]
    told = [("5", "6"), tuple(odd.replace('"', "").split(","))]
    assert second.drop(ROW, LINE).rows() == (
        [one + line for one, line in zip(told, kept, strict=True)] if kept else told
    )
    is_told_by_a_mark = odd[2] in '-+"'
    left = 7 if odd != "x,2" else "7", 8 if is_told_by_a_mark or odd == "x,2" else "8"
    assert third.drop(ROW, LINE).rows() == [(*left, "7,8")]


def test_regular_texts_go_the_fast_way() -> None:
    """Plain and quoted rows with either line end need no second look."""
    for text in ("1,2\n3,4\n", "1,2\r\n3,\r\n", '"a,b",2\n"c""d",\n', "1,2"):
        assert rows(2)._at_once(text.encode(), "") is not None, text
    for text in ("1\n2,3\n", "1,2,3\n4\n", "\n1,2\n", '"a\nb",2\n', "1,2\r3,4\n", "1,\x1e\n"):
        assert rows(2)._at_once(text.encode(), "") is None, text


@pytest.mark.parametrize("bad", ["1", "1,2,3", "1,2,", "1;2", '"1,2"', '"1","2","3"'])
def test_a_row_of_another_width_is_refused_whole(bad: str) -> None:
    """Too long or too short, even by an empty cell: the row is listed with its line, its neighbours are kept."""
    block = read(f"a,b\n{bad}\nc,d\n", 2)
    assert cells(block) == [("a", "b"), ("c", "d")]
    (row,) = block.refused
    assert (row.row, row.line, row.text) == (2, 3, bad)
    assert "表头有 2 格" in row.why
    assert block.frame.get_column(ROW).to_list() == [1, 3]


def test_long_and_short_rows_do_not_make_up_for_each_other() -> None:
    """A block with the right number of cells in the wrong rows is not taken for regular."""
    block = read("1,2\n3\n4,5,6\n", 2)
    assert [row.text for row in block.refused] == ["3", "4,5,6"]


def test_blank_rows_are_counted() -> None:
    """Empty lines, and lines of delimiters alone, however many, are blank; their numbers stay free."""
    block = read("1,2\n\n,\n  \n3,4\n,, ,\n", 2)
    assert (block.blank, block.refused) == (4, ())
    assert block.frame.select(ROW, LINE).rows() == [(1, 2), (5, 6)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """Each line end ends a row; within quotes it is the cell's."""
    text = f'1,"a{end}b"{end}2,c{end}'
    assert cells(read(text, 2)) == [("1", f"a{end}b"), ("2", "c")]


def test_only_line_ends_end_lines() -> None:
    """Characters that some programs take for line ends stay in their cells."""
    text = "1,a\u2028b\n2,\x1cc\n3,\x85d\n4,\x0be\n"
    assert [row[1] for row in cells(read(text, 2))] == ["a\u2028b", "\x1cc", "\x85d", "\x0be"]


def test_mixed_line_ends() -> None:
    """A file pasted together from others keeps its rows."""
    assert cells(read("1,a\r\n2,b\n3,c\r4,d", 2)) == [("1", "a"), ("2", "b"), ("3", "c"), ("4", "d")]


def test_an_open_quote_names_its_line() -> None:
    """A quote left open spoils its own row only: the rows below, to the end of the file, are read."""
    block = read('a,1\nb,"2\nc,3\nd,4\n', 2)
    assert cells(block) == [("a", "1"), ("c", "3"), ("d", "4")]
    (row,) = block.refused
    assert (row.line, row.text) == (3, 'b,"2')
    assert "第 3 行有引号没有闭合" in row.why


def test_an_open_quote_that_meets_another() -> None:
    """A quote that runs into the next quoted cell spoils its own row only."""
    block = read('a,"1\nb,2\nc,"x"\nd,"y"\n', 2)
    assert cells(block) == [("b", "2"), ("c", "x"), ("d", "y")]
    assert [row.line for row in block.refused] == [2]


def test_the_inside_of_a_spoiled_cell_is_no_row() -> None:
    """What follows an open quote on its last line, with the other quote, is refused as well."""
    block = read('a,"one\ntwo"x,b\nc,d\n', 2)
    assert cells(block) == [("c", "d")]
    assert [row.line for row in block.refused] == [2, 3]


def test_a_stray_quote() -> None:
    """Text behind a closing quote is refused; a quote within a bare cell is a character like another."""
    block = read('"a"b,1\n5" disk,2\n', 2)
    assert cells(block) == [('5" disk', "2")]
    assert "引号" in block.refused[0].why


@pytest.mark.parametrize("row", ['甲公司"金山区,亭林镇",25', '24"管,10,36"管'])
def test_a_pair_of_quotes_over_two_cells(row: str) -> None:
    """As wide as the header or not: a cell that may begin in one and end in another is refused, whatever is around."""
    for around in ("", "乙,1,2\n", "短\n", '"",24"管xxxxxxxx,10,36"管,20,30\n'):
        block = read(f"{around}{row}\n丙,1,2\n", 3)
        assert row in [refused.text for refused in block.refused]
        assert ("丙", "1", "2") in cells(block)


def test_stray_quotes_are_judged_the_same_whatever_the_neighbours() -> None:
    """Balanced quotes within a quoted cell, and a row too long that quotes hide, are refused with every neighbour."""
    for bad in ('"上海"金山"公司",120', '乙,"1"2"0"', '"",24"管xxxx,10,36"管yyyy,20,30'):
        for around in ("", "乙,1\n", "短\n", '"丙",2\n'):
            (row,) = (row for row in read(f"{around}{bad}\n", 2).refused if row.text != "短")
            assert row.text == bad


@pytest.mark.parametrize(
    "row",
    [
        '甲, "金山区, 亭林镇", 5',
        '甲,\u3000"金山区,亭林镇",5',
        '甲,\t"金山区,亭林镇",5',
        '甲,"金山区" ,5',
        '甲,5,"金山区"\u3000',
    ],
)
def test_a_space_beside_a_quote_is_told(row: str) -> None:
    """A quote that a space keeps from the comma, a wide one too, quotes nothing: the row that is refused for it says
    so."""
    (refused,) = read(f"{row}\n", 3).refused
    assert (refused.text, "空格" in refused.expected) == (row, True)


@pytest.mark.parametrize(
    ("row", "told"),
    [('甲, "金山", 5, 6', False), ('甲, "金"山"", 5', False), ('甲, "金山" , 5', True), ('甲,\u3000"金山", 5', True)],
)
def test_a_space_that_belongs_to_the_comma_is_in_no_way(row: str, told: bool) -> None:
    """Where a header has a space behind each comma, those of a refused row keep no quote from it; others do."""
    spaced = Rows(Shape(",", 3, spaced=True), ("in__0", "in__1", "in__2"), line=2)
    (refused,) = spaced.read(f"{row}\n".encode(), last=True).refused
    assert ("空格" in refused.expected) == told


@pytest.mark.parametrize("row", ['甲,  "金山",5', ' "甲",金山,5', '甲,"金山", "5"', '甲,\u3000"金山",5'])
def test_a_quote_behind_a_space_is_no_part_of_a_name(row: str) -> None:
    """As wide as the header: whether the quote is one is left open, so the row is refused; within a quoted cell it is
    a letter."""
    (refused,) = read(f'乙,"a, ""b""",6\n{row}\n', 3).refused
    assert (refused.text, "空格" in refused.why, "空格" in refused.expected) == (row, True, True)


def test_a_quoted_cell_over_blocks() -> None:
    """A cell whose lines fall into two blocks is one cell, and line numbers go on behind it."""
    reader = rows(2)
    first, second = reader.read(b'1,a\n2,"b\n', last=False), reader.read(b'c"\n3,d\n', last=True)
    assert cells(first) + cells(second) == [("1", "a"), ("2", "b\nc"), ("3", "d")]
    assert second.frame.select(ROW, LINE).rows() == [(2, 3), (3, 5)]


def test_an_open_quote_is_not_followed_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past so many lines a quoted cell counts as left open, so that one quote never swallows a file."""
    monkeypatch.setattr("jinshan_cli.files.lists.csv.careful.MOST_LINES", 10)
    reader = rows(2)
    block = reader.read(('a,"1\n' + "b,2\n" * 50).encode(), last=False)
    assert block.frame.height == 50
    assert not reader.rest


def test_a_long_cell_is_whole() -> None:
    """A cell of any length a line may have is kept whole, on the fast way and on the careful one."""
    text = f'a,"{"x" * 200_000}"\nb,1\n'
    assert cells(read(text, 2)) == cells(careful(text, 2)) == [("a", "x" * 200_000), ("b", "1")]


def test_many_open_quotes() -> None:
    """Quotes left open again and again spoil their rows and are not followed to the end each time."""
    block = read('a,"x\nb,""\nc,1\n' * 5000, 2)
    assert block.frame.height >= 5000
    assert block.refused


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_other_delimiters(delimiter: str) -> None:
    """Tabs and semicolons divide like commas, which are then characters like others."""
    block = read(f'a,b{delimiter}1\n\n{delimiter}\nc{delimiter}"2{delimiter}"\n', 2, delimiter)
    assert cells(block) == [("a,b", "1"), ("c", f"2{delimiter}")]
    assert block.blank == 2


def test_a_bom_within_the_file_is_a_character() -> None:
    """Only the file's first three bytes are a BOM: a block that begins with the same character keeps it."""
    assert cells(read("\ufeffa,1\n", 2)) == [("\ufeffa", "1")]


JOINED = '\n甲"亭林镇",25,3,\n乙,"a""b",1,\n丙"老店",零售业,1,2\n丁,"朱泾镇",9,\n戊 "x" ,1,2,\n,己"y",,1'


def test_a_delimiter_that_is_missing_and_one_too_many_are_told() -> None:
    """A cell that goes on in quotes, and an empty one behind it: its row is taken, and told with its number."""
    ends = [at + 1 for at, char in enumerate(JOINED) if char == "\n"]
    for at in ends:
        found = rows(4)
        blocks = [found.read(JOINED[1:at].encode(), last=False), found.read(JOINED[at:].encode(), last=True)]
        (told,) = found.told()
        assert sum(block.frame.height for block in blocks) == 6
        assert told.where == "第 1、5、6 行"
        assert told.what.startswith("有 3 行")
