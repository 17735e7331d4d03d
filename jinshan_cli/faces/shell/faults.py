"""What went wrong, in Chinese lines and an exit code: the one place that turns exceptions into words."""

import errno
import sys

from jinshan_cli.core.errors import Fault, JinshanError
from jinshan_cli.core.written.clean import clean

DONE, UNEXPECTED, REFUSED_INPUT, INTERRUPTED = 0, 1, 2, 130
LONGEST_VALUE = 80
MOST_FAULTS = 50

_OS_WORDS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限，或文件正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "该位置只读",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EBUSY: "文件正被占用",
    errno.EIO: "读写出错",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件超过了系统允许的大小",
}
_MEDIUM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""what the disk says; no fault of ours, and it names no file"""


def fault_lines(fault: Fault) -> list[str]:
    """A fault as a block: what is wrong, then a line for each detail there is."""
    details = (
        ("位置", fault.where),
        ("原值", _shorten(fault.value)),
        ("提示", fault.expected),
        ("相近", fault.closest),
    )
    excerpt = [f"    {line}" for line in clean(fault.excerpt, keep_layout=True).splitlines()]
    return [clean(fault.what), *excerpt, *(f"  {label}：{clean(text)}" for label, text in details if text)]


def fault_line(fault: Fault) -> str:
    """A fault in one line, for tables and problem lists."""
    where = f"{fault.where}：" if fault.where else ""
    value = f"“{_shorten(fault.value)}”" if fault.value else ""
    hints = (fault.expected, f"是否要写 {fault.closest}？" if fault.closest else "")
    return clean("；".join(filter(None, (where + fault.what + value, *hints))))


def os_fault(error: OSError) -> Fault:
    """A file that could not be read or written."""
    words = _OS_WORDS.get(error.errno or 0, "系统拒绝了这次读写")
    return Fault(what=f"无法读写文件：{words}", where=str(error.filename or ""))


def explain(error: BaseException) -> tuple[list[str], int]:
    """The lines for stderr (none where nothing need be said) and the exit code of the contract."""
    match error:
        case JinshanError():
            return _all_faults(error.faults), error.exit_code
        case BrokenPipeError():
            return [], DONE
        case KeyboardInterrupt() | EOFError():
            return ["", "已中断。"], INTERRUPTED
        case SystemExit(code=code):
            return ([], code) if isinstance(code, int) else ([clean(str(code or ""))], bool(code))
        case OSError(errno=number) if error.filename is not None or number in _MEDIUM:
            refused = error.filename is not None or number == errno.EIO
            return _all_faults([os_fault(error)]), REFUSED_INPUT if refused else UNEXPECTED
    return _explain_typer(error) or ([_unexpected(error)], UNEXPECTED)


def _explain_typer(error: BaseException) -> tuple[list[str], int] | None:
    import typer

    if isinstance(error, typer.Exit):
        return [], error.exit_code
    if isinstance(error, typer.Abort):
        return ["已取消。"], INTERRUPTED
    if isinstance(error, typer.TyperException):
        from jinshan_cli.faces.shell.chinese import usage_lines

        return usage_lines(error), REFUSED_INPUT
    return None


def _all_faults(faults: tuple[Fault, ...] | list[Fault]) -> list[str]:
    lines = []
    for fault in faults[:MOST_FAULTS]:
        first, *rest = fault_lines(fault)
        lines += [f"错误：{first}", *rest]
    if len(faults) > MOST_FAULTS:
        lines.append(f"另有 {len(faults) - MOST_FAULTS} 处错误未列出。")
    return lines


def _unexpected(error: BaseException) -> str:
    try:
        place = _keep_traceback(error)
    except OSError:
        return "错误：程序意外出错，已停止；详情未能存盘。"
    return f"错误：程序意外出错，已停止；详情在 {clean(place)}，反馈时请附上。"


def _keep_traceback(error: BaseException) -> str:
    """Writes the traceback, without local values, to a file that only its owner reads; returns its path."""
    import os
    import tempfile
    import traceback

    from jinshan_cli import __version__

    number, place = tempfile.mkstemp(prefix="jinshan-", suffix=".log")
    with os.fdopen(number, "w", encoding="utf-8", errors="backslashreplace") as log:
        log.write(f"jinshan {__version__}, Python {sys.version}, {sys.platform}\n{sys.argv!r}\n")
        log.writelines(traceback.format_exception(error))
    return place


def _shorten(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
