"""Where a checked edition is kept, and what is made of it, and when that still holds: if no byte of its files and
nothing of the program changed.

What is kept begins with all that it was made from, byte by byte, and is nothing to a program that finds one of these
otherwise, cannot read it, or did not write it itself. Safe to delete; `JINSHAN_CACHE=off` keeps and reads none.
"""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from zlib import crc32

from jinshan_cli import __version__
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import speaking, voice
from jinshan_cli.files.disk.own import cache_folder
from jinshan_cli.files.edition import CATALOGUE, FILES
from jinshan_cli.files.edition.spoken import voice_of
from jinshan_cli.files.kept.edition import edition_text, edition_told
from jinshan_cli.files.kept.text import LARGEST, KeptText

CACHE = "JINSHAN_CACHE"
"""the environment variable: a folder in which to keep them, or `off`"""
OFF = "off"
ENDING, PLAN = ".edition", ".plan"
MOST = 16
"""of each ending that are kept; the one written longest ago makes room"""
_MAKERS = ("core", "engines", "files/disk", "files/edition", "files/kept", "languages", "standards", "use/edition")
"""rooms of the program that decide what an edition is, and what is made of it"""
_UNTOLD = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""raised for what cannot be told, and for what tells nothing"""
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where one edition is kept, and the folder that it is of."""

    folder: Path
    kept: KeptText

    def recall(self) -> Edition | None:
        """The edition of the folder, its voice in use; None if none is kept that holds."""
        text = self.kept.read()
        try:
            if text is None:
                return None
            kept = edition_told(text)
            speaking(voice_of(kept.edition.header.language, kept.edition.header.currency, self.folder))
            return kept.in_voice(voice())
        except (*_UNTOLD, InputError):
            return None

    def keep(self, edition: Edition) -> bool:
        """Keeps an edition that was just read, if its files are still those; where that cannot be, nothing is said."""
        try:
            text = edition_text(edition)
            if edition_told(text).in_voice(edition.voice) != edition or shelf_of(self.folder) != self:
                return False
            _put(self.kept, text)
        except (*_UNTOLD, InputError, OSError):
            return False
        return True

    def recall_plan(self, asked: str, told: Callable[[str], Made]) -> Made | None:
        """What was made of the edition for what is `asked`, of its text; None if none is kept that holds."""
        with suppress(*_UNTOLD):
            return told(self._plan(asked).read() or "")
        return None

    def keep_plan(self, asked: str, text: Callable[[], str]) -> None:
        """Keeps the text that is made; where that cannot be, nothing is said."""
        with suppress(*_UNTOLD, InputError, OSError):
            _put(self._plan(asked), text())

    def _plan(self, asked: str) -> KeptText:
        told = asked.encode()
        place = self.kept.place.with_suffix(f".{crc32(told):08x}{PLAN}")
        return KeptText(place, b"%b%d %b\n" % (self.kept.made_from, len(told), told))


def _put(kept: KeptText, text: str) -> None:
    """Writes it; those written longest ago make room. Raises OSError, InputError."""
    kept.write(text)
    alike = sorted(kept.place.parent.glob(f"*{kept.place.suffix}"), key=lambda path: path.stat().st_mtime_ns)
    for path in alike[:-MOST]:
        path.unlink(missing_ok=True)


def shelf_of(folder: Path) -> Shelf | None:
    """The shelf of a data folder; None where nothing is kept, or its files are not such as can be read twice."""
    told = os.environ.get(CACHE, "")
    if told == OFF:
        return None
    try:
        made_from = b"".join((_program(), *_sources(folder)))
        room = Path(told) if told else cache_folder() / "editions"
        place = room / f"{crc32(os.fsencode(os.path.realpath(folder))):08x}{ENDING}"
        return Shelf(folder, KeptText(place, made_from))
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
