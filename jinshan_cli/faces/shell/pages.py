"""Help pages as plain text that fits: a Chinese character is two columns, a line breaks where Chinese allows it."""

import re
import sys
from collections.abc import Iterable

from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.shell import console
from jinshan_cli.faces.words.wrapping import WIDE, WIDE_IN_GBK, width_of, wrap

HelpRow = tuple[str, str]
WIDEST_PAGE = 80
WIDEST_NAME = 26


class Page:
    """Lines in the making; `text` is the finished page."""

    def __init__(self) -> None:
        terminal = console.width(sys.stdout)
        self.columns = min(terminal, WIDEST_PAGE) - 2
        self.wide = WIDE if console.is_utf(sys.stdout) else WIDE_IN_GBK
        self._lines: list[str] = []

    @property
    def text(self) -> str:
        """The page without a newline at its end."""
        return "\n".join(self._lines)

    def paragraph(self, text: str, indent: int = 2) -> None:
        """Each line of `text` is wrapped by itself; an empty line stays one."""
        for line in text.splitlines():
            self._lines += [" " * indent + part for part in self._wrap(line, self.columns - indent)]

    def gap(self) -> None:
        """An empty line, unless the page is empty."""
        if self._lines:
            self._lines.append("")

    def section(self, title: str, rows: Iterable[HelpRow]) -> None:
        """A list of names and what they mean below its title; nothing if there are no rows."""
        rows = [(tell(name), tell(meaning)) for name, meaning in rows]
        if not rows:
            return
        self.gap()
        self._lines.append(title)
        column = min(max(self.width_of(name) for name, _ in rows), WIDEST_NAME)
        for name, meaning in rows:
            self._row(name, meaning, column)

    def width_of(self, text: str) -> int:
        """Columns the text takes on a terminal."""
        return width_of(text, self.wide)

    def _row(self, name: str, meaning: str, column: int) -> None:
        margin = " " * (column + 4)
        first, *rest = self._wrap(meaning, self.columns - len(margin)) or [""]
        if self.width_of(name) > column:
            self._lines += self._names(name)
            self._lines.append(margin + first)
        else:
            self._lines.append(f"  {name}{' ' * (column - self.width_of(name) + 2)}{first}".rstrip())
        self._lines += [margin + line for line in rest]

    def _names(self, name: str) -> list[str]:
        """A name too long for its column, a space and `|` being places to break."""
        lines = [""]
        for piece in re.split(r"(?<=[| ])", name):
            if lines[-1] and self.width_of(lines[-1] + piece) > self.columns - 6:
                lines.append("")
            lines[-1] += piece
        return [f"{'  ' if number == 0 else '      '}{line.rstrip()}" for number, line in enumerate(lines)]

    def _wrap(self, text: str, columns: int) -> list[str]:
        return wrap(text, columns, self.wide)
