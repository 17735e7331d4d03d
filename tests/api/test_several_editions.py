"""Several editions in one program: each reads and speaks as it does, in any thread; what they make can be sent."""

import copy
import pickle
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from jinshan_cli import api
from jinshan_cli.core.errors import EditionError, Fault, InputError, JinshanError
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition

ENGLISH = Path(__file__).parents[1] / "english_edition"
BEFORE = date(2020, 1, 1)
FRAME = pl.DataFrame({"revenue": ["3.2亿"]})


@pytest.fixture
def german(tmp_path: Path) -> Edition:
    """An edition whose figures have a comma for the decimal sign, loaded last."""
    folder = tmp_path / "german"
    shutil.copytree(ENGLISH, folder)
    table = folder / "policies.toml"
    table.write_text(table.read_text("utf-8").replace('language = "en"', 'language = "de"'), "utf-8")
    return api.load_edition(folder)


def turnover(edition: Edition) -> object:
    """What 40.120 is to it."""
    return api.make_firm(edition=edition, turnover="40.120").facts["turnover"]


def test_a_number_is_read_as_its_edition_writes_it(german: Edition) -> None:
    """40.120 is forty thousand in German, in another thread and after another edition was loaded too."""
    forty_thousand = Interval(4_012_000, 4_012_000)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(turnover, german).result() == forty_thousand
    assert api.make_firm(revenue="12,500").facts["revenue"] == Interval(1_250_000, 1_250_000)
    api.load_edition()
    assert turnover(german) == forty_thousand


def test_each_speaks_its_own_language(german: Edition) -> None:
    """Warnings and faults are in the words of the edition that was asked, read when they may be."""
    chinese = api.load_edition()
    in_german = api.assess(german, api.make_firm(edition=german), BEFORE)
    in_chinese = api.assess(chinese, api.make_firm(), BEFORE)
    assert "is not in it" in in_german.warnings[0]
    api.load_edition(ENGLISH)
    assert "不在其内" in in_chinese.warnings[0]
    with pytest.warns(UserWarning, match="不在其内"), pytest.raises(InputError, match="类型不对"):
        api.assess_frame(FRAME, chinese, as_of=BEFORE)
    with pytest.warns(UserWarning, match="不在其内"), pytest.raises(InputError, match="类型不对"):
        api.compare_frame(FRAME, chinese, chinese, as_of=BEFORE)


def test_an_edition_of_any_language_can_be_sent(german: Edition) -> None:
    """To another process, and copied; it is the same there, and so is what it says."""
    for again in (copy.deepcopy(german), pickle.loads(pickle.dumps(german))):
        assert again == german
        assert api.assess(again, api.make_firm(edition=again), BEFORE).warnings


def test_an_edition_that_was_used_can_be_sent(edition: Edition) -> None:
    """What was worked out of its rules stays behind: a copy judges a firm and a frame as the first does."""
    day, firm = date(2023, 5, 1), api.make_firm(sector="retail")
    frame = pl.DataFrame({"employees": [1, None]})
    found, rows = api.assess(edition, firm, day), api.assess_frame(frame, edition, as_of=day)
    for again in (copy.deepcopy(edition), pickle.loads(pickle.dumps(edition))):
        assert again == edition
        assert api.assess(again, firm, day) == found
        assert api.assess_frame(frame, again, as_of=day).equals(rows)


@pytest.mark.parametrize("kind", [InputError, EditionError])
def test_an_error_can_be_sent(kind: type[JinshanError]) -> None:
    """From a worker to the process that waits for it, with its faults: one that cannot be sent breaks the pool."""
    error = kind([Fault("无法识别为数字", "make_firm revenue", "many"), Fault("不认识的键", "make_firm revnue")])
    for again in (copy.deepcopy(error), pickle.loads(pickle.dumps(error))):
        assert type(again) is kind
        assert again.faults == error.faults
        assert str(again) == str(error)
