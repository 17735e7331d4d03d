"""The Tab key: commands, options, numbers, facts and choices, in the shells themselves where they are installed."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.cases import OTHER
from support.commandline import Jinshan
from support.endings import killed

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces import commands
from jinshan_cli.faces.completion import shells
from jinshan_cli.faces.completion.offers import complete
from jinshan_cli.faces.shell import cli
from jinshan_cli.faces.shell.arguments import FILES, FOLDERS

PROGRAM = Path(sys.executable).with_name("jinshan")


def values(line: str) -> list[str]:
    """What is offered at the end of a line."""
    return [value for value, _ in complete(line)]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("jinshan sh", ["show"]),
        ("jinshan --vers", ["--version"]),
        ("jinshan match --wh", ["--what-if", "--why"]),
        ("jinshan show 2", ["2", "20", "21", "22", "23"]),
        ("jinshan show 1 --data {other} 4", ["40", "41"]),
        ("jinshan match --set hn", ["hnte="]),
        ("jinshan match --what-if goods", ["goods_sales=", "goods_sales_peak="]),
        ("jinshan match --set 行", ["行业="]),
        ("jinshan match --set sector=ret", ["sector=retail"]),
        ("jinshan match --set sector=零", ["sector=零售业"]),
        ("jinshan match --set=行业=零", ["--set=行业=零售业"]),
        ("jinshan match --set newly_above_quota=", ["newly_above_quota=是", "newly_above_quota=否"]),
        ("jinshan match --set employees=", []),
        ("jinshan match --set nothing=", []),
        ("jinshan facts emp", ["employees"]),
        ("jinshan list --kind ", ["grant", "relief", "refund", "finance"]),
        ("jinshan list --kind=gr", ["--kind=grant"]),
        ("jinshan list --kind 税", ["税费减免"]),
        ("jinshan list --timing u", ["unstated", "upcoming"]),
        ("jinshan list --measure 1", ["1", "10"]),
        ("jinshan list --department 区经", ["区经委"]),
        ("jinshan activities --month 1", ["1", "10", "11", "12"]),
        ("jinshan activities --department 区文", ["区文旅局"]),
        ("jinshan batch firms.csv --layout ", ["firm", "benefit", "call"]),
        ("jinshan edition n", ["new"]),
        ("jinshan --shell f", ["fish"]),
        ("jinshan match ", [FILES]),
        ("jinshan match -o ", [FILES]),
        ("jinshan match --data=", [FOLDERS]),
        ("jinshan edition new ", [FILES]),
        ("jinshan show 'a b", []),
        ("", list(commands.COMMANDS)),
    ],
)
def test_offered(line: str, offered: list[str]) -> None:
    """What can stand at the end of a line, as whole words that begin as the last word does."""
    assert sorted(values(line.format(other=OTHER))) == sorted(offered)


def test_every_option_of_every_command_is_offered() -> None:
    """`--` offers each option that a command's help page names."""
    for name in commands.COMMANDS:
        named = {option for param in commands.load(name).params for option in param.opts if option.startswith("--")}
        assert set(values(f"jinshan {name} --")) >= named


def test_meanings(edition: Edition) -> None:
    """Commands, options, numbers, facts and choices come with what they mean."""
    assert dict(complete("jinshan ")) == commands.COMMANDS
    assert dict(complete("jinshan show "))["13"] == edition.by_number[13].title
    assert dict(complete("jinshan match --set "))["sector="] == "行业"
    assert dict(complete("jinshan match --set sector="))["sector=retail"] == "零售业"
    assert all(meaning for _, meaning in complete("jinshan match --"))


def test_naming_a_command_imports_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of commands is offered from the table, so that it comes at once."""
    monkeypatch.setattr("jinshan_cli.faces.shell.app.load", lambda name: pytest.fail(f"{name} was imported"))
    assert values("jinshan ") == list(commands.COMMANDS)


@pytest.mark.parametrize("label", ["a$(touch x)", "`x`", "a b", "a;b", "a'b", 'a"b'])
def test_nothing_a_shell_would_run(edited: Callable[..., Path], label: str) -> None:
    """A name in an edition that a shell would not take as it stands is not offered."""
    quoted = label.replace('"', '\\"')
    folder = edited(("facts.toml", 'label = "行业"', f'label = "行业{quoted}"'))
    assert values(f"jinshan match --data {folder} --set 行") == []
    assert values(f"jinshan match --data {folder} --set sector=ret") == ["sector=retail"]


def test_a_fault_is_silent(jinshan: Jinshan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With an edition that cannot be read, and with a line that makes no sense, nothing is written and all is well."""
    for line in (f"jinshan show --data {tmp_path} ", "jinshan match --set", "jinshan show 'a \x1b[31m", "\x7f"):
        monkeypatch.setenv(cli.COMPLETE, line)
        screen = jinshan()
        assert (screen.code, screen.err) == (0, "")
        assert "\x1b" not in screen.out


def test_install_adds_one_line_and_keeps_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A start-up file in any encoding keeps its bytes and gets its line once, however often it is done."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "ZDOTDIR"):
        monkeypatch.delenv(name, raising=False)
    before = "alias 金=jinshan".encode("gbk")
    (tmp_path / ".bashrc").write_bytes(before)
    place = shells.install("bash")
    assert shells.install("bash") == place
    after = (tmp_path / ".bashrc").read_bytes()
    assert after == before + f"\n{place.line}  # jinshan\n".encode()
    assert place.target.read_bytes().startswith(b"# Tab completion of jinshan in bash")


@pytest.mark.parametrize("args", [("--shell", "bash"), ("--shell", "bash", "list"), ("--install-completion", "list")])
def test_installing_is_all_or_nothing(jinshan: Jinshan, args: tuple[str, ...]) -> None:
    """A shell without `--install-completion`, and a command beside it, are refused; nothing is installed."""
    screen = jinshan(*args)
    assert (screen.code, screen.out) == (2, "")
    assert "--install-completion" in screen.err.splitlines()[-1]


def test_every_shell_has_its_script() -> None:
    """Each script asks the program through the variable it listens to."""
    for ending in ("bash", "zsh", "fish", "ps1"):
        assert cli.COMPLETE in (shells.SCRIPTS / f"jinshan.{ending}").read_text("utf-8")


def test_an_unknown_shell_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that cannot be told or is not known is an error that says how to name one."""
    import shellingham

    def fail() -> None:
        raise shellingham.ShellDetectionFailure

    monkeypatch.setattr(shellingham, "detect_shell", fail)
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    with pytest.raises(InputError) as raised:
        shells.install()
    assert raised.value.faults[0].value == "tcsh"
    assert "--shell" in raised.value.faults[0].expected


TYPED = [
    ("jinshan sho", "jinshan show"),
    ("jinshan show 1 2", "jinshan show 1 2"),
    ("jinshan match --set hn", "jinshan match --set hnte="),
    ("jinshan match --set 行业=零", "jinshan match --set 行业=零售业"),
    ("jinshan list --kind=gr", "jinshan list --kind=grant"),
    ("jinshan check ano", "jinshan check another"),
    ("jinshan match -o firm", "jinshan match -o firm.toml"),
    ("jinshan match --output=firm", "jinshan match --output=firm.toml"),
]


@pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed beside this Python")
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_in_the_shell_itself(shell: str, tmp_path: Path) -> None:
    """`jinshan --install-completion`, then in a new shell the Tab key completes what is typed."""
    pexpect = pytest.importorskip("pexpect")
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    (tmp_path / ".zshrc").touch()
    (tmp_path / "firm.toml").touch()
    (tmp_path / "another").mkdir()
    path = f"{PROGRAM.parent}:/usr/bin:/bin"
    env = {"HOME": str(tmp_path), "PATH": path, "LC_ALL": "C.UTF-8", "TERM": "xterm", "SHELL": "/bin/sh"}
    kept = {key: value for key, value in os.environ.items() if key.startswith("COV_")}

    def start() -> Any:
        spot = {"encoding": "utf-8", "cwd": tmp_path, "timeout": 20, "dimensions": (50, 150)}
        child = pexpect.spawn(shell, ["-i"], env={**kept, **env}, **spot)
        child.delaybeforesend = None
        child.send("echo re''ady\r")
        child.expect("[\r\n]ready")
        return child

    child = start()
    child.send("jinshan --install-completion\r")
    child.expect_exact("已装好")
    killed(child)
    child = start()
    for typed, completed in TYPED:
        child.send(f'{typed}\t\x01echo "\x05|"\r')
        child.expect(r"[\r\n](?:\x1b\[[0-9;?]*[A-Za-z])*(jinshan [^\r\n|\x1b]*)\|[\r\n]")
        assert child.match[1].rstrip(" /") == completed
    killed(child)
