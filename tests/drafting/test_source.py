"""The published table of 2023, where it is at hand, becomes the built-in edition again, but for what stays open."""

import os
import re
from datetime import date
from pathlib import Path

import pytest
from drafting.made import write_page, write_sheet, write_word
from support.crowded import crowded_firms

from jinshan_cli.core.policy import Benefit, Edition
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.files.documents.reading import read_document
from jinshan_cli.files.edition.drafted import edition_files, write_drafted
from jinshan_cli.files.edition.folder import built_in_data
from jinshan_cli.use.drafting.accounted import figures_in
from jinshan_cli.use.drafting.draft import Draft, draft_of
from jinshan_cli.use.drafting.written import draft_texts
from jinshan_cli.use.edition.checking import check

SOURCE = Path(os.environ.get("JINSHAN_SOURCE", Path(__file__).parents[3] / "shared" / "source")) / "task-table-2023.txt"
if not SOURCE.is_file():
    SOURCE = Path(__file__).parents[4] / "shared" / "source" / "task-table-2023.txt"
pytestmark = pytest.mark.skipif(not SOURCE.is_file(), reason="the published table is not at hand")
DAY = date(2023, 3, 1)
FORMS = {"task.docx": write_word, "task.xlsx": write_sheet, "task.html": write_page}


@pytest.fixture(scope="module")
def draft(edition: Edition) -> Draft:
    """The draft of the text."""
    return draft_of(read_document(SOURCE), edition, "")


def test_items_and_contacts(draft: Draft, edition: Edition) -> None:
    """23 policies and 26 activities; departments, channels, uptakes, phones and measures are those of the edition."""
    assert [policy.item.number for policy in draft.policies] == list(range(1, 24))
    assert [activity.item.number for activity in draft.activities] == list(range(1, 27))
    for ours, found in zip(edition.policies, draft.policies, strict=True):
        assert found.departments == ours.departments
        assert (found.channel, found.uptake, found.phones) == (ours.channel, ours.uptake, ours.phones)
        assert found.measure == ours.measure
    assert dict(draft.measures) == {measure.number: measure.title for measure in edition.measures}
    for one, other in zip(edition.activities, draft.activities, strict=True):
        assert (other.departments, other.measure) == (one.departments, one.measure)


@pytest.mark.parametrize("name", FORMS)
def test_the_same_from_any_file(name: str, draft: Draft, edition: Edition, tmp_path: Path) -> None:
    """The table as .docx, .xlsx and .html, its cells merged, gives the same rules and contacts."""
    FORMS[name](read_document(SOURCE), tmp_path / name)
    made = draft_of(read_document(tmp_path / name), edition, "")
    assert [policy.benefits for policy in made.policies] == [policy.benefits for policy in draft.policies]
    for one, other in zip(made.policies, draft.policies, strict=True):
        assert (one.departments, one.channel, one.uptake, one.phones, one.measure, one.novelties) == (
            other.departments, other.channel, other.uptake, other.phones, other.measure, other.novelties,
        )  # fmt: skip
    assert [activity.schedule for activity in made.activities] == [activity.schedule for activity in draft.activities]


def test_figures_have_a_field(draft: Draft) -> None:
    """At least 95 % of the figures and all dates of the policies are in a field of a rule, a window or a condition."""
    figures = [each for policy in draft.policies for row in figures_in(policy) for each in row]
    assert sum(used for _, used in figures) >= 0.95 * len(figures)
    assert [figure.words for figure, used in figures if figure.kind == "date" and not used] == []


def test_rules_mean_what_ours_do(draft: Draft, edition: Edition, tmp_path: Path) -> None:
    """Of 28 benefits at least 60 % have when and amount equal to ours on random firms; none is wrong without a todo."""
    made = write_drafted(tmp_path / "made", draft_texts(draft, edition_files(built_in_data())))
    ours = {benefit.id: benefit for policy in edition.policies for benefit in policy.benefits}
    found = {benefit.id: benefit for policy in made.policies for benefit in policy.benefits}
    assert ours.keys() == found.keys()
    equal = {key for key, benefit in found.items() if _alike(benefit, made, edition)}
    assert len(equal) >= 0.6 * len(ours)
    assert {key for key, benefit in found.items() if not benefit.todo} <= equal
    faults = check(made)
    assert not [finding for finding in faults if finding.weight == "error"]
    todos = [finding.fault.value for finding in faults if finding.fault.what == "草稿待定"]
    assert todos == [benefit.todo for benefit in found.values() if benefit.todo]


def test_time_is_ours(draft: Draft, edition: Edition, tmp_path: Path) -> None:
    """Period, claim, and what is pending are where ours are, with the same days."""
    made = write_drafted(tmp_path / "made", draft_texts(draft, edition_files(built_in_data())))
    for ours, found in zip(edition.policies, made.policies, strict=True):
        for one, other in zip(ours.benefits, found.benefits, strict=True):
            assert bool(one.pending) == bool(other.pending), one.id
            for window, same in ((one.period, other.period), (one.claim, other.claim)):
                assert (window is None) == (same is None), one.id
                assert window is None or same is None or window.days(DAY) == same.days(DAY), one.id


def _alike(benefit: Benefit, made: Edition, edition: Edition) -> bool:
    one, other = made.rules[benefit.id], edition.rules[benefit.id]
    if (one.amount is None) != (other.amount is None) or not fact_keys(one.when) <= set(edition.facts.by_key):
        return False
    nodes = tuple(node for rule in (one, other) for node in (rule.when, rule.amount) if node is not None)
    for firm in crowded_firms(nodes, edition, 300):
        here, there = Knowledge(made, firm), Knowledge(edition, firm)
        if truth(one.when, here) != truth(other.when, there):
            return False
        if (
            truth(one.when, here)
            and one.amount
            and other.amount
            and interval(one.amount, here) != interval(other.amount, there)
        ):
            return False
    return True


def test_every_proposal_has_its_words(draft: Draft, edition: Edition) -> None:
    """Above each benefit stands the sentence it rests on; the same document gives the same bytes."""
    texts = draft_texts(draft, edition_files(built_in_data()))
    assert (
        len(re.findall(r"^# 原文：.*\n(?:# .*\n)*\[\[policies.benefits\]\]", texts["policies.toml"], re.MULTILINE))
        == 28
    )
    assert texts == draft_texts(draft_of(read_document(SOURCE), edition, ""), edition_files(built_in_data()))
