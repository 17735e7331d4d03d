"""Files are written whole or not at all, keep their rights, and never replace what nobody offered to replace."""

import os
import socket
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jinshan_cli.core.errors import InputError
from jinshan_cli.files.disk.saving import check_target, write_aside, written_aside

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="rights and links as on Unix")


def words(refused: pytest.ExceptionInfo[InputError]) -> str:
    """What the fault says."""
    return "".join(fault.what for fault in refused.value.faults)


def names(folder: Path) -> list[str]:
    """What a folder holds."""
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_whole(tmp_path: Path) -> None:
    """The content is there, and nothing else is left in the folder."""
    write_aside(tmp_path / "a.toml", b"x = 1")
    assert (tmp_path / "a.toml").read_bytes() == b"x = 1"
    assert names(tmp_path) == ["a.toml"]


def test_an_old_file_stays_without_force(tmp_path: Path) -> None:
    """Without force an existing file is refused, with force it is replaced."""
    file = tmp_path / "a.toml"
    file.write_bytes(b"old")
    with pytest.raises(InputError) as refused:
        write_aside(file, b"new")
    assert "已存在" in words(refused)
    assert file.read_bytes() == b"old"
    write_aside(file, b"new", force=True)
    assert file.read_bytes() == b"new"


def test_a_file_that_appears_meanwhile_stays(tmp_path: Path) -> None:
    """A file that somebody else makes while ours is written is not overwritten without force."""
    file = tmp_path / "a.toml"
    with pytest.raises(InputError), written_aside(file):
        file.write_bytes(b"theirs")
    assert file.read_bytes() == b"theirs"
    assert names(tmp_path) == ["a.toml"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    """Whatever stops the writing leaves the old file as it was and nothing beside it."""
    file = tmp_path / "a.csv"
    file.write_bytes(b"old")
    with pytest.raises(error), written_aside(file, force=True) as aside:  # noqa: PT012 (a half-written file)
        assert aside.suffix == ".csv"
        aside.write_bytes(b"half")
        raise error
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_ctrl_c_as_soon_as_there_is_a_file_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its making and the first byte written into it too."""

    def interrupted(number: int) -> None:
        closed(number)
        raise KeyboardInterrupt

    closed = os.close
    monkeypatch.setattr(os, "close", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_aside(tmp_path / "out.csv", b"new")
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_the_source_is_never_the_target(tmp_path: Path) -> None:
    """Output over the input is refused under any name, even with force."""
    file = tmp_path / "a.csv"
    file.write_bytes(b"old")
    with pytest.raises(InputError) as refused:
        write_aside(tmp_path / "." / "a.csv", b"new", force=True, source=file)
    assert "同一个文件" in words(refused)
    assert file.read_bytes() == b"old"


@needs_posix
def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A folder, a socket, a missing folder: refused with a reason, force or not."""
    here = socket.socket(socket.AF_UNIX)
    here.bind(str(tmp_path / "socket"))
    here.close()
    for path in (tmp_path, tmp_path / "socket", tmp_path / "no" / "a", tmp_path / ("x" * 300)):
        with pytest.raises(InputError) as refused:
            write_aside(path, b"x", force=True)
        assert words(refused)
    assert names(tmp_path) == ["socket"]


@needs_posix
def test_rights_and_links_are_kept(tmp_path: Path) -> None:
    """A replaced file keeps its rights, a new one has those of any new file; a link stays a link to the new content."""
    file, link = tmp_path / "a.toml", tmp_path / "link.toml"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    write_aside(link, b"new", force=True)
    assert (link.is_symlink(), file.read_bytes()) == (True, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_aside(tmp_path / "b.toml", b"new")
    assert (tmp_path / "b.toml").stat().st_mode == plain.stat().st_mode


@needs_posix
def test_nobody_else_reads_what_replaces_a_private_file(tmp_path: Path) -> None:
    """While it is written the file aside of one with rights of its own is its owner's alone, not anyone's."""
    file = tmp_path / "a.toml"
    file.write_bytes(b"old")
    file.chmod(0o600)
    with written_aside(file, force=True) as aside:
        assert stat.S_IMODE(aside.stat().st_mode) == 0o600
        aside.write_bytes(b"new")
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o600)


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses at the last step is a fault with the file's name, and the old file stays."""
    file = tmp_path / "a.toml"
    file.write_bytes(b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError) as refused:
        write_aside(file, b"new", force=True)
    assert "磁盘空间不足" in words(refused)
    assert refused.value.faults[0].where == str(file)
    assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["a.toml"]


@needs_posix
def test_a_pipe_gets_the_whole(tmp_path: Path) -> None:
    """A pipe with a name is written to, and stays; what fails on the way sends nothing; a device takes all."""
    pipe = tmp_path / "out.csv"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(pipe.read_bytes)
        write_aside(pipe, b"x" * 300_000)
        assert reading.result(5) == b"x" * 300_000
    with pytest.raises(KeyError), written_aside(pipe) as whole:  # noqa: PT012 (half written)
        whole.write_bytes(b"half")
        raise KeyError
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert names(tmp_path) == ["out.csv"]
    write_aside(Path("/dev/null"), b"x")


@needs_posix
def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    """Nobody is told of it, as with stdout."""
    pipe = tmp_path / "out.csv"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: pipe.open("rb").close())
        with pytest.raises(BrokenPipeError):
            write_aside(pipe, b"x" * 3_000_000)


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is only done there is done."""
    monkeypatch.setattr("jinshan_cli.files.disk.targets.IS_WINDOWS", True)


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize(
    "name", ["con", "NUL.csv", "com1.xlsx", "Lpt9.a.b", "aux .csv", r"C:\表\prn.csv", "报告:一.csv", "a?.csv"]
)
def test_names_that_windows_does_not_have(tmp_path: Path, name: str) -> None:
    """A device's name, and a letter that is none of a file's name, are refused before anything is read."""
    path = Path(name) if "\\" in name else tmp_path / name
    with pytest.raises(InputError) as refused:
        check_target(path)
    assert "Windows" in words(refused)
    assert names(tmp_path) == []


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize("name", ["console.csv", "com10.csv", "结果.xlsx", "null.csv"])
def test_names_that_windows_has(tmp_path: Path, name: str) -> None:
    """A name that only begins like a device's is one."""
    write_aside(tmp_path / name, b"x")
    assert names(tmp_path) == [name]


@pytest.mark.usefixtures("on_windows")
def test_a_long_path_is_told_as_such(tmp_path: Path) -> None:
    """Windows says of a path past 260 letters that there is no such folder; of a short one it is true."""
    for folder, what in (("x" * 250, "路径太长"), ("x", "文件夹不存在")):
        with pytest.raises(InputError) as refused:
            write_aside(tmp_path / folder / "a.csv", b"x")
        assert what in words(refused)


@pytest.mark.usefixtures("on_windows")
def test_a_file_open_in_excel_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is computed: Excel lets nobody open its file to write."""
    file = tmp_path / "结果.xlsx"
    file.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError) as refused:
        check_target(file, force=True)
    assert "打开" in words(refused)


@pytest.mark.parametrize("held", [3, 100])
def test_a_file_open_elsewhere_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    """On Windows a scanner's moment is waited for; a file that stays open in Excel is told, and stays as it was."""
    tries, replace = [], os.replace

    def refuse(aside: Path, target: Path) -> None:
        tries.append(target)
        if len(tries) <= held:
            raise PermissionError(13, "Access is denied", str(target))
        replace(aside, target)

    file = tmp_path / "结果.xlsx"
    file.write_bytes(b"old")
    monkeypatch.setattr("jinshan_cli.files.disk.targets.IS_WINDOWS", True)
    monkeypatch.setattr("jinshan_cli.files.disk.saving._PAUSE", 0)
    monkeypatch.setattr(os, "replace", refuse)
    if held == 3:
        write_aside(file, b"new", force=True)
        assert file.read_bytes() == b"new"
    else:
        with pytest.raises(InputError) as refused:
            write_aside(file, b"new", force=True)
        (fault,) = refused.value.faults
        assert "正被别的程序打开" in fault.what
        assert "请先关闭" in fault.expected
        assert file.read_bytes() == b"old"
    assert names(tmp_path) == ["结果.xlsx"]
