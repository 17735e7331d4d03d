"""Two tables over a typed frame: what each pays, and for each firm the range of its own difference.

    plan = compile_reform(Joint.of(edition, other, as_of), present)
    worked = plan.evaluate(frame.lazy()).collect()

The range of a difference is that of all firms a half-known one may be, each under both tables: a firm that nothing
changes for contributes nothing, however little is known of it.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from fractions import Fraction
from functools import cached_property, reduce

from jinshan_cli.core.combining.paying import Paid
from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.core.policy import Kind
from jinshan_cli.core.reform.effects import SIDES, Side
from jinshan_cli.core.reform.joint import Gap, Joint, PaidLine
from jinshan_cli.core.rules.nodes import Condition, Quantity
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns.ends import INFINITE, End, exact
from jinshan_cli.engines.columns.evaluate import Translator
from jinshan_cli.engines.columns.intervals import ZERO
from jinshan_cli.engines.columns.plan import Staged, in_parts
from jinshan_cli.engines.columns.staging import Staging, compiling, saying
from jinshan_cli.engines.columns.together import is_some, total
from jinshan_cli.engines.columns.truths import Flag, Holds, both, either, negate

Ends = tuple[End, End]
"""at least and at most, in fen; of a difference both may be infinite"""


@dataclass(frozen=True, slots=True)
class MoneyColumns:
    """What is paid of a kind under the first table and under the second, and the second above the first."""

    before: Ends
    after: Ends
    difference: Ends
    unsure: Flag = False
    """where what has no sum may make up for the difference"""
    barely: Mapping[Side, Ends] = field(default_factory=dict)
    """the fen at each end that stand for something of which no more is known, as in `core.outcome.Total`"""


@dataclass(frozen=True, slots=True)
class EffectColumns:
    """Where a firm may and where it surely does get more, and less."""

    may_gain: Flag = False
    gains: Flag = False
    may_lose: Flag = False
    loses: Flag = False

    def __or__(self, other: "EffectColumns") -> "EffectColumns":
        return EffectColumns(
            either(self.may_gain, other.may_gain),
            either(self.gains, other.gains),
            either(self.may_lose, other.may_lose),
            either(self.loses, other.loses),
        )

    @property
    def gain(self) -> Flag:
        """Where it gets more, and of nothing less."""
        return both(self.gains, negate(self.may_lose))

    @property
    def lose(self) -> Flag:
        """Where it gets less, and of nothing more."""
        return both(self.loses, negate(self.may_gain))

    @property
    def same(self) -> Flag:
        """Where nothing differs."""
        return negate(either(self.may_gain, self.may_lose))

    @property
    def unsettled(self) -> Flag:
        """Where what is known does not tell, or something is more and something less."""
        return negate(either(self.gain, self.lose, self.same))


@dataclass(frozen=True, slots=True)
class SubjectColumns:
    """One policy, or with number None the whole table."""

    number: int | None
    money: dict[Kind, MoneyColumns]
    effect: EffectColumns
    unquantified: tuple[Holds, Holds]
    """who is due something of which the source names no sum, before and after"""


@dataclass(frozen=True, slots=True)
class ReformPlan(Staged):
    """Two tables on a day, compiled for the facts that have columns."""

    subjects: tuple[SubjectColumns, ...]
    """the whole, then by policy"""
    loose: bool = False
    """True where a sum has more cases than are looked at: its bounds may be wider than they need be"""


def compile_reform(joint: Joint, present: Set[str]) -> ReformPlan:
    """Both tables for a frame that has columns for the facts `present`.

    Raises EditionError, with the text of the rule, where figures may not fit in 128 bits.
    """
    edition = joint.rules
    compiler = _Compiler(edition, Translator(edition, present))
    with compiling():
        sizes = compiler.stage_comparisons()
        list(compiler.stage_conditions(on_derived=False))
        compiler.stage_derived(sizes)
        list(compiler.stage_conditions(on_derived=True))
        subjects = compiler.subjects(joint)
    return ReformPlan(in_parts(compiler.stages), subjects, bool(edition.cases.inexact))


class _Compiler(Staging):
    """Collects the columns of both tables."""

    def subjects(self, joint: Joint) -> tuple[SubjectColumns, ...]:
        """The whole and each policy."""
        self.next_stage()
        money = [(line, self._summed(line)) for line in joint.lines]
        unstated = {number: self._unstated(joint, number) for number in (None, *joint.numbers)}
        self.next_stage()
        told = {(line.number, line.kind): self._with_barely(line, *found) for line, found in money}
        return tuple(self._subject(number, told, unstated[number]) for number in (None, *joint.numbers))

    def _subject(
        self,
        number: int | None,
        money: dict[tuple[int | None, Kind], MoneyColumns],
        unstated: tuple[EffectColumns, Holds, Holds],
    ) -> SubjectColumns:
        own = {kind: found for (whose, kind), found in money.items() if whose == number}
        effect = reduce(EffectColumns.__or__, map(_effect, own.values()), unstated[0])
        name = f"effect {number or ''}"
        flags = (effect.may_gain, effect.gains, effect.may_lose, effect.loses)
        told = (self.flag(f"{name} {i}", flag) for i, flag in enumerate(flags))
        return SubjectColumns(number, own, EffectColumns(*told), unstated[1:])

    def _summed(self, line: PaidLine) -> tuple[MoneyColumns, list[MoneyColumns]]:
        """A line, and what it is the sum of, which is worked out once for a policy and for the whole."""
        parts = [self._part(part) for part in line.parts]
        return (parts[0] if len(parts) == 1 else self._money(_name(line), line)), parts

    def _part(self, part: PaidLine) -> MoneyColumns:
        if part not in self._parts:
            self._parts[part] = self._money(f"part {len(self._parts)} {part.kind}", part)
        return self._parts[part]

    @cached_property
    def _parts(self) -> dict[PaidLine, MoneyColumns]:
        return {}

    def _with_barely(self, line: PaidLine, found: MoneyColumns, parts: list[MoneyColumns]) -> MoneyColumns:
        told: dict[Side, Ends] = {}
        for side in SIDES:
            low, high = _barely(getattr(found, side), [getattr(part, side) for part in parts])
            name = f"{_name(line)} {side} barely"
            told[side] = self.end(f"{name} low", low), self.end(f"{name} high", high)
        return replace(found, barely=told)

    def _money(self, name: str, line: PaidLine) -> MoneyColumns:
        before = self._paid(f"{name} before", line.before)
        if line.gap is None:
            return MoneyColumns(before, before, (ZERO, ZERO))
        after = self._paid(f"{name} after", line.after)
        low, high = self._difference(line.gap)
        difference = self.end(f"{name} less", low), self.end(f"{name} more", high)
        return MoneyColumns(before, after, difference, self._truth(line.gap.unsure).possibly)

    def _paid(self, name: str, paid: Paid) -> Ends:
        low, _ = self._span(paid.least)
        _, high = self._span(paid.greatest)
        high = ends.select(self._truth(paid.unlimited).possibly, INFINITE, high)
        low = self.end(f"{name} low", low)
        return low, self.end(f"{name} high", high)

    def _difference(self, gap: Gap) -> Ends:
        """The hull of what it is with all that the sources leave open at its least, and at its greatest."""
        least = self._pinned(self._span(gap.least), gap, "least")
        greatest = self._pinned(self._span(gap.greatest), gap, "greatest")
        up, down = self._truth(gap.up), self._truth(gap.down)
        endless = either(up.surely, down.surely)
        low = ends.select(endless, least[0], ends.smallest((least[0], greatest[0]), True))
        high = ends.select(endless, least[1], ends.largest((least[1], greatest[1]), True))
        return ends.select(down.possibly, INFINITE, low), ends.select(up.possibly, INFINITE, high)

    def _pinned(self, found: Ends, gap: Gap, end: str) -> Ends:
        """To the fen: fractions widen it by a fen a benefit, but never past what the rounded sums allow."""
        if not gap.fractional:
            return found
        slack = exact(gap.fractional - 1)
        low, high = ends.plus(found[0], ends.negative(slack)), ends.plus(found[1], slack)
        old, new = (self._span(getattr(paid, end)) for paid in (gap.before, gap.after))
        least, most = (ends.plus(new[i], ends.negative(old[1 - i])) for i in (0, 1))
        return ends.largest((low, least), False), ends.smallest((high, most), False)

    def _unstated(self, joint: Joint, number: int | None) -> tuple[EffectColumns, Holds, Holds]:
        those = [each for each in joint.unstated if number in (None, each.number)]
        rises, falls = [self._truth(each.rises) for each in those], [self._truth(each.falls) for each in those]
        settled = [negate(self._truth(each.unsure).possibly) for each in those]
        gains, loses = (list(map(both, _surely(found), settled)) for found in (rises, falls))
        effect = EffectColumns(either(*_possibly(rises)), either(*gains), either(*_possibly(falls)), either(*loses))
        sides = ([self._truth(each.before) for each in those], [self._truth(each.after) for each in those])
        before, after = (Holds(either(*_surely(side)), either(*_possibly(side))) for side in sides)
        return effect, before, after

    def _span(self, node: Quantity) -> Ends:
        """Its ends in whole fen, outwards."""
        with saying(node):
            span = self.translator.span(self.edition.cases.of(node))
            low, high = span.whole(_FEN, "round_down").low, span.whole(_FEN, "round_up").high
        return low, high

    def _truth(self, node: Condition) -> Holds:
        with saying(node):
            return self.translator.truth(self.edition.cases.of(node))


_FEN = Fraction(1)


def _name(line: PaidLine) -> str:
    return f"line {line.number or ''} {line.kind}"


def _barely(whole: Ends, parts: Sequence[Ends]) -> Ends:
    """Of both ends of a sum, the fen of those of its parts that are something, or less by something; never past 0."""
    low = total(ends.counted(is_some(part)) for part in parts)
    high = total(ends.counted(is_some((ends.negative(high), ends.negative(low)))) for low, high in parts)
    return _up_to(whole[0], low), _up_to(whole[1], high)


def _up_to(end: End, barely: End) -> End:
    if barely.is_zero:
        return ZERO
    return ends.smallest((barely, ends.largest((end, ends.negative(end)), False)), False)


def _effect(money: MoneyColumns) -> EffectColumns:
    low, high = money.difference
    settled = negate(money.unsure)
    return EffectColumns(
        ends.below(ZERO, high, True),
        both(ends.below(ZERO, low, False), settled),
        ends.below(low, ZERO, True),
        both(ends.below(high, ZERO, False), settled),
    )


def _surely(found: Iterable[Holds]) -> list[Flag]:
    return [holds.surely for holds in found]


def _possibly(found: Iterable[Holds]) -> list[Flag]:
    return [holds.possibly for holds in found]
