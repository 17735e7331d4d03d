"""What a firm's result hangs on: the facts that could still turn a verdict or move an amount."""

from collections.abc import Callable
from itertools import combinations
from typing import TypeVar, cast

from jinshan_cli.core.rules.nodes import (
    And,
    Cases,
    Choose,
    Compare,
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
from jinshan_cli.engines.evaluate import Knowledge, judged, pair_truth, possible_parts, span_of

N = TypeVar("N")


def missing(node: Condition, known: Knowledge) -> set[str]:
    """The facts a condition's truth still hangs on; empty if it is settled. Derived facts by their parts."""
    return set() if judged(node, known) is not None else _missing(known.edition.cases.of(node), known)


def loose(node: Quantity, known: Knowledge) -> set[str]:
    """The facts a quantity still hangs on: every one it reads that could make another number of it."""
    return set() if span_of(node, known).is_point else _loose(known.edition.cases.of(node), known)


def _missing(node: Condition, known: Knowledge) -> set[str]:
    if judged(node, known) is not None:
        return set()
    match node:
        case And(parts) | Or(parts):
            return _united(parts, known, _missing)
        case Not(part):
            return _missing(part, known)
        case Named():
            return _of_name(node, known)
        case FlagFact(key):
            derivation = known.edition.derivations.get(key)
            return {key} if derivation is None else missing(derivation, known) or {key}
        case OneOf(key, options):
            return _missing_choice(key, options, known)
        case Compare():
            unsettled = [pair for pair in node.pairs if pair_truth(*pair, known) is None]
            return {key for left, _, right in unsettled for key in _loose(left, known) | _loose(right, known)}
        case Stated():
            return _missing_stated(node, known)
        case Cases(guards, parts):
            return _missing_cases(guards, parts, known)


def _missing_stated(node: Stated, known: Knowledge) -> set[str]:
    """What a derived fact follows from; itself where nothing of that would tell."""
    if node.derived is None or known.is_contradicted(node.key):
        return {node.key}
    return _missing(node.derived, known) or {node.key}


def _missing_cases(guards: tuple[Condition, ...], parts: tuple[Condition, ...], known: Knowledge) -> set[str]:
    """What a possible case hangs on; and what tells the cases apart, if two of them may differ for the same firm."""
    possible = possible_parts(guards, parts, known)
    found = _united(tuple(possible), known, _missing)
    differ = any(_may_differ(one, other, known) for one, other in combinations(dict.fromkeys(possible), 2))
    return found | _united(guards, known, _missing) if differ else found


def _may_differ(one: Condition, other: Condition, known: Knowledge) -> bool:
    truths = {judged(one, known), judged(other, known)}
    if truths != {None}:
        return len(truths) > 1
    return judged(known.edition.cases.different(one, other), known) is not False


def _loose(node: Quantity, known: Knowledge) -> set[str]:
    if span_of(node, known).is_point:
        return set()
    match node:
        case NumberFact(key):
            return {key}
        case Counted(condition):
            return _missing(condition, known)
        case NamedQuantity():
            return _of_name(node, known)
        case Choose(condition, then, otherwise):
            holds = judged(condition, known)
            if holds is not None:
                return _loose(then if holds else otherwise, known)
            return _missing(condition, known) | _loose(then, known) | _loose(otherwise, known)
        case Pieces(guards, parts):
            possible = possible_parts(guards, parts, known)
            apart = _united(guards, known, _missing) if len(possible) > 1 else set()
            return apart | _united(tuple(possible), known, _loose)
        case _:
            return _united(cast("tuple[Quantity, ...]", children(node)), known, _loose)


def _of_name(node: Named | NamedQuantity, known: Knowledge) -> set[str]:
    """What a name of the edition hangs on; found once, however many rules use it."""
    if node not in known.hanging:
        found = missing(node.condition, known) if isinstance(node, Named) else loose(node.quantity, known)
        known.hanging[node] = found
    return known.hanging[node]


def _united(parts: tuple[N, ...], known: Knowledge, find: Callable[[N, Knowledge], set[str]]) -> set[str]:
    return {key for part in parts for key in find(part, known)}


def _missing_choice(key: str, wanted: tuple[str, ...], known: Knowledge) -> set[str]:
    """What would tell whether a choice is one of the options `wanted`; the size by what it follows from."""
    sizes = known.edition.sizes
    if sizes is None or key != sizes.fact or known.is_contradicted(key):
        return {key}
    sectors, steps = known.options(sizes.by), sizes.steps(wanted)
    unsettled = {fact for sector in sectors for fact in sizes.unsettled(sector, known.interval, steps)}
    return unsettled | {sizes.by} if len(sectors) > 1 else unsettled or {key}
