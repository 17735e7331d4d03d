"""Pieces of what people write into cells, to be put together as nobody would."""

from jinshan_cli.core.written import writing

TOKENS = (
    *(*writing.BEFORE, *writing.AFTER, *writing.TIMES, *writing.UNITS, *writing.TO, *writing.CURRENCY),
    *("0", "1", "25", "300", "1,200", ".", ",", "e", "-", "+", " ", "(", "%", "３", "٣", "万", "元", "有", "x"),
    *("—", "\n", "\x00"),
)
