"""One line from the person at the terminal: edited with readline, prompted where stderr is, stdout left alone."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache


def at_terminal() -> bool:
    """True if somebody can be asked: both stdin and stderr are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask_line(prompt: str) -> str:
    """What was typed, without its line end. Raises EOFError at the end or when the terminal is gone."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    try:
        if _has_readline():
            with _stdout_on_terminal():
                return input(prompt)
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline()
    except OSError:
        raise EOFError from None
    if not line:
        raise EOFError
    return line.rstrip("\r\n")


@cache
def _has_readline() -> bool:
    """Loads readline, without which Backspace breaks Chinese on Unix; Windows edits lines itself."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    try:
        import readline
    except ImportError:
        return False
    for setting in ("input-meta on", "output-meta on", "convert-meta off", "enable-bracketed-paste off"):
        with suppress(Exception):
            readline.parse_and_bind(f"set {setting}")
    readline.parse_and_bind("tab: self-insert")
    return True


@contextmanager
def _stdout_on_terminal() -> Iterator[None]:
    """`input` edits lines on stdout only, and only if it is a terminal: for its time stdout is where stderr is."""
    ours = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        os.dup2(ours, 1)
        os.close(ours)
