"""Bytes of a list, whatever their encoding, as UTF-8 blocks that end where a line ends.

A BOM decides. Without one, the first block that is not plain ASCII does: strict UTF-8, then strict GB18030, or
Windows-1252 under an edition that does not speak Chinese.
What follows must keep to it: a later bad byte is an error with its place, never a replaced character.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import BinaryIO

import polars as pl

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import ZH, Words, tell, voice
from jinshan_cli.files.lists import suspicions
from jinshan_cli.files.lists.suspicions import NOT_ASCII, SAVE_AS, Suspicion

BLOCK = 16 << 20
"""bytes of one block, some 80,000 rows"""
LONGEST_LINE = 16 << 20
LEGACY = {"GB18030": "gb18030", "Windows-1252": "cp1252"}
"""what a list may be in that is no Unicode: under a Chinese edition the first, under any other the second"""
EVIDENCE = 1 << 20
"""bytes from the first foreign letter on that an encoding is told by"""
_NEITHER = Words({"GB18030": "UTF-8，也不是 GB18030（GBK）", "Windows-1252": "UTF-8，也不是 Windows-1252"})
_OPENING = 1 << 20
_UTF16_BOMS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_FOREIGN = re.compile(rb"[\x80-\xff]")
_LINE = re.compile(r"[,;\t].*[\r\n]")
_NO_TEXT = re.compile("[\0\ufffd-\uffff]")
END_MARK, RECORD = re.compile(rb"\x1a[\x1a\r\n]*\Z"), 128
"""as DOS ends a text: Ctrl-Z, down to the end of a record"""


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A byte that ends the reading; `before` is what stands between the last whole block and it.

    That is in UTF-8 or in the file's own encoding, but for UTF-16: a line end is a byte.
    """

    def __init__(self, what: str, offset: int, before: bytes, expected: str = "") -> None:
        self.what, self.offset, self.before, self.expected = what, offset, before, expected
        super().__init__(what)

    def placed(self, where: str, line: int) -> InputError:
        """The error as it is told; `line` is the one that begins behind the last whole block."""
        line += line_ends(self.before)
        place = tell("{where} 第 {line} 行，第 {byte} 字节", where=where, line=line, byte=self.offset + 1)
        return InputError([Fault(self.what, place, expected=self.expected)])


class Utf8Blocks:
    """Iterates once over a stream's lines, in blocks. Raises Unreadable.

    `encoding` is what has been decided so far, `done` the bytes of the source behind the last block.
    """

    def __init__(self, stream: BinaryIO, opening: bytes = b"", block: int = BLOCK) -> None:
        self.encoding = "UTF-8"
        self._legacy = "GB18030" if voice().language == ZH else "Windows-1252"
        self.warnings: list[Fault] = []
        self.done = 0
        self._stream, self._opening, self._block = stream, opening, block
        self._marked = self._decided = False
        self.held: list[bytes] = []
        """blocks that wait until the encoding is decided"""
        self._lines = 0
        """line ends behind the last block"""

    def __iter__(self) -> Iterator[bytes]:
        opening = self._opening or self._stream.read(_OPENING)
        if utf16 := _utf16(opening):
            self.encoding = "UTF-16"
            blocks = self._utf16_blocks(utf16, opening)
        else:
            self._marked = opening.startswith(codecs.BOM_UTF8)
            self.done = len(codecs.BOM_UTF8) if self._marked else 0
            blocks = self._plain_blocks(opening[self.done :])
        yield from blocks

    def _plain_blocks(self, opening: bytes) -> Iterator[bytes]:
        for block in self._settled(_whole_lines(self._read(opening), self)):
            utf8 = self._utf8(block)
            if (at := block.find(b"\0")) >= 0:
                raise _nul(self.done + at, block[:at])
            self.done += len(block)
            self._lines += line_ends(block)
            yield utf8

    def _settled(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """The same blocks; the first foreign letters wait until there are enough of them to tell the encoding by."""
        size = 0
        for block in blocks:
            if self._decided or (not self.held and block.isascii()):
                yield block
                continue
            size += len(block) if self.held else len(block) - _foreign(block)
            self.held.append(block)
            if size >= EVIDENCE:
                yield from self._decided_by(self.held)
                self.held = []
        if self.held:
            yield from self._decided_by(self.held)

    def _decided_by(self, held: list[bytes]) -> list[bytes]:
        text = b"".join(held)
        end = _foreign(text) + EVIDENCE
        self._decide(text if end >= len(text) else text[: _last_line_end(text[:end]) or end])
        self._decided = True
        return held

    def _utf16_blocks(self, codec: str, opening: bytes) -> Iterator[bytes]:
        decoder = codecs.getincrementaldecoder(codec)()
        skip = 2 if opening[:2] in _UTF16_BOMS else 0

        def decoded() -> Iterator[bytes]:
            behind = skip
            for raw in chain(self._read(opening[skip:]), (b"",)):
                behind += len(raw)
                try:
                    text = decoder.decode(raw, final=not raw).encode()
                except UnicodeDecodeError as error:
                    offset = behind - len(error.object) + error.start
                    before = error.object[: error.start].decode(codec).encode()
                    _check_nul(before, offset)
                    raise Unreadable(tell("不是有效的 UTF-16"), offset, before, tell(SAVE_AS)) from error
                _check_nul(text, behind - len(decoder.getstate()[0]))
                yield text

        self.done = skip
        for block in _whole_lines(decoded(), self):
            self.done += _utf16_bytes(block)
            yield block

    def _read(self, opening: bytes) -> Iterator[bytes]:
        """The source in pieces; the opening is one only of a long list: each block takes time for its plan."""
        cut = (opening[at : at + self._block] for at in range(0, len(opening), self._block))
        pieces = chain(cut, iter(partial(self._stream.read, self._block), b""))
        first, second = next(pieces, b""), next(pieces, b"")
        yield from (first + second,) if 2 * (len(first) + len(second)) <= self._block else (first, second)
        yield from pieces

    def _utf8(self, block: bytes) -> bytes:
        self._suspect(suspicions.of_shifts(block))
        if block.isascii():
            return block
        if self.encoding == "UTF-8":
            if not _is_utf8(block):
                raise self._bad(block, _first_bad(block, "utf-8"), "UTF-8")
            self._suspect(suspicions.of_damage(block))
            return block
        if self.encoding == "GB18030":
            self._suspect(suspicions.of_utf8(block))
        try:
            return block.decode(LEGACY[self.encoding]).encode()
        except UnicodeDecodeError as error:
            raise self._bad(block, error.start, self.encoding) from None

    def _decide(self, block: bytes) -> None:
        if self._marked or _is_utf8(block):
            self._suspect(suspicions.of_misread(block.decode("utf-8", "replace")))
            return
        bad = _first_bad(block, "utf-8")
        if _mostly_utf8(block):
            raise self._bad(block, bad, "UTF-8")
        bad_legacy = _first_bad(block, LEGACY[self._legacy])
        if bad_legacy is not None:
            raise self._bad(block, max(bad or 0, bad_legacy), _NEITHER[self._legacy])
        self.encoding = self._legacy
        if self.encoding != "GB18030":
            self._suspect(suspicions.of_windows(block.decode("cp1252")))
        elif not suspicions.of_utf8(block):
            self._suspect(suspicions.of_gb18030(block, block.decode("gb18030")))

    def _suspect(self, found: Suspicion | None) -> None:
        """Tells the first of each kind."""
        if found and found.what not in (warning.what for warning in self.warnings):
            self.warnings.append(found.told(self._lines + 1 + line_ends(found.before)))

    def _bad(self, block: bytes, at: int | None, encoding: str) -> Unreadable:
        at = at or 0
        if (nul := block.find(b"\0", 0, at)) >= 0:
            return _nul(self.done + nul, block[:nul])
        what = tell("有一个字节不是 {encoding} 编码", encoding=encoding)
        if encoding != "UTF-8" and suspicions.is_utf8_line(suspicions.line_around(block, at)[1]):
            what += tell("，这一行却是 UTF-8：文件里混有两种编码")
        return Unreadable(what, self.done + at, block[:at], tell(SAVE_AS))


def _whole_lines(pieces: Iterable[bytes], at: Utf8Blocks) -> Iterator[bytes]:
    """The same bytes, each piece but the last ending in a line end."""
    rest: list[bytes] = []
    size = 0
    for piece in filter(None, _without_end_mark(pieces)):
        if size + _first_line(piece) > LONGEST_LINE:
            before, what = b"".join(at.held), tell("一行超过 {most} MB，不像表格", most=LONGEST_LINE >> 20)
            raise Unreadable(what, at.done + len(before), before, tell("核对文件和换行"))
        half = bool(rest) and rest[-1].endswith(b"\r") and not piece.startswith(b"\n")
        cut = _last_line_end(piece)
        if half and not cut:  # the line end is known for one only now
            yield b"".join(rest)
            rest, size = [], 0
        if cut:
            yield b"".join((*rest, memoryview(piece)[:cut]))
            rest, size = [], 0
        rest.append(piece[cut:])
        size += len(piece) - cut
    if size:
        yield b"".join(rest)


def _without_end_mark(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes without the Ctrl-Z that they may end in: one in the middle ends nothing."""
    held = b""
    for piece in filter(None, pieces):
        text = held + piece
        mark = END_MARK.search(text, max(len(text) - RECORD, 0))
        held = text[mark.start() :] if mark else b""
        yield text[: len(text) - len(held)]


def line_ends(text: bytes) -> int:
    """How many lines end in a text."""
    alone = text.count(b"\r") - text.count(b"\r\n") if b"\r" in text else 0
    return alone + len(text) - len(text.replace(b"\n", b""))  # half the time of a count, which looks at each byte


def _foreign(text: bytes) -> int:
    """The offset of the first byte that is not ASCII."""
    found = _FOREIGN.search(text)
    return found.start() if found else len(text)


def _first_line(piece: bytes) -> int:
    """The length of the line that a piece begins with or goes on with."""
    end = (piece.find(b"\n") + 1 or len(piece) + 1) - 1
    alone = piece.find(b"\r", 0, end)  # to look for it behind the end would take longer than all else
    return end if alone < 0 else alone


def _last_line_end(piece: bytes) -> int:
    """The offset behind the last line end, or 0; a CR at the very end may be half of one."""
    return piece.rfind(b"\n") + 1 or piece.rfind(b"\r", 0, max(len(piece) - 1, 0)) + 1


def _utf16(opening: bytes) -> str:
    """The UTF-16 codec of a text that begins so, or ""."""
    if codec := _UTF16_BOMS.get(opening[:2]):
        return codec
    start = opening[: 1 << 16]
    if b"\0" not in start or len(opening) % 2:
        return ""
    for codec in _UTF16_BOMS.values():
        text = start.decode(codec, "replace")
        if _LINE.search(text) and 100 * len(_NO_TEXT.findall(text[:-1])) <= len(text):  # a few may be damaged
            return codec
    return ""


def _is_utf8(block: bytes) -> bool:
    try:
        pl.Series([block], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.ComputeError:
        return False
    return True


def _first_bad(block: bytes, codec: str) -> int | None:
    try:
        block.decode(codec)
    except UnicodeDecodeError as error:
        return error.start
    return None


def _mostly_utf8(block: bytes) -> bool:
    """True of UTF-8 with a few damaged bytes, which GB18030 may take for other characters."""
    text = block.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return sum(map(len, re.findall(NOT_ASCII, text))) > 8 * damaged


def _check_nul(text: bytes, end: int) -> None:
    """Raises Unreadable if a text out of UTF-16, which ends at offset `end`, holds a NUL."""
    if (at := text.find(b"\0")) >= 0:
        raise _nul(end - _utf16_bytes(text[at:]), text[:at])


def _nul(offset: int, before: bytes) -> Unreadable:
    return Unreadable(tell("有空字节（NUL），不是文本表格"), offset, before, tell(SAVE_AS))


def _utf16_bytes(utf8: bytes) -> int:
    """The length of a text in UTF-16."""
    return len(utf8.decode().encode("utf-16-le"))
