"""A bar on stderr while a list is worked through: only on a terminal, and only if it takes more than a second."""

import os
from threading import Timer
from time import monotonic
from types import TracebackType
from typing import Any

from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.shell.console import messages

DELAY = 1.0


class ProgressBar:
    """Rows, rows a second and time left; the share done is that of the bytes read."""

    def __init__(self, what: str) -> None:
        self._begun = monotonic()
        self._timer: Timer | None = None
        self._bar: Any = None
        console = messages()
        if console.is_terminal and os.environ.get("TERM") != "dumb":
            self._bar, self._task = _bar(console, what)
            self._timer = Timer(DELAY, self._bar.start)
            self._timer.daemon = True

    def __enter__(self) -> "ProgressBar":
        if self._timer is not None:
            self._timer.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
            self._bar.stop()

    def show(self, rows: int, done: float, size: int | None) -> None:
        """How far it is: rows, and bytes of all bytes (None: unknown)."""
        if self._bar is None:
            return
        passed = monotonic() - self._begun
        self._bar.update(
            self._task,
            completed=done,
            total=size,
            rows=tell("{rows:,} 行", rows=rows),
            rate=tell("{rate:,.0f} 行/秒", rate=rows / passed),
            left=_left(passed, done, size),
        )


def _left(passed: float, done: float, size: int | None) -> str:
    if not size or not done:
        return ""
    seconds = round(passed * max(size - done, 0) / done)
    return tell("还需 {minutes}:{seconds:02d}", minutes=seconds // 60, seconds=seconds % 60)


def _bar(console: Any, what: str) -> tuple[Any, Any]:
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (
        TextColumn(what),
        BarColumn(),
        *(TextColumn(f"{{task.fields[{name}]}}") for name in ("rows", "rate", "left")),
    )
    bar = Progress(*columns, console=console, transient=True)
    return bar, bar.add_task(what, total=None, rows="", rate="", left="")
