"""Firms at random, crowded on the limits of what is tried on them."""

import random
from collections.abc import Iterator

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.nodes import Node
from jinshan_cli.use.edition.firms import values_to_try


def crowded_firms(nodes: tuple[Node, ...], edition: Edition, count: int) -> Iterator[Firm]:
    """Firms that tell at random what the rules read; the same ones every time."""
    chance = random.Random(0)
    values = values_to_try(nodes, edition)
    for _ in range(count):
        yield Firm("", {key: chance.choice(choices) for key, choices in values.items()})
