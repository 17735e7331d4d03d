"""What expressions are put into: the words of Polars itself, or of narwhals where the frame is another. Through
narwhals Polars takes ten times as long to be told.
"""

import sys
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from jinshan_cli.core.dataclass import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """What expressions are put into: a library that has them, and whether it has all rows at hand."""

    library: ModuleType
    at_hand: bool = False

    def type(self, name: str, digits: tuple[int, ...] = ()) -> Any:
        """The library's own type; of a decimal with its digits."""
        found = getattr(self.library, name)
        return found(*digits) if digits else found


@cache
def dialect(library: ModuleType, at_hand: bool = False) -> Dialect:
    """The one that a library has."""
    return Dialect(library, at_hand)


def worded(frame: Any, at_hand: bool = False) -> tuple[Any, Dialect]:
    """A native frame as it takes expressions, and the words that it takes: those of Polars, or of narwhals."""
    if _is_of_polars(frame):
        return frame, dialect(sys.modules["polars"], at_hand)
    nw = _narwhals()
    known: Any = nw.from_native(frame)
    if known.implementation.is_polars():
        return known.to_native(), dialect(known.__native_namespace__(), at_hand)
    return known, dialect(nw)


def unworded(frame: Any) -> Any:
    """The native frame of one that takes expressions."""
    if _is_of_polars(frame):
        return frame
    return _narwhals().to_native(frame, pass_through=True)


def _narwhals() -> Any:
    """Loaded where a frame needs it: that takes longer than to judge the firms of a short list."""
    return import_module("narwhals")


def _is_of_polars(frame: Any) -> bool:
    polars = sys.modules.get("polars")
    return polars is not None and isinstance(frame, polars.DataFrame | polars.LazyFrame)
