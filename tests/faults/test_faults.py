"""Killed, full, read-only, closed, narrow or in another encoding: the old file or the whole new one, and words."""

import io
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from support.talk import screens

from .kills import OLD, runs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and rights of POSIX")
FIRM = 'name = "某公司"\nsector = "retail"\nemployees = 80\nsrdi_new = true\n'
MATCH = ("match", "firm.toml", "--as-of", "2023-05-01")
SCREENS = (
    MATCH,
    (*MATCH, "--why"),
    ("show", "13"),
    ("list",),
    ("facts",),
    ("activities",),
    ("check",),
    ("match", "no.toml"),
)


def program(folder: Path, *args: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Runs `jinshan …` in a folder that has firm.toml."""
    (folder / "firm.toml").write_text(FIRM, "utf-8")
    command = [sys.executable, "-m", "jinshan_cli", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False, **more)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("what", ["ask", "batch"])
def test_sampled_kills(what: str) -> None:
    """Stopped at a random moment by SIGKILL, SIGTERM or SIGINT, nothing that was saved is lost or half written."""
    losses, _ = runs(what, 4, seed=7)
    assert losses == []


WRITERS = (
    *((*MATCH, "--force", "-o", f"out.{ending}") for ending in ("md", "html", "xlsx", "json")),
    *(("show", "13", "--force", "-o", f"out.{ending}") for ending in ("md", "xlsx")),
    ("calendar", "--as-of", "2023-05-01", "--force", "-o", "out.ics"),
    *(("template", "--force", f"out.{ending}") for ending in ("csv", "toml", "xlsx")),
)


@pytest.mark.parametrize("args", WRITERS, ids=" ".join)
def test_a_full_disk(tmp_path: Path, args: tuple[str, ...]) -> None:
    """Where the disk takes no more, nothing is written, the old file stays, words say which and why; code 2."""
    out = tmp_path / args[-1]
    out.write_text(OLD, "utf-8")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))

    world = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # or Python keeps the first 600 bytes of modules it compiles
    done = program(tmp_path, *args, preexec_fn=limit, env=world)
    assert done.returncode == 2
    assert done.stderr.decode() == f"错误：无法写入文件：文件超过了系统允许的大小\n  位置：{out.name}\n"
    assert out.read_text("utf-8") == OLD
    assert sorted(path.name for path in tmp_path.iterdir()) == ["firm.toml", out.name]


@pytest.mark.parametrize("action", ["new", "copy"])
@pytest.mark.parametrize("is_there", [False, True])
def test_an_edition_on_a_full_disk(tmp_path: Path, action: str, is_there: bool) -> None:
    """Where its files do not all fit none is left, nor a folder that was not there: the next try finds room."""
    if is_there:
        (tmp_path / "own").mkdir()

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))

    world = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = program(tmp_path, "edition", action, "own", preexec_fn=limit, env=world)
    place = Path("own", "policies.toml")
    told = f"错误：无法写入文件：文件超过了系统允许的大小\n  位置：{place}\n"
    assert (done.returncode, done.stderr.decode()) == (2, told)
    assert (tmp_path / "own").exists() == is_there
    assert program(tmp_path, "edition", action, "own").returncode == 0


@pytest.mark.parametrize("firms", [1, 400])
def test_a_list_of_problems_on_a_full_disk(tmp_path: Path, firms: int) -> None:
    """It is the list that does not fit, and is named, not the results; be it noticed in the midst or at the end."""
    names = (f"甲{number},零售业,{'好多人' * 30}\n" for number in range(firms))
    (tmp_path / "firms.csv").write_text("企业名称,行业,员工人数\n" + "".join(names), "utf-8")

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))

    world = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    args = ("batch", "firms.csv", "-o", "-", "--problems", "p.csv", "--as-of", "2023-05-01")
    done = program(tmp_path, *args, preexec_fn=limit, env=world)
    assert done.returncode == 2
    assert "错误：无法写入文件：文件超过了系统允许的大小\n  位置：p.csv\n" in done.stderr.decode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["firm.toml", "firms.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_a_full_disk_behind_stdout(tmp_path: Path) -> None:
    """A redirected result that does not fit ends with words and a code that is not 0."""
    with Path("/dev/full").open("wb") as full:
        (tmp_path / "firm.toml").write_text(FIRM, "utf-8")
        command = [sys.executable, "-m", "jinshan_cli", *MATCH, "--json"]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode != 0
    assert "磁盘空间不足" in done.stderr.decode()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A result into a read-only folder is refused in words, and an interview before its first question."""
    folder = tmp_path / "shut"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("root may write everywhere")
    done = program(tmp_path, *MATCH, "-o", "shut/out.md")
    assert done.returncode == 2
    assert "无法写入文件" in done.stderr.decode()
    with screens(tmp_path) as start:
        said, code = start("ask --save shut/firm.toml").end()
    assert code == 2
    assert "没有写入这个文件夹的权限" in said
    assert "> " not in said


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc")
def test_a_place_that_takes_no_files(tmp_path: Path) -> None:
    """Where the system itself refuses a new file, whoever asks, words say so and the code is 2."""
    done = program(tmp_path, *MATCH, "-o", "/proc/out.md")
    assert done.returncode == 2
    assert "无法写入文件" in done.stderr.decode()


READ = (MATCH, ("list",), ("match", "no.toml"))
"""sections, a table, an error"""


@pytest.mark.parametrize("args", READ, ids=" ".join)
def test_a_reader_that_goes_away(tmp_path: Path, args: tuple[str, ...]) -> None:
    """A closed pipe is no error and no traceback."""
    done = _in_bash(tmp_path, args, "| head -c 1 > /dev/null")
    assert (done.returncode, b"Traceback" in done.stderr) == (2 if "no.toml" in args else 0, False), (
        done.stderr.decode()
    )


@pytest.mark.parametrize(
    "args", [*READ, ("batch", "firms.csv", "-o", "-"), ("list", "--json"), ("--version",)], ids=" ".join
)
def test_a_result_that_has_nowhere_to_go(tmp_path: Path, args: tuple[str, ...]) -> None:
    """Where stdout is closed a result is lost: words say so, and the code is not 0, with stderr closed too."""
    is_faulty = "no.toml" in args
    done = _in_bash(tmp_path, args, ">&-")
    assert (done.returncode, "错误：标准输出已关闭，结果没有写出\n" in done.stderr.decode()) == (
        1 + is_faulty,
        not is_faulty,
    )
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert _in_bash(tmp_path, args, ">&- 2>&-").returncode == 1 + is_faulty


def test_a_closed_stdout_that_nothing_is_meant_for(tmp_path: Path) -> None:
    """A result that goes into a file needs no stdout."""
    done = _in_bash(tmp_path, (*MATCH, "-o", "a.md"), ">&-")
    assert (done.returncode, (tmp_path / "a.md").is_file()) == (0, True), done.stderr.decode()


def _in_bash(folder: Path, args: tuple[str, ...], streams: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "firm.toml").write_text(FIRM, "utf-8")
    (folder / "firms.csv").write_text("企业名称,行业\n甲,零售业\n", "utf-8")
    command = f"set -o pipefail; {sys.executable} -m jinshan_cli {' '.join(args)} {streams}"
    return subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, check=False)


@pytest.mark.parametrize("args", SCREENS, ids=" ".join)
def test_other_encodings_and_narrow_screens(tmp_path: Path, args: tuple[str, ...]) -> None:
    """In GBK, or ASCII and no locale that exists, at 40 columns: the same code, no traceback, no line too wide."""
    from unicodedata import east_asian_width

    expected = 2 if "no.toml" in args else 0
    for world in ({"PYTHONIOENCODING": "gbk"}, {"PYTHONIOENCODING": "ascii", "LC_ALL": "nowhere", "LANG": ""}):
        done = program(tmp_path, *args, env={**os.environ, "COLUMNS": "40", **world})
        assert done.returncode == expected, done.stderr
        assert b"Traceback" not in done.stderr
        text = done.stdout.decode(world.get("PYTHONIOENCODING", "utf-8"))
        if args[0] in ("match", "list"):
            widths = [sum(2 if east_asian_width(char) in "WF" else 1 for char in line) for line in text.splitlines()]
            assert max(widths, default=0) <= 40, args


def test_a_damaged_page(tmp_path: Path) -> None:
    """Where Polars panics over a page of a list, stderr holds our words and nothing of Rust's."""
    file = io.BytesIO()
    pl.DataFrame({"name": ["甲", "乙"], "employees": [5, 6]}).write_parquet(
        file, compression="uncompressed", statistics=False
    )
    content = file.getvalue()
    damaged = (content[:at] + b"\0" + content[at + 1 :] for at in range(30, 39))
    (tmp_path / "a.parquet").write_bytes(next(filter(_panics, damaged)))
    done = program(tmp_path, "batch", "a.parquet", "-o", "out.csv", "--as-of", "2023-05-01")
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "错误：不是完好的 Parquet 文件",
        "  位置：a.parquet",
        "  提示：重新导出，或另存为 CSV",
    ]


def test_our_words_while_a_library_is_kept_quiet(tmp_path: Path) -> None:
    """What the program says meanwhile is said, in any thread; what is written past Python is heard again afterwards."""
    code = (
        "import os, sys\n"
        "from jinshan_cli.faces.shell import cli\n"
        "from jinshan_cli.files.disk.panics import without_panics\n"
        "def said(args):\n"
        "    with without_panics(), without_panics():\n"
        "        os.write(2, b'theirs ')\n"
        "        print('ours', file=sys.stderr)\n"
        "    os.write(2, b'fatal')\n"
        "    return 0\n"
        "cli.run = said\n"
        "cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True)
    assert done.stderr.split() == [b"ours", b"fatal"]


def _panics(content: bytes) -> bool:
    try:
        pl.scan_parquet(content).collect()
    except pl.exceptions.PanicException:
        return True
    except pl.exceptions.PolarsError:
        return False
    return False
