"""Where in its file each part of an edition stands, so that a fault has a line. Read only once something is wrong."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.files.disk.opening import read_bytes
from jinshan_cli.files.disk.schema import place_in
from jinshan_cli.files.disk.toml import LARGEST, parse_toml

Location = tuple[int | str, ...]
_PIECE = (
    r'''(?s)(?P<text>"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')'''
    r"""|(?P<sign>[\[\]{}=,.\n])|(?P<bare>[^\s\[\]{}=,.#"']+)|\#[^\n]*"""
)


def placed(faults: Iterable[Fault], folder: Path, files: Iterable[str]) -> list[Fault]:
    """The faults, each with the line of what its `where` names, as far as that can be found in the files."""
    lines: dict[str, int] = {}
    for file in files:
        lines |= _lines_of_words(folder / file, file)
    return [fault if fault.line else replace(fault, line=_line(fault.where, lines)) for fault in faults]


def _lines_of_words(path: Path, file: str) -> dict[str, int]:
    """The line of every place, by the words that a fault has for it; of two places of one name the later."""
    try:
        content = read_bytes(path, LARGEST)
        table = parse_toml(content, file)
    except (InputError, OSError):
        return {}
    found = locations(content.decode("utf-8-sig"))
    return {f"{file} {place_in(location, table)}": line for location, line in found.items()}


def _line(where: str, lines: dict[str, int]) -> int | None:
    """The line of the narrowest place that words name."""
    words = where.split(" ")
    return next((lines[known] for end in range(len(words), 0, -1) if (known := " ".join(words[:end])) in lines), None)


def locations(text: str) -> dict[Location, int]:
    """The line of every table, key and element of a sound TOML text, by the way to it through its tables and lists."""
    found: dict[Location, int] = {}
    for location, line in _Lines(text).statements():
        for end in range(1, len(location)):  # `idle.value = "1亿"` has no line of `idle` alone
            found.setdefault(location[:end], line)
        found[location] = line
    return found


class _Lines:
    """A walk over the tokens of a sound TOML text."""

    def __init__(self, text: str) -> None:
        ends = [found.start() for found in re.finditer("\n", text)]
        self.tokens: list[tuple[str, str, int]] = []
        line = 0
        for found in re.finditer(_PIECE, text):
            while line < len(ends) and ends[line] < found.start():
                line += 1
            if found.lastgroup:
                self.tokens.append((found.lastgroup, found[0], line + 1))
        self.at = 0
        self.counts: dict[Location, int] = {}

    def statements(self) -> Iterator[tuple[Location, int]]:
        base: Location = ()
        while self.at < len(self.tokens):
            line = self.tokens[self.at][2]
            if self._takes("\n"):
                continue
            if self._takes("["):
                base = self._header()
                yield base, line
            else:
                yield from self._pair(base)

    def _header(self) -> Location:
        """`[a.b]` or `[[a.b]]`, its first bracket taken."""
        is_list = self._takes("[")
        *above, last = self._key()
        while self._takes("]"):
            pass
        base: Location = ()
        for part in above:
            base = self._latest((*base, part))
        if is_list:
            self.counts[*base, last] = self.counts.get((*base, last), 0) + 1
        return self._latest((*base, last))

    def _latest(self, location: Location) -> Location:
        count = self.counts.get(location)
        return location if count is None else (*location, count - 1)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while self.tokens[self.at][1] not in ("=", "]"):
            kind, token, _ = self.tokens[self.at]
            self.at += 1
            if kind != "sign":
                parts.append(token[1:-1] if kind == "text" else token)
        return parts

    def _pair(self, base: Location) -> Iterator[tuple[Location, int]]:
        line = self.tokens[self.at][2]
        location = (*base, *self._key())
        self._takes("=")
        yield location, line
        yield from self._value(location)

    def _value(self, location: Location) -> Iterator[tuple[Location, int]]:
        if self._takes("["):
            yield from self._elements(location)
        elif self._takes("{"):
            while not self._takes("}"):
                if not (self._takes(",") or self._takes("\n")):
                    yield from self._pair(location)
        else:
            while self.at < len(self.tokens) and self.tokens[self.at][1] not in (",", "]", "}", "\n"):
                self.at += 1

    def _elements(self, location: Location) -> Iterator[tuple[Location, int]]:
        count = 0
        while not self._takes("]"):
            if not (self._takes(",") or self._takes("\n")):
                yield (*location, count), self.tokens[self.at][2]
                yield from self._value((*location, count))
                count += 1

    def _takes(self, sign: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at][:2] == ("sign", sign):
            self.at += 1
            return True
        return False
