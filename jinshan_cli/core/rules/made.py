"""Nodes that no rule is written with: `cases` makes them for the engines."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinshan_cli.core.rules.nodes import Condition, Quantity


@dataclass(frozen=True)
class Stated:
    """A derived fact by what the firm states of it, else by `derived`."""

    key: str
    options: tuple[str, ...]
    """of a choice, those that are asked for; none for a flag"""
    derived: "Condition | None"
    """what the fact follows from; None: nothing tells it"""


@dataclass(frozen=True)
class Cases:
    """Exactly one of the guards holds, and with it the condition at its place."""

    guards: "tuple[Condition, ...]"
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class Pieces:
    """Exactly one of the guards holds, and with it the quantity at its place."""

    guards: "tuple[Condition, ...]"
    parts: "tuple[Quantity, ...]"


UNWRITTEN = (Stated, Cases, Pieces)
