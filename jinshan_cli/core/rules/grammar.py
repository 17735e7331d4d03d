"""From one line of text to typed nodes: Python's own parser reads it, a whitelist lets it through.

Numbers with 万, 亿 and % are blanked out to underscores of the same length first, so that every
position in Python's tree is a position in the text, for the caret of an error.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from jinshan_cli.core.errors import closest
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.rules.nodes import (
    And,
    AtLeast,
    Between,
    Choose,
    Compare,
    Comparison,
    Condition,
    Constant,
    Counted,
    FlagFact,
    Greatest,
    Least,
    Minus,
    Named,
    Not,
    NumberFact,
    OneOf,
    Or,
    Plus,
    Quantity,
    Suffix,
    Times,
    UpTo,
)
from jinshan_cli.core.rules.units import common_unit, may_be_negative, priced, unit_of

LONGEST = 1000
"""characters of a rule"""
DEEPEST = 60
"""levels of Python's tree, far below what recursion can stand"""
DEEPEST_NAMED = 200
"""levels of a named condition, with those of the conditions that it uses"""

_NUMBER = re.compile(r"(?<![\w.])([0-9]{1,18}(?:\.[0-9]{1,6})?)([%万亿]?)")
_COMPARISONS: dict[type[ast.cmpop], Comparison] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
FUNCTIONS = ("min", "max", "up_to", "at_least", "between")


class RuleError(Exception):
    """A rule that cannot be read: what is wrong, at which column (0-based), and the nearest right name."""

    def __init__(self, what: str, text: str, column: int, closest: str = "") -> None:
        super().__init__(what)
        self.what, self.text, self.column, self.closest = what, text, column, closest

    @property
    def caret(self) -> str:
        """The rule with a caret below the fault; a Chinese character counts as two columns."""
        before = self.text[: self.column]
        return f"{self.text}\n{' ' * sum(2 if ord(char) > 0x2E7F else 1 for char in before)}^"


@dataclass(frozen=True)
class Scope:
    """The names a rule may use: the facts, and the conditions the edition has named so far."""

    catalogue: Catalogue
    conditions: Mapping[str, Named] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Every name that may stand in a rule."""
        return [*self.conditions, *self.catalogue.by_key, *FUNCTIONS]


def parse_condition(text: str, scope: Scope) -> Condition:
    """Reads `firm and rd_spend > 0`. Raises RuleError."""
    reader = _Reader(text, scope)
    return reader.condition(reader.tree())


def parse_amount(text: str, scope: Scope) -> Quantity:
    """Reads `min(5% * rd_spend, 50万)`, a sum of money: its constants are yuan. Raises RuleError."""
    reader = _Reader(text, scope)
    tree = reader.tree()
    amount = priced(reader.quantity(tree))
    if amount is None:
        raise reader.fault("金额应是一笔钱，这里是人数或比例", tree)
    return amount


def parse_constant(text: str, money: bool) -> Constant:
    """Reads a bare number such as `300万` or `20`. Raises RuleError."""
    match = _NUMBER.fullmatch(text)
    if not match:
        raise RuleError("应是一个数，例如 300万", text, 0)
    return Constant(match[1], cast(Suffix, match[2]), money)


class _Reader:
    """Walks Python's tree; the position of each node leads back to the text."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text, self.scope = text, scope
        self.blanked = _NUMBER.sub(lambda match: "_" * len(match[0]), text)

    def tree(self) -> ast.expr:
        if len(self.text) > LONGEST or len(self.text.splitlines()) > 1 or self.text != self.text.strip():
            raise RuleError(f"规则应是一行、不超过 {LONGEST} 字、首尾无空格", self.text[:80], 0)
        if "#" in self.text:
            raise RuleError("规则里不能有注释", self.text, self.text.index("#"))
        try:
            tree = ast.parse(self.blanked, mode="eval").body
        except SyntaxError as error:
            column = error.offset - 1 if error.offset else len(self.text)
            raise RuleError("这里的写法不合规则语法", self.text, column) from None
        except (ValueError, RecursionError, MemoryError):
            raise RuleError("规则无法解析（嵌套过深或有非法字符）", self.text[:80], 0) from None
        if _depth(tree) > DEEPEST:
            raise RuleError("嵌套过深", self.text[:80], 0)
        return tree

    def fault(self, what: str, at: ast.expr, near: str = "") -> RuleError:
        return RuleError(what, self.text, self._position(at.col_offset), near)

    def _position(self, byte_offset: int) -> int:
        return len(self.blanked.encode()[:byte_offset].decode(errors="ignore"))

    def source(self, node: ast.expr) -> str:
        end = node.end_col_offset or node.col_offset
        return self.text[self._position(node.col_offset) : self._position(end)]

    def condition(self, node: ast.expr) -> Condition:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return And(tuple(self.condition(value) for value in values))
            case ast.BoolOp(op=ast.Or(), values=values):
                return Or(tuple(self.condition(value) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.condition(operand))
            case ast.Compare():
                return self._comparison(node)
            case ast.Name():
                return self._named_condition(node)
        raise self.fault("这里应是一个条件（是或否）", node)

    def _named_condition(self, node: ast.Name) -> Condition:
        name = self.source(node)
        if named := self.scope.conditions.get(name):
            if named.depth > DEEPEST_NAMED:
                raise self.fault("条件套条件，层数过多", node)
            return named
        fact = self._fact(node)
        if fact.type == "flag":
            return FlagFact(fact.key)
        hint = f"{name} in [选项, …]" if fact.type == "choice" else f"{name} > 0"
        raise self.fault(f"{name}（{fact.label}）不是“是/否”，条件请写成 {hint}", node)

    def _comparison(self, node: ast.Compare) -> Condition:
        left = node.left
        if isinstance(left, ast.Name) and not self._is_number(left) and self._type(left) == "choice":
            return self._membership(self._fact(left), node)
        rest: list[tuple[Comparison, Quantity]] = []
        for operator, side in zip(node.ops, node.comparators, strict=True):
            if type(operator) not in _COMPARISONS:
                raise self.fault("in 只能用于选项类，例如 sector in [retail, catering]", side)
            rest.append((_COMPARISONS[type(operator)], self.quantity(side)))
        sides = self._alike([self.quantity(left), *(side for _, side in rest)], [left, *node.comparators])
        return Compare(sides[0], tuple((rest[i][0], side) for i, side in enumerate(sides[1:])))

    def _membership(self, fact: Fact, node: ast.Compare) -> Condition:
        if len(node.ops) != 1:
            raise self.fault("选项只能比较一次，例如 sector in [retail, catering]", node)
        options = self._options(fact, node.comparators[0])
        match node.ops[0], len(options):
            case (ast.In(), _) | (ast.Eq(), 1):
                return OneOf(fact.key, options)
            case (ast.NotIn(), _) | (ast.NotEq(), 1):
                return Not(OneOf(fact.key, options))
        raise self.fault(f"{fact.key} 是选项，请用 == 、!= 、in 或 not in", node)

    def _options(self, fact: Fact, node: ast.expr) -> tuple[str, ...]:
        elements = node.elts if isinstance(node, ast.List) else [node]
        if not elements:
            raise self.fault("方括号里至少要有一个选项", node)
        return tuple(self._option(fact, element) for element in elements)

    def _option(self, fact: Fact, node: ast.expr) -> str:
        name = self.source(node)
        if not isinstance(node, ast.Name) or name not in fact.option_keys:
            what = f"{fact.key}（{fact.label}）没有选项 {name}"
            raise self.fault(what, node, closest(name, fact.option_keys))
        return name

    def quantity(self, node: ast.expr) -> Quantity:
        match node:
            case ast.Name() if self._is_number(node):
                return self._constant(node)
            case ast.Name() if self._type(node) in ("count", "money"):
                fact = self._fact(node)
                return NumberFact(fact.key, fact.type == "money")
            case ast.BinOp(left=left, op=operator, right=right):
                return self._arithmetic(left, operator, right)
            case ast.Call(func=ast.Name(), args=arguments, keywords=[]):
                return self._call(node, arguments)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                then, otherwise = self._alike([self.quantity(body), self.quantity(orelse)], [body, orelse])
                return Choose(self.condition(test), then, otherwise)
            case ast.Name() | ast.Compare() | ast.BoolOp() | ast.UnaryOp(op=ast.Not()):
                return Counted(self.condition(node))
        raise self.fault("这里应是一个数、金额或条件", node)

    def _is_number(self, node: ast.Name) -> bool:
        # Python folds other low lines (NFKC) into the name, so the text is looked at too.
        return set(node.id) == {"_"} and self.blanked[self._position(node.col_offset)] == "_"

    def _constant(self, node: ast.Name) -> Constant:
        match = _NUMBER.fullmatch(self.source(node))
        if not match:
            raise self.fault("这里的数无法识别", node)
        return Constant(match[1], cast(Suffix, match[2]))

    def _arithmetic(self, left: ast.expr, operator: ast.operator, right: ast.expr) -> Quantity:
        sides = [self.quantity(left), self.quantity(right)]
        match operator:
            case ast.Add():
                return Plus(*self._alike(sides, [left, right]))
            case ast.Sub():
                return Minus(*self._alike(sides, [left, right]))
            case ast.Mult():
                return self._product(sides, left, right)
        raise self.fault("只能用 + 、- 、* 计算", left)

    def _product(self, sides: list[Quantity], left: ast.expr, right: ast.expr) -> Quantity:
        for side, at in zip(sides, (left, right), strict=True):
            if may_be_negative(side):
                raise self.fault("乘数可能为负，请写成 max(0, …)", at)
        if all(unit_of(side) == "money" for side in sides):
            raise self.fault("金额不能乘金额", right)
        return Times(*sides)

    def _call(self, node: ast.Call, arguments: Sequence[ast.expr]) -> Quantity:
        name = self.source(node.func)
        if name not in FUNCTIONS:
            raise self.fault(f"没有函数 {name}", node, closest(name, FUNCTIONS))
        parts = tuple(self._alike([self.quantity(argument) for argument in arguments], arguments))
        match name, parts:
            case "min", (_, _, *_):
                return Least(parts)
            case "max", (_, _, *_):
                return Greatest(parts)
            case "up_to", (limit,):
                return UpTo(limit)
            case "at_least", (floor,):
                return AtLeast(floor)
            case "between", (low, high):
                return Between(low, high)
        raise self.fault(f"{name} 的参数个数不对", node)

    def _alike(self, parts: list[Quantity], nodes: Sequence[ast.expr]) -> list[Quantity]:
        """The parts in one unit: beside money, a bare number is yuan. Raises RuleError if they differ."""
        if common_unit(parts) == "money":
            for i, part in enumerate(parts):
                as_money = priced(part)
                if as_money is None:
                    raise self.fault("金额和人数、比例不能放在一起", nodes[i])
                parts[i] = as_money
        return parts

    def _type(self, node: ast.Name) -> str:
        if self.source(node) in self.scope.conditions:
            return "flag"
        return self._fact(node).type

    def _fact(self, node: ast.Name) -> Fact:
        name = self.source(node)
        if name not in self.scope.catalogue:
            raise self.fault(f"没有叫 {name} 的指标", node, closest(name, self.scope.names()))
        return self.scope.catalogue[name]


def _depth(tree: ast.AST) -> int:
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [child for node in level for child in ast.iter_child_nodes(node)]
    return depth
