"""What does not fit together in what firms say, over a typed frame: what `use.result.warnings` tells of one firm."""

from collections.abc import Iterator, Set
from typing import Literal

from jinshan_cli.core.columns import SEVERAL
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.nodes import FlagFact
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.core.sizes import SizeStandard
from jinshan_cli.core.written.values import plausible_range
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.evaluate import Translator
from jinshan_cli.engines.columns.sizes import size_columns
from jinshan_cli.engines.columns.truths import Flag, both, either, negate

Doubt = tuple[str, Literal["contradicted", "implausible", "crossed"]]
"""a fact and what is wrong with it: the other facts rule it out, or it is implausible; or the text of a check"""


def doubts(edition: Edition, present: Set[str]) -> dict[Doubt, ex.Expr]:
    """The rows of each doubt, for a frame that has columns for the facts `present`."""
    found: dict[Doubt, Flag] = {(key, "contradicted"): flag for key, flag in _contradicted(edition, present)}
    found |= {(key, "implausible"): flag for key, flag in _implausible(edition, present)}
    found |= {(text, "crossed"): flag for text, flag in crossed(edition, present)}
    return {doubt: flag for doubt, flag in found.items() if isinstance(flag, ex.Expr)}


def unfitting(edition: Edition, present: Set[str]) -> Iterator[tuple[str, Flag]]:
    """What does not fit together in a row, in words, and the rows of which it is so."""
    for key, flag in _contradicted(edition, present):
        yield tell("{label}所填与按其他指标推算的不一致，以填写为准，请核对", label=edition.facts[key].label), flag
    yield from crossed(edition, present)


def crossed(edition: Edition, present: Set[str]) -> Iterator[tuple[str, Flag]]:
    """What an edition's checks say, and the rows of which it is so."""
    translator, sizes = Translator(edition, present), edition.sizes
    if sizes is not None and any(sizes.fact in fact_keys(when) for when, _ in edition.checks):
        columns = size_columns(sizes, translator, lambda _, flag: flag)
        translator.tiers, translator.contradicted = columns.tiers(), columns.contradicted()
    for when, text in edition.checks:
        yield text, translator.truth(when).surely


def _contradicted(edition: Edition, present: Set[str]) -> Iterator[tuple[str, Flag]]:
    sizes = edition.sizes
    if sizes is not None and sizes.fact in present:
        yield sizes.fact, _size(sizes, Translator(edition, present - {sizes.fact, sizes.fact + SEVERAL}), present)
    for key in edition.derivations:
        if key in present:
            yield key, _flag(Translator(edition, present - {key}), key)


def _flag(others: Translator, key: str) -> Flag:
    derived, stated = others.truth(FlagFact(key)), ex.col(key)
    impossible = both(stated.fill_null(False), negate(derived.possibly))
    return either(impossible, both((~stated).fill_null(False), derived.surely))


def _size(sizes: SizeStandard, others: Translator, present: Set[str]) -> Flag:
    keys = others.edition.facts[sizes.fact].option_keys
    possible = size_columns(sizes, others, lambda _, flag: flag).tiers()
    if sizes.fact + SEVERAL in present:
        told = Translator(others.edition, present).possible(sizes.fact)
        return negate(either(*(both(told[tier], flag) for tier, flag in possible.items())))
    stated = {tier: (ex.col(sizes.fact) == keys.index(tier)).fill_null(False) for tier in possible}
    return either(*(both(stated[tier], negate(flag)) for tier, flag in possible.items()))


def _implausible(edition: Edition, present: Set[str]) -> Iterator[tuple[str, Flag]]:
    for fact in edition.facts:
        limits = plausible_range(fact) if fact.key in present else None
        if limits is None:
            continue
        low, high = ex.col(f"{fact.key}__low"), ex.col(f"{fact.key}__high")
        below = ((low > 0) & (high < int(limits.low or 0))).fill_null(False)
        yield fact.key, below if limits.high is None else (low > int(limits.high)) | below
