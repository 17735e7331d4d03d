"""The scalar engine: what it calls settled holds for every firm it may be, and it leaves little unsettled.

JINSHAN_FIRMS sets the number of random firms (default 150).
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import pytest
from support.completions import Completions
from support.frames import FirmMaker

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval, Truth
from jinshan_cli.core.policy import Edition, Rule
from jinshan_cli.core.rules.grammar import Scope, parse_amount, parse_condition
from jinshan_cli.core.rules.nodes import And, Condition, Or
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.hanging import loose, missing
from jinshan_cli.files.firm.firmfile import firm_of

FIRMS = int(os.environ.get("JINSHAN_FIRMS", "150"))
Facts = dict[str, Any]

RULES: list[tuple[str, Facts, Truth, str]] = [  # a condition, a firm, its truth, the facts it hangs on
    ("chartered_bus", {"chartered_bus": True}, True, ""),
    ("chartered_bus", {"chartered_bus": False}, False, ""),
    ("chartered_bus", {}, None, "chartered_bus"),
    ("not chartered_bus", {"chartered_bus": True}, False, ""),
    ("not chartered_bus", {}, None, "chartered_bus"),
    ("firm", {}, True, ""),
    ("firm", {"entity": "consumer"}, False, ""),
    ("chartered_bus and srdi_new", {"srdi_new": False}, False, ""),
    ("chartered_bus and srdi_new", {"srdi_new": True}, None, "chartered_bus"),
    ("chartered_bus or srdi_new", {"srdi_new": True}, True, ""),
    ("chartered_bus or srdi_new", {}, None, "srdi_new chartered_bus"),
    ("hnte == new", {"hnte": "new"}, True, ""),
    ("hnte in [new, valid]", {"hnte": "renewed"}, False, ""),
    ("hnte != none", {}, None, "hnte"),
    ("revenue > 5万", {"revenue": "50000"}, False, ""),
    ("revenue > 5万", {"revenue": "50000.01"}, True, ""),
    ("revenue >= 5万", {"revenue": "4万-5万"}, None, "revenue"),
    ("revenue > 5万", {"revenue": "4万-5万"}, False, ""),
    ("revenue > 0", {"revenue": "有"}, True, ""),
    ("taxable_income < 5万 <= revenue", {"taxable_income": "3万"}, None, "revenue"),
    ("taxable_income < 5万 <= revenue", {"taxable_income": "5万"}, False, ""),
    ("taxable_income < revenue", {"taxable_income": "3万"}, None, "revenue"),
    ("taxable_income < revenue", {}, None, "revenue taxable_income"),
    ("2 * employees + 1 > 9", {"employees": "3-4"}, False, ""),
    ("2 * employees + 1 > 8", {"employees": "3-4"}, None, "employees"),
    ("size in [micro, small]", {"sector": "retail", "employees": 49}, True, ""),
    ("size == micro", {"sector": "retail", "employees": 49}, None, "revenue"),
    ("size == micro", {"sector": "retail", "employees": 9}, True, ""),
    ("size == micro", {"sector": "agriculture", "revenue": "49万-50万"}, None, "revenue"),
    ("size == micro", {"sector": "education_health", "employees": 9}, None, "size"),
    ("size == micro", {"employees": 9}, None, "sector revenue total_assets"),
    ("small_low_profit", {"employees": 301}, False, ""),
    ("small_low_profit", {"employees": 301, "small_low_profit": True}, True, ""),
    ("small_low_profit", {"employees": 300, "taxable_income": "300万"}, None, "total_assets"),
]
AMOUNTS: list[tuple[str, Facts, tuple[float, float | None], str]] = [  # yuan, and the facts it hangs on
    ("2万", {}, (20000, 20000), ""),
    ("revenue", {}, (0, None), "revenue"),
    ("revenue", {"revenue": "3万-5万"}, (30000, 50000), "revenue"),
    ("revenue + 5", {"revenue": "3"}, (8, 8), ""),
    ("max(0, revenue - rd_spend)", {"revenue": "3-9", "rd_spend": "1-2"}, (1, 8), "revenue rd_spend"),
    ("max(0, revenue - 5)", {"revenue": "3"}, (0, 0), ""),
    ("5% * revenue", {"revenue": "20以上"}, (1, None), "revenue"),
    ("2000 * employees", {"employees": "3-5"}, (6000, 10000), "employees"),
    ("0 * revenue", {}, (0, 0), ""),
    ("min(5% * revenue, 50万)", {}, (0, 500000), "revenue"),
    ("min(5% * revenue, 50万)", {"revenue": "1000万以上"}, (500000, 500000), ""),
    ("max(revenue, 5)", {"revenue": "3-9"}, (5, 9), "revenue"),
    ("up_to(100万)", {}, (0, 1000000), ""),
    ("up_to(revenue)", {"revenue": "3-9"}, (0, 9), "revenue"),
    ("at_least(10万)", {}, (100000, None), ""),
    ("between(10万, 20万)", {}, (100000, 200000), ""),
    ("between(revenue, 9 + revenue)", {"revenue": "3-5"}, (3, 14), "revenue"),
    ("20 if srdi_new else 5", {"srdi_new": True}, (20, 20), ""),
    ("20 if srdi_new else 5", {"srdi_new": False}, (5, 5), ""),
    ("20 if srdi_new else 5", {}, (5, 20), "srdi_new"),
    ("20 if srdi_new else revenue", {"srdi_new": True}, (20, 20), ""),
    ("20 if srdi_new else revenue", {"revenue": "1"}, (1, 20), "srdi_new"),
    ("20 * (srdi_new and chartered_bus)", {"srdi_new": True}, (0, 20), "chartered_bus"),
    ("20 * (not srdi_new)", {"srdi_new": True}, (0, 0), ""),
]


@pytest.mark.parametrize(("rule", "facts", "holds", "hangs_on"), RULES)
def test_truth_and_missing(
    scope: Scope, edition: Edition, rule: str, facts: Facts, holds: Truth, hangs_on: str
) -> None:
    """A condition is true, false, or unknown with the facts it still hangs on, derived ones by their parts."""
    known = Knowledge(edition, firm_of(facts, edition.facts, ""))
    assert truth(parse_condition(rule, scope), known) is holds
    assert missing(parse_condition(rule, scope), known) == set(hangs_on.split())


@pytest.mark.parametrize(("rule", "facts", "amount", "hangs_on"), AMOUNTS)
def test_amount_and_loose(
    scope: Scope, edition: Edition, rule: str, facts: Facts, amount: tuple[float, float | None], hangs_on: str
) -> None:
    """An amount is the span of all it can be, with the facts that could make another number of it."""
    known = Knowledge(edition, firm_of(facts, edition.facts, ""))
    node = parse_amount(rule, scope)
    low, high = amount
    assert interval(node, known) == Interval(int(low * 100), None if high is None else int(high * 100))
    assert loose(node, known) == set(hangs_on.split())


@dataclass(frozen=True)
class Verdict:
    """A benefit's rule read for a half-known firm."""

    rule: Rule
    known: Knowledge
    holds: Truth
    completions: Completions

    def of(self, facts: dict[str, Any]) -> Truth:
        """The verdict of one completion."""
        return truth(self.rule.when, Knowledge(self.known.edition, self.completions.complete(facts)))

    def is_shared(self, tries: int = 300) -> bool:
        """True if no two of many completions were found to differ."""
        found = (self.of(facts) for facts in self.completions.sample(tries))
        first = next(found)
        return all(other is first for other in found)

    def can_flip(self, key: str, tries: int = 300) -> bool:
        """True if two completions were found that differ in this fact only, and in the verdict."""
        others = self.completions.sample(tries)
        values = self.completions.values(key)
        return any(len({self.of({**facts, key: value}) for value in values}) > 1 for facts in others)


@pytest.fixture(scope="module")
def verdicts(edition: Edition) -> Callable[[], Iterator[Verdict]]:
    """Every benefit of many random firms with holes and ranges, the same ones every time."""

    @cache
    def firms() -> list[Firm]:
        maker = FirmMaker(edition, Random(2023))
        size = edition.sizes.fact if edition.sizes else ""
        firms = [maker.firm() for _ in range(FIRMS)]  # a size stated in part may contradict the figures
        return [firm.having(size, None) if isinstance(firm.facts.get(size), tuple) else firm for firm in firms]

    def each() -> Iterator[Verdict]:
        random = Random(0)
        for firm in firms():
            known = Knowledge(edition, firm)
            for rule in edition.rules.values():
                yield Verdict(rule, known, truth(rule.when, known), Completions(edition, rule, firm, random))

    return each


def test_no_completion_overturns_a_settled_verdict(verdicts: Callable[[], Iterator[Verdict]]) -> None:
    """What is eligible or ineligible stays so whatever else becomes known."""
    for verdict in verdicts():
        if verdict.holds is not None:
            assert all(verdict.of(facts) is verdict.holds for facts in verdict.completions.sample(12))


def test_amounts_hold_every_completion(verdicts: Callable[[], Iterator[Verdict]]) -> None:
    """The amount of each firm that it may be lies within the amount that is said."""
    for verdict in verdicts():
        amount = verdict.rule.amount
        if amount is None:
            continue
        said = interval(amount, verdict.known)
        for facts in verdict.completions.sample(12):
            exact = interval(amount, Knowledge(verdict.known.edition, verdict.completions.complete(facts)))
            assert said.hull(exact) == said


def test_shared_verdicts_are_settled(verdicts: Callable[[], Iterator[Verdict]]) -> None:
    """At least 99 % of the verdicts that all completions share are settled without asking."""
    count = Counter("settled" if verdict.holds is not None else verdict.is_shared() for verdict in verdicts())
    share = count["settled"] / (count["settled"] + count[True])
    print(f"settled of the shared: {share:.4%}; {count[False]} rightly open")
    assert share >= 0.99
    assert count[False] > FIRMS


def test_missing_is_empty_if_and_only_if_settled(verdicts: Callable[[], Iterator[Verdict]]) -> None:
    """A settled verdict misses nothing, an open one names at least one fact that is not known exactly."""
    for verdict in verdicts():
        names = missing(verdict.rule.when, verdict.known)
        assert bool(names) is (verdict.holds is None)
        assert all(len(verdict.completions.values(key)) > 1 for key in names)


def test_missing_facts_matter(verdicts: Callable[[], Iterator[Verdict]]) -> None:
    """Nearly every missing fact can flip the verdict by itself, some way of settling the others."""
    count = Counter(
        verdict.can_flip(key)
        for verdict in verdicts()
        if verdict.holds is None
        for key in sorted(missing(verdict.rule.when, verdict.known))
    )
    share = count[True] / count.total()
    print(f"missing facts that can flip the verdict: {share:.4%} of {count.total()}")
    assert share >= 0.99


def test_order_of_conditions_is_irrelevant(verdicts: Callable[[], Iterator[Verdict]]) -> None:
    """A rule read from right to left has the same truth and misses the same facts."""
    for verdict in verdicts():
        backwards = _reversed(verdict.rule.when)
        assert truth(backwards, verdict.known) is verdict.holds
        assert missing(backwards, verdict.known) == missing(verdict.rule.when, verdict.known)


def _reversed(node: Condition) -> Condition:
    return type(node)(tuple(map(_reversed, reversed(node.parts)))) if isinstance(node, And | Or) else node
