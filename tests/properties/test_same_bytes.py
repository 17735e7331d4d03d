"""Same input, same bytes: whatever the hash seed, the time zone, the locale, the hour or the order of what is told."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.commandline import Jinshan

MOST = Path(__file__).parents[2] / "examples"
WORLDS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "1"},
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
    {"PYTHONHASHSEED": "7", "TZ": "America/Los_Angeles", "LANG": "zh_CN.GB18030", "PYTHONUTF8": "1"},
)
AS_OF = ("--as-of", "2023-05-01")
COMMANDS = (
    ("match", str(MOST / "retailer.toml"), *AS_OF, "--json"),
    ("match", str(MOST / "retailer.toml"), *AS_OF, "--why"),
    ("match", str(MOST / "retailer.toml"), *AS_OF, "-o", "out.html"),
    ("match", str(MOST / "retailer.toml"), *AS_OF, "-o", "out.xlsx"),
    ("calendar", *AS_OF, "-o", "out.ics"),
    ("batch", "firms.csv", *AS_OF, "-o", "out.csv", "--layout", "benefit"),
)


def run(folder: Path, world: dict[str, str], command: tuple[str, ...]) -> tuple[bytes, bytes]:
    """What a command writes on stdout and into its file."""
    folder.mkdir()
    (folder / "firms.csv").write_text(
        "企业名称,行业,从业人数,年营业收入（万元）\n甲,零售业,5,300\n乙,软件业,有,1000以上\n", "utf-8"
    )
    env = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "JINSHAN"))}
    done = subprocess.run(
        [sys.executable, "-m", "jinshan_cli", *command],
        cwd=folder,
        env={**env, **world},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout, b"".join(path.read_bytes() for path in sorted(folder.glob("out.*")))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: " ".join((one[0], one[-1])))
def test_same_bytes(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Two worlds, one result, to the byte."""
    worlds = WORLDS if command[-1] == "--json" else WORLDS[:2]
    results = {run(tmp_path / str(i), world, command) for i, world in enumerate(worlds)}
    assert len(results) == 1


@pytest.mark.parametrize(
    "command",
    [
        ("show", "13", *AS_OF),
        ("list", *AS_OF),
        ("activities", *AS_OF),
        ("facts",),
        ("due", *AS_OF),
        ("batch", MOST / "firms.csv", *AS_OF),
        ("reform", MOST / "firms.csv", *AS_OF, "--param", "retail_first=8000万"),
        ("gather", MOST / "retailer.toml", *AS_OF),
    ],
    ids=lambda one: one[0],
)
def test_no_workbook_tells_the_hour(jinshan: Jinshan, command: tuple[object, ...], tmp_path: Path) -> None:
    """A second later a workbook would be another one."""
    jinshan(*command, "-o", tmp_path / "out.xlsx")
    _holds_no_hour(tmp_path / "out.xlsx")


def test_nor_does_a_comparison_of_lists(jinshan: Jinshan, tmp_path: Path) -> None:
    """Of two results of `batch`."""
    jinshan("batch", MOST / "firms.csv", *AS_OF, "-o", tmp_path / "one.csv")
    jinshan("diff", tmp_path / "one.csv", tmp_path / "one.csv", "-o", tmp_path / "out.xlsx")
    _holds_no_hour(tmp_path / "out.xlsx")


def test_nor_does_a_template(jinshan: Jinshan, tmp_path: Path) -> None:
    """It is the same for everybody who asks for it."""
    jinshan("template", tmp_path / "out.xlsx")
    _holds_no_hour(tmp_path / "out.xlsx")


def _holds_no_hour(book: Path) -> None:
    with ZipFile(book) as parts:
        assert b">1980-01-01T00:00:00Z<" in parts.read("docProps/core.xml")
