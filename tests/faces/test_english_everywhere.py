"""All that a user of an English edition can come to, with ugly input: no Chinese in any output, error or file."""

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from support.commandline import Jinshan

from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.commands import COMMANDS
from jinshan_cli.faces.completion.offers import complete
from jinshan_cli.files.edition.folder import load_edition

ENGLISH = Path(__file__).parents[1] / "english_edition"
CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
DATA = ("--data", "EDITION")
DAY = ("--as-of", "2026-05-01", *DATA)
HEADER = (
    "Firm,Registration code,Sector,Employees (salariés),Founded,Turnover (€),Cost of the works (€),New hires,Town\n"
)
LIST = (
    HEADER + 'Ann,1,food,30 salariés,2019,"€1,200,000",40 000 €,12,X\nBob,2,wood,abc,2020-13-01,-3,,3,Y\n'
    "Bob,3,wood,100-200,,5,4 %,x,Y\n,,trade,,,,,,\n\nTotal,,,130,,,,,\n"
    f'Cid,4,food,1,2019,"5,3\nDan,5,food,1\n{HEADER}Eve,1,food,1e9,1800,99999999999,1,1,"Z"x'
)
ASKED = 'name = "Ann"\nemployees = "30 salariés"\n[[asked]]\non = 2020-01-01\nby = "Joe"\nedition = "old"\n'
TEXTS = {
    "ugly.csv": LIST,
    "empty.csv": "",
    "head.csv": HEADER,
    "none.csv": "a,b\n1,2\n",
    "twice.csv": "Firm,Employees,employees,Employees (kg),\nA,1,2,3,4\n",
    "lines.jsonl": '{"name":"A","employees":"x"}\n[1]\n{"a":\n{"name":"B","employees":{"low":1,"high":null}}\n',
    "array.jsonl": '[{"name":"A"}]',
    "bad.toml": 'name = "A"\nemployees = "x"\nsector = "foo"\nnix = 1\n',
    "syntax.toml": "name = A\n",
    "ok.toml": ASKED + 'answers = ["employees"]\n',
    "firms/a.toml": ASKED + 'answers = ["employees"]\n',
    "firms/b.toml": ASKED,
    "firms/c.toml": "name = A\n",
    "firms/x.txt": "x",
}
BYTES = {
    "nul.csv": b"a\0b",
    "bad.xlsx": b"PK\3\4junk",
    "x.pdf": b"%PDF-1",
    "old.xls": bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600,
    "gz.csv": b"\x1f\x8b00",
    "book.xlsb": b"PK\3\4junk",
}
BROKEN = {
    "unknown": ('when = "', 'when = "nix and '),
    "typed": ('title = "Work"', "title = 5"),
    "syntax": ("[[policies]]", "[[policies]"),
    "literal": ('kind = "cap"', 'kind = "capp"'),
    "units": ('amount = "', 'amount = "1 + '),
    "compared": ("employees < 250", "employees < 250 < sector"),
    "taken": ("[conditions.small]", "[conditions.employees]"),
    "grouped": ("min(5% * cost, 40000)", "min(5% * cost, 40,000)"),
    "after": ("min(5% * cost, 40000)", "min(3% * cost, 20000)"),
}
"""editions with one thing in every place of it changed"""
SETTINGS = ("founded=2020-13-01", "turnover=-5", "export_share=300%", "young=perhaps", "turnover=5 kg", "nix=1", "foo")
COMMAND_LINES: list[tuple[str, ...]] = [
    *(("batch", name, "-o", "out.csv", *DAY) for name in (*TEXTS, *BYTES, "nowhere.csv", "firms")),
    *(
        ("batch", "ugly.csv", "-o", "out.csv", *more, *DAY)
        for more in (("--strict",), ("--by", "nix"), ("--sheet", "x"))
    ),
    ("batch", "ugly.csv", "-o", "out.csv", "--by", "employees", *DAY),
    ("batch", "ugly.csv", "-o", "out.xlsx", "--near", "--by", "Town", *DAY),
    ("batch", "ugly.csv", "-o", "out.html", "--layout", "benefit", *DAY),
    ("batch", "ugly.csv", "-o", "ugly.csv", *DAY),
    ("batch", "ugly.csv", "firms", "-o", "out.csv", *DAY),
    ("batch", "ugly.csv", *DAY),
    ("batch", "firms", "-o", "out.html", *DAY),
    *(("due", name, *DAY) for name in ("ugly.csv", "firms", "bad.xlsx", "nowhere.csv")),
    *(("match", name, *DAY) for name in ("bad.toml", "syntax.toml", "ok.toml", "nowhere.toml", "ugly.csv")),
    ("match", *(part for setting in SETTINGS for part in ("--set", setting)), *DAY),
    ("ask", "--from", "ugly.csv", "--firm", "Ann", *DAY),
    ("ask", "--from", "ugly.csv", "--firm", "Nobody", *DAY),
    ("ask", "--from", "ugly.csv", "--firm", "Bob", *DAY),
    ("ask", "ok.toml", "--save", "out.toml", *DAY),
    ("gather", "firms", "ugly.csv", "-o", "out.csv", *DAY),
    ("gather", "firms", "-o", "out.xlsx", *DAY),
    ("gather", "firms", "ugly.csv", "-o", "out.xlsx", *DAY),
    ("gather", "ugly.csv", "firms", "-o", "out.csv", *DAY),
    ("gather", "firms", "-o", "out.pdf", *DAY),
    ("reform", "ugly.csv", "--to", "after", "--by", "Town", "-o", "out.html", *DAY),
    *(("reform", "ugly.csv", "--param", value, *DAY) for value in ("nix=5", "first_step=x", "first_step=5")),
    ("reform", "ugly.csv", "--to", "unknown", *DAY),
    ("reform", "ugly.csv", "--to", "after", "--weight", "Town", *DAY),
    ("diff", "EDITION", "after", *DATA),
    ("diff", "ugly.csv", "ugly.csv", *DATA),
    ("diff", "nowhere", "x", *DATA),
    *(("check", name) for name in (*BROKEN, "EDITION")),
    *(("list", "--data", name) for name in BROKEN),
    *((name, "--nix", *DATA) for name in COMMANDS),
    *((name, "--help", *DATA) for name in COMMANDS),
    ("--help", *DATA),
    ("nix", *DATA),
    ("show", "99", *DATA),
    ("list", "--kind", "x", *DATA),
    ("activities", "--month", "13", *DATA),
    ("due", "--within", "x", *DATA),
    ("match", "--as-of", "2026-13-01", *DATA),
    ("match", "--set"),
]
Run = Callable[[tuple[str, ...]], str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jinshan: Jinshan) -> Run:
    """Runs a command line in a folder of ugly files; all that it told and wrote."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JINSHAN_DATA", str(ENGLISH))
    (tmp_path / "firms").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    for name, content in BYTES.items():
        (tmp_path / name).write_bytes(content)
    for name, (old, new) in BROKEN.items():
        shutil.copytree(ENGLISH, name)
        policies = tmp_path / name / "policies.toml"
        policies.write_text(policies.read_text("utf-8").replace(old, new), "utf-8")

    def told(args: tuple[str, ...]) -> str:
        screen = jinshan(
            *(str(ENGLISH) if arg == "EDITION" else arg for arg in args), stdin=b"?\nabc\n\nx\n", width=150
        )
        assert screen.code != 1, screen.err
        return screen.out + screen.err + "".join(map(_text, sorted(tmp_path.glob("out*"))))

    return told


def _text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8-sig")
    with zipfile.ZipFile(path) as book:
        return "\n".join(book.read(name).decode() for name in book.namelist() if "/theme/" not in name)


@pytest.mark.parametrize("args", COMMAND_LINES, ids=" ".join)
def test_nothing_chinese_is_told(run: Run, args: tuple[str, ...]) -> None:
    """Not a character nor mark, and no field left open; pages of help and usage errors speak as `--data` does."""
    told = run(args)
    assert CHINESE.findall(told) == []
    assert re.findall(r"\{\w+[:}]", told) == []


def test_one_and_many() -> None:
    """English has a singular; a count of 1 is told in it."""
    load_edition(ENGLISH)
    assert tell("{count:,} 行", count=1) == "1 row"
    assert tell("{count:,} 行", count=1200) == "1,200 rows"


@pytest.mark.parametrize(
    ("args", "headings"),
    [(("list",), ["Examples:", "Arguments:", "Options:"]), ((), ["Examples:", "Commands:", "Options:"])],
)
def test_pages_of_help_are_headed(
    jinshan: Jinshan, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], headings: list[str]
) -> None:
    """Headings of lists are not the words that usage and facts have for an argument, an option, a command."""
    monkeypatch.setenv("JINSHAN_DATA", str(ENGLISH))
    page = jinshan(*args, "--help").out
    assert [line for line in page.splitlines() if re.fullmatch(r"\w+:", line)] == headings


def test_a_refused_option_is_one_line(jinshan: Jinshan) -> None:
    """Its name, what is wrong, what there is and what is near, with a space where one belongs."""
    err = jinshan("list", "--kind", "grannt", "--data", ENGLISH).err
    assert "Error: wrong option --kind: no “grannt”; one of grants (grant), " in err
    assert err.endswith("finance (finance). Did you mean grant?\n")


def test_the_tab_key_speaks_english() -> None:
    """A flag's two words are the edition's own."""
    assert [value for value, _ in complete(f"jinshan match --data {ENGLISH} --set young=")] == ["young=yes", "young=no"]


def test_help_of_the_built_in_edition_is_chinese(jinshan: Jinshan) -> None:
    """Without a folder of another language help and refusals are Chinese, after an English run too."""
    jinshan("list", "--data", ENGLISH)
    assert "用法：" in jinshan("list", "--help").out
    assert "没有选项 --nix" in jinshan("list", "--nix").err
