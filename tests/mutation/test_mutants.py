"""The data is held by its tests: a sample of what `make mutants` tries whole."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from support.frames import FirmMaker

from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.result.assess import assess_benefit

from .data import survivors
from .judging import Explained, explained
from .mutants import Mutant, mutants

FIRMS = 300
DAY = date(2023, 5, 1)


@pytest.fixture(scope="module")
def by_name(edition: Edition) -> dict[tuple[str, str], Mutant]:
    """Every mutant by place and change."""
    return {(mutant.place, mutant.change): mutant for mutant in mutants(edition)}


def test_sampled_mutants_are_told() -> None:
    """Whatever number, comparison, option or date of the data is nudged, some example or reading tells it."""
    left, told = survivors(60)
    known = explained()
    assert [(one.place, one.change) for one in left if (one.place, one.change) not in known] == []
    assert told["examples"] > 30


@pytest.mark.parametrize("one", explained().values(), ids=lambda one: f"{one.place} {one.change}")
def test_explained_mutants_change_nothing(
    edition: Edition, by_name: dict[tuple[str, str], Mutant], one: Explained
) -> None:
    """A change explained as none gives the same results, on firms full of holes and ranges, choices told or not."""
    other = by_name[one.place, one.change].edition
    every = [benefit for policy in edition.policies for benefit in policy.benefits]
    reached = [benefit for benefit in every if benefit.id == one.place] or every  # a condition or a derivation: all
    maker = FirmMaker(edition, Random(one.change))
    for _ in range(FIRMS):
        made = maker.firm()
        firm = replace(made, facts={key: value for key, value in made.facts.items() if not isinstance(value, tuple)})
        for benefit in reached:
            own, changed = (assess_benefit(benefit, Knowledge(each, firm), DAY) for each in (edition, other))
            assert own == changed, firm
            assert own.amount == changed.amount, firm
