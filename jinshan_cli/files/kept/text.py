"""A text that is kept in a file, behind all that it was made from: whoever finds one of these otherwise, cannot read
it, or did not write it, finds nothing."""

import os
import stat
from pathlib import Path
from zlib import crc32

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.files.disk.saving import write_aside
from jinshan_cli.files.disk.targets import is_stream

LARGEST = 32 * 2**20
"""bytes of what is kept of one, and of a file that it is made from"""


@dataclass(frozen=True, slots=True)
class KeptText:
    """The place of a text, and what must be as it was for it to hold."""

    place: Path
    made_from: bytes

    def read(self) -> str | None:
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

    def write(self, text: str) -> None:
        """Keeps a text in place of what was there; not of a pipe, at which nobody reads. Raises OSError, InputError."""
        if is_stream(self.place):
            raise FileExistsError(self.place)
        told = text.encode()
        self.place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_aside(self.place, b"%b%08x\n%b" % (self.made_from, crc32(told), told), force=True)


def _is_ours(found: os.stat_result) -> bool:
    """True of a plain file of this user's, not too large; whose it is, Windows does not tell."""
    whose = getattr(os, "getuid", lambda: found.st_uid)()
    return stat.S_ISREG(found.st_mode) and found.st_uid == whose and found.st_size <= LARGEST
