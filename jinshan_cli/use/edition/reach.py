"""Brackets of `tiers` and `bands` that nobody can be in: below what there is, or not among those who ask."""

from collections.abc import Iterator

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import Truth
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.constants import is_zero
from jinshan_cli.core.rules.nodes import (
    And,
    Bands,
    Compare,
    Condition,
    Named,
    NamedQuantity,
    Node,
    Quantity,
    Tiers,
    children,
)
from jinshan_cli.core.rules.text import to_text
from jinshan_cli.core.written.voice import tell
from jinshan_cli.use.edition.findings import Finding, warning
from jinshan_cli.use.edition.settled import Settled

NOBODY = "没有企业能到这一档"
NONE_OF_THEM = "符合条件的企业到不了这一档"


@dataclass(frozen=True)
class Reach:
    """Asks of each bracket in a rule whether there can be a firm in it."""

    edition: Edition

    def findings(self) -> Iterator[Finding]:
        """Of what belongs to no benefit: named quantities and conditions, caps."""
        for name, named in self.edition.quantities.items():
            if isinstance(named, NamedQuantity):
                yield from self.of(named.quantity, f"policies.toml quantities {name} amount")
        for name, told in self.edition.conditions.items():
            yield from self.of(told.condition, f"policies.toml conditions {name} rule")
        for place, limit in self.edition.limits.items():
            yield from self.of(limit, f"policies.toml combinations [{place + 1}] amount")

    def of(self, node: Node, place: str, when: Condition | None = None) -> Iterator[Finding]:
        """Of a rule; what has a name is looked at by itself. `when`: whose an amount is, in which 0 is no bracket."""
        if isinstance(node, Named | NamedQuantity):
            return
        if isinstance(node, Tiers | Bands):
            for bracket, is_asked in _brackets(node):
                if self._truth(bracket) is False:
                    yield warning(tell(NOBODY), place, to_text(bracket))
                elif when is not None and is_asked and self._truth(And((when, bracket))) is False:
                    yield warning(tell(NONE_OF_THEM), place, to_text(bracket))
        for part in children(node):
            yield from self.of(part, place, when)

    def of_benefit(self, when: Condition, amount: Quantity | None, place: str) -> Iterator[Finding]:
        """Of its condition and of its amount."""
        yield from self.of(when, f"{place} when")
        if amount is not None:
            nobody = self._truth(when) is False  # told elsewhere
            yield from self.of(amount, f"{place} amount", None if nobody else when)

    def _truth(self, condition: Condition) -> Truth:
        return Settled(self.edition).truth(condition)


def _brackets(node: Tiers | Bands) -> Iterator[tuple[Compare, bool]]:
    """Who is in each, and whether those that an amount is of should be: not where it is 0, nor in the first of bands,
    which all have a part in."""
    if isinstance(node, Bands):
        yield Compare(node.part, (("<", node.bounds[0]),)), False
        for bound, rate in zip(node.bounds, node.rates[1:], strict=True):
            yield Compare(node.part, ((">", bound),)), not is_zero(rate)
        return
    first, *values = node.values
    yield Compare(node.part, (("<", node.bounds[0]),)), not is_zero(first)
    for bound, upper, value in zip(node.bounds, (*node.bounds[1:], None), values, strict=True):
        above = Compare(bound, (("<=", node.part), ("<", upper))) if upper else Compare(node.part, ((">=", bound),))
        yield above, not is_zero(value)
