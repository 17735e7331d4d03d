"""A row per firm and benefit in a text: put together from pieces, it is what its cells make one by one."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.lists.table import ResultTable
from jinshan_cli.faces.lists.writers import write_csv
from jinshan_cli.files.lists.firms import open_sheet
from jinshan_cli.use.lists import batch
from jinshan_cli.use.lists.account import Account
from jinshan_cli.use.lists.batch import ResultBlock, Results

UGLY = ("", " 空格", '引号"', "逗号,号", "制表\t符", "两\n行", "回\r车", "'撇", "=公式", "一般")


def ugly(edition: Edition) -> Edition:
    """The edition with titles, departments and channels that a text has to quote, and some that are empty."""
    policies = tuple(
        replace(
            policy,
            departments=(UGLY[policy.number % len(UGLY)], "丙"),
            channel=UGLY[policy.number // 2 % len(UGLY)],
            benefits=tuple(
                replace(each, title=UGLY[(policy.number + place) % len(UGLY)])
                for place, each in enumerate(policy.benefits)
            ),
        )
        for policy in edition.policies
    )
    return replace(edition, policies=policies)


@pytest.mark.parametrize("separator", [",", "\t"])
@pytest.mark.parametrize("named", [True, False])
def test_pieces_are_cells(edition: Edition, tmp_path: Path, separator: str, named: bool) -> None:
    """Whatever is in a name, a title or a department: quoted and guarded alike, empty or not known alike."""
    names = ["企业名称" if named else "备注", *UGLY, "-1+1", "@乙", "002", ""]
    lines = (f'"{name.replace(chr(34), chr(34) * 2)}",{i * 7},是' for i, name in enumerate(names[1:]))
    path = tmp_path / "firms.csv"
    path.write_text("\n".join((f"{names[0]},从业人员,担保需求", *lines)), "utf-8", newline="")
    sheet = open_sheet(path, edition.facts)
    table = ResultTable(Results(ugly(edition), date(2023, 7, 15), "benefit", sheet, Account()), in_chinese=False)
    blocks = list(table.results.blocks())
    assert all(block.tables for block in blocks)
    pieces, cells = io.BytesIO(), io.BytesIO()
    write_csv(table, iter(blocks), pieces, separator)
    write_csv(table, (ResultBlock(block.frame, block.problems, block.risky) for block in blocks), cells, separator)
    assert pieces.getvalue() == cells.getvalue()
    assert b"undetermined" in pieces.getvalue()


def test_a_block_in_parts(edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few firms are written together: the same rows, each counted, and each problem once."""
    path = tmp_path / "firms.csv"
    path.write_text("企业名称,从业人员,担保需求\n甲,30,是\n乙,好多,是\n丙,,否\n", "utf-8")

    def told() -> tuple[int, pl.DataFrame, pl.DataFrame]:
        account = Account()
        blocks = list(Results(edition, date(2023, 7, 15), "benefit", open_sheet(path, edition.facts), account).blocks())
        rows = pl.concat(block.frame for block in blocks)
        assert account.written == rows.height
        return len(blocks), rows, pl.concat(block.problems for block in blocks)

    whole, rows, problems = told()
    monkeypatch.setattr(batch, "MOST_VERDICTS", 1)
    parts, *others = told()
    assert (whole, parts, problems.height) == (1, 3, 1)
    assert others[0].equals(rows)
    assert others[1].equals(problems)
