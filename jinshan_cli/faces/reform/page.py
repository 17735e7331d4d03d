"""A change of the table as a page: bars of who gains and loses, ranges of what it costs, and tables of both."""

from collections.abc import Iterator, Sequence

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.reform.effects import TURNS, Effect, GroupEffect, Turn
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.htmlpage import render
from jinshan_cli.faces.reform.view import (
    SIDE,
    TURN,
    ReformView,
    say_count,
    say_side,
    say_unsettled,
)
from jinshan_cli.faces.words import labels


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar."""

    turn: Turn
    label: str
    share: float
    """of the whole bar, in per cent"""


@dataclass(frozen=True, slots=True)
class Cost:
    """A kind of money: in words, and where the difference lies on the axis, in per cent."""

    kind: str
    before: str
    after: str
    difference: str
    start: float
    width: float
    zero: float
    """where no difference is"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One policy, or one group: its bar and its costs."""

    title: str
    firms: str
    counts: dict[Turn, str]
    parts: Sequence[Part]
    costs: Sequence[Cost]


@dataclass(frozen=True, slots=True)
class Axis:
    """Fen at both ends of what the differences are drawn on; 0 is on it."""

    low: int
    high: int

    @staticmethod
    def over(costs: Sequence[Interval]) -> "Axis":
        """One that holds every end there is."""
        ends = [int(end) for cost in costs for end in (cost.low, cost.high) if end is not None]
        return Axis(min(0, *ends, 0), max(0, *ends, 0))

    def at(self, fen: float) -> float:
        """A place on it, in per cent."""
        return round(100 * (fen - self.low) / (self.high - self.low), 2) if self.high > self.low else 0.0


def page(view: ReformView) -> str:
    """The whole file."""
    groups = view.found.groups
    return render(
        "reform.html.jinja",
        view=view,
        firms=say_count(view.found.whole.firms),
        turns=TURN,
        sides=SIDE,
        policies=list(_pictures(view, [(view.title_of(e), view.found.whole, e) for e in view.moved()])),
        groups=list(_pictures(view, [(tell("、").join(group.values), group, group.whole) for group in groups])),
        notes=[*view.notes(), *view.doubts],
    )


def _pictures(view: ReformView, told: Sequence[tuple[str, GroupEffect, Effect]]) -> Iterator[Picture]:
    axis = Axis.over([sides["difference"] for _, _, effect in told for sides in effect.money.values()])
    for title, group, effect in told:
        total = sum(effect.turns.values()) or 1
        parts = [Part(turn, TURN[turn], round(100 * float(effect.turns[turn] / total), 2)) for turn in TURNS]
        counts = {turn: say_count(effect.turns[turn]) for turn in TURNS}
        counts["unsettled"] = say_unsettled(effect)
        yield Picture(title, say_count(group.firms), counts, parts, list(_costs(effect, axis)))


def _costs(effect: Effect, axis: Axis) -> Iterator[Cost]:
    for kind, sides in effect.money.items():
        gap = sides["difference"]
        start = 0.0 if gap.low is None else axis.at(int(gap.low))
        end = 100.0 if gap.high is None else axis.at(int(gap.high))
        yield Cost(
            labels.KIND[kind],
            say_side(effect, kind, "before"),
            say_side(effect, kind, "after"),
            say_side(effect, kind, "difference"),
            start,
            round(end - start, 2),
            axis.at(0),
        )
