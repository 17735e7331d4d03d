"""What holds together in words, and in which measure word a bare number beside a quantity counts."""

from collections.abc import Iterable

from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.rules.nodes import (
    AtLeast,
    Between,
    Choose,
    Constant,
    Elapsed,
    Greatest,
    Least,
    Minus,
    NamedQuantity,
    NumberFact,
    Parameter,
    Pieces,
    Plus,
    Quantity,
    Rounded,
    Span,
    Steps,
    Tiers,
    Times,
    UpTo,
)
from jinshan_cli.core.written.voice import Words

WHOLE: Words[Span] = Words({"days": "天", "months": "个月", "years": "年"})


def has_clauses(node: Quantity) -> bool:
    """True of what is said with commas: what stands behind it would be taken for a part of it."""
    match node:
        case Choose() | Pieces() | Between():
            return True
        case Least((_, Constant() | Parameter())):
            return True
    return False


def is_loose(node: Quantity) -> bool:
    """True of what a sign before or behind it would tear apart: a list with 与, 每满 … 给, 最高."""
    match node:
        case Least() | Greatest() | UpTo() | AtLeast():
            return True
        case Times(_, Steps()) | Times(Steps(), _):
            return True
    return has_clauses(node)


def is_sum(node: Quantity) -> bool:
    """True of what a sign of multiplication would tear apart."""
    return isinstance(node, Plus | Minus) or is_loose(node)


def measure_of(node: Quantity, facts: Catalogue) -> str:
    """The measure word of a quantity: that of the facts it counts, if they have one in common, or of a time."""
    match node:
        case NumberFact(key):
            return facts[key].unit
        case NamedQuantity(quantity=part) | Rounded(part=part):
            return measure_of(part, facts)
        case Elapsed(span):
            return WHOLE[span]
        case Plus(left, right) | Minus(left, right) | Choose(_, left, right):
            return _common(measure_of(part, facts) for part in (left, right))
        case Least(parts) | Greatest(parts) | Tiers(values=parts):
            return _common(measure_of(part, facts) for part in parts)
        case Times(left, right):
            return measure_of(right, facts) if isinstance(left, Constant | Parameter) else measure_of(left, facts)
    return ""


def common_measure(parts: Iterable[Quantity], facts: Catalogue) -> str:
    """The measure word that quantities beside each other have in common."""
    return _common(measure_of(part, facts) for part in parts)


def _common(measures: Iterable[str]) -> str:
    found = {measure for measure in measures if measure}
    return found.pop() if len(found) == 1 else ""
