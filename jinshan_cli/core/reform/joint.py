"""Two tables over the same firms as one set of rules: what each pays, and what the one pays above the other.

What a source leaves open (up to, at least, one reading or another) is settled alike under both tables, all at its least
or all at its greatest: an amount that is not changed makes no difference, and a limit that is raised costs at most what
it is raised by. Where several of these are compared with one another (exclusive, capped) what lies between may differ.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from jinshan_cli.core.combining.paying import Paid
from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import EditionError, Fault
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.policy import Edition, Kind, Rule
from jinshan_cli.core.reform.paid import Side, Unit, kinds_of
from jinshan_cli.core.rules.exact.logic import FALSE, TRUE, all_of, any_of, negated
from jinshan_cli.core.rules.leeway import NONE
from jinshan_cli.core.rules.nodes import Choose, Condition, Minus, Named, Quantity
from jinshan_cli.core.written.voice import tell

Unlimited = tuple[Condition, Condition]
"""where a benefit has no upper limit by itself, and where those have none that combinations tie to it"""


@dataclass(frozen=True, slots=True)
class Gap:
    """What the second table pays above the first, where they differ."""

    least: Quantity
    """where what the sources leave open is settled at its least; with fractions of a fen"""
    greatest: Quantity
    """where it is settled at its greatest; nothing where that has no limit"""
    before: Paid
    after: Paid
    """the same benefits alone, each to the whole fen; their greatest likewise"""
    fractional: int
    """how many of them, and of the caps over them, may have fractions of a fen"""
    up: Condition
    """where only the second has no upper limit"""
    down: Condition
    """where only the first had none"""
    unsure: Condition
    """where something without a sum may stand in for what is paid: the difference may be made up for"""


@dataclass(frozen=True, slots=True)
class PaidLine:
    """What one policy (None: the whole table) pays of a kind under two tables; `gap` is None where they are alike."""

    number: int | None
    kind: Kind
    before: Paid
    after: Paid
    gap: Gap | None
    parts: tuple["PaidLine", ...] = ()
    """what it is the sum of; those of a policy are among those of the whole where nothing joins it to others"""


@dataclass(frozen=True, slots=True)
class Unstated:
    """Who is due a benefit of which a source names no sum."""

    number: int
    before: Condition
    after: Condition
    unsure: Condition = FALSE
    """where it may be had in the stead of something else, or something else of it"""

    @property
    def rises(self) -> Condition:
        """Where a firm gets it that did not."""
        return all_of((self.after, negated(self.before)))

    @property
    def falls(self) -> Condition:
        """Where a firm does not get it any more."""
        return all_of((self.before, negated(self.after)))


@dataclass(frozen=True)
class Joint:
    """Two tables on a day."""

    before: Side
    after: Side

    @staticmethod
    def of(edition: Edition, other: Edition, as_of: date) -> "Joint":
        """Raises EditionError where the two do not mean the same by a fact."""
        _check_alike(edition.facts, other.facts)
        apart = (edition.derivations, edition.sizes) != (other.derivations, other.sizes)
        return Joint(Side(edition, as_of, apart), Side(other, as_of, apart))

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both."""
        return self.before, self.after

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The policies of either table."""
        return tuple(sorted({policy.number for side in self.sides for policy in side.edition.policies}))

    @cached_property
    def lines(self) -> tuple[PaidLine, ...]:
        """Per policy and kind, then per kind what the whole tables pay."""
        return tuple(
            self._line(number, kind) for number in (*self.numbers, None) for kind in kinds_of(self.sides, number)
        )

    @cached_property
    def unstated(self) -> tuple[Unstated, ...]:
        """The benefits of which a source names no sum, where it is due in either table."""
        found: dict[str, Unstated] = {}
        for side in self.sides:
            for key, due in side.due.items():
                if due.amount is None:
                    told = found.get(key, Unstated(due.number, FALSE, FALSE))
                    is_old = side is self.before
                    found[key] = replace(told, before=due.when) if is_old else replace(told, after=due.when)
        return tuple(
            replace(told, unsure=any_of(due.when for side in self.sides for due in side.tied({key})))
            for key, told in found.items()
        )

    @cached_property
    def rules(self) -> Edition:
        """An edition of which the rules are all of these: what an engine compiles."""
        before, after = (side.edition for side in self.sides)
        found = [Rule(TRUE, node) for line in self.lines for node in _quantities(line)]
        found += [Rule(node, None) for line in self.lines for node in _conditions(line)]
        found += [
            Rule(node, None)
            for each in self.unstated
            for node in (each.before, each.after, each.rises, each.falls, each.unsure)
        ]
        apart = self.before.apart
        return replace(
            before,
            facts=_united(before.facts, after.facts),
            policies=(),
            rules={str(i): rule for i, rule in enumerate(found)},
            conditions=dict(_conditions_of(self.sides)),
            derivations={} if apart else before.derivations,
            sizes=None if apart else before.sizes,
        )

    def _line(self, number: int | None, kind: Kind) -> PaidLine:
        before, after = (side.units(kind, number) for side in self.sides)
        each = (
            [{unit: side[unit]} if unit in side else {} for side in (before, after)]
            for unit in dict.fromkeys((*before, *after))
        )
        parts = tuple(self._line_of(None, kind, *sides) for sides in each)
        return replace(self._line_of(number, kind, before, after), parts=parts)

    def _line_of(
        self, number: int | None, kind: Kind, before: Mapping[Unit, Paid], after: Mapping[Unit, Paid]
    ) -> PaidLine:
        changed = [unit for unit in dict.fromkeys((*before, *after)) if before.get(unit) != after.get(unit)]
        old, new = ({unit: side[unit] for unit in changed if unit in side} for side in (before, after))
        gap = self._gap(old, new) if changed else None
        return PaidLine(number, kind, self._paid(self.before, before), self._paid(self.after, after), gap)

    def _paid(self, side: Side, units: Iterable[Unit]) -> Paid:
        """What is paid alike, in both tables or by one policy and by all, is one rule and worked out once."""
        found = side.paid(units)
        return self._alike.setdefault(found, found)

    @cached_property
    def _alike(self) -> dict[Paid, Paid]:
        return {}

    def _gap(self, before: Mapping[Unit, Paid], after: Mapping[Unit, Paid]) -> Gap:
        old, new = self.before.paid(before, to_fen=False), self.after.paid(after, to_fen=False)
        keys = {key for unit in (*before, *after) for key in unit}
        fractional = sum(any(side.due[key].is_fractional for side in self.sides if key in side.due) for key in keys)
        fractional += max(side.fractional_limits(keys) for side in self.sides)
        limits = self._limits(self.before, before), self._limits(self.after, after)
        up, down = _released(sorted(keys), *limits), _released(sorted(keys), *reversed(limits))
        endless = any_of((up, down))
        return Gap(
            Minus(new.least, old.least),
            _unless(endless, Minus(new.greatest, old.greatest)),
            self._paid_unless(endless, self.before, before),
            self._paid_unless(endless, self.after, after),
            fractional,
            up,
            down,
            any_of(due.when for side in self.sides for due in side.tied(keys) if due.amount is None),
        )

    def _paid_unless(self, endless: Condition, side: Side, units: Iterable[Unit]) -> Paid:
        paid = self._paid(side, units)
        return replace(paid, greatest=_unless(endless, paid.greatest))

    @staticmethod
    def _limits(side: Side, units: Mapping[Unit, Paid]) -> dict[str, Unlimited]:
        return {key: (side.no_limit(key), paid.unlimited) for unit, paid in units.items() for key in unit}


def _released(keys: Iterable[str], before: Mapping[str, Unlimited], after: Mapping[str, Unlimited]) -> Condition:
    """Where what is paid has no upper limit any more: a benefit has none by itself, or nothing caps it."""
    found = []
    for key in keys:
        (old, was), (new, now) = (side.get(key, (FALSE, FALSE)) for side in (before, after))
        found.append(all_of((now, any_of((negated(was), all_of((new, negated(old))))))))
    return any_of(found)


def _unless(condition: Condition, amount: Quantity) -> Quantity:
    return amount if condition == FALSE else Choose(condition, NONE, amount)


def _quantities(line: PaidLine) -> Iterator[Quantity]:
    for paid in (line.before, line.after, *((line.gap.before, line.gap.after) if line.gap else ())):
        yield from (paid.least, paid.greatest)
    if line.gap:
        yield from (line.gap.least, line.gap.greatest)


def _conditions(line: PaidLine) -> Iterator[Condition]:
    yield from (line.before.unlimited, line.after.unlimited)
    if line.gap:
        yield from (line.gap.up, line.gap.down, line.gap.unsure)


def _conditions_of(sides: Sequence[Side]) -> Iterator[tuple[str, Named]]:
    """The named conditions of both, each once."""
    each = dict.fromkeys(side.own(named) for side in sides for named in side.edition.conditions.values())
    yield from ((f"{named.name} {i}", named) for i, named in enumerate(each, start=1))


def _united(facts: Catalogue, others: Catalogue) -> Catalogue:
    more = tuple(fact for fact in others if fact.key not in facts.by_key)
    return facts if not more else Catalogue(facts=(*facts.facts, *more))


def _check_alike(facts: Catalogue, others: Catalogue) -> None:
    faults = [
        Fault(
            tell("两版政策表的这个指标含义不同，无法用同一份名单计算"),
            fact.key,
            expected=tell("类型、选项、默认值、小数位须一致"),
        )
        for fact in others
        if fact.key in facts.by_key and _meaning(facts[fact.key]) != _meaning(fact)
    ]
    if faults:
        raise EditionError(faults)


def _meaning(fact: Fact) -> tuple[object, ...]:
    """What a value of it is."""
    return fact.type, fact.option_keys, fact.default, fact.places
