"""How the program ends: an exception into lines for stderr and the exit code of the contract."""

import errno
import os
import re
import sys
import tempfile
import traceback

from jinshan_cli import __version__
from jinshan_cli.core.errors import Fault, JinshanError
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.shell.console import ClosedStdoutError
from jinshan_cli.faces.words.faults import group_lines, grouped, os_fault

DONE, UNEXPECTED, REFUSED_INPUT, INTERRUPTED = 0, 1, 2, 130
MOST_FAULTS = 50

_MEDIUM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""what the disk says; no fault of ours, and it names no file"""
_OPTION = r"--[a-z-]+|-[a-zA-Z]"


def explain(error: BaseException) -> tuple[list[str], int]:
    """The lines for stderr (none where nothing need be said) and the exit code of the contract."""
    match error:
        case JinshanError():
            return _all_faults(error.faults), error.exit_code
        case BrokenPipeError():
            return [], DONE
        case KeyboardInterrupt():
            return ["", tell("已中断。")], INTERRUPTED
        case SystemExit(code=code):
            return ([], code) if isinstance(code, int) else ([clean(str(code or ""))], bool(code))
        case ClosedStdoutError():
            return _all_faults([Fault(tell("标准输出已关闭，结果没有写出"))]), UNEXPECTED
        case OSError(errno=number) if error.filename is not None or number in _MEDIUM:
            refused = error.filename is not None or number == errno.EIO
            return _all_faults([os_fault(error)]), REFUSED_INPUT if refused else UNEXPECTED
    return _explain_typer(error) or ([_unexpected(error)], UNEXPECTED)


def _explain_typer(error: BaseException) -> tuple[list[str], int] | None:
    import typer

    if isinstance(error, typer.Exit):
        return [], error.exit_code
    if isinstance(error, typer.Abort):
        return [tell("已取消。")], INTERRUPTED
    if isinstance(error, typer.TyperException):
        from jinshan_cli.faces.shell.chinese import usage_lines

        return usage_lines(error), REFUSED_INPUT
    return None


def _all_faults(faults: tuple[Fault, ...] | list[Fault]) -> list[str]:
    lines, groups = [], grouped(faults)
    for group in groups[:MOST_FAULTS]:
        first, *rest = group_lines(group)
        lines += [tell("错误：{first}", first=first), *rest]
    if left := sum(map(len, groups[MOST_FAULTS:])):
        lines.append(tell("另有 {left} 处错误未列出。", left=left))
    return lines


def _unexpected(error: BaseException) -> str:
    try:
        place = _keep_traceback(error)
    except OSError:
        return tell("错误：程序意外出错，已停止；详情未能存盘。")
    return tell("错误：程序意外出错，已停止；详情在 {place}，反馈时请附上。", place=clean(place))


def _keep_traceback(error: BaseException) -> str:
    """Writes the traceback, without local values and what the command was given, to a file that only its owner reads;
    returns its path."""
    number, place = tempfile.mkstemp(prefix="jinshan-", suffix=".log")
    with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as log:
        log.write(f"jinshan {__version__}, Python {sys.version}, {sys.platform}\n{_asked()}\n")
        log.writelines(traceback.format_exception(error))
    return place


def _asked() -> str:
    """The command and the names of its options: what follows one may be a firm, or a figure of it."""
    options = (re.match(_OPTION, word) for word in sys.argv[2:])
    return " ".join((*sys.argv[1:2], *(found[0] for found in options if found)))
