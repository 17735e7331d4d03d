"""Where a stated derived fact is impossible by the other facts, over a typed frame; as `use.warnings` for one firm."""

from collections.abc import Set

import narwhals as nw

from jinshan_cli.core.nodes import FlagFact
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.sizes import SizeStandard
from jinshan_cli.engines.size_columns import size_columns
from jinshan_cli.engines.translate import Translator
from jinshan_cli.engines.truths import Flag, both, either, negate


def contradictions(edition: Edition, present: Set[str]) -> dict[str, nw.Expr]:
    """By derived fact that has a column: the rows whose stated value the other facts rule out."""
    found: dict[str, Flag] = {}
    for key in edition.derivations:
        if key in present:
            found[key] = _flag(Translator(edition, present - {key}), key)
    if edition.sizes is not None and edition.sizes.fact in present:
        found[edition.sizes.fact] = _size(edition.sizes, Translator(edition, present - {edition.sizes.fact}))
    return {key: flag for key, flag in found.items() if isinstance(flag, nw.Expr)}


def _flag(others: Translator, key: str) -> Flag:
    derived, stated = others.truth(FlagFact(key)), nw.col(key)
    impossible = both(stated.fill_null(False), negate(derived.possibly))
    return either(impossible, both((~stated).fill_null(False), derived.surely))


def _size(sizes: SizeStandard, others: Translator) -> Flag:
    keys = others.edition.facts[sizes.fact].option_keys
    possible = size_columns(sizes, others, lambda _, flag: flag).tiers()
    stated = {tier: (nw.col(sizes.fact) == keys.index(tier)).fill_null(False) for tier in possible}
    return either(*(both(stated[tier], negate(flag)) for tier, flag in possible.items()))
