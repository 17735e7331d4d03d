"""Where a checked edition is kept, and when it still holds: if no byte of its files and nothing of the program changed.

What is kept begins with all that it was made from, byte by byte, and is nothing to a program that finds one of these
otherwise, cannot read it, or did not write it itself. Safe to delete; `JINSHAN_CACHE=off` keeps and reads none.
"""

import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from jinshan_cli import __version__
from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import speaking, voice
from jinshan_cli.files.disk.own import cache_folder
from jinshan_cli.files.disk.saving import write_aside
from jinshan_cli.files.edition import CATALOGUE, FILES
from jinshan_cli.files.edition.spoken import voice_of
from jinshan_cli.files.kept.records import from_text, to_text

CACHE = "JINSHAN_CACHE"
"""the environment variable: a folder in which to keep them, or `off`"""
OFF = "off"
ENDING = ".edition"
LARGEST = 32 * 2**20
"""bytes of what is kept of one, and of a file that it is made from"""
MOST = 16
"""editions that are kept; the one written longest ago makes room"""
_MAKERS = ("core", "files/disk", "files/edition", "files/kept", "languages", "standards")
"""rooms of the program that decide what an edition is"""
_UNTOLD = (ValueError, TypeError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The place of one edition, and all that must be as it was for what is kept there to hold."""

    folder: Path
    place: Path
    made_from: bytes

    def recall(self) -> Edition | None:
        """The edition of the folder, its voice in use; None if none is kept that holds."""
        text = self._text()
        try:
            edition = None if text is None else from_text(text)
            if edition is None:
                return None
            speaking(voice_of(edition.header.language, edition.header.currency, self.folder))
        except (*_UNTOLD, InputError):
            return None
        return replace(edition, voice=voice())

    def keep(self, edition: Edition) -> None:
        """Keeps an edition that was just read, if its files are still those; where that cannot be, nothing is said."""
        try:
            text = to_text(edition)
            if replace(from_text(text), voice=edition.voice) != edition or shelf_of(self.folder) != self:
                return
            told = text.encode()
            self.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_aside(self.place, b"%b%08x\n%b" % (self.made_from, crc32(told), told), force=True)
            self._make_room()
        except (*_UNTOLD, InputError, OSError):
            return

    def _text(self) -> str | None:
        """What is kept, whole and our own."""
        try:
            if not _is_ours(self.place.stat()):
                return None
            content = self.place.read_bytes()
        except OSError:
            return None
        if not content.startswith(self.made_from):
            return None
        mark, _, told = content[len(self.made_from) :].partition(b"\n")
        return told.decode("utf-8", "replace") if mark == b"%08x" % crc32(told) else None

    def _make_room(self) -> None:
        kept = sorted(self.place.parent.glob(f"*{ENDING}"), key=lambda path: path.stat().st_mtime_ns)
        for path in kept[:-MOST]:
            path.unlink(missing_ok=True)


def shelf_of(folder: Path) -> Shelf | None:
    """The shelf of a data folder; None where nothing is kept, or its files are not such as can be read twice."""
    told = os.environ.get(CACHE, "")
    if told == OFF:
        return None
    try:
        made_from = b"".join((_program(), *_sources(folder)))
        room = Path(told) if told else cache_folder() / "editions"
        return Shelf(folder, room / f"{crc32(os.fsencode(os.path.realpath(folder))):08x}{ENDING}", made_from)
    except (OSError, ValueError):
        return None


def _sources(folder: Path) -> Iterator[bytes]:
    """Each file of an edition with its name and length, so that no byte of one can pass for another's."""
    for name in (*FILES, CATALOGUE):
        path = folder / name
        if not os.path.lexists(path):
            yield b"%b -\n" % name.encode()
            continue
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
            raise ValueError(name)
        content = path.read_bytes()
        yield b"%b %d\n%b\n" % (name.encode(), len(content), content)


def _program() -> bytes:
    """This program: its version, Python's, and the state of its own files, which in a checkout change by themselves."""
    package = Path(__file__).resolve().parents[2]
    state = 0
    for room in _MAKERS:
        for folder, _, names in os.walk(package / room):
            for name in sorted(names):
                if not name.endswith(".pyc"):
                    found = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 (a hundred of them at each start)
                    state = crc32(b"%b %d %d" % (name.encode(), found.st_size, found.st_mtime_ns), state)
    return f"jinshan {__version__} {state:08x} {' '.join(sys.version.split())}\n".encode()


def _is_ours(found: os.stat_result) -> bool:
    """True of a plain file of this user's, not too large; whose it is, Windows does not tell."""
    whose = getattr(os, "getuid", lambda: found.st_uid)()
    return stat.S_ISREG(found.st_mode) and found.st_uid == whose and found.st_size <= LARGEST
