"""What a list of firms comes to, policy by policy; the tallies of its parts add up to that of the whole."""

from typing import TypeVar

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.policy import Kind


@dataclass(frozen=True, slots=True)
class Sum:
    """Money in fen that is due to firms, at least and at most."""

    low: int = 0
    high: int = 0
    """of the results that have an upper end"""
    unlimited: int = 0
    """how many results have none"""
    barely: int = 0
    """of `low` the fen that stand for something of which no more is known, as in `core.outcome.Total`"""

    @property
    def stated(self) -> int:
        """The low end as it is said in words: without those fen."""
        return self.low - self.barely

    @property
    def is_barely(self) -> bool:
        """True if something is due, and of nothing of it is known how much."""
        return self.barely > 0 and not self.stated

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.low + other.low,
            self.high + other.high,
            self.unlimited + other.unlimited,
            self.barely + other.barely,
        )


@dataclass(frozen=True, slots=True)
class Hanging:
    """How many firms' verdict on a policy hangs on a fact, and how many on no other."""

    firms: int = 0
    alone: int = 0

    def __add__(self, other: "Hanging") -> "Hanging":
        return Hanging(self.firms + other.firms, self.alone + other.alone)


@dataclass(frozen=True, slots=True)
class PolicyTally:
    """How many firms a policy is for or may be for, what it pays, and what open verdicts hang on."""

    eligible: int = 0
    undetermined: int = 0
    nothing: int = 0
    """firms to which it comes to 0 yuan, which are neither of the two"""
    sums: dict[Kind, Sum] = field(default_factory=dict)
    """eligible quantified benefits that can be had now"""
    missing: dict[str, Hanging] = field(default_factory=dict)
    """by fact, in catalogue order; what is over is not open"""

    def __add__(self, other: "PolicyTally") -> "PolicyTally":
        return PolicyTally(
            self.eligible + other.eligible,
            self.undetermined + other.undetermined,
            self.nothing + other.nothing,
            _merged(self.sums, other.sums),
            _merged(self.missing, other.missing),
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """Every policy of an edition over a list of firms; `Tally()` is that of none."""

    firms: int = 0
    policies: dict[int, PolicyTally] = field(default_factory=dict)
    """by policy number"""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.firms + other.firms, _merged(self.policies, other.policies))


Key = TypeVar("Key", int, str, Kind)
Counts = TypeVar("Counts", Sum, Hanging, PolicyTally)


def _merged(left: dict[Key, Counts], right: dict[Key, Counts]) -> dict[Key, Counts]:
    both = {key: left[key] + right[key] for key in left if key in right}
    return {**left, **right, **both}
