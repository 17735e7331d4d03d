"""What is fuzzed: bytes in; whatever is not a documented refusal, or breaks a promise, is a find."""

import tempfile
from collections.abc import Callable
from functools import cache

from jinshan_cli.core.errors import InputError, Refusal
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import Scope, parse_amount, parse_condition
from jinshan_cli.core.rules.source import RuleError
from jinshan_cli.core.rules.text import to_text
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.values import read, read_header, write
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.interview import Kept, dump_answers, parse_answers

KEYS = ("revenue", "employees", "sector", "srdi_new")
MOST = 10**17


@cache
def _edition() -> Edition:
    return load_edition()


def _hold(promise: bool) -> None:
    assert promise


def values(data: bytes) -> None:
    """Any text is a value or a Refusal; a value is within bounds and is read back from its canonical writing."""
    text = data.decode("utf-8", "replace")
    read_header(text)
    for key in KEYS:
        fact = _edition().facts[key]
        try:
            value = read(fact, text)
        except Refusal as refusal:
            _hold(bool(refusal.reason))
            continue
        if isinstance(value, Interval):
            assert isinstance(value.low, int)
            assert 0 <= value.low <= MOST
            assert value.high is None or value.low <= value.high <= 2 * MOST
        assert read(fact, write(fact, value)) == value


def rules(data: bytes) -> None:
    """Any text is a rule or a RuleError with a place in it; a rule is read back from its canonical text."""
    text = data.decode("utf-8", "replace")
    scope = Scope(_edition().facts, _edition().conditions)
    for parse in (parse_condition, parse_amount):
        try:
            node = parse(text, scope)
        except RuleError as error:
            _hold(bool(error.what and error.caret) and 0 <= error.column <= len(text) + 1)
            continue
        assert parse(to_text(node), scope) == node


def firms(data: bytes) -> None:
    """Any bytes are a firm or an InputError; a firm is read back from its file."""
    facts = _edition().facts
    try:
        firm = parse_answers(data, facts, "fuzz").firm
    except InputError as error:
        _hold(bool(error.faults) and all(clean(fault.what) == fault.what for fault in error.faults))
        return
    assert parse_answers(dump_answers(Kept(firm, frozenset()), facts), facts, "fuzz").firm == firm


def lists(data: bytes) -> None:
    """Any bytes are a list or an InputError; the rows that are taken have numbers of their own, in order."""
    from jinshan_cli.files.lists.firms import open_sheet

    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(data)
        file.flush()
        rows: list[int] = []
        try:
            for block in open_sheet(file.name, _edition().facts).blocks():
                rows += block.frame["row"].to_list()
        except InputError as error:
            _hold(bool(error.faults))
        assert rows == sorted(set(rows))


TARGETS: dict[str, Callable[[bytes], None]] = {"values": values, "rules": rules, "firms": firms, "lists": lists}
