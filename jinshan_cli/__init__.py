"""jinshan: which of a district's policies apply to a firm, how much, until when, and what is missing."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinshan_cli.api import (
        Assessment,
        Edition,
        EditionError,
        Firm,
        InputError,
        JinshanError,
        assess,
        assess_frame,
        compare_frame,
        load_edition,
        make_firm,
    )

__version__ = "0.1.0"
__all__ = [
    "Assessment",
    "Edition",
    "EditionError",
    "Firm",
    "InputError",
    "JinshanError",
    "assess",
    "assess_frame",
    "compare_frame",
    "load_edition",
    "make_firm",
]


def __getattr__(name: str) -> Any:
    """The interface of `jinshan_cli.api`, loaded when it is first used: a command need not wait for it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from jinshan_cli import api

    return getattr(api, name)
