"""The words that an edition brings for its own language: what could not be said is refused when it is read."""

from pathlib import Path

import pytest
from support.commandline import Jinshan

ENGLISH = Path(__file__).parents[1] / "english_edition"
DAY = ("--as-of", "2026-05-01")
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset={charset}\\n{plural}"\n\n'
UNFIT = (
    "au plus {quantite}",
    "au plus",
    "au plus {",
    "au plus {}",
    "{quantity.real}",
    "{quantity!r}",
    "{quantity:>9999}",
)
"""for 最高 {quantity}"""


@pytest.fixture
def french(tmp_path: Path) -> Path:
    """The English edition as one of another language, still without words of its own."""
    for file in ENGLISH.iterdir():
        text = file.read_text("utf-8").replace('language = "en"', 'language = "fr"')
        (tmp_path / file.name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("translation", UNFIT)
def test_a_translation_has_the_fields_of_its_message(translation: str, jinshan: Jinshan, french: Path) -> None:
    """What could not be said, or would leave a sum out, is refused when it is read, in English, with its line."""
    head = HEAD.format(charset="utf-8", plural="")
    (french / "words.po").write_text(head + f'msgid "最高 {{quantity}}"\nmsgstr "{translation}"\n', "utf-8")
    checked, shown = jinshan("check", french), jinshan("show", "3", *DAY, "--data", french)
    assert (checked.code, shown.code) == (4, 4)
    for said in (checked.out, shown.err):
        assert "Error: the fields of the translation are not those of its message" in said
        assert "where: words.po:4 最高 {quantity}" in said
        assert "write these fields, as the message has them: {quantity}" in said


def test_a_message_without_fields_has_no_braces(jinshan: Jinshan, french: Path) -> None:
    """Nor is one looked at that has braces of its own: it is said as it is."""
    words = HEAD.format(charset="utf-8", plural="") + 'msgid "是"\nmsgstr "oui"\n\nmsgid "未知"\nmsgstr "{in}connu"\n'
    own = (
        '\nmsgid "每行一个对象，如 {\\"企业名称\\": \\"甲\\", …}；可用的键见 jinshan facts"\nmsgstr "un objet {nom}"\n'
    )
    (french / "words.po").write_text(words + own, "utf-8")
    found = jinshan("check", french)
    assert (found.code, found.out.count("Error"), "write no braces" in found.out) == (4, 1, True)


@pytest.mark.parametrize(
    ("charset", "plural"), [("klingon", ""), ("utf-8", "Plural-Forms: nplurals=2; plural=(n > ;\\n")]
)
def test_a_catalogue_that_gettext_cannot_read(charset: str, plural: str, jinshan: Jinshan, french: Path) -> None:
    """An unknown charset, a rule of plurals that is none."""
    (french / "words.po").write_text(HEAD.format(charset=charset, plural=plural), "utf-8")
    found = jinshan("check", french)
    assert (found.code, "not a catalogue of gettext (.po)" in found.out) == (4, True)


def test_a_catalogue_by_notepad(jinshan: Jinshan, french: Path) -> None:
    """With the mark that Windows puts in front of UTF-8; what is no line of a catalogue is told with its number."""
    (french / "words.po").write_text("\ufeff" + HEAD.format(charset="utf-8", plural=""), "utf-8")
    assert jinshan("check", french).code == 0
    (french / "words.po").write_text(HEAD.format(charset="utf-8", plural="") + "bonjour\n", "utf-8")
    found = jinshan("check", french)
    assert (found.code, "words.po line 4" in found.out, "value: bonjour" in found.out) == (4, True, True)


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x9b", "\u202e", "\u200b"])
def test_what_moves_a_cursor_or_hides_is_no_word(sign: str, jinshan: Jinshan, french: Path) -> None:
    """Headings and names of kinds reach a terminal as they are: it is refused, as in the edition's tables."""
    head = HEAD.format(charset="utf-8", plural="")
    (french / "words.po").write_text(head + f'msgid "税费减免"\nmsgstr "all{sign}[31mègements"\n', "utf-8")
    checked, shown = jinshan("check", french), jinshan("list", *DAY, "--data", french)
    assert (checked.code, shown.code) == (4, 4)
    for said in (checked.out, shown.err):
        assert sign not in said
        assert f"Error: has an invisible character \\u{ord(sign):04x}" in said
        assert "where: words.po:4 税费减免" in said


def test_a_word_may_have_lines(jinshan: Jinshan, french: Path) -> None:
    """Lines and tabs are layout."""
    head = HEAD.format(charset="utf-8", plural="")
    (french / "words.po").write_text(head + 'msgid "税费减免"\nmsgstr "all\\nègements"\n', "utf-8")
    assert jinshan("check", french).code == 0
