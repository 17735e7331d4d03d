"""`jinshan check` of a great edition: what is wrong a hundred times is one finding with its places, on one screen."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from support.commandline import Jinshan
from support.smallest import HEADER

from jinshan_cli.core.rules.source import WINDOW, RuleError
from jinshan_cli.faces.words.wrapping import width_of

PROGRAMMES = 260
FACTS = """
[[facts]]
key = "staff"
label = "人数"
type = "count"
group = "用工"
question = "多少人？"

[[facts]]
key = "revenue"
label = "收入"
type = "money"
group = "用工"
question = "多少收入？"
"""
POLICY = """
[[policies]]
number = {number}
title = "项目 {number}"
summary = "满 {limit} 人、收入 20 至 100 万元的，按收入的 1‰ 补，另补 7 万元。"
measure = 1
departments = ["某局"]
channel = "窗口"
uptake = "reviewed"
source = "第 {number} 项"

[[policies.benefits]]
id = "{number}"
title = "项目 {number}"
kind = "grant"
novelty = "new"
when = "{when}"
amount = "1‰ * revenue"
"""


def _many(folder: Path, fact: str = "staff", slips: int = 0) -> Path:
    """An edition of as many programmes as a country has; the first of them with a slip in a fact's name."""
    policies = (
        POLICY.format(
            number=number,
            limit=number + 1,
            when=f"{fact if number <= slips else 'staff'} >= {number + 1} and 20万 <= revenue <= 100万",
        )
        for number in range(1, PROGRAMMES + 1)
    )
    (folder / "policies.toml").write_text(HEADER + "".join(policies), "utf-8")
    (folder / "facts.toml").write_text(FACTS, "utf-8")
    return folder


def test_many_doubts_fit_a_screen(tmp_path: Path, jinshan: Jinshan) -> None:
    """Doubts by the thousand: each kind once, with the first of it whole and the lines of others, on 24 lines of 80
    columns; all of them are in the JSON, each with its line."""
    folder = _many(tmp_path)
    screen = jinshan("check", folder, width=80)
    assert screen.code == 0
    lines = screen.out.splitlines()
    assert len(lines) <= 24
    kinds = [line for line in lines if line.startswith("提醒：")]
    assert len(kinds) == len(set(kinds)) == 4
    found = json.loads(jinshan("check", folder, "--json").out)
    assert len(found) > 4 * PROGRAMMES
    assert f"{len(found)} 处提醒" in lines[-1]
    assert all(finding["line"] for finding in found)
    assert {finding["value"] for finding in found if "摘要里的数字" in finding["what"]} == {"7 万"}


def test_kinds_of_doubt_by_the_handful_fit_a_screen(tmp_path: Path, jinshan: Jinshan) -> None:
    """Of more kinds than have room for a list of places each, the others stand behind the first: three lines a kind."""
    folder = _many(tmp_path)
    path = folder / "policies.toml"
    path.write_text(path.read_text("utf-8").replace("100万", "100万 and (staff >= 0 or revenue >= 0)"), "utf-8")
    screen = jinshan("check", folder, width=80)
    lines = screen.out.splitlines()
    assert len([line for line in lines if line.startswith("提醒：")]) == 5
    assert len(lines) <= 5 * 3 + 1
    assert all(width_of(line) <= 80 for line in lines[:-1])
    where = next(line for line, after in pairwise(lines) if "7 万" in after)
    found = json.loads(jinshan("check", folder, "--json").out)
    summaries = [str(finding["line"]) for finding in found if "摘要里的数字" in finding["what"]]
    assert where.startswith(f"  位置：policies.toml:{summaries[0]} 第 1 项 summary；还有第 ")
    named = re.findall(r"\d+", where.split("还有第")[1].split("行")[0])
    assert named == summaries[1 : len(named) + 1]
    assert f"另有 {PROGRAMMES - 1 - len(named)} 处" in where
    assert "全部位置：jinshan check --json" in lines[-1]


def test_lines_are_those_of_the_file(tmp_path: Path, jinshan: Jinshan) -> None:
    """A finding's line holds the key that it is about, also at the end of a long file, with Windows' line ends."""
    folder = _many(tmp_path)
    path = folder / "policies.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    text = path.read_text("utf-8").split("\n")
    found = json.loads(jinshan("check", folder, "--json").out)
    summaries = [finding for finding in found if finding["where"].endswith("summary")]
    assert len(summaries) == PROGRAMMES
    for finding in summaries:
        number = int(re.findall(r"\d+", finding["where"])[0])
        assert f"满 {number + 1} 人" in text[finding["line"] - 1]


@pytest.mark.parametrize("command", [("check",), ("list", "--data")])
def test_a_slip_made_often_is_one(tmp_path: Path, jinshan: Jinshan, command: tuple[str, ...]) -> None:
    """A misspelt fact used 104 times: one error, with the nearest name, all its lines, and a caret below the first."""
    folder = _many(tmp_path, "staf", 104)
    screen = jinshan(*command, folder, width=80)
    assert screen.code == 4
    told = screen.out + screen.err
    assert told.count("错误：") == 1
    assert "没有叫 staf 的指标（共 104 处）" in told
    assert told.count("相近：staff") == 1
    lines = (folder / "policies.toml").read_text("utf-8").split("\n")
    named = [number for number, line in enumerate(lines, 1) if "staf >=" in line]
    assert len(named) == 104
    assert f"policies.toml:{named[0]} 第 1 项 1 when" in told
    listed = re.findall(r"\d+", re.sub(r"\n\s*", "", told.split("其余：")[1].split("行")[0]))
    assert [int(each) for each in listed] == named[1:]
    assert len(told.splitlines()) <= 16


@pytest.mark.parametrize("column", [0, 1, 33, 34, 35, 200, 399, 400])
@pytest.mark.parametrize("glyph", ["a", "万"])
def test_an_excerpt_is_a_window(column: int, glyph: str) -> None:
    """Of a long rule a window round the fault is shown, with the caret below it; a short one is whole."""
    long = "".join("x" if place == column else glyph for place in range(401))
    shown, caret = RuleError("", long, column).caret.split("\n")
    wide = [2 if char == "万" else 1 for char in shown]
    assert sum(wide) <= WINDOW + 2
    at = next(place for place in range(len(shown) + 1) if sum(wide[:place]) == len(caret) - 1)
    assert shown[at] == "x"
    assert shown.startswith("…") == (not long.startswith(shown[:5]))
    short = RuleError("", "staff >", 7).caret
    assert short == "staff >\n       ^"
