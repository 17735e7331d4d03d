"""Conditions that decide nothing: true of every firm, or of none, alone or beside what a rule asks already."""

from collections.abc import Iterator

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import Truth
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.nodes import (
    And,
    Choose,
    Condition,
    Counted,
    Named,
    NamedQuantity,
    Node,
    Not,
    Or,
    Quantity,
    Tiers,
    children,
)
from jinshan_cli.core.rules.text import to_text
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.evaluate import Knowledge, truth
from jinshan_cli.use.edition.findings import Finding, warning
from jinshan_cli.use.edition.firms import anyone

WHOLE = {True: "对任何企业都成立，不起作用", False: "没有企业能满足"}
PART = {True: "规则里有恒成立的条件，可删去", False: "规则里有不可能成立的条件"}
IN_AMOUNT = {True: "符合条件的企业都满足金额里的这个条件", False: "符合条件的企业都不满足金额里的这个条件"}
LATE = "轮到金额里的这个条件时，没有企业能满足"


@dataclass(frozen=True)
class Settled:
    """Asks of conditions whether they hold for every firm that there can be, or for none."""

    edition: Edition

    def findings(self) -> Iterator[Finding]:
        """What conditions of no benefit decide: named ones, derivations, checks, those of activities."""
        edition = self.edition
        places: list[tuple[str, Condition]] = [
            *((f"policies.toml conditions {name} rule", named.condition) for name, named in edition.conditions.items()),
            *((f"policies.toml checks [{i}] when", when) for i, (when, _) in enumerate(edition.checks, 1)),
            *((f"facts.toml {key} derive", condition) for key, condition in edition.derivations.items()),
            *(
                (tell("activities.toml 第 {number} 项 when", number=number), condition)
                for number, condition in edition.suits.items()
            ),
        ]
        for place, condition in places:
            yield from self.of_condition(condition, place)

    def of_condition(self, when: Condition, place: str) -> Iterator[Finding]:
        """A condition as a whole, else its parts."""
        holds = self.truth(when)
        if holds is not None:
            yield warning(tell(WHOLE[holds]), place, to_text(when))
            return
        yield from self.of_parts(when, place)

    def of_benefit(self, when: Condition, amount: Quantity | None, place: str) -> Iterator[Finding]:
        """What a benefit's condition and its amount ask in vain."""
        if self.truth(when) is False or when in self.edition.cases.inexact:
            return  # both are told elsewhere
        yield from self.of_condition(when, f"{place} when")
        for condition, given in dict.fromkeys(_decisions(amount)) if amount else ():
            if given and self.truth(And((when, *given))) is False:
                continue  # told of a condition on the way to it
            holds = self.truth(condition)
            if holds is not None:
                yield warning(tell(PART[holds]), f"{place} amount", to_text(condition))
                continue
            yield from self.of_parts(condition, f"{place} amount")
            for settled, other in ((False, condition), (True, Not(condition))):
                if self.truth(And((when, other))) is False:
                    yield warning(tell(IN_AMOUNT[settled]), f"{place} amount", to_text(condition))
                    break
            else:
                if given and self.truth(And((when, *given, condition))) is False:
                    yield warning(tell(LATE), f"{place} amount", to_text(condition))

    def of_parts(self, node: Condition, place: str) -> Iterator[Finding]:
        """The greatest parts that are settled by themselves; what has a name is looked at by itself."""
        for part in children(node):
            if not isinstance(part, Condition) or isinstance(part, Named):
                continue
            holds = self.truth(part)
            if holds is not None:
                yield warning(tell(PART[holds]), place, to_text(part))
            else:
                yield from self.of_parts(part, place)
        if isinstance(node, And | Or):
            yield from self._idle(node, place)

    def _idle(self, whole: And | Or, place: str) -> Iterator[Finding]:
        """Parts that the others say already: those that can be left out together, the last of equals first."""
        left = list(whole.parts)
        for i in reversed(range(len(left))):
            part, rest = left[i], (*left[:i], *left[i + 1 :])
            says_more = And((*rest, Not(part))) if isinstance(whole, And) else And((part, *map(Not, rest)))
            if rest and self.truth(part) is None and self.truth(says_more) is False:
                what = tell("其余条件已经包含这一条") if isinstance(whole, And) else tell("其余情形已经包含这一条")
                yield warning(what, place, to_text(part))
                del left[i]

    def truth(self, condition: Condition) -> Truth:
        """True or False if every firm agrees, whatever is taken for known by default."""
        return truth(condition, Knowledge(self.edition, anyone(self.edition)))


def _decisions(amount: Node, given: tuple[Condition, ...] = ()) -> Iterator[tuple[Condition, tuple[Condition, ...]]]:
    """The conditions that an amount hangs on, as they stand in it, and what holds where each is asked; not the bounds
    of brackets."""
    if isinstance(amount, NamedQuantity):
        return
    if isinstance(amount, Choose):
        yield amount.condition, given
        yield from _decisions(amount.then, (*given, amount.condition))
        yield from _decisions(amount.otherwise, (*given, Not(amount.condition)))
        return
    if isinstance(amount, Counted):
        yield amount.condition, given
    for part in amount.values if isinstance(amount, Tiers) else children(amount):
        if not isinstance(part, Condition):
            yield from _decisions(part, given)
