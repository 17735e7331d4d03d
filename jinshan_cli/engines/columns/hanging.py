"""What the results of many firms hang on, as expressions: each fact, in the rows where it could turn a verdict."""

from collections.abc import Mapping
from itertools import combinations
from typing import cast

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.rules.nodes import (
    And,
    Cases,
    Choose,
    Compare,
    Comparison,
    Condition,
    Counted,
    FlagFact,
    Named,
    NamedQuantity,
    Not,
    NumberFact,
    OneOf,
    Or,
    Pieces,
    Quantity,
    Stated,
    children,
)
from jinshan_cli.core.rules.tree import is_vague
from jinshan_cli.engines.columns.evaluate import Translator
from jinshan_cli.engines.columns.truths import Flag, Holds, Missing, both, either, guarded, negate, united


@dataclass(slots=True)
class Explainer(Translator):
    """A translator that also says which facts are missing."""

    size_missing: Mapping[tuple[int, ...], Missing] = field(default_factory=dict)
    """by steps between its tiers, what the derived choice hangs on where it is not stated"""
    named: dict[Named, Missing] = field(default_factory=dict)
    """what named conditions hang on"""
    named_quantities: dict[NamedQuantity, Missing] = field(default_factory=dict)
    """what moves named quantities that are columns"""

    def missing(self, node: Condition) -> Missing:  # noqa: C901, PLR0912 - one case a node
        """The facts a condition's truth still hangs on, each where it does; nowhere where it is settled."""
        holds = self.truth(node)
        if holds.unsettled is False:
            return {}
        match node:
            case And(parts):
                return guarded(united(self.missing(part) for part in parts), holds.possibly)
            case Or(parts):
                return guarded(united(self.missing(part) for part in parts), negate(holds.surely))
            case Not(part):
                return self.missing(part)
            case Named(condition=part):
                return self.named[node] if node in self.named else self.missing(self.edition.cases.of(part))
            case FlagFact(key):
                return self._missing_flag(key, holds)
            case OneOf(key, options):
                sizes = self.edition.sizes
                if sizes is not None and key == sizes.fact:
                    found = guarded(self.size_missing[sizes.steps(options)], negate(self.contradicted))
                    return guarded(united((found, {key: self.contradicted})), holds.unsettled)
                return {key: holds.unsettled if self.may_be_several(key) else self.unstated(key)}
            case Compare():
                return guarded(united(self._missing_pair(*pair) for pair in node.pairs), holds.possibly)
            case Stated(key, _, derived):
                follows = both(holds.unsettled, negate(self.contradicts(key)))
                others = {} if derived is None else guarded(self.missing(derived), follows)
                alone = both(holds.unsettled, negate(either(*others.values())))
                return united((others, guarded({key: alone}, True)))
            case Cases(guards, branches):
                return guarded(self._missing_cases(guards, branches), holds.unsettled)

    def _missing_cases(self, guards: tuple[Condition, ...], parts: tuple[Condition, ...]) -> Missing:
        """What a possible case hangs on; and what tells the cases apart, where two of them may differ for a firm."""
        possible = [self.truth(guard).possibly for guard in guards]
        within = [guarded(self.missing(part), flag) for part, flag in zip(parts, possible, strict=True)]
        together: dict[Condition, Flag] = {}
        for part, flag in zip(parts, possible, strict=True):
            together[part] = either(together.get(part, False), flag)
        differ = either(
            *(
                both(together[one], together[other], self._unlike(one, other))
                for one, other in combinations(together, 2)
            )
        )
        return united((*within, *(guarded(self.missing(guard), differ) for guard in guards)))

    def _unlike(self, one: Condition, other: Condition) -> Flag:
        return self.truth(self.edition.cases.different(one, other)).possibly

    def _missing_flag(self, key: str, holds: Holds) -> Missing:
        if key not in self.edition.derivations:
            return {key: self.unstated(key)}
        derivation = self.edition.cases.of(self.edition.derivations[key])
        parts = guarded(self.missing(derivation), self.unstated(key))
        if not is_vague(derivation):
            return parts
        return united((parts, {key: both(holds.unsettled, negate(either(*parts.values())))}))

    def _missing_pair(self, left: Quantity, operator: Comparison, right: Quantity) -> Missing:
        unsettled = self._pair(left, operator, right).unsettled
        for side, other in ((left, right), (right, left)):
            if isinstance(side, NumberFact) and self.span(other).is_constant_point:
                return guarded({side.key: unsettled}, True)
        return guarded(united((self.loose(left), self.loose(right))), unsettled)

    def loose(self, node: Quantity) -> Missing:
        """The facts that could make another number of a quantity, each where it could."""
        vague = negate(self.span(node).is_point)
        match node:
            case NumberFact(key):
                return guarded({key: True}, vague)
            case Counted(condition):
                return self.missing(condition)
            case Choose(condition, then, otherwise):
                return guarded(self._loose_choice(condition, then, otherwise), vague)
            case Pieces(guards, pieces):
                return guarded(united((*map(self.missing, guards), *map(self.loose, pieces))), vague)
            case NamedQuantity(quantity=part):
                if node in self.named_quantities:
                    return self.named_quantities[node]
                return guarded(self.loose(self.edition.cases.of(part)), vague)
            case _:
                parts = cast("tuple[Quantity, ...]", children(node))
                return guarded(united(self.loose(part) for part in parts), vague)

    def _loose_choice(self, condition: Condition, then: Quantity, otherwise: Quantity) -> Missing:
        holds = self.truth(condition)
        branches = (
            guarded(self.loose(then), holds.possibly),
            guarded(self.loose(otherwise), negate(holds.surely)),
        )
        return united((self.missing(condition), *branches))
