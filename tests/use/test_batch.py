"""A list of firms comes to what each of them comes to alone, and every row is accounted for."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from operator import add
from pathlib import Path
from typing import Any

import pytest
from support.lists import Listed, invented
from support.told import firm_row

from jinshan_cli.core.combining.sums import together
from jinshan_cli.core.combining.words import written_of
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.timewords import say_asked_first, say_reported
from jinshan_cli.files.lists.firms import open_sheet
from jinshan_cli.use.lists.account import SHOWN, Account
from jinshan_cli.use.lists.batch import Layout, Results
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment, PolicyResult

AS_OF = date(2023, 7, 15)
FIRMS = 400


def evaluated(listed: Listed, edition: Edition, folder: Path, layout: Layout) -> tuple[list[dict[str, Any]], Account]:
    """The rows of results of a list, read from a CSV file."""
    path = folder / "firms.csv"
    path.write_text(listed.csv(), "utf-8")
    account = Account()
    results = Results(edition, AS_OF, layout, open_sheet(path, edition.facts), account)
    return [row for block in results.blocks() for row in block.frame.rows(named=True)], account


@pytest.fixture(scope="module")
def listed(edition: Edition) -> Listed:
    """Firms with holes, ranges and refused cells."""
    return invented(edition.facts, FIRMS)


@pytest.fixture(scope="module")
def assessed(listed: Listed, edition: Edition) -> list[Assessment]:
    """What each of them comes to alone."""
    return [assess(edition, listed.firm(i), AS_OF) for i in range(FIRMS)]


def test_firm_layout_is_assess(listed: Listed, assessed: list[Assessment], edition: Edition, tmp_path: Path) -> None:
    """A row of the firm layout is what `assess` says of its firm: verdicts, missing facts, sums to the fen."""
    rows, _ = evaluated(listed, edition, tmp_path, "firm")
    assert len(rows) == FIRMS
    for i, (row, assessment) in enumerate(zip(rows, assessed, strict=True)):
        expected = firm_row(assessment)
        assert {key: row[key] for key in expected} == expected, f"row {i + 1}"


def test_benefit_layout_is_assess(listed: Listed, assessed: list[Assessment], edition: Edition, tmp_path: Path) -> None:
    """The benefit layout has each pair that is eligible or undetermined, in order, with its terms; no other."""
    rows, account = evaluated(listed, edition, tmp_path, "benefit")
    expected = [pair for row, assessment in enumerate(assessed, 1) for pair in benefit_rows(row, assessment)]
    assert rows == expected
    assert account.written == len(expected)


def benefit_rows(row: int, assessment: Assessment) -> list[dict[str, Any]]:
    """What the benefit layout says of one firm."""
    edition = assessment.edition
    return [
        {
            "row": row,
            "name": assessment.firm.name,
            "number": policy.policy.number,
            "benefit": found.benefit.id,
            "title": found.benefit.title,
            "status": found.status,
            "timing": found.timing,
            "low": found.amount and found.amount.low,
            "high": found.amount and found.amount.high,
            "missing": ";".join(found.missing) or None,
            "departments": ";".join(policy.policy.departments),
            "channel": policy.policy.channel,
            "phones": ";".join(policy.policy.phones) or None,
            "ends": (last := found.benefit.window and found.benefit.window.days(AS_OF)[1]) and last.isoformat(),
            "reported": ";".join(map(say_reported, found.reported)) or None,
            "ask_first": None
            if found.gives_nothing
            else say_asked_first(found.moment, found.benefit, edition.header) or None,
            "paid_low": found.paid and found.paid.low,
            "paid_high": found.paid and found.paid.high,
            "combinations": ";".join(words for _, words in written_of([found.benefit.id], edition)) or None,
        }
        for policy, found in assessment.benefits()
        if found.status != "ineligible"
    ]


def test_nobody_is_asked_about_what_comes_to_nothing(edition: Edition, tmp_path: Path) -> None:
    """A tax of 0 yuan whose period is over is settled: its row says no more than the firm layout to ask first."""
    path = tmp_path / "firms.csv"
    path.write_text("name,nev_price\n甲,0.04\n乙,0.05\n", "utf-8")
    results = Results(edition, date(2024, 1, 1), "benefit", open_sheet(path, edition.facts), Account())
    rows = [row for block in results.blocks() for row in block.frame.rows(named=True) if row["benefit"] == "2"]
    told = [(row["status"], row["timing"], row["ask_first"] is not None) for row in rows]
    assert told == [("eligible", "period_over", False), ("eligible", "period_over", True)]


def test_input_columns_as_they_were(listed: Listed, edition: Edition, tmp_path: Path) -> None:
    """Every input cell comes out as it went in, fact or not, read or refused."""
    rows, _ = evaluated(listed, edition, tmp_path, "firm")
    slots = [key for key in rows[0] if key.startswith("in__")]
    assert [tuple(row[slot] or "" for slot in slots) for row in rows] == list(listed.rows)


def test_order_and_cutting_change_nothing(
    listed: Listed, edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows in another order, judged a few at a time, give the same results for the same firms."""
    rows, _ = evaluated(listed, edition, tmp_path, "firm")
    turned = Listed(listed.facts, listed.columns, listed.rows[::-1])
    again, _ = evaluated(turned, edition, tmp_path, "firm")
    assert again[::-1] == rows
    halves = (Listed(listed.facts, listed.columns, part) for part in (listed.rows[:150], listed.rows[150:]))
    assert [row for half in halves for row in evaluated(half, edition, tmp_path, "firm")[0]] == rows


def test_account_adds_up(listed: Listed, assessed: list[Assessment], edition: Edition, tmp_path: Path) -> None:
    """Rows read are rows evaluated; every refused cell is counted, the first ones kept, all of them in the groups."""
    rows, account = evaluated(listed, edition, tmp_path, "firm")
    refused = listed.refused()
    assert (account.read, account.evaluated, account.refused, account.written) == (FIRMS, FIRMS, 0, FIRMS)
    assert account.cells == account.problems == len(refused) == sum(account.groups.values()) > SHOWN
    assert len(account.first) == SHOWN
    crossed = [[text for _, text in edition.checks if text in assessment.warnings] for assessment in assessed]
    assert crossed == [[text for _, text in edition.checks if text in (each["problems"] or "")] for each in rows]
    assert any(crossed)
    contradicted = [[text for text in each.warnings if "推算为" in text] for each in assessed]
    assert [bool(texts) for texts in contradicted] == ["推算的不一致" in (each["problems"] or "") for each in rows]
    assert any(contradicted)
    told = {i for i, each in enumerate(rows, 1) if each["problems"]}
    unfitting = {i for i, texts in enumerate(map(add, crossed, contradicted), 1) if texts}
    assert told == {row for row, _, _ in refused} | unfitting
    row, heading, text = refused[0]
    assert (account.first[0].where, account.first[0].value) == (f"第 {row} 行（文件第 {row + 1} 行） {heading}", text)


def test_tally_is_the_sum_of_all(listed: Listed, assessed: list[Assessment], edition: Edition, tmp_path: Path) -> None:
    """The counts and sums of the summary are those of the assessments, policy by policy."""
    _, account = evaluated(listed, edition, tmp_path, "firm")
    for i, policy in enumerate(edition.policies):
        tally = account.tally.policies[policy.number]
        results = [assessment.policies[i] for assessment in assessed]
        worth = [result for result in results if not result.gives_nothing]
        assert tally.eligible == sum(result.status == "eligible" for result in worth)
        assert tally.undetermined == sum(result.status == "undetermined" for result in worth)
        assert tally.nothing == len(results) - len(worth)
        ahead = [missing_ahead(result) for result in worth]
        alone = [missing[0] for missing in ahead if len(missing) == 1]
        assert {key: hanging.alone for key, hanging in tally.missing.items() if hanging.alone} == {
            key: alone.count(key) for key in alone
        }
        due = [amount for assessment in assessed for amount in policy_due(assessment, policy.number)]
        assert sum(each.low for each in tally.sums.values()) == sum(Decimal(str(amount.low)) for amount in due)
        assert sum(each.unlimited for each in tally.sums.values()) == sum(amount.high is None for amount in due)


def missing_ahead(result: PolicyResult) -> list[str]:
    """What the verdict on a policy hangs on but for its benefits that are over."""
    if result.status != "undetermined":
        return []
    return list({key: "" for each in result.benefits if each.timing != "expired" for key in each.missing})


def policy_due(assessment: Assessment, number: int) -> Iterator[Interval]:
    """What a policy pays now: what its combined benefits come to, and each of the others."""
    policy = next(each for each in assessment.policies if each.policy.number == number)
    amounts = {each.benefit.id: each.amount for each in policy.benefits if each.is_due and each.amount is not None}
    combined = {key for each in assessment.bounds for key in each.combination.benefits}
    if combined & {each.benefit.id for each in policy.benefits}:
        yield together(amounts, assessment.bounds)
    else:
        yield from amounts.values()


def test_columns_without_facts(edition: Edition, tmp_path: Path) -> None:
    """A list with one fact and no name: the rest is unknown, the default holds, `name` is empty."""
    path = tmp_path / "firms.csv"
    path.write_text("revenue\n300万\n不详\n", "utf-8")
    results = Results(edition, AS_OF, "benefit", open_sheet(path, edition.facts), Account())
    rows = [row for block in results.blocks() for row in block.frame.rows(named=True)]
    assert {row["name"] for row in rows} == {None}
    firms = (Firm("", listed_facts) for listed_facts in ({"revenue": _point(edition)}, {}))
    expected = [pair for i, firm in enumerate(firms, 1) for pair in benefit_rows(i, assess(edition, firm, AS_OF))]
    assert [{**row, "name": ""} for row in rows] == expected


def _point(edition: Edition) -> Any:
    from jinshan_cli.core.written.values import read

    return read(edition.facts["revenue"], "300万")
