"""The rule language as data: a condition has a truth, a quantity has an interval.

Each node's docstring shows how it is written. Nodes do nothing: engines, words and text are one
`match` each elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Comparison = Literal["<", "<=", ">", ">=", "==", "!="]
Suffix = Literal["", "%", "万", "亿"]

SCALE: dict[Suffix, Fraction] = {
    "": Fraction(1),
    "%": Fraction(1, 100),
    "万": Fraction(10**4),
    "亿": Fraction(10**8),
}


@dataclass(frozen=True)
class Constant:
    """`50万`: digits and suffix as written. `money` is True where the rule reads it as yuan."""

    digits: str
    suffix: Suffix = ""
    money: bool = False
    number: int | Fraction = field(init=False, repr=False, compare=False)
    """its exact value, in fen if it is money"""

    def __post_init__(self) -> None:
        number = Fraction(self.digits) * SCALE[self.suffix] * (100 if self.money else 1)
        object.__setattr__(self, "number", int(number) if number.denominator == 1 else number)


@dataclass(frozen=True)
class NumberFact:
    """`revenue`"""

    key: str
    money: bool


@dataclass(frozen=True)
class Plus:
    """`goods_sales + retail_sales`"""

    left: "Quantity"
    right: "Quantity"


@dataclass(frozen=True)
class Minus:
    """`goods_sales - goods_sales_peak`"""

    left: "Quantity"
    right: "Quantity"


@dataclass(frozen=True)
class Times:
    """`5% * rd_spend`; neither side can be negative"""

    left: "Quantity"
    right: "Quantity"


@dataclass(frozen=True)
class Least:
    """`min(5% * rd_spend, 50万)`"""

    parts: "tuple[Quantity, ...]"


@dataclass(frozen=True)
class Greatest:
    """`max(goods_sales, retail_sales)`"""

    parts: "tuple[Quantity, ...]"


@dataclass(frozen=True)
class UpTo:
    """`up_to(100万)`: from 0 to the sum"""

    limit: "Quantity"


@dataclass(frozen=True)
class AtLeast:
    """`at_least(10万)`: the sum, with no upper end"""

    floor: "Quantity"


@dataclass(frozen=True)
class Between:
    """`between(10万, 20万)`: from the low end of the first to the high end of the second"""

    low: "Quantity"
    high: "Quantity"


@dataclass(frozen=True)
class Choose:
    """`20万 if hnte in [new, introduced] else 5万`"""

    condition: "Condition"
    then: "Quantity"
    otherwise: "Quantity"


@dataclass(frozen=True)
class Counted:
    """`10万 * (goods_sales >= 10亿)`: a condition counted as 1 or 0"""

    condition: "Condition"


@dataclass(frozen=True)
class FlagFact:
    """`newly_above_quota`"""

    key: str


@dataclass(frozen=True)
class OneOf:
    """`sector in [retail, catering]`, `hnte == new`"""

    key: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Compare:
    """`mall_retail_peak < 5亿 <= mall_retail`"""

    first: "Quantity"
    rest: "tuple[tuple[Comparison, Quantity], ...]"

    def pairs(self) -> "list[tuple[Quantity, Comparison, Quantity]]":
        """Each neighbouring pair of the chain with its operator."""
        sides = (self.first, *(side for _, side in self.rest))
        return [(sides[i], operator, side) for i, (operator, side) in enumerate(self.rest)]


@dataclass(frozen=True)
class Not:
    """`not tech_renovation`, `hnte != none`, `sector not in [mining, utilities]`"""

    part: "Condition"


@dataclass(frozen=True)
class And:
    """`tech_renovation and newly_four_above`"""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class Or:
    """`tech_renovation or newly_four_above`"""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class Named:
    """`firm`: a condition that the edition gives a name and a label"""

    name: str
    label: str
    condition: "Condition" = field(hash=False)
    depth: int = field(init=False, repr=False, compare=False)
    """levels of nodes, with those that it stands for"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "depth", 1 + depth(self.condition))


Quantity = Constant | NumberFact | Plus | Minus | Times | Least | Greatest | UpTo | AtLeast | Between | Choose | Counted
Condition = FlagFact | OneOf | Compare | Not | And | Or | Named
Node = Quantity | Condition


def children(node: Node) -> "tuple[Node, ...]":
    """The nodes directly below a node, left to right."""
    match node:
        case Constant() | NumberFact() | FlagFact() | OneOf():
            return ()
        case Plus(left, right) | Minus(left, right) | Times(left, right) | Between(left, right):
            return (left, right)
        case Least(parts) | Greatest(parts) | And(parts) | Or(parts):
            return parts
        case UpTo(part) | AtLeast(part) | Counted(part) | Not(part) | Named(condition=part):
            return (part,)
        case Choose(condition, then, otherwise):
            return (condition, then, otherwise)
        case Compare(first, rest):
            return (first, *(side for _, side in rest))


def walk(node: Node) -> Iterator[Node]:
    """A node and every node below it, left to right; what a named condition stands for is there once."""
    waiting, entered = [node], set[Named]()
    while waiting:
        found = waiting.pop()
        if isinstance(found, Named):
            if found in entered:
                continue
            entered.add(found)
        yield found
        waiting += reversed(children(found))


def depth(node: Node) -> int:
    """How many levels of nodes there are, with those that named conditions stand for."""
    return node.depth if isinstance(node, Named) else 1 + max(map(depth, children(node)), default=0)


def fact_keys(node: Node) -> set[str]:
    """The keys of every fact a node reads, derived ones by their own key."""
    return {part.key for part in walk(node) if isinstance(part, NumberFact | FlagFact | OneOf)}
