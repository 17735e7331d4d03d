"""An edition of the policy table: its policies, their benefits and windows, and its activities."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from jinshan_cli.core.activity import Activity
from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.combining.shared import SharedSums
from jinshan_cli.core.dataclass import dataclass, field, fields, replace
from jinshan_cli.core.edition.named import Contacts, Handling, Measure, NamedFigure, told_apart
from jinshan_cli.core.edition.notes import Note
from jinshan_cli.core.facts import Catalogue, DataModel, Within
from jinshan_cli.core.rules.exact.kept import ByCases
from jinshan_cli.core.rules.nodes import Condition, Named, NamedQuantity, Node, Parameter, Quantity
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.core.sizes import SizeStandard
from jinshan_cli.core.timing import Claim, Moment, Period, Timing, timing_on
from jinshan_cli.core.written.voice import CHINESE, YUAN, ZH, Voice, tell

Kind = Literal["grant", "relief", "refund", "finance"]
Status = Literal["eligible", "undetermined", "ineligible"]
Novelty = Literal["new", "continuing", "new_municipal"]
Uptake = Literal["automatic", "instant", "self_declared", "self_applied", "reviewed", "partly_automatic"]

KINDS: tuple[Kind, ...] = ("grant", "relief", "refund", "finance")
SUMMED: tuple[Kind, ...] = ("grant", "relief", "refund")
"""the kinds that the contract sums"""
STATUSES: tuple[Status, ...] = ("eligible", "undetermined", "ineligible")


@dataclass(frozen=True, kw_only=True)
class Header(DataModel):
    """Where an edition comes from and what is said with every result."""

    id: str
    title: str
    year: Annotated[int, Within(ge=1, le=9999)]
    district: str
    source: str
    notice: str
    starts: date | None = None
    ends: date | None = None
    language: str = ZH
    """of its screens: zh, en, or another for which its folder has words"""
    currency: str = YUAN

    @property
    def first_day(self) -> date:
        """From it on the table is in force: as stated, else the year's first day."""
        return self.starts or date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """Until it, included: as stated, else the year's last day."""
        return self.ends or date(self.year, 12, 31)


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class Benefit(DataModel):
    """One thing a policy gives: to whom, when, how much. Of time there is only what the source states."""

    id: str
    title: str
    kind: Kind
    novelty: Novelty
    summary: str | None = None
    """what it gives in short words, where its policy gives more than that"""
    reading: str | None = None
    """how the source is read here, beside what is said of its policy"""
    period: Period | None = None
    """when the thing that earns it must happen"""
    claim: Claim | None = None
    """when it may be applied for, or had at all"""
    pending: str | None = None
    """the rules that are still to be issued, in words"""
    when: str
    amount: str | None = None
    """None: the source names no sum that can be computed"""
    unchecked: tuple[str, ...] = ()
    """what the real rule also asks and no fact covers"""
    materials: tuple[str, ...] = ()
    """papers to bring; here and below: in place of the policy's"""
    steps: tuple[str, ...] = ()
    link: str | None = None
    email: str | None = None
    suspended: str | None = None
    """why nothing is taken in or paid for the time being"""
    todo: str | None = None
    """of a draft: what a person has still to decide; until then the benefit is undetermined for every firm"""
    examples: tuple[Example, ...] = ()
    """worked cases, run by `jinshan check`"""

    @property
    def window(self) -> Claim | Period | None:
        """The days that decide its timing."""
        return self.claim or self.period

    def days(self, as_of: date) -> tuple[date | None, date | None]:
        """First and last day of its window, as far as they are stated; of one of each year, the one at hand."""
        return self.window.days(as_of) if self.window else (None, None)


@dataclass(frozen=True, kw_only=True)
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
    contacts: Contacts = ()
    """further ones, each for some options of a fact"""
    materials: tuple[str, ...] = ()
    """papers to bring"""
    steps: tuple[str, ...] = ()
    """what to do, in order"""
    link: str | None = None
    email: str | None = None
    suspended: str | None = None
    """why nothing is taken in or paid for the time being"""
    source: str
    reading: str | None = None
    notes: tuple[Note, ...] = ()
    benefits: tuple[Benefit, ...]

    def for_firm(self, possible: Callable[[str], Iterable[str]]) -> "Policy":
        """The policy with the contacts of a firm among its own, and only those beside them that may be the firm's."""
        if not self.contacts:
            return self
        sure, open_ones = told_apart(self.contacts, possible)
        notes = filter(None, (self.contact_note, *(each.note for each in sure)))
        phones = dict.fromkeys((*self.phones, *(phone for each in sure for phone in each.phones)))
        note = tell("；").join(notes) or None
        return replace(self, contact_note=note, phones=tuple(phones), contacts=open_ones)

    @property
    def every_phone(self) -> tuple[str, ...]:
        """Its numbers, whichever firm calls."""
        return (*self.phones, *(phone for each in self.contacts for phone in each.phones))

    def moment(self, benefit: Benefit, table: Header, as_of: date) -> Moment:
        """One of its benefits on a day."""
        about = [note for note in self.notes if not note.benefits or benefit.id in note.benefits]
        timing = timing_on(as_of, benefit, table)
        reported = tuple(each for note in about for each in note.reported(as_of, timing))
        return Moment(timing, reported, benefit.suspended or self.suspended or "")

    @property
    def readings(self) -> str:
        """How the source is read, of the policy and of each of its benefits; empty if there is one way to read it."""
        named = len(self.benefits) > 1
        own = (f"{each.id if named else ''} {each.reading}" for each in self.benefits if each.reading)
        return " ".join(part.strip() for part in (self.reading or "", *own) if part)

    def only(self, ids: Collection[str]) -> "Policy":
        """The policy with those of its benefits, and with nothing that is said of the others alone."""
        benefits = tuple(each for each in self.benefits if each.id in ids)
        if benefits == self.benefits:
            return self
        own = [each.summary for each in benefits if each.summary]
        summary = "".join(own) if benefits and len(own) == len(benefits) else self.summary
        notes = tuple(note for note in self.notes if not note.benefits or not frozenset(ids).isdisjoint(note.benefits))
        return replace(self, benefits=benefits, summary=summary, notes=notes)

    def handling(self, benefit: Benefit) -> Handling:
        """How one of its benefits is had: what is said of the benefit, else of the policy."""
        names = Handling._fields
        return Handling(**{name: getattr(benefit, name) or getattr(self, name) for name in names})


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
    combinations: tuple[Combination, ...] = ()
    limits: Mapping[int, Quantity] = field(default_factory=dict)
    """what a cap is, by its place among the combinations"""
    voice: Voice = CHINESE

    def __getstate__(self) -> dict[str, object]:
        """What a copy, or another process, is sent: not what was worked out, which knows rules by where they are."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def by_number(self) -> dict[int, Policy]:
        """Policy by number."""
        return {policy.number: policy for policy in self.policies}

    @cached_property
    def policy_of(self) -> dict[str, Policy]:
        """Policy by the id of each of its benefits."""
        return {benefit.id: policy for policy in self.policies for benefit in policy.benefits}

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
                for key in self.behind(set().union(*map(fact_keys, self.nodes_of(benefit.id)))):
                    users[key][policy.number] = None
        return {key: tuple(numbers) for key, numbers in users.items()}

    def nodes_of(self, benefit: str) -> Iterator[Node]:
        """What decides on a benefit: its rule, and the caps over it."""
        rule = self.rules[benefit]
        yield rule.when
        if rule.amount is not None:
            yield rule.amount
        yield from (limit for place, limit in self.limits.items() if benefit in self.combinations[place].benefits)

    @cached_property
    def derived(self) -> frozenset[str]:
        """The facts that follow from others: the size, and every flag with a derivation."""
        return frozenset((*self.derivations, *((self.sizes.fact,) if self.sizes else ())))

    @cached_property
    def cases(self) -> ByCases:
        """Its rules by cases, where they read a fact twice."""
        return ByCases(self.facts, self.derivations, self.sizes, self.behind)

    @cached_property
    def shared(self) -> SharedSums:
        """What its benefits come to where their amounts share a fact."""
        conditions = {key: rule.when for key, rule in self.rules.items()}
        amounts = {key: rule.amount for key, rule in self.rules.items() if rule.amount is not None}
        policies = {key: policy.number for key, policy in self.policy_of.items()}
        return SharedSums(conditions, amounts, policies, self.combinations, self.limits, self.cases)

    def unquantified(self, combination: Combination) -> tuple[str, ...]:
        """Those of its benefits of which the source names no sum that can be computed."""
        return tuple(each for each in combination.benefits if self.rules[each].amount is None)

    def moment(self, benefit: Benefit, as_of: date) -> Moment:
        """One of its benefits on a day."""
        return self.policy_of[benefit.id].moment(benefit, self.header, as_of)

    def behind(self, keys: Iterable[str]) -> set[str]:
        """The facts with those that the derived ones among them follow from."""
        found = set(keys)
        for key in tuple(found):
            if key in self.derivations:
                found |= fact_keys(self.derivations[key])
            if self.sizes is not None and key == self.sizes.fact:
                found |= {self.sizes.by, *(fact for row in self.sizes.rows for fact in row.limits)}
        return found
