"""What a firm's result still hangs on: for each benefit the facts that could change its verdict or its amount."""

from collections.abc import Iterable, Iterator
from datetime import date

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import NOTHING, Interval
from jinshan_cli.core.policy import Benefit, Edition, Policy, Rule
from jinshan_cli.core.rules.nodes import Condition, FlagFact, OneOf
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.hanging import loose, missing

NO_KEYS: frozenset[str] = frozenset()
LARGE = 100_000_000
"""fen (a million yuan): a stake above it, or without a limit, counts as this much"""


@dataclass(frozen=True, slots=True)
class Hinge:
    """A benefit that is not settled: what its verdict and its amount hang on."""

    policy: Policy
    benefit: Benefit
    verdict: frozenset[str]
    """empty if it is eligible"""
    amount: frozenset[str]
    stake: int
    """fen that could still be gained or lost, at most `LARGE`; 0 if not quantified"""

    @property
    def keys(self) -> frozenset[str]:
        """Every fact it hangs on, or would if it turns out eligible."""
        return self.verdict | self.amount

    @property
    def due(self) -> frozenset[str]:
        """What to ask now: first the verdict, then the amount."""
        return self.verdict or self.amount


def hinges(known: Knowledge) -> tuple[Hinge, ...]:
    """Every benefit that some answer could still change, in the order of the table."""
    found, capped = [], open_caps(known)
    for policy in known.edition.policies:
        for benefit in policy.benefits:
            if benefit.todo:
                continue  # no answer of a firm settles it
            rule = known.edition.rules[benefit.id]
            verdict, amount = open_facts(rule, known)
            caps = capped.get(benefit.id, NO_KEYS)
            if verdict or amount or caps:
                stake = _stake(rule, known, bool(verdict or caps))
                found.append(Hinge(policy, benefit, verdict, amount | caps, stake))
    return tuple(found)


def open_facts(rule: Rule, known: Knowledge) -> tuple[frozenset[str], frozenset[str]]:
    """The facts that the verdict and the amount of a benefit hang on; none if it is ineligible or comes to 0 yuan."""
    holds = truth(rule.when, known)
    if holds is False or _gives_nothing(rule, known):
        return NO_KEYS, NO_KEYS
    verdict = NO_KEYS if holds else frozenset(missing(rule.when, known))
    return verdict, NO_KEYS if rule.amount is None else frozenset(loose(rule.amount, known))


def open_caps(known: Knowledge) -> dict[str, frozenset[str]]:
    """The facts that caps hang on, by the id of each benefit that may be cut."""
    edition, found = known.edition, dict[str, frozenset[str]]()
    for place, limit in edition.limits.items():
        if keys := frozenset(loose(limit, known)):
            amounts = dict(_amounts(edition.combinations[place].benefits, known))
            least, most = interval(limit, known).low, sum(amounts.values(), NOTHING).high
            if most is None or most > (least or 0):
                found |= {each: found.get(each, NO_KEYS) | keys for each in amounts}
    return found


def _amounts(benefits: Iterable[str], known: Knowledge) -> Iterator[tuple[str, Interval]]:
    """What each may come to, of those that the firm may have."""
    todo = {each.id for policy in known.edition.policies for each in policy.benefits if each.todo}
    for benefit in benefits:
        rule = known.edition.rules[benefit]
        if rule.amount is not None and benefit not in todo and truth(rule.when, known) is not False:
            yield benefit, interval(rule.amount, known)


def gets(benefit: Benefit, known: Knowledge) -> bool:
    """True if the firm surely gets something of it."""
    rule = known.edition.rules[benefit.id]
    return not benefit.todo and truth(rule.when, known) is True and not _gives_nothing(rule, known)


def _gives_nothing(rule: Rule, known: Knowledge) -> bool:
    return rule.amount is not None and interval(rule.amount, known).to_smallest_unit() == NOTHING


def standing_in(hinge: Hinge, known: Knowledge, asked: frozenset[str] | None = None) -> frozenset[str]:
    """The derived facts that may be asked instead of what they follow from.

    With `asked`: only those of which a source fact was asked in vain.
    """
    rule = known.edition.rules[hinge.benefit.id]
    node = rule.when if hinge.verdict else rule.amount
    due = hinge.due if asked is None else hinge.due & asked
    if node is None or not due:
        return NO_KEYS
    return frozenset(key for key in known.edition.derived & fact_keys(node) if derived_from(key, known) & due)


def is_settled(key: str, known: Knowledge) -> bool:
    """True if a flag or choice is stated or follows from other facts."""
    if known.edition.facts[key].type == "flag":
        return known.flag(key) is not None
    return len(known.options(key)) == 1


def derived_from(key: str, known: Knowledge) -> set[str]:
    """The facts whose answers would settle a derived fact; empty if it is settled, or nothing can but its own."""
    fact = known.edition.facts[key]
    whole: tuple[Condition, ...] = (
        (FlagFact(key),) if fact.type == "flag" else tuple(OneOf(key, (option,)) for option in fact.option_keys)
    )
    return {part for condition in whole for part in missing(condition, known)} - {key}


def _stake(rule: Rule, known: Knowledge, verdict_open: bool) -> int:
    if rule.amount is None:
        return 0
    amount: Interval = interval(rule.amount, known)
    if amount.high is None:
        return LARGE
    return min(LARGE, int(amount.high - (0 if verdict_open else amount.low or 0)))


def possible_amount(hinge: Hinge, known: Knowledge) -> Interval | None:
    """What an unsettled benefit would come to for what is known so far, in fen; None is not quantified."""
    rule = known.edition.rules[hinge.benefit.id]
    return None if rule.amount is None else interval(rule.amount, known).to_smallest_unit()


def over_on(edition: Edition, as_of: date) -> frozenset[str]:
    """The ids of the benefits whose window for claims is over on a day."""
    every = (benefit for policy in edition.policies for benefit in policy.benefits)
    return frozenset(each.id for each in every if edition.moment(each, as_of).timing == "expired")
