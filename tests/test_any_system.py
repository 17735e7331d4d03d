"""Nothing that only POSIX has is reached without a seam, and nothing hangs on a locale: the program runs on Windows."""

import ast
import io
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import jinshan_cli
from jinshan_cli.faces.shell import cli

PACKAGE = Path(jinshan_cli.__file__).parent
MODULES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
NOT_ON_WINDOWS = {"fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "posix", "syslog", "crypt", "curses"}
NOT_ANYWHERE_ELSE = {"msvcrt", "winreg", "winsound", "_winapi", "nt"}
POSIX_CALLS = {
    *("os.fork", "os.forkpty", "os.getuid", "os.geteuid", "os.getgid", "os.getpgid", "os.setsid", "os.killpg"),
    *("os.chown", "os.lchown", "os.fchown", "os.fchmod", "os.mkfifo", "os.mknod", "os.statvfs", "os.sync", "os.uname"),
    *("os.wait", "os.nice", "os.getloadavg", "os.ttyname", "os.pread", "os.pwrite", "os.O_NOFOLLOW", "os.O_DIRECTORY"),
    *("os.EX_OK", "os.EX_USAGE", "os.openpty", "os.ctermid", "os.posix_fallocate", "os.sendfile", "time.tzset"),
    *("signal.SIGHUP", "signal.SIGKILL", "signal.SIGALRM", "signal.SIGPIPE", "signal.SIGUSR1", "signal.SIGTSTP"),
    *("signal.alarm", "signal.pause", "signal.sigwait", "signal.setitimer", "select.poll", "locale.nl_langinfo"),
}
LOCALE_CALLS = {"locale.setlocale", "locale.getlocale", "locale.getpreferredencoding", "time.strftime", "time.ctime"}
IN_PLACE = {"os.replace", "os.rename", "os.link", "os.symlink"}
SAVING = PACKAGE / "files" / "disk" / "saving.py"
PLACES = ("/dev/", "/proc/", "/tmp", "/etc/", "/usr/", "/home/")
"""folders that Windows does not have; `targets` knows names of stdout, which are only compared"""
TEXT_CALLS = {"read_text": 0, "write_text": 1}
"""methods of a path, and the place of the encoding among their arguments"""


def _calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Names such as `os.replace`, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}", node.lineno


def _found(wanted: set[str]) -> list[str]:
    return [
        f"{path.name}:{line} {name}" for path, tree in MODULES.items() for name, line in _calls(tree) if name in wanted
    ]


def test_no_module_of_one_system_is_imported() -> None:
    """What Python has on one system only is imported nowhere."""
    found = {
        name.split(".")[0]
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }
    assert not found & (NOT_ON_WINDOWS | NOT_ANYWHERE_ELSE)


def test_no_posix_call_is_written() -> None:
    """A signal or a call that Windows lacks is asked for by name (`getattr`), never as an attribute."""
    assert _found(POSIX_CALLS) == []


def test_nothing_hangs_on_a_locale() -> None:
    """No text, no number and no day is written as the system's locale has it."""
    assert _found(LOCALE_CALLS) == []


def test_one_place_replaces_files() -> None:
    """Files are put in place in one function, which knows what others can hold open; the folder of a draft is new."""
    found = [name for name in _found(IN_PLACE) if not name.startswith(SAVING.name)]
    moved = [
        path.name
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("rename", "symlink_to", "hardlink_to")
        if not _is_of_a_frame(node)
    ]
    assert (found, moved) == ([], ["drafted.py"])


def _is_of_a_frame(node: ast.Attribute) -> bool:
    """True of what is no path: columns are renamed."""
    return not (isinstance(node.value, ast.Name) and node.value.id in ("path", "aside", "file", "target", "folder"))


def test_no_folder_of_one_system() -> None:
    """No text of the program names a folder that only Linux has, but the names of stdout."""
    found = [
        (path.name, node.value)
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(PLACES)
    ]
    assert found == [("targets.py", "/dev/stdout"), ("targets.py", "/dev/fd/1")]


def test_every_text_file_has_its_encoding() -> None:
    """Text is read and written in an encoding that is named: a Chinese Windows would take GBK."""
    found = [
        f"{path.name}:{node.lineno}"
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and not _has_encoding(node)
    ]
    assert found == []


def _has_encoding(call: ast.Call) -> bool:
    if any(keyword.arg == "encoding" for keyword in call.keywords):
        return True
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in TEXT_CALLS:
        return len(call.args) > TEXT_CALLS[name]
    if name != "open":
        return True
    first = call.args[:1] if isinstance(call.func, ast.Attribute) else call.args[1:2]
    modes = [*first, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    return any(isinstance(mode, ast.Constant) and "b" in str(mode.value) for mode in modes) or _opens_no_text(call)


def _opens_no_text(call: ast.Call) -> bool:
    """True of `os.open`, and of a zip's member."""
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) not in (
        "path",
        "file",
        "target",
        "aside",
    )


@pytest.mark.parametrize("missing", [("SIGHUP",), ("SIGHUP", "SIGBREAK", "SIGTERM")], ids=len)
def test_signals_that_a_system_does_not_have(monkeypatch: pytest.MonkeyPatch, missing: tuple[str, ...]) -> None:
    """The program starts where there is no SIGHUP, and hears those that there are."""
    ends: list[int] = []
    heard: list[int] = []
    for name in missing:
        monkeypatch.delattr(signal, name, raising=False)
    monkeypatch.setattr(signal, "signal", lambda number, _: heard.append(number))
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.SIG_DFL)
    monkeypatch.setattr(sys, "argv", ["jinshan", "--version"])
    monkeypatch.setattr(sys, "stderr", io.StringIO())  # which has no number to part from
    monkeypatch.setattr(os, "_exit", ends.append)
    cli.main()
    there = [getattr(signal, name) for name in cli.STOPS if hasattr(signal, name)]
    assert (ends, heard) == ([0], there)
