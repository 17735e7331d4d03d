"""Nodes to text and back."""

import pytest
from hypothesis import given, settings
from support.strategies import SCOPE, amounts, conditions

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import parse_amount, parse_condition
from jinshan_cli.core.rules.nodes import Condition, Quantity
from jinshan_cli.core.rules.text import to_text


@settings(max_examples=300, deadline=None)
@given(conditions())
def test_a_condition_is_read_back_from_its_text(node: Condition) -> None:
    """Text to nodes to text to nodes is an identity for whatever the grammar can say of truth."""
    assert parse_condition(to_text(node), SCOPE) == node


@settings(max_examples=300, deadline=None)
@given(amounts())
def test_an_amount_is_read_back_from_its_text(node: Quantity) -> None:
    """Text to nodes to text to nodes is an identity for whatever the grammar can say of money."""
    assert parse_amount(to_text(node), SCOPE) == node


def test_the_rules_of_the_edition_are_written_canonically(edition: Edition) -> None:
    """Every rule of the built-in edition is its own canonical text."""
    for policy in edition.policies:
        for benefit in policy.benefits:
            rule = edition.rules[benefit.id]
            assert to_text(rule.when) == benefit.when
            assert rule.amount is None or to_text(rule.amount) == benefit.amount
    for key, derivation in edition.derivations.items():
        assert to_text(derivation) == edition.facts[key].derive
    for activity in edition.activities:
        assert activity.when is None or to_text(edition.suits[activity.number]) == activity.when


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("(exporting)   and( renovating )", "exporting and renovating"),
        ("exporting and (renovating and modest)", "exporting and (renovating and modest)"),
        ("not (sector in [making])", "sector != making"),
        ("not (exporting or modest)", "not (exporting or modest)"),
        ("not not exporting", "not not exporting"),
        ("income - (costs - assets) > 0", "income - (costs - assets) > 0"),
        ("(income - costs) - assets > 0", "income - costs - assets > 0"),
        ("(1 if (exporting) else (2 if modest else 3)) < staff", "(1 if exporting else 2 if modest else 3) < staff"),
        ("(1 if exporting else 2) * 3 < staff", "(1 if exporting else 2) * 3 < staff"),
        ("5 * (exporting and modest) < staff", "5 * (exporting and modest) < staff"),
        ("(exporting) + 2 < staff", "exporting + 2 < staff"),
        ("income>5万", "income > 5万"),
        ("1.50万 < income<=2亿", "1.50万 < income <= 2亿"),
        ("income > min( 5,(6) )", "income > min(5, 6)"),
    ],
)
def test_superfluous_parentheses_go_and_needed_ones_stay(written: str, canonical: str) -> None:
    """The canonical text has single spaces and only the parentheses that change the meaning."""
    assert to_text(parse_condition(written, SCOPE)) == canonical
