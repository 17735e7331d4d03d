"""An edition compiled for the columns of a list on a day, and kept for the next list that has the same ones.

To compile a large one takes longer than to judge a hundred firms.
"""

from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.timing import Moment, Reported
from jinshan_cli.engines.columns.compile import compile_plan
from jinshan_cli.engines.columns.ends import End
from jinshan_cli.engines.columns.plan import BenefitColumns, Plan, PolicyColumns
from jinshan_cli.engines.columns.tallying import Counting, Tallying, tallying
from jinshan_cli.engines.columns.together import Together
from jinshan_cli.engines.columns.truths import Holds
from jinshan_cli.engines.retold import ToldExpressions, retold
from jinshan_cli.files.edition.folder import built_in_data, load_kept
from jinshan_cli.files.kept.records import CLASSES, Makers, from_text, to_text
from jinshan_cli.files.kept.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Planned:
    """How the firms of a list are judged, and how they are counted."""

    plan: Plan
    tallying: Tallying


PlanOf = Callable[[Edition, date, Set[str], bool], Planned]
"""how an edition on a day is compiled for facts that have columns: see `compile_plan`"""
_OURS: tuple[type, ...] = (
    *(Planned, Plan, PolicyColumns, BenefitColumns, Tallying, Counting, Together),
    *(End, Holds, Moment, Reported),
)
_MAKERS: Makers = {**CLASSES, **{each: each for each in _OURS}}
"""what a plan is told in beside expressions, and what makes it again"""


def planned(edition: Edition, as_of: date, present: Set[str], of_worth: bool) -> Planned:
    """Compiles an edition. Raises EditionError, with the text of the rule, where figures may not fit in 128 bits."""
    plan = compile_plan(edition, as_of, present, of_worth)
    return Planned(plan, tallying(plan.policies))


def plan_text(made: Planned) -> str:
    """All of a compiled edition. Raises TypeError for what cannot be told, RecursionError."""
    return to_text(made, _MAKERS, ToldExpressions())


def plan_told(text: str) -> Planned:
    """The compiled edition of a text. Raises ValueError, TypeError, LookupError, RecursionError."""
    return from_text(text, Planned, _MAKERS, retold)


@dataclass(frozen=True, slots=True)
class KeptPlans:
    """Plans of one edition, which are kept beside it."""

    shelf: Shelf
    new: dict[str, Planned] = field(default_factory=dict)
    """what had to be compiled, by what was asked"""

    def of(self, edition: Edition, as_of: date, present: Set[str], of_worth: bool) -> Planned:
        """The same as `planned`, from what is kept if there is one."""
        asked = " ".join((as_of.isoformat(), str(of_worth), *sorted(present)))
        found = self.shelf.recall_plan(asked, plan_told)
        if found is None:
            found = self.new[asked] = planned(edition, as_of, present, of_worth)
        return found

    def keep(self) -> None:
        """Keeps what had to be compiled."""
        for asked, made in self.new.items():
            self.shelf.keep_plan(asked, partial(plan_text, made))


@contextmanager
def planned_edition(folder: Path | None = None) -> Iterator[tuple[Edition, PlanOf]]:
    """Reads a data folder (default: the built-in one), and says how it is compiled; what had to be compiled is kept in
    the end. Raises EditionError with every fault found."""
    edition, shelf = load_kept(folder or built_in_data())
    if shelf is None:
        yield edition, planned
        return
    plans = KeptPlans(shelf)
    yield edition, plans.of
    plans.keep()
