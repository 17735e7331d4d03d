"""The edition's rules as plain expressions of Python, numpy or SQL, for the rivals: unknown is 0, no, or SQL's NULL.

None of the three has ranges: `up_to(x)`, `at_least(x)` and `between(a, b)` become x, x and b. Money is in yuan.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from jinshan_cli.core import nodes as n
from jinshan_cli.core.policy import Edition
from jinshan_cli.readers.edition import load_edition


@dataclass(frozen=True)
class Dialect:
    """How a language writes what the rules need."""

    both: Callable[[str, str], str]
    either: Callable[[str, str], str]
    negate: Callable[[str], str]
    choose: Callable[[str, str, str], str]
    one_of: Callable[[str, list[str]], str]
    least: str
    greatest: str
    equal: str = "=="


def _codes(codes: list[str]) -> str:
    return ", ".join(codes)


PYTHON = Dialect(
    both=lambda a, b: f"({a} and {b})",
    either=lambda a, b: f"({a} or {b})",
    negate=lambda a: f"(not {a})",
    choose=lambda c, a, b: f"({a} if {c} else {b})",
    one_of=lambda a, codes: f"({a} in ({_codes(codes)},))",
    least="min",
    greatest="max",
)
NUMPY = Dialect(
    both=lambda a, b: f"({a} & {b})",
    either=lambda a, b: f"({a} | {b})",
    negate=lambda a: f"(~{a})",
    choose=lambda c, a, b: f"np.where({c}, {a}, {b})",
    one_of=lambda a, codes: "(" + " | ".join(f"({a} == {code})" for code in codes) + ")",
    least="np.minimum",
    greatest="np.maximum",
)
SQL = Dialect(
    both=lambda a, b: f"({a} AND {b})",
    either=lambda a, b: f"({a} OR {b})",
    negate=lambda a: f"(NOT {a})",
    choose=lambda c, a, b: f"(CASE WHEN {c} THEN {a} ELSE {b} END)",
    one_of=lambda a, codes: f"({a} IN ({_codes(codes)}))",
    least="least",
    greatest="greatest",
    equal="=",
)


@dataclass(frozen=True)
class Rules:
    """Writes the rules of an edition; `name` turns a fact's key into what the language reads it by.

    Options are their places in the catalogue (0, 1 …).
    """

    edition: Edition
    dialect: Dialect
    name: Callable[[str], str] = str

    def condition(self, node: n.Condition) -> str:
        """A truth."""
        d = self.dialect
        match node:
            case n.And(parts):
                return reduce(d.both, map(self.condition, parts))
            case n.Or(parts):
                return reduce(d.either, map(self.condition, parts))
            case n.Not(part):
                return d.negate(self.condition(part))
            case n.Named(condition=part):
                return self.condition(part)
            case n.FlagFact(key):
                derived = self.edition.derivations.get(key)
                return self.name(key) if derived is None else self.condition(derived)
            case n.OneOf(key, options):
                known = self.edition.facts[key].option_keys
                codes = [str(known.index(option)) for option in options]
                sizes = self.edition.sizes
                return d.one_of(self._size() if sizes and key == sizes.fact else self.name(key), codes)
            case n.Compare():
                return reduce(d.both, (self._pair(*pair) for pair in node.pairs()))

    def _pair(self, left: n.Quantity, operator: str, right: n.Quantity) -> str:
        sign = self.dialect.equal if operator == "==" else operator
        return f"({self.quantity(left)} {sign} {self.quantity(right)})"

    def quantity(self, node: n.Quantity) -> str:
        """A number, yuan where it is money."""
        d = self.dialect
        match node:
            case n.Constant():
                number = float(node.number / 100 if node.money else node.number)
                return str(int(number) if number.is_integer() else number)
            case n.NumberFact(key):
                return self.name(key)
            case n.Plus(left, right):
                return f"({self.quantity(left)} + {self.quantity(right)})"
            case n.Minus(left, right):
                return f"({self.quantity(left)} - {self.quantity(right)})"
            case n.Times(left, right):
                return f"({self.quantity(left)} * {self.quantity(right)})"
            case n.Least(parts) | n.Greatest(parts):
                pick = d.least if isinstance(node, n.Least) else d.greatest
                return reduce(lambda a, b: f"{pick}({a}, {b})", map(self.quantity, parts))
            case n.UpTo(part) | n.AtLeast(part) | n.Between(_, part):
                return self.quantity(part)
            case n.Choose(condition, then, otherwise):
                return d.choose(self.condition(condition), self.quantity(then), self.quantity(otherwise))
            case n.Counted(condition):
                return d.choose(self.condition(condition), "1", "0")

    def _size(self) -> str:
        """The tier's number by the size standard; the highest outside it."""
        d, sizes = self.dialect, self.edition.sizes
        assert sizes is not None
        known = self.edition.facts[sizes.by].option_keys
        text = str(len(sizes.tiers) - 1)
        for row in sizes.rows:
            ranks = [self._rank(fact, limits) for fact, limits in row.thresholds.items()]
            rank = reduce(lambda a, b: f"{d.least}({a}, {b})", ranks)
            text = d.choose(d.one_of(self.name(sizes.by), [str(known.index(key)) for key in row.sectors]), rank, text)
        return text

    def _rank(self, fact: str, limits: tuple[int, ...]) -> str:
        scale = 100 if self.edition.facts[fact].type == "money" else 1
        steps = [self.dialect.choose(f"({self.name(fact)} >= {limit // scale})", "1", "0") for limit in limits]
        return "(" + " + ".join(steps) + ")"


@dataclass(frozen=True)
class Written:
    """A benefit as a rival reads it."""

    id: str
    number: int
    kind: str
    when: str
    amount: str | None


def written(dialect: Dialect, name: Callable[[str], str] = str, data: Path | None = None) -> list[Written]:
    """Every benefit of the built-in edition in a language."""
    edition = load_edition(data)
    rules = Rules(edition, dialect, name)
    return [
        Written(
            benefit.id,
            policy.number,
            benefit.kind,
            rules.condition(edition.rules[benefit.id].when),
            None if (amount := edition.rules[benefit.id].amount) is None else rules.quantity(amount),
        )
        for policy in edition.policies
        for benefit in policy.benefits
    ]
