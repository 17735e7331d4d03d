"""The ending of a file says how it is written, `--json` may not say otherwise, and no file is lost on the way."""

from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook
from support.commandline import Jinshan
from support.lists import AS_OF, CLEAN, batch

from jinshan_cli.faces.tables.rowfiles import RowFile, markdown, workbook

pytestmark = pytest.mark.usefixtures("in_folder")

BAD = CLEAN + "坏,1,enterprise,retail,abc,3200,是,1,new,是\n"
FIRM = ("match", "--set", "sector=retail", *AS_OF)


@pytest.mark.parametrize(
    "line", [(*FIRM, "--json", "-o", "r.html"), ("show", "13", "--json", "-o", "r.md"), (*FIRM, "-o", "r.docx")]
)
def test_contradictions_are_refused(jinshan: Jinshan, line: tuple[str, ...]) -> None:
    """`--json` into another format, or a format there is not: usage error, nothing written."""
    screen = jinshan(*line)
    assert screen.code == 2, screen
    assert line[-1] in screen.err
    assert not list(Path().iterdir())


@pytest.mark.parametrize(("ending", "near"), [("html", ""), ("xslx", ".xlsx"), ("jsn", ".json"), ("MARKDOWN", "")])
def test_an_ending_is_near_that_is_a_slip_of_it(jinshan: Jinshan, ending: str, near: str) -> None:
    """A page is not nearly Markdown: no two letters in common make an ending near."""
    assert jinshan("activities", "-o", f"a.{ending}").err.partition("相近：")[2].strip() == near


def test_a_list_as_json_has_its_ending(jinshan: Jinshan) -> None:
    """`batch --json` is JSON lines, in a file of that ending or of none."""
    assert batch(jinshan, CLEAN, "--json", "-o", "o.csv").code == 2
    assert batch(jinshan, CLEAN, "--json", "-o", "o").code == 0
    assert Path("o").read_text("utf-8").startswith('{"name":')


@pytest.mark.parametrize("given", [CLEAN, BAD])
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_the_problem_list_is_not_the_results(jinshan: Jinshan, given: str, force: tuple[str, ...]) -> None:
    """Results and problem list may not be the same file, however it is named; nothing is written."""
    screen = batch(jinshan, given, "-o", "r.csv", "--problems", "./r.csv", *force)
    assert screen.code == 2
    assert "同一个文件" in screen.err
    assert not Path("r.csv").exists()


def test_a_named_problem_list_is_always_written(jinshan: Jinshan) -> None:
    """A list without problems gives a problem list with its heading alone, in place of the one before."""
    assert batch(jinshan, BAD, "-o", "r.csv", "--problems", "p.csv").code == 3
    assert len(Path("p.csv").read_text("utf-8").splitlines()) == 2
    assert batch(jinshan, CLEAN, "-o", "r.csv", "--problems", "p.csv", "--force").code == 0
    assert len(Path("p.csv").read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize("name", ["p.xlsx", "p", "-"])
def test_a_problem_list_is_csv(jinshan: Jinshan, name: str) -> None:
    """Under another ending it would be a file that no program opens: refused, and nothing is written."""
    screen = batch(jinshan, BAD, "-o", "r.csv", "--problems", name)
    assert (screen.code, "可用的结尾：.csv" in screen.err) == (2, True)
    assert not Path(name).exists()
    assert not Path("r.csv").exists()


def test_a_stale_problem_list_goes(jinshan: Jinshan) -> None:
    """A clean run with `--force` takes away the default list of an earlier run."""
    assert batch(jinshan, BAD, "-o", "r.csv").code == 3
    assert Path("r.csv.problems.csv").exists()
    assert batch(jinshan, CLEAN, "-o", "r.csv", "--force").code == 0
    assert not Path("r.csv.problems.csv").exists()


@pytest.mark.parametrize("numbers", [",", "", "、", " "])
def test_no_number_is_no_policy(jinshan: Jinshan, numbers: str) -> None:
    """`show` with nothing but separators is told, not answered with nothing."""
    screen = jinshan("show", numbers)
    assert (screen.code, screen.out) == (2, "")
    assert "没有这个编号" in screen.err


@pytest.mark.parametrize("ending", ["md", "html", "json", "xlsx"])
def test_a_policy_as_a_file(jinshan: Jinshan, ending: str) -> None:
    """`show -o` writes the policy whole, says nothing else, and replaces a file only with `--force`."""
    output = Path(f"p.{ending}")
    assert jinshan("show", "13", "-o", output) == (0, "", "")
    texts = texts_of(output)
    for words in ("57921185", "新增限额以上", "区经委", "消费贡献与新增限上企业奖励"):
        assert words in texts, words
    kept = output.read_bytes()
    screen = jinshan("show", "9", "-o", output)
    assert (screen.code, screen.out, output.read_bytes()) == (2, "", kept)
    assert "--force" in screen.err
    assert jinshan("show", "9", "-o", output, "--force").code == 0
    assert "12333" in texts_of(output)


LISTS = [
    (("list", "--measure", "6"), "md html json xlsx", ("57921185", "商业载体")),
    (("facts", "行业"), "md json xlsx", ("sector", "零售业", "餐饮")),
    (("activities", "沪岗"), "md json xlsx", ("区人社局", "周末线下招聘会", "春秋两季")),
]


@pytest.mark.parametrize(
    ("line", "ending", "words"),
    [(line, ending, words) for line, endings, words in LISTS for ending in endings.split()],
)
def test_a_table_as_a_file(jinshan: Jinshan, line: tuple[str, ...], ending: str, words: tuple[str, ...]) -> None:
    """`list`, `facts` and `activities` write what they found by the ending; JSON is what `--json` prints."""
    output = Path(f"t.{ending}")
    assert jinshan(*line, "-o", output) == (0, "", "")
    texts = texts_of(output)
    assert [word for word in words if word not in texts.replace("\\", "")] == []
    printed = jinshan(*line, "--json").out
    assert ending != "json" or texts == printed
    assert jinshan(*line, "--json", "-o", "-").out == printed
    assert jinshan(*line, "-o", output).code == 2
    assert jinshan(*line, "-o", output, "--force").code == 0
    assert jinshan(*line, "-o", "t.csv").code == 2
    assert [path.name for path in Path().iterdir()] == [output.name]


def test_rows_of_a_file_are_plain_text() -> None:
    """No cell becomes a formula, a bar within a cell is no new cell, and figures are figures."""
    table = SimpleNamespace(rows=lambda: RowFile("表", ("甲", "乙"), [("=1+1|2", 7)]))
    assert markdown(table).endswith("| 甲 | 乙 |\n| --- | --- |\n| =1+1\\|2 | 7 |\n")
    sheet = load_workbook(BytesIO(workbook(table)))["表"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [("=1+1|2", "s"), (7, "n")]


def texts_of(path: Path) -> str:
    """All text of a file."""
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    sheets = load_workbook(path).worksheets
    return "\n".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
