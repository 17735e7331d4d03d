"""A file is written whole or not at all: aside in the same folder, onto the disk, then renamed into place."""

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk import targets
from jinshan_cli.files.disk.refusals import why_refused
from jinshan_cli.files.disk.targets import check_free, check_name, held, is_stream, is_too_long

_OWNERS, _ANYONES = 0o600, 0o666
"""rights of the file aside: of one that will get those of another, and of any new one, which the system's mask cuts"""
_LONGER = len(".jinshan-") + 16
"""letters that a file aside has more than the shortest name"""
_PIECE = 1 << 20
_TRIES, _PAUSE = 10, 0.1
"""a file that a scanner holds on Windows is free again in a moment"""


def write_aside(path: Path, content: bytes, force: bool = False, source: Path | None = None) -> None:
    """Replaces (with `force`) or makes a file; whatever goes wrong leaves the old one whole. Raises InputError."""
    save(path, lambda aside: aside.write_bytes(content), force, source)


def save(path: Path, write: Callable[[Path], object], force: bool = False, source: Path | None = None) -> None:
    """As `write_aside`, where the content comes from what writes to a path it is given. Raises InputError."""
    with written_aside(path, force, source) as aside:
        try:
            write(aside)
        except OSError as error:
            raise InputError([unwritable(error, path)]) from None


@contextmanager
def written_aside(path: Path, force: bool = False, source: Path | None = None) -> Iterator[Path]:
    """A path with the same ending to write into; it becomes `path` at the end, or vanishes if the block raises.

    `source` is a file that is read for it and so is never overwritten. Raises InputError: there is such a file and
    no `force`, it is the source, it is a folder, or the folder cannot be written. A pipe with a name, or a device,
    gets the whole at the end. Raises BrokenPipeError if its reader has gone.
    """
    if is_stream(path):
        with _poured(path) as whole:
            yield whole
        return
    target = check_target(path, force, source)
    aside = target.with_name(f".jinshan-{os.urandom(8).hex()}{target.suffix}")
    try:
        _begin(aside, target, path)
        yield aside
        _put_in_place(aside, target, path, force)
    except BaseException:  # Ctrl-C too, from the moment that there is a file
        with suppress(OSError, ValueError):
            aside.unlink()
        raise


def _begin(aside: Path, target: Path, path: Path) -> None:
    """Makes the empty file, with no more rights than its target will have. Raises InputError."""
    try:
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNERS if target.exists() else _ANYONES))
    except (OSError, ValueError) as error:
        raise InputError([unwritable(error, path)]) from None


def check_target(path: Path, force: bool = False, source: Path | None = None) -> Path:
    """The file that `path` means, links followed. Raises InputError if it may not be written."""
    check_name(path)
    if is_stream(path):
        return path
    try:
        target = Path(os.path.realpath(path))
        found = os.stat(target) if os.path.lexists(target) else None  # noqa: PTH116 (a path may be long or odd)
    except (OSError, ValueError) as error:
        raise InputError([unwritable(error, path)]) from None
    if found is None:
        return target
    if not stat.S_ISREG(found.st_mode):
        what = tell("这是文件夹，不是文件") if stat.S_ISDIR(found.st_mode) else tell("这不是普通文件，不能写入")
        raise InputError([Fault(what, str(path))])
    if source is not None and source.exists() and source.samefile(target):
        raise InputError([Fault(tell("输出与输入是同一个文件"), str(path), expected=tell("请换一个文件名"))])
    if not force:
        raise InputError(
            [Fault(tell("文件已存在，没有覆盖"), str(path), expected=tell("换一个文件名，或加 --force 覆盖"))]
        )
    check_free(target, path)
    return target


@contextmanager
def _poured(path: Path) -> Iterator[Path]:
    """A path to write into, whose content then goes through a stream."""
    with TemporaryDirectory(prefix="jinshan-") as folder:
        whole = Path(folder, f"whole{path.suffix}")
        whole.touch()
        yield whole
        try:
            with whole.open("rb") as source, path.open("wb") as stream:
                copyfileobj(source, stream, _PIECE)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise InputError([unwritable(error, path)]) from None


def unwritable(error: OSError | ValueError, path: Path) -> Fault:
    """The fault of a file that the system did not let us write."""
    missing = isinstance(error, FileNotFoundError)
    if missing and is_too_long(path, _LONGER):
        return Fault(
            tell("无法写入文件：路径太长，Windows 一般只认 260 个字符以内"),
            str(path),
            expected=tell("换短些的文件夹或文件名"),
        )
    why = tell("文件夹不存在") if missing else why_refused(error)
    return Fault(tell("无法写入文件：{why}", why=why), str(path))


def _put_in_place(aside: Path, target: Path, path: Path, force: bool) -> None:
    try:
        _settle(aside, target)
        check_target(path, force)
        _replace(aside, target, path)
        _sync(target.parent, os.O_RDONLY, required=False)
    except OSError as error:
        raise InputError([unwritable(error, path)]) from None


def _settle(aside: Path, target: Path) -> None:
    """The new file gets the rights of the old one, if there is one, and is on the disk."""
    if target.exists():
        aside.chmod(stat.S_IMODE(target.stat().st_mode))
    _sync(aside, os.O_RDWR if aside.stat().st_mode & stat.S_IWUSR else os.O_RDONLY, required=True)


def _sync(path: Path, flags: int, required: bool) -> None:
    """Waits until it is on the disk; a folder cannot be asked everywhere."""
    try:
        handle = os.open(path, flags)
    except OSError:
        if required:
            raise
        return
    try:
        os.fsync(handle)
    except OSError:
        if required:
            raise
    finally:
        os.close(handle)


def _replace(aside: Path, target: Path, path: Path) -> None:
    """On Windows a file that a program has open cannot be replaced. Raises InputError, OSError."""
    for left in reversed(range(_TRIES)):
        try:
            os.replace(aside, target)  # noqa: PTH105 (the one atomic call)
            return
        except PermissionError:
            if not targets.IS_WINDOWS:
                raise
            if not left:
                raise held(path) from None
            time.sleep(_PAUSE)
