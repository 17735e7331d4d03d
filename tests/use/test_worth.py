"""The money that hangs on a near miss."""

from datetime import date

import pytest

from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.worth import worth_of

NEAR = {"goods_sales": "9.7亿", "goods_sales_peak": "9亿", "retail_sales": 0, "retail_sales_peak": 0}


@pytest.mark.parametrize(
    ("id_", "facts", "worth"),
    [
        ("14", NEAR, Interval.point(10 * 10**6)),
        ("14", {**NEAR, "goods_sales": "10亿"}, None),
        ("13b", {"newly_above_quota": False}, None),
    ],
)
def test_what_hangs_on_it(id_: str, facts: dict[str, object], worth: Interval | None, edition: Edition) -> None:
    """What would be due if the number were as it has to be; nothing where no number alone is in the way."""
    assessment = assess(edition, firm_of(facts, edition.facts, "case"), date(2023, 5, 1))
    (result,) = [each for _, each in assessment.benefits() if each.benefit.id == id_]
    assert worth_of(result, assessment) == worth
