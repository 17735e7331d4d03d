"""`jinshan match`: the contract's JSON key by key, where a firm may come from, and where the result may go."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support import contract
from support.commandline import Jinshan, Screen
from support.contract import check

MAY = "2023-05-01"
STATUSES = ("eligible", "undetermined", "ineligible")
TIMINGS = ("open", "unstated", "upcoming", "period_over", "other_year", "pending", "expired")

FIRM_FILE = """
name = "金山商贸有限公司"
sector = "零售业"
employees = "100-299"
revenue = "3.2亿"
goods_sales = "9.7亿"
goods_sales_peak = "8亿"
retail_sales = 0
retail_sales_peak = 0
newly_above_quota = true
chartered_bus = true
nev_price = 442477.88
vat_incremental_credit = 0
srdi_new = true
entity = "企业"
"""


@pytest.fixture
def told(jinshan: Jinshan) -> Any:
    """What `match - --json` says of the firm above on a day in May."""
    return _json(jinshan("match", "-", "--json", "--as-of", MAY, stdin=FIRM_FILE.encode()))


def _json(screen: Screen) -> Any:
    assert (screen.code, screen.err) == (0, "")
    return json.loads(screen.out, parse_float=Decimal)


def _policy(result: Any, number: int) -> Any:
    return result["policies"][number - 1]


def test_contract_key_by_key(told: Any) -> None:
    """Every object of the contract has exactly its keys, each of its type, with the contract's words for states."""
    check(told, contract.RESULT)
    check(told["firm"], contract.FIRM)
    assert set(told["totals"]) == {"grant", "relief", "refund", "finance", "potential"}
    for kind in ("grant", "relief", "refund", "finance"):
        check(told["totals"][kind], contract.TOTAL)
    for policy in told["policies"]:
        check(policy, contract.POLICY_RESULT)
        for each in (policy, *policy["benefits"]):
            assert each["status"] in STATUSES
            assert each["timing"] in TIMINGS
            assert bool(each["missing"]) is (each["status"] == "undetermined")
            if each["amount"] is not None:
                check(each["amount"], contract.AMOUNT)
        for benefit in policy["benefits"]:
            check(benefit, contract.BENEFIT_RESULT)
            for reason in benefit["reasons"]:
                check(reason, contract.REASON)
            if benefit["near_miss"] is not None:
                check(benefit["near_miss"], contract.NEAR_MISS)


USELESS = [
    (("--by", "张晓明"), "--by、--tel 写在留存单上"),
    (("--tel", "57921185", "--json"), "--by、--tel 写在留存单上"),
    (("--by", "张晓明", "-o", "x.json"), "--by、--tel 写在留存单上"),
    (("--why", "-o", "x.html"), "--why"),
    (("--why", "-o", "x.xlsx"), "--why"),
]


@pytest.mark.parametrize(("options", "message"), USELESS)
def test_an_option_that_would_do_nothing(
    jinshan: Jinshan, options: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An option without its partner is refused, and the partner named; no file is written."""
    monkeypatch.chdir(tmp_path)
    screen = jinshan("match", "--set", "sector=retail", *options)
    assert (screen.code, screen.out) == (2, "")
    assert message in screen.err
    assert "提示：" in screen.err
    assert list(tmp_path.iterdir()) == []


def test_all_policies_in_number_order(told: Any) -> None:
    """All 23, whatever their status."""
    assert [policy["number"] for policy in told["policies"]] == list(range(1, 24))


def test_firm_as_understood(told: Any) -> None:
    """Values in yuan and persons, ranges as low and high, derived facts apart, edition and date named."""
    assert (told["edition"], told["as_of"]) == ("jinshan-2023", MAY)
    assert told["firm"]["name"] == "金山商贸有限公司"
    assert told["firm"]["facts"] == {
        "entity": "enterprise",
        "sector": "retail",
        "employees": {"low": 100, "high": 299},
        "revenue": 320_000_000,
        "srdi_new": True,
        "newly_above_quota": True,
        "vat_incremental_credit": 0,
        "nev_price": Decimal("442477.88"),
        "chartered_bus": True,
        "goods_sales": 970_000_000,
        "goods_sales_peak": 800_000_000,
        "retail_sales": 0,
        "retail_sales_peak": 0,
    }
    assert told["firm"]["derived"] == {"size": "medium", "small_low_profit": None}
    assert told["firm"]["defaults"] == {}


def test_near_miss_of_the_contract(told: Any) -> None:
    """9.7 亿 of 10 亿: 3000 万 short."""
    (benefit,) = _policy(told, 14)["benefits"]
    assert benefit["status"] == "ineligible"
    assert benefit["near_miss"] == {
        "fact": "goods_sales",
        "has": 970_000_000,
        "needs": 1_000_000_000,
        "short": 30_000_000,
    }


AMOUNTS: list[tuple[int, str, Any]] = [
    (2, "eligible", {"low": Decimal("44247.79"), "high": Decimal("44247.79")}),
    (10, "eligible", None),
    (13, "eligible", {"low": 20000, "high": 20000}),
    (14, "ineligible", None),
    (17, "eligible", {"low": 100_000, "high": None}),
    (21, "undetermined", None),
]


@pytest.mark.parametrize(("number", "status", "amount"), AMOUNTS)
def test_amounts(told: Any, number: int, status: str, amount: Any) -> None:
    """Exact to the fen; null where nothing is quantified or due; high null where no upper limit is stated."""
    policy = _policy(told, number)
    assert (policy["status"], policy["amount"]) == (status, amount)


def test_nulls(told: Any) -> None:
    """What a policy or a benefit does not have is null or empty, never left out."""
    assert (_policy(told, 13)["contact_note"], _policy(told, 2)["reading"]) == (None, None)
    assert _policy(told, 5)["contact_note"] == "向贷款银行咨询"
    assert _policy(told, 5)["phones"] == []
    benefit = _policy(told, 5)["benefits"][0]
    assert (benefit["starts"], benefit["ends"]) == (None, "2023-06-30")
    assert _policy(told, 21)["benefits"][0]["amount"] == {"low": 100_000, "high": 100_000}


def test_totals(told: Any) -> None:
    """Sums of the eligible, open or unstated, with the policies not in them; what the undetermined could add."""
    totals = told["totals"]
    assert totals["grant"] == {"low": 120_000, "high": None, "unquantified": []}
    assert totals["relief"] == {"low": Decimal("44247.79"), "high": Decimal("44247.79"), "unquantified": []}
    assert totals["refund"] == totals["finance"] == {"low": 0, "high": 0, "unquantified": []}
    assert totals["potential"] == {"grant": None, "relief": None}
    assert told["ask_first"]["grant"] == {"low": 0, "high": 0, "unquantified": [10]}


def test_missing_and_reasons(told: Any) -> None:
    """Keys that are missing, in the facts' order; every condition in words, with what is known."""
    benefit = _policy(told, 19)["benefits"][0]
    assert benefit["missing"] == _policy(told, 19)["missing"] == ["hnte", "newly_four_above"]
    holds = {reason["text"].partition("（")[0]: reason["holds"] for reason in benefit["reasons"]}
    assert holds["企业、合伙企业或个体工商户"] is True
    assert holds["首次成为“四上”企业"] is None


def test_setting_wins_over_the_file(jinshan: Jinshan) -> None:
    """`--set` is laid over the file; an empty value takes a fact back."""
    settings = ("--set", "goods_sales=10亿", "--set", "sector=", "--set", "name=乙")
    result = _json(jinshan("match", "-", "--json", *settings, stdin=FIRM_FILE.encode()))
    assert _policy(result, 14)["status"] == "eligible"
    assert result["firm"]["name"] == "乙"
    assert "sector" not in result["firm"]["facts"]


def test_firm_file_and_output_file(jinshan: Jinshan, tmp_path: Path, told: Any) -> None:
    """A file in and a file out say the same as the streams; an existing file is kept unless forced."""
    firm, out = tmp_path / "firm.toml", tmp_path / "result.json"
    firm.write_text(FIRM_FILE, "utf-8")
    for force in ([], ["--force"]):
        screen = jinshan("match", firm, "-o", out, "--as-of", MAY, *force)
        assert (screen.code, screen.out) == (0, "")
        assert json.loads(out.read_text("utf-8"), parse_float=Decimal) == told
    screen = jinshan("match", firm, "-o", out)
    assert screen.code == 2
    assert "--force" in screen.err
    assert jinshan("match", firm, "-o", tmp_path / "result.doc").code == 2


def test_nothing_known(jinshan: Jinshan) -> None:
    """Without a firm nothing is eligible, only what every firm is refused is ruled out, and today is the day."""
    today = date.today().isoformat()
    result = _json(jinshan("match", "--json"))
    assert result["as_of"] in (today, date.today().isoformat())
    assert {policy["status"] for policy in result["policies"]} == {"undetermined", "ineligible"}
    assert [policy["number"] for policy in result["policies"] if policy["status"] == "ineligible"] == [15, 16]
    assert result["firm"]["defaults"] == {"entity": "enterprise"}


def test_why_gives_every_reason(jinshan: Jinshan) -> None:
    """`--why` lists each benefit with its conditions and whether they hold; without it there is a bare count."""
    bare = jinshan("match", "-", "--as-of", MAY, stdin=FIRM_FILE.encode(), width=200).out
    why = jinshan("match", "-", "--as-of", MAY, "--why", stdin=FIRM_FILE.encode(), width=200).out
    assert "加 --why" in bare
    assert "加 --why" not in why
    for line in ("√ 本年新增限额以上（本年新增限额以上 是）", "？ 首次成为“四上”企业（首次成为“四上”企业 未知）"):
        assert line in why
        assert line not in bare


OVER_THE_LIMIT = ("sector=manufacturing", "revenue=3亿", "loan_maturing_distressed=是")


@pytest.mark.parametrize(("persons", "limit"), [("299", ""), ("300", "从业人数 300 人，上限 299 人")])
def test_persons_over_a_limit_are_a_fact(jinshan: Jinshan, tmp_path: Path, persons: str, limit: str) -> None:
    """A firm with more persons than a limit is told both numbers, in no face under 接近条件, nor by how many."""
    settings = [word for told in (*OVER_THE_LIMIT, f"employees={persons}") for word in ("--set", told)]
    screens = [jinshan("match", *settings, "--as-of", MAY, *more, width=100).out for more in ((), ("--why",))]
    target = tmp_path / "result.md"
    assert jinshan("match", *settings, "--as-of", MAY, "-o", target).code == 0
    assert limit in screens[1]
    assert ("上限 299 人" in screens[1]) is bool(limit)
    assert not any("接近条件 1" in screen or "超出" in screen for screen in screens)
    assert "接近条件 0 个" in target.read_text("utf-8")


def test_reasons_say_that_one_has_to_ask(jinshan: Jinshan) -> None:
    """In the list of reasons a window that a note reports closed is no plain "no end stated"."""
    why = [jinshan("match", "--set", "hnte=new", "--as-of", day, "--why").out for day in ("2023-04-30", "2023-05-01")]
    told = [[line.strip() for line in out.splitlines() if line.startswith(" 18 高新技术企业奖励：")] for out in why]
    assert told == [
        ["18 高新技术企业奖励：条件符合，未载明期限"],
        ["18 高新技术企业奖励：条件符合，未载明期限，先问是否仍受理"],
    ]


@pytest.mark.parametrize(
    ("as_of", "banner"), [("2022-12-31", True), ("2023-01-01", False), ("2023-12-31", False), ("2024-01-01", True)]
)
def test_banner_of_an_old_edition(jinshan: Jinshan, as_of: str, banner: bool) -> None:
    """Outside its time the edition says which year it is of, and how to compute for that year."""
    out = jinshan("match", "--as-of", as_of, width=200).out
    assert ("本表为 2023 年版" in out) is banner
    assert ("--as-of 2023-" in out) is banner


def test_every_result_names_edition_date_and_that_it_is_not_binding(jinshan: Jinshan) -> None:
    """Three things stand on every screen."""
    out = jinshan("match", "--as-of", MAY).out
    for words in ("jinshan-2023", MAY, "结果仅供参考，以责任单位核定为准。"):
        assert words in out


def test_a_near_miss_says_what_else_has_to_be_known(jinshan: Jinshan) -> None:
    """With what is needed it may still be kept away by what nobody has told."""
    args = ("match", "--set", "goods_sales=9.7亿", "--set", "retail_sales=0", "--as-of", "2023-05-01")
    known = "年度商品销售额 9.7亿元，需 10亿元，差 3000万元"
    assert f"{known}，还需知道 此前最高年度商品销售额" in jinshan(*args, width=200).out
    told = jinshan(*args, "--set", "goods_sales_peak=8亿", width=200).out
    assert known in told
    assert f"{known}，还需知道" not in told


@pytest.mark.parametrize("name", ["名单.csv", "名单.XLSX", "我的 名单.csv"])
def test_a_list_in_place_of_a_firm(jinshan: Jinshan, tmp_path: Path, name: str) -> None:
    """Whoever gives a list is told which commands take it, as they can be run; one that is not there is missing."""
    path = tmp_path / name
    told = jinshan("match", str(path))
    assert told.code == 2
    assert "batch" not in told.err
    path.write_bytes(b"PK\x03\x04\xff" if name.endswith("X") else "企业名称,从业人数\n甲,5\n".encode())
    told = jinshan("match", str(path))
    assert (told.code, told.out) == (2, "")
    assert "这是名单的格式，不是一家企业的资料" in told.err
    flat = "".join(told.err.split())
    given = "".join(f"'{path}'".split()) if " " in name else str(path)
    assert f"整份用jinshanbatch{given}-o结果.xlsx，其中一家用jinshanask--from{given}--firm名称" in flat


def test_a_firm_file_of_another_name(jinshan: Jinshan, tmp_path: Path) -> None:
    """What a file is called does not matter as long as it is read."""
    path = tmp_path / "甲.csv"
    path.write_text("employees = 5\n", "utf-8")
    assert jinshan("match", str(path)).code == 0


@pytest.mark.parametrize(
    ("sector", "size"),
    [
        ("信息传输业", "微型或小型（推算：信息传输业，从业人数 50 人达到小型，年营业收入未知，取最低一档）"),
        ("其他未列明行业", "小型（推算：其他未列明行业，从业人数 50 人达到小型）"),
    ],
)
def test_what_follows_says_from_what(jinshan: Jinshan, tmp_path: Path, sector: str, size: str) -> None:
    """The lowest of several indicators, or the only one; of what does not follow yet it is said that it does not."""
    told = ("--set", f"sector={sector}", "--set", "employees=50", "--as-of", MAY)
    assert jinshan("match", *told, "-o", tmp_path / "x.md").code == 0
    text = (tmp_path / "x.md").read_text("utf-8")
    assert f"- 企业规模：{size}\n" in text
    assert "- 小型微利企业：未知（尚不能推算：" in text
