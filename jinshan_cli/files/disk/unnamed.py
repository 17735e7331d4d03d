"""Frames that wait in a file without a name, in parts: it is gone with the program, however that ends."""

import io
import tempfile
import weakref
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import Any

import polars as pl


class Unnamed:
    """Takes frames as long as the disk does, in parts that can be had one by one."""

    def __init__(self) -> None:
        self._file: Any = None
        self.is_full = False
        """True once the disk did not take something; nothing more is taken then"""
        self._places: dict[int, list[tuple[int, int]]] = defaultdict(list)

    def put(self, parts: Mapping[int, pl.DataFrame]) -> bool:
        """Adds to each part; False if the disk does not take it, and then nothing is added, now or later."""
        if self.is_full:
            return False
        try:
            places = {part: self._written(frame) for part, frame in parts.items()}
        except OSError:
            self.is_full = True
            return False
        for part, place in places.items():
            self._places[part].append(place)
        return True

    @property
    def parts(self) -> Set[int]:
        """Those that have something."""
        return self._places.keys()

    def of(self, part: int) -> Iterator[pl.DataFrame]:
        """The frames of a part, in the order in which they came."""
        for start, size in self._places[part]:
            self._file.seek(start)
            yield pl.read_ipc_stream(self._file.read(size))

    def _written(self, frame: pl.DataFrame) -> tuple[int, int]:
        """Where a frame begins, and its bytes. Raises OSError."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - it is closed with this
            weakref.finalize(self, self._file.close)
        content = io.BytesIO()
        frame.write_ipc_stream(content)
        start, size = self._file.seek(0, io.SEEK_END), content.tell()
        if self._file.write(content.getbuffer()) < size:
            raise OSError("a part only was written")
        return start, size
