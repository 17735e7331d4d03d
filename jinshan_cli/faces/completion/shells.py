"""Tab completion put in place: a script for the shell, and one line in its start-up file that reads it."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from shlex import quote
from typing import Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.own import config_folder

Shell = Literal["bash", "zsh", "fish", "powershell", "pwsh"]
SCRIPTS = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Place:
    """Where a shell's script goes, and what makes the shell read it."""

    script: str
    target: Path
    start_up: Path | None = None
    """the file that gets a line; None if the shell finds the script by itself"""
    line: str = ""


def install(shell: Shell | None = None) -> Place:
    """Puts the script in place; twice does no harm. Raises InputError for a shell it does not know."""
    place = _PLACES[shell or _running_shell()]()
    place.target.parent.mkdir(parents=True, exist_ok=True)
    place.target.write_bytes((SCRIPTS / place.script).read_bytes())
    if place.start_up is not None:
        _add_line(place.start_up, place.line)
    return place


def _add_line(path: Path, line: str) -> None:
    """At the end of a file, which is not read as text, so that whatever is in it stays."""
    kept = path.read_bytes() if path.exists() else b""
    if line.encode() not in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        line_end = b"" if kept.endswith(b"\n") or not kept else b"\n"
        with path.open("ab") as file:
            file.write(line_end + f"{line}  # jinshan\n".encode())


def _running_shell() -> Shell:
    """The shell that the program was started from. Raises InputError if there is none it knows."""
    import shellingham

    try:
        name = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, OSError):
        name = Path(os.environ.get("SHELL", "")).name
    for known in _PLACES:
        if name == known:
            return known
    names = tell("、").join(_PLACES)
    raise InputError(
        [Fault(tell("无法识别当前的命令行程序"), value=name, expected=tell("用 --shell 写明：{names}", names=names))]
    )


def _bash() -> Place:
    target = config_folder() / "completion.bash"
    return Place("jinshan.bash", target, Path.home() / ".bashrc", _source(target))


def _zsh() -> Place:
    target = config_folder() / "completion.zsh"
    return Place("jinshan.zsh", target, Path(os.environ.get("ZDOTDIR") or Path.home()) / ".zshrc", _source(target))


def _source(target: Path) -> str:
    path = quote(str(target))
    return f"[ -f {path} ] && . {path}"


def _fish() -> Place:
    return Place("jinshan.fish", _fish_folder() / "completions" / "jinshan.fish")


def _powershell(program: str) -> Callable[[], Place]:
    def place() -> Place:
        target = config_folder() / "completion.ps1"
        quoted = str(target).replace("'", "''")
        return Place("jinshan.ps1", target, _profile(program), f"if (Test-Path '{quoted}') {{ . '{quoted}' }}")

    return place


def _profile(program: str) -> Path:
    """PowerShell's start-up file, as it says itself. Raises InputError if it does not run."""
    asked = [program, "-NoProfile", "-Command", "$PROFILE"]
    try:
        said = subprocess.run(asked, capture_output=True, check=True, text=True)  # noqa: S603 (no outside text)
    except (OSError, subprocess.SubprocessError):
        expected = tell("请在 PowerShell 里运行这一命令")
        raise InputError([Fault(tell("问不到 PowerShell 的启动文件"), value=program, expected=expected)]) from None
    return Path(said.stdout.strip())


def _fish_folder() -> Path:
    """Fish looks here on every system."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "fish"


_PLACES: dict[Shell, Callable[[], Place]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell("powershell"),
    "pwsh": _powershell("pwsh"),
}
