"""Commands that ask nothing, at a terminal: where there is nothing to read or write they say so and wait for nobody."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.talk import ESCAPE, Begin, screens

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Begin]:
    """Starts `jinshan …` at a terminal, in a folder with a list."""
    (tmp_path / "firms.csv").write_text("name,employees\n甲,5\n", "utf-8")
    with screens(tmp_path) as start:
        yield start


def test_a_list_is_not_poured_onto_a_terminal(start: Begin, tmp_path: Path) -> None:
    """`batch` without `-o` asks for one, and writes nothing."""
    said, code = start("batch firms.csv").end()
    assert code == 2
    assert "未指定结果写到哪里" in said
    assert "-o 结果.xlsx" in said
    assert [path.name for path in tmp_path.iterdir()] == ["firms.csv"]


@pytest.mark.parametrize("arguments", ["match -", "batch - -o out.csv"])
def test_nobody_is_waited_for(start: Begin, arguments: str) -> None:
    """Where `-` would read from the keyboard, words say how to pipe something in."""
    said, code = start(arguments).end()
    assert code == 2
    assert "标准输入是终端，没有内容可读" in said
    assert "<" in said


def test_what_moves_a_cursor_is_seen(start: Begin, tmp_path: Path) -> None:
    """Results that are asked onto the screen show a stranger's controls as text."""
    (tmp_path / "firms.jsonl").write_text('{"name": "甲\\u001b[2J乙\\u202e", "employees": 5}\n', "utf-8")
    talk = start("batch firms.jsonl -o - 2> /dev/null")
    _, code = talk.end()
    assert code == 0
    assert "甲\\u001b[2J乙\\u202e" in talk.seen
    assert "\x1b" not in talk.seen
    assert "\u202e" not in talk.seen


def test_long_work_shows_how_far_it_is(start: Begin, tmp_path: Path) -> None:
    """While a list is still coming in, a bar tells so; it is gone when the results are there."""
    os.mkfifo(tmp_path / "pipe")
    talk = start("batch - -o out.csv < pipe")
    with (tmp_path / "pipe").open("w", encoding="utf-8") as feed:
        feed.write("name,employees\n甲,5\n")
        feed.flush()
        talk.until("━")
    said, code = talk.end()
    assert code == 0
    assert "读入 1 行 = 写出 1 家" in said
    assert "━" not in ESCAPE.sub("", said.split("结果已写入")[1])
