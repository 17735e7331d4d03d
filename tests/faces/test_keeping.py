"""Where the answers of a visit are, whatever becomes of the file that was named for them."""

import os
from datetime import date
from pathlib import Path

import pytest

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.visit import keeping
from jinshan_cli.faces.visit.keeping import Keeper, target_of
from jinshan_cli.files.firm.firmfile import read_firm
from jinshan_cli.files.firm.interview import Kept
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
    assert read_firm(kept, state.edition.facts) == state.firm
    target.parent.mkdir()
    keeper.keep(state)
    assert (keeper.path, keeper.named) == (target, target)
    assert read_firm(target, state.edition.facts) == state.firm


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
