"""`match` reopens a saved result: the same facts, judged anew, and it is said by what they were judged before."""

import json
from pathlib import Path

import pytest
from support.cases import EXAMPLES
from support.commandline import Jinshan

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.words.records import value_record
from jinshan_cli.files.firm.interview import read_answers
from jinshan_cli.files.firm.reopened import reopen

DAY = ("--as-of", "2023-05-01")
pytestmark = pytest.mark.usefixtures("in_folder")


@pytest.mark.parametrize("example", [path for path in EXAMPLES if path.suffix == ".toml"], ids=lambda path: path.stem)
def test_a_result_holds_its_firm(jinshan: Jinshan, edition: Edition, example: Path) -> None:
    """Saved and reopened, a firm has every fact that it had, and the same result."""
    assert jinshan("match", example, *DAY, "-o", "saved.json").code == 0
    assert reopen(Path("saved.json"), edition.facts).firm == read_answers(example, edition.facts).firm
    again = jinshan("match", "saved.json", *DAY, "--json")
    assert json.loads(again.out) == json.loads(Path("saved.json").read_text("utf-8"))
    assert "saved.json 原按 2023-05-01、jinshan-2023 计算" in again.err


def test_every_kind_of_value(jinshan: Jinshan, edition: Edition) -> None:
    """Ranges, bounds, 有 and several options come back as they were."""
    told: dict[str, Value] = {
        "employees": Interval(100, 299),
        "revenue": Interval(1, None),
        "rd_spend": Interval(123456, 123456),
        "taxable_income": Interval(0, 30000),
        "hnte": ("new", "renewed"),
        "srdi_new": False,
    }
    facts = {key: value_record(edition.facts[key], value) for key, value in told.items()}
    assert jinshan("match", "--set", "行业=零售业", *DAY, "-o", "saved.json").code == 0
    saved = json.loads(Path("saved.json").read_text("utf-8"))
    saved["firm"]["facts"] = json.loads(json.dumps(facts, default=float))
    Path("saved.json").write_text(json.dumps(saved), "utf-8")
    assert reopen(Path("saved.json"), edition.facts).firm == Firm("", told)


@pytest.mark.parametrize("value", ["no such", -1, [], ["no such"], {"low": "x", "high": None}, True])
def test_a_value_that_is_none(jinshan: Jinshan, value: object) -> None:
    """What a hand has spoilt is named, not taken for unknown."""
    assert jinshan("match", "--set", "行业=零售业", *DAY, "-o", "saved.json").code == 0
    saved = json.loads(Path("saved.json").read_text("utf-8"))
    saved["firm"]["facts"] = {"sector": value}
    Path("saved.json").write_text(json.dumps(saved), "utf-8")
    screen = jinshan("match", "saved.json", *DAY)
    assert (screen.code, "无法识别的值" in screen.err, "sector" in screen.err) == (2, True, True)


def test_a_fact_of_another_table(jinshan: Jinshan) -> None:
    """A fact that this table does not have is named: nothing is dropped without a word."""
    assert jinshan("match", "--set", "行业=零售业", *DAY, "-o", "saved.json").code == 0
    saved = json.loads(Path("saved.json").read_text("utf-8"))
    saved["firm"]["facts"]["of_old"] = True
    Path("saved.json").write_text(json.dumps(saved), "utf-8")
    screen = jinshan("match", "saved.json", *DAY)
    assert (screen.code, "没有这些指标，没有用：of_old" in screen.err) == (0, True)


@pytest.mark.parametrize(("as_of", "is_old"), [("2023-05-01", False), ("2023-07-30", False), ("2023-07-31", True)])
def test_an_old_result_says_so(jinshan: Jinshan, as_of: str, is_old: bool) -> None:
    """As a firm's file does: the ninetieth day it holds, the day after it is old; not of what `--set` tells."""
    assert jinshan("match", "--set", "行业=零售业", *DAY, "-o", "saved.json").code == 0
    screen = jinshan("match", "saved.json", "--as-of", as_of)
    assert ("! 2023-05-01的结果，已过 91 天（超过 90 天）：行业" in screen.err) == is_old
    assert ("以上照用" in screen.err) == is_old
    assert "以上照用" not in jinshan("match", "saved.json", "--set", "行业=批发业", "--as-of", as_of).err


def test_a_result_of_another_table_says_so(jinshan: Jinshan) -> None:
    """Whatever its day: which table it was, and which this is."""
    assert jinshan("match", "--set", "行业=零售业", *DAY, "-o", "saved.json").code == 0
    text = Path("saved.json").read_text("utf-8").replace('"jinshan-2023"', '"jinshan-2022"')
    Path("saved.json").write_text(text, "utf-8")
    screen = jinshan("match", "saved.json", *DAY)
    assert "! 2023-05-01的结果，按另一版政策表（jinshan-2022，现为 jinshan-2023）：行业" in screen.err
