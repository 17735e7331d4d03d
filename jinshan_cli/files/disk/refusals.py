"""Why the system refuses to read or write a file, in words."""

import errno
import re

from jinshan_cli.core.written.voice import tell

_WORDS = {
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


def why_refused(error: OSError | ValueError) -> str:
    """What the system says, or that it says no more; a path that can be none is a ValueError."""
    if isinstance(error, ValueError):
        return tell("路径中有不能用的字符")
    return tell(_WORDS.get(error.errno or 0, "系统拒绝了这次读写"))


def numbered(error: OSError) -> OSError:
    """The same error with the system's number, which Polars gives in words only."""
    found = re.search(r"(?:os error |Errno )(\d+)", str(error))
    return OSError(int(found[1]), str(error)) if found and error.errno is None else error
