"""Conditions put together: flat, each part once, and nothing that is settled already."""

from collections.abc import Callable, Iterable
from typing import Any

from jinshan_cli.core.rules.nodes import And, Condition, Not, Or

TRUE, FALSE = And(()), Or(())


def constant(holds: bool) -> Condition:
    """`TRUE` or `FALSE`."""
    return TRUE if holds else FALSE


def all_of(parts: Iterable[Condition]) -> Condition:
    """The conjunction, flat, each part once."""
    return _joined(And, parts, TRUE, FALSE)


def any_of(parts: Iterable[Condition]) -> Condition:
    """The disjunction, flat, each part once."""
    return _joined(Or, parts, FALSE, TRUE)


def negated(part: Condition) -> Condition:
    """The negation; of a negation, what it negates."""
    if part in (TRUE, FALSE):
        return constant(part == FALSE)
    return part.part if isinstance(part, Not) else Not(part)


def _joined(
    kind: "type[And] | type[Or]", parts: Iterable[Condition], neutral: Condition, final: Condition
) -> Condition:
    kept: dict[Condition, None] = {}
    for part in parts:
        if part == final:
            return final
        kept |= dict.fromkeys(part.parts if isinstance(part, kind) else (part,))
    if len(kept) == 1:
        return next(iter(kept))
    return kind(tuple(kept)) if kept else neutral


def by_guards(make: Callable[..., Any], guards: Iterable[Condition], parts: Iterable[Any]) -> Any:
    """Cases or pieces without those that cannot be; one that is left alone is itself."""
    each = list(zip(guards, parts, strict=True))
    kept = [(guard, part) for guard, part in each if guard != FALSE] or each[-1:]  # none: no firm is there at all
    if len({part for _, part in kept}) == 1:
        return kept[0][1]
    return make(tuple(guard for guard, _ in kept), tuple(part for _, part in kept))
