"""The functions of the rule language: what each is given, and what may be wrong with it."""

import ast
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, cast, get_args

from jinshan_cli.core.rules.constants import number_of
from jinshan_cli.core.rules.nodes import (
    AtLeast,
    Bands,
    Between,
    Elapsed,
    Figure,
    Greatest,
    Least,
    Quantity,
    Rounded,
    Span,
    Steps,
    Tiers,
    UpTo,
    Way,
)
from jinshan_cli.core.rules.source import RuleError
from jinshan_cli.core.rules.units import may_be_negative, unit_of

FUNCTIONS = (
    *("min", "max", "up_to", "at_least", "between", "steps", "tiers", "bands"),
    *(*get_args(Way), *get_args(Span)),
)
NO_DAYS = "日期不能这样计算；两个日期相隔多久写 days(a, b)、months(a, b)、years(a, b)"


class Reading(Protocol):
    """What reads the arguments."""

    def quantity(self, node: ast.expr) -> Quantity:
        """One quantity. Raises RuleError."""

    def alike(self, nodes: Sequence[ast.expr]) -> list[Quantity]:
        """Several in one unit: beside money, a bare number is yuan. Raises RuleError if they differ."""

    def fault(self, what: str, at: ast.expr, near: str = "", **values: object) -> RuleError:
        """What is wrong with an argument: a message with the values of its fields."""


def call(name: str, arguments: Sequence[ast.expr], reader: Reading) -> Quantity | None:
    """A function of its arguments; None if it takes others. Raises RuleError."""
    match name, arguments:
        case "min", [_, _, *_]:
            return Least(tuple(reader.alike(arguments)))
        case "max", [_, _, *_]:
            return Greatest(tuple(reader.alike(arguments)))
        case "between", [_, _]:
            return Between(*_numbers(arguments, reader))
        case "up_to", [_]:
            return UpTo(*_numbers(arguments, reader))
        case "at_least", [_]:
            return AtLeast(*_numbers(arguments, reader))
        case ("days" | "months" | "years") as span, [_, _]:
            return _elapsed(span, arguments, reader)
        case _, [part, size] if name == "steps" or name in get_args(Way):
            found, _ = _numbers(arguments, reader)
            step = _above_zero(size, found, part, reader)
            return Steps(found, step) if name == "steps" else Rounded(cast(Way, name), found, step)
        case _, [part, ast.List(elts=bounds), ast.List() as told] if name in ("tiers", "bands"):
            found, limits = _limits(part, bounds, told, reader)
            return (_tiers if name == "tiers" else _bands)(found, limits, told, reader)
    return None


def _elapsed(span: Span, arguments: Sequence[ast.expr], reader: Reading) -> Quantity:
    since, until = reader.alike(arguments)
    if unit_of(since) != "date":
        raise reader.fault("{span} 只算两个日期相隔多久", arguments[0], span=span)
    return Elapsed(span, since, until)


def _tiers(part: Quantity, bounds: tuple[Figure, ...], told: ast.List, reader: Reading) -> Quantity:
    return Tiers(part, bounds, tuple(reader.alike(told.elts)))


def _bands(part: Quantity, bounds: tuple[Figure, ...], told: ast.List, reader: Reading) -> Quantity:
    if unit_of(part) == "date":
        raise reader.fault(NO_DAYS, told)
    if may_be_negative(part):
        raise reader.fault("分段计算的数可能为负，请写成 max(0, …)", told)
    return Bands(part, bounds, tuple(figure(rate, reader) for rate in told.elts))


def figure(node: ast.expr, reader: Reading) -> Figure:
    """A number, a day or a parameter. Raises RuleError for anything else."""
    found = reader.quantity(node)
    if not isinstance(found, Figure):
        raise reader.fault("这里只能写一个数、日期或参数", node)
    return found


def _numbers(nodes: Sequence[ast.expr], reader: Reading) -> list[Quantity]:
    found = reader.alike(nodes)
    if any(unit_of(part) == "date" for part in found):
        raise reader.fault(NO_DAYS, nodes[0])
    return found


def _above_zero(node: ast.expr, beside: Quantity, part: ast.expr, reader: Reading) -> Figure:
    found = figure(node, reader)
    if not number_of(found):
        raise reader.fault("不能是 0", node)
    return cast(Figure, reader.alike([part, node])[1]) if unit_of(beside) == "money" else found


def _limits(
    part: ast.expr, bounds: list[ast.expr], told: ast.List, reader: Reading
) -> tuple[Quantity, tuple[Figure, ...]]:
    """What is put into brackets, and the bounds of these in its unit, in order."""
    if not bounds or len(told.elts) != len(bounds) + 1:
        what = "{bounds} 个界线分出 {brackets} 档，这里有 {values} 个"
        raise reader.fault(what, told, bounds=len(bounds), brackets=len(bounds) + 1, values=len(told.elts))
    for bound in bounds:
        figure(bound, reader)
    found, *alike = reader.alike([part, *bounds])
    limits = tuple(cast(Figure, limit) for limit in alike)
    for (lower, upper), bound in zip(pairwise(map(number_of, limits)), bounds[1:], strict=True):
        if lower >= upper:
            raise reader.fault("界线应由低到高", bound)
    return found, limits
