"""Nothing unseen gets on a screen."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from jinshan_cli.core.written.clean import clean, unseen

HIDDEN = "\x00\x1b\x7f\x85\x9b\xad\u061c\u200b\u200f\u2028\u2029\u202e\u2066\ufeff\ud800\udfff\U000e0041"


def test_clean_shows_what_hides() -> None:
    """Every control, C1, direction, separator, no-width character and half pair becomes visible; Chinese stays."""
    assert clean("\x1b[31m金山\u202e") == "\\u001b[31m金山\\u202e"
    assert clean(HIDDEN).isascii()
    assert clean(HIDDEN).isprintable()
    assert clean("a\tb\nc\r", keep_layout=True) == "a\tb\nc\\u000d"
    assert clean("a\tb\n") == "a\\u0009b\\u000a"
    assert clean("上海金山〇①√￥🙂𠮷 é") == "上海金山〇①√￥🙂𠮷 é"


def test_the_first_unseen_character() -> None:
    """It is told as `clean` shows it; layout counts unless it is kept, and plain text has none."""
    assert [unseen("金山\u202e\x1b"), unseen("a\tb"), unseen("a\tb\n", keep_layout=True)] == ["\\u202e", "\\u0009", ""]
    assert not unseen("上海金山〇①√￥🙂𠮷 é")


@given(st.text(st.characters()))
def test_clean_is_complete(text: str) -> None:
    """Cleaned text has no control, separator or half pair in it, can be encoded, and cleaning again changes nothing."""
    cleaned = clean(text)
    cleaned.encode()
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in cleaned)
    assert not any(
        unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI") for c in cleaned
    )
    assert clean(cleaned) == cleaned
