"""Lists as text from flags: which of some names apply to each row, `1;3;13`.

The flags are packed into a number and the number is looked up: a fifth of the time of joining name by name.
"""

from collections.abc import Iterable, Sequence
from operator import add

from jinshan_cli.core.columns import SEPARATOR
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.truths import Flag, either, halved, weighed

PACKED, PACKED_OF_MANY = 12, 8
"""flags in one number: its table of texts still fits in a processor's cache; and many tables are soon made"""
MANY = 48
"""names"""


def joined(named: Iterable[tuple[str, Flag]]) -> ex.Expr:
    """The names whose flag is true, in order; null where none is."""
    kept = [(name, flag) for name, flag in named if flag is not False]
    if _are_constant(kept):
        return _literal(kept)
    texts = [_looked_up(group) for group in _groups(kept)]
    if len(texts) == 1:
        return texts[0]
    text = ex.concat_str(texts, SEPARATOR)
    some = either(*(flag for _, flag in kept))
    return text if isinstance(some, bool) else ex.when(some, text)


def _groups(named: Sequence[tuple[str, Flag]]) -> list[list[tuple[str, Flag]]]:
    """The names in groups of a few that are not in every row."""
    most = PACKED if len(named) <= MANY else PACKED_OF_MANY
    groups: list[list[tuple[str, Flag]]] = [[]]
    packed = 0
    for name, flag in named:
        packed += flag is not True
        if packed > most:
            groups.append([])
            packed = 1
        groups[-1].append((name, flag))
    return groups


def _looked_up(named: Sequence[tuple[str, Flag]]) -> ex.Expr:
    if _are_constant(named):
        return _literal(named)
    digits = (flag for _, flag in named if flag is not True)
    code = [weighed(flag, 2**place, ex.Int16) for place, flag in enumerate(digits)]
    return halved(add, code).looked_up(_texts(named))


def _texts(named: Iterable[tuple[str, Flag]]) -> list[str | None]:
    """By the flags as the digits of a number, what is true of it in order."""
    texts: list[str | None] = [None]
    for name, flag in named:
        more: list[str | None] = [name if text is None else text + SEPARATOR + name for text in texts]
        texts = more if flag is True else texts + more
    return texts


def _are_constant(named: Iterable[tuple[str, Flag]]) -> bool:
    """True if the text is the same in every row: DuckDB takes that as a literal only."""
    return all(flag is True for _, flag in named)


def _literal(named: Iterable[tuple[str, Flag]]) -> ex.Expr:
    return ex.lit(SEPARATOR.join(name for name, _ in named) or None, dtype=ex.String)
