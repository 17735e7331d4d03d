"""Lists of an edition that speaks English: batch in every layout and ending, due, reform and diff of them."""

import csv
import re
import zipfile
from pathlib import Path

import pytest
from support.commandline import Jinshan, Screen

ENGLISH = Path(__file__).parents[1] / "english_edition"
CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
EDITION = ("--as-of", "2026-05-01", "--data", str(ENGLISH))
FIRMS = (
    "Firm,Sector,Employees (salariés),Founded,Turnover (€),Cost of the works (€),New hires,Owner under 40,Town\n"
    'Ann,food,30 salariés,2019,"€1,200,000",40 000 €,12,oui,X\n'
    "Bob,wood,abc,2020-13-01,-3,,3,non,Y\n"
    "Bob,wood,100-200,,5,4 %,,x,Y\n"
    ",trade,,,,,,,\n"
)
FORMS = ("md", "xlsx", "json")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where there is a list, and a table with other figures."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firms.csv").write_text(FIRMS, "utf-8")
    (tmp_path / "after").mkdir()
    for file in ENGLISH.iterdir():
        text = file.read_text("utf-8").replace("min(5% * cost, 40000)", "min(3% * cost, 20000)")
        (tmp_path / "after" / file.name).write_text(text.replace("employees < 250", "employees < 20"), "utf-8")
    return tmp_path


def _english(folder: Path, screen: Screen, code: int) -> None:
    """Nothing Chinese on the screen nor in what was written."""
    assert screen.code == code, screen.err
    assert CHINESE.findall(screen.out + screen.err) == []
    for path in folder.glob("out*"):
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                text = "\n".join(book.read(name).decode() for name in book.namelist() if "/theme/" not in name)
        elif path.suffix != ".parquet":
            text = path.read_text("utf-8-sig")
        assert CHINESE.findall(text) == [], path
        assert 'lang="zh' not in text


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl", "html"])
def test_a_list(folder: Path, jinshan: Jinshan, ending: str) -> None:
    """Result, summary, problems and progress; its own money and words are read in every row, whatever thread reads."""
    screen = jinshan("batch", "firms.csv", "-o", f"out.{ending}", "--by", "Town", *EDITION)
    _english(folder, screen, 3)
    problems = (folder / f"out.{ending}.problems.csv").read_text("utf-8-sig")
    assert "Bob" not in problems
    assert [line.split(",")[2] for line in problems.splitlines()[1:]] == ["abc", "2020-13-01", "-3", "4 %"]


def test_a_check_with_a_comma_is_one_cell(folder: Path, jinshan: Jinshan) -> None:
    """What a check says stands in quotation marks if it has a comma, though every cell of the list was read."""
    policies = folder / "after" / "policies.toml"
    policies.write_text(policies.read_text("utf-8").replace("employees: please", "employees, please"), "utf-8")
    (folder / "hires.csv").write_text("name,employees,new_hires\nAnn,3,9\nBob,9,1\n", "utf-8")
    assert jinshan("batch", "hires.csv", "-o", "out.csv", "--data", "after").code == 0
    with (folder / "out.csv").open(encoding="utf-8", newline="") as lines:
        told = [row["problems"] for row in csv.DictReader(lines, strict=True)]
    assert told == ["More new hires than employees, please check.", ""]


@pytest.mark.parametrize("layout", ["benefit", "call"])
def test_other_layouts(folder: Path, jinshan: Jinshan, layout: str) -> None:
    """A row a benefit, and whom to call."""
    _english(folder, jinshan("batch", "firms.csv", "-o", "out.xlsx", "--layout", layout, *EDITION), 3)


def test_last_days_of_a_list(folder: Path, jinshan: Jinshan) -> None:
    """Whom a last day concerns, on the screen and as a sheet."""
    _english(folder, jinshan("due", "firms.csv", "--within", "90", *EDITION), 3)
    _english(folder, jinshan("due", "firms.csv", "--within", "90", "-o", "out.xlsx", *EDITION), 3)


@pytest.mark.parametrize("ending", ["", "html", "xlsx", "csv", "json"])
def test_a_reform(folder: Path, jinshan: Jinshan, ending: str) -> None:
    """What a change does, on the screen and in every file."""
    wanted = ("-o", f"out.{ending}", "--by", "Town") if ending else ()
    _english(folder, jinshan("reform", "firms.csv", "--to", "after", *wanted, *EDITION), 3)


@pytest.mark.parametrize("ending", ["", "html", "xlsx"])
def test_two_lists(folder: Path, jinshan: Jinshan, ending: str) -> None:
    """Results are read back by their English headings and compared; rows of one name are told (3)."""
    jinshan("batch", "firms.csv", "-o", "one.xlsx", *EDITION)
    (folder / "firms.csv").write_text(FIRMS.replace("30 salariés", "300"), "utf-8")
    jinshan("batch", "firms.csv", "-o", "two.xlsx", *EDITION)
    wanted = ("-o", f"out.{ending}") if ending else ()
    _english(folder, jinshan("diff", "one.xlsx", "two.xlsx", *wanted, "--data", ENGLISH), 3)


def test_two_tables_and_two_results(folder: Path, jinshan: Jinshan) -> None:
    """Which rule changed, and what it did to one firm."""
    _english(folder, jinshan("diff", ENGLISH, "after", "--data", ENGLISH), 0)
    jinshan("match", "--set", "cost=40 000 €", "-o", "one.json", *EDITION)
    jinshan("match", "--set", "cost=90 000 €", "--set", "sector=food", "-o", "two.json", *EDITION)
    _english(folder, jinshan("diff", "one.json", "two.json", "--data", ENGLISH), 0)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "toml"])
def test_what_is_to_be_filled_in(folder: Path, jinshan: Jinshan, ending: str) -> None:
    """A template whose headers are read; its sheets, notes, prompts and lists too."""
    _english(folder, jinshan("template", f"out.{ending}", "--data", ENGLISH), 0)


TABLES = [(command, ending) for command in ("list", "show", "facts", "activities", "due") for ending in FORMS]


@pytest.mark.parametrize(("command", "ending"), [*TABLES, ("calendar", "ics")])
def test_files(folder: Path, jinshan: Jinshan, command: str, ending: str) -> None:
    """The tables of an edition as files; the calendar as one that every program reads."""
    args = {"show": ("1-3",), "facts": ()}.get(command, ())
    day = EDITION[2:] if command == "facts" else EDITION
    _english(folder, jinshan(command, *args, "-o", f"out.{ending}", *day), 0)


def test_a_list_of_an_older_excel(folder: Path, jinshan: Jinshan) -> None:
    """A list in Windows-1252 is read as such where the edition speaks no Chinese, and its letters are to be judged."""
    (folder / "old.csv").write_bytes(FIRMS.replace("Ann", "Société Žan").encode("cp1252"))
    jinshan("batch", "firms.csv", "-o", "new.csv", *EDITION)
    screen = jinshan("batch", "old.csv", "-o", "out.csv", *EDITION)
    _english(folder, screen, 3)
    assert "read as Windows-1252" in screen.err
    assert "line 1" in screen.err
    told = (folder / "out.csv").read_text("utf-8-sig")
    assert told.replace("Société Žan", "Ann") == (folder / "new.csv").read_text("utf-8-sig")
    (folder / "bad.csv").write_bytes(FIRMS.encode("cp1252") + b"\x81,food\n")
    screen = jinshan("batch", "bad.csv", "-o", "none.csv", *EDITION)
    assert (screen.code, "nor Windows-1252" in screen.err) == (2, True)


def test_a_refused_cell_stands_apart_from_why(folder: Path, jinshan: Jinshan) -> None:
    """On the screen and in its row: `not a number (“abc”)`, where Chinese needs no spaces."""
    screen = jinshan("batch", "firms.csv", "-o", "out.csv", *EDITION)
    assert "Employees (salariés): not a number (“abc”); a whole number" in screen.err
    with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as rows:
        told = [row["problems"] for row in csv.DictReader(rows)]
    assert told[1].startswith("Employees (salariés) (“abc”): not a number; ")


def test_what_was_extended_ends_as_a_noun(folder: Path, jinshan: Jinshan) -> None:
    """The day to which a note says a period was extended is the last day of something."""
    due = jinshan("due", "--within", "900", "--as-of", "2026-05-01", "--data", str(ENGLISH))
    assert "last day of extended period, by other sources" in " ".join(due.out.split())


def test_what_a_calendar_leaves_out(jinshan: Jinshan) -> None:
    """It is said in a sentence, and the file says that it is in English."""
    found = jinshan("calendar", "-o", "-", "--data", ENGLISH, "--as-of", "2026-05-01")
    assert found.err.endswith("; left out: 1 date of activities that is not stated.\n")
    assert "PRODID:-//jinshan//jinshan//EN" in found.out
    late = jinshan("calendar", "-o", "-", "--data", ENGLISH, "--as-of", "2026-12-30").err
    assert re.search(r"; left out: \d+ over, 1 date of activities that is not stated\.\n$", late)
