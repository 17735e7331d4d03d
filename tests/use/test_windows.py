"""Windows: which days count, which benefit speaks for a policy, and when a whole edition is past."""

from datetime import date, timedelta
from typing import Any

import pytest

from jinshan_cli.core.policy import Edition, Status, Timing
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.result.assess import Assessment, assess

DAY = timedelta(days=1)
MAY = date(2023, 5, 1)
YEAR = (date(2023, 1, 1), date(2023, 12, 31))
Facts = dict[str, Any]


def _assess(edition: Edition, facts: Facts, as_of: date) -> Assessment:
    return assess(edition, firm_of(facts, edition.facts, ""), as_of)


WINDOWS = {
    "1a": YEAR,
    "2": YEAR,
    "3": (date(2023, 1, 1), date(2024, 12, 31)),
    "4": YEAR,
    "5": (None, date(2023, 6, 30)),
    "7": YEAR,
    "9": (None, date(2023, 12, 31)),
    "15": (None, date(2023, 6, 30)),
}


def test_windows_are_the_stated_ones(edition: Edition) -> None:
    """These benefits have a window, with these days; no date is made up for any other."""
    benefits = [benefit for policy in edition.policies for benefit in policy.benefits]
    stated = {benefit.id: (benefit.starts, benefit.ends) for benefit in benefits if benefit.starts or benefit.ends}
    assert stated == WINDOWS


@pytest.mark.parametrize("key", WINDOWS)
def test_first_and_last_day_count(edition: Edition, key: str) -> None:
    """A window is open from its first to its last day, both included, and no day longer."""
    starts, ends = WINDOWS[key]
    days: list[tuple[date, Timing]] = [(ends, "open"), (ends + DAY, "expired")]
    days += [(starts - DAY, "upcoming"), (starts, "open")] if starts else [(date(2000, 1, 1), "open")]
    for day, timing in days:
        results = _assess(edition, {}, day).benefits()
        assert [result.timing for _, result in results if result.benefit.id == key] == [timing]


BEFORE, AFTER = date(2022, 12, 31), date(2024, 1, 1)
ONE: Facts = {"vat_status": "small_scale", "vat_incremental_credit": 0}
BOTH: Facts = {"vat_status": "small_scale", "vat_incremental_credit": 5, "sector": "retail"}
POLICY_TIMINGS: list[tuple[Facts, date, Status, Timing]] = [  # of policy 1: 1a has a window, 1b has none
    (ONE, BEFORE, "eligible", "upcoming"),
    (ONE, MAY, "eligible", "open"),
    (ONE, AFTER, "eligible", "expired"),
    ({"vat_status": "small_scale"}, AFTER, "eligible", "expired"),
    (BOTH, BEFORE, "eligible", "unstated"),
    (BOTH, MAY, "eligible", "open"),
    (BOTH, AFTER, "eligible", "unstated"),
    ({"vat_status": "general"}, MAY, "undetermined", "unstated"),
    ({}, MAY, "undetermined", "open"),
    ({}, AFTER, "undetermined", "unstated"),
    ({"entity": "consumer"}, MAY, "ineligible", "open"),
]


@pytest.mark.parametrize(("facts", "as_of", "status", "timing"), POLICY_TIMINGS)
def test_timing_of_a_policy(edition: Edition, facts: Facts, as_of: date, status: Status, timing: Timing) -> None:
    """The best of its eligible benefits', else of its undetermined ones': open, unstated, upcoming, expired."""
    result = _assess(edition, facts, as_of).policies[0]
    assert (result.status, result.timing) == (status, timing)


def test_past(edition: Edition) -> None:
    """The edition is past on the day after its last stated day, not on that day."""
    assert edition.last_day == date(2024, 12, 31)
    assert not _assess(edition, {}, date(2024, 12, 31)).is_past
    assert _assess(edition, {}, date(2025, 1, 1)).is_past
