"""The rules of an edition by cases, each worked out when it is first asked for, and only if it reads a fact twice."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.rules.exact.linear import is_never_met, leaps
from jinshan_cli.core.rules.nodes import (
    And,
    Compare,
    Condition,
    FlagFact,
    Greatest,
    Least,
    NamedQuantity,
    Node,
    Not,
    NumberFact,
    OneOf,
    Or,
    children,
)
from jinshan_cli.core.rules.tree import fact_keys, walk
from jinshan_cli.core.sizes import SizeStandard

MOST = 4096
"""cases of one rule; beyond them intervals judge it"""
WorkedOut = tuple[tuple[Node, Node | None], ...]
"""rules, each with the same by cases; None: it has too many"""


@dataclass
class ByCases:
    """Gives of a rule the same rule by cases; itself where nothing is read twice."""

    facts: Catalogue
    derivations: Mapping[str, Condition]
    sizes: SizeStandard | None
    behind: Callable[[tuple[str]], set[str]]
    """a fact with those that it follows from"""
    inexact: list[Node] = field(default_factory=list)
    """rules that have more cases than are looked at"""
    _exact: dict[int, tuple[Node, Any]] = field(default_factory=dict)
    _different: dict[tuple[int, int], tuple[Node, Node, Condition]] = field(default_factory=dict)

    def of(self, node: Any) -> Any:
        """The same condition or quantity, to be judged by intervals."""
        kept = self._exact.get(id(node))
        if kept is None or kept[0] is not node:
            kept = self._exact[id(node)] = node, self._by_cases(node) if self.is_read_twice(node) else node
        return kept[1]

    def worked_out(self, rules: Iterable[Node]) -> WorkedOut:
        """Those of the rules that are looked at by cases."""
        found = [(rule, self.of(rule)) for rule in rules if self.is_read_twice(rule)]
        return tuple((rule, None if rule in self.inexact else exact) for rule, exact in found)

    def recall(self, worked_out: WorkedOut) -> None:
        """Takes what was worked out before, of the same rules."""
        self._exact.update((id(rule), (rule, exact or rule)) for rule, exact in worked_out)
        self.inexact += (rule for rule, exact in worked_out if exact is None)

    def different(self, one: Condition, other: Condition) -> Condition:
        """Where the one holds and the other does not, by cases."""
        places = id(one), id(other)
        kept = self._different.get(places)
        if kept is None or kept[0] is not one or kept[1] is not other:
            differing = Or((And((one, Not(other))), And((Not(one), other))))
            kept = self._different[places] = one, other, self._by_cases(differing)
        return kept[2]

    def is_read_twice(self, node: Node) -> bool:
        """True if a fact stands at two places of a rule, itself or behind a derived one; if a maximum is compared,
        what never meets, or what leaps over values is asked to be equal."""
        waiting, seen, opened = [node], set[str](), set[Node]()
        while waiting:
            found = waiting.pop()
            if isinstance(found, NamedQuantity):
                if found in opened and fact_keys(found):
                    return True
                waiting += () if found in opened else children(found)
                opened.add(found)
                continue
            if isinstance(found, NumberFact | FlagFact | OneOf):
                read = self.behind((found.key,))
                if read & seen:
                    return True
                seen |= read
            elif isinstance(found, Compare):
                if _is_weighed(found) or is_never_met(found) or leaps(found):
                    return True
                waiting += (side for left, _, right in found.pairs for side in (left, right))
            else:
                waiting += children(found)
        return False

    def spanning(self, node: Node, most: int) -> Any:
        """A quantity by cases of which only the span is asked, not what it hangs on; None if there are more than so
        many."""
        return self._made(node, most, spanning=True)

    def _made(self, node: Node, most: int, spanning: bool) -> Any:
        from jinshan_cli.core.rules.exact import cases, definitions, held  # most firms of most editions need none

        derived = definitions.Definitions(self.derivations, self.sizes)
        return cases.by_cases(held.held(node), self.facts, derived, most, spanning)

    def _by_cases(self, node: Node) -> Any:
        found = self._made(node, MOST, spanning=False)
        if found is None:
            self.inexact.append(node)
        return found or node


def _is_weighed(node: Compare) -> bool:
    """`max(a, b) >= 5` hangs on `a` only where `b < 5`."""
    extremes = (part for part in walk(node) if isinstance(part, Least | Greatest))
    return any(sum(map(bool, map(fact_keys, extreme.parts))) > 1 for extreme in extremes)
