"""What is told on stderr: a line as it is to a program; on a terminal lines that fit, broken where Chinese may be."""

import sys

from jinshan_cli.faces.shell import console
from jinshan_cli.faces.words.wrapping import WIDE, WIDE_IN_GBK, wrap


def announce(line: str, style: str = "") -> None:
    """Prints a line."""
    console.messages().print(fitted(line), style=style, soft_wrap=True)


def fitted(line: str) -> str:
    """A line with line ends where a terminal has to break it; a path or a number that is too long stays whole."""
    if not sys.stderr.isatty():
        return line
    bare = line.lstrip(" ")
    margin = len(line) - len(bare) + 2
    columns = console.width(sys.stderr)
    wide = WIDE if console.is_utf(sys.stderr) else WIDE_IN_GBK
    first, *others = wrap(bare, columns - margin, wide, whole=True)
    return "\n".join([line[: len(line) - len(bare)] + first, *(" " * margin + other for other in others)])
