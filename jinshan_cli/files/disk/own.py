"""The program's own folders, where each system has such things."""

from pathlib import Path

import platformdirs

PROGRAM = "jinshan"


def state_folder() -> Path:
    """What outlives a run and nobody looks for: ~/.local/state/jinshan, on Windows %LOCALAPPDATA%\\jinshan."""
    return platformdirs.user_state_path(PROGRAM, appauthor=False)


def cache_folder() -> Path:
    """What may be deleted at any time: ~/.cache/jinshan, on Windows %LOCALAPPDATA%\\jinshan\\Cache."""
    return platformdirs.user_cache_path(PROGRAM, appauthor=False)


def config_folder() -> Path:
    """What a shell is told to read: ~/.config/jinshan, on Windows %LOCALAPPDATA%\\jinshan."""
    return platformdirs.user_config_path(PROGRAM, appauthor=False)
