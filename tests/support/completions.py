"""Every firm that a half-known firm may be: its holes and ranges filled, most often on and beside a limit."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Firm, Value, options_in
from jinshan_cli.core.intervals import NOT_KNOWN, Interval
from jinshan_cli.core.policy import Edition, Rule
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.engines.near import limits

FAR = 10**14
"""beyond every limit"""


@dataclass
class Completions:
    """The complete firms that agree with `firm` on every fact that a rule reads."""

    edition: Edition
    rule: Rule
    firm: Firm
    random: Random
    _values: dict[str, list[Value]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        read = fact_keys(self.rule.when) | (fact_keys(self.rule.amount) if self.rule.amount else set())
        steps: dict[str, set[int]] = {}
        for key, limit in limits(self.rule.when, Knowledge(self.edition, Firm())):
            steps.setdefault(key, set()).update((int(limit) - 1, int(limit), int(limit) + 1))
        for key in sorted(self.edition.behind(read)):
            fact = self.edition.facts[key]
            if fact.derive is None and (fact.default is None or key in self.firm.facts):
                self._values[key] = self._possible(fact, steps.get(key, set()))

    def values(self, key: str) -> list[Value]:
        """What a fact can be, as far as it can tell: each option, both ends of a range, both sides of each limit."""
        return self._values[key]

    def sample(self, count: int) -> Iterator[dict[str, Value]]:
        """Random complete facts."""
        for _ in range(count):
            yield {key: self.random.choice(values) for key, values in self._values.items()}

    def complete(self, facts: dict[str, Value]) -> Firm:
        """The firm of complete facts; what follows from others is left to follow, where it does."""
        known = {**self.firm.facts, **facts}
        sizes = self.edition.sizes
        if sizes and sizes.fact not in self.firm.facts and known.get(sizes.by) in sizes.row_of:
            known.pop(sizes.fact, None)
        return Firm("", known)

    def _possible(self, fact: Fact, steps: set[int]) -> list[Value]:
        stated = self.firm.facts.get(fact.key)
        if not fact.is_number:
            free: tuple[Value, ...] = (True, False) if fact.type == "flag" else fact.option_keys
            return list(free) if stated is None else list(options_in(stated)) or [stated]
        span = stated if isinstance(stated, Interval) else NOT_KNOWN
        low, high = int(span.low or 0), FAR if span.high is None else int(span.high)
        near = {step for step in (low + 1, (low + high) // 2, *steps) if low < step < high}
        return [Interval.point(number) for number in sorted({low, high, *near})]
