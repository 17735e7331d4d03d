"""Where the answers of a visit are, whatever becomes of the file that was named for them."""

import os
import shlex
from datetime import date
from pathlib import Path

import pytest

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.visit import keeping
from jinshan_cli.faces.visit.keeping import Keeper, target_of
from jinshan_cli.files.firm.interview import Kept, read_answers
from jinshan_cli.use.visit.answers import FactAnswer, FirmName
from jinshan_cli.use.visit.interview import Interview
from jinshan_cli.use.visit.log import Log


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for answers that nobody named a file for."""
    monkeypatch.setattr(keeping, "state_folder", lambda: tmp_path / "state")
    return tmp_path / "state"


@pytest.fixture
def state(edition: Edition) -> Interview:
    """A visit with two answers."""
    return Interview(edition).answer(FactAnswer("entity", "enterprise")).answer(FirmName("甲"))


def _log(state: Interview) -> Log:
    return Log(Interview(state.edition), Kept(Firm()), date(2023, 5, 1))


def test_a_named_file_that_fails_loses_nothing(state: Interview, aside: Path, tmp_path: Path) -> None:
    """Its folder is gone, as a stick that was pulled out: it is told, and the answers are in a file aside."""
    target = tmp_path / "gone" / "firm.toml"
    keeper = Keeper(_log(state), target)
    with pytest.raises(InputError):
        keeper.keep(state)
    (kept,) = aside.iterdir()
    assert (keeper.path, keeper.named) == (kept, None)
    assert read_answers(kept, state.edition.facts).firm == state.firm
    target.parent.mkdir()
    keeper.keep(state)
    assert (keeper.path, keeper.named) == (target, target)
    assert read_answers(target, state.edition.facts).firm == state.firm


def test_what_another_visit_wrote_is_left_alone(state: Interview, aside: Path, tmp_path: Path) -> None:
    """Two visits keep their answers in one file: what the other wrote stays, and one's own are in a file aside."""
    target = tmp_path / "firm.toml"
    mine, others = Keeper(_log(state), target), Keeper(_log(state), target)
    mine.keep(state)
    before = state.back().answer(FirmName("丙"))
    with pytest.raises(InputError, match="被别处改过"):
        others.keep(before)
    (kept,) = aside.iterdir()
    assert (others.path, others.named) == (kept, None)
    assert read_answers(target, state.edition.facts).firm == state.firm
    assert read_answers(kept, state.edition.facts).firm == before.firm
    with pytest.raises(InputError, match="被别处改过"):
        others.save_as(target, before)
    mine.keep(before)
    mine.save_as(target, state)
    target.unlink()
    mine.keep(before)
    assert read_answers(target, state.edition.facts).firm == before.firm


def test_a_visit_does_not_end_with_a_file_that_holds_another(state: Interview, aside: Path, tmp_path: Path) -> None:
    """Answers that were in the named file are not told to be there once another visit has written it."""
    target = tmp_path / "firm.toml"
    keeper = Keeper(_log(state), target)
    keeper.keep(state)
    target.write_text('name = "乙"\n', "utf-8")
    with pytest.raises(InputError, match="被别处改过"):
        keeper.keep(state)
    assert [keeper.path] == list(aside.iterdir())
    assert target.read_text("utf-8") == 'name = "乙"\n'


def test_no_file_is_told_that_is_gone(state: Interview, aside: Path) -> None:
    """A finished visit that nobody named a file for has none."""
    keeper = Keeper(_log(state))
    keeper.keep(state)
    assert [keeper.path] == list(aside.iterdir())
    keeper.drop_aside()
    assert (keeper.path, keeper.named, list(aside.iterdir())) == (None, None, [])


def test_a_folder_that_cannot_be_written_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first question, not after it."""
    assert target_of(tmp_path / "a.toml", None, force=False) == tmp_path / "a.toml"
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(InputError, match="没有写入这个文件夹的权限"):
        target_of(tmp_path / "a.toml", None, force=False)


def test_the_hint_to_go_on_is_a_command(tmp_path: Path) -> None:
    """A name with a space in it is one argument."""
    (path := tmp_path / "金山 食品.toml").write_text("employees = 5\n", "utf-8")
    with pytest.raises(InputError) as refused:
        target_of(path, None, force=False)
    hint = str(refused.value.faults[0].expected).partition("：")[2].partition("；")[0]
    assert shlex.split(hint) == ["jinshan", "ask", str(path), "--save", str(path)]
