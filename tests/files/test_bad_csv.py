"""Broken files that others wrote: read right, or refused in words; never a traceback, never a wrong cell.

The small ones are here byte for byte (csv-spectrum, BSD-2-Clause; csvkit and frictionless, MIT); the whole
collection is walked where it lies beside the project.
"""

import json
from pathlib import Path

import pytest
from support.opened import Opened, counted, opened

from jinshan_cli.core.errors import InputError

COLLECTION = Path(__file__).parents[3] / "shared" / "bad_csv"
READ: list[tuple[str, bytes, list[list[str | None]], int, int]] = [  # name, content, columns, refused, blank
    (
        "comma_in_quotes",
        b'first,last,address,city,zip\nJohn,Doe,120 any st.,"Anytown, WW",08123',
        [["John"], ["Doe"], ["120 any st."], ["Anytown, WW"], ["08123"]],
        0,
        0,
    ),
    ("empty", b'a,b,c\n1,"",""\n2,3,4', [["1", "2"], [None, "3"], [None, "4"]], 0, 0),
    ("escaped_quotes", b'a,b\n1,"ha ""ha"" ha"\n3,4\n', [["1", "3"], ['ha "ha" ha', "4"]], 0, 0),
    (
        "json",
        b'key,val\n1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"\n',
        [["1"], ['{"type": "Point", "coordinates": [102.0, 0.5]}']],
        0,
        0,
    ),
    (
        "location_coordinates",
        "p,l\n2095257564,37\ufffd36'37.8\"N 121\ufffd2'17.9\"W".encode(),
        [["2095257564"], ["37\ufffd36'37.8\"N 121\ufffd2'17.9\"W"]],
        0,
        0,
    ),
    (
        "newlines",
        b'a,b,c\n1,2,3\n"Once upon \na time",5,6\n7,8,9\n',
        [["1", "Once upon \na time", "7"], ["2", "5", "8"], ["3", "6", "9"]],
        0,
        0,
    ),
    (
        "newlines_crlf",
        b'a,b,c\r\n1,2,3\r\n"Once upon \r\na time",5,6\r\n7,8,9\r\n',
        [["1", "Once upon \r\na time", "7"], ["2", "5", "8"], ["3", "6", "9"]],
        0,
        0,
    ),
    ("quotes_and_newlines", b'a,b\n1,"ha \n""ha"" \nha"\n3,4\n', [["1", "3"], ['ha \n"ha" \nha', "4"]], 0, 0),
    ("utf8", "a,b,c\n1,2,3\n4,5,\u02a4".encode(), [["1", "4"], ["2", "5"], ["3", "\u02a4"]], 0, 0),
    (
        "mac_newlines",
        b'a,b,c\r1,2,3\r"Once upon\ra time",5,6\r',
        [["1", "Once upon\ra time"], ["2", "5"], ["3", "6"]],
        0,
        0,
    ),
    (
        "utf16_big",
        "\ufeffa,b,c\n1,2,3\n4,5,\u02a4\n".encode("utf-16-be"),
        [["1", "4"], ["2", "5"], ["3", "\u02a4"]],
        0,
        0,
    ),
    ("utf8_bom", "\ufefffoo,bar,baz\n1,2,3\n4,5,\u02a4\n".encode(), [["1", "4"], ["2", "5"], ["3", "\u02a4"]], 0, 0),
    ("bom", "\ufeffid,name\n1,english\n2,中国人\n".encode(), [["1", "2"], ["english", "中国人"]], 0, 0),
    (
        "bad",
        b'column_a,column_b,column_c\n1,27,,"I\'m too long!"\n,"I\'m too short!"\n0,mixed types.... uh oh,17\n',
        [["0"], ["mixed types.... uh oh"], ["17"]],
        2,
        0,
    ),
    (
        "bad_skip_lines",
        b'\n\n\ncolumn_a,column_b,column_c\n1,27,,"I\'m too long!"\n,"I\'m too short!"\n0,mixed,17\n',
        [["0"], ["mixed"], ["17"]],
        2,
        0,
    ),
    ("empty_columns_long_row", b"a,b,c\n,,,\n", [[], [], []], 0, 1),
    ("no_leading_zeroes", b"a,b,c\n01,00.11,0.1\n", [["01"], ["00.11"], ["0.1"]], 0, 0),
    (
        "blank-rows-multiple",
        b"id,name,age\n1101,John,30\n1102,Julie,26\n" + b",,\n" * 11,
        [["1101", "1102"], ["John", "Julie"], ["30", "26"]],
        0,
        11,
    ),
    (
        "structure-errors",
        b"id,name,age\n1101,John,30\n1102,Julie,26\n,,\n1,2,3,4,5,6\n",
        [["1101", "1102"], ["John", "Julie"], ["30", "26"]],
        1,
        1,
    ),
    (
        "duplicate-rows",
        b"id,name,age\n1101,John,30\n1102,Julie,26\n1101,John,30\n",
        [["1101", "1102", "1101"], ["John", "Julie", "John"], ["30", "26", "30"]],
        0,
        0,
    ),
    ("without-rows", b"id,name\n", [[], []], 0, 0),
    (
        "escaping",
        b'ID, Test\n1, "Test line 1"\n2, "Test "" line 2"\n3, "Test \\" line 3"\n',
        [["1", "2"], ["Test line 1", 'Test " line 2']],
        1,
        0,
    ),
    ("issue-833", b'id,value\n1,["a"]\n2,\n3,["b"]\n', [["1", "2", "3"], ['["a"]', None, '["b"]']], 0, 0),
    ("leading-zeros", b"value\n01\n002\n00003", [["01", "002", "00003"]], 0, 0),
    ("unquoted_last_value", b'a,b\n1,2\n3,"4\n5,6\n', [["1", "5"], ["2", "6"]], 1, 0),
]
REFUSED: list[tuple[str, bytes, str]] = [
    ("null_byte", b"a,b,c\n\x00,2,3\n", "NUL"),
    ("test_latin1", b"a,b,c\n1,2,3\n4,5,\xa9", "字节不是"),
    ("csvkit-empty", b"\n", "空的"),
    ("duplicate-headers", b"id,name,id,age,id\n1101,John,0,30,001101\n", "表头重复"),
    ("invalid", b"id,name,,name\n1,english\n1,english\n\n2,german,1,2,3\n", "第 3 列没有表头"),
    ("implicit-gz", b"\x1f\x8b\x08\x087\x15]\x00\x03table.csv", "gzip"),
    ("implicit-zip", b"PK\x03\x04\n\x00\x00\x00", "zip"),
]


def _titles(content: bytes) -> list[str]:
    """The first row's titles, near enough to make facts of them."""
    for codec in ("utf-8-sig", "utf-16", "latin-1"):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        first = next((line for line in text.replace("\r", "\n").split("\n") if line.strip()), "")
        return [title.strip() for title in first.split(",")]
    return []


def _read(content: bytes) -> Opened:
    """A list under facts that its own header names."""
    names = dict.fromkeys(title for title in _titles(content) if title)
    return opened(content, counted(*names, "anything"))


@pytest.mark.parametrize(("name", "content", "columns", "refused", "blank"), READ, ids=[case[0] for case in READ])
def test_read_right(name: str, content: bytes, columns: list[list[str | None]], refused: int, blank: int) -> None:
    """Every cell as it stands, every row that does not fit refused, blank rows counted."""
    found = _read(content)
    cells = [
        found.frame.get_column(column.slot).to_list() if found.frame.width else []
        for column in found.sheet.header.columns
    ]
    assert cells == columns, name
    assert (found.refused, found.blank) == (refused, blank)


@pytest.mark.parametrize(("name", "content", "what"), REFUSED, ids=[case[0] for case in REFUSED])
def test_refused(name: str, content: bytes, what: str) -> None:
    """What is no list, or has no clear header, is refused for that."""
    with pytest.raises(InputError) as error:
        _read(content)
    assert any(what in fault.what for fault in error.value.faults), name


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b'a,b,c\n"1,7","200.000.000",\n', ["1,7", "200.000.000"]),  # test_locale: decimal comma, dotted thousands
        (b'a,b\n"300,0,00.40",12\n', ["300,0,00.40"]),  # thousands_broken
        (b"a,b\nnan,inf\n", ["nan", "inf"]),
        (b"a,b\n82544000000000707.52,1\n", ["82544000000000707.52"]),  # big_number
        (b"a,b,c,d,e,f\n,NA,N/A,NONE,NULL,.\n", ["."]),  # blanks
    ],
)
def test_no_number_is_guessed(content: bytes, refused: list[str]) -> None:
    """Foreign notations, words and numbers past the limit are refused cell by cell; words for unknown are unknown."""
    assert [value for (value,) in _read(content).told("value")] == refused


@pytest.mark.skipif(not COLLECTION.is_dir(), reason="the collection is not here")
def test_the_whole_collection() -> None:
    """Every file of the collection is read, its rows accounted for, or refused in words."""
    verdicts: dict[str, str | int] = {}
    for path in sorted(COLLECTION.rglob("*.*")):
        if path.suffix not in (".csv", ".xlsx"):
            continue
        names = dict.fromkeys(title for title in _titles(path.read_bytes()) if title)
        try:
            found = opened(path, counted(*names, "anything"))
        except InputError as error:
            verdicts[path.stem] = error.faults[0].what if all(fault.where for fault in error.faults) else ""
        else:
            assert found.read == found.good + found.refused == found.frame.height + found.refused
            verdicts[path.stem] = found.read
            expected = path.parent / "expected" / f"{path.stem}.json"
            if expected.is_file() and path.stem != "location_coordinates":  # its expected file has other data
                rows = [list(row.values()) for row in json.loads(expected.read_text("utf-8"))]
                slots = [column.slot for column in found.sheet.header.columns]
                assert [[cell or "" for cell in row] for row in found.frame.select(slots).rows()] == rows
    assert len(verdicts) > 35
    assert "" not in verdicts.values()
    assert verdicts["encoding-issue-274"] == 507
