"""The rule language as data: a condition has a truth, a quantity has an interval.

Each node's docstring shows how it is written. Nodes do nothing: engines, words and text are one
`match` each elsewhere.
"""

from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from typing import Literal, cast

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.rules.constants import Constant as Constant
from jinshan_cli.core.rules.constants import Day as Day
from jinshan_cli.core.rules.constants import Figure as Figure
from jinshan_cli.core.rules.constants import Parameter as Parameter
from jinshan_cli.core.rules.constants import Suffix as Suffix

Comparison = Literal["<", "<=", ">", ">=", "==", "!="]
Unit = Literal["money", "count", "date", "free"]
"""`free`: a bare number, a rate, or a product whose price is still bare; a date is a day's ordinal"""
Way = Literal["round_down", "round", "round_up"]
Span = Literal["days", "months", "years"]


class _Name:
    """What an edition names: two are one if name and meaning are; neither is looked through for it more than once."""

    name: str
    label: str

    @cached_property
    def meaning(self) -> str:
        """A digest of what it stands for."""
        for name in reversed(_names_in(children(cast("Node", self)))):
            name.meaning  # noqa: B018 - from the inside outwards, so that no depth exhausts the stack
        return sha256(repr(children(cast("Node", self))).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, _Name) or type(self) is not type(other):
            return self is other
        return (self.name, self.label, self.meaning) == (other.name, other.label, other.meaning)

    def __hash__(self) -> int:
        return hash((self.name, self.label))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r}, {self.label!r}, {self.meaning})"


@dataclass(frozen=True)
class NumberFact:
    """`revenue`; `per`: how many of the steps that it is told in make one of its unit (fen: of money)"""

    key: str
    unit: Unit
    per: int = 1


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
class Over:
    """`rd_spend / 3`; what it is divided by is a figure above 0"""

    part: "Quantity"
    by: "Figure"


@dataclass(frozen=True)
class Steps:
    """`steps(goods_sales, 1000万)`: how many whole ones are in it"""

    part: "Quantity"
    size: "Figure"


@dataclass(frozen=True)
class Rounded:
    """`round_down(rd_spend, 1000)`, `round(rd_spend, 1000)` (half up), `round_up(rd_spend, 1000)`"""

    way: Way
    part: "Quantity"
    size: "Figure"


@dataclass(frozen=True)
class Tiers:
    """`tiers(employees, [100, 300], [5万, 8万, 10万])`: the value of its bracket; a bound is in the upper one"""

    part: "Quantity"
    bounds: "tuple[Figure, ...]"
    values: "tuple[Quantity, ...]"

    @property
    def choice(self) -> "Quantity":
        """`5万 if employees < 100 else 8万 if employees < 300 else 10万`, which is the same."""
        *lower, found = self.values
        for bound, value in zip(reversed(self.bounds), reversed(lower), strict=True):
            found = Choose(Compare(self.part, (("<", bound),)), value, found)
        return found


@dataclass(frozen=True)
class Bands:
    """`bands(revenue, [5000万, 1亿], [1%, 2%, 3%])`: 1 % of what is below 5000万, 2 % of what is from there, …"""

    part: "Quantity"
    bounds: "tuple[Figure, ...]"
    rates: "tuple[Figure, ...]"


@dataclass(frozen=True)
class Elapsed:
    """`months(2022-03-01, 2023-03-01)`: whole ones from the first day to the second, below 0 if that comes first"""

    span: Span
    since: "Quantity"
    until: "Quantity"


@dataclass(frozen=True, eq=False, repr=False)
class NamedQuantity(_Name):
    """`growth`: a quantity that the edition gives a name and a label"""

    name: str
    label: str
    quantity: "Quantity"
    depth: int = field(init=False)
    """levels of nodes, with those that it stands for"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "depth", 1 + depth(self.quantity))


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

    @cached_property
    def pairs(self) -> "tuple[tuple[Quantity, Comparison, Quantity], ...]":
        """Each neighbouring pair of the chain with its operator."""
        return tuple((self.rest[i - 1][1] if i else self.first, *pair) for i, pair in enumerate(self.rest))


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


@dataclass(frozen=True, eq=False, repr=False)
class Named(_Name):
    """`firm`: a condition that the edition gives a name and a label"""

    name: str
    label: str
    condition: "Condition"
    depth: int = field(init=False)
    """levels of nodes, with those that it stands for"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "depth", 1 + depth(self.condition))


@dataclass(frozen=True)
class Stated:
    """Made by `cases`, not written: a derived fact by what is stated of it (options: of a choice), else by `derived`"""

    key: str
    options: tuple[str, ...]
    derived: "Condition | None"


@dataclass(frozen=True)
class Cases:
    """Made by `cases`, not written: one of the guards holds, and with it the condition at its place"""

    guards: "tuple[Condition, ...]"
    parts: "tuple[Condition, ...]"


@dataclass(frozen=True)
class Pieces:
    """Made by `cases`, not written: one of the guards holds, and with it the quantity at its place"""

    guards: "tuple[Condition, ...]"
    parts: "tuple[Quantity, ...]"


UNWRITTEN = (Stated, Cases, Pieces)
Arithmetic = Plus | Minus | Times | Over | Steps | Rounded | Tiers | Bands | Elapsed | Least | Greatest
Quantity = Figure | NumberFact | Arithmetic | UpTo | AtLeast | Between | Choose | Counted | NamedQuantity | Pieces
Condition = FlagFact | OneOf | Compare | Not | And | Or | Named | Stated | Cases
Node = Quantity | Condition


def children(node: Node) -> "tuple[Node, ...]":
    """The nodes directly below a node, left to right as its fields have them; of a bracket the choice that it is."""
    if "children" not in node.__dict__:  # a node never changes, and is walked over and over
        below = (node.choice,) if isinstance(node, Tiers) else [getattr(node, name) for name in node.__match_args__]
        node.__dict__["children"] = tuple(_nodes_in(below))
    return node.__dict__["children"]  # type: ignore[no-any-return]


def _nodes_in(values: "Iterable[object]") -> "list[Node]":
    found: list[Node] = []
    for value in values:
        if isinstance(value, tuple):
            found += _nodes_in(value)
        elif hasattr(value, "__match_args__"):
            found.append(cast("Node", value))
    return found


def _names_in(nodes: "tuple[Node, ...]") -> "list[_Name]":
    """Every name in them, one within another behind it."""
    waiting, found = [*nodes], dict[int, _Name]()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, _Name):
            waiting += children(node)
        elif id(node) not in found:
            found[id(node)] = node
            waiting += () if "meaning" in node.__dict__ else children(node)
    return list(found.values())


def depth(node: Node) -> int:
    """How many levels of nodes there are, with those that names of the edition stand for."""
    if isinstance(node, Named | NamedQuantity):
        return node.depth
    return 1 + max(map(depth, children(node)), default=0)
