"""`jinshan edition`: what is in use, and a new edition to fill in that is sound from the start."""

import json
import re
import shutil
import typing
from dataclasses import fields
from pathlib import Path

import pytest
from support import contract
from support.cases import OTHER
from support.commandline import Jinshan

from jinshan_cli.core.edition.named import CrossCheck, NamedAmount, NamedCondition, NamedFigure
from jinshan_cli.core.edition.notes import Note
from jinshan_cli.core.facts import FactType
from jinshan_cli.core.policy import KINDS, Benefit, Edition, Example, Header, Policy
from jinshan_cli.core.rules.nodes import UNWRITTEN, Comparison, Condition, Quantity, Suffix
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.core.timing import Claim
from jinshan_cli.files.edition import FILES
from jinshan_cli.files.edition.folder import load_edition, skeleton


def test_shows_the_edition_in_use(jinshan: Jinshan, edition: Edition) -> None:
    """Title, source, notice and counts of the built-in edition, or of the one that --data names."""
    shown = jinshan("edition").out
    header = edition.header
    for text in (
        header.title,
        header.id,
        header.district,
        header.notice,
        "23 项政策、28 个事项",
        str(edition.header.last_day),
    ):
        assert text in shown
    assert "内置" in shown
    assert "海屿国 2031 年渔农扶持（isle-2031）" in jinshan("edition", "show", "--data", OTHER).out


def test_as_json(jinshan: Jinshan, edition: Edition) -> None:
    """The header and the counts, as a program reads them."""
    record = json.loads(jinshan("edition", "--json").out)
    contract.check(record, contract.EDITION)
    assert record["id"] == edition.header.id
    assert record["source"] == edition.header.source
    assert (record["policies"], record["benefits"], record["facts"]) == (23, 28, len(edition.facts.facts))
    assert record["examples"] == sum(len(each.examples) for policy in edition.policies for each in policy.benefits)


@pytest.mark.parametrize("place", ["empty", "new", "deep/er/new"])
def test_new_writes_a_sound_sample(jinshan: Jinshan, tmp_path: Path, place: str) -> None:
    """A new or empty folder gets the commented files, of which `check` says nothing; what to do next is on stderr."""
    (tmp_path / "empty").mkdir()
    folder = tmp_path / place
    done = jinshan("edition", "new", folder, width=500)
    assert (done.code, done.out) == (0, "")
    assert f"jinshan check {folder}" in done.err
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    assert jinshan("check", folder).out.endswith("0 处错误，0 处提醒。\n")


def test_copy_writes_the_edition_in_use(jinshan: Jinshan, tmp_path: Path) -> None:
    """The files byte for byte, whichever there are."""
    assert jinshan("edition", "copy", tmp_path / "new", "--data", OTHER).code == 0
    for name in ("policies.toml", "facts.toml"):
        assert (tmp_path / "new" / name).read_bytes() == (OTHER / name).read_bytes()
    assert len(list((tmp_path / "new").iterdir())) == 2


def test_copy_keeps_the_language(jinshan: Jinshan, tmp_path: Path) -> None:
    """The words of another language, which lie beside the table, are copied with it."""
    shutil.copytree(OTHER, tmp_path / "old")
    (tmp_path / "old" / "words.po").write_text('msgid "区"\nmsgstr "district"\n', "utf-8")
    assert jinshan("edition", "copy", tmp_path / "new", "--data", tmp_path / "old").code == 0
    assert (tmp_path / "new" / "words.po").read_bytes() == (tmp_path / "old" / "words.po").read_bytes()


@pytest.mark.parametrize("action", ["new", "copy"])
def test_nothing_is_overwritten(jinshan: Jinshan, tmp_path: Path, action: str) -> None:
    """A folder with anything in it, and a file, are refused and stay as they are."""
    (tmp_path / "mine.txt").write_text("kept")
    for place in (tmp_path, tmp_path / "mine.txt"):
        assert jinshan("edition", action, place).code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert (tmp_path / "mine.txt").read_text() == "kept"


@pytest.mark.parametrize("args", [("new",), ("copy",), ("draft", "x.md", "-o")])
def test_a_file_is_no_folder(jinshan: Jinshan, tmp_path: Path, args: tuple[str, ...]) -> None:
    """It is told to be none, not to be a folder that is not empty; and stays."""
    (tmp_path / "a.toml").write_text("x = 1", "utf-8")
    done = jinshan("edition", *args, tmp_path / "a.toml")
    assert (done.code, done.err.partition("\n")[0]) == (2, "错误：不是文件夹，不能写入")
    assert (tmp_path / "a.toml").read_text("utf-8") == "x = 1"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("new",), "没有写明文件夹"),
        (("show", "somewhere"), "--data somewhere"),
        (("neu",), "是否要写 new？"),
    ],
)
def test_half_a_command_is_explained(jinshan: Jinshan, args: tuple[str, ...], words: str) -> None:
    """What is missing, or what was probably meant."""
    done = jinshan("edition", *args)
    assert done.code == 2
    assert words in done.err


def test_copy_of_no_edition(jinshan: Jinshan, tmp_path: Path) -> None:
    """A folder without a table is not copied, and no folder is made."""
    (tmp_path / "nothing").mkdir()
    assert jinshan("edition", "copy", tmp_path / "new", "--data", tmp_path / "nothing").code == 2
    assert not (tmp_path / "new").exists()


def test_sample_shows_the_whole_language() -> None:
    """The sample has every kind of node, suffix and fact, a size standard, activities, and a note on each kind."""
    sample = load_edition(skeleton())
    rules = [rule.when for rule in sample.rules.values()] + [
        rule.amount for rule in sample.rules.values() if rule.amount
    ]
    used = [node for rule in (*rules, *sample.derivations.values(), *sample.suits.values()) for node in walk(rule)]
    whole = {*typing.get_args(Quantity), *typing.get_args(Condition)} - {*UNWRITTEN}
    assert {type(node) for node in used} == whole
    assert {getattr(node, "suffix", "") for node in used} == set(typing.get_args(Suffix))
    assert {fact.type for fact in sample.facts} == set(typing.get_args(FactType))
    assert sample.sizes is not None
    assert {benefit.kind for policy in sample.policies for benefit in policy.benefits} >= set(KINDS) - {"refund"}


def test_sample_uses_every_key() -> None:
    """Every key that a policies.toml may have is in the sample, in use or in a comment."""
    text = (skeleton() / "policies.toml").read_text("utf-8")
    models = (Header, Policy, Benefit, Note, Example, Claim, NamedFigure, NamedAmount, NamedCondition, CrossCheck)
    keys = {each.name for model in models for each in fields(model)} - {"todo"}
    assert {key for key in keys if not re.search(rf"\b{key}\b", text)} == set()


def test_sample_is_small_and_explained() -> None:
    """Each file begins with what it is for, and the whole is read in a few minutes."""
    texts = [(skeleton() / name).read_text("utf-8") for name in FILES]
    assert all(text.startswith("# ") for text in texts)
    assert sum(len(text.splitlines()) for text in texts) < 480


def test_sample_names_every_comparison() -> None:
    """The comment in the sample lists the operators of the language."""
    listed = "< <= > >= == !="
    assert listed in (skeleton() / "policies.toml").read_text("utf-8")
    assert set(listed.split()) == set(typing.get_args(Comparison))
