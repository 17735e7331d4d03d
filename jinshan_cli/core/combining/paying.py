"""What combined benefits come to, as rules: the same ways as in `sums`, over amounts that are rules themselves."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import reduce

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.combining.reckoning import Reckoning
from jinshan_cli.core.combining.ways import ways
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.rules.exact.logic import FALSE, all_of, any_of
from jinshan_cli.core.rules.leeway import NONE, greatest_of, least_of, unlimited
from jinshan_cli.core.rules.nodes import (
    Bands,
    Choose,
    Condition,
    Constant,
    Greatest,
    Least,
    NumberFact,
    Over,
    Plus,
    Quantity,
    Times,
)
from jinshan_cli.core.rules.tree import walk


@dataclass(frozen=True, slots=True)
class Paid:
    """A sum of money as quantities that leave nothing open: at least, at most, and where there is no most."""

    least: Quantity = NONE
    greatest: Quantity = NONE
    unlimited: Condition = FALSE


class Ruled:
    """How money is reckoned with that rules tell."""

    def sum(self, parts: Iterable[Paid]) -> Paid:
        """All of them."""
        parts = list(parts)
        if not parts:
            return Paid()
        least, greatest = _added(part.least for part in parts), _added(part.greatest for part in parts)
        return Paid(least, greatest, any_of(part.unlimited for part in parts))

    def greatest(self, parts: Sequence[Paid]) -> Paid:
        """The greatest of one number from each."""
        least, greatest = tuple(part.least for part in parts), tuple(part.greatest for part in parts)
        return Paid(Greatest(least), Greatest(greatest), any_of(part.unlimited for part in parts))

    def least(self, one: Paid, other: Paid) -> Paid:
        """The lesser of one number from each; where the one has no limit, the other."""
        greatest: Quantity = Least((one.greatest, other.greatest))
        for this, that in ((one, other), (other, one)):
            if this.unlimited != FALSE:
                greatest = Choose(this.unlimited, that.greatest, greatest)
        return Paid(Least((one.least, other.least)), greatest, all_of((one.unlimited, other.unlimited)))

    def ends(self, low_of: Paid, high_of: Paid) -> Paid:
        """From the low end of the one to the high end of the other."""
        return Paid(low_of.least, high_of.greatest, high_of.unlimited)


def _added(parts: Iterable[Quantity]) -> Quantity:
    """The sum of what is never negative; what is in it several times is there once, so many times over."""
    alike = Counter(parts)
    return reduce(Plus, (each if often == 1 else Times(Constant(str(often)), each) for each, often in alike.items()))


RULED = Ruled()


def is_fractional(quantity: Quantity) -> bool:
    """True if a sum of money may have fractions of a fen."""
    return any(
        isinstance(part, Over | Bands)
        or (isinstance(part, Constant) and not isinstance(part.number, int))
        or (isinstance(part, NumberFact) and part.per != 1)
        for part in walk(quantity)
    )


def paid_together(
    ids: tuple[str, ...],
    combinations: tuple[Combination, ...],
    amount: Callable[[str], Paid],
    limit: Callable[[int], Paid],
) -> Paid:
    """What these benefits come to together: of what is unsettled at least the least reading, at most the most.

    `amount`: what each comes to by itself; `limit`: what the cap at a place among the combinations does.
    """
    over = (place for place, each in enumerate(combinations) if each.kind == "cap" and each.among(ids))
    reckoning = Reckoning(RULED, {key: amount(key) for key in ids}, {place: limit(place) for place in over})
    return reckoning.between(*(ways(ids, combinations, strict) for strict in (True, False)))


def paid_of(amount: Quantity) -> Paid:
    """What an amount by itself comes to."""
    return Paid(least_of(amount), greatest_of(amount), unlimited(amount))
