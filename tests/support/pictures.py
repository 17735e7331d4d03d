"""Pictures of real screens for the documents: the program at a terminal, and what it shows as SVG.

A browser shows them with its own fonts, so each run of wide or narrow characters has its place in the grid of cells.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from html import escape, unescape
from io import StringIO
from itertools import groupby
from pathlib import Path
from shutil import copytree

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from support.endings import killed

pexpect = pytest.importorskip("pexpect")

TOP = Path(__file__).resolve().parents[2]
COLUMNS, ROWS = 92, 60
AS_OF = "--as-of 2023-05-01"
SCREENS: dict[str, tuple[str, tuple[str, ...]]] = {
    "match": (f"jinshan match examples/retailer.toml {AS_OF}", ()),
    "ask": (f"jinshan ask {AS_OF}", ("1", "甲商贸有限公司", "零售", "1,2,6", "约3万", "7")),
    "batch": (f"jinshan batch examples/firms.csv -o results.xlsx {AS_OF}", ()),
}
"""by the name of its picture: a command, and what is typed at its prompts"""
CELL = 12.2
"""width of a cell in Rich's SVG"""
FORMAT = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px "Noto Sans Mono CJK SC", "Sarasa Mono SC", Menlo, Consolas,
"DejaVu Sans Mono", "PingFang SC", "Microsoft YaHei", monospace; white-space: pre }}
.{unique_id}-title {{ font: bold 18px sans-serif }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""
_PASSING = re.compile(r"\x1b\[\?25l.*?\x1b\[\?25h(?:[\r\n]*\x1b\[1A\x1b\[2K)*", re.DOTALL)
"""a bar of progress, from the cursor's going to its return: there on a slow machine only, and gone at the end"""
_TEXT = re.compile(
    r'<text (?P<before>[^>]*?)x="(?P<x>[\d.]+)"(?P<after>[^>]*?) textLength="[\d.]+"(?P<rest>[^>]*)>'
    r"(?P<text>[^<]*)</text>"
)


def capture(command: str, replies: tuple[str, ...]) -> str:
    """What a terminal shows of a command, prompts and replies too, in colour."""
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "JINSHAN_DATA")}
    environment |= {"TERM": "xterm-256color", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    with tempfile.TemporaryDirectory() as folder:
        copytree(TOP / "examples", Path(folder) / "examples")
        child = pexpect.spawn("/bin/sh", ["-c", command], cwd=folder, env=environment, encoding="utf-8", timeout=30)
        child.setwinsize(ROWS, COLUMNS)
        seen: str = f"$ {command}\r\n"
        for reply in replies:
            child.expect_exact("> ")
            seen += child.before + child.after
            child.send(f"{reply}\r")
        child.expect_exact("> ") if replies else child.expect(pexpect.EOF)
        seen += child.before + (child.after if replies else "")
        killed(child)
    return _PASSING.sub("", seen).replace("\r\n", "\n")


def picture(screen: str) -> str:
    """A screen as SVG."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(screen))
    drawn = console.export_svg(title="jinshan", code_format=FORMAT, unique_id="jinshan")
    return _TEXT.sub(lambda text: "".join(_in_cells(text)), drawn)


def _in_cells(text: re.Match[str]) -> Iterator[str]:
    """A run of text as runs of characters of one width, each as wide as its cells."""
    at = float(text["x"])
    for _, run in groupby(unescape(text["text"]), key=cell_len):
        piece = "".join(run)
        width = cell_len(piece) * CELL
        if piece.strip(" \xa0"):
            place = f'{text["before"]}x="{at:g}"{text["after"]} textLength="{width:g}" lengthAdjust="spacingAndGlyphs"'
            yield f"<text {place}{text['rest']}>{escape(piece)}</text>"
        at += width
