"""What a firm gets, bare: one standing per benefit. Two outcomes can be compared, whatever they were read from."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from jinshan_cli.core.combining.combination import Bounds, Combined
from jinshan_cli.core.combining.sums import applied, quantified, together
from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.intervals import NOTHING, SOME, Interval
from jinshan_cli.core.policy import Kind, Status
from jinshan_cli.core.timing import Moment, Timing
from jinshan_cli.core.written.voice import Words


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A fact, what it is, what it would have to be, and the distance; all in fen or persons."""

    fact: str
    has: int
    needs: int
    beside: tuple[str, ...] = ()
    """facts that are not known and may keep it away even then"""

    @property
    def short(self) -> int:
        """The distance, always positive."""
        return abs(self.needs - self.has)

    @property
    def distance(self) -> Fraction:
        """The distance as a share of what is needed."""
        return Fraction(self.short, max(self.needs, 1))

    @property
    def within_reach(self) -> bool:
        """True if the firm has come at least half of the way."""
        return self.distance <= Fraction(1, 2)


class Verdict:
    """What a benefit is to a firm, and where the day lies: what follows from the two is said here, once."""

    __slots__ = ()
    status: Status
    moment: Moment
    amount: Interval | None

    @property
    def gives_nothing(self) -> bool:
        """True if it comes to 0 yuan, whether its conditions hold or not: settled, and nothing to ask or to do."""
        return self.status != "ineligible" and self.amount == NOTHING

    @property
    def is_open(self) -> bool:
        """True if something still to be told may change what the firm gets."""
        return self.status == "undetermined" and not self.gives_nothing

    @property
    def timing(self) -> Timing:
        """Where the day lies in what the source states."""
        return self.moment.timing

    @property
    def is_current(self) -> bool:
        """True if it can be had now, by the source and by every note."""
        return self.moment.is_now

    @property
    def is_due(self) -> bool:
        """True if totals count it: eligible, to be had now, and not 0 yuan."""
        return self.status == "eligible" and self.is_current and not self.gives_nothing

    @property
    def is_possible(self) -> bool:
        """True if it may still turn out to be due."""
        return self.is_open and self.is_current


@dataclass(frozen=True, slots=True)
class Standing(Verdict):
    """Where a firm stands with one benefit."""

    number: int
    """of its policy"""
    id: str
    title: str
    kind: Kind
    status: Status
    moment: Moment
    amount: Interval | None
    """in fen; None is not quantified"""
    is_untold: bool = field(default=False, compare=False)
    """no upper end, and known to be so for want of a figure; of a saved result it is not known"""


NOTHING_TO_HAVE = "无可享金额"
"""what is said of a benefit that comes to 0 yuan: neither 符合 nor 待核实"""
Origin = Literal["stated", "derived", "default"]
MARK: Words[Origin] = Words({"stated": "", "derived": "（推算）", "default": "（默认）"})
"""behind a fact in words, for what the firm did not say itself"""


@dataclass(frozen=True, slots=True)
class SaidFact:
    """A fact as the screens say it."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Total:
    """What is due of one kind."""

    amount: Interval
    """in fen"""
    unquantified: tuple[int, ...]
    """numbers of the policies that have one which is not in the sum"""
    barely: int = 0
    """how many of the amounts are known to be something and no more: each is one fen at the low end of the sum"""
    combined: tuple[Combined, ...] = ()
    """what in the sum does not simply add up"""
    across: Bounds = ()
    """what ties it to what is due now: the two sums do not simply add up"""
    is_untold: bool = False
    """no upper end, and not because the source states none: a figure is not known well enough"""

    @property
    def stated(self) -> Interval:
        """The sum as it is said in words: without those fen."""
        return Interval(int(self.amount.low or 0) - self.barely, self.amount.high)


def total_of(due: Iterable[tuple[int, str, Interval | None]], bounds: Bounds, jointly: Interval | None = None) -> Total:
    """What benefits of one kind come to, each with its policy's number, its id and its amount; one that is not
    quantified (None) is named beside it. `jointly`: the sum, if it is known already."""
    due = tuple(due)
    bare = dict.fromkeys(number for number, _, amount in due if amount is None)
    each = {benefit: amount for _, benefit, amount in due}
    amounts = quantified(each)
    amount = together(amounts, bounds) if jointly is None else jointly
    return Total(amount, tuple(bare), _barely(amounts, bounds), tuple(applied(each, bounds)))


def _barely(amounts: Mapping[str, Interval], bounds: Bounds) -> int:
    some = {key: Interval(0, one.high) for key, one in amounts.items() if one.low == SOME.low and not one.is_point}
    if not some:
        return 0
    least, bare = (together(each, bounds).low or 0 for each in (amounts, {**amounts, **some}))
    return int(least - bare)


@dataclass(frozen=True)
class Outcome:
    """Every standing of a firm on a date, and the facts it rests on, in words."""

    edition: str
    as_of: date
    firm: str
    facts: Mapping[str, SaidFact]
    """by key, in the order they are asked; what is unknown is absent"""
    standings: tuple[Standing, ...]
    totals: Mapping[Kind, Total]
    """what is due, as the result says it, but for how it was combined; every kind is there"""
