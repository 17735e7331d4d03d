"""TOML from outside, bounded: a fault with its line for whatever is not a plain, small table."""

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.opening import read_bytes

if TYPE_CHECKING:
    import tomli

LARGEST = 4 * 2**20
"""bytes of one file"""
DEEPEST = 32
"""parts of one key; tables and lists in one another"""
MOST_BITS = 10_000
"""of a number: Python writes one of 4,300 digits, some 14,000 bits, and no longer one"""
_LONG_KEY = rf"\s*\[*\s*(?:[\w\"'-]+[ \t]*\.[ \t]*){{{DEEPEST}}}"
_BARE_DAY = r"=\s*(\d{4}-\d{1,2}-\d{1,2})(?![\d-])"
_UNQUOTED = r"""=\s*[^\s"'\[{\d-]|=\s*\d[\d.,]*\s*[^\s\d.,#_:T+-]"""


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a file. Floats come as the text they are written in. Raises InputError."""
    return parse_toml(read_bytes(path, LARGEST), str(path))


def parse_toml(content: bytes, where: str) -> dict[str, Any]:
    """The tables of a TOML text in UTF-8, with or without BOM. Raises InputError."""
    import tomli  # takes as long as to read an edition that is kept

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        fault = Fault(
            tell("不是 UTF-8 编码"),
            tell("{where} 第 {line} 行", where=where, line=line),
            expected=tell("请用记事本“另存为”UTF-8 后再试"),
        )
        raise InputError([fault]) from None
    if any(line.count(".") >= DEEPEST and re.match(_LONG_KEY, line) for line in text.split("\n")):
        raise InputError([Fault(tell("键的层级过深"), where, expected=tell("键最多 {deepest} 层", deepest=DEEPEST))])
    try:
        table = tomli.loads(text, parse_float=_figure)
        _check(table)
    except tomli.TOMLDecodeError as error:
        raise InputError([_syntax_fault(error, text, where)]) from None
    except (RecursionError, ValueError):
        raise InputError([Fault(tell("嵌套过深或数字过长，不是有效的 TOML"), where)]) from None
    return table


def _figure(text: str) -> str:
    """A bare figure as it is written; -0.0 is 0."""
    return text[1:] if re.fullmatch(r"-[0_]+(?:\.[0_]+)?(?:[eE][+-]?[0-9_]+)?", text) else text


def _check(value: Any, depth: int = 0) -> None:
    """Raises ValueError past the depth, and for a hexadecimal number as long as tomli refuses decimal ones to be."""
    if depth > DEEPEST:
        raise ValueError(DEEPEST)
    match value:
        case int() if value.bit_length() > MOST_BITS:
            raise ValueError(MOST_BITS)
        case dict():
            for each in value.values():
                _check(each, depth + 1)
        case list():
            for each in value:
                _check(each, depth + 1)


def _no_day(line: str) -> str | None:
    """What is written as a day in a line, and is none."""
    for day in re.findall(_BARE_DAY, line):
        try:
            date.fromisoformat(day)
        except ValueError:
            return str(day)
    return None


def _syntax_fault(error: "tomli.TOMLDecodeError", text: str, where: str) -> Fault:
    lines = text.split("\n")
    line = lines[min(error.lineno, len(lines)) - 1].strip()
    place, message = tell("{where} 第 {lineno} 行", where=where, lineno=error.lineno), error.msg
    if "overwrite" in message or "twice" in message or "Cannot declare" in message:
        return Fault(tell("同一个键写了两次"), place, line, tell("每个键只写一次"))
    if (day := _no_day(line)) is not None:
        return Fault(tell("不是日期，或没有这一天"), place, day, tell("日期写成 2023-05-01，月和日各两位，不加引号"))
    key, equals, _ = line.partition("=")
    if equals and not key.isascii() and not set(key) & set("\"'#["):
        return Fault(tell("中文的键要加引号"), place, line, tell('例如 "行业" = "零售业"，或用英文的键 sector'))
    if re.search(_UNQUOTED, line):
        return Fault(tell("值要加引号"), place, line, tell('文字和带单位的数要加引号，例如 revenue = "3.2亿"'))
    return Fault(
        tell("不是有效的 TOML"), place, line, tell('每行写成 键 = 值，例如 employees = 120 或 sector = "零售业"')
    )
