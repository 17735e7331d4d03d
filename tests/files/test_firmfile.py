"""Firm files: whatever is wrong in one is said clearly; what is right is read, and written so that it reads back."""

import errno
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support.commandline import Jinshan
from support.frames import FirmMaker

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import NOT_KNOWN, Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.firm.firmfile import LARGEST, LONGEST_NAME, read_settings
from jinshan_cli.files.firm.interview import Kept, dump_answers, parse_answers, read_answers

WAN = 10**6
GOOD: list[tuple[str, Mapping[str, Any]]] = [
    ("", {}),
    ("employees = 5", {"employees": Interval.point(5)}),
    ("\ufeffemployees = 5\r\n", {"employees": Interval.point(5)}),
    ("revenue = 0.1", {"revenue": Interval.point(10)}),
    ("revenue = 1e4", {"revenue": Interval.point(WAN)}),
    ('revenue = "3.2亿"', {"revenue": Interval.point(32000 * WAN)}),
    ('"年营业收入" = "约1万"', {"revenue": Interval(90 * 10**4, 110 * 10**4)}),
    ('"年 营业收入" = "有"', {"revenue": Interval(1, None)}),
    ('revenue = ""', {}),
    ('revenue = "不详"', {}),
    ('srdi_new = "nan"', {}),
    ('hnte = "None"', {}),
    ('sector = "零售"', {"sector": "retail"}),
    ('hnte = ["renewed", "上年新认定"]', {"hnte": ("new", "renewed")}),
    ('hnte = "renewed|new"', {"hnte": ("new", "renewed")}),
    ('hnte = "renewed｜ new 或 renewed"', {"hnte": ("new", "renewed")}),
    ('hnte = ["new"]', {"hnte": "new"}),
    ("chartered_bus = true", {"chartered_bus": True}),
    ('chartered_bus = "否"', {"chartered_bus": False}),
    ("chartered_bus = 1", {"chartered_bus": True}),
    ('goods_sales = "无"', {"goods_sales": Interval.point(0)}),
]
KEYS, QUOTES, AMOUNT = "可用的键见 jinshan facts", "加引号", "金额，如"
BAD: list[tuple[str | bytes, tuple[str, str, str, str, str]]] = [  # what, where, value, what is expected, the nearest
    ("revenu = 5", ("不认识的键", "f.toml revenu", "5", KEYS, "revenue（年营业收入）")),
    ('"企业规摸" = "小型"', ("不认识的键", "f.toml 企业规摸", "小型", KEYS, "size（企业规模）")),
    ('"公司" = "金山"', ("不认识的键", "f.toml 公司", "金山", KEYS, "")),
    ('"营业收入（万元）" = 5', ("不认识的键", "f.toml 营业收入（万元）", "5", KEYS, "revenue（年营业收入）")),
    ('names = "金山"', ("不认识的键", "f.toml names", "金山", KEYS, "name（企业名称）")),
    ('"名称" = "金山"', ("不认识的键", "f.toml 名称", "金山", KEYS, "name（企业名称）")),
    ("[firm]\nrevenue = 5", ("不认识的键", "f.toml firm", "{'revenue': 5}", KEYS, "")),
    ('revenue = "3万美元"', ("只接受人民币", "f.toml revenue", "3万美元", "折成人民币", "")),
    ('employees = "3万元"', ("单位“元”不适用", "f.toml employees", "3万元", "整数", "")),
    ('employees = "12%"', ("不接受百分比", "f.toml employees", "12%", "", "")),
    ("employees = -5", ("不能是负数", "f.toml employees", "-5", "0 或正数", "")),
    ('revenue = "-5万"', ("不能是负数", "f.toml revenue", "-5万", "0 或正数", "")),
    ("employees = 2.5", ("必须是整数", "f.toml employees", "2.5", "整数", "")),
    ("revenue = 0.005", ("最多精确到分", "f.toml revenue", "0.005", AMOUNT, "")),
    ("revenue = 1e400", ("超过 10¹⁵", "f.toml revenue", "1e400", "核对单位", "")),
    ("revenue = nan", ("不是有限的数", "f.toml revenue", "nan", "留空", "")),
    ("revenue = -inf", ("不是有限的数", "f.toml revenue", "-inf", "留空", "")),
    ("revenue = true", ("这里要填数", "f.toml revenue", "true", AMOUNT, "有")),
    ("revenue = false", ("这里要填数", "f.toml revenue", "false", AMOUNT, "0")),
    ("revenue = { low = 1 }", ("应是一个值", "f.toml revenue", "{'low': 1}", "3.2亿", "")),
    ('hnte = ["new", "renew"]', ("没有这个选项", "f.toml hnte", "['new', 'renew']", "可选：", "上年（2022）复审通过")),
    ('hnte = "new|"', ("没有这个选项", "f.toml hnte", "new|", "可选：", "")),
    ("hnte = []", ("应是一个值", "f.toml hnte", "[]", "3.2亿", "")),
    ('revenue = ["1万", "2万"]', ("应是一个值", "f.toml revenue", "['1万', '2万']", "3.2亿", "")),
    ("revenue = [1, 2]", ("应是一个值", "f.toml revenue", "[1, 2]", "3.2亿", "")),
    ("revenue = 2023-05-01", ("应是一个值", "f.toml revenue", "2023-05-01", "3.2亿", "")),
    ('employees = "300-100"', ("上限低于下限", "f.toml employees", "300-100", "小的写前面", "")),
    ('sector = "retial"', ("没有这个选项", "f.toml sector", "retial", "可选：农林牧渔业", "零售业")),
    ("chartered_bus = 2", ("无法识别为是或否", "f.toml chartered_bus", "2", "是 或 否", "")),
    ("name = 5", ("企业名称应是文字", "f.toml name", "5", "", "")),
    ("employees = 5\nemployees = 6", ("同一个键写了两次", "f.toml 第 2 行", "employees = 6", "只写一次", "")),
    ('employees = 5\n"从业人数" = 6', ("与另一个键重复", "f.toml 从业人数", "6", "", "")),
    ("revenue = 3.2亿", ("值要加引号", "f.toml 第 1 行", "revenue = 3.2亿", QUOTES, "")),
    ("\nsector = 零售业", ("值要加引号", "f.toml 第 2 行", "sector = 零售业", QUOTES, "")),
    ("founded = 2023-02-29", ("没有这一天", "f.toml 第 1 行", "2023-02-29", "2023-05-01", "")),
    ("founded = 2023-2-9", ("没有这一天", "f.toml 第 1 行", "2023-2-9", "各两位", "")),
    ("x = 1\na = { b = 2023-05-01, c = 2023-13-01 }", ("没有这一天", "f.toml 第 2 行", "2023-13-01", "各两位", "")),
    ("行业 = 'retail'", ("中文的键要加引号", "f.toml 第 1 行", "行业 = 'retail'", "sector", "")),
    ("we are a shop", ("不是有效的 TOML", "f.toml 第 1 行", "we are a shop", "键 = 值", "")),
    ('revenue = "5', ("不是有效的 TOML", "f.toml 第 1 行", 'revenue = "5', "键 = 值", "")),
    ("\x00", ("不是有效的 TOML", "f.toml 第 1 行", "\x00", "键 = 值", "")),
    ('x = 1\nname = "金山"'.encode("gbk"), ("不是 UTF-8 编码", "f.toml 第 2 行", "", "另存为", "")),
    ("employees = " + "9" * 5000, ("数字过长", "f.toml", "", "", "")),
    ("employees = 0x" + "f" * 5000, ("数字过长", "f.toml", "", "", "")),
    ("employees = [{ low = 0x" + "f" * 5000 + " }]", ("数字过长", "f.toml", "", "", "")),
    ("a = " + "[" * 3000 + "]" * 3000, ("嵌套过深", "f.toml", "", "", "")),
    (".".join("a" * 5000) + " = 1", ("键的层级过深", "f.toml", "", "32 层", "")),
    ("a = " + "[" * 40 + "]" * 40, ("嵌套过深", "f.toml", "", "", "")),
    ("x = {" + ".".join("a" * 5000) + " = 1}", ("嵌套过深", "f.toml", "", "", "")),
]


def _faults(content: str | bytes, edition: Edition) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        parse_answers(content if isinstance(content, bytes) else content.encode(), edition.facts, "f.toml")
    return caught.value.faults


@pytest.mark.parametrize(("text", "facts"), GOOD)
def test_values(edition: Edition, text: str, facts: Mapping[str, Any]) -> None:
    """Keys, labels and aliases; numbers, words and booleans; with a BOM and without; the unknown is left out."""
    assert dict(parse_answers(text.encode(), edition.facts, "").firm.facts) == facts


@pytest.mark.parametrize(("content", "words"), BAD, ids=[ascii(row[0])[:30] for row in BAD])
def test_bad_input(edition: Edition, content: str | bytes, words: tuple[str, str, str, str, str]) -> None:
    """One clear fault: what is wrong, in which file and key, the value, what is expected, the nearest right name."""
    (fault,) = _faults(content, edition)
    what, where, value, expected, near = words
    assert what in fault.what
    assert (fault.where, fault.value, fault.closest) == (where, value, near)
    assert expected in fault.expected


def test_all_faults_at_once(edition: Edition, jinshan: Jinshan) -> None:
    """Every fault of a file is listed, in its order; exit code 2, nothing on stdout."""
    text = 'revenu = 5\nemployees = -5\nsector = "retial"\nname = 5'
    assert [fault.where for fault in _faults(text, edition)] == [
        "f.toml name",
        "f.toml revenu",
        "f.toml employees",
        "f.toml sector",
    ]
    screen = jinshan("match", "-", stdin=text.encode())
    assert (screen.code, screen.out, screen.err.count("错误：")) == (2, "", 4)
    assert "  位置：标准输入 employees\n  原值：-5\n  提示：0 或正数\n" in screen.err


def test_long_values_are_cut(edition: Edition) -> None:
    """A fault never repeats a whole page; a name has a limit."""
    (value,) = _faults('revenue = "' + "1" * 10_000 + '"', edition)
    (name,) = _faults('name = "' + "金" * (LONGEST_NAME + 1) + '"', edition)
    assert all(len(fault.value) < 100 for fault in (value, name))
    assert parse_answers(f'name = "{"金" * LONGEST_NAME}"'.encode(), edition.facts, "").firm.name == "金" * LONGEST_NAME


def test_paths(edition: Edition, jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not there, a folder, one too large and one without permission: exit code 2 and the path."""
    large, locked = tmp_path / "large.toml", tmp_path / "locked.toml"
    large.write_bytes(b"#" * (LARGEST + 1))
    locked.touch()
    allowed = Path.open
    monkeypatch.setattr(Path, "open", lambda path, *mode: _deny() if path == locked else allowed(path, *mode))
    for path, what in (
        (tmp_path / "no.toml", "找不到这个文件"),
        (tmp_path, "这是文件夹"),
        (large, "文件过大，上限 256 KB"),
        (locked, "无法读取文件：没有权限"),
        (Path("a\0b"), "无法读取文件：路径中有不能用的字符"),
    ):
        with pytest.raises(InputError, match=what):
            read_answers(path, edition.facts)
        screen = jinshan("match", path)
        assert (screen.code, screen.out) == (2, "")
        assert what in screen.err


def _deny() -> None:
    raise PermissionError(errno.EACCES, "")


def test_dump_reads_back(edition: Edition) -> None:
    """load → dump → load is an identity, for any firm."""
    maker = FirmMaker(edition, Random(11))
    for number in range(200):
        facts = {key: value for key, value in maker.firm().facts.items() if value != NOT_KNOWN}
        firm = Firm(f"金山 {number}号 \"\\'\n有限公司", facts)
        content = _dumped(firm, edition)
        assert parse_answers(content, edition.facts, "").firm == firm
        assert _dumped(parse_answers(content, edition.facts, "").firm, edition) == content


def _dumped(firm: Firm, edition: Edition) -> bytes:
    return dump_answers(Kept(firm, frozenset()), edition.facts)


def test_dump_is_for_people(edition: Edition) -> None:
    """Written in the facts' order, as a person would: numbers bare, sums with 万 or 亿, ranges in words."""
    firm = parse_answers(
        'chartered_bus = true\nrevenue = 320000000\nsector = "零售业"\nname = "金山商店"\nemployees = "100-299"\n'
        'total_assets = "5000万以上"\nrd_spend = 0.5\neligible_hires = 3'.encode(),
        edition.facts,
        "",
    ).firm
    lines = _dumped(firm, edition).decode().splitlines()
    assert [line.partition("  # ")[0] for line in lines] == [
        'name = "金山商店"',
        'sector = "retail"',
        'employees = "100-299"',
        'revenue = "3.2亿"',
        'total_assets = "5000万以上"',
        "chartered_bus = true",
        "eligible_hires = 3",
        'rd_spend = "0.5元"',
    ]


SETTINGS: list[tuple[list[str], Firm]] = [
    ([], Firm("甲", {"employees": Interval.point(5)})),
    (["employees=6"], Firm("甲", {"employees": Interval.point(6)})),
    (["从业人数=6"], Firm("甲", {"employees": Interval.point(6)})),
    (["employees="], Firm("甲")),
    (["name=乙", "行业=零售业"], Firm("乙", {"employees": Interval.point(5), "sector": "retail"})),
    (["企业名称=乙"], Firm("乙", {"employees": Interval.point(5)})),
    (["Company Name=乙"], Firm("乙", {"employees": Interval.point(5)})),
    (["营业收入（万元）=3"], Firm("甲", {"employees": Interval.point(5), "revenue": Interval.point(3 * WAN)})),
    (["revenue_亿元=1万元"], Firm("甲", {"employees": Interval.point(5), "revenue": Interval.point(WAN)})),
    (["从业人数（人）="], Firm("甲")),
    (["revenue = 3万"], Firm("甲", {"employees": Interval.point(5), "revenue": Interval.point(3 * WAN)})),
]


@pytest.mark.parametrize(("settings", "firm"), SETTINGS)
def test_settings(edition: Edition, settings: list[str], firm: Firm) -> None:
    """A setting wins over the file, an empty one makes a fact unknown again; its key is written as a header may be."""
    start = Firm("甲", {"employees": Interval.point(5)})
    assert read_settings(settings, start, edition.facts) == firm


@pytest.mark.parametrize(
    "settings", [["employees=5", "employees=6"], ["name=甲", "企业名称=乙"], ["revenue=", "revenue="]]
)
def test_a_setting_given_twice_is_refused(edition: Edition, settings: list[str]) -> None:
    """Which of two is meant is not known: the last one won in silence."""
    with pytest.raises(InputError, match="同一个键写了两次"):
        read_settings(settings, Firm(), edition.facts)


@pytest.mark.parametrize(
    ("setting", "what"),
    [
        ("employees", "应写成 键=值"),
        ("=5", "应写成 键=值"),
        ("x=5", "不认识的键"),
        ("employees=-1", "不能是负数"),
        ("营业收入（人）=5", "不认识的键"),
        ("营业收入（万元）=¥5", "货币符号与表头单位不一致"),
    ],
)
def test_bad_settings(edition: Edition, jinshan: Jinshan, setting: str, what: str) -> None:
    """A setting is refused like a line of a file, and the option is named."""
    with pytest.raises(InputError, match="--set"):
        read_settings([setting], Firm(), edition.facts)
    screen = jinshan("match", "--set", setting)
    assert (screen.code, screen.out) == (2, "")
    assert what in screen.err
    assert "--set" in screen.err
