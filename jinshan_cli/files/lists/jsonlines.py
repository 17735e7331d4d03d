"""JSONL: an object a line. Numbers are taken as they are written, so that none passes through a binary float."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

import polars as pl

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.jsontext import as_written, to_json
from jinshan_cli.files.lists.blocks import (
    LINE,
    OBJECT,
    RAW,
    ROW,
    ListReading,
    RefusedRow,
    Table,
    TextBlock,
    without_blank,
)
from jinshan_cli.files.lists.encodings import Unreadable, Utf8Blocks
from jinshan_cli.files.lists.headers import read_titles
from jinshan_cli.files.lists.prefetch import ahead

HEAD = (1 << 20) - (1 << 16)
"""bytes of a text whose lines make the header"""
_LONGEST_SHOWN = 10_000
_NO_JSON = "不是有效的 JSON"
_HALF = re.compile("[\ud800-\udfff]")
_WRITE = '每行一个对象，如 {"企业名称": "甲", …}；可用的键见 jinshan facts'


_NO_ARRAY = "每个对象单独写一行，不要外面的方括号和行末的逗号"


class _Refused(Exception):  # noqa: N818 - it says what became of the line
    pass


@dataclass
class _LineBlock:
    """The lines of one block: objects with their line numbers, and what is none."""

    objects: list[dict[str, str | None]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    """each object as it stands"""
    lines: list[int] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    blank: int = 0
    done: int = 0
    early: int = 0
    """the first of the objects, whose keys make the header"""
    beyond: bool = False
    """what follows has no say in the header"""


def open_jsonlines(begun: tuple[BinaryIO, bytes], facts: Catalogue, where: str, reading: ListReading) -> Table:
    """A list in JSONL: a stream, and what has been read from it already. Raises InputError.

    Its header is the keys of the lines that begin within the first HEAD bytes.
    """
    blocks = Utf8Blocks(*begun, reading.block)
    taken = ahead(_line_blocks(blocks, facts, where))
    top = _top(taken)
    titles = list(dict.fromkeys(key for block in top for one in block.objects[: block.early] for key in one))
    if _is_array(top, bool(titles)):
        raise InputError([Fault(tell("是一个 JSON 数组，不是每行一个对象"), where, expected=tell(_NO_ARRAY))])
    if not titles:
        raise InputError([Fault(tell("没有一行是 JSON 对象"), where, expected=tell(_WRITE))])
    header = read_titles(titles, facts, where)
    if header.blank or "" in titles:
        raise InputError([Fault(tell("有空的键"), where, expected=tell(_WRITE))])
    slots = {title: column.slot for title, column in zip(titles, header.columns, strict=True)}
    filled = (_text_block(block, slots, reading.raw == OBJECT) for block in chain(top, taken))
    return Table(header, filled, doubts=lambda: blocks.warnings, text=blocks)


def _is_array(top: list[_LineBlock], any_objects: bool) -> bool:
    """True if the first line opens a bracket that it does not close, or all that there is stands in one."""
    line, text, why = next((refused for block in top for refused in block.refused), (0, "", ""))
    first = min((line for block in top for line in block.lines), default=line)
    return line <= first and text.lstrip().startswith("[") and (why == tell(_NO_JSON) or not any_objects)


def _top(taken: Iterator[_LineBlock]) -> list[_LineBlock]:
    """The blocks down to the first that goes beyond the lines that make the header."""
    found = []
    for block in taken:
        found.append(block)
        if block.beyond:
            break
    return found


def _line_blocks(blocks: Utf8Blocks, facts: Catalogue, where: str) -> Iterator[_LineBlock]:
    line, behind = 1, 0
    try:
        for read in blocks:
            block = _LineBlock(done=blocks.done)
            for text in read.splitlines(keepends=True):
                _take(text.rstrip(b"\r\n"), line, facts, block)
                if behind < HEAD:
                    block.early = len(block.objects)
                line, behind = line + 1, behind + len(text)
            block.beyond = behind >= HEAD
            yield block
    except Unreadable as error:
        raise error.placed(where, line) from None


def _take(text: bytes, line: int, facts: Catalogue, block: _LineBlock) -> None:
    if not text.strip():
        block.blank += 1
        return
    try:
        odd: list[str] = []
        found = json.loads(text, parse_int=str, parse_float=str, parse_constant=odd.append, object_pairs_hook=_unique)
        if not isinstance(found, dict):
            raise _Refused(tell("不是对象"))
        if odd:
            text = _in_json(text)
            found = json.loads(text, parse_int=str, parse_float=str)
        written = {key: _options(key, value, facts) or _written(key, value, text) for key, value in found.items()}
    except (ValueError, RecursionError, _Refused) as error:
        why = str(error) if isinstance(error, _Refused) else tell(_NO_JSON)
        block.refused.append((line, text.decode("utf-8", "replace")[:_LONGEST_SHOWN], why))
        return
    block.objects.append(written)
    block.raw.append(text)
    block.lines.append(line)


def _in_json(text: bytes) -> bytes:
    """A line with NaN as null and infinity as a text: JSON has neither."""
    return to_json(as_written(text)).encode()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Refused(tell("同一个键写了两次"))
    return found


def _options(key: str, value: Any, facts: Catalogue) -> str | None:
    """The options of a choice that are possible, as they are written."""
    if not isinstance(value, list) or not all(isinstance(option, str) for option in value):
        return None
    fact = facts.find(key)
    return "|".join(value) if fact is not None and fact.options else None


def _written(key: str, value: Any, line: bytes) -> str | None:
    """The value of a key as text: a range as `match --json` has it as it is written, other structure as its JSON."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict) and value.keys() == {"low", "high"}:
        if value["low"] is None:
            return tell("{high}以前", high=value["high"])
        return (
            tell("{low}以上", low=value["low"])
            if value["high"] is None
            else tell("{low}至{high}", low=value["low"], high=value["high"])
        )
    if not isinstance(value, str):
        return to_json(as_written(line)[key])
    if not value.isascii() and _HALF.search(value):
        raise _Refused(tell("有不成对的代理字符"))
    return value


def _text_block(block: _LineBlock, slots: dict[str, str], raw: bool) -> TextBlock:
    columns: dict[str, list[str | None]] = {slot: [] for slot in (*slots.values(), *((RAW,) if raw else ()))}
    lines = []
    refused = [RefusedRow(line, line, text, why, tell(_WRITE)) for line, text, why in block.refused]
    for line, one, as_it_stood in zip(block.lines, block.objects, block.raw, strict=True):
        if strange := one.keys() - slots.keys():
            text = json.dumps(one, ensure_ascii=False)[:_LONGEST_SHOWN]
            why = tell("有前面没有的键：{those}", those=tell("、").join(sorted(strange)[:5]))
            refused.append(RefusedRow(line, line, text, why, tell("在第一行写全所有的键，没有值的写 null")))
            continue
        lines.append(line)
        for title, slot in slots.items():
            columns[slot].append(one.get(title))
        if raw:
            columns[RAW].append(as_it_stood.decode().strip()[1:-1].strip())
    frame = pl.DataFrame({ROW: lines, LINE: lines, **columns}, schema=_schema(columns))
    filled, blank = without_blank(frame)
    return TextBlock(filled, tuple(sorted(refused, key=lambda row: row.row)), block.blank + blank, block.done)


def _schema(columns: dict[str, list[str | None]]) -> dict[str, Any]:
    return {ROW: pl.Int64, LINE: pl.Int64, **dict.fromkeys(columns, pl.String)}
