"""What an edition gives names to, what it says cannot be true together, whom to call and how a benefit is had."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.facts import Catalogue, DataModel
from jinshan_cli.core.written.voice import tell

NUMERALS = "零一二三四五六七八九十"


@dataclass(frozen=True, kw_only=True)
class Measure(DataModel):
    """One 行动方案, under which policies are grouped."""

    number: int
    title: str

    @property
    def heading(self) -> str:
        """As it is printed: 六、支持企业提升商贸能级."""
        numeral = tell(NUMERALS[self.number]) if self.number < len(NUMERALS) else str(self.number)
        return tell("{numeral}、{title}", numeral=numeral, title=self.title)


@dataclass(frozen=True, kw_only=True)
class NamedCondition(DataModel):
    """A condition that rules use by name."""

    label: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class NamedFigure(DataModel):
    """A figure or day that rules use by name, and that may be looked at and changed by it."""

    value: str
    """as in a rule: `1亿`, `2023-03-01`"""
    label: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class NamedAmount(DataModel):
    """A quantity that rules use by name."""

    amount: str
    label: str


@dataclass(frozen=True, kw_only=True)
class CrossCheck(DataModel):
    """What cannot be true together, and what is said to a firm of which it is."""

    when: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Contact(DataModel):
    """Who is called by firms that have one of these options."""

    fact: str
    options: tuple[str, ...]
    phones: tuple[str, ...] = ()
    note: str | None = None
    """an office, or what stands in place of a number"""
    label: str | None = None
    """how the options are said; None: by their labels"""

    @property
    def words(self) -> str:
        """The office and its numbers."""
        return " ".join(filter(None, (self.note, tell("、").join(self.phones))))

    def labelled(self, facts: Catalogue) -> "Contact":
        """With its label."""
        fact = facts.by_key.get(self.fact)
        if self.label or fact is None:
            return self
        said = (option.label for option in fact.options if option.key in self.options)
        return replace(self, label=tell("、").join(said))


Contacts = tuple[Contact, ...]


def told_apart(contacts: Contacts, possible: Callable[[str], Iterable[str]]) -> tuple[Contacts, Contacts]:
    """Those that are a firm's for certain, and those that may be, by the options that it may have of each fact."""
    left = {key: frozenset(possible(key)) for key in {each.fact for each in contacts}}
    fitting = [each for each in contacts if not left[each.fact].isdisjoint(each.options)]
    sure = tuple(each for each in fitting if left[each.fact].issubset(each.options))
    return sure, tuple(each for each in fitting if each not in sure)


class Handling(NamedTuple):
    """How a benefit is had."""

    materials: tuple[str, ...]
    steps: tuple[str, ...]
    link: str | None
    email: str | None
    suspended: str | None
