"""A file is opened, or it is said why it cannot be read."""

import sys
from pathlib import Path
from typing import BinaryIO

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.refusals import why_refused


def standard_input() -> BinaryIO:
    """Stdin as bytes. Raises InputError if it is closed."""
    if sys.stdin is None or getattr(sys.stdin, "closed", False):
        raise InputError(
            [Fault(tell("标准输入已关闭，没有内容可读"), tell("标准输入"), expected=tell("用管道送入，或写文件名"))]
        )
    return sys.stdin.buffer


def opened(path: Path) -> BinaryIO:
    """A file or a pipe, to be read and closed. Raises InputError."""
    try:
        if path.is_dir():
            raise InputError([Fault(tell("这是文件夹，不是文件"), str(path))])
        return path.open("rb")
    except (OSError, ValueError) as error:
        raise InputError([_unreadable(error, path)]) from None


def read_bytes(path: Path, largest: int) -> bytes:
    """The whole of a file of at most `largest` bytes. Raises InputError."""
    with opened(path) as file:
        try:
            content = file.read(largest + 1)
        except OSError as error:
            raise InputError([_unreadable(error, path)]) from None
    if len(content) > largest:
        raise InputError([Fault(tell("文件过大，上限 {most} KB", most=largest // 1024), str(path))])
    return content


def _unreadable(error: OSError | ValueError, path: Path) -> Fault:
    if isinstance(error, FileNotFoundError):
        return Fault(tell("找不到这个文件"), str(path), expected=tell("请核对路径"))
    expected = tell("请检查文件权限") if isinstance(error, PermissionError) else tell("请核对路径")
    return Fault(tell("无法读取文件：{why_refused}", why_refused=why_refused(error)), str(path), expected=expected)
