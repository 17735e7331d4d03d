"""The interview of an edition that speaks English: its questions, replies, hints, refusals and keys."""

import re
import sys
from pathlib import Path

import pytest
from support.talk import ESCAPE, screens

from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.interview import read_answers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
ENGLISH = Path(__file__).parents[1] / "english_edition"
CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
REPLIES = ("Ann", "?", "zzz", "food", "r", "many", "30 salariés", "=1", "", "2019-13", "2019", "<", "", "=9", "=")
MORE = ("5 %", "40 000 €", "x", "at least 40 000 €", "w", "", "12 %", "none", "oui", "s here.toml", "zzz")


def test_an_interview_in_english(tmp_path: Path) -> None:
    """Not a Chinese character from the first question to the result, whatever is typed; no asking whether 万 is meant.

    What is not known is kept such that it is read back.
    """
    with screens(tmp_path) as start:
        arguments = f"ask --all --as-of 2026-05-01 --data {ENGLISH} --save firm.toml"
        talk = start(arguments, rows=60, columns=100, XDG_STATE_HOME=str(tmp_path))
        talk.until("> ")
        talk.type(*REPLIES, *MORE)
        talk.child.send("\r")
        _, code = talk.end()
    told = ESCAPE.sub("", talk.seen)
    assert code == 0
    assert CHINESE.findall(told) == []
    assert "1. What is the firm called?" in told
    for words in ("How many employees?", "= 30 salariés", "no such option", "= €40,000", "at least €40,000", "Ann"):
        assert words in told
    assert "2." in told
    kept = read_answers(tmp_path / "firm.toml", load_edition(ENGLISH).facts)
    assert "cost" in kept.unknown
    assert CHINESE.findall((tmp_path / "firm.toml").read_text("utf-8")) == []


def test_an_interrupted_interview_in_english(tmp_path: Path) -> None:
    """How to go on is said in English too."""
    with screens(tmp_path) as start:
        talk = start(f"ask --as-of 2026-05-01 --data {ENGLISH}", columns=100)
        talk.until("> ")
        talk.type("Ann")
        talk.child.sendintr()
        told, code = talk.end()
    assert code == 130
    assert CHINESE.findall(told) == []
    assert "Interrupted." in told
