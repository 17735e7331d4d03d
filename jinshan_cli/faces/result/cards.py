"""A policy on a sheet: its benefits of one section in words, and what is said once where it is the same for all."""

import re

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.policy import Policy
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.words import labels

_DIALLED = re.compile(r"\+?[0-9][0-9-]{2,19}")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as written, and what a telephone dials for it; empty if it is no plain number."""

    text: str

    @property
    def link(self) -> str:
        """`tel:` and the digits as they are written."""
        return f"tel:{self.text}" if _DIALLED.fullmatch(self.text) else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A benefit in one of the sections."""

    id: str
    title: str
    amount: str
    window: str
    unchecked: tuple[str, ...]
    open: str
    """what the verdict hangs on, if it is undetermined"""
    near: str
    is_ranged: bool
    """the amount is a range, or has no stated end"""
    ask: str
    """why the department has to be asked first, if it has to be"""
    reports: tuple[str, ...]
    """what notes know of its time"""
    handling: tuple[tuple[str, str], ...]
    """what to bring and to do as a list to tick, where: name and words; of what is to be done now"""
    working: tuple[str, ...]
    """how the amount comes about, where that is more than the amount"""
    met: str
    """of conditions that one of several is enough for: those that hold"""


@dataclass(frozen=True, slots=True)
class Card:
    """A policy with those of its benefits that are in the same section."""

    policy: Policy
    lines: tuple[Line, ...]

    @property
    def phones(self) -> tuple[Phone, ...]:
        """Whom to call."""
        return tuple(map(Phone, self.policy.phones))

    @property
    def how(self) -> str:
        """How to get it: 申请后审核：向金山区经委申请."""
        return labels.say_channel(self.policy)

    @property
    def windows(self) -> list[tuple[str, str]]:
        """The ids that a window is for, empty if for all, and the window."""
        return _shared([(line.id, line.window) for line in self.lines])

    @property
    def asks(self) -> list[tuple[str, str]]:
        """The same for why the department has to be asked first."""
        return _shared([(line.id, line.ask) for line in self.lines])

    @property
    def reports(self) -> list[tuple[str, str]]:
        """The same for what notes know of the time."""
        return _shared([(line.id, tell("；").join(line.reports)) for line in self.lines])

    @property
    def checks(self) -> list[tuple[str, str]]:
        """The same for what the department still verifies."""
        return _shared([(line.id, tell("；").join(line.unchecked)) for line in self.lines])

    @property
    def handling(self) -> list[tuple[str, str]]:
        """The same for what to bring and to do, with its name."""
        names = dict.fromkeys(name for line in self.lines for name, _ in line.handling)
        said = (
            (name, _shared([(line.id, dict(line.handling).get(name, "")) for line in self.lines])) for name in names
        )
        return [(name, which + words) for name, each in said for which, words in each]

    @property
    def grounds(self) -> list[tuple[str, str]]:
        """The same for how the amount comes about, and for which of several conditions holds; with its name."""
        workings = _shared([(line.id, tell("；").join(line.working)) for line in self.lines])
        met = _shared([(line.id, line.met) for line in self.lines])
        named = ((tell("计算"), workings), (tell("符合其一"), met))
        return [(name, which + words) for name, each in named for which, words in each]

    @property
    def is_ranged(self) -> bool:
        """True if an amount is no single figure, so that the reading of the source matters."""
        return any(line.is_ranged for line in self.lines)


def _shared(said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is said of each id, said once where it is the same for all."""
    if len({words for _, words in said}) == 1:
        said = [("", said[0][1])]
    return [(f"{key} " if key else "", words) for key, words in said if words]
