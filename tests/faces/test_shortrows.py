"""Rows of short cells drawn as one are those drawn one by one."""

import io
from collections.abc import Callable, Sequence

import pytest
from rich.console import Console
from rich.table import Table
from rich.text import Text

from jinshan_cli.faces.words.shortrows import add_rows
from jinshan_cli.faces.words.wrapped import Wrapped

BARS = Text.assemble(("█", "green"), ("░", "yellow"))
ROWS = [
    [
        Text("1"),
        Text("支持企业稳岗扩岗"),
        Text("1,204"),
        Text("奖补资金 5万起\n减免 2万"),
        Text.assemble(("██░", "green")),
    ],
    [Text("23"), Text("[red]b[/red] 12,345元"), Text("7"), Text(""), Text("")],
    [Text("4"), Text("末"), Text(""), Text("一\n\n三"), BARS],
]
Adding = Callable[[Table, Sequence[Sequence[Text]], int], None]


def _one_by_one(table: Table, rows: Sequence[Sequence[Text]], _room: int) -> None:
    for number, title, count, sums, bar in rows:
        table.add_row(number, Wrapped(title.plain), count, Wrapped(sums.plain), bar)


def _drawn(add: Adding, columns: int, gap: int) -> str:
    table = Table(box=None, padding=(0, gap, 0, 0), pad_edge=False, header_style="bold")
    for name in ("编号", "政策", "符合", "金额（约）", "█ 符合"):
        table.add_column(
            name, no_wrap=name not in ("政策", "金额（约）"), justify="right" if len(name) == 2 else "left"
        )
    add(table, rows := ROWS, columns)
    console = Console(file=io.StringIO(), width=columns, force_terminal=True, color_system="standard")
    console.print(table)
    assert len(table.rows) == (1 if add is add_rows and columns >= WIDEST + 5 * gap else len(rows))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


WIDEST = 4 + 21 + 5 + 14 + 6
"""the columns of the widest cells: 支持… and [red]…, 奖补资金…, the headings"""


@pytest.mark.parametrize("gap", [1, 2])
@pytest.mark.parametrize("columns", [40, WIDEST + 4, WIDEST + 5, WIDEST + 9, WIDEST + 10, WIDEST + 11, 100])
def test_as_one_by_one(columns: int, gap: int) -> None:
    """Where they fit, and where they are broken; no markup, no line, no colour is lost."""
    assert _drawn(add_rows, columns, gap) == _drawn(_one_by_one, columns, gap)


@pytest.mark.parametrize("columns", range(30, 60))
def test_a_row_stays_a_row(columns: int) -> None:
    """Signs that Rich takes to be wider than Python does (䷀, since Unicode 16) push no figure beside another row."""
    table = Table("编号", "政策", "符合", box=None, padding=(0, 1, 0, 0), pad_edge=False)
    add_rows(
        table,
        [[Text("1"), Text("占卜 ䷀䷁䷂䷃䷄䷅ ䷆䷇䷈䷉䷊䷋ 补助"), Text("5")], [Text("2"), Text("末"), Text("7")]],
        columns,
    )
    console = Console(file=io.StringIO(), width=columns)
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    last = next(line for line in console.file.getvalue().split("\n") if "末" in line)
    assert last.split() == ["2", "末", "7"]
