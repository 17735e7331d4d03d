"""Which facts a verdict still hangs on, as the rivals compute it: `core.evaluate.missing` as expressions."""

from dataclasses import dataclass
from functools import reduce
from itertools import product

from rival_rules import Pair, Rules, Written

from jinshan_cli.core.rules import nodes as n
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.engines.columns.evaluate import choices

Loose = dict[str, str]
"""by fact: where the verdict hangs on it"""


@dataclass(frozen=True)
class Missing:
    """Writes, for the conditions of `rules`, where they are unsettled and why."""

    rules: Rules

    def shared(self) -> dict[str, str]:
        """Per question about the size and indicator, where that could still move the size over one of the steps."""
        sizes, d = self.rules.edition.sizes, self.rules.dialect
        assert sizes is not None
        found: dict[str, list[str]] = {}
        asked = {sizes.steps(node.options) for node in choices(self.rules.edition, sizes.fact)}
        sector = self.rules.name(sizes.by)
        keys = self.rules.edition.facts[sizes.by].option_keys
        for row in sizes.rows:
            here = reduce(d.either, (f"({sector} {d.equal} {code})" for code in (-1, *map(keys.index, row.sectors))))
            ranks = {fact: self.rules.ranks(fact, limits) for fact, limits in row.thresholds.items()}
            bound = reduce(lambda a, b: f"{d.least}({a}, {b})", (high for _, high in ranks.values()))
            for steps, (fact, (low, _)) in product(sorted(asked), ranks.items()):
                moved = (d.both(f"({low} <= {step})", f"({step} < {bound})") for step in steps)
                found.setdefault(_hanging(steps, fact), []).append(d.both(here, reduce(d.either, moved)))
        return {name: reduce(d.either, texts) for name, texts in found.items()}

    def firm(self, written: list[Written]) -> Loose:
        """By fact, where an undetermined policy of the firm hangs on it; in the order of the catalogue."""
        d = self.rules.dialect
        found: dict[str, list[str]] = {}
        for one in written:
            others = [other.when[0] for other in written if other.number == one.number]
            is_open = self._open(one.when)
            undecided = reduce(d.both, (d.negate(sure) for sure in others))
            for key, text in self._of(self.rules.edition.rules[one.id].when).items():
                found.setdefault(key, []).append(d.both(d.both(is_open, undecided), text))
        ordered = self.rules.edition.facts.in_order(set(found))
        return {key: reduce(d.either, found[key]) for key in ordered}

    def _open(self, pair: Pair) -> str:
        sure, maybe = pair
        return self.rules.dialect.both(maybe, self.rules.dialect.negate(sure))

    def _of(self, node: n.Condition) -> Loose:
        match node:
            case n.And(parts) | n.Or(parts):
                return self._united([self._within(part) for part in parts])
            case n.Not(part) | n.Named(condition=part):
                return self._of(part)
            case n.FlagFact(key):
                derived = self.rules.edition.derivations.get(key)
                stated = derived is None or key in self.rules.present
                return {key: self.rules.dialect.true} if stated else self._of(derived)  # type: ignore[arg-type]
            case n.OneOf(key, options):
                return self._of_choice(key, options)
            case n.Compare():
                pairs = [n.Compare(left, ((operator, right),)) for left, operator, right in node.pairs]
                return self._united([self._numbers(pair) for pair in pairs])
        raise TypeError(f"{type(node).__name__} stands in no rule as it is written")

    def _within(self, part: n.Condition) -> Loose:
        """What a part hangs on, where the part itself is open."""
        is_open = self._open(self.rules.condition(part))
        return {key: self.rules.dialect.both(is_open, text) for key, text in self._of(part).items()}

    def _numbers(self, pair: n.Compare) -> Loose:
        """The numbers of one comparison that are not known exactly."""
        is_open = self._open(self.rules.condition(pair))
        ends = {key: (self.rules.name(f"{key}_low"), self.rules.name(f"{key}_high")) for key in fact_keys(pair)}
        return {key: self.rules.dialect.both(is_open, f"({low} < {high})") for key, (low, high) in ends.items()}

    def _of_choice(self, key: str, options: tuple[str, ...]) -> Loose:
        sizes, d = self.rules.edition.sizes, self.rules.dialect
        if sizes is None or key != sizes.fact:
            return {key: d.true}
        steps = sizes.steps(options)
        hangs = {fact: self.rules.name(_hanging(steps, fact)) for row in sizes.rows for fact in row.limits}
        no_sector = f"({self.rules.name(sizes.by)} {d.equal} -1)"
        settled = d.negate(reduce(d.either, (no_sector, *hangs.values())))
        return {**hangs, sizes.by: no_sector, key: settled}

    def _united(self, parts: list[Loose]) -> Loose:
        keys = dict.fromkeys(key for part in parts for key in part)
        return {key: reduce(self.rules.dialect.either, (part[key] for part in parts if key in part)) for key in keys}


def _hanging(steps: tuple[int, ...], fact: str) -> str:
    return "_".join(("size_hangs", *map(str, steps), fact))
