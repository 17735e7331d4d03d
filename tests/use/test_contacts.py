"""Whom to call may hang on an option of the firm: the right one where it is known, all with their options where not."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from engines.test_columnar import SPRING
from support.commandline import Jinshan

from jinshan_cli.core.edition.named import Contact, told_apart
from jinshan_cli.core.errors import EditionError
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.visit.questions import hanging_words
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.edition.unused import unused_findings
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.visit.answers import FactAnswer
from jinshan_cli.use.visit.interview import resume
from jinshan_cli.use.visit.prompts import AskFact

CONTACTS = """contacts = [
  { fact = "sector", options = ["retail", "wholesale"], phones = ["57940001"], note = "商贸窗口" },
  { fact = "sector", options = ["mining"], phones = ["57940002"] },
  { fact = "size", options = ["micro"], note = "小微窗口", label = "小微" },
]
"""
POLICY = "[[policies]]\nnumber = 11\n"

Edited = Callable[..., Path]


@pytest.fixture
def folder(edited: Edited) -> Path:
    """An edition of which policy 11 is asked about in several places."""
    return edited(("policies.toml", POLICY, POLICY + CONTACTS))


@pytest.mark.parametrize(
    ("told", "phones", "note", "left"),
    [
        ({"sector": "retail", "size": "large"}, ("57940001",), "商贸窗口", []),
        ({"sector": "mining", "size": "micro"}, ("57940002",), "小微窗口", []),
        ({"sector": ("retail", "wholesale"), "size": "large"}, ("57940001",), "商贸窗口", []),
        ({"sector": ("retail", "mining"), "size": "large"}, (), "", ["批发业、零售业", "采矿业"]),
        ({"sector": "finance", "size": "large"}, (), "", []),
        ({}, (), "", ["批发业、零售业", "采矿业", "小微"]),
    ],
)
def test_contacts_by_an_option(
    folder: Path, told: dict[str, Value], phones: tuple[str, ...], note: str, left: list[str]
) -> None:
    """A known option has its own among the numbers; an open one leaves every contact that may be the firm's."""
    edition = load_edition(folder)
    own = edition.by_number[11]
    found = next(each.policy for each in assess(edition, Firm("", told), SPRING).policies if each.policy.number == 11)
    assert found.phones == (*own.phones, *phones)
    assert (found.contact_note or "") == "；".join(filter(None, (own.contact_note, note)))
    assert [each.label for each in found.contacts] == left


def test_a_contact_is_certain_whatever_the_others_are() -> None:
    """One that is for every option left is the firm's for certain, though another of the same fact may be too."""
    every = Contact(fact="size", options=("micro", "small", "large"), phones=("1",))
    some = Contact(fact="size", options=("micro",), phones=("2",))
    none = Contact(fact="size", options=("medium",), phones=("3",))
    assert told_apart((some, none, every), lambda _: ("micro", "small")) == ((every,), (some,))
    assert told_apart((some, none, every), lambda _: ("micro",)) == ((some, every), ())


def test_what_a_contact_hangs_on_is_used(edition: Edition) -> None:
    """A fact from which the fact of a contact follows is used, and so is that of the contact."""
    told = Contact(fact="size", options=("micro",), phones=("1",))
    policy = replace(edition.by_number[15], benefits=())
    unused = []
    for contacts in ((), (told,)):
        own = replace(policy, contacts=contacts)
        found = unused_findings(replace(edition, policies=(own,), rules={}, suits={}, checks=()))
        unused.append({each.fault.where.split()[1] for each in found if each.fault.what == "没有规则用到这个指标"})
    assert unused[0] - unused[1] == {"size", "sector", "employees", "revenue", "total_assets"}


def test_faces_tell_contacts(jinshan: Jinshan, folder: Path, tmp_path: Path) -> None:
    """Screen, JSON, HTML, text, workbook and the list of calls name the one, or all with what they are for."""
    known = ["--set", "sector=零售业", "--set", "eligible_hires=3", "--data", folder, "--as-of", "2023-05-01"]
    assert "商贸窗口" in jinshan("match", "--why", *known).out
    assert "57940002" not in jinshan("match", "--why", *known).out
    policies = json.loads(jinshan("match", "--json", *known).out)["policies"]
    assert next(each for each in policies if each["number"] == 11)["phones"][-1] == "57940001"
    open_one = ["--set", "eligible_hires=3", "--data", folder, "--as-of", "2023-05-01"]
    told = jinshan("match", "--why", *open_one).out
    assert "57940001" in told
    assert "57940002" in told
    assert "采矿业" in told
    assert "小微：小微窗口" in jinshan("show", "11", "--data", folder).out
    for name in ("x.html", "x.md"):
        jinshan("match", *open_one, "-o", tmp_path / name)
        assert "57940002" in (tmp_path / name).read_text("utf-8")
    firms = tmp_path / "firms.csv"
    firms.write_text("企业名称,行业,符合条件的新招录人数\n甲,零售业,3\n", "utf-8")
    jinshan("batch", firms, "--layout", "call", "--data", folder, "--as-of", "2023-05-01", "-o", tmp_path / "o.csv")
    assert "商贸窗口" in (tmp_path / "o.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("old", "new", "what", "near"),
    [
        (
            'fact = "sector", options = ["mining"]',
            'fact = "sectr", options = ["mining"]',
            "没有叫这个名字的单选指标",
            "sector",
        ),
        ('["mining"]', '["minin"]', "不是它的选项", "mining"),
        ('["mining"], phones = ["57940002"]', '["mining"]', "没有说找谁", ""),
        ('["mining"]', "[]", "没有选项", ""),
    ],
)
def test_contacts_that_are_none(edited: Edited, old: str, new: str, what: str, near: str) -> None:
    """A fact, an option or a number that is not there is a fault, with its place and the nearest name."""
    with pytest.raises(EditionError) as caught:
        load_edition(edited(("policies.toml", POLICY, POLICY + CONTACTS.replace(old, new))))
    fault = caught.value.faults[0]
    assert (fault.what, fault.closest) == (what, near)
    assert "第 11 项 contacts" in fault.where


def test_whom_to_call_is_asked_last(folder: Path) -> None:
    """Once the firm gets something of the policy, and not before; what is left open is not asked again."""
    edition = replace(load_edition(folder), policies=(load_edition(folder).by_number[11],), activities=())
    told: dict[str, Value] = {
        "entity": "enterprise",
        "eligible_hires": Interval.point(3),
        "employees": Interval.point(9),
    }
    state = resume(edition, Firm("甲", told))
    asked = []
    while isinstance(state.prompt, AskFact):
        asked.append(state.prompt.key)
        assert hanging_words(state.prompt, state) == "关系到向谁联系：11 " + edition.policies[0].title
        state = state.answer(FactAnswer(state.prompt.key, None))
    assert asked == ["sector", "size"]
    assert state.prompt is None
    none = resume(edition, Firm("甲", {**told, "eligible_hires": Interval.point(0)}))
    assert none.prompt is None
