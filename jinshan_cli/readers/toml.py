"""TOML from outside, bounded: a fault with its line for whatever is not a plain, small table."""

import re
from pathlib import Path
from typing import Any

import tomli

from jinshan_cli.core.errors import Fault

LARGEST = 4 * 2**20
"""bytes of one file"""
DEEPEST = 32
"""parts of one key"""
_LONG_KEY = re.compile(rf"\s*\[*\s*(?:[\w\"'-]+[ \t]*\.[ \t]*){{{DEEPEST}}}")
_UNQUOTED = re.compile(r"""=\s*[^\s"'\[{\d-]|=\s*\d[\d.,]*\s*[^\s\d.,#_:T+-]""")


class TomlError(Exception):
    """Holds the one `Fault` that keeps a file from being read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


def read_toml(path: Path, largest: int = LARGEST) -> dict[str, Any]:
    """The tables of a file. Floats come as the text they are written in. Raises TomlError."""
    return parse_toml(read_bytes(path, largest), str(path))


def read_bytes(path: Path, largest: int) -> bytes:
    """The bytes of a regular file of at most `largest` bytes. Raises TomlError."""
    try:
        if path.is_dir():
            raise TomlError(Fault("这是文件夹，不是文件", str(path)))
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except FileNotFoundError:
        raise TomlError(Fault("找不到这个文件", str(path), expected="请核对路径")) from None
    except PermissionError:
        raise TomlError(Fault("没有读取权限", str(path), expected="请检查文件权限")) from None
    except (OSError, ValueError) as error:
        raise TomlError(Fault("无法读取文件", str(path), expected=_os_words(error))) from None
    if len(content) > largest:
        raise TomlError(Fault(f"文件过大，上限 {largest // 1024} KB", str(path)))
    return content


def parse_toml(content: bytes, where: str) -> dict[str, Any]:
    """The tables of a TOML text in UTF-8, with or without BOM. Raises TomlError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        fault = Fault("不是 UTF-8 编码", f"{where} 第 {line} 行", expected="请用记事本“另存为”UTF-8 后再试")
        raise TomlError(fault) from None
    if any(line.count(".") >= DEEPEST and _LONG_KEY.match(line) for line in text.split("\n")):
        raise TomlError(Fault("键的层级过深", where, expected="键最多 32 层"))
    try:
        return tomli.loads(text, parse_float=str)
    except tomli.TOMLDecodeError as error:
        raise TomlError(_syntax_fault(error, text, where)) from None
    except (RecursionError, ValueError):
        raise TomlError(Fault("嵌套过深或数字过长，不是有效的 TOML", where)) from None


def _syntax_fault(error: tomli.TOMLDecodeError, text: str, where: str) -> Fault:
    lines = text.split("\n")
    line = lines[min(error.lineno, len(lines)) - 1].strip()
    place, message = f"{where} 第 {error.lineno} 行", error.msg
    if "overwrite" in message or "twice" in message or "Cannot declare" in message:
        return Fault("同一个键写了两次", place, line, "每个键只写一次")
    key, equals, _ = line.partition("=")
    if equals and not key.isascii() and not set(key) & set("\"'#["):
        return Fault("中文的键要加引号", place, line, '例如 "行业" = "零售业"，或用英文的键 sector')
    if _UNQUOTED.search(line):
        return Fault("值要加引号", place, line, '文字和带单位的数要加引号，例如 revenue = "3.2亿"')
    return Fault("不是有效的 TOML", place, line, '每行写成 键 = 值，例如 employees = 120 或 sector = "零售业"')


def _os_words(error: Exception) -> str:
    return getattr(error, "strerror", None) or "路径含有非法字符"
