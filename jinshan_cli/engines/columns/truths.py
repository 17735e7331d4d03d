"""Truths as dataframe expressions that are never null: a condition holds surely, only possibly, or not.

What is the same for every firm stays a Python value, so that the plan holds only what differs from row to row.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import and_, or_

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.engines import expressions as ex

Flag = bool | ex.Expr
"""yes or no for each row: a constant, or a Boolean expression without nulls"""
Missing = dict[str, Flag]
"""fact key to the rows where a verdict hangs on it"""


def both(*flags: Flag) -> Flag:
    """True where every flag is."""
    return _of_each(flags, and_, True)


def either(*flags: Flag) -> Flag:
    """True where any flag is."""
    return _of_each(flags, or_, False)


def _of_each(flags: Iterable[Flag], join: Callable[[ex.Expr, ex.Expr], ex.Expr], unsaid: bool) -> Flag:
    """Flags joined, each once; one that is `unsaid` in every row adds nothing, and its opposite decides."""
    parts: dict[ex.Expr, None] = {}
    for flag in flags:
        if isinstance(flag, ex.Expr):
            parts[flag] = None
        elif flag is not unsaid:
            return flag
    return halved(join, tuple(parts)) if parts else unsaid


def negate(flag: Flag) -> Flag:
    """True where the flag is not."""
    return not flag if isinstance(flag, bool) else ~flag


def halved(join: Callable[[ex.Expr, ex.Expr], ex.Expr], parts: Sequence[ex.Expr]) -> ex.Expr:
    """Some parts joined two by two, by halves: Polars writes out each call with all below it, so that a long chain
    takes it a time that grows with the square."""
    half = len(parts) // 2
    return join(halved(join, parts[:half]), halved(join, parts[half:])) if half else parts[0]


def weighed(flag: Flag, weight: int, dtype: ex.Type) -> ex.Expr:
    """The weight where the flag is true, else 0; polars does this several times faster than a cast."""
    yes, no = ex.lit(weight, dtype=dtype), ex.lit(0, dtype=dtype)
    return ex.when(flag, yes, no) if isinstance(flag, ex.Expr) else yes if flag else no


@dataclass(frozen=True, slots=True)
class Holds:
    """The truth of a condition: true where `surely`, unknown where only `possibly`, else false."""

    surely: Flag
    possibly: Flag

    @staticmethod
    def known(flag: Flag) -> "Holds":
        """A truth that is known in every row."""
        return Holds(flag, flag)

    @property
    def is_settled(self) -> bool:
        """True if it is known in every row."""
        return self.surely is self.possibly

    @property
    def unsettled(self) -> Flag:
        """Where the truth is unknown."""
        return False if self.is_settled else both(self.possibly, negate(self.surely))

    def otherwise(self, other: "Holds") -> "Holds":
        """This truth where it is known, else the other."""
        if self.is_settled:
            return self
        surely = either(self.surely, both(self.possibly, other.surely))
        return Holds(surely, surely if other.is_settled else either(self.surely, both(self.possibly, other.possibly)))

    def unless(self, flag: Flag) -> "Holds":
        """This truth where a flag is not true, else unknown."""
        return Holds(both(self.surely, negate(flag)), either(self.possibly, flag))

    @property
    def opposite(self) -> "Holds":
        """Kleene's not."""
        if self.is_settled:
            return Holds.known(negate(self.surely))
        return Holds(negate(self.possibly), negate(self.surely))


UNDECIDED = Holds(False, True)
"""unknown in every row"""


def every(parts: Iterable[Holds]) -> Holds:
    """Kleene's and."""
    return _joined(tuple(parts), both)


def some(parts: Iterable[Holds]) -> Holds:
    """Kleene's or."""
    return _joined(tuple(parts), either)


def either_case(cases: Iterable[tuple[Holds, Holds]]) -> Holds:
    """The truth of the cases whose guard may hold, where they agree."""
    cases = tuple(cases)
    possibly = either(*(both(guard.possibly, part.possibly) for guard, part in cases))
    if all(guard.is_settled and part.is_settled for guard, part in cases):
        return Holds.known(possibly)
    return Holds(negate(either(*(both(guard.possibly, negate(part.surely)) for guard, part in cases))), possibly)


def _joined(parts: tuple[Holds, ...], join: Callable[..., Flag]) -> Holds:
    surely = join(*(part.surely for part in parts))
    if all(part.is_settled for part in parts):
        return Holds.known(surely)
    return Holds(surely, join(*(part.possibly for part in parts)))


def united(parts: Iterable[Missing]) -> Missing:
    """Each fact where any of the parts hangs on it."""
    found: dict[str, list[Flag]] = {}
    for part in parts:
        for key, flag in part.items():
            found.setdefault(key, []).append(flag)
    return {key: either(*flags) for key, flags in found.items()}


def guarded(missing: Missing, flag: Flag) -> Missing:
    """The same where a flag is true; facts that nothing hangs on anywhere are left out."""
    narrowed = {key: both(where, flag) for key, where in missing.items()}
    return {key: where for key, where in narrowed.items() if where is not False}
