"""What a look at an edition finds: one thing that is wrong or doubtful, with its place."""

from typing import Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault

Weight = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (an error) or doubtful (a warning)."""

    weight: Weight
    fault: Fault


def error(what: str, where: str, value: str = "", expected: str = "") -> Finding:
    """What is wrong."""
    return Finding("error", Fault(what, where, value, expected))


def warning(what: str, where: str, value: str = "", expected: str = "") -> Finding:
    """What is doubtful."""
    return Finding("warning", Fault(what, where, value, expected))
