"""A benefit with a todo is open for every firm, on every day and in both engines, whatever its rule says."""

from dataclasses import replace
from datetime import date

import pytest
from support.frames import typed_frame
from support.verdicts import verdict_rows

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.columns.compile import compile_plan
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.faces.result.takeaway import take_away
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.edition.checking import check
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.visit.hinges import hinges

MAY = date(2023, 5, 1)
TODO = "“首次”是否以入库为准"


@pytest.fixture(scope="module")
def drafted(edition: Edition) -> Edition:
    """The built-in edition with 13b still to be decided."""
    policies = tuple(
        replace(
            policy,
            benefits=tuple(replace(each, todo=TODO) if each.id == "13b" else each for each in policy.benefits),
        )
        for policy in edition.policies
    )
    return replace(edition, policies=policies)


def firms(edition: Edition) -> list[Firm]:
    """One that the rule takes, one that it refuses, one of which nothing is known."""
    told: tuple[dict[str, object], ...] = (
        {"newly_above_quota": True, "sector": "retail"},
        {"newly_above_quota": False, "outstanding_consumption_contribution": False},
        {},
    )
    return [firm_of(facts, edition.facts, "") for facts in told]


def _is_open(assessment: Assessment, key: str) -> bool:
    return any(result.benefit.id == key and result.is_open for _, result in assessment.benefits())


def test_undetermined_without_an_amount_or_a_question(drafted: Edition) -> None:
    """Status undetermined, no amount, nothing missing, no near miss, no part in any sum, no question asked."""
    for firm in firms(drafted):
        assessment = assess(drafted, firm, MAY)
        (result,) = (result for _, result in assessment.benefits() if result.benefit.id == "13b")
        assert (result.status, result.amount, result.missing, result.near_miss) == ("undetermined", None, (), None)
        assert 13 not in assessment.totals["grant"].unquantified
        assert (13 in assessment.now.beside["grant"]) is _is_open(assessment, "13a")
        assert "13b" not in {hinge.benefit.id for hinge in hinges(Knowledge(drafted, firm))}


def test_the_sum_of_a_draft_is_open_and_not_left_out_by_the_source(drafted: Edition) -> None:
    """The source gives 2万元 for 13b: a sheet says that the sum is still to be decided, not that none is stated."""
    (card,) = [
        card for card in take_away(assess(drafted, firms(drafted)[0], MAY)).cards["verify"] if card.policy.number == 13
    ]
    assert {line.id: line.amount for line in card.lines} == {"13a": "若符合：未量化", "13b": "若符合：金额待定"}


def test_the_columns_say_the_same(drafted: Edition) -> None:
    """In the columnar engine the row of 13b is undetermined for each firm, bare of figures and of facts."""
    each = firms(drafted)
    plan = compile_plan(drafted, MAY, {fact.key for fact in drafted.facts})
    worked = plan.evaluate(typed_frame(each, list(drafted.facts)))
    rows = [row for row in verdict_rows(plan, worked).rows(named=True) if row["benefit"] == "13b"]
    assert [(row["status"], row["low"], row["high"], row["missing"]) for row in rows] == [
        ("undetermined", None, None, None)
    ] * len(each)


def test_check_names_it(drafted: Edition) -> None:
    """`jinshan check` warns of the todo in its own words, at its benefit."""
    faults = [finding.fault for finding in check(drafted) if finding.fault.what == "草稿待定"]
    assert [(fault.where, fault.value) for fault in faults] == [("policies.toml 第 13 项 13b todo", TODO)]
