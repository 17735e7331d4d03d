"""Files from strangers, and places that are no files: bounded, refused in words, nothing of ours overwritten."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.commandline import Jinshan

from jinshan_cli.files.edition.folder import built_in_data

pytestmark = pytest.mark.usefixtures("bounded")
DAY = ("--as-of", "2023-05-01")
BOMBS = {
    "2,000 brackets": "a = " + "[" * 2000 + "]" * 2000,
    "2,000 tables": "a = " + "{b = " * 2000 + "1" + "}" * 2000,
    "a key of 20,000 parts": ".".join("a" * 20000) + " = 1",
    "a header of 20,000 parts": "[" + ".".join("a" * 20000) + "]",
    "spaced parts": " . ".join("a" * 20000) + " = 1",
    "quoted parts": ".".join(['"a"'] * 20000) + " = 1",
    "5,000 digits": "employees = " + "9" * 5000,
    "20,000 keys": "".join(f"k{i} = 1\n" for i in range(20000)),
    "an open text": 'name = """' + "x" * 200_000,
    "nulls": "\x00" * 1000,
    "five megabytes": "#" * 5 * 2**20,
    "a key of 200,000 letters": "k" * 200_000 + " = 1",
    "parts within a table": "a = { " + ".".join("b" * 20000) + " = 1 }",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("entry", ["match", "check"])
def test_toml_bombs(jinshan: Jinshan, tmp_path: Path, text: str, entry: str) -> None:
    """As a firm file and as part of an edition: a documented code and words, within bounds."""
    file = tmp_path / "f.toml"
    if entry == "check":
        shutil.copytree(built_in_data(), tmp_path / "data")
        file = tmp_path / "data" / "activities.toml"
    file.write_text(text, "utf-8")
    screen = jinshan("match", file, *DAY) if entry == "match" else jinshan("check", tmp_path / "data")
    assert screen.code == (2 if entry == "match" else 4), screen.err[:300]
    assert "意外出错" not in screen.err
    assert len(screen.err) < 10_000


RULES = (
    "__import__('os').system('touch hacked')",
    "firm and (lambda: True)()",
    "firm.__class__.__bases__",
    "[x for x in firm]",
    "open('hacked', 'w')",
    "exec('1')",
    "f'{firm}'",
    "firm if firm else 9**9**9",
    "((((firm" * 50,
    "not " * 500 + "firm",
    "firm" + " and firm" * 5000,
    "firm\x00",
    "firm # [red]\x1b[2J",
    "revenue > 1e999999",
    "revenue > " + "9" * 100,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: ascii(rule)[:24])
def test_a_rule_is_never_code(jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    """An edition whose rules are programs is refused with code 4, shows no escape, and runs nothing."""
    import json

    monkeypatch.chdir(tmp_path)
    shutil.copytree(built_in_data(), "data")
    text = Path("data/policies.toml").read_text("utf-8")
    changed = text.replace('when = "firm and tech_renovation"', f"when = {json.dumps(rule)}", 1)
    assert changed != text
    Path("data/policies.toml").write_text(changed, "utf-8")
    for args in (("check", "data"), ("match", "--set", "employees=5", "--data", "data"), ("list", "--data", "data")):
        screen = jinshan(*args)
        assert screen.code == 4
        assert "\x1b" not in screen.out + screen.err
        assert "意外出错" not in screen.err
    assert not Path("hacked").exists()


def test_output_never_replaces_input(jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the same name, another spelling of it, a link to it or from it, even with --force."""
    monkeypatch.chdir(tmp_path)
    Path("firms.csv").write_text("name,employees\n甲,5\n", "utf-8")
    before = Path("firms.csv").read_bytes()
    Path("link.csv").symlink_to("firms.csv")
    os.link("firms.csv", "hard.csv")
    for source, target in (
        ("firms.csv", "firms.csv"),
        ("firms.csv", "./x/../firms.csv"),
        ("firms.csv", "link.csv"),
        ("link.csv", "firms.csv"),
        ("firms.csv", "hard.csv"),
    ):
        Path("x").mkdir(exist_ok=True)
        assert jinshan("batch", source, "-o", target, "--force", *DAY).code == 2, target
        assert Path("firms.csv").read_bytes() == before


PLACES = [
    "/dev/full",
    "/dev/zero",
    "/dev/tty",
    "/proc/self/mem",
    ".",
    "/",
    "no/such/x.md",
    "x" * 300 + ".md",
    "a\x00b.md",
]


@pytest.mark.skipif(sys.platform != "linux", reason="devices of Linux")
@pytest.mark.parametrize("place", PLACES, ids=lambda place: ascii(place)[:16])
def test_places_that_are_no_files(
    jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Devices, folders, paths too long or with a null: as input and output refused in words."""
    monkeypatch.chdir(tmp_path)
    for args in (
        ("match", place),
        ("match", "--set", "employees=5", "-o", place, "--force"),
        ("batch", place, "-o", "out.csv"),
        ("diff", place, place),
        ("check", place),
        ("due", place),
        ("due", "-o", place, "--force"),
        ("calendar", "-o", place, "--force"),
        ("template", place, "--force"),
    ):
        screen = jinshan(*args)
        assert screen.code in (2, 4), (args, screen)
        assert "意外出错" not in screen.err, args
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_dangling_link_and_a_loop(jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link to nothing is a missing file; links in a circle are refused."""
    monkeypatch.chdir(tmp_path)
    Path("gone.toml").symlink_to("nothing.toml")
    Path("a.toml").symlink_to("b.toml")
    Path("b.toml").symlink_to("a.toml")
    for args in (
        ("match", "gone.toml"),
        ("match", "a.toml"),
        ("match", "--set", "employees=5", "-o", "a.toml", "--force"),
    ):
        screen = jinshan(*args)
        assert (screen.code, "意外出错" in screen.err) == (2, False), args


DASHES = (
    ("-firm.toml",),
    ("--", "-firm.toml"),
    ("match", "--", "-firm.toml"),
    ("match", "--", "--help"),
    ("match", "--set", "--set"),
    ("match", "@firm.toml"),
    ("match", "--set=", "--set"),
    ("batch", "--", "-x.csv"),
    ("match", "-", "-", "-"),
    ("match", "-o", "-", "--", "-x"),
    ("",),
    ("match", ""),
    ("batch", ""),
    ("show", "-1"),
    ("show", "99999999999999999999999"),
)


@pytest.mark.parametrize("args", DASHES, ids=" ".join)
def test_dashes(jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]) -> None:
    """Arguments that begin with a dash or at-sign are refused or taken for names, never for another command."""
    monkeypatch.chdir(tmp_path)
    screen = jinshan(*args)
    assert screen.code == 2, screen
    assert "意外出错" not in screen.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_whose_name_begins_with_a_dash(
    jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After `--` it is a file like any other."""
    monkeypatch.chdir(tmp_path)
    Path("-firm.toml").write_text("employees = 5\n", "utf-8")
    assert jinshan("match", *DAY, "--", "-firm.toml").code == 0


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """Arguments and file names that are no UTF-8 are named in words; no half character reaches a stream."""
    for args in (
        [b"match", b"\xff\xfe.toml"],
        [b"match", b"--set", b"revenue=\xff"],
        [b"\xff"],
        [b"show", b"\xed\xa0\x80"],
    ):
        command = [sys.executable.encode(), b"-m", b"jinshan_cli", *args]
        done = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False)
        assert done.returncode == 2
        assert "意外出错" not in (done.stdout + done.stderr).decode("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_packed_in_gbk(jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Firm files, lists, results and folders whose names are GBK bytes, as an archive from Windows leaves them, are
    like any other."""
    name = os.fsdecode("名单".encode("gbk"))
    folder = tmp_path / name
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path(f"{name}.toml").write_text('name = "甲厂"\nsrdi_new = true\nemployees = 5\n', "utf-8")
    Path("broken.toml").write_text("name = ", "utf-8")
    told = jinshan("batch", ".", "-o", f"{name}.csv", *DAY)
    assert told.code == 3, told.err
    assert "\\udcc3\\udcfb\\udcb5\\udca5.toml" in Path(f"{name}.csv").read_text("utf-8")
    for made in ("parquet", "xlsx", "jsonl"):
        again = jinshan("batch", f"{name}.toml", "-o", f"{name}.{made}", *DAY)
        assert again.code == 0, again.err
        read = jinshan("batch", f"{name}.{made}", "-o", f"from_{made}.csv", *DAY)
        assert read.code == 0, read.err
        assert "甲厂" in Path(f"from_{made}.csv").read_text("utf-8")
    due = jinshan("due", f"{name}.toml", "--json", "--within", "300", *DAY)
    assert "\\\\udcc3" in due.out, due.err
