"""Faults in Chinese: what is wrong, where, the value, what is expected, the closest right name."""

import errno

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.written.clean import clean

LONGEST_VALUE = 80
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


def _shorten(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
