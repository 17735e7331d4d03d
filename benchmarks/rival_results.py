"""The columns of our results as the rivals compute them: from what `rival_rules` reads of each benefit."""

from dataclasses import dataclass
from functools import cached_property, reduce

from rival_missing import Missing
from rival_rules import KINDS, Rules, Written, benefits, shared, summed

from jinshan_cli.core.columns import OF_FIRM

Listed = dict[str, str]
"""names, each with where it stands in the cell"""


@dataclass(frozen=True)
class Results:
    """Writes the columns of the firm layout."""

    rules: Rules

    @cached_property
    def benefits(self) -> list[Written]:
        """Every benefit of the edition."""
        return benefits(self.rules)

    def steps(self) -> tuple[dict[str, str], ...]:
        """Columns that the results read, each step from those before it."""
        common = {**shared(self.rules), **Missing(self.rules).shared()}
        ends = {name: text for one in self.benefits for name, text in one.ends.items()}
        return common, ends, self._verdicts()

    def columns(self) -> dict[str, Listed | str]:
        """The contract's columns, in their order: of a sum the text, which is infinity where it has no end."""
        found: dict[str, Listed | str] = {
            "eligible": {str(number): self._name("eligible", number) for number in self._by_number},
            "undetermined": {str(number): self._open(number) for number in self._by_number},
            "missing": dict(Missing(self.rules).firm(self.benefits)),
            "unquantified": self._told({one.id: self._name("sure", one.id) for one in self.benefits if _is_bare(one)}),
            "ask_first": self._told({one.id: self._worth(one) for one in self.benefits if one.moment.is_asked_first}),
            "nothing": self._nothing(),
            "problems": {text: self.rules.condition(when)[0] for when, text in self.rules.edition.checks},
        }
        for kind in KINDS:
            found |= {f"{kind}_{end}": self._due(kind, end) for end in ("low", "high")}
            found[f"{kind}_possible"] = self._possible(kind)
        return {name: found[name] for name in OF_FIRM}

    @cached_property
    def _by_number(self) -> dict[int, list[Written]]:
        found: dict[int, list[Written]] = {}
        for one in self.benefits:
            found.setdefault(one.number, []).append(one)
        return found

    def _verdicts(self) -> dict[str, str]:
        """Of each policy `eligible_…` and `possible_…`, of each sum that may be 0 `zero_…`."""
        d, found = self.rules.dialect, {}
        for number, those in self._by_number.items():
            for word, end in (("eligible", "sure"), ("possible", "maybe")):
                found[f"{word}_{number}"] = reduce(d.either, (self._name(end, one.id) for one in those))
        for one in self.benefits:
            if one.amount is not None:
                ends = (f"({self._name(end, one.id)} {d.equal} 0)" for end in ("low", "high"))
                found[f"zero_{one.id}"] = reduce(d.both, (self._name("maybe", one.id), *ends))
        return found

    def _name(self, word: str, key: object) -> str:
        return self.rules.name(f"{word}_{key}")

    def _open(self, number: int) -> str:
        d = self.rules.dialect
        return d.both(self._name("possible", number), d.negate(self._name("eligible", number)))

    def _worth(self, one: Written, word: str = "sure") -> str:
        """Where it is had, or may be, and does not come to nothing."""
        d, had = self.rules.dialect, self._name(word, one.id)
        return had if one.amount is None else d.both(had, d.negate(self._name("zero", one.id)))

    def _told(self, where: dict[str, str]) -> Listed:
        """The policies that have one of some benefits."""
        kept = {
            number: [where[one.id] for one in those if one.id in where] for number, those in self._by_number.items()
        }
        return {str(number): reduce(self.rules.dialect.either, texts) for number, texts in kept.items() if texts}

    def _nothing(self) -> Listed:
        """The policies of which all that holds or may hold comes to 0 yuan."""
        d = self.rules.dialect
        some = self._told({one.id: self._name("zero", one.id) for one in self.benefits if one.amount is not None})
        worth = self._told({one.id: self._worth(one, "maybe") for one in self.benefits})
        return {number: d.both(zero, d.negate(worth[number])) for number, zero in some.items()}

    def _due(self, kind: str, end: str) -> str:
        d, parts = self.rules.dialect, []
        for keys in summed(kind, end):
            due = (d.choose(self._name("sure", key), self._name(end, key), "0") for key in keys)
            parts.append(reduce(lambda a, b: f"{d.greatest}({a}, {b})", due))
        return " + ".join(parts)

    def _possible(self, kind: str) -> str:
        """What the open ones could add at most."""
        d, parts = self.rules.dialect, []
        for (key,) in summed(kind, "high"):
            is_open = d.both(self._name("maybe", key), d.negate(self._name("sure", key)))
            parts.append(d.choose(is_open, self._name("high", key), "0"))
        return " + ".join(parts)


def _is_bare(one: Written) -> bool:
    return one.amount is None and one.moment.is_now
