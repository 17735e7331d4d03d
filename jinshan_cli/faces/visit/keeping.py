"""Where the answers of an interview are kept: the file that was named, else one aside that outlives an interruption."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from shlex import quote

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.own import state_folder
from jinshan_cli.files.disk.saving import check_target, write_aside
from jinshan_cli.files.firm.interview import dump_answers
from jinshan_cli.use.visit.interview import Interview
from jinshan_cli.use.visit.log import Log

ENDING = ".toml"


@dataclass
class Keeper:
    """Writes every state of an interview before the next question; `path` is the file that has it, if any has.

    A file that somebody else has written in the meantime is left alone: what it holds now is another's answers.
    """

    log: Log
    target: Path | None = None
    """the file that was named"""
    path: Path | None = None
    _aside: Path | None = None
    _held: Interview | None = field(default=None, repr=False)
    _stands: bytes | None = field(default=None, repr=False)
    """what the named file held when it was last looked at"""

    def __post_init__(self) -> None:
        """What stands in the named file now may be replaced: it was read, or is allowed to be overwritten."""
        self._stands = self._standing

    @property
    def named(self) -> Path | None:
        """The file that has the answers, if it is one that was named."""
        return None if self.path == self._aside else self.path

    def keep(self, interview: Interview) -> None:
        """Puts the answers on the disk. Raises InputError if the named file fails; then they are kept aside."""
        if not interview.answers or (interview is self._held and not self._is_anothers):
            return
        content = self._content(interview)
        try:
            if self.target is not None:
                self._check()
                write_aside(self.target, content, force=True)
                self.path, self._stands = self.target, content
            else:
                self._keep_aside(content)
        except InputError:
            self._keep_aside(content)
            raise
        self._held = interview

    def save_as(self, path: Path, interview: Interview) -> None:
        """From now on keeps the answers in this file. Raises InputError if it exists or cannot be written."""
        target = target_of(path, None, force=path == self.target)
        if path == self.target:
            self._check()
        content = self._content(interview)
        write_aside(target, content, force=True)
        self.drop_aside()
        self.target, self.path, self._stands = path, path, content
        self._held = interview

    def drop_aside(self) -> None:
        """Removes the file aside: the interview is finished, or its answers are in a named file."""
        if self._aside is not None:
            with suppress(OSError):
                self._aside.unlink()
            if self.path == self._aside:
                self.path = None
            self._aside = None

    def _check(self) -> None:
        if self._is_anothers:
            raise InputError(
                [
                    Fault(
                        tell("这份文件在提问期间被别处改过，没有覆盖"),
                        str(self.target),
                        expected=tell("请换一个文件名"),
                    )
                ]
            )

    @property
    def _is_anothers(self) -> bool:
        """True if the named file is there and holds something else than it did."""
        return self._standing not in (None, self._stands)

    @property
    def _standing(self) -> bytes | None:
        with suppress(OSError, ValueError):
            return self.target.read_bytes() if self.target and self.target.is_file() else None
        return None

    def _content(self, interview: Interview) -> bytes:
        return dump_answers(self.log.kept(interview), interview.edition.facts)

    def _keep_aside(self, content: bytes) -> None:
        for place in (self._aside,) if self._aside else _places():
            try:
                self._aside = place
                write_aside(place, content, force=True)
            except InputError:
                self._aside = None
            else:
                self.path = place
                return


def target_of(path: Path, resumed: Path | None, force: bool) -> Path:
    """The file to keep answers in. Raises InputError: not TOML, no folder, or another file that is in the way."""
    if path.suffix.lower() != ENDING:
        raise InputError(
            [Fault(tell("答案存为 TOML 文件"), str(path), expected=tell("文件名以 {ending} 结尾", ending=ENDING))]
        )
    own = resumed is not None and path.exists() and resumed.exists() and path.samefile(resumed)
    try:
        target = check_target(path, force or own)
    except InputError as error:
        (fault,) = error.faults
        expected = (
            tell("接着问：jinshan ask {path} --save {path}；{expected}", path=quote(str(path)), expected=fault.expected)
            if path.is_file()
            else fault.expected
        )
        raise InputError([Fault(fault.what, fault.where, expected=expected)]) from None
    if not target.parent.is_dir():
        raise InputError([Fault(tell("没有这个文件夹"), str(target.parent))])
    if not os.access(target.parent, os.W_OK):
        raise InputError([Fault(tell("没有写入这个文件夹的权限"), str(target.parent))])
    return path


def _places() -> Iterator[Path]:
    """New files that only their owner reads: in the user's state folder, else in the temporary one."""
    name = f"ask-{datetime.now():%Y%m%d-%H%M%S}-"
    for folder in (state_folder(), Path(tempfile.gettempdir())):
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, path = tempfile.mkstemp(prefix=name, suffix=ENDING, dir=folder)
            os.close(handle)
            yield Path(path)
