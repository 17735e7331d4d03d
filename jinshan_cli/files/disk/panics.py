"""What Rust prints of a panic before Polars raises it goes nowhere: the error is told in our words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

_STDERR = 2
"""past Python; the program's own messages have another number, `faces.shell.cli`"""
_turn = Lock()
_kept: list[int] = []
"""where stderr led, once for each thread that is inside"""


@contextmanager
def without_panics() -> Iterator[None]:
    """While it lasts, in any thread."""
    with _turn:
        _begin()
    try:
        yield
    finally:
        with _turn:
            _end()


def _begin() -> None:
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:  # it may be closed
        _kept.append(os.dup(_STDERR))
        os.dup2(nowhere.fileno(), _STDERR)


def _end() -> None:
    if _kept:
        kept = _kept.pop()
        os.dup2(kept, _STDERR)
        os.close(kept)
