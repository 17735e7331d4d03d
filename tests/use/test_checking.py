"""`jinshan check`: each finding provoked once in the smallest edition there is; the built-in edition has none."""

import json
from pathlib import Path

import pytest
from support import contract
from support.commandline import Jinshan

from jinshan_cli.core.policy import Edition
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.edition.checking import Weight, check

POLICIES = """
[edition]
id = "smallest"
title = "最小的政策表"
year = 2023
district = "某区"
source = "某文"
notice = "仅供参考。"

[[measures]]
number = 1
title = "稳岗"

[[policies]]
number = 7
title = "用工补贴"
summary = "满 20 人的，补 5 万元。"
measure = 1
departments = ["区人社局"]
channel = "窗口"
uptake = "reviewed"
phones = ["12345678", "12345679", "021-12366"]
source = "第 7 项"

[[policies.benefits]]
id = "7"
title = "用工补贴"
kind = "grant"
novelty = "new"
when = "staff >= 20"
amount = "5万"
examples = [
  { firm = { staff = 20 }, status = "eligible", timing = "unstated", amount = "5万" },
  { firm = { staff = 19 }, status = "ineligible" },
  { firm = {}, status = "undetermined", missing = ["staff"] },
]
"""
FACTS = """
[[facts]]
key = "staff"
label = "人数"
type = "count"
group = "用工"
question = "多少人？"
"""
UNUSED = '[[facts]]\nkey = "idle"\nlabel = "闲置"\ntype = "flag"\ngroup = "用工"\nquestion = "？"\n'
RULE, ONE = 'when = "staff >= 20"', "第 7 项 7 examples 第 1 条"

FINDINGS: list[tuple[tuple[str, str], Weight, tuple[str, str, str, str]]] = [  # what, where, value, what is expected
    (('"eligible"', '"ineligible"'), "error", ("示例的 status 不符", ONE, "写的是 ineligible", "算得 eligible")),
    (('"unstated"', '"open"'), "error", ("示例的 timing 不符", ONE, "写的是 open", "算得 unstated")),
    (
        ('"unstated", amount = "5万"', '"unstated", amount = "6万"'),
        "error",
        ("amount", ONE, "写的是 6万元", "算得 5万元"),
    ),
    (
        ('"unstated", amount = "5万"', '"unstated", amount = "0.001"'),
        "error",
        ("amount", ONE, "写的是 0元", "算得 5万元"),
    ),
    (('"unstated", amount = "5万"', '"unstated", amount = "5%"'), "error", ("金额有误：金额应是一笔钱", ONE, "", "")),
    (('missing = ["staff"]', "missing = []"), "error", ("示例的 missing 不符", "第 3 条", "写的是 []", "算得 [staff]")),
    (("staff = 19", "stuff = 19"), "error", ("不认识的键", "第 2 条 firm stuff", "19", "jinshan facts")),
    (("staff = 19", "staff = -19"), "error", ("不能是负数", "第 2 条 firm staff", "-19", "0 或正数")),
    ((RULE, 'when = "20 <= staff < 20"'), "error", ("找不到任何能满足的企业", "7 when", "20 <= staff < 20", "")),
    (
        ('amount = "5万"\nexamples', 'amount = "between(5万, 4万)"\nexamples'),
        "error",
        ("金额下限高于上限", "7 amount", "between(5万, 4万)", "staff = "),
    ),
    (('"12345678"', '"12345678转3"'), "error", ("电话格式不对", "第 7 项 phones", "12345678转3", "021-12366")),
    (
        ('"12345678", "12345679"', '"12345678", "12345679", "1234567"'),
        "warning",
        ("这个是 7 位", "phones", "1234567", ""),
    ),
    (
        ('phones = ["12345678", "12345679", "021-12366"]', ""),
        "warning",
        ("没有电话，也没有 contact_note", "第 7 项", "", ""),
    ),
    (("补 5 万元", "补 6 万元"), "warning", ("摘要里的数字不在", "第 7 项 summary", "60000", "")),
    (("  { firm = { staff = 19 }, status = ", "# "), "warning", ("没有 ineligible 的示例", "7 examples", "", "")),
    (("staff = 19", "staff = 18"), "warning", ("没有覆盖 staff 的界线两侧", "7 examples", "20", "")),
    (("staff = 20 }", "staff = 21 }"), "warning", ("没有覆盖 staff 的界线两侧", "7 examples", "20", "")),
    ((FACTS, FACTS + UNUSED), "warning", ("没有规则用到这个指标", "facts.toml idle", "闲置", "")),
]


def _edition(folder: Path, old: str = "", new: str = "") -> Path:
    """The smallest edition, one thing in it changed."""
    assert old in POLICIES + FACTS
    for name, text in (("policies.toml", POLICIES), ("facts.toml", FACTS)):
        (folder / name).write_text(text.replace(old, new, 1) if old else text, "utf-8")
    return folder


def test_the_smallest_edition_is_sound(tmp_path: Path) -> None:
    """An edition needs two tables, and can be without findings."""
    assert check(load_edition(_edition(tmp_path))) == []


@pytest.mark.parametrize(("change", "weight", "words"), FINDINGS, ids=[f"{row[0][1]}" for row in FINDINGS])
def test_finding(tmp_path: Path, change: tuple[str, str], weight: Weight, words: tuple[str, str, str, str]) -> None:
    """What is wrong or doubtful, where, with which value, and what is expected or was computed."""
    found = check(load_edition(_edition(tmp_path, *change)))
    what, where, value, expected = words
    assert (weight, value) in [
        (finding.weight, finding.fault.value)
        for finding in found
        if what in finding.fault.what and where in finding.fault.where and expected in finding.fault.expected
    ]


def test_an_amount_may_read_other_facts(tmp_path: Path) -> None:
    """An amount that is upside down through facts which the condition does not read is found, and the firm is said."""
    folder = _edition(tmp_path, 'amount = "5万"\nexamples', 'amount = "between(1万 + 5万 * (idle), 2万)"\nexamples')
    (folder / "facts.toml").write_text(FACTS + UNUSED, "utf-8")
    (fault,) = [one.fault for one in check(load_edition(folder)) if "下限高于上限" in one.fault.what]
    assert fault.expected in ("idle = 是，staff = 20", "idle = 是，staff = 21")


def test_errors_come_first(tmp_path: Path) -> None:
    """Findings are ranked: what is wrong before what is doubtful."""
    weights = [finding.weight for finding in check(load_edition(_edition(tmp_path, "staff = 20 }", "staff = 3 }")))]
    assert weights == sorted(weights)
    assert set(weights) == {"error", "warning"}


def test_built_in_edition_is_sound(edition: Edition) -> None:
    """The built-in edition has no error; every one of its examples comes out as written."""
    assert [finding.fault for finding in check(edition) if finding.weight == "error"] == []
    assert edition.example_count > 400


CODES = [(("staff = 19", "staff = 18"), 0), (("staff = 19", "stuff = 19"), 4), ((RULE, 'when = "stuff"'), 4)]


@pytest.mark.parametrize(("change", "code"), CODES)
def test_exit_code(tmp_path: Path, jinshan: Jinshan, change: tuple[str, str], code: int) -> None:
    """Doubts end with 0, errors with 4, in words and as JSON."""
    folder = _edition(tmp_path, *change)
    screen = jinshan("check", folder)
    assert (screen.code, screen.err) == (code, "")
    assert screen.out.startswith("错误：" if code else "提醒：")
    listed = jinshan("check", folder, "--json")
    assert listed.code == code
    findings = json.loads(listed.out)
    assert {finding["weight"] for finding in findings} >= {"error" if code else "warning"}
    for finding in findings:
        contract.check(finding, contract.FINDING)


def test_built_in_screen(jinshan: Jinshan) -> None:
    """Without a folder the built-in edition is checked, and counted."""
    screen = jinshan("check")
    assert screen.code == 0
    assert "23 项政策、28 个事项" in screen.out
    assert "0 处错误" in screen.out


def test_what_is_no_folder_is_no_edition(jinshan: Jinshan, tmp_path: Path) -> None:
    """A path that leads nowhere, or to a file, is a slip of the command line (2), not a broken edition (4)."""
    (tmp_path / "a.toml").write_text("", "utf-8")
    for place, what in ((tmp_path / "nowhere", "不存在"), (tmp_path / "a.toml", "此处应为文件夹")):
        for args in (("check", place), ("check", "--data", place)):
            screen = jinshan(*args)
            assert (screen.code, screen.out) == (2, "")
            assert what in screen.err
    assert jinshan("check", tmp_path).code == 4
