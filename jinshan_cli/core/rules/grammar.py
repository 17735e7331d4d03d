"""From one line of text to typed nodes: Python's own parser reads it, a whitelist lets it through."""

import ast
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import closest
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.rules.calls import FUNCTIONS, NO_DAYS, call
from jinshan_cli.core.rules.constants import number_of
from jinshan_cli.core.rules.nodes import (
    And,
    Choose,
    Compare,
    Comparison,
    Condition,
    Constant,
    Counted,
    Figure,
    FlagFact,
    Minus,
    Named,
    NamedQuantity,
    Not,
    NumberFact,
    OneOf,
    Or,
    Over,
    Parameter,
    Plus,
    Quantity,
    Times,
    Unit,
)
from jinshan_cli.core.rules.source import MIXED, NO_MONEY, BrokenNameError, Source, every
from jinshan_cli.core.rules.units import common_unit, instead, may_be_negative, priced, unit_of
from jinshan_cli.core.written.voice import tell

DEEPEST_NAMED = 200
"""levels of a named condition or quantity, with those of the ones that it uses"""
_COMPARISONS: dict[type[ast.cmpop], Comparison] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
UNITS: dict[str, Unit] = {"count": "count", "money": "money", "date": "date", "percent": "free"}
SHOWN = {
    "tiers": "tiers(数, [界线, …], [值, …])",
    "bands": "bands(数, [界线, …], [比例, …])",
    "steps": "steps(数, 每一份)",
}
NamedT = TypeVar("NamedT", Named, Parameter | NamedQuantity)


@dataclass(frozen=True)
class Scope:
    """The names a rule may use: the facts, and what the edition has named so far."""

    catalogue: Catalogue
    conditions: Mapping[str, Named] = field(default_factory=dict)
    quantities: Mapping[str, Parameter | NamedQuantity] = field(default_factory=dict)
    not_yet: Callable[[str], str] = lambda _: ""
    """why a name that the edition defines further below cannot be used; "" of any other"""
    unsure: Collection[str | None] = ()
    """names whose own definition could not be read; None: it may be any name"""

    def names(self) -> list[str]:
        """Every name that may stand in a rule."""
        return [*self.conditions, *self.quantities, *self.catalogue.by_key, *FUNCTIONS, *filter(None, self.unsure)]


def parse_condition(text: str, scope: Scope) -> Condition:
    """Reads `firm and rd_spend > 0`. Raises RuleError."""
    reader = _Reader(text, scope)
    return reader.condition(reader.tree())


def parse_quantity(text: str, scope: Scope) -> Quantity:
    """Reads `max(0, revenue - revenue_peak)`, a quantity of any unit. Raises RuleError."""
    reader = _Reader(text, scope)
    return reader.quantity(reader.tree())


def parse_amount(text: str, scope: Scope) -> Quantity:
    """Reads `min(5% * rd_spend, 50万)`, a sum of money: its constants are yuan. Raises RuleError."""
    reader = _Reader(text, scope)
    tree = reader.tree()
    quantity = reader.quantity(tree)
    amount = priced(quantity)
    if amount is None:
        raise reader.fault(NO_MONEY[instead(quantity)], tree)
    return amount


class _Reader(Source):
    """Walks Python's tree; the position of each node leads back to the text."""

    def __init__(self, text: str, scope: Scope) -> None:
        super().__init__(text)
        self.scope = scope

    def condition(self, node: ast.expr) -> Condition:
        """A condition. Raises RuleError."""
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return And(tuple(every(self.condition, values)))
            case ast.BoolOp(op=ast.Or(), values=values):
                return Or(tuple(every(self.condition, values)))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.condition(operand))
            case ast.Compare():
                return self._comparison(node)
            case ast.Name() if not self.is_figure(node):
                return self._named_condition(node)
        raise self.fault("这里应是一个条件（是或否）", node)

    def _named_condition(self, node: ast.Name) -> Condition:
        name = self.written(node)
        if named := self.scope.conditions.get(name):
            return self._not_too_deep(named, node)
        day = "{name} 是日期，条件请写成 {name} <= 2022-12-31"
        if quantity := self.scope.quantities.get(name):
            is_day = unit_of(quantity) == "date"
            raise self.fault(day if is_day else "{name} 是一个数，条件请写成 {name} > 0", node, name=name)
        fact = self._fact(node)
        if fact.type == "flag":
            return FlagFact(fact.key)
        options = "{name}（{label}）不是“是/否”，条件请写成 {name} in [选项, …]"
        number = "{name}（{label}）不是“是/否”，条件请写成 {name} > 0"
        raise self.fault({"choice": options, "date": day}.get(fact.type, number), node, name=name, label=fact.label)

    def _comparison(self, node: ast.Compare) -> Condition:
        left = node.left
        if isinstance(left, ast.Name) and not self.is_figure(left) and self._type(left) == "choice":
            return self._membership(self._fact(left), node)
        for operator, side in zip(node.ops, node.comparators, strict=True):
            if type(operator) not in _COMPARISONS:
                raise self.fault("in 只能用于选项类，例如 sector in [retail, catering]", side)
        nodes = [left, *node.comparators]
        first, *rest = self._in_one_unit(self._undivided(nodes), nodes)
        signs = [_COMPARISONS[type(operator)] for operator in node.ops]
        return Compare(first, tuple(zip(signs, rest, strict=True)))

    def _undivided(self, nodes: Sequence[ast.expr]) -> list[Quantity]:
        """The sides of a comparison; of `a / b >= 3%` those of `a >= 3% * b`."""
        ratios = [node for node in nodes if isinstance(node, ast.BinOp) and self._is_ratio(node)]
        if not ratios:
            return every(self.quantity, nodes)
        if len(ratios) > 1:
            raise self.fault("一个比较里只能有一处两数相除", ratios[1])
        divisor = self.quantity(ratios[0].right)
        return [
            self.quantity(ratios[0].left)
            if node is ratios[0]
            else self._product([self.quantity(node), divisor], node, ratios[0].right)
            for node in nodes
        ]

    def _is_ratio(self, node: ast.BinOp) -> bool:
        return isinstance(node.op, ast.Div) and not isinstance(self.quantity(node.right), Figure)

    def _membership(self, fact: Fact, node: ast.Compare) -> Condition:
        if len(node.ops) != 1:
            raise self.fault("选项只能比较一次，例如 sector in [retail, catering]", node)
        options = self._options(fact, node.comparators[0])
        match node.ops[0], len(options):
            case (ast.In(), _) | (ast.Eq(), 1):
                return OneOf(fact.key, options)
            case (ast.NotIn(), _) | (ast.NotEq(), 1):
                return Not(OneOf(fact.key, options))
        raise self.fault("{key} 是选项，请用 == 、!= 、in 或 not in", node, key=fact.key)

    def _options(self, fact: Fact, node: ast.expr) -> tuple[str, ...]:
        elements = node.elts if isinstance(node, ast.List) else [node]
        if not elements:
            raise self.fault("方括号里至少要有一个选项", node)
        return tuple(self._option(fact, element) for element in elements)

    def _option(self, fact: Fact, node: ast.expr) -> str:
        name = self.written(node)
        if not isinstance(node, ast.Name) or name not in fact.option_keys:
            what, near = "{key}（{label}）没有选项 {name}", closest(name, fact.option_keys)
            raise self.fault(what, node, near, key=fact.key, label=fact.label, name=name)
        return name

    def quantity(self, node: ast.expr) -> Quantity:
        """A quantity of any unit. Raises RuleError."""
        match node:
            case ast.Name() if self.is_figure(node):
                return self.figure(node)
            case ast.Name() if found := self.scope.quantities.get(self.written(node)):
                return self._not_too_deep(found, node)
            case ast.Name() if self._type(node) in UNITS:
                fact = self._fact(node)
                return NumberFact(fact.key, UNITS[fact.type], fact.per)
            case ast.BinOp(left=left, op=operator, right=right):
                return self._arithmetic(left, operator, right)
            case ast.Call(func=ast.Name(), args=arguments, keywords=[]):
                return self._call(node, arguments)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                then, otherwise = self.alike([body, orelse])
                return Choose(self.condition(test), then, otherwise)
            case ast.Name() | ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                return Counted(self.condition(node))
        raise self.fault("这里应是一个数、金额或条件", node)

    def _arithmetic(self, left: ast.expr, operator: ast.operator, right: ast.expr) -> Quantity:
        match operator:
            case ast.Add():
                return Plus(*self._numbers([left, right]))
            case ast.Sub():
                return Minus(*self._numbers([left, right]))
            case ast.Mult():
                return self._product(every(self.quantity, (left, right)), left, right)
            case ast.Div():
                return self._divided(left, right)
        raise self.fault("只能用 + 、- 、* 、/ 计算", left)

    def _numbers(self, nodes: Sequence[ast.expr]) -> list[Quantity]:
        found = self.alike(nodes)
        if any(unit_of(part) == "date" for part in found):
            raise self.fault(NO_DAYS, nodes[0])
        return found

    def _product(self, sides: list[Quantity], left: ast.expr, right: ast.expr) -> Quantity:
        for side, at in zip(sides, (left, right), strict=True):
            if may_be_negative(side):
                raise self.fault("乘数可能为负，请写成 max(0, …)", at)
            if unit_of(side) == "date":
                raise self.fault(NO_DAYS, at)
        if all(unit_of(side) == "money" for side in sides):
            raise self.fault("金额不能乘金额", right)
        return Times(*sides)

    def _divided(self, left: ast.expr, right: ast.expr) -> Quantity:
        part, by = self.quantity(left), self.quantity(right)
        if not isinstance(by, Figure):
            raise self.fault("只能除以一个数；两数之比只用来比较，如 a / b >= 3%", right)
        if "date" in (unit_of(part), unit_of(by)):
            raise self.fault(NO_DAYS, left)
        if not number_of(by):
            raise self.fault("不能除以 0", right)
        match part, by:
            case Constant(above, ""), Constant(below, "") if above.isdigit() and below.isdigit():
                return Constant(f"{above}/{below}")
        return Over(part, by)

    def _call(self, node: ast.Call, arguments: Sequence[ast.expr]) -> Quantity:
        name = self.written(node.func)
        if name not in FUNCTIONS:
            raise self.fault("没有函数 {name}", node, closest(name, FUNCTIONS), name=name)
        self.ungrouped(arguments)
        if found := call(name, arguments, self):
            return found
        if name in SHOWN:
            raise self.fault("应写成 {shown}", node, shown=tell(SHOWN[name]))
        raise self.fault("{name} 的参数个数不对", node, name=name)

    def alike(self, nodes: Sequence[ast.expr]) -> list[Quantity]:
        """The quantities in one unit: beside money, a bare number is yuan. Raises RuleError if they differ."""
        return self._in_one_unit(every(self.quantity, nodes), nodes)

    def _in_one_unit(self, parts: list[Quantity], nodes: Sequence[ast.expr]) -> list[Quantity]:
        unit = common_unit(parts)
        for i, part in enumerate(parts):
            if unit == "money":
                as_money = priced(part)
                if as_money is None:
                    raise self.fault(MIXED[instead(part)], nodes[i])
                parts[i] = as_money
            elif unit == "date" and unit_of(part) != "date":
                raise self.fault("日期只能和日期放在一起，写成 2022-12-31", nodes[i])
        return parts

    def _not_too_deep(self, found: NamedT, node: ast.Name) -> NamedT:
        if isinstance(found, Named | NamedQuantity) and found.depth > DEEPEST_NAMED:
            raise self.fault("条件套条件，层数过多", node)
        return found

    def _type(self, node: ast.Name) -> str:
        if (name := self.written(node)) in self.scope.quantities:
            return "quantity"
        return "flag" if name in self.scope.conditions else self._fact(node).type

    def _fact(self, node: ast.Name) -> Fact:
        name = self.written(node)
        if name not in self.scope.catalogue:
            if name[:1].isdecimal():
                raise self.fault("这里的数读不出：整数最多 18 位，小数最多 6 位，后面只能跟 万、亿、% 或 ‰", node)
            why = self.scope.not_yet(name)
            if name in self.scope.unsure or (None in self.scope.unsure and not why):
                raise BrokenNameError("没有叫 {name} 的指标", self.text, 0, name=name)
            if why:
                raise self.fault(why, node)
            raise self.fault("没有叫 {name} 的指标", node, closest(name, self.scope.names()), name=name)
        return self.scope.catalogue[name]
