"""What another district may write: its telephone numbers, its measure words; slips in them are still found."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.cases import OTHER

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Benefit
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.edition import checking
from jinshan_cli.use.edition.checking import check
from jinshan_cli.use.result import assess
from jinshan_cli.use.result.assessment import BenefitResult

Edited = Callable[..., Path]
PHONES = (*["57971309"] * 4, *["57921185"] * 3, "57931942", "57921750")
"""of local numbers of the built-in table, as often as it has them; it has others"""


def findings(folder: Path) -> list[tuple[str, str, str]]:
    """Weight, what and value of every finding."""
    return [(finding.weight, finding.fault.what, finding.fault.value) for finding in check(load_edition(folder))]


def with_phones(*phones: str) -> list[tuple[str, str, str]]:
    """Telephone numbers of the built-in table as changes of it, each to another of these."""
    return [("policies.toml", f'"{old}"', f'"{phone}"') for old, phone in zip(PHONES, phones, strict=False)]


def test_telephone_numbers_of_other_places(edited: Edited) -> None:
    """Short, long, with an area code, of another country: nothing is said."""
    phones = ("12345", "110", "021-12366", "400-820-1234", "0571-8765432", "+999-555-0103", "13800138000")
    assert findings(edited(*with_phones(*phones))) == []


def test_no_telephone_number(edited: Edited) -> None:
    """Anything but 3 to 15 figures with hyphens between is an error, each of its own."""
    phones = ("", "12", "5792-", "-57921185", "57921185转3", "５７９２１１８５", "57 921185", "1" * 16, "++86")
    told = [(weight, value) for weight, what, value in findings(edited(*with_phones(*phones))) if "格式不对" in what]
    assert sorted(told) == sorted(("error", phone) for phone in phones)


def test_a_figure_too_few_or_many(edited: Edited) -> None:
    """A local number that is longer or shorter than the edition's others is a warning."""
    phones = ("5792118", "579211855")
    told = [("warning", f"别的电话多是 8 位，这个是 {len(phone)} 位", phone) for phone in phones]
    assert sorted(findings(edited(*with_phones(*phones)))) == sorted(told)


def test_measure_words_of_another_edition() -> None:
    """A count is read with its own measure word, and with 个, but not with another's."""
    facts = load_edition(OTHER).facts
    for written in ("3艘", "3 艘", "3个", "3"):
        assert firm_of({"boats": written}, facts, "") == Firm("", {"boats": Interval.point(3)})
    assert firm_of({"seasons": "3年以上", "acreage": "1-2千亩"}, facts, "").facts == {
        "seasons": Interval(3, None),
        "acreage": Interval(1000, 2000),
    }
    with pytest.raises(Exception, match="boats"):
        firm_of({"boats": "3人"}, facts, "")


def test_a_measure_word_nobody_knows(edited: Edited) -> None:
    """It is as good as any other: a count is read with it."""
    folder = edited(("facts.toml", 'unit = "人"', 'unit = "口子"'))
    assert findings(folder) == []
    assert firm_of({"employees": "30口子"}, load_edition(folder).facts, "").facts == {"employees": Interval.point(30)}


def test_an_example_costs_one_benefit(monkeypatch: pytest.MonkeyPatch) -> None:
    """However great the table, an example is run for the benefit it belongs to and no other."""
    edition, run = load_edition(OTHER), []

    def assess_benefit(benefit: Benefit, known: Knowledge, as_of: date) -> BenefitResult:
        run.append(benefit.id)
        return assess.assess_benefit(benefit, known, as_of)

    monkeypatch.setattr(checking, "assess_benefit", assess_benefit)
    assert check(edition) == []
    assert run == [each.id for policy in edition.policies for each in policy.benefits for _ in each.examples]
