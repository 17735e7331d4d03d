"""The data is held by its tests: a sample of what `make mutants` tries whole."""

from datetime import date
from random import Random

import pytest
from support.frames import FirmMaker

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.result.assess import assess_benefit
from jinshan_cli.use.result.assessment import BenefitResult

from .data import survivors
from .judging import Explained, explained
from .mutants import Mutant, mutants

FIRMS = 300
DAY = date(2023, 5, 1)


@pytest.fixture(scope="module")
def by_name(edition: Edition) -> dict[tuple[str, str], Mutant]:
    """Every mutant by place and change."""
    return {(mutant.place, mutant.change): mutant for mutant in mutants(edition)}


@pytest.fixture(scope="module")
def assessed(edition: Edition) -> list[tuple[Firm, dict[str, BenefitResult]]]:
    """Firms full of holes and ranges, choices told or not, and what the table as it is makes of them."""
    maker = FirmMaker(edition, Random(FIRMS))
    made = (maker.firm().facts.items() for _ in range(FIRMS))
    firms = [Firm("", {key: value for key, value in facts if not isinstance(value, tuple)}) for facts in made]
    benefits = [benefit for policy in edition.policies for benefit in policy.benefits]
    known = [(firm, Knowledge(edition, firm)) for firm in firms]
    return [(firm, {each.id: assess_benefit(each, own, DAY) for each in benefits}) for firm, own in known]


def test_sampled_mutants_are_told() -> None:
    """Whatever number, comparison, option or date of the data is nudged, some example or reading tells it."""
    left, told = survivors(60)
    known = explained()
    assert [(one.place, one.change) for one in left if (one.place, one.change) not in known] == []
    assert told["examples"] > 30


@pytest.mark.parametrize("one", explained().values(), ids=lambda one: f"{one.place} {one.change}")
def test_explained_mutants_change_nothing(
    edition: Edition,
    by_name: dict[tuple[str, str], Mutant],
    assessed: list[tuple[Firm, dict[str, BenefitResult]]],
    one: Explained,
) -> None:
    """A change explained as none gives the same results, on firms full of holes and ranges, choices told or not."""
    other = by_name[one.place, one.change].edition
    every = [benefit for policy in edition.policies for benefit in policy.benefits]
    reached = [benefit for benefit in every if benefit.id == one.place] or every  # a condition or a derivation: all
    for firm, own in assessed:
        known = Knowledge(other, firm)
        for benefit in reached:
            changed = assess_benefit(benefit, known, DAY)
            assert own[benefit.id] == changed, firm
            assert own[benefit.id].amount == changed.amount, firm
