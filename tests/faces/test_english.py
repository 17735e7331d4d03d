"""An edition that speaks English: no word of these screens is Chinese, its money and its figures are its own."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from support.commandline import Jinshan

import jinshan_cli
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.voice import tell
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


def _messages() -> set[str]:
    """What the program says through its voice: of `tell`, and of the tables of words."""
    found = set()
    for path in Path(jinshan_cli.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "written.voice import" in text else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tell", "Words"):
                parts = node.args[:1] if node.func.id == "tell" else node.args
                constants = [part for arg in parts for part in ast.walk(arg) if isinstance(part, ast.Constant)]
                found |= {
                    part.value for part in constants if isinstance(part.value, str) and CHINESE.search(part.value)
                }
    return found - {"零一二三四五六七八九十"}


def test_every_message_has_its_english() -> None:
    """The catalogue has each message, with the same fields in braces, and nothing Chinese in it."""
    with (Path(jinshan_cli.__file__).parent / "languages" / "en.po").open("rb") as file:
        catalogue = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    assert _messages() - catalogue.keys() == set()
    fields = re.compile(r"\{(\w+)")
    for chinese, english in catalogue.items():
        assert english, chinese
        assert not CHINESE.search(english)
        assert set(fields.findall(english)) == set(fields.findall(chinese)), chinese


READ = [
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
]


@pytest.mark.parametrize(("key", "written", "value"), READ)
def test_own_words_are_read(key: str, written: str, value: object) -> None:
    """Its money before or behind the figure, groups with spaces, its units, its yes and no; None: refused."""
    facts = load_edition(ENGLISH).facts
    if value is None:
        with pytest.raises(Exception, match=key):
            firm_of({key: written}, facts, "")
    else:
        assert firm_of({key: written}, facts, "") == Firm("", {key: value})  # type: ignore[dict-item]


def test_a_language_of_its_own(tmp_path: Path, jinshan: Jinshan) -> None:
    """Figures of French as CLDR has them, words of the folder's own catalogue; a language that nobody knows: code 4."""
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
