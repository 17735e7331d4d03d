"""The shell around every command: Chinese pages and errors, honest streams, exit codes, no traceback, quick start."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.demo import Run

from jinshan_cli.core.errors import EditionError, Fault, InputError
from jinshan_cli.faces import commands
from jinshan_cli.faces.shell import cli
from jinshan_cli.faces.shell.exits import MOST_FAULTS
from jinshan_cli.faces.shell.options import read_day
from jinshan_cli.faces.shell.pages import Page
from jinshan_cli.faces.words.faults import fault_line, fault_lines

NAMES = {
    "jinshan",
    "demo",
    "JINSHAN_DATA",
    "JINSHAN_DEMO_WORD",
    "JSON",
    "TOML",
    "CSV",
    "XLSX",
    "TSV",
    "Parquet",
    "JSONL",
    "Excel",
    "BOM",
    "HTML",
    "KEY",
    "VALUE",
    *("Tab", "bash", "zsh", "fish", "powershell", "pwsh"),
}
VALUES = {
    "problems",
    "grant",
    "relief",
    "firm",
    "benefit",
    "call",
    "labels",
    "toml",
    "csv",
    "xlsx",
    "json",
    "md",
    "html",
    "ics",
    "new",
    "copy",
    "draft",
    "docx",
    "txt",
    "todo",
}


def english(text: str, allowed: frozenset[str] = frozenset()) -> list[str]:
    """The Latin words of a screen that are neither options, nor keys_in_snake_case, nor names people must type."""
    text = re.sub(r"(?<!\w)--?[A-Za-z][\w-]*", " ", text)
    known = {word.casefold() for word in NAMES | VALUES | set(commands.COMMANDS) | allowed}
    return [
        word for word in re.findall(r"[A-Za-z][A-Za-z_]+", text) if word.casefold() not in known and "_" not in word
    ]


HELP_PAGES = [["-h"], ["--help"], [], ["demo", "-h"], ["demo", "--help"]]
HELP_PAGES += [[name, "-h"] for name in commands.COMMANDS if find_spec(f"{commands.__name__}.{name}")]


def test_a_long_name_breaks_only_between_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Choices that take more than a line are broken after a `|`, with no space put in."""
    monkeypatch.setenv("COLUMNS", "40")
    page = Page()
    page.section("选项", [("--shell bash|zsh|fish|powershell|pwsh|nushell", "哪种")])
    assert "".join(line.strip() for line in page.text.splitlines()[1:-1]) == (
        "--shell bash|zsh|fish|powershell|pwsh|nushell"
    )
    assert all(Page().width_of(line) <= 40 for line in page.text.splitlines())


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("args", HELP_PAGES, ids=" ".join)
def test_help_is_chinese(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A help page goes to stdout, ends with 0, has no English word and no line wider than 80 columns."""
    assert cli.run(args) == 0
    page = capsys.readouterr().out
    assert not english(page)
    assert all(Page().width_of(line) <= 80 for line in page.splitlines())


@pytest.mark.usefixtures("demo")
def test_help_page_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """A command's page in full: usage, text, examples, arguments, options with defaults and variables."""
    cli.run(["demo", "-h"])
    assert (
        capsys.readouterr().out
        == """\
用法：jinshan demo [选项] 编号...

  试用命令：把收到的值照样写出。

示例：
  jinshan demo 1 --json  写出

参数：
  编号...  政策编号  [必填]

选项：
  --as-of 日期           按哪一天计算，如 2023-05-01  [默认 今天]
  --data 文件夹          另用一份政策表；不写则用内置的
                         [环境变量 JINSHAN_DATA]
  --json                 以 JSON 输出
  -o, --output 文件      写入文件；- 为标准输出
  --force                覆盖已有的文件
  --kind grant|relief    种类  [默认 grant]
  --words 文本           多个词  [可重复]
  --layout firm|benefit  排列  [默认 firm]
  --source 文件          来源
  --labels, --no-labels  中文表头  [默认 是]
  --word 文本            词  [环境变量 JINSHAN_DEMO_WORD]
  -h, --help             显示本页
"""
    )


USAGE_ERRORS = [
    (["shwo"], "没有命令 shwo。是否要用 show？"),
    (["政策"], "没有命令 政策。"),
    (["\x1b[31mshow"], "没有命令 \\u001b[31mshow。是否要用 show？"),
    (["--jsn"], "没有选项 --jsn。命令的选项要写在命令之后。"),
    (["--version=1"], "选项 --version 后面不带值。"),
    (["demo"], "缺少参数 编号。"),
    (["demo", "1", "--jsn"], "没有选项 --jsn。是否要用 --json？"),
    (["demo", "1", "-z"], "没有选项 -z。"),
    (["demo", "1", "--as-of"], "选项 --as-of 后面要有值。"),
    (["demo", "1", "--json=1"], "选项 --json 后面不带值。"),
    (["demo", "一"], "参数 编号 有误：“一”不是整数。"),
    (
        ["demo", "1", "--kind", "grants"],
        "选项 --kind 有误：“grants”不是可选项；可选 grant、relief。是否要写 grant？",
    ),
    (["demo", "1", "--layout", "行"], "选项 --layout 有误：“行”不是可选项；可选 firm、benefit。"),
    (["demo", "1", "--as-of", "2023-02-30"], "选项 --as-of 有误：“2023-02-30”：没有这一天。"),
    (
        ["demo", "1", "--as-of", "5/1"],
        "选项 --as-of 有误：“5/1”不是日期；请写成 2023-05-01、2023/5/1 或 2023年5月1日。",
    ),
    (["demo", "1", "--source", "无.csv"], "选项 --source 有误：“无.csv”不存在。"),
    (["demo", "1", "--source", "."], "选项 --source 有误：“.”是文件夹；此处应为文件。"),
    (["demo", "1", "--data", "demo.py"], "选项 --data 有误：“demo.py”是文件；此处应为文件夹。"),
]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(("args", "message"), USAGE_ERRORS, ids=[ascii(" ".join(args)) for args, _ in USAGE_ERRORS])
def test_usage_errors(args: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A usage error: exit code 2, nothing on stdout, Chinese on stderr, the last line says what is wrong."""
    assert cli.run(args) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.splitlines()[-1] == f"错误：{message}"
    assert err.startswith("用法：jinshan ")
    assert not english(err, frozenset({"shwo", "grants", "nan", "mshow", "demo", "py"}))


@pytest.mark.usefixtures("demo")
def test_extra_argument(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """An argument too many is named, its control characters made visible."""
    module = ModuleType("one")
    exec('HELP = "无参数"\ndef run() -> None: print("到此")', module.__dict__)
    monkeypatch.setitem(sys.modules, "jinshan_cli.faces.commands.demo", module)
    assert cli.run(["demo", "多", "\x07"]) == 2
    assert capsys.readouterr().err.endswith("错误：多余的参数 多 \\u0007\n")


@pytest.mark.usefixtures("demo")
def test_values_reach_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Every kind of value arrives as its type, whatever of the accepted spellings was used."""
    args = "demo 1 3 --as-of 2023年5月1日 --kind relief --words 一 --words 二 --no-labels --data . -o -"
    assert cli.run(args.split()) == 0
    assert capsys.readouterr().out == ("[1, 3] 2023-05-01 . - relief ['一', '二'] firm False \n")


@pytest.mark.usefixtures("demo")
def test_environment_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that JINSHAN_DATA names wrongly is blamed on the variable."""
    monkeypatch.setenv("JINSHAN_DATA", "nowhere")
    assert cli.run(["demo", "1"]) == 2
    assert capsys.readouterr().err.endswith("错误：选项 --data（环境变量 JINSHAN_DATA）有误：“nowhere”不存在。\n")


@pytest.mark.parametrize(
    "text",
    [
        "2023-05-01",
        "2023-5-1",
        "2023/5/1",
        "2023.05.01",
        "20230501",
        " 2023年5月1日 ",
        "2023 年 5 月 1 日",
        "２０２３－０５－０１",
        "２０２３／５／１",
    ],
)
def test_dates(text: str) -> None:
    """A date is read in the ISO forms and as people in China write it."""
    assert read_day(text).isoformat() == "2023-05-01"


@given(st.text(max_size=20).filter(lambda text: not re.search(r"\d{4}", text)))
def test_no_text_breaks_read_date(text: str) -> None:
    """Whatever is no date is refused with a ValueError in Chinese and nothing else."""
    with pytest.raises(ValueError, match="不是日期"):
        read_day(text)


OUTCOMES = [
    ("input", 2, "错误：不认识\n  位置：a.toml\n  原值：x\\u001b[31m\n  提示：数\n  相近：y\n"),
    ("edition", 4, "错误：规则有误\n"),
    ("interrupt", 130, "\n已中断。\n"),
    ("abort", 130, "已取消。\n"),
    ("exit", 3, ""),
    ("missing", 2, "错误：无法读写文件：文件或文件夹不存在\n  位置：no-such-file.toml\n"),
]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(("word", "code", "text"), OUTCOMES)
def test_outcomes(word: str, code: int, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each way a command can end has its exit code and its words, on stderr only."""
    assert cli.run(["demo", "1", "--word", word]) == code
    assert capsys.readouterr() == ("", text)


def test_no_traceback_on_screen(run: Run, demo: Path) -> None:
    """A fault of ours: exit code 1, one Chinese line, the traceback in a file that the line names."""
    done = run("demo", "1", "--word", "bug")
    screen = done.stderr.decode()
    assert (done.returncode, done.stdout, screen.count("\n")) == (1, b"", 1)
    assert screen.startswith("错误：")
    assert not re.search("Traceback|secret", screen)
    log = next(demo.glob("jinshan-*.log"))
    assert str(log) in screen
    assert "RuntimeError: secret" in log.read_text(encoding="utf-8")


def test_the_log_of_a_fault_names_no_value(run: Run, demo: Path) -> None:
    """It is to be sent to others: of the command line it has the command and its options, not what they were given."""
    run("demo", "31", "--word=bug")
    run("demo", "31", "--word", "bug", "-o", "甲厂.csv")
    asked = {log.read_text(encoding="utf-8").splitlines()[1] for log in demo.glob("jinshan-*.log")}
    assert asked == {"demo --word", "demo --word -o"}


def test_a_module_cut_short_is_no_interruption(run: Run, demo: Path) -> None:
    """Of a compiled module whose end a full disk did not take Python says EOFError: a fault, and nobody's Ctrl-C."""
    done = run("demo", "1", "--word", "cut short")
    assert (done.returncode, "程序意外出错" in done.stderr.decode()) == (1, True)
    assert "EOFError" in next(demo.glob("jinshan-*.log")).read_text(encoding="utf-8")


def test_broken_command_module_is_no_traceback(run: Run, demo: Path) -> None:
    """A command that cannot even be imported ends like any other fault."""
    launch = demo / "launch.py"
    launch.write_text(launch.read_text(encoding="utf-8").replace("import demo", "demo = None"), encoding="utf-8")
    done = run("demo")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_unwritable_temp_folder(run: Run, demo: Path) -> None:
    """Where no log can be kept, the line still comes."""
    code = "import sys, tempfile; tempfile.mkstemp = lambda **_: (_ for _ in ()).throw(OSError(30, 'x'));"
    launch = demo / "launch.py"
    launch.write_text(code + launch.read_text(encoding="utf-8"), encoding="utf-8")
    done = run("demo", "1", "--word", "bug")
    assert (done.returncode, done.stderr.decode()) == (1, "错误：程序意外出错，已停止；详情未能存盘。\n")


def test_version_and_start(run: Run) -> None:
    """`--version` says so on stdout and imports none of the heavy libraries; nor does a page of help."""
    assert run("--version").stdout.decode() == "jinshan 0.1.0\n".replace("\n", os.linesep)
    probe = "import sys; from jinshan_cli.faces.shell.cli import run; run(sys.argv[1:]); print(*sys.modules)"
    for args in (["--version"], ["-h"]):
        done = subprocess.run([sys.executable, "-c", probe, *args], capture_output=True, check=True)
        loaded = set(done.stdout.decode().split())
        assert not loaded & {"pydantic", "rich", "polars", "narwhals", "jinja2", "xlsxwriter", "icalendar"}
        assert not any(name.startswith("jinshan_cli.faces.commands.") for name in loaded)


def test_fault_as_one_line_and_as_block() -> None:
    """A fault says all it knows, once, cleaned, and cuts a long value."""
    fault = Fault("不认识的选项", "a.csv 第 3 行", "长" * 200, "数", "revenue")
    assert fault_line(fault) == f"a.csv 第 3 行：不认识的选项“{'长' * 79}…”；数；是否要写 revenue？"
    assert fault_lines(Fault("坏\u202e")) == ["坏\\u202e"]


@pytest.mark.parametrize("error", [InputError, EditionError])
def test_many_faults_are_counted(
    error: type[InputError | EditionError],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A flood of faults is cut, and how many are left out is said."""
    from jinshan_cli.faces.shell import app

    def fail(args: list[str]) -> None:
        raise error(Fault(f"第 {number} 处") for number in range(MOST_FAULTS + 7))

    monkeypatch.setattr(app, "invoke", fail)
    assert cli.run([]) == error.exit_code
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == MOST_FAULTS + 1
    assert lines[-1] == "另有 7 处错误未列出。"
