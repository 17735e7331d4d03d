"""The lines of a dialogue as they appear on the terminal: wrapped where Chinese allows it, indented, cleaned."""

import sys
from collections.abc import Callable, Iterable

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.shell.console import is_utf
from jinshan_cli.faces.words.wrapped import Wrapped
from jinshan_cli.faces.words.wrapping import WIDE, WIDE_IN_GBK, width_of, wrap

INDENT = 3
LONG_LIST = 5
"""lines that may stand below each other before a list takes columns"""


class Script:
    """Writes to a console that is made anew for each question: a terminal may have changed its width."""

    def __init__(self, make_console: Callable[[], Console]) -> None:
        self._make_console = make_console
        self.console = make_console()

    def gap(self) -> None:
        """An empty line, and from here on the terminal's present width."""
        self.console = self._make_console()
        self.console.print()

    def say(self, text: str, style: str = "", indent: int = INDENT, hang: int = 0) -> None:
        """A paragraph; its later lines are indented by `hang` more."""
        first, *rest = wrap(clean(text), max(self.console.width - indent - hang, 2), self._wide)
        for line, margin in ((first, indent), *((line, indent + hang) for line in rest)):
            self.console.print(" " * margin + line, style=style, no_wrap=True, overflow="ignore", crop=False)

    def columns(self, entries: list[str]) -> None:
        """Short entries side by side, running downwards."""
        cell = max((self._width_of(entry) for entry in entries), default=0) + 3
        across = max(1, min((self.console.width - INDENT) // cell, -(-len(entries) // LONG_LIST)))
        rows = -(-len(entries) // across)
        for row in range(rows):
            self.say("".join(entry + " " * (cell - self._width_of(entry)) for entry in entries[row::rows]).rstrip())

    def rows(self, rows: Iterable[tuple[str, str]]) -> None:
        """Numbered pairs of what was asked and what was answered."""
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        table.add_column(justify="right")
        table.add_column(max_width=26)
        table.add_column()
        for number, (label, value) in enumerate(rows, 1):
            table.add_row(str(number), Wrapped(clean(label)), Wrapped(clean(value)))
        self.console.print(Padding(table, (0, 0, 0, 1)))

    @property
    def _wide(self) -> str:
        return WIDE if is_utf(sys.stderr) else WIDE_IN_GBK

    def _width_of(self, text: str) -> int:
        return width_of(text, self._wide)
