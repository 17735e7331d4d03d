"""A time between two days on either side of a limit: `months(a, b) if months(a, b) < 60 else 36` is never 60.

It hangs on two facts, so that no cases of one of them cut it; in each branch it is held to what the limit leaves it.
"""

from math import ceil, floor
from typing import Any

from jinshan_cli.core.rules.constants import Constant
from jinshan_cli.core.rules.nodes import Choose, Compare, Comparison, Elapsed, Greatest, Least, Node, NumberFact
from jinshan_cli.core.rules.tree import replaced, walk


def held(node: Node) -> Node:
    """The same rule, in which such a time is within its limit where it decides between two amounts that read it."""
    if not any(isinstance(part, Elapsed) for part in walk(node)):
        return node

    def change(part: Node) -> Node | None:
        match part:
            case Choose(Compare(Elapsed(_, NumberFact(), NumberFact()) as time, ((sign, Constant() as limit),))):
                first = _first_above(sign, limit)
                if first is not None and first > 0:
                    return _apart(part, time, first, sign in ("<", "<="))
        return None

    return replaced(node, change)


def _first_above(sign: Comparison, limit: Constant) -> int | None:
    """The first whole number on the upper side of a limit; None of an equality."""
    if sign in ("==", "!="):
        return None
    return ceil(limit.number) if sign in ("<", ">=") else floor(limit.number) + 1


def _apart(choice: Choose, time: Elapsed, first: int, is_lower_first: bool) -> Choose:
    lower, upper = Least((time, Constant(str(first - 1)))), Greatest((time, Constant(str(first))))
    then, otherwise = held(choice.then), held(choice.otherwise)
    if is_lower_first:
        return Choose(choice.condition, _instead(then, time, lower), _instead(otherwise, time, upper))
    return Choose(choice.condition, _instead(then, time, upper), _instead(otherwise, time, lower))


def _instead(branch: Node, time: Elapsed, end: Least | Greatest) -> Any:
    return replaced(branch, lambda part: end if part == time else None)
