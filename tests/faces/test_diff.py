"""What changed: between two suppositions, two saved results, two editions."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from openpyxl import load_workbook
from support import contract
from support.cases import EXAMPLES, HOSTILE, IN_TIME, LATE, MOST, RETAILER, SEEN, told
from support.commandline import Jinshan

from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.intervals import NOTHING
from jinshan_cli.core.outcome import Standing
from jinshan_cli.core.policy import STATUSES, Edition, Status
from jinshan_cli.core.timing import Moment, Timing
from jinshan_cli.faces.result.changes import changes_record, say_standing
from jinshan_cli.faces.tables.revisions import FIELD
from jinshan_cli.files.edition.folder import built_in_data, load_edition, skeleton
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.files.firm.saved import read_outcome
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.compare import Changes, compare, outcome_of, what_if
from jinshan_cli.use.tables.revisions import compare_editions


def suppose(edition: Edition, before: dict[str, Any], **after: Any) -> Changes:
    """What a firm would gain and lose with some facts changed."""
    firms = [firm_of(table, edition.facts, "case") for table in (before, {**before, **after})]
    return what_if(edition, firms[0], firms[1], IN_TIME)


def effects(changes: Changes) -> dict[str, str]:
    """The effect on each benefit that has one."""
    return {row.standing.id: row.effect for row in changes.rows}


@pytest.fixture
def saved(tmp_path: Path, jinshan: Jinshan) -> Callable[..., Path]:
    """A result as `match` saves it: its file."""

    def save(name: str, firm: Path, *args: str) -> Path:
        path = tmp_path / name
        found = jinshan("match", firm, *args, "-o", path)
        assert found.code == 0, found.err
        return path

    return save


def test_gained_and_lost(edition: Edition) -> None:
    """A benefit that becomes due is gained, one that ceases is lost, with the sums before and after in money."""
    changes = suppose(edition, MOST, newly_above_quota=False, mall_retail="5亿")
    assert effects(changes) == {"12a": "gained", "13b": "lost"}
    record = changes_record(changes)
    assert record["totals"]["grant"]["before"]["low"] - record["totals"]["grant"]["after"]["low"] == 20000 - 100000
    assert [fact["key"] for fact in record["facts"]] == ["mall_retail", "newly_above_quota"]


def test_amount_possible_ruled_out(edition: Edition) -> None:
    """A changed sum, a verdict that opens and one that closes are told apart."""
    few = {key: value for key, value in MOST.items() if key not in ("innovation_fund", "vat_status")}
    assert effects(suppose(edition, few, eligible_hires=7)) == {"11": "amount"}
    assert effects(suppose(edition, few, innovation_fund=False)) == {"21": "ruled_out"}
    assert effects(suppose(edition, {**few, "innovation_fund": False}, innovation_fund="不清楚")) == {"21": "possible"}
    assert effects(suppose(edition, few)) == {}


def test_too_late(edition: Edition) -> None:
    """What would be due only in a window that is over is not gained, and not in the sums."""
    firms = [firm_of({**MOST, "nev_price": price}, edition.facts, "case") for price in (0, "50万")]
    changes = what_if(edition, firms[0], firms[1], LATE)
    assert effects(changes) == {"2": "other"}
    assert changes.before.totals == changes.after.totals


def test_size_is_followed(edition: Edition) -> None:
    """A changed figure that changes the derived size says so."""
    changes = suppose(edition, {"sector": "零售业", "employees": 120, "revenue": "9亿"}, employees=30)
    assert [(fact.label, fact.after) for fact in changes.facts] == [("从业人数", "30 人"), ("企业规模", "小型（推算）")]


def test_what_becomes_undetermined_is_not_lost(edition: Edition, jinshan: Jinshan) -> None:
    """A due benefit that turns undetermined is said to be perhaps no more to be had, and so is the money."""
    told = {
        "sector": "零售业",
        "goods_sales": "11亿",
        "goods_sales_peak": "9亿",
        "retail_sales": 0,
        "retail_sales_peak": 0,
    }
    assert effects(suppose(edition, told, goods_sales="9.5亿-11亿")) == {"14": "reopened"}
    assert effects(suppose(edition, told, goods_sales="9.5亿")) == {"14": "lost"}
    settings = [part for key, value in told.items() for part in ("--set", f"{key}={value}")]
    found = jinshan("match", *settings, "--as-of", "2023-05-01", "--what-if", "goods_sales=9.5亿-11亿")
    assert "可能不再可享（1）" in found.out
    assert "（可能少 10万元）" in found.out


def test_back_again(edition: Edition) -> None:
    """What one way gains the other way loses; nothing changes nothing."""
    there = suppose(edition, MOST, newly_above_quota=False, mall_retail="10亿")
    back = compare(there.after, there.before)
    turned = {"gained": "lost", "lost": "gained", "possible": "ruled_out", "ruled_out": "possible"}
    assert effects(back) == {key: turned.get(effect, effect) for key, effect in effects(there).items()}
    assert compare(there.before, there.before).rows == ()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_saved_is_what_was_seen(path: Path, edition: Edition, saved: Callable[..., Path]) -> None:
    """A saved result read back is the outcome of the assessment, to the fen and to the words of the facts."""
    read_back = read_outcome(saved("a.json", path, "--as-of", "2023-05-01"), edition.facts)
    firm = firm_of(told(path), edition.facts, "case")
    outcome = outcome_of(assess(edition, firm, IN_TIME))
    assert read_back == outcome
    assert list(read_back.facts) == list(outcome.facts)


def test_next_quarter(jinshan: Jinshan, saved: Callable[..., Path]) -> None:
    """The next quarter's result against the last: what is due no more, what is new, which answers changed."""
    old = saved("old.json", RETAILER, "--as-of", "2023-05-01")
    new = saved("new.json", RETAILER, "--as-of", "2023-08-15", "--set", "needs_guarantee=是", "--set", "nev_price=0")
    found = jinshan("diff", old, new, width=120)
    assert found.code == 0
    assert "2023-05-01 → 2023-08-15" in found.out
    assert "需要政府性融资担保：未知 → 是" in found.out
    gained, ruled_out = found.out.index("新增可享（1）"), found.out.index("已排除")
    assert gained < found.out.index("担保费率减半", gained) < ruled_out
    assert "符合，未量化" in found.out
    record = json.loads(jinshan("diff", old, new, "--json").out)
    contract.check(record, contract.COMPARISON)
    for change in record["changes"]:
        contract.check(change, contract.CHANGE)
    assert {change["effect"] for change in record["changes"]} >= {"gained", "ruled_out"}
    assert record["before"] == {"edition": "jinshan-2023", "as_of": "2023-05-01", "firm": told(RETAILER)["name"]}


def test_nothing_changed(jinshan: Jinshan, saved: Callable[..., Path]) -> None:
    """Two equal results: said in a sentence."""
    path = saved("a.json", RETAILER)
    assert "各项政策与金额都没有变化" in jinshan("diff", path, path).out


def test_hard_to_compare(jinshan: Jinshan, saved: Callable[..., Path], tmp_path: Path) -> None:
    """Another firm, another edition, the wrong order: a warning beside the result; a hostile name is text."""
    old = saved("old.json", RETAILER, "--as-of", "2023-05-01")
    table = json.loads(old.read_text("utf-8"))
    table["firm"]["name"], table["edition"], table["as_of"] = HOSTILE, "jinshan-2024", "2022-01-01"
    new = tmp_path / "new.json"
    new.write_text(json.dumps(table), "utf-8")
    found = jinshan("diff", old, new, width=200)
    assert found.code == 0
    assert SEEN in found.err
    assert "jinshan-2024" in found.err
    assert "先后" in found.err
    assert "\x1b" not in found.out + found.err


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "不是有效的 JSON"),
        (b"{", "第 1 行"),
        (b"[]", "一张清单"),
        (b"{}", "不是 match 的结果"),
        (b"\xff\xfe", "不是 UTF-8"),
        (b'{"edition": NaN}', "不是 match 的结果"),
        (b'{"a": ' + b"[" * 100_000, "嵌套过深"),
        (b'{"a": ' + b"9" * 5000 + b"}", "不是 match 的结果"),
    ],
)
def test_not_a_result(content: bytes, words: str, jinshan: Jinshan, tmp_path: Path) -> None:
    """Whatever is no saved result is refused with what it is and how to save one."""
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    found = jinshan("diff", path, path)
    assert (found.code, found.out) == (2, "")
    assert words in found.err
    assert "jinshan match" in found.err


@pytest.mark.parametrize(
    "change",
    [
        {"status": "perhaps"},
        {"amount": {"low": -1, "high": None}},
        {"amount": {"low": 0.001, "high": None}},
        {"amount": {"low": 1e300, "high": None}},
        {"amount": "2万"},
        {"id": "1b"},
    ],
)
def test_broken_result(change: dict[str, Any], jinshan: Jinshan, saved: Callable[..., Path]) -> None:
    """One wrong value in a result is an error, not a wrong comparison."""
    path = saved("a.json", RETAILER)
    table = json.loads(path.read_text("utf-8"))
    table["policies"][0]["benefits"][0].update(change)
    path.write_text(json.dumps(table), "utf-8")
    found = jinshan("diff", path, path)
    assert (found.code, found.out) == (2, "")
    assert "不是 match 的结果" in found.err


def test_mixed_up(jinshan: Jinshan, saved: Callable[..., Path], tmp_path: Path) -> None:
    """A file and a folder, or a file that is not there: a clear error; a folder that is no edition: its faults."""
    path = saved("a.json", RETAILER)
    assert "一个是文件，一个是文件夹" in jinshan("diff", path, tmp_path).err
    assert jinshan("diff", path, tmp_path / "none.json").code == 2
    assert jinshan("diff", tmp_path, tmp_path).code == 4


def test_editions(jinshan: Jinshan, edition: Edition, edited: Callable[..., Path]) -> None:
    """A changed amount, window, phone and rule are each named with both values; equal editions have no difference."""
    folder = edited(
        ("policies.toml", '\namount = "2万"', '\namount = "3万"'),
        ("policies.toml", "ends = 2024-12-31, of", "ends = 2025-12-31, of"),
        ("policies.toml", 'phones = ["37907579"]', 'phones = ["37907580"]'),
        ("policies.toml", 'when = "firm and chartered_bus"', 'when = "firm and not chartered_bus"'),
        ("policies.toml", 'rule = "entity in [enterprise, partnership, sole_trader]"', 'rule = "entity == enterprise"'),
        ("activities.toml", "starts = 2023-08-08", "starts = 2023-08-07"),
    )
    rows = compare_editions(edition, load_edition(folder)).rows
    found = {(row.subject, row.id): {field.field for field in row.fields} for row in rows}
    assert found == {
        ("edition", "edition"): {"conditions"},
        ("benefit", "3"): {"period"},
        ("policy", "7"): {"phones"},
        ("benefit", "10"): {"when"},
        ("benefit", "13b"): {"amount"},
        ("activity", "8"): {"schedule"},
    }
    shown = jinshan("diff", built_in_data(), folder).out
    assert "金额：2万元 → 3万元" in shown
    assert "税款所属期 2023-01-01 至 2024-12-31 → 税款所属期 2023-01-01 至 2025-12-31" in " ".join(shown.split())
    assert "两版政策表没有差别" in jinshan("diff", built_in_data(), built_in_data()).out


def test_what_is_counted_together_is_compared(jinshan: Jinshan, tmp_path: Path) -> None:
    """A cap that rises, another source and another check are each a difference, said in words."""
    cap = '[[combinations]]\nkind = "cap"\nbenefits = ["20a", "20b"]\namount = "{}"\nsource = "{}"\n\n'
    check = '[[checks]]\nwhen = "eligible_hires > employees"\ntext = "{}"\n\n[[checks]]'
    editions = (("old", "150万", "第 1 条", "新招过多"), ("new", "200万", "第 2 条", "新招过多了"))
    for name, amount, source, text in editions:
        table = copytree(built_in_data(), tmp_path / name) / "policies.toml"
        told = table.read_text("utf-8").replace("[[policies]]", cap.format(amount, source) + "[[policies]]", 1)
        table.write_text(told.replace("[[checks]]", check.format(text), 1), "utf-8")
    shown = "".join(jinshan("diff", tmp_path / "old", tmp_path / "new").out.split())
    assert "20a、20b合计不超过150万元（第1条）" in shown
    assert "20a、20b合计不超过200万元（第2条）" in shown
    assert "填报核对：新招过多：符合条件的新招录人数>从业人数" in shown
    assert "→新招过多了：符合条件的新招录人数>从业人数" in shown


def test_every_field_of_an_edition_is_compared(jinshan: Jinshan, edition: Edition, edited: Callable[..., Path]) -> None:
    """Sources, tags, questions and units count too; limits of the size standard are said in words."""
    folder = edited(
        ("policies.toml", 'source = "《', 'source = "改《'),
        ("policies.toml", '"021-12366"]\nsource = "政策类', '"021-12366"]\nsource = "改政策类'),
        ("activities.toml", 'tags = ["', 'tags = ["改", "'),
        ("activities.toml", 'when = "employer and wants_to_hire"', 'when = "employer and eligible_hires > 1"'),
        ("facts.toml", 'question = "', 'question = "改'),
        ("facts.toml", 'unit = "', 'unit = "万'),
        ("sizes.toml", "[5, 20, 200]", "[5, 20, 201]"),
    )
    revisions = compare_editions(edition, load_edition(folder))
    found = {(row.subject, field.field): field for row in revisions.rows for field in row.fields}
    assert set(found) == {
        ("edition", "source"),
        ("edition", "sizes"),
        ("edition", "checks"),
        ("fact", "derive"),
        ("policy", "source"),
        ("activity", "tags"),
        ("activity", "when"),
        ("fact", "question"),
        ("fact", "unit"),
    }
    wholesale = "批发业：从业人数 5 人、20 人、200 人；年营业收入 1000万元、5000万元、4亿元"
    assert wholesale in found["edition", "sizes"].before
    shown = jinshan("diff", built_in_data(), folder).out
    assert "问题：" in shown
    assert not re.search(r"^ +[a-z_]+：", shown, re.MULTILINE)


NAMED = [  # a line of the sample, what stands in its place, the part, the field and what it says then
    (
        "policies.toml",
        '"max(0, revenue - revenue_peak)"',
        '"max(0, revenue - revenue_peak - 1万)"',
        "quantities",
        " - 1万元",
    ),
    ("policies.toml", 'source = "样本第 3 项"', 'source = "样本第 4 项"', "parameters", "（样本第 4 项）"),
    ("policies.toml", 'label = "营业收入增量"', 'label = "增收"', "quantities", "增收：0元与"),
    ("sizes.toml", 'source = "样本', 'source = "改样本', "sizes", "改样本，非真实标准 行业 企业规模"),
    (
        "policies.toml",
        "phones = [",
        'contacts = [{ fact = "size", options = ["small"], note = "某站" }]\nphones = [',
        "contacts",
        "企业规模 小型 某站",
    ),
    ("facts.toml", 'label = "零售业"', 'label = "零售业", endings = ["零售"]', "options", "retail 零售业 …零售"),
    ("facts.toml", 'label = "其他单位"', 'label = "其他单位", person = true', "options", "other 其他单位 （自然人）"),
    (
        "facts.toml",
        'label = "行业"',
        'label = "行业"\nshared = { "工商" = ["software", "retail"] }',
        "shared",
        "工商 software retail",
    ),
    ("facts.toml", 'unit = "人"', 'unit = "人"\ndecimals = 1', "decimals", "1"),
    ("policies.toml", 'title = "示例区', 'language = "en"\ncurrency = "€"\ntitle = "示例区', "language", "en"),
]


@pytest.mark.parametrize(("file", "old", "new", "field", "words"), NAMED)
def test_what_only_a_name_stands_for_is_compared(
    file: str, old: str, new: str, field: str, words: str, tmp_path: Path
) -> None:
    """What a rule says by a name, where it stands, and what is told of a choice: each in words, none of Python's."""
    before = load_edition(skeleton())
    text = (copytree(skeleton(), tmp_path / "new") / file).read_text("utf-8")
    assert old in text
    (tmp_path / "new" / file).write_text(text.replace(old, new, 1), "utf-8")
    changes = {
        each.field: each for row in compare_editions(before, load_edition(tmp_path / "new")).rows for each in row.fields
    }
    assert words in changes[field].after
    assert words not in changes[field].before
    assert not re.search(r"[(){}']", changes[field].after)
    assert changes.keys() <= set(FIELD)


def test_the_time_of_an_edition_is_compared_in_days(edition: Edition, edited: Callable[..., Path]) -> None:
    """A table of a year begins and ends as `edition` says: stated outright it is the same, and a later end is told."""
    folder = edited(("policies.toml", "\nyear = 2023", "\nyear = 2023\nstarts = 2023-01-01\nends = 2024-03-31"))
    (row,) = compare_editions(edition, load_edition(folder)).rows
    assert [(field.field, field.before, field.after) for field in row.fields] == [("ends", "2023-12-31", "2024-03-31")]


def emptied(edition: Edition) -> Edition:
    """The same header and measures, and nothing below them."""
    nothing = replace(edition, policies=(), activities=(), facts=Catalogue(facts=()))
    return replace(nothing, conditions={}, checks=(), combinations=(), sizes=None, derivations={})


def test_every_field_has_a_name_on_screen(edition: Edition) -> None:
    """No field of an edition is shown by its key."""
    rows = compare_editions(emptied(edition), edition).rows
    assert {field.field for row in rows for field in row.fields} <= set(FIELD)
    assert {row.subject for row in rows} == {"edition", "policy", "benefit", "activity", "fact"}


def test_rows_come_in_the_order_of_the_table(edition: Edition) -> None:
    """Within a policy the order is the table's, not that of the ids; facts keep the catalogue's."""
    policies = tuple(replace(policy, benefits=tuple(reversed(policy.benefits))) for policy in edition.policies)
    turned = replace(edition, policies=policies)
    rows = compare_editions(emptied(edition), turned).rows
    ids = [benefit.id for policy in policies for benefit in policy.benefits]
    assert [row.id for row in rows if row.subject == "benefit"] == ids
    assert [row.id for row in rows if row.subject == "fact"] == [fact.key for fact in edition.facts]
    after = outcome_of(assess(turned, firm_of({}, edition.facts, "case"), IN_TIME))
    shown = compare(replace(after, standings=()), after).rows
    assert [row.standing.id for row in shown] == [key for key in ids if key in {row.standing.id for row in shown}]


def test_editions_new_and_gone(jinshan: Jinshan, edition: Edition, edited: Callable[..., Path]) -> None:
    """A policy that only one edition has is new or gone, with what it gives."""
    folder = edited(("policies.toml", "number = 23\n", "number = 24\n"), ("policies.toml", 'id = "23"', 'id = "24"'))
    rows = compare_editions(edition, load_edition(folder)).rows
    found = [(row.subject, row.id, row.turn) for row in rows]
    assert found == [
        ("policy", "23", "gone"),
        ("benefit", "23", "gone"),
        ("policy", "24", "new"),
        ("benefit", "24", "new"),
    ]
    record = json.loads(jinshan("diff", built_in_data(), folder, "--json").out)
    contract.check(record, contract.REVISIONS)
    for change in record["changes"]:
        contract.check(change, contract.REVISION)
    assert [change["change"] for change in record["changes"]] == ["gone", "gone", "new", "new"]
    assert "取消  政策 23" in jinshan("diff", built_in_data(), folder).out


@pytest.mark.parametrize("width", [80, 120])
def test_what_if_fits(width: int, jinshan: Jinshan) -> None:
    """`match --what-if` prints gains and losses within the terminal."""
    from jinshan_cli.faces.words.wrapping import width_of

    supposed = ("--what-if", "newly_above_quota=否", "--what-if", "goods_sales=10亿")
    found = jinshan("match", RETAILER, "--as-of", "2023-05-01", *supposed, width=width)
    assert found.code == 0
    assert max(map(width_of, found.out.splitlines())) <= width
    assert "金额变化（1）" in found.out
    assert "不再可享（1）" in found.out


SHARING = (
    ("policies.toml", '\namount = "2000 * eligible_hires"', '\namount = "5万 * (employees < 100)"'),
    ("policies.toml", '\namount = "10万"', '\namount = "8万 * (employees >= 100)"'),
    ("policies.toml", '\namount = "10% * nev_price"', '\namount = "10% * nev_price + 1000 * employees"'),
)
"""two grants that share a fact, and a relief without an end where that is not known"""
HAS_BOTH = ("--set=eligible_hires=3", "--set=innovation_fund=是", "--set=nev_price=3万")


@pytest.fixture
def sharing(edited: Callable[..., Path], saved: Callable[..., Path]) -> Callable[..., Path]:
    """A result of that edition for a number of employees: its file."""
    folder = edited(*SHARING)

    def save(name: str, employees: str) -> Path:
        return saved(name, RETAILER, "--data", folder, "--as-of=2023-05-01", *HAS_BOTH, f"--set=employees={employees}")

    return save


def test_totals_are_those_of_the_results(jinshan: Jinshan, sharing: Callable[..., Path]) -> None:
    """Two results compared have the sums that each says by itself: a shared fact is one fact, what has no end because
    it is not known has none for that reason; an older result says nothing of it, and one without sums is added up."""
    old, new = sharing("old.json", "50-200"), sharing("new.json", "100以上")
    record = json.loads(jinshan("diff", old, new, "--json").out)
    for side, path in (("before", old), ("after", new)):
        said = json.loads(path.read_text("utf-8"))["totals"]
        assert {kind: sums[side] for kind, sums in record["totals"].items()} == {k: said[k] for k in record["totals"]}
    assert "上限待定" in jinshan("diff", old, new).out
    table = json.loads(new.read_text("utf-8"))
    del table["untold"]
    new.write_text(json.dumps(table), "utf-8")
    assert "上限未载明" in jinshan("diff", old, new).out
    for path in (old, new):
        table = json.loads(path.read_text("utf-8"))
        del table["totals"]
        path.write_text(json.dumps(table), "utf-8")
    record = json.loads(jinshan("diff", old, new, "--json").out)
    assert [record["totals"]["grant"][side]["high"] for side in ("before", "after")] == [250000, 200000]


def test_what_if_totals_are_those_of_the_results(jinshan: Jinshan, edited: Callable[..., Path]) -> None:
    """What is supposed of a firm begins with the sums that the result says."""
    args = ("--data", edited(*SHARING), "--as-of=2023-05-01", *HAS_BOTH, "--set=employees=50-200")
    told = json.loads(jinshan("match", RETAILER, *args, "--what-if", "employees=100", "--json").out)
    before = {kind: sums["before"] for kind, sums in told["what_if"]["totals"].items()}
    assert before == {kind: told["totals"][kind] for kind in before}


@pytest.mark.parametrize("ending", ["", ".md", ".html", ".xlsx"])
def test_a_supposed_figure_that_is_doubtful_is_told(jinshan: Jinshan, tmp_path: Path, ending: str) -> None:
    """As a stated one: 10 for 10亿 changes nothing, and is no answer. A doubt of before is told once, where it was."""
    firm = ("--set", "retail_sales=1亿", "--set", "goods_sales=9亿", "--set", "taxable_income=5", "--as-of=2023-05-01")
    path = tmp_path / f"a{ending}"
    out = ("-o", path) if ending else ()
    screen = jinshan("match", *firm, "--what-if", "goods_sales=10", *out, width=200).out
    if ending == ".xlsx":
        text = "\n".join(str(cell.value) for sheet in load_workbook(path) for row in sheet for cell in row)
    else:
        text = path.read_text("utf-8") if ending else screen
    assert text.count("年度商品销售额 10元 少见，请核对单位") == 1
    assert text.count("年度零售额大于年度商品销售额，请核对") == 1
    assert text.count("年应纳税所得额 5元 少见") == (2 if ending == ".xlsx" else 1)


@pytest.mark.parametrize("praised", ["是", "否"])
def test_a_sum_that_changes_says_what_is_not_in_it(jinshan: Jinshan, praised: str) -> None:
    """Of 13a the source names no sum: told once where it is in neither, else of the sum beside which it stands."""
    firm = ("--set=sector=retail", "--set=newly_above_quota=是", "--set=outstanding_consumption_contribution=是")
    sales = ("--set=goods_sales=10亿", "--set=goods_sales_peak=9亿", "--set=retail_sales=0", "--as-of=2023-05-01")
    supposed = ("--what-if=newly_above_quota=否", f"--what-if=outstanding_consumption_contribution={praised}")
    told = jinshan("match", *firm, *sales, *supposed, width=200).out
    beside = "（另有第 13 项未量化，不在其中）"
    words = f"12万元 → 10万元（少 2万元）{beside}" if praised == "是" else f"12万元{beside} → 10万元（少 2万元）"
    assert f"奖补资金合计：{words}" in told
    assert told.rstrip().endswith(words)


@pytest.mark.parametrize("status", STATUSES[:2])
@pytest.mark.parametrize("timing", ["open", "expired"])
def test_what_comes_to_nothing_has_a_word_of_its_own(status: Status, timing: Timing) -> None:
    """It is neither due nor to be verified, and no sum of 0 stands behind it."""
    standing = Standing(3, "3", "t", "relief", status, Moment(timing), NOTHING)
    assert say_standing(standing) == "无可享金额"
