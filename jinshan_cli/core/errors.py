"""One shape for everything that can be wrong with what came in, so that every face renders it alike."""

from collections.abc import Iterable
from typing import ClassVar, Self

from jinshan_cli.core.dataclass import dataclass, field

LONGEST_NAME = 100
"""characters of a name that a right one is looked for"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. Texts are Chinese and may hold raw outside text: a face cleans them."""

    what: str
    where: str = ""
    """file, then row and column, or policy and field"""
    value: str = ""
    """the value as it was found"""
    expected: str = ""
    """what is accepted there, or what to do"""
    closest: str = ""
    """the nearest right name"""
    excerpt: str = ""
    """lines to show as they are: a rule with a caret below the fault"""
    line: int | None = field(default=None, kw_only=True)
    """of the file that `where` names, where that is known"""


class Refusal(Exception):  # noqa: N818 - a refused value is an answer, not an error
    """A written value that cannot be taken: why, what is accepted, the nearest right writing; in Chinese."""

    def __init__(self, reason: str, expected: str = "", closest: str = "") -> None:
        self.reason, self.expected, self.closest = reason, expected, closest
        super().__init__(reason)


class JinshanError(Exception):
    """Carries every fault found, not the first only; `exit_code` is the contract's."""

    exit_code: ClassVar[int] = 2

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.where}: {fault.what}" for fault in self.faults))

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[Fault, ...]]]:
        """Made again of its faults, where another process raised it."""
        return type(self), (self.faults,)


class InputError(JinshanError):
    """A firm, a sheet or an option that cannot be read."""


class EditionError(JinshanError):
    """A data folder that is not a valid edition."""

    exit_code = 4


def shown(value: object, most: int = 60) -> str:
    """A value as it is told in a fault: flags as a file has them, cut after `most` characters."""
    try:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    except (ValueError, RecursionError):  # of a number with thousands of digits, of thousands of tables in one another
        text = "……"
    return text if len(text) <= most else text[:most] + "…"


def closest(name: str, names: Iterable[str], cutoff: float = 0.5) -> str:
    """The one of `names` most like `name`, or "" when none is near. Case does not count."""
    if len(name) > LONGEST_NAME:
        return ""
    from difflib import get_close_matches  # only when something is wrong

    by_folded = {candidate.casefold(): candidate for candidate in names}
    found = get_close_matches(name.casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[found[0]] if found else ""
