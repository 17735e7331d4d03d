"""The two streams of the program: colour, width, encoding, and a reader that goes away."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.demo import Run

from jinshan_cli.faces.shell import console
from jinshan_cli.faces.shell.pages import Page


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "gb18030", "latin-1", "utf-8", "utf-16"])
@pytest.mark.parametrize(
    "args", [["-h"], ["demo", "-h"], ["demo", "x"], ["demo", "1", "--word", "table"]], ids=" ".join
)
def test_no_encoding_fails(run: Run, encoding: str, args: list[str]) -> None:
    """Help, errors and tables come out in the stream's own encoding, whatever it lacks."""
    done = run(*args, PYTHONIOENCODING=encoding)
    assert done.returncode == (2 if "x" in args else 0)
    text = (done.stdout + done.stderr if encoding != "utf-16" else done.stdout or done.stderr).decode(encoding)
    assert ("?" if encoding in ("ascii", "latin-1") else "：" if "table" not in args else "金山") in text


def test_gbk_table_is_aligned(run: Run) -> None:
    """In GBK the table is drawn in ASCII, what GBK lacks has a stand-in of the same width, and columns stay in line."""
    lines = run("demo", "1", "--word", "table", PYTHONIOENCODING="gbk").stdout.decode("gbk").splitlines()
    assert lines[-3].startswith("| √ ？金山[red]? | １ ≥ 0")
    assert len({Page().width_of(line) for line in lines[1:]}) == 1
    assert lines[1].startswith("+---")


def test_utf8_table_has_lines_and_no_markup(run: Run) -> None:
    """In UTF-8 the table has lines; brackets in a cell are text, never markup."""
    text = run("demo", "1", "--word", "table", PYTHONIOENCODING="utf-8").stdout.decode()
    assert "┏" in text
    assert "✓ 𠮷金山[red]€" in text
    assert "[bold]" in text


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ({"FORCE_COLOR": ""}, False),
        ({"FORCE_COLOR": "0"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
    ],
)
def test_colour_off_terminal(run: Run, env: dict[str, str], coloured: bool) -> None:
    """Into a pipe there is colour only if FORCE_COLOR asks and NO_COLOR does not forbid; both streams alike."""
    done = run("demo", "1", "--word", "table", **env)
    assert (b"\x1b" in done.stdout, b"\x1b" in done.stderr) == (coloured, coloured)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("env", "coloured"), [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"NO_COLOR": "1"}, False)]
)
def test_streams_are_judged_apart(demo: Path, env: dict[str, str], coloured: bool) -> None:
    """A terminal on stderr alone: colour there unless TERM=dumb or NO_COLOR, none in the file on stdout."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, str(demo / "launch.py"), "demo", "1", "--word", "table"]
    environment = {**os.environ, "TERM": "xterm", **env}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, env=environment, check=True)
    screen = os.read(ours, 10000)
    assert (b"\x1b" in done.stdout, b"\x1b" in screen) == (False, coloured)
    os.close(ours)
    os.close(theirs)


@pytest.mark.parametrize(("columns", "expected"), [("", 100), ("60", 60), ("5", 40), ("x", 100), ("9" * 20, 100)])
def test_width_off_terminal(columns: str, expected: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Off a terminal the width is COLUMNS, else 100, never below 40."""
    monkeypatch.setenv("COLUMNS", columns)
    with (tmp_path / "out").open("w") as stream:
        assert console.width(stream) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell's pipe")
@pytest.mark.parametrize("word", ["flood", "richflood", "small"])
def test_closed_pipe_is_quiet(demo: Path, word: str) -> None:
    """A reader that has had enough (`head`) ends the program with 0 and without a word."""
    command = [sys.executable, str(demo / "launch.py"), "demo", "1", "--word", word]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        if word != "small":
            process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("word", ["flood", "small"])
def test_full_disk_is_said(demo: Path, word: str) -> None:
    """Results that could not be written are not silently lost."""
    command = [sys.executable, str(demo / "launch.py"), "demo", "1", "--word", word]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.decode()) == (1, "错误：无法读写文件：磁盘空间不足\n")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_json_survives_the_encoding(run: Run, encoding: str) -> None:
    """JSON is never changed by what the stream lacks: off UTF it is pure ASCII."""
    out = run("demo", "1", "--word", "json", PYTHONIOENCODING=encoding).stdout
    assert json.loads(out.decode(encoding)) == {"name": "金山€𠮷", "high": None}


@pytest.mark.parametrize("args", [["match", "-"], ["batch", "-", "-o", "-"], ["match", "-", "--json"]], ids=" ".join)
def test_a_closed_stdin(args: list[str]) -> None:
    """Nothing can be read from it: exit code 2 and words."""
    command = [sys.executable, "-m", "jinshan_cli", *args]
    done = subprocess.run(["sh", "-c", '"$@" <&-', "sh", *command], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "标准输入已关闭" in done.stderr.decode()


def test_stdout_by_its_name(tmp_path: Path) -> None:
    """`-o /dev/stdout` is `-o -`."""
    (tmp_path / "a.csv").write_text("name,employees\n甲,5\n", "utf-8")
    base = [sys.executable, "-m", "jinshan_cli", "batch", str(tmp_path / "a.csv"), "--as-of", "2023-05-01", "-o"]
    done = [subprocess.run([*base, name], capture_output=True, check=True).stdout for name in ("-", "/dev/stdout")]
    assert done[0] == done[1]
    assert done[0].count(b"\n") == 2


@pytest.mark.parametrize(("encoding", "times"), [("ascii", 1), ("latin-1", 1), ("gb18030", 0), ("utf-8", 0)])
def test_no_question_mark_in_silence(run: Run, encoding: str, times: int) -> None:
    """Where an encoding lacks our letters it is said, once, in letters that it has."""
    told = run("demo", "-h", PYTHONIOENCODING=encoding).stderr.decode(encoding)
    assert told.count("shown as ?") == times
