"""An edition that was checked is kept, and is nothing as soon as one byte of its files or anything of the program is
another: it is then read anew, and nothing is said."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from support.commandline import Jinshan
from support.strategies import editions

from jinshan_cli.core.errors import EditionError
from jinshan_cli.core.facts import DataModel
from jinshan_cli.core.policy import Edition, Example
from jinshan_cli.core.rules.exact import cases, kept
from jinshan_cli.core.rules.nodes import Node
from jinshan_cli.files.edition import CATALOGUE, FILES, compiling
from jinshan_cli.files.edition.folder import built_in_data, load_edition, skeleton
from jinshan_cli.files.kept import shelf
from jinshan_cli.files.kept.edition import edition_text, edition_told
from jinshan_cli.files.kept.records import CLASSES, from_text, to_text
from jinshan_cli.files.kept.text import LARGEST, KeptText

TESTS = Path(__file__).parents[1]
FOLDERS = (built_in_data(), skeleton(), TESTS / "other_edition", TESTS / "english_edition")
FOREIGN = (
    "",
    "null",
    "[]",
    "{}",
    '{"$":"Popen"}',
    '{"$":"Policy"}',
    '{"$":"=","of":0}',
    '{"$":"day","of":7}',
    "[" * 9999,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition's own folder, with a catalogue beside it."""
    copy = shutil.copytree(built_in_data(), tmp_path / "own")
    (copy / CATALOGUE).write_bytes(b"# words\n")
    return copy


def _place(cache: Path) -> Path:
    (place,) = cache.iterdir()
    return place


def _is_kept(folder: Path) -> bool:
    found = shelf.shelf_of(folder)
    return found is not None and found.recall() is not None


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_kept_is_what_was_read(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time no table is read, and the edition is the same, with its voice, and what is one object is one."""
    first = load_edition(folder)
    monkeypatch.delattr(compiling, "read_edition")
    again = load_edition(folder)
    assert replace(again, voice=first.voice) == first
    assert (again.voice.language, again.voice.currency) == (first.voice.language, first.voice.currency)
    assert [type(each) for each in again.policies[0].benefits] == [type(each) for each in first.policies[0].benefits]
    assert len({id(rule.when) for rule in again.rules.values()}) == len(
        {id(rule.when) for rule in first.rules.values()}
    )
    assert _place(cache).parent == cache


@pytest.mark.parametrize("name", [*FILES, CATALOGUE])
def test_one_byte_of_any_file_is_another_edition(name: str, folder: Path, cache: Path) -> None:
    """Whichever file has another byte, of the same length or one more, or is gone: what is kept does not hold."""
    load_edition(folder)
    assert _is_kept(folder)
    content = (folder / name).read_bytes()
    for other in (content[:-1] + b" ", content + b"\n", content[1:], b""):
        (folder / name).write_bytes(other)
        assert not _is_kept(folder)
    (folder / name).unlink()
    assert not _is_kept(folder)
    (folder / name).write_bytes(content)
    assert _is_kept(folder)


def test_a_changed_edition_is_shown_as_changed(folder: Path, cache: Path, jinshan: Jinshan) -> None:
    """Who edits a table sees the change at once, and its faults as ever; a table with faults is never kept."""
    command = ("show", 13, "--data", folder)
    before, table = jinshan(*command).out, folder / "policies.toml"
    text = table.read_text("utf-8")
    table.write_text(text.replace("消费贡献与新增限上企业奖励", "消费贡献"), "utf-8")
    changed = jinshan(*command).out
    assert changed != before
    kept = _place(cache).read_bytes()
    table.write_text(text.replace("kind = ", "kinds = "), "utf-8")
    broken = jinshan(*command)
    assert (broken.code, broken.out) == (4, "")
    assert "kinds" in broken.err
    assert jinshan(*command) == broken
    assert _place(cache).read_bytes() == kept
    with pytest.raises(EditionError):
        load_edition(folder)


def test_what_is_damaged_is_not_used(cache: Path, edition: Edition) -> None:
    """Cut off anywhere, with another byte anywhere, or something else: its files are read, in silence."""
    load_edition()
    place = _place(cache)
    whole = place.read_bytes()
    cuts = (0, 1, 100, len(whole) // 2, len(whole) - 70_000, len(whole) - 1)
    spots = (0, 40, 5000, len(whole) // 2, len(whole) - 30_000, len(whole) - 1)
    damaged = [whole[:cut] for cut in cuts]
    damaged += [whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :] for at in spots]
    for content in (*damaged, os.urandom(5000), whole + b"x"):
        place.write_bytes(content)
        assert not _is_kept(built_in_data())
    assert load_edition() == edition
    assert place.read_bytes() == whole


@pytest.mark.parametrize("text", FOREIGN, ids=range(len(FOREIGN)))
def test_what_no_edition_is_is_not_used(text: str, cache: Path, edition: Edition) -> None:
    """A text that is whole, but tells no edition, makes nothing and runs nothing."""
    found = shelf.shelf_of(built_in_data())
    assert found is not None
    found.kept.place.parent.mkdir()
    found.kept.place.write_bytes(b"%b%08x\n%b" % (found.kept.made_from, crc32(text.encode()), text.encode()))
    assert found.recall() is None
    assert load_edition() == edition


@pytest.mark.parametrize("what", ["version", "python", "source"])
def test_another_program_reads_anew(what: str, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another version of the program or of Python, and in a checkout a changed file of the program."""
    own = tmp_path / "package" / "files" / "kept" / "shelf.py"
    own.parent.mkdir(parents=True)
    own.write_text("1")
    monkeypatch.setattr(shelf, "__file__", str(own))
    load_edition()
    assert _is_kept(built_in_data())
    match what:
        case "version":
            monkeypatch.setattr(shelf, "__version__", "9.9.9")
        case "python":
            monkeypatch.setattr(sys, "version", "4.0")
        case "source":
            own.write_text("22")
    assert not _is_kept(built_in_data())


def test_what_another_user_wrote_is_not_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a system tells whose a file is, it must be this user's; nor is a link, a folder or a pipe waited for."""
    load_edition()
    assert _is_kept(built_in_data())
    monkeypatch.setattr(os, "getuid", lambda: 123_456, raising=False)
    assert not _is_kept(built_in_data()) or sys.platform == "win32"
    monkeypatch.undo()
    monkeypatch.setenv(shelf.CACHE, str(cache))
    place = _place(cache)
    place.unlink()
    place.mkdir()
    assert not _is_kept(built_in_data())
    place.rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(place)
        assert not _is_kept(built_in_data())


def test_a_file_that_is_too_large_is_not_taken_into_memory(cache: Path, tmp_path: Path) -> None:
    """The table is refused in its own words, as without anything kept; here it is only not read twice."""
    for name in FILES:
        (tmp_path / name).write_bytes((built_in_data() / name).read_bytes())
    assert shelf.shelf_of(tmp_path) is not None
    with (tmp_path / "policies.toml").open("r+b") as file:
        file.truncate(LARGEST + 1)
    assert shelf.shelf_of(tmp_path) is None
    with pytest.raises(EditionError):
        load_edition(tmp_path)


def test_what_is_kept_and_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is nothing that we wrote; its size is enough to tell."""
    kept = KeptText(tmp_path / "a.edition", b"made of\n")
    kept.write("told")
    assert kept.read() == "told"
    os.truncate(kept.place, LARGEST + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    assert kept.read() is None


def test_where_nothing_can_be_written_nothing_is_said(cache: Path, jinshan: Jinshan) -> None:
    """A file in place of the folder, or a folder that only can be read: each time the tables are read."""
    cache.write_text("")
    shown = jinshan("show", 13)
    assert (shown.code, shown.err) == (0, "")
    cache.unlink()
    cache.mkdir(mode=0o500)
    assert jinshan("show", 13) == shown


def test_it_can_be_off(cache: Path, monkeypatch: pytest.MonkeyPatch, jinshan: Jinshan) -> None:
    """With the variable nothing is kept, and nothing kept is read."""
    kept = jinshan("show", 13)
    _place(cache).write_bytes(b"")
    monkeypatch.setenv(shelf.CACHE, shelf.OFF)
    assert jinshan("show", 13) == kept
    monkeypatch.setenv(shelf.CACHE, str(cache))
    assert _place(cache).read_bytes() == b""


def test_a_change_of_a_parameter_is_not_kept(cache: Path, edited: Callable[..., Path]) -> None:
    """With other figures than it states an edition is read from its files."""
    load_edition(TESTS / "english_edition")
    place = _place(cache)
    kept = place.read_bytes()
    edition = load_edition(TESTS / "english_edition")
    for name in edition.parameters:
        assert load_edition(TESTS / "english_edition", {name: "7"}).parameters[name].value == "7"
    assert place.read_bytes() == kept


def test_few_are_kept(cache: Path, folder: Path) -> None:
    """The one written longest ago makes room."""
    for number in range(shelf.MOST + 2):
        own = folder.with_name(f"copy{number}")
        shutil.copytree(TESTS / "english_edition", own)
        load_edition(own)
    assert len([*cache.iterdir()]) == shelf.MOST
    assert not _is_kept(folder.with_name("copy0"))
    assert _is_kept(folder.with_name(f"copy{shelf.MOST + 1}"))


def test_two_at_once(cache: Path) -> None:
    """However many begin at once, each shows the same, and what is kept in the end is whole."""
    command = [sys.executable, "-m", "jinshan_cli", "show", "13"]
    begun = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    shown = {each.communicate() for each in begun}
    assert len(shown) == 1
    assert not next(iter(shown))[1]
    assert _is_kept(built_in_data())
    assert _place(cache).suffix == shelf.ENDING


def test_every_class_of_a_table_is_told() -> None:
    """Each shape of a row that an edition holds when it is loaded."""
    tables = {"PolicyTable", "ActivityTable", "NamedCondition", "NamedAmount", "CrossCheck", "DateWindow"}
    here = {each.__name__ for each in DataModel.__subclasses__()}
    assert here - tables <= {each.__name__ for each in CLASSES}


@given(edition=editions())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_edition_comes_back(edition: Edition) -> None:
    """What is told of an edition makes the same edition, with any rule in it, and the same rules by cases."""
    again = edition_told(edition_text(edition)).in_voice(edition.voice)
    assert again == edition
    for key, rule in edition.rules.items():
        parts = (rule.when, again.rules[key].when), (rule.amount, again.rules[key].amount)
        for one, other in parts if rule.amount else parts[:1]:
            assert again.cases.of(other) == edition.cases.of(one)
            assert (again.cases.of(other) is other) == (edition.cases.of(one) is one)


def _rules(edition: Edition) -> list[Node]:
    amounts = [rule.amount for rule in edition.rules.values() if rule.amount is not None]
    others = (*edition.suits.values(), *edition.derivations.values(), *edition.limits.values())
    return [*(rule.when for rule in edition.rules.values()), *amounts, *others, *(when for when, _ in edition.checks)]


def test_no_rule_is_worked_out_twice(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an edition that is kept, its rules by cases are too: all that `match` and a list ask for."""
    first = load_edition()
    worked_out = [first.cases.of(rule) for rule in _rules(first)]
    assert sum(exact is not rule for exact, rule in zip(worked_out, _rules(first), strict=True)) > 10
    monkeypatch.delattr(cases, "by_cases")
    again = load_edition()
    assert [again.cases.of(rule) for rule in _rules(again)] == worked_out


def test_a_rule_of_too_many_cases_is_not_tried_again(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has more cases than are looked at is known to have them."""
    monkeypatch.setattr(kept, "MOST", 1)
    first = load_edition(folder)
    monkeypatch.delattr(cases, "by_cases")
    again = load_edition(folder)
    assert first.cases.inexact
    assert {*again.cases.inexact} == {*first.cases.inexact}
    assert all(again.cases.of(rule) is rule for rule in again.cases.inexact)


def test_lists_and_odd_keys_come_back(edition: Edition) -> None:
    """An example of a firm keeps its lists, its days and whatever its keys are; what JSON cannot tell is refused."""
    policy = edition.policies[0]
    told = {"a": ["x", "y"], "$": [1, [2.5]], "day": edition.header.first_day, "table": {"b": ("c",), "": None}}

    def with_firm(firm: dict[str, object]) -> Edition:
        benefit = replace(policy.benefits[0], examples=(Example(firm=firm, status="eligible"),))
        return replace(edition, policies=(replace(policy, benefits=(benefit,)),))

    found = from_text(to_text(with_firm(told)), Edition)
    assert found == with_firm(told)
    assert found.policies[0].benefits[0].examples[0].firm == told
    with pytest.raises(TypeError):
        to_text(with_firm({"a": object()}))
