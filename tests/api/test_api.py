"""The Python interface: the examples in its documents run, it is light to import, values are read as anywhere."""

import copy
import doctest
import pickle
import re
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import jinshan_cli
from jinshan_cli import api
from jinshan_cli.core.errors import InputError
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.disk.toml import parse_toml
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.result.reasons import reasons_of

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
_BLOCK = re.compile(r"(?<=^```pycon\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def test_examples_of_the_page() -> None:
    """Every example of docs/api.md, run in one session from top to bottom, gives what the page shows."""
    source = "\n".join(_BLOCK.findall(PAGE.read_text("utf-8")))
    page = doctest.DocTestParser().get_doctest(source, {}, PAGE.name, PAGE.name, 0)
    found = doctest.DocTestRunner().run(page)
    assert found.attempted > 12
    assert found.failed == 0


def test_a_day_is_a_day() -> None:
    """A date is taken as a firm file has it, and so says its type: what mypy checks is this call."""
    edition = api.load_edition(Path(__file__).parents[1] / "english_edition")
    fact = next(fact.key for fact in edition.facts if fact.type == "date")
    written: api.Written = date(2019, 5, 1)
    firm = api.make_firm(edition=edition, **{fact: written})
    assert firm.facts[fact] == Interval.point(date(2019, 5, 1).toordinal())


def test_examples_of_the_docstrings() -> None:
    """The same of the docstrings."""
    found = doctest.testmod(api)
    assert found.attempted > 8
    assert found.failed == 0


def test_the_page_names_every_name() -> None:
    """The package offers what the module offers, and the page tells of each function."""
    assert jinshan_cli.__all__ == api.__all__
    assert all(getattr(jinshan_cli, name) is getattr(api, name) for name in api.__all__)
    text = PAGE.read_text("utf-8")
    assert all(f"`{name}(" in text for name in ("load_edition", "make_firm", "assess", "assess_frame"))


def test_a_name_that_is_none() -> None:
    """A name that the package has not is an AttributeError, as in any module."""
    with pytest.raises(AttributeError, match="asses"):
        _ = jinshan_cli.asses


def test_importing_is_light() -> None:
    """`import jinshan_cli` loads none of its modules; they come with the first name that is used."""
    probe = "import sys, jinshan_cli; print([name for name in sys.modules if name.startswith('jinshan_cli.')])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3.2亿", Interval(32_000_000_000, 32_000_000_000)),
        (12, Interval(1200, 1200)),
        (0.1, Interval(10, 10)),
        (0.1 + 0.2, Interval(30, 30)),
        (99999999999999.98, Interval(9999999999999998, 9999999999999998)),
        (1e15, Interval(10**17, 10**17)),
        (Decimal("1E+3"), Interval(100_000, 100_000)),
        (Decimal("0.01"), Interval(1, 1)),
    ],
)
def test_written_values(written: Any, value: Interval) -> None:
    """Text, whole numbers, floats and decimals are yuan, exact to the fen."""
    assert jinshan_cli.make_firm(revenue=written).facts["revenue"] == value


@pytest.mark.parametrize("written", [10**5000, -(10**5000), [10**5000]], ids=["large", "negative", "list"])
def test_numbers_too_long_to_write(written: Any) -> None:
    """A number of more digits than Python writes is refused as any other that is too large."""
    with pytest.raises(InputError) as error:
        jinshan_cli.make_firm(revenue=written)
    assert error.value.faults[0].where == "make_firm revenue"


def test_none_is_unknown() -> None:
    """None is as if the fact had been left out."""
    firm = jinshan_cli.make_firm("甲", revenue=None, srdi_new=False)
    assert (firm.name, dict(firm.facts)) == ("甲", {"srdi_new": False})


@pytest.mark.parametrize("written", [0.005, float("nan"), float("inf"), -1.0, [1], Decimal("NaN"), b"1"])
def test_values_that_are_none(written: Any) -> None:
    """What is no value of the fact is refused, with the fact's name."""
    with pytest.raises(InputError, match="revenue"):
        jinshan_cli.make_firm(revenue=written)


def test_every_fault_of_a_firm() -> None:
    """All faults at once; a label or alias will do for a key."""
    with pytest.raises(InputError) as caught:
        jinshan_cli.make_firm(revenue=-1, nothing=1, 行业="零售")
    assert [fault.where for fault in caught.value.faults] == ["make_firm revenue", "make_firm nothing"]


def test_another_edition(edition: Edition) -> None:
    """An edition is read from a folder given as text; a firm is made with its facts."""
    from jinshan_cli.files.edition.folder import skeleton

    other = jinshan_cli.load_edition(str(skeleton()))
    fact = next(fact for fact in other.facts if fact.type == "flag")
    told: dict[str, Any] = {fact.key: True}
    firm = jinshan_cli.make_firm(edition=other, **told)
    assert firm.facts == {fact.key: True}
    assert jinshan_cli.load_edition() is jinshan_cli.load_edition()


def test_numbers_of_other_libraries_are_numbers(edition: Edition) -> None:
    """A float that prints itself otherwise, as numpy's does, is taken as the number it is."""

    class Odd(float):
        def __repr__(self) -> str:
            return f"odd({float(self)})"

    assert api.make_firm(revenue=Odd(3.5)) == api.make_firm(revenue=3.5)


@pytest.mark.parametrize("zero", [-0.0, Decimal("-0"), Decimal("-0.00"), 0.0])
def test_a_zero_with_a_sign_is_zero(zero: float | Decimal, edition: Edition) -> None:
    """By frames, one firm and a firm file alike; what is below zero is refused by all, and so is a text."""
    assert api.make_firm(revenue=zero) == api.make_firm(revenue=0)
    for written in (f"{float(zero)}", f"{float(zero)}e5"):
        firm = firm_of(parse_toml(f"revenue = {written}".encode(), "x"), edition.facts, "x")
        assert firm.facts == api.make_firm(revenue=0).facts
    assert api.assess_frame(pl.DataFrame({"revenue": [zero]}), as_of=date(2023, 5, 1))["problems"].to_list() == [None]
    for below in (-0.01, Decimal("-0.01"), "-0", "-0.0"):
        with pytest.raises(InputError, match="不能是负数"):
            api.make_firm(revenue=below)


def test_scalars_of_numpy_are_what_they_hold() -> None:
    """Whole numbers, floats, yes and no; a day, an array and a number wider than Python's are not."""
    np = pytest.importorskip("numpy")
    for scalar, plain in (
        (np.int64(5), 5), (np.uint8(5), 5), (np.float32(3.5), 3.5), (np.float64(-0.0), 0), (np.array(5), 5),
    ):  # fmt: skip
        assert api.make_firm(revenue=scalar) == api.make_firm(revenue=plain)
    for flag in (True, False):
        assert api.make_firm(srdi_new=np.bool_(flag)) == api.make_firm(srdi_new=flag)
    for other in (np.array([5]), np.datetime64("2023-05-01", "ns"), np.longdouble(5), np.complex128(5)):
        with pytest.raises(InputError, match="应是一个值"):
            api.make_firm(revenue=other)


def test_a_moment_counts_as_its_day(edition: Edition) -> None:
    """A datetime is a date in Python: it is taken as its day, by one firm and by frames."""
    day, moment = date(2023, 5, 1), datetime(2023, 5, 1, 9, 30)
    firm = api.make_firm(sector="retail", newly_above_quota=True)
    assert api.assess(edition, firm, moment) == api.assess(edition, firm, day)
    frame = pl.DataFrame({"sector": ["retail"], "newly_above_quota": [True]})
    assert api.assess_frame(frame, as_of=moment).equals(api.assess_frame(frame, as_of=day))


def test_firms_and_results_can_be_copied_and_sent(edition: Edition) -> None:
    """A firm and its assessment survive a deep copy and pickle, as another process needs."""
    firm = api.make_firm("甲厂", sector="retail", employees="100-299")
    found = api.assess(edition, firm, date(2023, 5, 1))
    assert copy.deepcopy(firm) == pickle.loads(pickle.dumps(firm)) == firm
    for again in (copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert again.firm == firm
        assert again.totals == found.totals
        assert again == found
        assert reasons_of(again) == reasons_of(found)
