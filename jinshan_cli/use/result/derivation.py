"""Why an amount is what it is: its rule with the firm's figures put in, worked out line by line."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import NOTHING, Interval, compare
from jinshan_cli.core.rules.constants import number_of
from jinshan_cli.core.rules.leeway import unlimited
from jinshan_cli.core.rules.nodes import (
    And,
    AtLeast,
    Bands,
    Between,
    Choose,
    Compare,
    Condition,
    Constant,
    Counted,
    Day,
    Elapsed,
    Figure,
    Greatest,
    Least,
    Minus,
    NamedQuantity,
    NumberFact,
    OneOf,
    Over,
    Parameter,
    Pieces,
    Plus,
    Quantity,
    Rounded,
    Steps,
    Tiers,
    Times,
    UpTo,
)
from jinshan_cli.core.rules.units import is_rate, unit_of
from jinshan_cli.core.rules.words import SIGNS, SPANS, WAYS, say_brackets, say_condition, say_quantity
from jinshan_cli.core.written.figures import say_known, say_options, say_worked
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.use.result.assessment import Assessment, BenefitResult

Derivations = Mapping[str, tuple[str, ...]]
"""by a benefit's id: the lines of the working; none where there is no amount"""


def derivations_of(assessment: Assessment) -> Derivations:
    """How each amount comes about: `5% × 上一年度研发投入 1200万元 = 60万元，高于上限 50万元，按 50万元计`."""
    known = Knowledge(assessment.edition, assessment.firm)
    return {result.benefit.id: _lines(result, known) for _, result in assessment.benefits()}


def _lines(result: BenefitResult, known: Knowledge) -> tuple[str, ...]:
    rule = known.edition.rules[result.benefit.id]
    if rule.amount is None or result.amount is None:
        return ()
    return worked(rule.amount, known)


def worked(amount: Quantity, known: Knowledge) -> tuple[str, ...]:
    """The lines that lead to a quantity; the last one says what it is."""
    return tuple(_Working(known).whole(amount))


@dataclass(frozen=True, slots=True)
class _Said:
    """A quantity as it stands in a line, and the lines that lead to it."""

    words: str
    steps: tuple[str, ...] = ()
    is_sum: bool = False

    @property
    def factor(self) -> str:
        """As it stands in a product."""
        return tell("（{words}）", words=self.words) if self.is_sum else self.words


@dataclass(frozen=True, slots=True)
class _Working:
    """Quantities in words, with what is known of a firm put in."""

    known: Knowledge

    def whole(self, node: Quantity) -> list[str]:
        """Every line of a quantity; the last one says what it is."""
        said = self.of(node)
        value = self.value(node)
        if said.words == value and said.steps:
            return list(said.steps)
        return [*said.steps, self._equation(said, node)]

    def value(self, node: Quantity) -> str:
        """What it comes to."""
        found = interval(node, self.known)
        is_untold = found.high is None and truth(unlimited(node), self.known) is not True
        unit = "rate" if is_rate(node, self.known.edition.facts) else unit_of(node)
        return say_worked(found, unit, is_untold)

    def _equation(self, said: _Said, node: Quantity) -> str:
        value = self.value(node)
        is_said = said.words.endswith(value) or said.words.startswith(tell("{value}（", value=value))
        if isinstance(node, NumberFact) or is_said:
            return said.words
        return f"{said.words}{(' = ' if interval(node, self.known).is_point else tell('：'))}{value}"

    def of(self, node: Quantity) -> _Said:  # noqa: C901, PLR0912 - one case a node
        """A quantity as it stands in a line: sums and products as they are, all else by what it comes to."""
        match node:
            case Constant() | Day():
                return _Said(say_quantity(node, self.known.edition.facts))
            case Parameter(label=label, value=figure):
                return _Said(f"{label} {say_quantity(figure, self.known.edition.facts)}")
            case NumberFact(key):
                fact = self.known.edition.facts[key]
                return _Said(f"{fact.label} {say_known(fact, self.known.firm.facts.get(key))}")
            case NamedQuantity(label=label, quantity=part):
                *steps, last = self.whole(part)
                return _Said(f"{label} {self.value(part)}", (*steps, tell("{label}：{last}", label=label, last=last)))
            case Plus():
                return self._sum(_terms(node))
            case Minus(left, right):
                first, second = self.of(left), self.of(right)
                return _Said(f"{first.words} - {second.factor}", (*first.steps, *second.steps), is_sum=True)
            case Times(price, Counted(condition)) | Times(Counted(condition), price):
                said, reason = self.of(price), self._condition(condition)
                return _Said(tell("{factor}（{reason}）", factor=said.factor, reason=reason), said.steps)
            case Times(left, right):
                first, second = self.of(left), self.of(right)
                return _Said(f"{first.factor} × {second.factor}", (*first.steps, *second.steps))
            case Over(part, by):
                said = self.of(part)
                return _Said(f"{said.factor} ÷ {self.of(by).words}", said.steps)
            case UpTo(part) | AtLeast(part):
                return self._bounded(node, part)
            case Between(_, high) if interval(node, self.known).is_point:
                return self.of(high)
            case Between(low, high):
                ends = (
                    tell("{name}：{those}", name=name, those=tell("；").join(self.whole(end)))
                    for name, end in ((tell("至少"), low), (tell("最高"), high))
                )
                return _Said(self.value(node), tuple(ends))
            case Least(parts) | Greatest(parts):
                return self._extreme(node, parts)
            case Choose(condition, then, otherwise):
                return self._choice(node, condition, (then, otherwise))
            case Counted(condition):
                return _Said(tell("{value}（{reason}）", value=self.value(node), reason=self._condition(condition)))
            case Pieces():
                return _Said(self.value(node))
        return self._shape(node)

    def _shape(self, node: Steps | Rounded | Tiers | Bands | Elapsed) -> _Said:
        facts = self.known.edition.facts
        match node:
            case Steps(part, size):
                said, each, shares = self.of(part), say_quantity(size, facts), interval(node, self.known)
                count = 1 if shares == Interval.point(1) else 2
                found = tell("{value} 份", value=self.value(node), count=count)
                last = tell("{words}，每满 {each}计一份：{found}", words=said.words, each=each, found=found)
                return _Said(found, (*said.steps, last))
            case Rounded(way, part, size):
                *steps, last = self.whole(part)
                to = tell("按 {quantity}取整（{ways}）", quantity=say_quantity(size, facts), ways=WAYS[way])
                return self._came(node, *steps, tell("{last}，{to}：{value}", last=last, to=to, value=self.value(node)))
            case Tiers(part, bounds, values):
                return self._tier(node, part, (bounds, values))
            case Bands(part, bounds, rates):
                return self._bands(node, part, (bounds, rates))
            case Elapsed(span, since, until):
                days = tell("{since}至 {until}", since=self.of(since).words, until=self.of(until).words)
                return _Said(tell("{days}的{spans} {value}", days=days, spans=SPANS[span], value=self.value(node)))

    def _came(self, node: Quantity, *steps: str) -> _Said:
        """A quantity by what it comes to, with the lines that lead there."""
        return _Said(self.value(node), steps)

    def _sum(self, terms: Sequence[Quantity]) -> _Said:
        """What is 0 by its condition is left out."""
        counted = [term for term in terms if self._counts(term)] or terms[:1]
        said = [self.of(term) for term in counted]
        return _Said(" + ".join(each.words for each in said), _steps(said), is_sum=len(said) > 1)

    def _counts(self, node: Quantity) -> bool:
        """False of what is 0, such as a sum whose condition does not hold."""
        return interval(node, self.known) != NOTHING

    def _bounded(self, node: UpTo | AtLeast, part: Quantity) -> _Said:
        if isinstance(part, Constant):
            return _Said(self.value(node))
        *steps, last = self.whole(part)
        return self._came(node, *steps, f"{tell('最高为') if isinstance(node, UpTo) else tell('不低于')} {last}")

    def _extreme(self, node: Least | Greatest, parts: tuple[Quantity, ...]) -> _Said:
        """One quantity within a limit, or the least or greatest of several."""
        is_least = isinstance(node, Least)
        limits = [part for part in parts if isinstance(part, Constant | Parameter)]
        worked = [part for part in parts if part not in limits and (is_least or self._counts(part))]
        if len(limits) == 1 and len(worked) == 1:
            *steps, last = self.whole(worked[0])
            return self._came(node, *steps, last + self._limited(node, worked[0], limits[0]))
        lines = [line for part in worked for line in self.whole(part)]
        others, value = "".join(tell("，{words}", words=self.of(limit).words) for limit in limits), self.value(node)
        chosen = "取其中最低的{others}：{value}" if is_least else "取其中最高的{others}：{value}"
        return self._came(node, *lines, tell(chosen, others=others, value=value))

    def _limited(self, node: Least | Greatest, part: Quantity, limit: Figure) -> str:
        within = compare(interval(part, self.known), "<=" if isinstance(node, Least) else ">=", self._point(limit))
        is_top = isinstance(node, Least)
        words = f"{tell('上限') if is_top else tell('下限')} {self.of(limit).words}"
        if within:
            kept = tell("，未超过{words}", words=words) if is_top else tell("，未低于{words}", words=words)
            return kept if number_of(limit) else ""
        if within is False:
            beyond = tell("，高于{words}", words=words) if is_top else tell("，低于{words}", words=words)
            return beyond + tell("，按 {value}计", value=self.value(node))
        return tell("；{words}：{value}", words=words, value=self.value(node))

    def _choice(self, node: Choose, condition: Condition, either: tuple[Quantity, Quantity]) -> _Said:
        holds, reason, value = truth(condition, self.known), self._condition(condition), self.value(node)
        if holds is None:
            lines = tell("；否则为 ").join(tell("；").join(self.whole(part)) for part in either)
            return self._came(node, tell("{reason}，为 {lines}；即 {value}", reason=reason, lines=lines, value=value))
        *steps, last = self.whole(either[not holds])
        return self._came(node, *steps, tell("{reason}：{last}", reason=reason, last=last))

    def _tier(self, node: Tiers, part: Quantity, table: tuple[tuple[Figure, ...], tuple[Quantity, ...]]) -> _Said:
        bounds, values = table
        *steps, last = self.whole(part)
        found = interval(part, self.known)
        limits = [number_of(bound) for bound in bounds]
        low = 0 if found.low is None else bisect_right(limits, found.low)
        high = len(bounds) if found.high is None else bisect_right(limits, found.high)
        marks = say_brackets(part, bounds, self.known.edition.facts)
        told = tell("，或").join(
            tell("“{marks}”一档：{those}", marks=marks[i], those=tell("；").join(self.whole(values[i])))
            for i in range(low, high + 1)
        )
        span = "" if low == high else tell("，即 {value}", value=self.value(node))
        return self._came(node, *steps, tell("{last}，属{told}{span}", last=last, told=told, span=span))

    def _bands(self, node: Bands, part: Quantity, table: tuple[tuple[Figure, ...], tuple[Figure, ...]]) -> _Said:
        """The parts of a figure, each at its rate."""
        bounds, rates = table
        *steps, last = self.whole(part)
        found = interval(part, self.known)
        if not found.is_point or found.low is None:
            return self._came(node, *steps, tell("{last}，分段相加：{value}", last=last, value=self.value(node)))
        cuts = [0, *(min(found.low, number_of(bound)) for bound in bounds), found.low]
        widths = [say_worked(Interval.point(upper - lower), unit_of(part)) for lower, upper in pairwise(cuts)]
        parts = [
            f"{width} × {self.of(rate).words}"
            for width, rate, (lower, upper) in zip(widths, rates, pairwise(cuts), strict=True)
            if upper > lower
        ]
        line = tell("{last}，分段相加", last=last)
        return _Said(" + ".join(parts) or self.value(node), (*steps, line), is_sum=len(parts) > 1)

    def _condition(self, condition: Condition) -> str:
        """A condition that holds or not, with the firm's figures; of one that is not known that it is asked."""
        facts, holds = self.known.edition.facts, truth(condition, self.known)
        if holds is None:
            return tell("若{condition}", condition=say_condition(condition, facts))
        match condition:
            case OneOf(key):
                fact = facts[key]
                return tell("{label}为{options}", label=fact.label, options=say_options(fact, self._left(key)))
            case And(parts) if holds:
                return tell("，且").join(map(self._condition, parts))
            case Compare(NumberFact(), ((">", Constant(digits="0")),)):
                pass
            case Compare(first, rest) if holds:
                return self.of(first).words + "".join(f" {SIGNS[sign]} {self.of(side).words}" for sign, side in rest)
        words = say_condition(condition, facts)
        return words if holds else tell("不符合“{words}”", words=words)

    def _left(self, key: str) -> list[str]:
        """The options that are still possible, in their order."""
        possible = self.known.options(key)
        return [option for option in self.known.edition.facts[key].option_keys if option in possible]

    def _point(self, figure: Figure) -> Interval:
        return Interval.point(number_of(figure))


def _terms(node: Quantity) -> list[Quantity]:
    """What is added up, left to right."""
    return [*_terms(node.left), *_terms(node.right)] if isinstance(node, Plus) else [node]


def _steps(said: Iterable[_Said]) -> tuple[str, ...]:
    return tuple(step for each in said for step in each.steps)
