"""The program run within the test's own process: arguments and stdin in, exit code and both streams out."""

import signal
import sys
from io import BytesIO, TextIOWrapper
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from jinshan_cli.faces.shell import cli

KEPT = TemporaryDirectory(prefix="jinshan-kept-")
"""where programs in processes of their own find the editions that one before them has read, as a user's do"""


class Screen(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


def hear_signals() -> None:
    """For a child before it starts: it hears what this run was told not to, as by nohup or in the background."""
    for stop in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(stop, signal.SIG_DFL)


class Jinshan:
    """`jinshan(*args)`: pipes of the given width and encoding instead of a terminal."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        for name in ("JINSHAN_DATA", "NO_COLOR", "FORCE_COLOR"):
            monkeypatch.delenv(name, raising=False)

    def __call__(self, *args: Any, stdin: bytes = b"", width: int = 100, encoding: str = "utf-8") -> Screen:
        out, err = BytesIO(), BytesIO()
        streams = {"stdin": BytesIO(stdin), "stdout": out, "stderr": err}
        with self._monkeypatch.context() as patch:
            patch.setenv("COLUMNS", str(width))
            for name, bare in streams.items():
                patch.setattr(sys, name, TextIOWrapper(bare, encoding=encoding, newline="\n"))
            code = cli.run([str(arg) for arg in args])
            sys.stdout.flush()
            sys.stderr.flush()
            return Screen(code, out.getvalue().decode(encoding), err.getvalue().decode(encoding))
