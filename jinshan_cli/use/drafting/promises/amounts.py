"""How much: a rule with what its shape asks besides, the figures that it uses, and what it leaves open."""

import re

from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.core.facts import FactType
from jinshan_cli.use.drafting.promises.figures import Figure
from jinshan_cli.use.drafting.promises.names import Asked, Found, folded


@dataclass
class Amount:
    """A rule of the amount with what else its shape asks, and the figures that it uses."""

    rule: str = ""
    conditions: list[str] = field(default_factory=list)
    """of its own: a figure that must be above nothing, a threshold first reached"""
    needed: bool = False
    """the conditions are part of who gets it, even where others are stated"""
    used: list[Figure] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """of the facts that it speaks of, folded"""
    asked: list[Asked] = field(default_factory=list)
    """facts that none of the catalogue fits"""

    def take(self, found: Found) -> None:
        """Notes the fact that the amount is reckoned on."""
        self.names.append(found.name)
        self.words.append(f"“{found.name}”→ {found.fact.key}")
        if not found.is_exact:
            self.doubts.append(f"按指标“{found.fact.label}”计算")

    def joined(self, other: "Amount") -> "Amount":
        """Both conditions, the rule of the other."""
        own = {(each.label, each.type): each.key for each in self.asked}
        new = [each for each in other.asked if (each.label, each.type) not in own]
        moved = {each.key: own.get((each.label, each.type), "") for each in other.asked}
        moved |= {each.key: f"asked_@_{len(own) + i}" for i, each in enumerate(new, 1)}

        def renamed(rule: str) -> str:
            return re.sub(r"asked_@_\d+", lambda found: moved[found[0]], rule)

        return Amount(
            renamed(other.rule),
            [*self.conditions, *(map(renamed, other.conditions) if other.needed else [])],
            needed=True,
            used=[*self.used, *other.used],
            doubts=[*self.doubts, *other.doubts],
            words=[*self.words, *other.words],
            names=[*self.names, *other.names],
            asked=[*self.asked, *(replace(each, key=renamed(each.key)) for each in new)],
        )

    def ask(self, words: str, kind: FactType, unit: str = "", *, label: str = "") -> str:
        """The key of a fact that is newly to be asked; `@` in it stands for the id of the benefit."""
        label = re.sub(r"[\s“”\"]", "", label or words)[:40]
        same = next((each.key for each in self.asked if (each.label, each.type) == (label, kind)), None)
        if same:
            return same
        key = f"asked_@_{len(self.asked) + 1}"
        self.asked.append(Asked(key, label, kind, words, unit))
        self.names.append(folded(words))
        self.doubts.append(f"没有合适的指标，新拟“{label}”，核对口径和问法")
        return key

    def measure(self, found: Found | None, words: str, kind: FactType, unit: str = "") -> str:
        """The key of what is reckoned on: a fact of the catalogue, or one that is newly to be asked."""
        if found is None:
            return self.ask(words, kind, unit)
        self.take(found)
        return found.fact.key


def parts_of(figures: list[Figure], *parts: str) -> list[Figure]:
    """The figures that play one of some parts."""
    return [figure for figure in figures if figure.part in parts]


def capped(rule: str, figures: list[Figure], amount: Amount) -> str:
    """A rule with the one cap that stands beside it."""
    caps = [figure for figure in parts_of(figures, "cap") if figure.kind == "money"]
    if len(caps) != 1:
        return rule
    amount.used.append(caps[0])
    return f"min({rule}, {caps[0].rule})"
