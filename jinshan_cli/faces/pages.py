"""Help pages as plain text that fits: a Chinese character is two columns, a line breaks where Chinese allows it."""

import re
import sys
from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

from jinshan_cli.faces import console

Row = tuple[str, str]
WIDEST_PAGE = 80
WIDEST_NAME = 26
_OPENING, _CLOSING = "（“《〔【「", "，。；：、）”》〕】」？！…"
_PIECE = re.compile(rf"\s+|\[[^\]]*\]|[{_OPENING}]*(?:[!-~]+|.)[{_CLOSING}]*")


class Page:
    """Lines in the making; `text` is the finished page."""

    def __init__(self) -> None:
        terminal = console.width(sys.stdout)
        self.columns = min(terminal, WIDEST_PAGE) - 2
        self.wide = "WF" if console.is_utf(sys.stdout) else "WFA"
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

    def section(self, title: str, rows: Iterable[Row]) -> None:
        """A titled list of names and what they mean; nothing if there are no rows."""
        rows = list(rows)
        if not rows:
            return
        self.gap()
        self._lines.append(f"{title}：")
        column = min(max(self.cells(name) for name, _ in rows), WIDEST_NAME)
        for name, meaning in rows:
            self._row(name, meaning, column)

    def cells(self, text: str) -> int:
        """Columns the text takes on a terminal."""
        return sum(0 if combining(c) else 1 + (east_asian_width(c) in self.wide) for c in text)

    def _row(self, name: str, meaning: str, column: int) -> None:
        margin = " " * (column + 4)
        first, *rest = self._wrap(meaning, self.columns - len(margin)) or [""]
        if self.cells(name) > column:
            self._lines += self._names(name)
            self._lines.append(margin + first)
        else:
            self._lines.append(f"  {name}{' ' * (column - self.cells(name) + 2)}{first}".rstrip())
        self._lines += [margin + line for line in rest]

    def _names(self, name: str) -> list[str]:
        """A name too long for its column, `|` being a place to break."""
        lines = self._wrap(name.replace("|", "| "), self.columns - 6)
        return [f"{'  ' if number == 0 else '      '}{line}" for number, line in enumerate(lines)]

    def _wrap(self, text: str, columns: int) -> list[str]:
        lines, line = [], ""
        for piece in self._pieces(text, columns):
            if line and self.cells(line + piece.rstrip()) > columns:
                lines.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        return [*lines, line.rstrip()]

    def _pieces(self, text: str, columns: int) -> Sequence[str]:
        """What must not be broken, save where one piece alone is wider than the line."""
        pieces: list[str] = []
        for piece in _PIECE.findall(text):
            while self.cells(piece) > columns:
                pieces.append(piece[: columns // 2])
                piece = piece[columns // 2 :]
            pieces.append(piece)
        return pieces
