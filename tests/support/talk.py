"""`jinshan ask` at a pseudo-terminal, and what it leaves in its folder."""

import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pexpect
import pytest
from support.commandline import KEPT, hear_signals
from support.endings import ended, killed

DAY = "--as-of=2023-05-01"
ESCAPE = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|[=>])")
SECONDS = 15


class Talk:
    """A program at a pseudo-terminal, and everything it wrote."""

    def __init__(self, command: str, rows: int, columns: int, env: dict[str, str], encoding: str) -> None:
        self.child: Any = pexpect.spawn(
            "/bin/sh",
            ["-c", command],
            dimensions=(rows, columns),
            env=env,
            encoding=encoding,
            codec_errors="replace",
            timeout=SECONDS,
            preexec_fn=hear_signals,
        )
        self.child.delaybeforesend = None
        self.seen = ""

    def until(self, text: str) -> str:
        """Waits until the program writes a text; what it wrote up to there."""
        self.child.expect_exact(text)
        self.seen += (part := self.child.before + self.child.after)
        return ESCAPE.sub("", part)

    def type(self, *replies: str) -> str:
        """Types replies, each at the next prompt; then waits for the prompt after."""
        for reply in replies:
            self.child.send(f"{reply}\r")
            part = self.until("> ")
        return part

    def end(self) -> tuple[str, int | None]:
        """Waits for the end; the rest of what was written, and the exit code."""
        self.child.expect(pexpect.EOF)
        self.seen += self.child.before
        return ESCAPE.sub("", self.child.before), ended(self.child)


Begin = Callable[..., Talk]


def flat(text: str) -> str:
    """Without line ends and the indents after them."""
    return re.sub(r"\r\n *", "", text)


def read(path: Path) -> dict[str, Any]:
    """A kept file as TOML, without who asked when."""
    table = tomllib.loads(path.read_text("utf-8"))
    table.pop("asked", None)
    return table


def kept_aside(folder: Path) -> list[Path]:
    """The files of interviews that were not saved."""
    return sorted((folder / "state" / "jinshan").glob("*.toml"))


@contextmanager
def screens(folder: Path) -> Iterator[Begin]:
    """Starts `jinshan …` in a folder, as a shell at a terminal would; ends what still runs."""
    talks: list[Talk] = []

    def start(arguments: str, *, rows: int = 24, columns: int = 80, encoding: str = "utf-8", **env: str) -> Talk:
        kept = {key: value for key, value in os.environ.items() if key not in ("JINSHAN_DATA", "NO_COLOR", "COLUMNS")}
        places = {"XDG_STATE_HOME": str(folder / "state"), "JINSHAN_CACHE": KEPT.name}
        terminal = {"TERM": "xterm", "LC_ALL": "C.UTF-8", **places}
        command = f"cd {folder} && exec {sys.executable} -m jinshan_cli {arguments}"
        talks.append(Talk(command, rows, columns, {**kept, **terminal, **env}, encoding))
        return talks[-1]

    yield start
    for talk in talks:
        killed(talk.child)


@contextmanager
def terminals(folder: Path) -> Iterator[Begin]:
    """Starts `jinshan ask …` in a folder and waits for its first prompt; ends what still runs."""
    with screens(folder) as start:

        def begin(arguments: str = "", **how: Any) -> Talk:
            talk = start(f"ask {DAY} {arguments}", **how)
            talk.until("> ")
            return talk

        yield begin


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Starts `jinshan ask …` in an empty folder and waits for its first prompt."""
    with terminals(tmp_path) as begin:
        yield begin
