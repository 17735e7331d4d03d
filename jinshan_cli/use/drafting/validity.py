"""From when to when a document says that it holds."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from jinshan_cli.use.drafting.promises.numerals import CHINESE, number_in_words
from jinshan_cli.use.drafting.promises.times import Window, windows_of

_FORCE = re.compile(r"自[^。；]{0,20}?\d[^。；]{0,12}起?(?:施行|实施|执行|生效)[^。]*")


def validity_of(texts: Iterable[str], year: int) -> Window:
    """The days that a document says it holds from and to, with its words; without days if it does not."""
    for text in texts:
        if found := _FORCE.search(text):
            windows = windows_of(found[0], year)
            if windows and windows[0].starts:
                return _lasting(windows[0], found[0])
    return Window(None, None, "")


def _lasting(window: Window, text: str) -> Window:
    years = re.search(rf"有效期(?:为|限为)?\s*(\d|{CHINESE})\s*年", text)
    if window.starts and not window.ends and years and window.starts > date.min:
        start = window.starts - timedelta(days=1)
        last = number_in_words(years[1]) + start.year
        return replace(
            window, ends=date(last, start.month, min(start.day, monthrange(last, start.month)[1])), words=text
        )
    return replace(window, words=text)
