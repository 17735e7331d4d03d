"""Provisions of other places are sayable, whole: editions of them whose worked cases all come out."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from engines.test_columnar import check_equal

from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.rules.constants import number_of
from jinshan_cli.core.rules.source import parse_figure
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.edition.checking import check
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.tables.parts import count_examples
from jinshan_cli.use.visit.interview import resume

HERE = Path(__file__).parent
PROVISIONS, CLOSING = HERE / "provisions", HERE / "provisions_closing"
DAYS = {PROVISIONS: date(2024, 3, 15), CLOSING: date(2025, 3, 15)}
Facts = dict[str, object]

SOUND: Facts = {"dishonest": False, "accident": False, "environmental_fault": False, "founded": "2020-01-01"}
RENT: Facts = {"leased": True, "in_park": True, "rented_area": 500, "rent": "20万"}
JOBS: Facts = {"hires": 31, "insurance_paid": "60万"}
SCIENCE: Facts = {"district_project": True, "city_grant": "80万"}
NONE: Facts = {
    **dict.fromkeys(("hires", "insurance_paid", "loan", "output", "city_grant", "growth", "rented_area", "rent"), 0),
    "leased": False,
    "in_park": False,
    "district_project": False,
}
WHOLE: Facts = {**RENT, **JOBS, **SCIENCE}
"""70万元 in all: 10万 of rent, 20万 for jobs, 40万 of science"""


@pytest.mark.parametrize(("folder", "benefits", "cases"), [(PROVISIONS, 17, 130), (CLOSING, 8, 55)])
def test_every_case_comes_out(folder: Path, benefits: int, cases: int) -> None:
    """Cases on both sides of each limit, to the fen, and an example of each verdict: nothing to find."""
    edition = load_edition(folder)
    assert len(edition.rules) == benefits
    assert count_examples(edition) > cases
    assert check(edition) == []


@pytest.mark.parametrize(
    ("folder", "told", "low", "high"),
    [
        (CLOSING, {**RENT, "district_tax_kept": "1亿"}, "10万", "10万"),
        (CLOSING, {**RENT, "rent": "33.34万", "district_tax_kept": "1亿"}, "10.002万", "10.002万"),
        (CLOSING, {**JOBS, "district_tax_kept": "1亿"}, "20万", "20万"),
        (CLOSING, {"hires": 30, "insurance_paid": "46.5万", "district_tax_kept": "1亿"}, "20万", "20万"),
        (CLOSING, {"hires": 30, "insurance_paid": "46.49万", "district_tax_kept": "1亿"}, "19.99万", "19.99万"),
        (CLOSING, {**SCIENCE, "district_tax_kept": "1亿"}, "40万", "40万"),
        (CLOSING, {**SCIENCE, "city_grant": "19万", "district_tax_kept": "1亿"}, "10万", "10万"),
        (CLOSING, {**SCIENCE, "city_grant": "21万", "district_tax_kept": "1亿"}, "10.5万", "10.5万"),
        (CLOSING, {**WHOLE, "district_tax_kept": "70万"}, "70万", "70万"),
        (CLOSING, {**WHOLE, "district_tax_kept": "699999.99"}, "699999.99", "699999.99"),
        (CLOSING, {**WHOLE, "district_tax_kept": "50万-100万"}, "50万", "70万"),
        (CLOSING, WHOLE, "0", "70万"),
        (PROVISIONS, {"city_recognition": "new", "national_recognition": "new"}, "40万", "40万"),
        (PROVISIONS, {"city_recognition": "new", "national_recognition": "renewed"}, "20万", "20万"),
        (PROVISIONS, {"city_recognition": ["new", "renewed"], "national_recognition": "new"}, "40万", "40万"),
        (PROVISIONS, {"national_grant": "100万", "provincial_grant": "100万"}, "80万", "80万"),
        (PROVISIONS, {"national_grant": "140万", "provincial_grant": "100万"}, "100万", "100万"),
        (PROVISIONS, {"national_grant": "1400000.02", "provincial_grant": "100万"}, "100万", "100万"),
        (PROVISIONS, {"national_grant": "1399999.98", "provincial_grant": "100万"}, "999999.99", "999999.99"),
    ],
)
def test_what_is_combined_comes_to(folder: Path, told: Facts, low: str, high: str) -> None:
    """就高不重复, 补差 and caps, of the text and of the firm, on both sides of each limit; in a list too."""
    edition = load_edition(folder)
    closing = folder == CLOSING
    firm = firm_of({**NONE, **SOUND, **told} if closing else told, edition.facts, "case")
    total = assess(edition, firm, DAYS[folder]).totals["grant"].amount
    assert total == Interval(_fen(low), _fen(high))
    check_equal(edition, [firm], DAYS[folder])


def _fen(text: str) -> int:
    return int(number_of(parse_figure(text)) * 100)


def test_what_a_cap_reads_is_used() -> None:
    """A fact or a parameter that only a cap reads is no finding, and the benefits of the cap's policies use it."""
    edition = load_edition(CLOSING)
    assert edition.used_by["district_tax_kept"] == (2, 3, 4, 5, 6)
    limits = {place: limit for place, limit in edition.limits.items() if place}
    without = replace(edition, combinations=edition.combinations[:1], limits={})
    assert limits
    assert [found.fault.where for found in check(without)] == ["facts.toml district_tax_kept"]


def test_a_cap_of_the_firm_is_asked_for() -> None:
    """What a cap hangs on is asked while it may cut something, and not where nothing reaches it."""
    edition = load_edition(CLOSING)
    for told, asked in (({}, True), ({"district_tax_kept": "70万"}, False), ({"district_tax_kept": "60万以上"}, True)):
        firm = firm_of({**NONE, **SOUND, **WHOLE, **told}, edition.facts, "case")
        keys = {key for hinge in resume(edition, firm).hinges for key in hinge.keys}
        assert ("district_tax_kept" in keys) is asked, told
    nothing = firm_of({**NONE, **SOUND}, edition.facts, "case")
    assert resume(edition, nothing).hinges == ()
