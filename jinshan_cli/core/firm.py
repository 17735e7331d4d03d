"""A firm as it is told: a name and the facts known of it."""

from collections.abc import Mapping
from types import MappingProxyType

from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.core.intervals import Interval

Value = bool | str | tuple[str, ...] | Interval
"""a flag; the key of a choice's option, or of each that is possible where several are; a number in fen or persons"""


def options_in(value: Value | None) -> tuple[str, ...]:
    """The options that a choice's value leaves; none if it is no choice's."""
    return (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Firm:
    """What is known of a firm; a fact that is absent is unknown."""

    name: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))

    def __reduce__(self) -> tuple[type["Firm"], tuple[str, dict[str, Value]]]:
        return Firm, (self.name, dict(self.facts))

    def having(self, key: str, value: Value | None) -> "Firm":
        """The same firm with one fact changed; None makes it unknown again."""
        others = {fact: known for fact, known in self.facts.items() if fact != key}
        return replace(self, facts=others if value is None else {**others, key: value})
