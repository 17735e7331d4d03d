"""What is likely in the way where no title of a list is known: another delimiter, JSON, a title above the header."""

from collections.abc import Iterator, Sequence

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.titles.finding import LOOK_BELOW, count_known, header_below

_BETWEEN = "，、；｜:：^~/ "
"""what people put between cells, and is not read so"""


def hints(
    lines: Sequence[bytes], line: int, delimiters: Sequence[str], facts: Catalogue, where: str
) -> Iterator[Fault]:
    """`lines`: the first ones; `line`: the number of the one that was taken for the header."""
    place, first = tell("{where} 第 {line} 行", where=where, line=line), lines[line - 1].decode().strip()
    between = max(_BETWEEN, key=lambda mark: count_known(first.split(mark), facts))
    if first.startswith(("[", "{")):
        yield Fault(tell("像是 JSON，不是表格"), place, expected=tell("每行写一个对象，文件名改成 .jsonl"))
    elif first.startswith('"') and any(count_known(first.strip('"').split(mark), facts) for mark in delimiters):
        yield Fault(tell("整行加了引号，成了一格"), place, expected=tell("删去每行开头和结尾的引号"))
    elif count_known(first.split(between), facts):
        how = (
            tell("，或在第一行写 sep={between}", between=between) if between.isascii() and not between.isspace() else ""
        )
        yield Fault(
            tell("格与格之间像是“{between}”", between=between),
            place,
            expected=tell("改用半角逗号“,”分隔{how}", how=how),
        )
    else:
        below = [text.decode().strip() for text in lines[line : line + LOOK_BELOW]]
        for delimiter in delimiters:
            yield from header_below((text.split(delimiter) for text in below), facts, where, line + 1)
