"""Brackets of one number: where two of them leave a number out, or both take it.

Brackets are the conditions of a sum (`5万 * (staff < 100) + 8万 * (100 <= staff < 300)`), of a chain of `if … else`,
or of the benefits of a policy that are alike and else ask the same. One within another is a step more, no bracket.
What no firm can have is no doubt: a number that the rule leaves out, or of which another condition speaks.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import NOT_KNOWN, Interval
from jinshan_cli.core.policy import Benefit, Edition, Policy, Rule
from jinshan_cli.core.rules.constants import Constant, is_zero
from jinshan_cli.core.rules.exact import linear as lines
from jinshan_cli.core.rules.nodes import (
    And,
    Choose,
    Compare,
    Comparison,
    Condition,
    Counted,
    Named,
    Node,
    Not,
    OneOf,
    Plus,
    Quantity,
    Times,
    children,
)
from jinshan_cli.core.rules.tree import is_vague
from jinshan_cli.core.rules.words import say_quantity
from jinshan_cli.core.written.figures import say_interval, say_known
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.evaluate import Knowledge, truth
from jinshan_cli.use.edition.findings import Finding, warning

_OPPOSITE: dict[Comparison, Comparison] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
ANY_FIRM = And(())
_SUM = Constant("0")
"""stands for a sum of several facts, counted in fen or persons"""


class Bracket(NamedTuple):
    """The numbers that a condition takes, of a fact or of what is worked out, and what else it asks."""

    of: lines.Linear
    span: Interval
    rest: frozenset[Condition]


class _Family(NamedTuple):
    """Conditions that stand beside each other."""

    conditions: list[Condition]
    is_chain: bool = False
    """the first that holds decides"""
    has_else: bool = False
    """who is in none gets something too"""


def bracket_findings(policy: Policy, edition: Edition, place: str) -> Iterator[Finding]:
    """Gaps and overlaps in each amount of a policy, and between its benefits."""
    for benefit in policy.benefits:
        rule = edition.rules[benefit.id]
        for family in _families(rule.amount) if rule.amount else ():
            yield from _Doubts(edition, family, f"{place} {benefit.id} amount", rule.when).findings()
    for alike in _alike(policy, edition):
        yield from _Doubts(edition, _Family([rule.when for rule in alike]), f"{place} benefits").findings()


def _alike(policy: Policy, edition: Edition) -> Iterator[list[Rule]]:
    """The rules of benefits of one kind and one time, of which no combination says that they may come together."""
    tied = {each for told in edition.combinations if told.kind != "cap" for each in told.benefits}

    def sort(benefit: Benefit) -> str:
        return f"{benefit.kind} {benefit.period} {benefit.claim}"

    free = sorted((benefit for benefit in policy.benefits if benefit.id not in tied), key=sort)
    for _, those in groupby(free, sort):
        yield [edition.rules[benefit.id] for benefit in those]


def _families(node: Node) -> Iterator[_Family]:
    """The conditions in each sum and each chain of choices of an amount."""
    match node:
        case Plus():
            addends = list(_addends(node))
            yield _Family([condition for addend in addends for condition in _factors(addend)])
            for addend in addends:
                yield from _families(addend)
        case Choose():
            conditions: list[Condition] = []
            end: Quantity = node
            while isinstance(end, Choose):
                conditions.append(end.condition)
                yield from _families(end.then)
                end = end.otherwise
            yield _Family(conditions, is_chain=True, has_else=not is_zero(end))
            yield from _families(end)
        case _:
            for part in children(node):
                yield from _families(part)


def _addends(node: Quantity) -> Iterator[Quantity]:
    if isinstance(node, Plus):
        yield from _addends(node.left)
        yield from _addends(node.right)
    else:
        yield node


def _factors(node: Quantity) -> Iterator[Condition]:
    match node:
        case Times(left, right):
            yield from _factors(left)
            yield from _factors(right)
        case Counted(condition):
            yield condition
        case Choose(condition, _, otherwise) if is_zero(otherwise):
            yield condition


@dataclass(frozen=True)
class _Doubts:
    """What neighbouring brackets of one number, that else ask the same, leave out or both take."""

    edition: Edition
    family: _Family
    place: str
    when: Condition = ANY_FIRM
    """whose the amount is"""

    def findings(self) -> Iterator[Finding]:
        groups: dict[tuple[lines.Linear, frozenset[Condition]], list[tuple[Interval, Condition]]] = {}
        for condition in self.family.conditions:
            if found := bracket(condition):
                groups.setdefault((found.of, found.rest), []).append((found.span, condition))
        for (of, _), those in groups.items():
            if _nested([span for span, _ in those]):
                continue
            those.sort(key=lambda each: each[0].low or 0)
            for (lower, one), (upper, other) in pairwise(those):
                yield from self._between(of, lower, upper, (one, other))

    def _between(
        self, of: lines.Linear, lower: Interval, upper: Interval, both: tuple[Condition, Condition]
    ) -> Iterator[Finding]:
        if lower.high is None:
            return
        ends, begins = int(lower.high), int(upper.low or 0)
        if begins > ends + 1:
            gap = Interval(ends + 1, begins - 1)
            is_meant = self.family.has_else and gap.low != gap.high
            if not is_meant and self._can_be(of, gap, tuple(map(Not, self.family.conditions))):
                hint = (
                    tell("落到最后的 else；核对 < 与 <=")
                    if self.family.has_else
                    else tell("不在任何一档；核对 < 与 <=")
                )
                yield warning(tell("分档之间有空缺"), self.place, self._say(of, gap), hint)
        elif begins <= ends and self._can_be(of, Interval(begins, ends), both):
            hint = tell("按先写的一档算；核对 < 与 <=") if self.family.is_chain else tell("同时在两档；核对 < 与 <=")
            yield warning(tell("分档有重叠"), self.place, self._say(of, Interval(begins, ends)), hint)

    def _can_be(self, of: lines.Linear, span: Interval, conditions: tuple[Condition, ...]) -> bool:
        """Whether a firm of the amount that has such a number can be where the conditions say."""
        if of.only is not None:
            firm = Firm("", {of.only: span})
            return truth(And((self.when, *conditions)), Knowledge(self.edition, firm)) is not False
        low, high = (lines.number(Fraction(end or 0), lines.is_money(of)) for end in (span.low, span.high))
        within = Compare(low, (("<=", lines.quantity(of, lines.is_money(of))), ("<=", high)))
        return truth(And((self.when, within, *conditions)), Knowledge(self.edition, Firm())) is not False

    def _say(self, of: lines.Linear, span: Interval) -> str:
        if of.only is not None:
            fact = self.edition.facts[of.only]
            return f"{fact.label} {say_known(fact, span)}"
        is_money = lines.is_money(of)
        named = (each for each in self.edition.quantities.values() if lines.linear(each) == of)
        said = say_quantity(next(named, lines.quantity(of, is_money)), self.edition.facts)
        return f"{said} {say_interval(span, money=is_money)}"


def _nested(spans: list[Interval]) -> bool:
    """True if each is within another or apart by itself: `revenue >= 1亿`, `revenue >= 5亿`."""
    return any(one is not other and _within(one, other) for one in spans for other in spans)


def _within(inner: Interval, outer: Interval) -> bool:
    low = (inner.low or 0) >= (outer.low or 0)
    return low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


def bracket(condition: Condition) -> Bracket | None:
    """The bracket of the one number that a condition compares with figures; None if there is none, or several."""
    spans: dict[lines.Linear, Interval] = {}
    rest: set[Condition] = set()
    for part in _conjuncts(condition):
        of = _only(part)
        if of is None:
            rest.add(part)
        else:
            assert isinstance(part, Compare)
            for left, operator, right in part.pairs:
                spans[of] = _cut(spans.get(of, NOT_KNOWN), of, lines.difference(left, right), operator)
    if len(spans) != 1:
        return None
    ((of, span),) = spans.items()
    return Bracket(of, span, frozenset(rest))


def _conjuncts(condition: Condition) -> Iterator[Condition]:
    """What must all hold; a named condition is opened once, however often it is asked for."""
    left, opened = [condition], set[str]()
    while left:
        match left.pop():
            case And(parts):
                left += parts
            case Named(condition=And() as inner) as named:
                if named.name not in opened:
                    opened.add(named.name)
                    left.append(inner)
            case Not(Compare(first, ((operator, side),))):
                yield Compare(first, ((_OPPOSITE[operator], side),))
            case OneOf(key, options):
                yield OneOf(key, tuple(sorted(options)))
            case part:
                yield part


def _only(part: Condition) -> lines.Linear | None:
    """What every pair of a comparison sets a limit to: a fact, or a sum that is no vague one."""
    if not isinstance(part, Compare) or is_vague(part):
        return None
    found = {None if sign == "!=" else _limited(lines.difference(left, right)) for left, sign, right in part.pairs}
    return found.pop() if len(found) == 1 else None


def _limited(gap: lines.Linear) -> lines.Linear | None:
    """The sum to which a limit is set that is not below 0, in the same words whatever the limit; None if there is
    none."""
    if not gap.terms:
        return None
    terms = tuple(sorted(gap.terms, key=repr))
    factor = 1 / Fraction(terms[0][1])
    return lines.scaled(lines.Linear(terms), factor if -gap.constant * factor >= 0 else -factor)


def _cut(span: Interval, of: lines.Linear, gap: lines.Linear, operator: Comparison) -> Interval:
    """What a limit leaves of the numbers."""
    ((atom, by), *others) = of.terms
    factor = Fraction(dict(gap.terms)[atom]) / by
    starts = lines.Linear(((_SUM if others else atom, factor),), gap.constant).root(operator)
    if operator == "==":
        return Interval(max(span.low or 0, min(starts)), max(starts) - 1)
    (start,) = starts
    is_below = (operator in ("<", "<=")) == (factor > 0)
    if is_below:
        return Interval(span.low, start - 1 if span.high is None else min(span.high, start - 1))
    return Interval(max(span.low or 0, start), span.high)
