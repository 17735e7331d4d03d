"""Another country's edition (no sizes, no activities, other facts) goes through every command as it is."""

import ast
import json
import os
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from support.commandline import Jinshan, Screen
from support.endings import ended

import jinshan_cli
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.faces.commands import COMMANDS
from jinshan_cli.files.edition.folder import load_edition

DATA = Path(__file__).with_name("other_edition")
DAY = "--as-of=2031-05-01"
FIRM = ("--set=boats=3", "--set=每船燃油费=8万", "--set=storm_loss=10万", "--set=身份=渔民")
FIRMS = (
    "企业名称,身份,渔船数（艘）,每船燃油费（万元）,有机认证,台风损失\n"
    "甲,渔民,3,8,未申请,10万\n"
    "乙,农户,半打船,,已认证,\n"
)


@pytest.fixture(scope="module")
def isle() -> Edition:
    """The other edition, loaded once."""
    return load_edition(DATA)


@pytest.fixture
def foreign(edition: Edition, isle: Edition) -> re.Pattern[str]:
    """Whatever the built-in edition would have put there: its district, its facts, its policies."""
    ours = {fact.label for fact in isle.facts}
    labels = {fact.label for fact in edition.facts if len(fact.label) > 3} - ours
    titles = {policy.title for policy in edition.policies}
    return re.compile("|".join(map(re.escape, {edition.header.id, "金山", *labels, *titles})))


@pytest.fixture
def run(jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, foreign: re.Pattern[str]) -> "Run":
    """Runs a command with the other edition in an empty folder; nothing it says or writes is of the built-in one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firms.csv").write_text(FIRMS, "utf-8")

    def run(*args: str, code: int = 0) -> str:
        screen = jinshan(*args, "--data", DATA)
        assert screen.code == code, screen
        written = "".join(_text(path) for path in tmp_path.iterdir() if path.is_file() and path.name != "firms.csv")
        assert not foreign.findall(_all(screen) + written)
        return screen.out + written

    return run


Run = Callable[..., str]


def _all(screen: Screen) -> str:
    return screen.out + screen.err


def _text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8-sig")
    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def _match(run: Run) -> None:
    assert "3-fuel 燃油" in run("match", *FIRM, DAY)
    assert "新入行" in run("match", *FIRM, "--why", "--set=young=是", "--set=seasons=2", DAY)
    assert "渔船数" in run("match", *FIRM, DAY, "--what-if", "boats=9")
    result = json.loads(run("match", *FIRM, DAY, "--json"))
    assert result["totals"]["refund"] == {"low": 12000, "high": 12000, "unquantified": []}
    assert [policy["status"] for policy in result["policies"]] == ["eligible", "undetermined", "ineligible"]
    for name in ("out.html", "out.md", "out.xlsx", "out.json"):
        assert "+999-555-0103" in run("match", *FIRM, DAY, "-o", name)


def _batch(run: Run) -> None:
    assert "12000" in run("batch", "firms.csv", "-o", "out.csv", DAY, code=3)
    assert "3-fuel" in run("batch", "firms.csv", "-o", "benefits.csv", "--layout", "benefit", DAY, code=3)
    assert "渔船数" in run("batch", "firms.csv", "-o", "out.xlsx", DAY, code=3)


def _show(run: Run) -> None:
    assert "5% ×" in run("show", "3", "40-41")
    assert "12、土地与户主" in run("show", "41")
    assert '"40"' in run("show", "40", "--json")
    assert "不低于" in run("show", "41", "-o", "policy.html")


def _list(run: Run) -> None:
    assert "燃油补贴" in run("list")
    assert "燃油补贴" not in run("list", "--kind", "税费减免", "--measure", "12", "--department", "田亩处", "减租")


def _activities(run: Run) -> None:
    assert json.loads(run("activities", "--json")) == []
    run("activities", "--month", "6")


def _facts(run: Run) -> None:
    assert "[船与地]" in run("facts")
    assert "young and seasons < 3" in run("facts", "新入行")


def _template(run: Run) -> None:
    assert "渔船数（艘）" in run("template", "empty.csv")
    assert "# boats" in run("template", "empty.toml")
    assert "转换期" in run("template", "empty.xlsx")


def _calendar(run: Run) -> None:
    assert "20310930" in run("calendar", "-o", "dates.ics", DAY)


def _check(run: Run) -> None:
    assert "3 项政策、4 个事项、11 个指标、0 项活动" in run("check")
    assert json.loads(run("check", "--json")) == []


def _diff(run: Run) -> None:
    run("edition", "copy", "before")
    text = Path("before/policies.toml").read_text("utf-8")
    Path("before/policies.toml").write_text(text.replace("首次达标", "初次达标"), "utf-8")
    assert "首次达标" in run("diff", "before", str(DATA))
    run("match", *FIRM, DAY, "-o", "old.json")
    run("match", *FIRM[1:], DAY, "--set=boats=1", "-o", "new.json")
    assert "燃油" in run("diff", "old.json", "new.json")


def _edition(run: Run) -> None:
    assert "海屿国 2031 年渔农扶持（isle-2031）" in run("edition")


def _due(run: Run) -> None:
    assert "2031-09-30" in run("due", "--within", "200", DAY)
    assert "3-fuel" in run("due", "firms.csv", "--within", "200", DAY, code=3)


def _reform(run: Run) -> None:
    run("edition", "copy", "after")
    path = Path("after/policies.toml")
    path.write_text(path.read_text("utf-8").replace("fuel_cost), 3万)", "fuel_cost), 1万)"), "utf-8")
    assert "燃油" in run("reform", "firms.csv", "--to", "after", DAY, "-o", "change.html", code=3)


def _gather(run: Run) -> None:
    Path("firms").mkdir()
    Path("firms/one.toml").write_text('name = "甲"\nboats = 4\n', "utf-8")
    assert "甲,渔民,4,8,未申请,10万" in run("gather", "firms", "firms.csv", "-o", "gathered.csv")


TRIALS: dict[str, Callable[[Run], None]] = {
    "match": _match,
    "batch": _batch,
    "show": _show,
    "list": _list,
    "activities": _activities,
    "facts": _facts,
    "template": _template,
    "calendar": _calendar,
    "due": _due,
    "check": _check,
    "diff": _diff,
    "edition": _edition,
    "gather": _gather,
    "reform": _reform,
}


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "ask"])
def test_command(command: str, run: Run) -> None:
    """Every command works with the other edition, and says nothing of the built-in one."""
    TRIALS[command](run)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_ask(tmp_path: Path, foreign: re.Pattern[str]) -> None:
    """The interview asks the other edition's questions to its end, and shows its result."""
    pexpect = pytest.importorskip("pexpect")
    args = ["-m", "jinshan_cli", "ask", "--all", DAY, "--data", str(DATA)]
    env = {**os.environ, "XDG_STATE_HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "COLUMNS": "100", "TERM": "xterm"}
    child = pexpect.spawn(sys.executable, args, encoding="utf-8", env=env, cwd=tmp_path, timeout=20)
    seen = ""
    for _ in range(len(load_edition(DATA).facts.facts) + 3):
        if child.expect_exact(["> ", pexpect.EOF]) == 1:
            break
        seen += child.before
        child.send("\r")
    seen += child.before
    assert ended(child) == 0
    assert "有几艘渔船？" in seen
    assert "以海务署核定为准。" in seen
    assert not foreign.findall(seen)


def test_the_two_editions_share_no_fact(edition: Edition, isle: Edition) -> None:
    """No key, group or benefit of the other edition is one of the built-in edition's, and it has no size standard."""
    for ours, theirs in (
        (isle.facts.by_key, edition.facts.by_key),
        ({fact.group for fact in isle.facts}, {fact.group for fact in edition.facts}),
        (isle.rules, edition.rules),
        ({policy.departments for policy in isle.policies}, {policy.departments for policy in edition.policies}),
    ):
        assert set(ours).isdisjoint(theirs)
    assert isle.sizes is None
    assert isle.activities == ()


def test_the_other_edition_uses_most_of_the_language(isle: Edition) -> None:
    """Counts times money, min, max, if, between, at_least, chains, a derived flag, named conditions and a default."""
    rules = [rule.when for rule in isle.rules.values()] + [rule.amount for rule in isle.rules.values() if rule.amount]
    used = {type(node).__name__ for rule in rules for node in walk(rule)}
    assert used >= {"Times", "Least", "Greatest", "Choose", "Between", "AtLeast", "Compare", "Named", "Not", "Or"}
    assert isle.derivations
    assert any(fact.default for fact in isle.facts)


def test_no_python_names_the_built_in_edition(edition: Edition) -> None:
    """No string of the package is a fact, option, policy or benefit of the built-in edition.

    Docstrings and the examples of help pages show the built-in edition; they do nothing.
    """
    names = {*edition.facts.by_key, *edition.rules, *(policy.title for policy in edition.policies)}
    names |= {fact.label for fact in edition.facts}
    long_labels = [fact.label for fact in edition.facts if len(fact.label) > 3]
    found = [
        f"{path.name}:{literal.lineno}: {literal.value!s}"
        for path in sorted(Path(jinshan_cli.__file__).parent.rglob("*.py"))
        for literal in _literals(ast.parse(path.read_text("utf-8")))
        if literal.value in names or any(label in str(literal.value) for label in long_labels)
    ]
    assert found == []


SHOWN = ("HELP", "EXAMPLES", "INSTEAD")
"""names of constants that show how something is written"""


def _literals(tree: ast.Module) -> list[ast.Constant]:
    """The strings of a module but for docstrings and the help page's examples."""
    left_out: set[int] = set()
    for node in ast.walk(tree):
        shows = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in SHOWN
        if shows or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            left_out |= {id(part) for part in ast.walk(node)}
    literals = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [node for node in literals if id(node) not in left_out]
