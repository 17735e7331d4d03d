"""Firm files as a list of firms: a row a file, a column a fact that any of them tells, and the name of the file."""

from collections.abc import Callable, Iterator

import polars as pl

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.firm import Firm, Value, options_in
from jinshan_cli.core.written.values import write
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.firm.folder import FirmFiles
from jinshan_cli.files.firm.interview import Kept
from jinshan_cli.files.lists.blocks import LINE, ROW, RefusedRow, Table, TextBlock
from jinshan_cli.files.lists.firms import Sheet
from jinshan_cli.files.lists.headers import read_titles
from jinshan_cli.files.lists.longids import LongIds
from jinshan_cli.files.lists.titles.who import CODES, FILES, NAMES


def sheet_of(files: FirmFiles, facts: Catalogue, in_chinese: bool, say: Callable[[Fault], str]) -> Sheet:
    """The files as an opened list. `in_chinese`: headings and options in words instead of keys.

    A file that cannot be read is a refused row, with what is wrong as `say` words it.
    """
    known = {key for _, firm in files.firms for key in firm.facts} or {facts.facts[0].key}
    columns = [facts[key] for key in facts.in_order(known)]
    name, file = (words[in_chinese] for words in (NAMES, FILES))
    has_codes = any(each.kept.code for each in files.files if each.kept)
    code = [tell(CODES[0]) if in_chinese else "uscc"] if has_codes else []
    titles = [name, *code, *(fact.label if in_chinese else fact.key for fact in columns), file]
    header = read_titles(titles, facts, "")
    rows = [
        (row, None, *_who(kept, has_codes), *_told(kept.firm, columns, in_chinese), each.place)
        for row, each in enumerate(files.files, 1)
        if (kept := each.kept) is not None
    ]
    schema = {ROW: pl.Int64, LINE: pl.Int64, **dict.fromkeys(header.slots, pl.String)}
    refused = tuple(
        RefusedRow(row, None, each.place, tell("；").join(map(say, each.faults)))
        for row, each in enumerate(files.files, 1)
        if each.kept is None
    )
    block = TextBlock(pl.DataFrame(rows, schema=schema, orient="row"), refused)
    return Sheet("", None, Table(header, iter([block])), LongIds(header), tuple(each.path for each in files.files))


def _who(kept: Kept, has_codes: bool) -> tuple[str | None, ...]:
    return (kept.firm.name or None, *((kept.code or None,) if has_codes else ()))


def _told(firm: Firm, columns: list[Fact], in_chinese: bool) -> Iterator[str | None]:
    for fact in columns:
        yield written(fact, firm.facts[fact.key], in_chinese) if fact.key in firm.facts else None


def written(fact: Fact, value: Value, in_chinese: bool) -> str:
    """A value as a cell has it: as a firm file does, options by their labels if they are wanted."""
    if in_chinese and fact.options:
        return "|".join(fact.option(key).label for key in options_in(value))
    return write(fact, value)
