"""A rule by cases: what is read twice is confined to one cell after another, so that a fact used twice is one fact.

Where every fact is read once, intervals are exact as they are and the rule stays as it is written. Exact are rules in
which each comparison that shares its facts with another part of the rule reads one number, and amounts that are
linear between such limits; what else shares its facts is judged by intervals, which are never too narrow.
"""

from typing import Any

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.rules.directions import directions, opposed
from jinshan_cli.core.rules.exact import cells
from jinshan_cli.core.rules.exact import linear as lines
from jinshan_cli.core.rules.exact.definitions import Definitions
from jinshan_cli.core.rules.exact.logic import negated
from jinshan_cli.core.rules.exact.simplify import Box, Cell, Purse, Simplifier, TooManyError
from jinshan_cli.core.rules.nodes import (
    And,
    AtLeast,
    Between,
    Cases,
    Choose,
    Compare,
    Condition,
    FlagFact,
    Greatest,
    Least,
    Minus,
    Named,
    Node,
    Not,
    NumberFact,
    OneOf,
    Or,
    Pieces,
    Plus,
    Quantity,
    Stated,
    Tiers,
    Times,
    UpTo,
    children,
    depth,
)
from jinshan_cli.core.rules.tree import replaced, walk
from jinshan_cli.core.rules.units import unit_of

DEEPEST = 50
"""nodes below each other that are taken apart"""


def by_cases(node: Node, facts: Catalogue, definitions: Definitions, most: int, spanning: bool) -> Any:
    """A condition or quantity by cases, to be judged by intervals; None if there are more than so many, or too deep.
    `spanning`: only its ends are asked, not what it hangs on: what works one way only need not be cut."""
    if depth(node) > DEEPEST:
        return None
    cutter = _Cutter(facts, definitions, Purse(most), spanning)
    try:
        return cutter.exact(cutter.prepared(node), {})
    except TooManyError:
        return None


@dataclass
class _Cutter:
    """One rule's work: finds what is read twice, confines it, and puts the cases together."""

    facts: Catalogue
    definitions: Definitions
    purse: Purse
    spanning: bool
    _reads: dict[int, tuple[Node, frozenset[str]]] = field(default_factory=dict)
    _twice: dict[int, tuple[Node, frozenset[str]]] = field(default_factory=dict)

    def prepared(self, node: Node) -> Node:
        """Minima and maxima within comparisons taken apart: `max(a, b) >= 5` hangs on `a` only where `b < 5`.

        And equalities that no whole numbers meet, or that leap.
        """
        compared = [part for part in walk(node) if isinstance(part, Compare)]
        extremes = (
            isinstance(inner, Least | Greatest) for each in compared for side in children(each) for inner in walk(side)
        )
        if any(extremes) or any(lines.is_never_met(each) or lines.leaps(each) for each in compared):
            return Simplifier({}, self.purse).any(node)
        return node

    def reads(self, node: Node) -> frozenset[str]:
        """The facts that a node reads, with those that derived ones follow from."""
        kept = self._reads.get(id(node))
        if kept is None:
            kept = self._reads[id(node)] = node, self._find_reads(node)
        return kept[1]

    def _find_reads(self, node: Node) -> frozenset[str]:
        match node:
            case NumberFact(key):
                return frozenset((key,))
            case FlagFact(key) | OneOf(key):
                if key not in self.definitions:
                    return frozenset((key,))
                return self._behind(key)
            case Stated(key, _, derived):
                return frozenset((key,)) | (self.reads(derived) if derived is not None else frozenset())
        return frozenset().union(*map(self.reads, children(node)))

    def _behind(self, key: str) -> frozenset[str]:
        options = self.facts[key].option_keys[:1]
        whole = self.definitions.written_out(self.facts, OneOf(key, options) if options else FlagFact(key))
        return self.reads(whole)

    def twice(self, node: Node) -> frozenset[str]:
        """The facts that two parts of a node share in a way that matters."""
        kept = self._twice.get(id(node))
        if kept is None:
            kept = self._twice[id(node)] = node, self._find_twice(node)
        return kept[1]

    def _find_twice(self, node: Node) -> frozenset[str]:
        parts = children(node)
        found = frozenset().union(*map(self.twice, parts))
        match node:
            case Between() | Pieces():
                return found
            case Cases(guards, each):
                return found | frozenset().union(*map(self.reads, guards)) & frozenset().union(*map(self.reads, each))
            case Tiers(measured, _, values):
                inner = frozenset().union(*map(self.twice, (measured, *values)))
                return inner | self.reads(measured) & frozenset().union(*map(self.reads, values))
            case Choose(condition, then, otherwise):
                return found | self.reads(condition) & (self.reads(then) | self.reads(otherwise))
            case Compare():
                parts = tuple(side for left, _, right in node.pairs for side in (left, right))
        seen: frozenset[str] = frozenset()
        for part in parts if len(parts) > 1 else ():
            found |= seen & self.reads(part)
            seen |= self.reads(part)
        return found

    def _opposed(self, node: Node) -> frozenset[str]:
        """The facts of the edition that work both ways, or that a derived one follows from."""
        derived = {part for part in walk(node) if isinstance(part, FlagFact | OneOf) and part.key in self.definitions}
        return frozenset(opposed(directions(node))).intersection(self.facts.by_key).union(*map(self.reads, derived))

    def exact(self, node: Any, box: Box) -> Any:  # noqa: C901, PLR0912 - one case a node
        """The node within a box, cut into cases where it reads a fact twice."""
        if not self.twice(node):
            return cells.confined(node, box)
        match node:
            case And(parts) | Or(parts):
                groups = self._groups(parts)
                if len(groups) > 1:
                    kind: Any = type(node)
                    return kind(tuple(self.exact(_one(kind, group), box) for group in groups))
            case Not(part):
                return negated(self.exact(part, box))
            case Named(name, label, part):
                return node if not box else Named(name, label, self.exact(part, box))
            case Between(low, high):
                return Between(self.exact(low, box), self.exact(high, box))
            case UpTo(part) | AtLeast(part):
                return type(node)(self.exact(part, box))
            case Choose(condition, then, otherwise):
                if not self.reads(condition) & (self.reads(then) | self.reads(otherwise)):
                    return Choose(*(self.exact(part, box) for part in (condition, then, otherwise)))
            case Least(parts) | Greatest(parts):
                groups = self._groups(parts)
                if len(groups) > 1:
                    kind = type(node)
                    return kind(tuple(self.exact(_one(kind, group), box) for group in groups))
            case Plus() | Minus():
                terms = lines.linear(node).terms
                groups = self._groups(tuple(atom for atom, _ in terms))
                if len(groups) > 1:
                    return self._sum(node, groups, box)
            case Times(left, right):
                if not self.reads(left) & self.reads(right):
                    return Times(self.exact(left, box), self.exact(right, box))
        return self._cut(node, box)

    def _groups(self, parts: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        """The parts put together that share a fact, in order."""
        groups: list[tuple[list[Any], frozenset[str]]] = []
        for part in parts:
            reads = self.reads(part)
            joined, rest = [part], []
            for group, read in groups:
                if read & reads:
                    joined, reads = [*group, *joined], reads | read
                else:
                    rest.append((group, read))
            groups = [*rest, (joined, reads)]
        return [tuple(group) for group, _ in groups]

    def _sum(self, node: Quantity, groups: list[tuple[Any, ...]], box: Box) -> Quantity:
        whole = lines.linear(node)
        money = lines.is_money(whole) or unit_of(node) == "money"
        parts = []
        for group in groups:
            terms = tuple((atom, factor) for atom, factor in whole.terms if any(atom is each for each in group))
            parts.append(lines.Linear(tuple((self._term(atom, box, len(group)), f) for atom, f in terms)))
        exact = [part if len(part.terms) == 1 else self._cut_sum(part, money, box) for part in parts]
        return lines.quantity(lines.total([*exact, lines.Linear((), whole.constant)]), money)

    def _term(self, atom: Quantity, box: Box, beside: int) -> Quantity:
        found: Quantity = self.exact(atom, box) if beside == 1 else atom
        return found

    def _cut_sum(self, part: lines.Linear, money: bool, box: Box) -> lines.Linear:
        plus, minus = lines.sides(part, money)
        cut = self._cut(Minus(plus, minus), box)
        return lines.Linear(((cut, 1),)) if isinstance(cut, Pieces) else lines.linear(cut)

    def _cut(self, node: Any, box: Box) -> Any:
        node = Simplifier(box, self.purse).any(self._written_out(node))
        shared = self.twice(node)
        shared = shared & self._opposed(node) if self.spanning else shared
        if not shared:
            return cells.confined(node, box)
        cut = {key: each for key, each in self._cells(node, box).items() if key in shared and len(each) > 1}
        if not cut:
            return self._by_choice(node, box, shared)
        key = min(cut, key=lambda key: (isinstance(cut[key][0], Interval), len(cut[key]), key))
        guarded: list[tuple[Cell, Node]] = []
        for cell in cut[key]:
            self.purse.spend()
            within = Simplifier({**box, key: cell}, self.purse).any(node)
            if guarded and guarded[-1][1] == within and (joined := cells.joined(guarded[-1][0], cell)) is not None:
                guarded[-1] = joined, within
            else:
                guarded.append((cell, within))
        if len(guarded) == 1:
            return self.exact(guarded[0][1], box)
        parts = tuple(self.exact(part, {**box, key: cell}) for cell, part in guarded)
        guards = tuple(cells.guard(self.facts[key], cell) for cell, _ in guarded)
        return (Cases if isinstance(node, Condition) else Pieces)(guards, parts)

    def _by_choice(self, node: Any, box: Box, shared: frozenset[str]) -> Any:
        """Apart by what decides between two amounts, where they read what the rest of the rule reads too."""
        choices = (part for part in walk(node) if isinstance(part, Choose))
        choice = next((each for each in choices if shared & (self.reads(each.then) | self.reads(each.otherwise))), None)
        if choice is None:
            return cells.confined(node, box)
        self.purse.spend()
        guard = self.exact(choice.condition, box)
        parts = tuple(self.exact(_instead(node, choice, each), box) for each in (choice.then, choice.otherwise))
        return (Cases if isinstance(node, Condition) else Pieces)((guard, negated(guard)), parts)

    def _written_out(self, node: Any) -> Any:
        """Derived facts by their definitions, where what they follow from is read beside them too."""
        ways: dict[str, set[str]] = {}
        for part in walk(node):
            if isinstance(part, NumberFact | FlagFact | OneOf | Stated):
                for key in {part.key} if isinstance(part, Stated) else self.reads(part):
                    ways.setdefault(key, set()).add(part.key)
        several = {way for found in ways.values() if len(found) > 1 for way in found}
        if not any(key in self.definitions for key in several):
            return node

        def change(part: Node) -> Node | None:
            if isinstance(part, FlagFact | OneOf) and part.key in several:
                return self.definitions.written_out(self.facts, part)
            return None

        return replaced(node, change)

    def _cells(self, node: Node, box: Box) -> dict[str, list[Cell]]:
        """For each fact, what its limits in a node cut it into."""
        starts: dict[str, set[int]] = {}
        sets: dict[str, set[frozenset[str]]] = {}
        found: dict[str, list[Cell]] = {}
        for part in walk(node):
            if isinstance(part, FlagFact):
                found[part.key] = [True, False]
            elif isinstance(part, OneOf):
                sets.setdefault(part.key, set()).add(frozenset(part.options))
            else:
                for gap, operator in cells.limits(part):
                    if gap.only is not None:
                        starts.setdefault(gap.only, set()).update(gap.root(operator))
        found |= {key: cells.numbers(cuts, box.get(key)) for key, cuts in starts.items()}
        return found | {key: cells.options(self.facts[key].option_keys, asked) for key, asked in sets.items()}


def _instead(node: Node, old: Node, new: Node) -> Node:
    return replaced(node, lambda part: new if part == old else None)


def _one(kind: Any, parts: tuple[Any, ...]) -> Any:
    return parts[0] if len(parts) == 1 else kind(parts)
