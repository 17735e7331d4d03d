"""An edition that speaks English: no word of these screens is Chinese, its money and its figures are its own."""

import ast
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from support.commandline import Jinshan

import jinshan_cli
from jinshan_cli.core.edition.named import NUMERALS
from jinshan_cli.core.errors import InputError, Refusal
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import NOTHING, SOME, Interval
from jinshan_cli.core.written.values import read, write
from jinshan_cli.core.written.voice import tell
from jinshan_cli.core.written.writing import HINTS
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.firmfile import firm_of

ENGLISH = Path(__file__).parents[1] / "english_edition"
CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
DAY = ("--as-of", "2026-05-01")
FIRM = ("--set", "sector=food", "--set", "employees=30 salariés", "--set", "turnover=€1,200,000")
MORE = ("--set", "turnover_before=1 000 000 €", "--set", "cost=at least 40 000 €", "--set", "young=oui")
SCREENS: list[tuple[str, ...]] = [
    ("list", *DAY),
    ("list", "--as-of", "2030-01-01"),
    ("show", "1", *DAY),
    ("show", "1-3", *DAY),
    ("show", "3", "--as-of", "2026-12-31"),
    ("facts",),
    ("facts", "employees"),
    ("edition",),
    ("activities", *DAY),
    ("match", *DAY),
    ("match", *DAY, *FIRM, *MORE),
    ("match", "--as-of", "2030-01-01", *FIRM, *MORE),
    ("match", *DAY, *FIRM, "--set", "new_hires=12", "--set", "export_share=12.5%", "--set", "founded=2019"),
    ("match", *DAY, *FIRM, *MORE, "--set", "new_hires=12", "--set", "export_share=12.5%", "--why"),
    ("match", *DAY, *FIRM, *MORE, "--why", "--what-if", "employees=300", "--what-if", "cost=1000"),
    ("match", *DAY, "--set", "sector=trade", "--set", "new_hires=0", "--set", "employees=200-300"),
]


@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.parametrize("args", SCREENS, ids=" ".join)
def test_screens_speak_english(jinshan: Jinshan, args: tuple[str, ...], columns: int) -> None:
    """Not a Chinese character nor mark, no field left open, and money in euros where there is any."""
    screen = jinshan(*args, "--data", ENGLISH, width=columns)
    assert screen.code == 0, screen.err
    told = screen.out + screen.err
    assert CHINESE.findall(told) == []
    assert "{" not in told


LONG = {
    'title = "New hires"': 'title = "Support for firms that take on young people from the region of the Valley"',
    'contact_note = "at the counter"': 'contact_note = "https://www.example.org/labour/hiring/support/form?id=DSP000866"',
}


@pytest.mark.parametrize("columns", [72, 80, 100, 140])
def test_a_long_title_leaves_room_for_the_rest(tmp_path: Path, jinshan: Jinshan, columns: int) -> None:
    """Number and day stand whole in their line however long title and contact are; no line is wider than the screen."""
    for file in ENGLISH.glob("*.toml"):
        text = file.read_text("utf-8")
        for old, new in LONG.items():
            text = text.replace(old, new)
        (tmp_path / file.name).write_text(text, "utf-8")
    screen = jinshan("match", *DAY, "--set", "new_hires=12", "--data", tmp_path, width=columns).out
    lines = screen.split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("  2 "))
    assert re.match(r"  2 +Support .*€7,000 +not stated +Labour office", lines[start]), screen
    assert max(map(len, lines)) <= columns
    below = lines[start : lines.index("", start)]
    assert " ".join(line[4:40].split("€")[0].strip() for line in below).startswith("Support for firms")
    assert "DSP000866" in "".join("".join(line[40:].split()) for line in below)


@pytest.mark.parametrize(
    ("language", "each", "rate", "days"),
    [("en", "15,000 salariés", "12.5%", "10,000 days"), ("fr", "15\u202f000 salariés", "12,5%", "10\u202f000 days")],
)
def test_figures_of_rules_are_said_as_any_other(
    tmp_path: Path, jinshan: Jinshan, language: str, each: str, rate: str, days: str
) -> None:
    """A count or a time that a rule writes with 万 has the groups of the language, and a rate its decimal sign."""
    for file in ENGLISH.glob("*.toml"):
        text = file.read_text("utf-8").replace("steps(new_hires, 10)", "steps(new_hires, 1.5万)")
        text = text.replace('language = "en"', f'language = "{language}"').replace(">= 10%", ">= 12.5%")
        text = text.replace("months(founded, 2026-01-01) >= 12", "days(founded, 2026-01-01) >= 1万")
        (tmp_path / file.name).write_text(text, "utf-8")
    shown = jinshan("show", "1-3", *DAY, "--data", tmp_path, width=200).out
    assert "万" not in shown
    assert all(told in shown for told in (each, f"≥ {rate}", days)), shown


def test_an_address_stands_where_nobody_is_to_be_called(tmp_path: Path, jinshan: Jinshan) -> None:
    """Of an office that has an email and no number the email is told as its contact, once, and `check` misses none."""
    for file in ENGLISH.glob("*.toml"):
        text = file.read_text("utf-8").replace('phones = ["+33-555-0103"]\n', "")
        (tmp_path / file.name).write_text(text, "utf-8")
    assert "neither phones" not in jinshan("check", tmp_path).out
    listed = jinshan("list", *DAY, "--data", tmp_path).out
    shown = jinshan("show", "1", *DAY, "--data", tmp_path).out
    first = jinshan("match", *DAY, *FIRM, *MORE, "--data", tmp_path, width=140).out
    assert "office@example.org" in listed
    assert (shown.count("office@example.org"), "Telephone" in shown) == (2, False), shown
    assert "County office etc. office@example.org" in first
    (tmp_path / "policies.toml").write_text(
        (tmp_path / "policies.toml").read_text("utf-8").replace('email = "office@example.org"\n', ""), "utf-8"
    )
    assert "neither phones" in jinshan("check", tmp_path).out


ENDINGS = ["html", "md", "xlsx", "json"]
SUPPOSED = ("--what-if", "employees=300", "--what-if", "cost=1000")


def _written(path: Path) -> str:
    """What a file says; of a workbook all that its sheets, names and settings say."""
    if path.suffix != ".xlsx":
        return path.read_text("utf-8-sig")
    with zipfile.ZipFile(path) as book:
        parts = (book.read(name).decode() for name in book.namelist() if "/theme/" not in name)
        return "\n".join(parts)


@pytest.mark.parametrize("ending", [*ENDINGS, "txt"])
def test_files_of_match_speak_english(tmp_path: Path, jinshan: Jinshan, ending: str) -> None:
    """No Chinese word, mark or money in any file of a result, and its language is not said to be Chinese."""
    path = tmp_path / f"out.{ending}"
    more = () if ending == "txt" else (*SUPPOSED, *(("--by", "Ann", "--tel", "3949") if ending != "json" else ()))
    screen = jinshan("match", *DAY, *FIRM, *MORE, "--set", "new_hires=12", *more, "-o", path, "--data", ENGLISH)
    assert screen.code == 0, screen.err
    text = _written(path)
    assert CHINESE.findall(text + screen.out + screen.err) == []
    assert 'lang="zh' not in text
    assert "€7,000" in text or ending == "json"


PACKAGE = Path(jinshan_cli.__file__).parent
READS = {"core/written/figures.py", "core/written/dates.py"}
"""modules that speak, and write Chinese that is no message beside it"""
READ = {
    "_COMMANDS",
    "_UNSURE, _NONE",
    "_BEFORE",
    "_DATES",
    "NUMERALS",
    "NAMES",
    "CODES",
    "_WAN_YUAN",
    "_UNITS",
    "_OF_SIGNS",
    "_BESIDE",
    "_BETWEEN",
    "_LOST",
    "_STAND_INS",
}
"""constants of words that are read, not told"""
HELP = {"HELP", "EXAMPLES", "COMMANDS"}
"""constants of help pages"""
MARKS = {"strip", "rstrip", "split", "endswith"}
"""methods whose arguments are marks that are looked for"""


def _speaking() -> Iterator[tuple[str, ast.Module]]:
    """The modules that tell anything, and what is written in them."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        if "drafting" not in path.parts and re.search(
            r"written\.voice import .*\b(tell|Words)\b|import.* RuleError", text
        ):
            yield path.relative_to(PACKAGE).as_posix(), ast.parse(text)


def _chinese(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(CHINESE.search(node.value))


def _is_left_out(target: ast.expr) -> bool:
    return ast.unparse(target).strip("()") in READ | HELP


def _patterns(tree: ast.Module) -> Iterator[ast.AST]:
    """What `re` is given, there or as a constant."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    given = [part for call in calls if _name(call).startswith("re.") for part in ast.walk(call.args[0])]
    named = {part.id for part in given if isinstance(part, ast.Name)}
    patterns = [each.value for each in tree.body if isinstance(each, ast.Assign) and _named(each) & named]
    yield from (part for each in (*given, *patterns) for part in ast.walk(each))


def _named(assigned: ast.Assign) -> set[str]:
    return {target.id for target in assigned.targets if isinstance(target, ast.Name)}


def _no_messages(tree: ast.Module) -> Iterator[ast.AST]:
    """Docstrings, patterns, words that are read, parts of f-strings."""
    yield from _patterns(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as docstring):
                yield docstring
            case ast.JoinedStr():
                yield from node.values
            case ast.Call() if _name(node) == "frozenset" or _name(node).startswith("typer."):
                yield from ast.walk(node)
            case ast.Call(func=ast.Attribute(attr=method)) if method in MARKS:
                yield from node.args
            case ast.Assign(targets=[target]) | ast.AnnAssign(target=target) if _is_left_out(target):
                yield from ast.walk(node)


def _messages() -> set[str]:
    """What the program says through its voice: all Chinese of the modules that speak, and of the templates."""
    found = set()
    for name, tree in _speaking():
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        told = [node.args[0] for node in calls if _name(node) == "tell"]
        left_out = {id(node) for node in _no_messages(tree)}
        every = [] if name in READS else [node for node in ast.walk(tree) if id(node) not in left_out]
        for node in (*every, *(part for message in told for part in ast.walk(message))):
            if _chinese(node):
                assert isinstance(node, ast.Constant)
                found.add(str(node.value))
        texts = {message.value for message in told if isinstance(message, ast.Constant)}
        found |= {str(text) for text in texts if "“" in str(text)}  # which needs a space before it
    found |= {words for _, *hint in HINTS for words in hint if CHINESE.search(words)}
    found |= {text for folder in ("commands", "shell") for text in _help_of(PACKAGE / "faces" / folder)}
    for path in PACKAGE.rglob("templates/*"):
        found |= {text for _, text in re.findall(r"""(?:tell|marked_up)\((["'])(.*?)\1""", path.read_text("utf-8"))}
    return found


def _help_of(folder: Path) -> Iterator[str]:
    """What help pages say: of commands and their examples, of options and arguments."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call() if _name(node) in ("typer.Option", "typer.Argument"):
                    told: ast.expr = node
                case ast.Assign(targets=[ast.Name(id=name)]) if name in HELP:
                    told = node.value
                case _:
                    continue
            yield from (str(part.value) for part in ast.walk(told) if _chinese(part) and isinstance(part, ast.Constant))


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func)


def test_no_sentence_is_pieced_together() -> None:
    """A module that speaks has no Chinese in an f-string: a message is one text, with its values in their places."""
    pieced = []
    for name, tree in _speaking():
        left_out = {*map(id, _patterns(tree))}
        for node in [] if name in READS else ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and id(node) not in left_out and any(map(_chinese, node.values)):
                pieced.append(f"{name}:{node.lineno} {ast.unparse(node)}")
    assert pieced == []


def _catalogue() -> dict[str, tuple[str, ...]]:
    """Each message with its English: one text, or the singular and the plural."""
    with (PACKAGE / "languages" / "en.po").open("rb") as file:
        entries = [message for message in read_po(file) if message.id]
    return {
        entry.id if isinstance(entry.id, str) else entry.id[0]: (
            (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
        )
        for entry in entries
    }


def test_every_message_has_its_english() -> None:
    """The catalogue has each message, with the same fields in braces, and nothing Chinese in it."""
    catalogue = _catalogue()
    assert sorted(_messages() - catalogue.keys()) == []
    fields = re.compile(r"\{(\w+)")
    for chinese, forms in catalogue.items():
        for english in forms:
            assert english, chinese
            assert not CHINESE.search(english)
            assert set(fields.findall(english)) == set(fields.findall(chinese)), chinese


def test_a_legend_explains_the_words_of_its_sheet() -> None:
    """What is below a sheet is called there as it is above: “not quantified”, not “no figure”."""
    catalogue = _catalogue()
    legend = next(chinese for chinese in catalogue if chinese.startswith("依据 {source}。“"))
    labels = re.findall("“(.+?)”", legend)
    assert labels == ["另需核定", "未量化"]
    assert all(f"“{catalogue[label][0]}”" in catalogue[legend][0] for label in labels)


def test_what_the_office_verifies_is_not_told_as_done(tmp_path: Path, jinshan: Jinshan) -> None:
    """On screen, sheet, page, workbook and in the message to pass on: for the office to verify, not verified by it."""
    told = jinshan("show", "1", *DAY, "--data", ENGLISH, width=100).out
    for ending in ("md", "html", "txt", "xlsx"):
        path = tmp_path / f"out.{ending}"
        jinshan("match", *DAY, *FIRM, *MORE, "-o", path, "--data", ENGLISH)
        told += _written(path)
    assert "verified by" not in told.lower()
    assert told.count("or the office to verify") >= 4


COUNTED = re.compile(
    r"\{(?!most|longest)\w+(?::,)?\} (?:more (?:are|were)|(?:\w+ )?(?:rows|firms|lines|columns|cells|codes|dates|days"
    r"|activities|policies|benefits|facts|examples|bounds))\b"
)


def test_what_is_counted_has_its_singular() -> None:
    """A number before what it counts is told of one and of many; where two are counted, behind it: firms: 1."""
    told = [forms[0] for forms in _catalogue().values() if len(forms) == 1 and COUNTED.search(forms[0])]
    assert sorted(told) == ["the table is too large ({rows} rows × {columns} columns), and most likely blank"]


COMPOSED = {f"{{figure}}{word}" for word in ("以上", "以下")} | {f"{word}{{figure}}" for word in ("超过", "不足")}
"""messages that stand nowhere as they are: a figure with a word before or behind it"""


def test_every_english_is_of_a_message() -> None:
    """The catalogue has nothing that the program says no more."""
    trees = (ast.parse((PACKAGE / name).read_text("utf-8")) for name in READS)
    beside = {str(node.value) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert sorted(_catalogue().keys() - _messages() - beside - COMPOSED - set(NUMERALS)) == []


WRITINGS = [
    ("turnover", "40 000 €", Interval.point(4_000_000)),
    ("turnover", "40\u202f000,00\u00a0€", None),
    ("turnover", "€1,200,000.50", Interval.point(120_000_050)),
    ("turnover", "10 000 to 20 000 €", Interval(1_000_000, 2_000_000)),
    ("turnover", "at least 40 000 €", Interval(4_000_000, None)),
    ("turnover", "less than €100", Interval(0, 9_999)),
    ("employees", "30 salariés", Interval.point(30)),
    ("employees", "30 salarié", None),
    ("employees", "10-20 salariés", Interval(10, 20)),
    ("young", "oui", True),
    ("young", "no", False),
    ("young", "non", False),
    ("founded", "from 2019-05-01", Interval(737180, None)),
    ("founded", ">=2019-05-01", Interval(737180, None)),
    ("founded", "until 2019-05-31", Interval(0, 737210)),
    ("founded", "2019-05-01 to 2019-05-31", Interval(737180, 737210)),
    ("founded", "to 2019-05-31", None),
]


@pytest.mark.parametrize(("key", "written", "value"), WRITINGS)
def test_own_words_are_read(key: str, written: str, value: object) -> None:
    """Its money before or behind the figure, groups with spaces, its units, its yes and no; None: refused."""
    facts = load_edition(ENGLISH).facts
    if value is None:
        with pytest.raises(Exception, match=key):
            firm_of({key: written}, facts, "")
    else:
        assert firm_of({key: written}, facts, "") == Firm("", {key: value})  # type: ignore[dict-item]


@pytest.mark.parametrize(("key", "written"), [(key, written) for key, written, value in WRITINGS if value is not None])
def test_what_is_read_is_written_and_read_back(key: str, written: str) -> None:
    """In signs that every language reads, not in Chinese."""
    facts = load_edition(ENGLISH).facts
    value = firm_of({key: written}, facts, "").facts[key]
    again = write(facts[key], value)
    assert CHINESE.findall(again) == []
    assert read(facts[key], again) == value


@pytest.mark.parametrize(("said", "meant"), [("yes", SOME), ("no", NOTHING)])
@pytest.mark.parametrize("key", ["cost", "employees", "export_share"])
def test_yes_and_no_of_a_number_name_what_means_them(key: str, said: str, meant: Interval) -> None:
    """What is told as close to it is not Chinese, and is read as some or as 0; `none`, say, is read as not known."""
    fact = load_edition(ENGLISH).facts.find(key)
    assert fact is not None
    with pytest.raises(Refusal) as refused:
        read(fact, said)
    assert CHINESE.findall(refused.value.closest) == []
    assert read(fact, refused.value.closest) == meant


@pytest.mark.parametrize(
    ("hires", "shares"), [("12", "1 share\n"), ("20", "2 shares\n"), ("10 to 25", "1 to 2 shares\n")]
)
def test_one_share_is_no_shares(jinshan: Jinshan, hires: str, shares: str) -> None:
    """Of what is paid for each full 10, the reckoning counts one and many."""
    told = jinshan("match", *DAY, "--set", f"new_hires={hires}", "--why", "--data", ENGLISH, width=200).out
    lines = [line.rstrip() + "\n" for line in told.splitlines() if "a share for each full 10" in line]
    assert len(lines) == 1
    assert lines[0].endswith(f": {shares}"), lines


def test_not_known_in_its_own_words() -> None:
    """What the interview keeps for what nobody knew is read as that, of a choice too."""
    facts = load_edition(ENGLISH).facts
    unknown = {fact.key: tell("不清楚") for fact in facts.facts}
    assert unknown["sector"] == "not known"
    assert firm_of(unknown, facts, "") == Firm("", {})


def test_a_language_of_its_own(tmp_path: Path, jinshan: Jinshan) -> None:
    """Figures of French as CLDR has them, words of the folder's own catalogue; a language that nobody knows: code 4.

    100.125 of a file is no 100 125: the cell is refused for its third decimal.
    """
    for file in ENGLISH.iterdir():
        text = file.read_text("utf-8").replace('language = "en"', 'language = "fr"')
        (tmp_path / file.name).write_text(text, "utf-8")
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (tmp_path / "words.po").write_text(head + 'msgid "最高 {quantity}"\nmsgstr "au plus {quantity}"\n', "utf-8")
    shown = jinshan("show", "3", *DAY, "--data", tmp_path, width=200).out
    assert "au plus 1\u202f000\u00a0€" in shown
    assert firm_of({"turnover": "1.200.000,50 €"}, load_edition(tmp_path).facts, "") == Firm(
        "", {"turnover": Interval.point(120_000_050)}
    )
    facts = load_edition(tmp_path).facts
    assert firm_of({"cost": "40.120 €"}, facts, "") == Firm("", {"cost": Interval.point(4_012_000)})
    for stored in (100.125, "100.125 €"):
        with pytest.raises(InputError):
            firm_of({"cost": stored}, facts, "")
    (tmp_path / "firms.jsonl").write_text('{"name": "A", "sector": "food", "cost": 100.125}', "utf-8")
    refused = jinshan("batch", tmp_path / "firms.jsonl", "-o", "-", *DAY, "--data", tmp_path)
    assert (refused.code, "at most two decimals" in refused.err) == (3, True)
    policies = tmp_path / "policies.toml"
    policies.write_text(policies.read_text("utf-8").replace('language = "fr"', 'language = "xx-yy-zz"'), "utf-8")
    checked = jinshan("check", tmp_path)
    assert checked.code == 4
    assert "没有这种语言" in checked.out


def test_the_next_edition_speaks_chinese(jinshan: Jinshan) -> None:
    """A voice lasts as long as its edition: after an English one the built-in one speaks Chinese again."""
    load_edition(ENGLISH)
    assert tell("是") == "yes"
    assert "项政策" in jinshan("edition").out
    assert tell("是") == "是"


@pytest.mark.parametrize(("written", "what"), [("1,2 M€", "not a number"), ("$5", "another money than the table's")])
def test_its_own_money_is_not_another_money(written: str, what: str, jinshan: Jinshan) -> None:
    """What cannot be read in the edition's money is told as no number, and another money as that."""
    done = jinshan("match", "--set", f"turnover={written}", "--data", ENGLISH)
    assert done.code == 2
    assert what in done.err


YUAN = [
    "¥1,200,000",
    "￥1,200,000",
    "CNY 1,200,000",
    "RMB1,200,000",
    "人民币120万元",
    "1,200,000元",
    "120万块",
    "1-2万元",
]


@pytest.mark.parametrize("written", YUAN)
def test_yuan_is_another_money(tmp_path: Path, written: str, jinshan: Jinshan) -> None:
    """Of a table in euro neither a word nor a cell of yuan is a sum: a seventh of it would be told as the whole."""
    done = jinshan("match", "--set", f"turnover={written}", "--data", ENGLISH)
    assert (done.code, "another money than the table's" in done.err) == (2, True)
    firms = tmp_path / "firms.csv"
    firms.write_text(f'name,Sector,Turnover\nA,food,"{written}"\n', "utf-8")
    listed = jinshan("batch", firms, "-o", "-", "--as-of", "2026-05-01", "--data", ENGLISH)
    assert (listed.code, "another money than the table's" in listed.err) == (3, True)
    firms.write_text("name,Sector,Turnover (元)\nA,food,1200000\n", "utf-8")
    carried = jinshan("batch", firms, "-o", "-", "--as-of", "2026-05-01", "--data", ENGLISH, "--json")
    assert "€1,200,000" not in carried.out + carried.err


ABOVE = [
    ("单位：元,\nname,Turnover\nA,1200000\n", 2),
    ("单位：人民币万元,\nname,Turnover\nA,120\n", 2),
    (",Figures（单位：万元）,\nname,Turnover,Turnover of the year before\nA,120,100\n", 2),
    ("name,Turnover\nA,1200000\n注：金额单位：元,\n", 0),
    ("name,单位,Turnover\nA,元,1200000\n", 0),
    ("单位：元,\nname,Turnover (€)\nA,1200000\n", 0),
]


@pytest.mark.parametrize(("text", "code"), ABOVE)
def test_a_list_whose_title_is_in_yuan(tmp_path: Path, text: str, code: int, jinshan: Jinshan) -> None:
    """Yuan above a list is another money for its columns without a unit, and refused; elsewhere it is warned about."""
    firms = tmp_path / "firms.csv"
    firms.write_text(text, "utf-8")
    done = jinshan("batch", firms, "-o", "-", "--as-of", "2026-05-01", "--data", ENGLISH)
    assert done.code == code, done.err
    assert ("another money than the table's" in done.err) == (code == 2)
    assert "元”" in done.err
    assert "read in 元" not in done.err


@pytest.mark.parametrize(
    ("currency", "language", "written", "is_read"),
    [
        ("CNY", "en", "¥5,000", True),
        ("¥", "en", "5,000元", True),
        ("円", "ja", "¥5,000", True),
        ("港元", "zh", "5000元", True),
        ("港元", "zh", "人民币5000元", False),
        ("HK$", "en", "5000元", False),
    ],
)
def test_what_is_its_own_money(
    tmp_path: Path, jinshan: Jinshan, currency: str, language: str, written: str, is_read: bool
) -> None:
    """¥ is the sign of yuan and of yen, and 元 in Chinese is any dollar: where they may be the table's they are."""
    for file in ENGLISH.iterdir():
        text = file.read_text("utf-8").replace('language = "en"', f'language = "{language}"')
        (tmp_path / file.name).write_text(text.replace('currency = "€"', f'currency = "{currency}"'), "utf-8")
    done = jinshan("match", "--set", f"turnover={written}", "--data", tmp_path)
    assert done.code == (0 if is_read else 2), done.err


HEADERS = [
    '[edition]\nid = "x"\nlanguage = "en"\n',
    '[ edition ] # mine\nlanguage = "en"\n',
    'edition = { id = "x", language = "en" }\n',
    'edition.id = "x"\nedition . language = "en"\n',
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("args", [(), ("--json",)])
def test_check_speaks_as_the_folder_it_names(
    tmp_path: Path, jinshan: Jinshan, header: str, args: tuple[str, ...]
) -> None:
    """However the header is written, wherever the option stands, and whether the file is a table or none."""
    for text, what in ((header, "missing"), (f"{header}x = y\n", "a value needs quotes")):
        (tmp_path / "policies.toml").write_text(text, "utf-8")
        (tmp_path / "facts.toml").write_text("facts = []", "utf-8")
        found = jinshan("check", *args, tmp_path)
        assert found.code == 4
        assert what in found.out
        assert not CHINESE.search(found.out)
    assert jinshan("check", "--data", tmp_path.parent, *args, tmp_path).out == found.out
