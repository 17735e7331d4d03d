"""What the name of a file to be written means to the system: a stream, or, on Windows, something that is no file."""

import os
import re
import stat
from pathlib import Path, PureWindowsPath

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell

IS_WINDOWS = os.name == "nt"
STDOUT = (Path("-"), Path("/dev/stdout"), Path("/dev/fd/1"))
"""names of stdout"""
_DEVICE = r"(?is)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?"
_NO_NAME = r'[<>:"|?*\x00-\x1f]'
_LONGEST = 259
"""characters of a path on Windows, if nobody has allowed more"""


def is_stream(path: Path) -> bool:
    """True of a pipe with a name and of a device: what is written to it goes on, and nothing is replaced."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 (a path may be long or odd)
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def is_text(path: Path) -> bool:
    """False of a path whose bytes are no text, as a name packed in GBK has on Linux; Polars takes none such."""
    return written_out(str(path.absolute())) == str(path.absolute())


def written_out(name: str) -> str:
    r"""A name as any file can hold it: a byte that is no text as `\udcXX`."""
    return name.encode("utf-8", "backslashreplace").decode()


def check_name(path: Path) -> None:
    """Raises InputError for a name that Windows takes for a device, or for a part of a file."""
    name = PureWindowsPath(path).name
    if not IS_WINDOWS:
        return
    if re.fullmatch(_DEVICE, name):
        raise InputError(
            [Fault(tell("这是 Windows 留给设备的名字，不能作文件名"), str(path), name, tell("请换一个文件名"))]
        )
    if (found := re.search(_NO_NAME, name)) and not is_stream(path):
        raise InputError([Fault(tell("Windows 的文件名里不能有这个字符"), str(path), found[0], tell("请换一个文件名"))])


def check_free(target: Path, path: Path) -> None:
    """Raises InputError if the file is open in a program that lets nobody replace it, as Excel does on Windows."""
    if not IS_WINDOWS:
        return
    try:
        with target.open("r+b"):
            pass
    except PermissionError:
        raise held(path) from None


def held(path: Path) -> InputError:
    """The error of a file that a program has open."""
    return InputError(
        [
            Fault(
                tell("无法写入文件：它只读，或正被别的程序打开"),
                str(path),
                expected=tell("请先关闭它（如 Excel），再试一次"),
            )
        ]
    )


def is_too_long(path: Path, aside: int) -> bool:
    """True of a path that Windows may have refused for its length; `aside`: what the name of the file aside adds."""
    return IS_WINDOWS and len(str(path.absolute())) + aside > _LONGEST
