"""`jinshan batch` of firm files: a folder, or several, as a list; every file judged or told."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from support.cases import EXAMPLES, IN_TIME
from support.commandline import Jinshan
from support.told import firm_row, random_firms

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.firm.interview import Kept, dump_answers
from jinshan_cli.use.result.assess import assess

pytestmark = pytest.mark.usefixtures("in_folder")

AS_OF = ("--as-of", str(IN_TIME))
FOLDER = EXAMPLES[0].parent


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV by heading."""
    return list(csv.DictReader(StringIO(text)))


def folder_of(firms: Sequence[Firm], edition: Edition) -> Path:
    """The firms as files in a folder of their own."""
    folder = Path("企业资料")
    folder.mkdir()
    for number, firm in enumerate(firms):
        (folder / f"{number:03d}.toml").write_bytes(dump_answers(Kept(firm, frozenset()), edition.facts))
    return folder


def test_a_folder_is_judged_as_each_of_its_files(jinshan: Jinshan, edition: Edition) -> None:
    """Of any firms: each file's row has the verdicts, facts to ask for and sums of the firm by itself."""
    firms = random_firms(edition, 60, seed=15)
    screen = jinshan("batch", folder_of(firms, edition), "-o", "-", "--json", *AS_OF)
    assert screen.code == 0, screen.err
    found = [json.loads(line) for line in screen.out.splitlines()]
    assert [row["file"] for row in found] == [f"{number:03d}.toml" for number in range(60)]
    for row, firm in zip(found, firms, strict=True):
        wanted = firm_row(assess(edition, firm, IN_TIME))
        assert {key: row[key] for key in ("eligible", "undetermined", "missing")} == {
            key: wanted[key] for key in ("eligible", "undetermined", "missing")
        }
        assert [row[f"grant_{end}"] for end in ("low", "high")] == [
            None if wanted[key] is None else int(wanted[key]) / 100 for key in ("grant_low", "grant_high")
        ]


def test_a_workbook_of_a_folder_is_in_words(jinshan: Jinshan) -> None:
    """In Chinese: headings, options and the file's column are words, and read again they are the same firms."""
    assert jinshan("batch", FOLDER, "-o", "a.xlsx", *AS_OF).code == 0
    sheet = openpyxl.load_workbook("a.xlsx").worksheets[0]
    titles, *firms = sheet.iter_rows(values_only=True)
    assert titles[0] == "企业名称"
    assert "文件" in titles
    assert firms[3][titles.index("行业")] == "餐饮业"
    both = jinshan("batch", FOLDER, "-o", "-", *AS_OF), jinshan("batch", "a.xlsx", "-o", "-", *AS_OF)
    one, again = (rows(screen.out) for screen in both)
    assert [(row["eligible"], row["missing"], row["grant_low"]) for row in again] == [
        (row["eligible"], row["missing"], row["grant_low"]) for row in one
    ]


def test_a_broken_file_is_listed_and_the_others_are_taken(jinshan: Jinshan) -> None:
    """Exit 3; the file by its name with each of its faults, on the screen and in the list of problems; nothing else."""
    folder = Path("资料")
    folder.mkdir()
    (folder / "甲.toml").write_text('name = "甲"\nsector = "retail"\nnewly_above_quota = true\n', "utf-8")
    (folder / "坏.toml").write_text('revenue = "很多"\nemployees = -1\n', "utf-8")
    (folder / "乱.toml").write_text("= =", "utf-8")
    screen = jinshan("batch", folder, "-o", "a.csv", *AS_OF)
    assert screen.code == 3
    assert "! 坏.toml revenue：无法识别为数字“很多”" in screen.err
    assert "坏.toml employees：不能是负数“-1”" in screen.err
    assert "读入 3 份 = 写出 1 家 + 拒收 2 份" in screen.err
    (row,) = rows(Path("a.csv").read_text("utf-8"))
    assert (row["name"], row["file"], row["eligible"]) == ("甲", "甲.toml", "13")
    refused = rows(Path("a.csv.problems.csv").read_text("utf-8"))
    assert [(each["value"], each["column"]) for each in refused] == [("乱.toml", ""), ("坏.toml", "")]
    assert "employees" in refused[1]["why"]


def test_what_else_lies_there(jinshan: Jinshan) -> None:
    """Other files of a folder are named and not read, hidden ones are not spoken of, and the run is whole."""
    folder = Path("资料")
    folder.mkdir()
    (folder / "甲.toml").write_text('name = "甲"', "utf-8")
    for name in (".DS_Store", "._甲.toml", "名单.xlsx"):
        (folder / name).write_text("x")
    screen = jinshan("batch", folder, "-o", "-", *AS_OF)
    assert screen.code == 0
    assert "另有 1 个文件不是企业资料（.toml），没有读：名单.xlsx" in screen.err
    assert "DS_Store" not in screen.err
    assert [row["name"] for row in rows(screen.out)] == ["甲"]


def test_folders_in_a_folder_are_told(jinshan: Jinshan) -> None:
    """They are not looked into, and that is said: of one with firm files beside them, and of one with nothing else."""
    Path("资料", "一街").mkdir(parents=True)
    Path("资料", "一街", "甲.toml").write_text('name = "甲"', "utf-8")
    refused = jinshan("batch", "资料", "-o", "-", *AS_OF)
    assert (refused.code, "子文件夹里的不读，请直接写子文件夹：一街" in refused.err) == (2, True)
    Path("资料", "乙.toml").write_text('name = "乙"', "utf-8")
    for command in ("batch", "gather"):
        screen = jinshan(command, "资料", "-o", f"{command}.csv", *AS_OF)
        assert (screen.code, "! 文件夹里的 1 个子文件夹没有看：一街" in screen.err) == (0, True), screen.err
    assert [row["name"] for row in rows(Path("batch.csv").read_text("utf-8"))] == ["乙"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_nothing_is_told(jinshan: Jinshan) -> None:
    """A firm file that leads nowhere is refused by name, not passed over."""
    Path("资料").mkdir()
    Path("资料/乙.toml").write_text('name = "乙"', "utf-8")
    Path("资料/甲.toml").symlink_to("没有.toml")
    screen = jinshan("batch", "资料", "-o", "a.csv", *AS_OF)
    assert (screen.code, "找不到这个文件" in screen.err, "拒收 1 份" in screen.err) == (3, True, True)


@pytest.mark.parametrize("command", ["batch", "gather", "due"])
def test_facts_of_another_table_are_told(jinshan: Jinshan, command: str) -> None:
    """What a visit was told and this table does not ask is named with its file: nothing is dropped without a word."""
    Path("资料").mkdir()
    visit = '[[asked]]\non = 2023-04-01\nedition = "jinshan-2022"\nanswers = ["of_old"]\n'
    Path("资料/甲.toml").write_text(f'name = "甲"\nof_old = 7\n{visit}', "utf-8")
    screen = jinshan(command, "资料", *(() if command == "due" else ("-o", "a.csv")), *AS_OF)
    assert "! 这版政策表没有这些指标，没有用：of_old（甲.toml）" in screen.err
    Path("资料/乙.toml").write_text(f'name = "乙"\nof_old = 8\n{visit}', "utf-8")
    screen = jinshan(command, "资料", *(() if command == "due" else ("-o", "b.csv")), *AS_OF)
    assert "没有用：of_old（乙.toml、甲.toml）" in screen.err


def test_a_folder_that_is_named_twice_counts_once(jinshan: Jinshan) -> None:
    """What lies in it and is no firm's is counted once, as its firms are."""
    Path("资料/一街").mkdir(parents=True)
    Path("资料/甲.toml").write_text('name = "甲"', "utf-8")
    Path("资料/说明.txt").write_text("", "utf-8")
    screen = jinshan("batch", "资料", "./资料", "-o", "a.csv", *AS_OF)
    assert "另有 1 个文件不是企业资料（.toml），没有读：说明.txt" in screen.err
    assert "! 文件夹里的 1 个子文件夹没有看：一街" in screen.err


@pytest.mark.parametrize("command", ["batch", "gather"])
def test_a_folder_is_looked_into_once(jinshan: Jinshan, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """What is checked is what is read, whatever comes into the folder meanwhile."""
    Path("资料").mkdir()
    Path("资料/甲.toml").write_text('name = "甲"', "utf-8")
    looked, look = list[Path](), Path.iterdir

    def watched(path: Path) -> Iterator[Path]:
        looked.append(path)
        return look(path)

    monkeypatch.setattr(Path, "iterdir", watched)
    assert jinshan(command, "资料", "-o", "a.csv", *AS_OF).code == 0
    assert looked.count(Path("资料")) == 1


def test_several_files_and_one_named_twice(jinshan: Jinshan) -> None:
    """Files and folders together, each file once, two of one name told apart; a list among them is refused."""
    for folder in ("一", "二"):
        Path(folder).mkdir()
        Path(folder, "甲.toml").write_text(f'name = "甲{folder}"', "utf-8")
    screen = jinshan("batch", "一/甲.toml", "一", "二", "-o", "-", *AS_OF)
    assert [(row["name"], Path(row["file"])) for row in rows(screen.out)] == [
        ("甲一", Path("一/甲.toml")),
        ("甲二", Path("二/甲.toml")),
    ]
    refused = jinshan("batch", "一", "名单.csv", "-o", "-")
    assert (refused.code, "名单.csv" in refused.err) == (2, True)


def test_a_file_is_a_firm_whatever_it_is_called(jinshan: Jinshan) -> None:
    """A firm named as a sum or a remark is one all the same: there are no sums among files."""
    Path("资料").mkdir()
    for name in ("合计", "备注：无"):
        Path("资料", f"{name[0]}.toml").write_text(f'name = "{name}"\nemployees = 3\n', "utf-8")
    screen = jinshan("batch", "资料", "-o", "-", *AS_OF)
    assert sorted(row["name"] for row in rows(screen.out)) == ["合计", "备注：无"]


@pytest.mark.parametrize("strict", [(), ("--strict",)])
def test_nothing_that_is_read_is_written_over(jinshan: Jinshan, strict: tuple[str, ...]) -> None:
    """The list of problems never takes the place of a firm file, `--force` or not; an empty folder says so."""
    Path("资料").mkdir()
    Path("资料/甲.toml").write_text("name = 1", "utf-8")
    Path("资料/乙.toml").write_text('name = "乙"', "utf-8")
    screen = jinshan("batch", "资料", "-o", "a.csv", "--problems", "资料/乙.toml", "--force", *strict)
    assert (screen.code, "输出与输入是同一个文件" in screen.err) == (2, True)
    assert Path("资料/乙.toml").read_text("utf-8") == 'name = "乙"'
    Path("空").mkdir()
    assert "文件夹里没有企业资料" in jinshan("batch", "空", "-o", "a.csv").err


def test_reform_takes_a_folder_too(jinshan: Jinshan) -> None:
    """Every command that takes a list takes a folder of firm files, read in one way."""
    screen = jinshan("reform", FOLDER, "--to", FOLDER.parent / "data", "--json", *AS_OF)
    assert (screen.code, json.loads(screen.out)["whole"]["rows"]) == (0, len(EXAMPLES))
