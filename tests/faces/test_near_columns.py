"""`batch --near`: what one number alone keeps from each firm of a list, as columns behind the others."""

import csv
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from openpyxl import load_workbook
from support.commandline import Jinshan
from support.lists import AS_OF, invented, rows_of

from jinshan_cli.core.columns import NEAR
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.lists.near import NearFinder, is_near
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.worth import worth_of

HEAD = "企业名称,主体类型,行业,年度零售额,此前最高年度零售额,年度商品销售额,此前最高年度商品销售额\n"
LIST = HEAD + (
    '"甲, 一",企业,零售业,9000万,8000万,0,0\n乙,企业,零售业,4999万,4000万,0,0\n丙,企业,零售业,,,,\n'
    "丁,企业,零售业,1亿,9000万,0,0\n"
)
pytestmark = pytest.mark.usefixtures("in_folder")


def test_the_columns(jinshan: Jinshan) -> None:
    """Which, how near in words, what it would pay; nothing below half of the way, of what is not known or is had."""
    Path("firms.csv").write_text(LIST, "utf-8")
    assert jinshan("batch", "firms.csv", "-o", "out.csv", "--near", *AS_OF).code == 0
    assert jinshan("batch", "firms.csv", "-o", "plain.csv", *AS_OF).code == 0
    rows, plain = rows_of(Path("out.csv")), rows_of(Path("plain.csv"))
    assert [tuple(row) for row in rows] == [(*plain[0], *NEAR)] * 4
    assert [{key: row[key] for key in plain[0]} for row in rows] == plain
    assert [row[key] for row in rows[:1] for key in NEAR] == [
        *("14", "14 年度零售额 9000万元，需 1亿元，差 1000万元", "100000", "100000")
    ]
    assert [row[key] for row in rows[1:] for key in NEAR] == [""] * 12


def test_they_are_counted(jinshan: Jinshan) -> None:
    """At the end it is said how many firms are near to a benefit, where near misses are told; elsewhere nothing."""
    Path("firms.csv").write_text(LIST + "戊,企业,零售业,9500万,8000万,6亿,1亿\n", "utf-8")
    for told in (("--near",), ("--layout", "call")):
        done = jinshan("batch", "firms.csv", "-o", "out.csv", "--force", *told, *AS_OF)
        assert "接近条件（已知的只差一个数）：14 销售额、零售额首次上台阶 2 家\n" in done.err
    assert "接近条件" not in jinshan("batch", "firms.csv", "-o", "out.csv", "--force", *AS_OF).err


def _of_sheet(path: Path) -> list[dict[str, Any]]:
    head, *rows = load_workbook(path)["结果"].iter_rows(values_only=True)
    keys = {"接近条件": "near", "接近条件的金额最高（元）": "near_high"}
    return [{keys.get(str(title), str(title)): cell for title, cell in zip(head, row, strict=True)} for row in rows]


@pytest.mark.parametrize(
    ("ending", "read", "money", "none"),
    [
        (".xlsx", _of_sheet, 100_000, None),
        (".jsonl", lambda path: [*map(json.loads, path.read_text("utf-8").splitlines())], 100_000, None),
        (".parquet", lambda path: pl.read_parquet(path).to_dicts(), 100_000, None),
        (".tsv", lambda path: [*csv.DictReader(path.read_text("utf-8").splitlines(), delimiter="\t")], "100000", ""),
    ],
)
def test_every_form_has_them(
    jinshan: Jinshan, ending: str, read: Callable[[Path], list[dict[str, Any]]], money: object, none: object
) -> None:
    """Money is a number, what is not there is empty; input cells are as they were."""
    Path("firms.csv").write_text(LIST, "utf-8")
    assert jinshan("batch", "firms.csv", "-o", f"out{ending}", "--near", *AS_OF).code == 0
    first, *others = ((row["企业名称"], row["near"], row["near_high"]) for row in read(Path(f"out{ending}")))
    assert first == ("甲, 一", "14", money)
    assert others == [(name, none, none) for name in "乙丙丁"]


def test_the_list_says_what_the_scalar_engine_says(edition: Edition) -> None:
    """For firms of all sorts the benefits are those that `assess` finds near, the nearest first, with their money."""
    as_of = date(2023, 5, 1)
    finder, listed = NearFinder(edition, as_of), invented(edition.facts, 150, seed=11)
    found = 0
    for i in range(150):
        firm = listed.firm(i)
        assessment = assess(edition, firm, as_of)
        near = [result for _, result in assessment.benefits() if is_near(result, Knowledge(edition, firm))]
        told = finder.of(firm)
        assert {each.benefit.id for each in told.results} == {each.benefit.id for each in near}
        distances = [each.near_miss.distance for each in told.results if each.near_miss]
        assert distances == sorted(distances)
        if len(near) == 1:
            assert told.worth == worth_of(near[0], assessment)
        found += len(near)
    assert found


@pytest.mark.parametrize(
    "args", [("-o", "x.csv", "--layout", "benefit"), ("-o", "-", "--layout", "call"), ("-o", "x.html")]
)
def test_where_they_are_not(jinshan: Jinshan, args: tuple[str, ...]) -> None:
    """Asked for where rows are no firms: refused, nothing written."""
    Path("firms.csv").write_text(LIST, "utf-8")
    screen = jinshan("batch", "firms.csv", "--near", *args, *AS_OF)
    assert (screen.code, "--near" in screen.err) == (2, True)
    assert [path.name for path in Path().iterdir()] == ["firms.csv"]
