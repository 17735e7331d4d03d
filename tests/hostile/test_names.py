"""A firm's name is text from a stranger: it comes out of every face as text, and moves no cursor."""

import json
import re
import sys
from pathlib import Path

import openpyxl
import pytest
import tomli_w
from support.commandline import Jinshan, Screen
from support.talk import terminals

NAMES = {
    "a closing tag": "[/red]公司[/]",
    "tags": "[red]公司a[b]c[not a tag]:smile:",
    "escapes": "甲\x1b[2J\x1b]52;c;eA==\x07\x1b]0;x\x1b\\乙",
    "controls": "甲\x9b31m\x7f\x08\x00乙",
    "directions": "甲\u202e\u2066乙\u2069\u2028丙",
    "new lines": "甲\n乙\r\nBEGIN:VALARM\r\n丙",
    "a formula": '=HYPERLINK("http://x","y")',
    "a negative": "-5",
    "a wide formula": "＝1+1",
    "a command": "@SUM(1)",
    "html": "<script>alert(1)</script>&amp;'\"{{ 7*7 }}{% raw %}{0.__class__}%s`*_#|](x)",
    "a path": "..\\..\\CON/../../etc/passwd",
}
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]")
DAY = ("--as-of", "2023-05-01")


def unseen(text: str) -> str:
    """The first character that no screen should get, or nothing; a carriage return ends the lines of a calendar."""
    found = UNSEEN.search(text.replace("\r\n", "\n"))
    return ascii(found[0]) if found else ""


@pytest.fixture(params=list(NAMES.values()), ids=list(NAMES))
def firm(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A name; its firm is in firm.toml of the working folder."""
    monkeypatch.chdir(tmp_path)
    name = str(request.param)
    Path("firm.toml").write_text(tomli_w.dumps({"name": name, "srdi_new": True, "employees": 5}), "utf-8")
    return name


def ran(screen: Screen) -> Screen:
    """A command that worked, and put nothing unseen on either stream."""
    assert screen.code == 0, screen.err
    assert not unseen(screen.out), unseen(screen.out)
    assert not unseen(screen.err), unseen(screen.err)
    return screen


def test_on_screens_and_in_files(jinshan: Jinshan, firm: str) -> None:
    """Terminal, JSON, Markdown, HTML, workbook, calendar, what-if and list: no escape, and brackets are kept."""
    shown = ran(jinshan("match", "firm.toml", *DAY, "--why")).out
    assert firm in shown or set(firm) & set("\n") or UNSEEN.search(firm)
    out = jinshan("match", "firm.toml", *DAY, "--json").out
    assert json.loads(out)["firm"]["name"] == firm
    assert not unseen(out)
    ran(jinshan("match", "firm.toml", *DAY, "--what-if", "hnte=new"))
    for ending in ("md", "html", "xlsx", "ics", "json"):
        command = "calendar" if ending == "ics" else "match"
        ran(jinshan(command, "firm.toml", *DAY, "-o", f"out.{ending}"))
        if ending != "xlsx":
            text = Path(f"out.{ending}").read_bytes().decode()
            assert not unseen(text), ending
            assert "<script>alert" not in text or ending != "html"
    ran(jinshan("diff", "out.json", "out.json"))
    cells = [cell for sheet in openpyxl.load_workbook("out.xlsx") for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sorted(path.name for path in Path().iterdir()) == sorted(
        ["firm.toml", *(f"out.{ending}" for ending in ("md", "html", "xlsx", "ics", "json"))]
    )


def test_a_calendar_has_no_line_of_the_name(jinshan: Jinshan, firm: str) -> None:
    """However a name breaks lines, no line of the calendar file begins with what it wants to begin."""
    ran(jinshan("calendar", "firm.toml", *DAY, "-o", "out.ics"))
    lines = Path("out.ics").read_bytes().decode().split("\r\n")
    assert lines.count("BEGIN:VCALENDAR") == 1
    assert all(re.match(r"[A-Z-]+[;:]|[ \t]|$", line) for line in lines)


def test_in_a_list(jinshan: Jinshan, firm: str) -> None:
    """Through `batch`: a formula stays text in CSV and workbook, nothing unseen on the screen."""
    Path("firms.jsonl").write_text(json.dumps({"name": firm, "srdi_new": True}), "utf-8")
    for ending in ("csv", "xlsx"):
        screen = jinshan("batch", "firms.jsonl", "-o", f"out.{ending}", *DAY)
        assert screen.code == 0, screen.err
        assert not unseen(screen.out + screen.err)
    name = Path("out.csv").read_text("utf-8").splitlines()[1]
    assert name.lstrip('"')[:1] not in ("=", "+", "@", "＝")
    assert name[:1] != "-" or firm == "-5"  # a bare number computes nothing
    cells = [cell for row in openpyxl.load_workbook("out.xlsx").worksheets[0].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_as_any_argument(jinshan: Jinshan, firm: str) -> None:
    """As a fact, a value, a file, a policy, a search word, an option: words and a documented code, nothing unseen."""
    for args in (
        ("match", "--set", f"{firm}=1"),
        ("match", "--set", f"employees={firm}"),
        ("match", "--set", f"sector={firm}"),
        ("match", firm),
        ("match", "firm.toml", "-o", f"no/folder/{firm}.pdf"),
        ("match", "firm.toml", "--as-of", firm),
        ("match", "firm.toml", "--what-if", firm),
        ("match", "firm.toml", "--by", firm, "--tel", firm),
        ("show", firm),
        ("list", firm),
        ("facts", firm),
        ("activities", firm),
        ("check", firm),
        ("diff", firm, firm),
        ("batch", firm),
        ("list", "--data", firm),
        (firm,),
    ):
        screen = jinshan(*args)
        assert screen.code in (0, 2, 4), args
        assert "意外出错" not in screen.err, (args, screen.err)
        assert not unseen(screen.out + screen.err), args


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_asked_at_a_terminal(tmp_path: Path) -> None:
    """Typed into the interview, escapes come back visible, never raw; the terminal stays as it was."""
    file = tmp_path / "firm.toml"
    file.write_text(tomli_w.dumps({"name": "甲\x1b[2J[red]\x9b乙\u202e"}), "utf-8")
    with terminals(tmp_path) as begin:
        talk = begin("firm.toml", TERM="dumb")
        talk.child.sendintr()
        talk.end()
        assert "\x1b" not in talk.seen
        assert "\x9b" not in talk.seen
        assert "[red]" in talk.seen


def test_hostile_results_are_shown_as_text(jinshan: Jinshan, firm: str) -> None:
    """A result file from a stranger: `diff` reads it with the same care."""
    jinshan("match", "firm.toml", *DAY, "-o", "old.json")
    old = json.loads(Path("old.json").read_text("utf-8"))
    for policy in old["policies"]:
        policy["title"] = firm
        for benefit in policy["benefits"]:
            benefit["title"], benefit["status"] = firm, "eligible"
    Path("new.json").write_text(json.dumps(old), "utf-8")
    screen = jinshan("diff", "old.json", "new.json")
    ran(screen)
    assert "新增可享" in screen.out
