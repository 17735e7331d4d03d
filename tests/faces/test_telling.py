"""Messages on stderr fit the terminal, and are one line each for a program that reads them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.talk import Talk

from jinshan_cli.faces.words.wrapping import WIDE_IN_GBK, width_of, wrap

LIST = (
    "企业名称,行业,从业人数,营业收入（万元）,备注一二三四五六七八九十\n甲,零售业,1.5,320000000,x\n乙,,十一个半,3200,\n"
)
COMMAND = f"{sys.executable} -m jinshan_cli batch firms.csv --as-of=2023-05-01 --force -o out.csv"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("text", [LIST, "没有的,也没有的\n1,2\n"], ids=["read", "refused"])
def test_messages_fit_a_terminal(in_folder: Path, columns: int, text: str) -> None:
    """Warnings, refused cells, doubts, errors: none is wider than the terminal; nothing is lost."""
    (in_folder / "firms.csv").write_text(text, "utf-8")
    talk = Talk(COMMAND, 24, columns, {**os.environ, "TERM": "dumb"}, "utf-8")
    lines = talk.end()[0].splitlines()
    assert max(map(width_of, lines)) <= columns
    piped = subprocess.run(["/bin/sh", "-c", COMMAND], stderr=subprocess.PIPE, check=False).stderr.decode()
    shown = "".join("".join(lines).split())
    told = [line for line in piped.splitlines() if line.startswith(("!", "错误", "  位置", "  提示", "结果", "读入"))]
    assert len(told) > 2
    assert [line for line in told if "".join(line.split()) not in shown] == []


def test_what_must_not_be_broken_is_whole() -> None:
    """A path wider than the line stays in one piece where that is asked for, and the rest is broken around it."""
    path = "/a/very/long/path/of/ascii/letters/名.csv"
    assert wrap(f"结果已写入 {path}。", 20, whole=True)[1].startswith("/a/very/long/path/of/ascii/letters/")
    assert max(map(width_of, wrap(f"结果已写入 {path}。", 20))) <= 20
    assert max(width_of(line, WIDE_IN_GBK) for line in wrap("“甲”…" * 9, 20, WIDE_IN_GBK)) <= 20


def test_a_figure_is_never_broken() -> None:
    """A range with its units is one piece, at every width that holds it."""
    for columns in range(16, 40):
        lines = wrap("1 家不在常见范围（1万-5000亿），200多人，1,204万元以上", columns)
        assert all(any(figure in line for line in lines) for figure in ("1万-5000亿", "200多人", "1,204万元")), columns
