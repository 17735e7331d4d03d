"""The program's own folders lie where each system has such things."""

import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest
from platformdirs import windows
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from jinshan_cli.files.disk.own import config_folder, state_folder

SYSTEMS: list[tuple[type, str, str]] = [
    (Unix, "home/.local/state/jinshan", "home/.config/jinshan"),
    (MacOS, "home/Library/Application Support/jinshan", "home/Library/Application Support/jinshan"),
    (windows.Windows, "local/jinshan", "local/jinshan"),
]


@pytest.mark.parametrize(("system", "state", "config"), SYSTEMS)
def test_a_place_on_every_system(
    system: Callable[..., platformdirs.PlatformDirs],
    state: str,
    config: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beside those of other programs, in the folder that the system's variables name, without an author's folder."""
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setattr(windows, "get_win_folder", windows.get_win_folder_from_env_vars)
    monkeypatch.setattr(platformdirs, "PlatformDirs", system)
    assert state_folder() == tmp_path / state
    assert config_folder() == tmp_path / config


@pytest.mark.skipif(sys.platform == "win32", reason="a path of Linux begins with a slash")
def test_a_stated_place_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Linux XDG_STATE_HOME and XDG_CONFIG_HOME are heeded."""
    monkeypatch.setattr(platformdirs, "PlatformDirs", Unix)
    for name, folder in (("XDG_STATE_HOME", state_folder), ("XDG_CONFIG_HOME", config_folder)):
        monkeypatch.setenv(name, str(tmp_path / name))
        assert folder() == tmp_path / name / "jinshan"
