"""An edition of the policy table: its policies, their benefits and windows, and its activities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from jinshan_cli.core.facts import Catalogue, DataModel
from jinshan_cli.core.rules.nodes import Condition, Named, NamedQuantity, Parameter, Quantity
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.core.sizes import SizeStandard

Kind = Literal["grant", "relief", "refund", "finance"]
Status = Literal["eligible", "undetermined", "ineligible"]
Timing = Literal["open", "unstated", "upcoming", "expired"]
Novelty = Literal["new", "continuing", "new_municipal"]
Uptake = Literal["automatic", "instant", "self_declared", "self_applied", "reviewed", "partly_automatic"]

KINDS: tuple[Kind, ...] = ("grant", "relief", "refund", "finance")
SUMMED: tuple[Kind, ...] = ("grant", "relief", "refund")
"""the kinds that the contract sums"""
STATUSES: tuple[Status, ...] = ("eligible", "undetermined", "ineligible")
TIMINGS: tuple[Timing, ...] = ("open", "unstated", "upcoming", "expired")
"""best first"""
CURRENT: tuple[Timing, ...] = ("open", "unstated")
"""the timings in which a benefit can be had; totals count these"""
NUMERALS = "零一二三四五六七八九十"


class Header(DataModel):
    """Where an edition comes from and what is said with every result."""

    id: str
    title: str
    year: int = Field(ge=1, le=9999)
    district: str
    source: str
    notice: str


class Measure(DataModel):
    """One 行动方案, under which policies are grouped."""

    number: int
    title: str

    @property
    def heading(self) -> str:
        """As it is printed: 六、支持企业提升商贸能级."""
        numeral = NUMERALS[self.number] if self.number < len(NUMERALS) else str(self.number)
        return f"{numeral}、{self.title}"


class NamedCondition(DataModel):
    """A condition that rules use by name."""

    label: str
    rule: str


class NamedFigure(DataModel):
    """A figure or day that rules use by name, and that may be looked at and changed by it."""

    value: str
    """as in a rule: `1亿`, `2023-03-01`"""
    label: str
    source: str = ""


class NamedAmount(DataModel):
    """A quantity that rules use by name."""

    amount: str
    label: str


class CrossCheck(DataModel):
    """What cannot be true together, and what is said to a firm of which it is."""

    when: str
    text: str


class Note(DataModel):
    """A remark from outside the source, with its citation; never changes a verdict or a window."""

    text: str
    citation: str


class Example(DataModel):
    """A worked case of a benefit: a firm, and what must come out. What is left out is not looked at."""

    firm: dict[str, Any]
    """facts as in a firm file"""
    as_of: date | None = None
    status: Status
    timing: Timing | None = None
    amount: str | None = None
    """a constant amount in the rule language: `2万`, `between(10万, 20万)`"""
    missing: tuple[str, ...] | None = None


class Benefit(DataModel):
    """One thing a policy gives: to whom, when, how much."""

    id: str
    title: str
    kind: Kind
    novelty: Novelty
    starts: date | None = None
    """first day, if the source states one"""
    ends: date | None = None
    """last day, included, if the source states one"""
    when: str
    amount: str | None = None
    """None: the source names no sum that can be computed"""
    unchecked: tuple[str, ...] = ()
    """what the real rule also asks and no fact covers"""
    todo: str | None = None
    """of a draft: what a person has still to decide; until then the benefit is undetermined for every firm"""
    examples: tuple[Example, ...] = ()
    """worked cases, run by `jinshan check`"""

    def timing(self, as_of: date) -> Timing:
        """Where a day lies in the window; the last day counts."""
        if self.starts is None and self.ends is None:
            return "unstated"
        if self.starts is not None and as_of < self.starts:
            return "upcoming"
        return "expired" if self.ends is not None and as_of > self.ends else "open"


class Policy(DataModel):
    """One numbered row of the table: whom to ask and how; who gets what is in its benefits."""

    number: int
    title: str
    summary: str
    measure: int
    departments: tuple[str, ...]
    channel: str
    uptake: Uptake
    phones: tuple[str, ...] = ()
    contact_note: str | None = None
    source: str
    reading: str | None = None
    notes: tuple[Note, ...] = ()
    benefits: tuple[Benefit, ...]


class Entry(DataModel):
    """A dated (or undated) entry of an activity's schedule."""

    what: str
    starts: date | None = None
    ends: date | None = None
    repeats: Literal["weekly", "monthly"] | None = None
    weekdays: tuple[Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"], ...] = ()
    stated: str | None = None
    """the source's own words for the time, where they are less exact than days"""

    def is_past(self, as_of: date) -> bool:
        """True if its last day is stated and was before a day."""
        return self.ends is not None and self.ends < as_of


class Activity(DataModel):
    """One row of the second table: a project or activity with its schedule."""

    number: int
    measure: str
    title: str
    departments: tuple[str, ...]
    tags: tuple[str, ...] = ()
    when: str | None = None
    schedule: tuple[Entry, ...]


class PolicyTable(DataModel):
    """policies.toml as written."""

    edition: Header
    measures: tuple[Measure, ...]
    parameters: Mapping[str, NamedFigure] = Field(default_factory=dict)
    quantities: Mapping[str, NamedAmount] = Field(default_factory=dict)
    conditions: Mapping[str, NamedCondition] = Field(default_factory=dict)
    checks: tuple[CrossCheck, ...] = ()
    policies: tuple[Policy, ...]


class ActivityTable(DataModel):
    """activities.toml as written."""

    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A benefit's rule as nodes: who gets it, and how much (None: not quantified)."""

    when: Condition
    amount: Quantity | None


@dataclass(frozen=True)
class Edition:
    """A whole data folder, checked: tables as written, rules as nodes."""

    header: Header
    measures: tuple[Measure, ...]
    policies: tuple[Policy, ...]
    facts: Catalogue
    sizes: SizeStandard | None
    activities: tuple[Activity, ...]
    conditions: Mapping[str, Named]
    rules: Mapping[str, Rule]
    """by benefit id"""
    derivations: Mapping[str, Condition]
    """by the key of the flag that they give"""
    suits: Mapping[int, Condition]
    """by activity number: the firms an activity is for"""
    parameters: Mapping[str, NamedFigure] = field(default_factory=dict)
    quantities: Mapping[str, Parameter | NamedQuantity] = field(default_factory=dict)
    """parameters and quantities by the name that rules use"""
    checks: tuple[tuple[Condition, str], ...] = ()
    """what cannot be true, and what is said where it is"""

    @cached_property
    def by_number(self) -> dict[int, Policy]:
        """Policy by number."""
        return {policy.number: policy for policy in self.policies}

    @cached_property
    def headings(self) -> dict[int, str]:
        """The heading of each measure, by its number."""
        return {measure.number: measure.heading for measure in self.measures}

    @cached_property
    def used_by(self) -> dict[str, tuple[int, ...]]:
        """Numbers of the policies that read each fact, themselves or through a derived fact."""
        users: dict[str, dict[int, None]] = {fact.key: {} for fact in self.facts}
        for policy in self.policies:
            for benefit in policy.benefits:
                rule = self.rules[benefit.id]
                read = fact_keys(rule.when) | (fact_keys(rule.amount) if rule.amount else set())
                for key in self.behind(read):
                    users[key][policy.number] = None
        return {key: tuple(numbers) for key, numbers in users.items()}

    @cached_property
    def derived(self) -> frozenset[str]:
        """The facts that follow from others: the size, and every flag with a derivation."""
        return frozenset((*self.derivations, *((self.sizes.fact,) if self.sizes else ())))

    def behind(self, keys: Iterable[str]) -> set[str]:
        """The facts with those that the derived ones among them follow from."""
        found = set(keys)
        for key in tuple(found):
            if key in self.derivations:
                found |= fact_keys(self.derivations[key])
            if self.sizes is not None and key == self.sizes.fact:
                found |= {self.sizes.by, *(fact for row in self.sizes.rows for fact in row.limits)}
        return found

    @cached_property
    def example_count(self) -> int:
        """How many worked examples `jinshan check` runs."""
        return sum(len(benefit.examples) for policy in self.policies for benefit in policy.benefits)

    @cached_property
    def last_day(self) -> date | None:
        """The latest end that any benefit states; None if none does."""
        ends = [benefit.ends for policy in self.policies for benefit in policy.benefits if benefit.ends]
        return max(ends, default=None)

    def is_past(self, as_of: date) -> bool:
        """True if every window that is stated had ended before a day; False if none is stated."""
        return self.last_day is not None and as_of > self.last_day
