"""The groups that firms fall into by a fact: where each answer is sure, as what is stated or follows."""

from collections.abc import Set

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.nodes import FlagFact
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.columns.evaluate import Translator
from jinshan_cli.engines.columns.sizes import size_columns
from jinshan_cli.engines.columns.truths import Flag, negate


def classes(edition: Edition, present: Set[str], key: str) -> dict[str, Flag]:
    """The rows of each answer of a flag or choice by its label; a row in none is one of which it is not known."""
    translator, fact, sizes = Translator(edition, present), edition.facts[key], edition.sizes
    if sizes is not None and key == sizes.fact:
        translator.tiers = size_columns(sizes, translator, lambda _, flag: flag).tiers()
    if fact.type == "flag":
        holds = translator.truth(FlagFact(key))
        return {tell("是"): holds.surely, tell("否"): negate(holds.possibly)}
    return {option.label: translator.one_of(key, (option.key,)).surely for option in fact.options}
