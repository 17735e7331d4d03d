"""The two streams: results on stdout, everything else on stderr, each with its own colour, width and encoding.

Rich is imported when a console is asked for, not before.
"""

import codecs
import io
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.words.jsontext import to_json

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_OFF_TERMINAL = 100
NARROWEST, WIDEST = 40, 1000
_HANDLER = "jinshan"
_STAND_INS = {
    **dict.fromkeys("✓✔☑", "√"),
    **dict.fromkeys("✗✘✕❌", "×"),
    **dict.fromkeys("•∙", "·"),
    "☐": "□",
    "¥": "￥",
    "–": "-",
    "⚠": "!",
    "ℹ": "i",
    "\xa0": " ",
    "√": "v",
    "×": "x",
    "·": "*",
    "○": "o",
    "●": "*",
    "—": "-",
    "…": "~",
    "“": '"',
    "”": '"',
    "→": ">",
    "￥": "Y ",
}
"""For encodings that lack the glyph; tried in turn, as ✓ → √ → v."""


class ClosedStdoutError(OSError):
    """A result has nowhere to go: who started the program closed its stdout."""


class Closed(io.RawIOBase):
    """Stdout where there is none."""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        """Raises ClosedStdoutError."""
        raise ClosedStdoutError


def prepare() -> None:
    """Both streams keep their encoding and can never fail on a character; messages to a closed stderr go nowhere."""
    codecs.register_error(_HANDLER, _stand_in)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None and name == "stdout":
            sys.stdout = io.TextIOWrapper(io.BufferedWriter(Closed()), encoding="utf-8", errors=_HANDLER)
        elif stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  for as long as we run
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_HANDLER)


def results() -> "Console":
    """The console of stdout: what was asked for, and nothing else."""
    return _console(sys.stdout)


def messages() -> "Console":
    """The console of stderr: progress, warnings, counts, errors."""
    return _console(sys.stderr)


def write_json(data: object) -> None:
    """One JSON value and a newline on stdout; pure ASCII off UTF, so that every program reads it."""
    print(to_json(data, ascii_only=not is_utf(sys.stdout)))


def wants_colour(stream: TextIO) -> bool:
    """NO_COLOR (not empty) forbids, else FORCE_COLOR (not empty, not 0) demands, else a terminal that is not dumb."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "").lower() not in ("", "0", "false"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width(stream: TextIO) -> int:
    """Columns: a terminal's own; off a terminal COLUMNS, else 100. Never below 40."""
    columns = _terminal_size(stream)[0] or _stated_columns() or WIDTH_OFF_TERMINAL
    return min(max(columns, NARROWEST), WIDEST)


def is_utf(stream: TextIO) -> bool:
    """True if the stream can take every character (UTF-8, UTF-16 …)."""
    return (stream.encoding or "utf-8").lower().startswith("utf")


def silence(stream: TextIO) -> None:
    """Nobody reads this stream any more: what is still to come, the last flush too, goes nowhere."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def _console(stream: TextIO) -> "Console":
    colour = wants_colour(stream)
    system: Literal["auto", "standard"] | None = None
    if colour:
        system = "auto" if stream.isatty() and os.environ.get("TERM") != "dumb" else "standard"
    console: Console = _console_class()(
        file=stream,
        width=width(stream),
        height=_terminal_size(stream)[1] or 100,  # Rich heeds a width on a dumb terminal only beside a height
        color_system=system,
        no_color=not colour,
        force_terminal=stream.isatty(),
        force_jupyter=False,
        markup=False,
        highlight=False,
        emoji=False,
    )
    return console


@cache
def _console_class() -> Any:
    from rich.console import Console

    class PipeConsole(Console):
        """Rich ends the process on a closed pipe; here the caller does."""

        def on_broken_pipe(self) -> None:
            self.quiet = True
            raise BrokenPipeError

    return PipeConsole


def _terminal_size(stream: TextIO) -> tuple[int, int]:
    """Columns and lines; 0 off a terminal."""
    try:
        return os.get_terminal_size(stream.fileno()) if stream.isatty() else (0, 0)
    except (OSError, ValueError):
        return 0, 0


def _stated_columns() -> int:
    stated = os.environ.get("COLUMNS", "")
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 10 else 0


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """A codec error handler: the nearest glyph the encoding has, else question marks of the same width."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    encoding = error.encoding
    texts = [_nearest(glyph, encoding) for glyph in error.object[error.start : error.end]]
    return "".join(texts), error.end


def _nearest(glyph: str, encoding: str) -> str:
    from unicodedata import combining, east_asian_width

    instead = _STAND_INS.get(glyph, "")
    while instead and not _has(encoding, instead):
        instead = _STAND_INS.get(instead, "")
    if instead:
        return instead
    if combining(glyph):
        return ""
    _tell_once(encoding)
    if east_asian_width(glyph) not in "WF":
        return "?"
    return tell("？") if _has(encoding, tell("？")) else "??"


@cache
def _tell_once(encoding: str) -> None:
    """On stderr, in letters that every encoding has: what was shown is not what was meant."""
    told = f"! {encoding}: some characters are shown as ?  (set PYTHONUTF8=1 or a UTF-8 locale)\n"
    with suppress(OSError, ValueError):
        sys.stderr.write(told)


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
