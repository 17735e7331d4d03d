"""Derived facts by what they follow from, so that a rule shares their facts with them."""

from collections.abc import Mapping

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.rules.exact import linear as lines
from jinshan_cli.core.rules.exact.logic import FALSE, TRUE, all_of, any_of, negated
from jinshan_cli.core.rules.grammar import UNITS
from jinshan_cli.core.rules.nodes import Compare, Condition, FlagFact, NumberFact, OneOf, Stated
from jinshan_cli.core.sizes import SizeRow, SizeStandard


@dataclass(frozen=True)
class Definitions:
    """What the derived facts of an edition follow from."""

    conditions: Mapping[str, Condition]
    """by the key of the flag that they give"""
    sizes: SizeStandard | None

    def __contains__(self, key: str) -> bool:
        return key in self.conditions or (self.sizes is not None and key == self.sizes.fact)

    def written_out(self, facts: Catalogue, node: Condition) -> Condition:
        """A derived fact by its definition; any other condition as it is."""
        match node:
            case FlagFact(key) if key in self.conditions:
                return Stated(key, (), self.conditions[key])
            case OneOf(key, options) if self.sizes is not None and key == self.sizes.fact:
                if set(options) >= set(self.sizes.tiers):
                    return TRUE
                return Stated(key, options, _size_is(self.sizes, options, facts))
        return node


def fact_node(fact: Fact) -> NumberFact:
    """A number fact as rules have it."""
    return NumberFact(fact.key, UNITS[fact.type], fact.per)


def under(fact: NumberFact, limit: int) -> Condition:
    """`staff < 300`, the limit in the steps that the fact is told in."""
    return Compare(fact, (("<", lines.steps(fact, limit)),))


def _size_is(sizes: SizeStandard, options: tuple[str, ...], facts: Catalogue) -> Condition:
    """A firm of the standard has one of these tiers; outside the standard nothing tells."""
    wanted = [False, *(tier in options for tier in sizes.tiers), False]
    turns = [i for i in range(len(wanted) - 1) if wanted[i] != wanted[i + 1]]
    runs = list(zip(turns[::2], turns[1::2], strict=True))
    parts = []
    for row in sizes.rows:
        tiers = (all_of((_reaches(row, low, facts), negated(_reaches(row, high, facts)))) for low, high in runs)
        parts.append(all_of((OneOf(sizes.by, row.sectors), any_of(tiers))))
    outside = tuple(option for option in facts[sizes.by].option_keys if option not in sizes.row_of)
    free = [all_of((OneOf(sizes.by, outside), Stated(sizes.fact, options, None)))] if outside else []
    return any_of((*parts, *free))


def _reaches(row: SizeRow, tier: int, facts: Catalogue) -> Condition:
    if tier == 0:
        return TRUE
    if any(tier > len(limits) for limits in row.thresholds.values()):
        return FALSE
    limits = ((fact_node(facts[key]), each[tier - 1]) for key, each in row.thresholds.items())
    return all_of(negated(under(fact, limit)) for fact, limit in limits)
