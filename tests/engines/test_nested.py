"""Named conditions that use one another many levels deep: each is worked out once, not once for every use."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from engines.test_columnar import SPRING, check_equal
from support.frames import FirmMaker

from jinshan_cli.core.errors import EditionError
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.edition.checking import check
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.reasons import reasons_of
from jinshan_cli.use.visit.answers import FactAnswer, FirmName
from jinshan_cli.use.visit.hinges import hinges
from jinshan_cli.use.visit.interview import Interview
from jinshan_cli.use.visit.prompts import AskName

LEVELS = 40
STEPS = ("{0} and {0}", "not {0} or 5 > 3 * ({0})", "not {0} and {0} or small_low_profit")
FIRST = "newly_above_quota and revenue > 5"

Nested = Callable[[str, int], Edition]


@pytest.fixture
def nested(edited: Callable[..., Path]) -> Nested:
    """An edition whose policy 13 asks for the last of `levels` conditions, each made by a step from the one before."""

    def edition(step: str, levels: int) -> Edition:
        rules = [FIRST, *(step.format(f"c{level}") for level in range(levels - 1))]
        tables = [f'[conditions.c{level}]\nlabel = "{level}"\nrule = "{rule}"\n' for level, rule in enumerate(rules)]
        conditions = ("policies.toml", "\n[[policies]]", "\n" + "\n".join(tables) + "\n[[policies]]")
        asked = ("policies.toml", 'when = "firm and newly_above_quota', f'when = "firm and c{levels - 1}')
        derived = ("facts.toml", 'derive = "', f'derive = "c{levels - 1} and ' if "small" not in step else 'derive = "')
        return load_edition(edited(conditions, asked, derived))

    return edition


@pytest.mark.parametrize("step", STEPS)
def test_every_use_of_deep_conditions_ends(nested: Nested, step: str) -> None:
    """Loading, assessing, asking, checking and judging columns all end, and both engines agree."""
    edition = nested(step, LEVELS)
    firms = [Firm(), Firm("", {"newly_above_quota": False, "revenue": Interval.point(1)})]
    firms += [FirmMaker(edition, Random(step)).firm() for _ in range(20)]
    check_equal(edition, firms, SPRING)
    for firm in firms:
        assert all(reasons_of(assess(edition, firm, SPRING)).values())
        assert hinges(Knowledge(edition, firm)) is not None
    begun = Interview(edition).answer(FactAnswer("entity", "enterprise"))
    assert begun.prompt == AskName()
    assert begun.answer(FirmName("")).prompt is not None
    assert [hash(condition) for condition in edition.conditions.values()]
    assert edition.used_by["newly_above_quota"]
    check(edition)


def test_too_many_levels_are_refused(nested: Nested) -> None:
    """A chain of conditions that would exhaust the stack is a fault of the edition, and says where."""
    with pytest.raises(EditionError) as caught:
        nested("not {0}", 400)
    fault = caught.value.faults[0]
    assert "层数过多" in fault.what
    assert fault.where.startswith("policies.toml conditions c")


@pytest.mark.usefixtures("bounded")
@pytest.mark.parametrize("step", ["q{0} + q{0}", "max(q{0}, rd_spend) + q{0} / 3", "up_to(q{0}) + q{0}"])
def test_quantities_that_double_are_worked_out_once(edited: Callable[..., Path], step: str) -> None:
    """Sixty named quantities, each with the one before it twice: judged, checked, in columns, equal to another load."""
    rules = ["revenue", *(step.format(level) for level in range(60))]
    tables = [f'[quantities.q{level}]\nlabel = "{level}"\namount = "{rule}"\n' for level, rule in enumerate(rules)]
    quantities = ("policies.toml", "\n[[policies]]", "\n" + "\n".join(tables) + "\n[[policies]]")
    asked = ("policies.toml", 'when = "firm and newly_above_quota', 'when = "firm and q60 > 5 and newly_above_quota')
    folder = edited(quantities, asked)
    edition, again = load_edition(folder), load_edition(folder)
    firms = [Firm(), *(Firm("", {"revenue": Interval(low, 400)}) for low in (0, 1, 400))]
    with suppress(EditionError):  # figures past 128 bits are refused
        check_equal(edition, firms, SPRING)
    check(edition)
    assert edition.rules["13a"] == again.rules["13a"]
