"""Totals that nobody has labelled: figures without a name that are the sum of the rows above are no firms."""

from datetime import date
from pathlib import Path

import pytest

from jinshan_cli.core.policy import Edition
from jinshan_cli.files.lists.blocks import ListReading
from jinshan_cli.files.lists.firms import open_sheet
from jinshan_cli.use.lists.account import Account
from jinshan_cli.use.lists.batch import Results

HEAD = "序号,企业名称,行业,从业人数,营业收入（万元）\n"
GROUPS = "1,甲,零售业,5,100\n2,乙,零售业,6,200.5\n,,,11,300.5\n3,丙,,7,300\n4,丁,,8,\n, ,/,15,300\n,,,26,600.5\n"

CASES: dict[str, tuple[str, tuple[int, ...], tuple[int, ...]]] = {
    "sums of groups and of all": (HEAD + GROUPS, (3, 6, 7), ()),
    "after a sum with a label": (HEAD + GROUPS.replace(",,,11", ",小计,,11"), (6, 7), ()),
    "below a dash or a word": (HEAD + "1,甲,,5,100\n2,乙,,6,200\n-,——,/,11,300\n3, Null ,,1,1\n", (3,), (4,)),
    "rows of dashes": (HEAD + "1,甲,,5,100\n-,-,-,-,-\n－,－,－,－,－\n2,不详店,,6,200\n3,无,,6,200\n", (), (2, 3, 5)),
    "what is no sum": (HEAD + "1,甲,,5,100\n2,乙,,6,200\n,,,11,301\n", (), (3,)),
    "a firm like the only one": (HEAD + "1,甲,,5,100\n,,,5,100\n", (), (2,)),
    "nobody is named": (HEAD + "1,-,,1,1\n2,-,,1,1\n3,,,2,2\n4,无,,4,4\n", (), (1, 2, 3, 4)),
    "one is named": (HEAD + "1,-,,1,1\n2,甲,,1,1\n3,-,,2,2\n4,乙,,2,2\n-,-,,6,6\n", (5,), (1, 3)),
    "with a word of its own": (HEAD + "1,甲,,5,100\n2,乙,,6,200\n,,零售业,11,300\n", (), (3,)),
    "with a refused cell": (HEAD + "1,甲,,5,100\n2,乙,,6,200\n,,,十一个半,300\n", (), (3,)),
    "zeros": (HEAD + "1,甲,,0,0\n2,乙,,0,0\n,,,0,0\n", (), (3,)),
    "with a code": ("企业名称,税号,从业人数\n甲,1,5\n乙,2,6\n,3,11\n", (), (3,)),
    "nobody has a name column": ("行业,从业人数\n零售业,5\n零售业,6\n,11\n", (), ()),
}


def account_of(path: Path, edition: Edition, reading: ListReading) -> Account:
    """What a run counts."""
    account = Account()
    results = Results(edition, date(2023, 5, 1), "firm", open_sheet(path, edition.facts, reading), account)
    rows = sum(block.frame.height for block in results.blocks())
    assert rows == account.evaluated == account.read
    return account


@pytest.mark.parametrize(("text", "sums", "nameless"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("block", [1, 50, 1 << 20])
def test_unlabelled_totals(
    tmp_path: Path, edition: Edition, text: str, sums: tuple[int, ...], nameless: tuple[int, ...], block: int
) -> None:
    """Wherever a block ends: the sum of all rows above, or of those since the last total, to the fen, is left out."""
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    account = account_of(path, edition, ListReading(block=block))
    assert (tuple(account.sums), tuple(account.nameless)) == (sums, nameless)


@pytest.mark.parametrize(
    ("text", "asides", "nameless"),
    [
        ("税号,企业名称,行业\n1A,甲,零售业\n2B,,\n3C,乙,零售业\n", [], [2]),
        ("序号,企业名称,行业\n1,甲,零售业\n工业企业,,\n3,乙,零售业\n", [2], []),
    ],
)
def test_a_code_alone_is_a_firm(
    tmp_path: Path, edition: Edition, text: str, asides: list[int], nameless: list[int]
) -> None:
    """Words in a first column heads those below; in a column of codes they are whose row it is."""
    path = tmp_path / "a.csv"
    path.write_text(text, "utf-8")
    account = Account()
    results = Results(edition, date(2023, 5, 1), "firm", open_sheet(path, edition.facts, ListReading()), account)
    assert sum(block.frame.height for block in results.blocks()) == 3 - len(asides)
    assert (account.asides, account.nameless) == (asides, nameless)


def test_a_list_without_names_is_a_list_of_firms(tmp_path: Path, edition: Edition) -> None:
    """Where a thousand rows have no name, further ones are not looked at: the figures of firms may add up by chance."""
    path = tmp_path / "a.csv"
    path.write_text("企业名称,从业人数\n" + ",7\n" * 1001 + ",7007\n", "utf-8")
    account = account_of(path, edition, ListReading(block=100))
    assert (account.sums, account.evaluated) == ([], 1002)


def test_sums_never_wrap(tmp_path: Path, edition: Edition) -> None:
    """Firms that come to 2^64 fen more than a row without a name are no reason to take it for their sum."""
    largest, rest = 10**15, 2**64 % 10**17 + 500_00
    figures = [*[str(largest)] * (2**64 // 10**17), f"{rest // 100}.{rest % 100:02}"]
    lines = [f"企业{i},{figure}" for i, figure in enumerate(figures)]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(("企业名称,营业收入（元）", *lines, ",500", "")), "utf-8")
    account = account_of(path, edition, ListReading())
    assert (account.sums, account.nameless, account.problems) == ([], [len(figures) + 1], 0)
