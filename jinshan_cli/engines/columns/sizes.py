"""The size standard over a typed frame: which tiers are possible in each row, and what could still tell.

A number is below tier k where it is below the k-th limit, so that everything is comparisons with limits.
"""

from collections.abc import Callable, Iterable, Set

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.nodes import FlagFact
from jinshan_cli.core.sizes import SizeStandard
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns.evaluate import Translator
from jinshan_cli.engines.columns.truths import Flag, Missing, both, either, guarded, negate, united

Stage = Callable[[str, Flag], Flag]
"""makes a named column of a flag"""


@dataclass(frozen=True, slots=True)
class _Row:
    """Rows of the standard with the same limits: where their sectors are possible, and each indicator at each limit."""

    applies: Flag
    maybe_below: dict[str, list[Flag]]
    surely_below: dict[str, list[Flag]]

    def reaches(self, tier: int) -> Flag:
        """Where no indicator is sure to hold the firm below a tier."""
        if tier == 0:
            return True
        return negate(either(*(flags[tier - 1] for flags in self.surely_below.values())))

    def keeps_to(self, tier: int) -> Flag:
        """Where an indicator may hold the firm to a tier."""
        return either(*(tier == len(flags) or flags[tier] for flags in self.maybe_below.values()))

    def unsettled(self, steps: Iterable[int]) -> Missing:
        """Each indicator where it could still move the tier over one of the steps."""
        return {
            fact: either(*(both(flags[step], self.reaches(step + 1)) for step in steps))
            for fact, flags in self.maybe_below.items()
        }


@dataclass(frozen=True, slots=True)
class SizeColumns:
    """The standard with its comparisons as columns."""

    sizes: SizeStandard
    translator: Translator
    rows: list[_Row]

    def tiers(self) -> dict[str, Flag]:
        """Each tier where it is possible, as stated or as derived."""
        fact = self.translator.edition.facts[self.sizes.fact]
        if self.translator.may_be_several(fact.key):
            return self._tiers_of_several(fact.key)
        unstated = self.translator.unstated(fact.key)
        found = {}
        for i, tier in enumerate(self.sizes.tiers):
            stated = False if unstated is True else ex.col(fact.key) == fact.option_keys.index(tier)
            given = stated if isinstance(stated, bool) else stated.fill_null(False)
            found[tier] = either(given, both(unstated, self._derived(i)))
        return found

    def _tiers_of_several(self, key: str) -> dict[str, Flag]:
        """What is stated and derived alike; where nothing is, what is stated."""
        stated, contradicted = self.translator.possible(key), self.contradicted()
        return {
            tier: both(stated[tier], either(self._derived(i), contradicted)) for i, tier in enumerate(self.sizes.tiers)
        }

    def contradicted(self) -> Flag:
        """Where several tiers are stated, and none of them is derived."""
        if not self.translator.may_be_several(self.sizes.fact):
            return False
        stated = self.translator.possible(self.sizes.fact)
        return negate(either(*(both(stated[tier], self._derived(i)) for i, tier in enumerate(self.sizes.tiers))))

    def _derived(self, tier: int) -> Flag:
        outside = set(self.translator.edition.facts[self.sizes.by].option_keys) - set(self.sizes.row_of)
        free = self.translator.one_of(self.sizes.by, outside).possibly
        return either(free, *(both(row.applies, row.reaches(tier), row.keeps_to(tier)) for row in self.rows))

    def missing(self, steps: Iterable[int]) -> Missing:
        """The other facts that a step hangs on, each where it does: indicators, and the choice that names the row."""
        parts = [guarded(row.unsettled(steps), row.applies) for row in self.rows]
        found = united((*parts, {self.sizes.by: self._several()}))
        return guarded(found, self.translator.unstated(self.sizes.fact))

    def _several(self) -> Flag:
        fact = self.translator.edition.facts[self.sizes.by]
        if self.translator.may_be_several(fact.key):
            others = [flag for option, flag in self.translator.possible(fact.key).items() if option != fact.default]
            return both(self.translator.unstated(fact.key), either(*others))
        return False if fact.default or len(fact.options) == 1 else self.translator.unstated(fact.key)

    def itself(self, others: Missing) -> Flag:
        """Where nothing but the size itself would tell."""
        return both(self.translator.unstated(self.sizes.fact), negate(either(*others.values())))


def size_columns(sizes: SizeStandard, translator: Translator, stage: Stage) -> SizeColumns:
    """The standard, its comparisons made columns of the current stage."""
    alike: dict[tuple[tuple[str, tuple[int, ...]], ...], list[str]] = {}
    for row in sizes.rows:
        alike.setdefault(tuple(row.thresholds.items()), []).extend(row.sectors)

    def below(fact: str, limits: tuple[int, ...], where_infinite: bool) -> list[Flag]:
        number = translator.number(fact)
        end, name = (number.low, "low") if where_infinite else (number.high, "high")
        return [stage(f"{fact} {name} < {x}", ends.below(end, ends.exact(x), where_infinite)) for x in limits]

    rows = [
        _Row(
            stage(f"{sizes.by} {' '.join(sectors)}", translator.one_of(sizes.by, sectors).possibly),
            {fact: below(fact, limits, True) for fact, limits in thresholds},
            {fact: below(fact, limits, False) for fact, limits in thresholds},
        )
        for thresholds, sectors in alike.items()
    ]
    return SizeColumns(sizes, translator, rows)


def classes(edition: Edition, present: Set[str], key: str) -> dict[str, Flag]:
    """The rows of each answer of a flag or choice by its label; a row in none is one of which it is not known."""
    translator, fact, sizes = Translator(edition, present), edition.facts[key], edition.sizes
    if sizes is not None and key == sizes.fact:
        translator.tiers = size_columns(sizes, translator, lambda _, flag: flag).tiers()
    if fact.type == "flag":
        holds = translator.truth(FlagFact(key))
        return {tell("是"): holds.surely, tell("否"): negate(holds.possibly)}
    return {option.label: translator.one_of(key, (option.key,)).surely for option in fact.options}
