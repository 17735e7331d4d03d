"""A throw-away command, for whatever is true of every command."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from jinshan_cli.faces import commands

DEMO = """
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from jinshan_cli.core.errors import EditionError, Fault, InputError
from jinshan_cli.faces.shell import console
from jinshan_cli.faces.shell.options import AsOf, Data, Force, Json, Output

HELP = "试用命令：把收到的值照样写出。"
EXAMPLES = (("jinshan demo 1 --json", "写出"),)


def run(
    numbers: Annotated[list[int], typer.Argument(metavar="编号", help="政策编号")],
    *,
    as_of: AsOf,
    data: Data = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    kind: Annotated[Literal["grant", "relief"], typer.Option(help="种类")] = "grant",
    words: Annotated[list[str] | None, typer.Option("--words", help="多个词")] = None,
    layout: Annotated[Literal["firm", "benefit"], typer.Option(help="排列")] = "firm",
    source: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="来源")] = None,
    labels: Annotated[bool, typer.Option("--labels/--no-labels", help="中文表头", show_default="是")] = True,
    word: Annotated[str, typer.Option(help="词", envvar="JINSHAN_DEMO_WORD")] = "",
) -> None:
    actions = {
        "input": lambda: _raise(InputError([Fault("不认识", "a.toml", "x\\x1b[31m", "数", "y")])),
        "edition": lambda: _raise(EditionError([Fault("规则有误")])),
        "bug": lambda: _raise(RuntimeError("secret")),
        "cut short": lambda: _raise(EOFError("marshal data too short")),
        "interrupt": lambda: _raise(KeyboardInterrupt()),
        "abort": lambda: _raise(typer.Abort()),
        "exit": lambda: _raise(typer.Exit(3)),
        "missing": lambda: Path("no-such-file.toml").read_text(),
        "flood": lambda: [print("行" * 40) for _ in range(20000)],
        "richflood": lambda: [console.results().print("行" * 40) for _ in range(5000)],
        "table": _table,
        "json": lambda: console.write_json({"name": "金山€𠮷", "high": None}),
    }
    actions.get(word, lambda: print(numbers, as_of, data, output, kind, words, layout, labels, word))()


def _raise(error):
    raise error


def _table():
    from rich.table import Table

    table = Table(title="结果")
    table.add_column("企业", style="red")
    table.add_column("金额")
    table.add_row("✓ 𠮷金山[red]€", "１ ≥ 0")
    table.add_row("金山", "[bold]")
    console.results().print(table)
    console.messages().print("完成", style="green")
"""

LAUNCH = """
import sys
import demo
from jinshan_cli.faces import commands
from jinshan_cli.faces.shell import cli
sys.modules["jinshan_cli.faces.commands.demo"] = demo
commands.COMMANDS["demo"] = "试用"
cli.main()
"""

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The throw-away command, known to this process and, through a launcher, to others."""
    (tmp_path / "demo.py").write_text(DEMO, encoding="utf-8")
    (tmp_path / "launch.py").write_text(LAUNCH, encoding="utf-8")
    module = ModuleType("demo")
    exec(compile(DEMO, "demo.py", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, "jinshan_cli.faces.commands.demo", module)
    monkeypatch.setitem(commands.COMMANDS, "demo", "试用")
    monkeypatch.chdir(tmp_path)
    for name in ("JINSHAN_DATA", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONUNBUFFERED"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(demo: Path) -> Run:
    """Runs `jinshan …` in a process of its own, with the environment given."""

    def run(*args: str, **env: str) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "TMPDIR": str(demo), **env}
        command = [sys.executable, str(demo / "launch.py"), *args]
        return subprocess.run(command, capture_output=True, env=environment, check=False, cwd=demo)

    return run
