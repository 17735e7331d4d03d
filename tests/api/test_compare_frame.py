"""A dataframe of any kind under two tables: the same bounds as a list has, whichever library holds the firms."""

from typing import Any

import polars as pl
import pytest
from api.test_assess_frame import KINDS, made, read_back
from support.told import DAY, random_firms, told_frame

import jinshan_cli
from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.edition.folder import load_edition


@pytest.fixture(scope="module")
def lower() -> Edition:
    """The table with the first step of retail sales at 8000万."""
    return load_edition(parameters={"retail_first": "8000万"})


@pytest.fixture(scope="module")
def told(edition: Edition) -> pl.DataFrame:
    """Random firms with holes."""
    return told_frame(random_firms(edition, 25, seed=3), edition)


@pytest.fixture(scope="module")
def right(edition: Edition, lower: Edition, told: pl.DataFrame) -> pl.DataFrame:
    """What the eager Polars frame of them comes to."""
    return jinshan_cli.compare_frame(told, edition, lower, as_of=DAY)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_the_same(
    edition: Edition, lower: Edition, told: pl.DataFrame, right: pl.DataFrame, kind: str
) -> None:
    """Random firms with holes: each kind of frame comes back as it was, with the results of the eager Polars one."""
    frame = made(kind, told)
    result = jinshan_cli.compare_frame(frame, edition, lower, as_of=DAY)
    assert type(result) is type(frame)
    assert read_back(result).to_dicts() == right.to_dicts()
    assert {"same", "unsettled"} <= set(right["effect"])
    assert set(right["unsettled"]) | set(right["gains"]) | set(right["loses"]) <= {"14", None}


def test_columns_of_one_firm(edition: Edition, lower: Edition) -> None:
    """Who gains, by which policy, and the three bounds, in yuan."""
    firms = pl.DataFrame({"retail_sales": [90000000, None], "retail_sales_peak": [70000000, None]})
    firms = firms.with_columns(goods_sales=pl.lit(0), goods_sales_peak=pl.lit(0), vat_incremental_credit=pl.lit(0))
    found = jinshan_cli.compare_frame(firms, edition, lower, as_of=DAY).to_dicts()
    assert (found[0]["effect"], found[0]["gains"], found[0]["unsettled"]) == ("gain", "14", None)
    assert (found[0]["grant_difference_low"], found[0]["grant_difference_high"]) == (100000, 100000)
    assert (found[1]["effect"], found[1]["unsettled"]) == ("unsettled", "14")
    assert (found[1]["grant_difference_low"], found[1]["grant_difference_high"]) == (-100000, 100000)
    assert found[0]["refund_after_high"] == 0


def test_a_column_of_a_results_name(edition: Edition) -> None:
    """A column that is called like a result is refused, not written over."""
    told: Any = pl.DataFrame({"effect": ["x"], "retail_sales": [1]})
    with pytest.raises(InputError):
        jinshan_cli.compare_frame(told, edition, edition, as_of=DAY)
