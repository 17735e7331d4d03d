"""Brackets of one number: where two of them leave a number out, or both take it.

Brackets are the conditions of a sum (`5万 * (staff < 100) + 8万 * (100 <= staff < 300)`), of a chain of `if … else`
that ends in 0, or of the benefits of a policy that else ask the same. One within another is a step more, no bracket.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.intervals import NOT_KNOWN, Interval
from jinshan_cli.core.policy import Edition, Policy
from jinshan_cli.core.rules.constants import Constant
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
    Plus,
    Quantity,
    Times,
    children,
)
from jinshan_cli.core.written.figures import say_known
from jinshan_cli.core.written.voice import tell
from jinshan_cli.use.edition.findings import Finding, warning


class Bracket(NamedTuple):
    """The numbers of a fact that a condition takes, and what else it asks."""

    key: str
    span: Interval
    rest: frozenset[Condition]


def bracket_findings(policy: Policy, edition: Edition, place: str) -> Iterator[Finding]:
    """Gaps and overlaps in each amount of a policy, and between its benefits."""
    rules = [(benefit, edition.rules[benefit.id]) for benefit in policy.benefits]
    for benefit, rule in rules:
        for conditions in _families(rule.amount) if rule.amount else ():
            yield from _doubts(conditions, edition, f"{place} {benefit.id} amount")
    yield from _doubts([rule.when for _, rule in rules], edition, f"{place} benefits")


def _families(node: Node) -> Iterator[list[Condition]]:
    """The conditions in each sum and each chain of choices of an amount."""
    match node:
        case Plus():
            addends = list(_addends(node))
            yield [condition for addend in addends for condition in _factors(addend)]
            for addend in addends:
                yield from _families(addend)
        case Choose():
            conditions: list[Condition] = []
            end: Quantity = node
            while isinstance(end, Choose):
                conditions.append(end.condition)
                yield from _families(end.then)
                end = end.otherwise
            if isinstance(end, Constant) and not end.number:
                yield conditions
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


def _doubts(conditions: list[Condition], edition: Edition, place: str) -> Iterator[Finding]:
    """What neighbouring brackets of one fact, that else ask the same, leave out or both take."""
    groups: dict[tuple[str, frozenset[Condition]], list[Interval]] = {}
    for found in filter(None, map(bracket, conditions)):
        groups.setdefault((found.key, found.rest), []).append(found.span)
    for (key, _), spans in groups.items():
        if _nested(spans):
            continue
        spans.sort(key=lambda span: span.low or 0)
        for lower, upper in pairwise(spans):
            yield from _between(lower, upper, edition.facts[key], place)


def _nested(spans: list[Interval]) -> bool:
    """True if each is within another or apart by itself: `revenue >= 1亿`, `revenue >= 5亿`."""
    return any(one is not other and _within(one, other) for one in spans for other in spans)


def _within(inner: Interval, outer: Interval) -> bool:
    low = (inner.low or 0) >= (outer.low or 0)
    return low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


def _between(lower: Interval, upper: Interval, fact: Fact, place: str) -> Iterator[Finding]:
    if lower.high is None:
        return
    ends, begins = int(lower.high), int(upper.low or 0)
    if begins > ends + 1:
        span = say_known(fact, Interval(ends + 1, begins - 1))
        yield warning(tell("分档之间有空缺"), place, f"{fact.label} {span}", tell("不在任何一档；核对 < 与 <="))
    elif begins <= ends:
        span = say_known(fact, Interval(begins, ends))
        yield warning(tell("分档有重叠"), place, f"{fact.label} {span}", tell("同时在两档；核对 < 与 <="))


def bracket(condition: Condition) -> Bracket | None:
    """The bracket of the one number that a condition compares with figures; None if there is none, or several."""
    spans: dict[str, Interval] = {}
    rest: set[Condition] = set()
    for part in _conjuncts(condition):
        key = _only_key(part)
        if key is None:
            rest.add(part)
        else:
            assert isinstance(part, Compare)
            for left, operator, right in part.pairs():
                spans[key] = _cut(spans.get(key, NOT_KNOWN), lines.difference(left, right), operator)
    if len(spans) != 1:
        return None
    ((key, span),) = spans.items()
    return Bracket(key, span, frozenset(rest))


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
            case part:
                yield part


def _only_key(part: Condition) -> str | None:
    """The fact that every pair of a comparison sets a limit to."""
    if not isinstance(part, Compare):
        return None
    keys = {None if operator == "!=" else lines.difference(left, right).only for left, operator, right in part.pairs()}
    return keys.pop() if len(keys) == 1 else None


def _cut(span: Interval, gap: lines.Linear, operator: Comparison) -> Interval:
    """What a limit leaves of the numbers."""
    ((_, factor),) = gap.terms
    starts = gap.root(operator)
    if operator == "==":
        return Interval(max(span.low or 0, min(starts)), max(starts) - 1)
    (start,) = starts
    is_below = (operator in ("<", "<=")) == (factor > 0)
    if is_below:
        return Interval(span.low, start - 1 if span.high is None else min(span.high, start - 1))
    return Interval(max(span.low or 0, start), span.high)
