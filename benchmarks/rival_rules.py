"""The edition's rules as expressions of Python, numpy or SQL, for the rivals: the same three truths and ranges as ours.

A condition is two expressions, surely and possibly true; a quantity is two, low and high. Money is in yuan, no upper
end is infinity. What a rival reads: `<key>_low`, `<key>_high` of a number; `<key>_sure`, `<key>_maybe` of a flag;
`<key>` of a choice, its option's place in the catalogue or -1.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce

from jinshan_cli.core.policy import Benefit, Edition, Policy
from jinshan_cli.core.rules import nodes as n
from jinshan_cli.core.timing import Moment
from jinshan_cli.files.edition.folder import load_edition

Pair = tuple[str, str]


@dataclass(frozen=True)
class Dialect:
    """How a language writes what the rules need."""

    both: Callable[[str, str], str]
    either: Callable[[str, str], str]
    negate: Callable[[str], str]
    choose: Callable[[str, str, str], str]
    least: str
    greatest: str
    infinity: str
    true: str
    equal: str = "=="


PYTHON = Dialect(
    both=lambda a, b: f"({a} and {b})",
    either=lambda a, b: f"({a} or {b})",
    negate=lambda a: f"(not {a})",
    choose=lambda c, a, b: f"({a} if {c} else {b})",
    least="min",
    greatest="max",
    infinity="inf",
    true="True",
)
NUMPY = Dialect(
    both=lambda a, b: f"({a} & {b})",
    either=lambda a, b: f"({a} | {b})",
    negate=lambda a: f"(~{a})",
    choose=lambda c, a, b: f"np.where({c}, {a}, {b})",
    least="np.minimum",
    greatest="np.maximum",
    infinity="np.inf",
    true="np.True_",
)
SQL = Dialect(
    both=lambda a, b: f"({a} AND {b})",
    either=lambda a, b: f"({a} OR {b})",
    negate=lambda a: f"(NOT {a})",
    choose=lambda c, a, b: f"(CASE WHEN {c} THEN {a} ELSE {b} END)",
    least="least",
    greatest="greatest",
    infinity="'inf'::DOUBLE",
    true="TRUE",
    equal="=",
)


@dataclass(frozen=True)
class Rules:
    """Writes the rules of an edition for a list that has the facts `present`; `name` is how a column is read."""

    edition: Edition
    dialect: Dialect
    present: frozenset[str]
    name: Callable[[str], str] = str

    def condition(self, node: n.Condition) -> Pair:
        """Surely, possibly."""
        d = self.dialect
        match node:
            case n.And(parts):
                return self._joined(d.both, [self.condition(part) for part in parts])
            case n.Or(parts):
                return self._joined(d.either, [self.condition(part) for part in parts])
            case n.Not(part):
                sure, maybe = self.condition(part)
                return d.negate(maybe), d.negate(sure)
            case n.Named(name):
                return self.name(f"{name}_sure"), self.name(f"{name}_maybe")
            case n.FlagFact(key):
                return self._flag(key)
            case n.OneOf(key, options):
                return self._one_of(key, options)
            case n.Compare():
                return self._joined(d.both, [self._pair(*pair) for pair in node.pairs])
        raise TypeError(f"{type(node).__name__} stands in no rule as it is written")

    def _joined(self, join: Callable[[str, str], str], pairs: list[Pair]) -> Pair:
        return reduce(join, (sure for sure, _ in pairs)), reduce(join, (maybe for _, maybe in pairs))

    def _flag(self, key: str) -> Pair:
        derived = self.edition.derivations.get(key)
        if derived is not None and key not in self.present:
            return self.condition(derived)
        return self.name(f"{key}_sure"), self.name(f"{key}_maybe")

    def _one_of(self, key: str, options: tuple[str, ...]) -> Pair:
        d, fact, sizes = self.dialect, self.edition.facts[key], self.edition.sizes
        if sizes is not None and key == sizes.fact:
            assert options == sizes.tiers[: len(options)], "only the lowest tiers together"
            top = len(options) - 1
            return f"({self.name('size_high')} <= {top})", f"({self.name('size_low')} <= {top})"
        if key not in self.present and fact.default:
            return (self._truth(fact.default in options),) * 2
        hits = [f"({self.name(key)} {d.equal} {fact.option_keys.index(option)})" for option in options]
        sure = reduce(d.either, hits)
        return sure, d.either(sure, f"({self.name(key)} {d.equal} -1)")

    def _truth(self, truth: bool) -> str:
        return self.dialect.true if truth else self.dialect.negate(self.dialect.true)

    def _pair(self, left: n.Quantity, operator: str, right: n.Quantity) -> Pair:
        (left_low, left_high), (right_low, right_high) = self.quantity(left), self.quantity(right)
        if operator in ("<", "<="):
            return f"({left_high} {operator} {right_low})", f"({left_low} {operator} {right_high})"
        assert operator in (">", ">="), operator
        return f"({left_low} {operator} {right_high})", f"({left_high} {operator} {right_low})"

    def quantity(self, node: n.Quantity) -> Pair:
        """Low, high; in yuan where it is money."""
        d = self.dialect
        match node:
            case n.Constant() | n.Parameter():
                return (_figure(node),) * 2
            case n.NumberFact(key):
                return self.name(f"{key}_low"), self.name(f"{key}_high")
            case n.Plus(left, right) | n.Times(left, right):
                sign = "+" if isinstance(node, n.Plus) else "*"
                pairs = zip(self.quantity(left), self.quantity(right), strict=True)
                low, high = (f"({one} {sign} {other})" for one, other in pairs)
                return low, high
            case n.Least(parts) | n.Greatest(parts):
                pick = d.least if isinstance(node, n.Least) else d.greatest
                return self._joined(lambda a, b: f"{pick}({a}, {b})", [self.quantity(part) for part in parts])
            case n.UpTo(part):
                return "0", self.quantity(part)[1]
            case n.AtLeast(part):
                return self.quantity(part)[0], d.infinity
            case n.Between(low, high):
                return self.quantity(low)[0], self.quantity(high)[1]
            case n.Choose(condition, then, otherwise):
                return self._choice(self.condition(condition), self.quantity(then), self.quantity(otherwise))
            case n.Counted(condition):
                sure, maybe = self.condition(condition)
                return d.choose(sure, "1", "0"), d.choose(maybe, "1", "0")
        raise NotImplementedError(node)

    def _choice(self, condition: Pair, then: Pair, otherwise: Pair) -> Pair:
        d, (sure, maybe) = self.dialect, condition
        ends = []
        for pick, one, other in zip((d.least, d.greatest), then, otherwise, strict=True):
            ends.append(d.choose(sure, one, d.choose(maybe, f"{pick}({one}, {other})", other)))
        return ends[0], ends[1]

    def size(self) -> Pair:
        """The lowest and the highest tier that is possible, as numbers; every one outside the standard."""
        d, sizes = self.dialect, self.edition.sizes
        assert sizes is not None
        sectors = self.edition.facts[sizes.by].option_keys
        low, high = "0", str(len(sizes.tiers) - 1)
        for row in sizes.rows:
            codes = [f"({self.name(sizes.by)} {d.equal} {sectors.index(key)})" for key in row.sectors]
            ranks = [self.ranks(fact, limits) for fact, limits in row.thresholds.items()]
            one, other = self._joined(lambda a, b: f"{d.least}({a}, {b})", ranks)
            here = reduce(d.either, codes)
            low, high = d.choose(here, one, low), d.choose(here, other, high)
        return low, high

    def ranks(self, fact: str, limits: tuple[int, ...]) -> Pair:
        """The lowest and the highest tier that an indicator can reach."""
        scale = 100 if self.edition.facts[fact].type == "money" else 1
        low, high = (
            "(" + " + ".join(self.dialect.choose(f"({end} >= {limit // scale})", "1", "0") for limit in limits) + ")"
            for end in (self.name(f"{fact}_low"), self.name(f"{fact}_high"))
        )
        return low, high


def _figure(node: n.Figure) -> str:
    """In yuan where it is money."""
    constant = node.value if isinstance(node, n.Parameter) else node
    assert isinstance(constant, n.Constant), "no rule reckons with a day"
    number = float(constant.number / 100 if constant.money else constant.number)
    return str(int(number) if number.is_integer() else number)


@dataclass(frozen=True)
class Written:
    """A benefit as a rival reads it."""

    id: str
    number: int
    kind: str
    when: Pair
    amount: Pair | None
    """None: not quantified"""
    moment: Moment
    """where the day of the comparison lies"""

    @property
    def ends(self) -> dict[str, str]:
        """What the results read of it: `sure_<id>`, `maybe_<id>`, and of an amount `low_<id>`, `high_<id>`."""
        told = zip(("sure", "maybe", "low", "high"), (*self.when, *(self.amount or ())), strict=False)
        return {f"{word}_{self.id}": text for word, text in told}


def shared(rules: Rules) -> dict[str, str]:
    """What the benefits read besides facts: `firm_sure`, `size_low` …"""
    named = {name: rules.condition(node.condition) for name, node in rules.edition.conditions.items()}
    size = dict(zip(("size_low", "size_high"), rules.size(), strict=True))
    ends = zip(("sure", "maybe"), (0, 1), strict=True)
    return {**size, **{f"{name}_{word}": pair[i] for word, i in ends for name, pair in named.items()}}


def benefits(rules: Rules) -> list[Written]:
    """Every benefit of the edition."""
    return [_written(rules, policy, benefit) for policy in rules.edition.policies for benefit in policy.benefits]


def _written(rules: Rules, policy: Policy, benefit: Benefit) -> Written:
    rule = rules.edition.rules[benefit.id]
    amount = rules.quantity(rule.amount) if rule.amount is not None else None
    moment = rules.edition.moment(benefit, AS_OF)
    return Written(benefit.id, policy.number, benefit.kind, rules.condition(rule.when), amount, moment)


def is_summed(benefit: Benefit) -> bool:
    """True if sums count it: it is quantified, and to be had on the day."""
    return EDITION.rules[benefit.id].amount is not None and EDITION.moment(benefit, AS_OF).is_now


def summed(kind: str, end: str) -> list[list[str]]:
    """The benefits whose amounts add up to an end of a sum; of several in a list the greatest counts.

    Where the source does not say whether two can be had together, the least is the greater of them, the most their sum.
    """
    found: dict[str, list[str]] = {}
    for policy in EDITION.policies:
        for benefit in policy.benefits:
            if benefit.kind == kind and is_summed(benefit):
                together = _TOGETHER.get(benefit.id, benefit.id) if end == "low" else benefit.id
                found.setdefault(together, []).append(benefit.id)
    return list(found.values())


EDITION = load_edition()
KINDS = ("grant", "relief", "refund")
AS_OF = date(2023, 5, 1)
"""the day of every comparison"""
assert all(each.kind == "unsettled" for each in EDITION.combinations), "the rivals know no other"
_TOGETHER = {key: each.benefits[0] for each in EDITION.combinations for key in each.benefits}
