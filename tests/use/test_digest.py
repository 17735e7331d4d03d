"""What a list comes to in groups is what its firms come to one by one, as bounds."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from support.lists import Listed, invented

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import SUMMED, Edition
from jinshan_cli.files.lists.firms import open_sheet
from jinshan_cli.use.lists import digest
from jinshan_cli.use.lists.account import Account
from jinshan_cli.use.lists.batch import Results
from jinshan_cli.use.lists.digest import Digest, GroupDigest, Standings
from jinshan_cli.use.lists.grouping import grouping
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment, BenefitResult

FIRMS = 120
DAYS = (date(2023, 7, 15), date(2026, 11, 27))


def digested(path: Path, edition: Edition, as_of: date, *by: str) -> Digest:
    """A list by its file."""
    sheet = open_sheet(path, edition.facts)
    found = Digest(edition, grouping(by, "", sheet.header, edition.facts))
    for _ in Results(edition, as_of, "firm", sheet, Account(), digest=found).blocks():
        pass
    return found


@pytest.fixture(scope="module")
def listed(edition: Edition) -> Listed:
    """Firms with holes and ranges."""
    return invented(edition.facts, FIRMS, seed=7)


def standing_of(results: tuple[BenefitResult, ...]) -> str:
    """The first that a firm is."""
    ahead = [each for each in results if each.timing != "expired"]
    sure = [each for each in results if each.status == "eligible" and not each.gives_nothing]
    may_be_over = any(each.is_open for each in results if each.timing == "expired")
    if any(each.is_due for each in results):
        return "now"
    if any(each.moment.is_asked_first for each in sure):
        return "ask_first"
    return "open" if any(each.is_open for each in ahead) else "other" if sure or may_be_over else ""


def check(group: GroupDigest, found: list[Assessment]) -> None:
    """A group is its firms."""
    assert group.firms == len(found)
    every = Counter(standing_of(tuple(result for _, result in each.benefits())) for each in found)
    assert group.standings == Standings(*(every[name] for name in digest.STANDINGS))
    for number, standings in group.policies.items():
        of = Counter(
            standing_of(policy.benefits) for each in found for policy in each.policies if policy.policy.number == number
        )
        assert standings == Standings(*(of[name] for name in digest.STANDINGS)), number
    assert group.unquantified == sum(any(total.unquantified for total in each.totals.values()) for each in found)
    for kind in SUMMED:
        due = [each.totals[kind].amount for each in found]
        money = group.money[kind]
        assert money.due.low == sum(int(each.low or 0) for each in due)
        assert money.due.high == sum(int(each.high) for each in due if each.high is not None)
        assert money.due.unlimited == sum(each.high is None for each in due)
        possible = [each.potential.get(kind) for each in found]
        assert money.possible.unlimited == sum(each is not None and each.high is None for each in possible)
        assert money.possible.high == sum(int(each.high) for each in possible if each and each.high is not None)
        assert money.due.barely == sum(each.totals[kind].barely for each in found)


def check_brackets(group: GroupDigest, found: list[Assessment]) -> None:
    """The brackets of each kind hold each firm once, with what is sure for it."""
    for kind in SUMMED:
        due, money = [each.totals[kind].amount for each in found], group.money[kind]
        assert sum(each.least for each in money.brackets) == len(found)
        assert sum(each.most for each in money.brackets) + money.endless == len(found)
        assert sum(each.money for each in money.brackets) == money.due.low
        assert sum(each.barely for each in money.brackets) == money.due.barely
        for bracket in money.brackets:
            inside = [each for each in due if bracket.start <= (each.low or 0)]
            inside = [each for each in inside if bracket.end is None or (each.low or 0) < bracket.end]
            assert (bracket.least, bracket.money) == (len(inside), sum(int(each.low or 0) for each in inside))


@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_groups_are_their_firms(listed: Listed, edition: Edition, tmp_path: Path, as_of: date) -> None:
    """Standings and sums of the whole and of each sector are those of the firms, each counted once; so are brackets."""
    path = tmp_path / "firms.csv"
    path.write_text(listed.csv(), "utf-8")
    found = digested(path, edition, as_of, "行业")
    firms = [assess(edition, listed.firm(i), as_of) for i in range(FIRMS)]
    check(found.whole, firms)
    check_brackets(found.whole, firms)
    of: dict[str, list[Assessment]] = defaultdict(list)
    labels = {option.key: option.label for option in edition.facts["sector"].options}
    for each in firms:
        value = each.firm.facts.get("sector")
        of[labels[value] if isinstance(value, str) else "不详"].append(each)
    assert {group.values[0] for group in found.groups} == set(of)
    for group in found.groups:
        check(group, of[group.values[0]])
    assert [each.rank for each in found.groups] == sorted(each.rank for each in found.groups)


def test_a_bracket_holds_its_first_fen(edition: Edition, tmp_path: Path) -> None:
    """An amount at the edge of two brackets is in the upper one; a fen less is in the lower."""
    path = tmp_path / "firms.csv"
    head = "企业名称,主体类型,行业,从业人数,年营业收入,资产总额,年应纳税所得额,增值税纳税人类型,减半前应缴“六税两费”\n"
    firm = "企业,零售业,5,100万,100万,10万,小规模纳税人"
    path.write_text(head + f"甲,{firm},20000\n乙,{firm},19999.98\n", "utf-8")
    brackets = digested(path, edition, date(2023, 5, 1)).whole.money["relief"].brackets
    assert [(each.start, each.least, each.money) for each in brackets if each.least] == [
        (1, 1, 999_999),
        (1_000_000, 1, 1_000_000),
    ]


def test_columns_of_any_type_are_groups(edition: Edition, tmp_path: Path) -> None:
    """Blanks are 未填, spaces around a value are none of it; a nested or numeric column is grouped by as text."""
    path = tmp_path / "firms.jsonl"
    path.write_text(
        '{"name":"甲","employees":3,"街镇":" 石化 ","n":1}\n{"name":"乙","employees":3,"街镇":"石化","n":1}\n'
        '{"name":"丙","employees":3,"街镇":"","n":null}\n{"name":"丁","employees":3,"n":1}\n',
        "utf-8",
    )
    found = digested(path, edition, DAYS[0], "街镇")
    assert {group.values: group.firms for group in found.groups} == {("石化",): 2, ("未填",): 2}
    assert {group.values: group.firms for group in digested(path, edition, DAYS[0], "n").groups} == {
        ("1",): 3,
        ("未填",): 1,
    }


def test_an_empty_list(edition: Edition, tmp_path: Path) -> None:
    """No firm is no group and no sum."""
    path = tmp_path / "firms.csv"
    path.write_text("企业名称,行业,街镇\n", "utf-8")
    found = digested(path, edition, DAYS[0], "街镇")
    assert (found.whole.firms, found.groups) == (0, ())


def test_too_many_groups(edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More groups than anybody reads are refused, with the column."""
    monkeypatch.setattr(digest, "MOST_GROUPS", 3)
    path = tmp_path / "firms.csv"
    path.write_text("企业名称,行业,号\n" + "".join(f"甲{i},零售业,{i}\n" for i in range(3)), "utf-8")
    assert len(digested(path, edition, DAYS[0], "号").groups) == 3
    path.write_text("企业名称,行业,号\n" + "".join(f"甲{i},零售业,{i}\n" for i in range(4)), "utf-8")
    with pytest.raises(InputError, match="--by 号"):
        digested(path, edition, DAYS[0], "号")
