"""Results on stdout as bytes: UTF-8, or GB18030 for a stream in a Chinese code page, which loses no character."""

import codecs
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.shell.console import Closed, ClosedStdoutError

_CHINESE = ("gbk", "gb2312", "gb18030", "cp936")


@contextmanager
def result_stream() -> Iterator[BinaryIO]:
    """Takes UTF-8 bytes. On a terminal, what would move its cursor is made visible. Raises ClosedStdoutError."""
    sys.stdout.flush()
    if isinstance(getattr(sys.stdout.buffer, "raw", None), Closed):
        raise ClosedStdoutError  # now: Polars would make an error without a name of it
    encoding = (sys.stdout.encoding or "utf-8").lower()
    if sys.stdout.isatty():
        stream: _Stdout = _Recoded(encoding, tidy=True)
    elif encoding in _CHINESE:
        stream = _Recoded("gb18030")
    else:
        stream = _Stdout()
    yield cast(BinaryIO, stream)
    stream.flush()


class _Stdout(io.RawIOBase):
    """Stdout without its number, by which Polars would write past Python and miss that a reader has gone."""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        """Takes all of it."""
        content = bytes(cast(bytes, data))
        sys.stdout.buffer.write(content)
        return len(content)

    def flush(self) -> None:
        """Hands on what stdout holds back."""
        sys.stdout.buffer.flush()


class _Recoded(_Stdout):
    """Turns the UTF-8 that is written into another encoding; a character may arrive in pieces."""

    def __init__(self, encoding: str, tidy: bool = False) -> None:
        super().__init__()
        self._encoding, self._tidy = encoding, tidy
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def write(self, data: object) -> int:
        """Takes all of it."""
        content = bytes(cast(bytes, data))
        text = self._decoder.decode(content)
        shown = clean(text, keep_layout=True) if self._tidy else text
        super().write(shown.encode(self._encoding, errors=sys.stdout.errors or "replace"))
        return len(content)
