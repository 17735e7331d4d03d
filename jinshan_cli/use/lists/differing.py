"""Two lists of results, firm by firm: joined by code, else by name; who stands in two rows is not guessed at."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.policy import SUMMED, Kind
from jinshan_cli.files.lists.results import ListedResult
from jinshan_cli.files.lists.titles.who import who

Move = Literal["gained", "lost", "settled", "ruled_out", "reopened", "asked", "unasked", "possible"]
MOVES: tuple[Move, ...] = ("gained", "lost", "settled", "ruled_out", "reopened", "asked", "unasked", "possible")
"""ineligible → eligible, eligible or to be asked about first → ineligible, undetermined → eligible, undetermined →
ineligible, eligible → undetermined, anything → to be asked about first, that → eligible, that or ineligible →
undetermined"""
_MOVE: dict[tuple[str, str], Move] = {
    ("no", "yes"): "gained",
    ("yes", "no"): "lost",
    ("open", "yes"): "settled",
    ("open", "no"): "ruled_out",
    ("yes", "open"): "reopened",
    ("no", "open"): "possible",
    ("yes", "ask"): "asked",
    ("open", "ask"): "asked",
    ("no", "ask"): "asked",
    ("ask", "yes"): "unasked",
    ("ask", "open"): "possible",
    ("ask", "no"): "lost",
}
Sum = tuple[Decimal | None, Decimal | None]
"""at least and at most, in yuan"""


@dataclass(frozen=True, slots=True)
class FirmDifference:
    """A firm that is in both lists, and what is not as it was."""

    before: ListedResult
    after: ListedResult
    moves: dict[int, Move]
    """by policy number"""
    money: dict[Kind, tuple[Sum, Sum]]
    """the kinds of which the sum that is due now has changed: before and after"""


@dataclass(frozen=True, slots=True)
class ListDifference:
    """All that differs between two lists."""

    firms: tuple[FirmDifference, ...]
    """in the order of the second list"""
    alike: int
    """firms of which nothing has changed"""
    new: tuple[ListedResult, ...]
    """in the second list only"""
    gone: tuple[ListedResult, ...]
    """in the first list only"""
    ambiguous: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...]
    """codes or names that stand in several rows of a list, and their rows in each: not compared"""
    tells_ask_first: bool = True
    """False where one of the lists does not say what has to be asked about first: that is not compared"""

    def counts(self) -> dict[int, Counter[Move]]:
        """Per policy how many firms moved how."""
        found: dict[int, Counter[Move]] = {}
        for firm in self.firms:
            for number, move in firm.moves.items():
                found.setdefault(number, Counter())[move] += 1
        return dict(sorted(found.items()))


def difference(before: Sequence[ListedResult], after: Sequence[ListedResult]) -> ListDifference:
    """What differs. A code that both lists have counts, where one of the two has none the name does.

    Firms of one name with two codes are two firms; a row with neither is nobody that could be found again.
    """
    keys = _Keys(before, after)
    old, new = keys.rows(before), keys.rows(after)
    several = dict.fromkeys(key for key in {**old, **new} if len(old.get(key, ())) > 1 or len(new.get(key, ())) > 1)
    ambiguous = tuple(_in_several(key, old.get(key, []), new.get(key, [])) for key in several)
    left = {key: rows[0] for key, rows in old.items() if key not in several}
    right = {key: rows[0] for key, rows in new.items() if key not in several}
    joined = {key for key, one in right.items() if key in left and _is_one(left[key], one)}
    pairs = [_compared(left[key], one) for key, one in right.items() if key in joined]
    firms = tuple(pair for pair in pairs if pair.moves or pair.money)
    return ListDifference(
        firms,
        len(pairs) - len(firms),
        tuple(one for key, one in right.items() if key not in joined),
        tuple(one for key, one in left.items() if key not in joined),
        ambiguous,
        all(each.ask_first is not None for each in (*before, *after)),
    )


def _is_one(before: ListedResult, after: ListedResult) -> bool:
    if before.code and after.code:
        return who(before.code) == who(after.code)
    return bool(before.name)


Key = tuple[str, str]
"""how a firm is known, and as what"""


class _Keys:
    """A firm's code if the other list has it too, else its name; as `who` compares them."""

    def __init__(self, before: Sequence[ListedResult], after: Sequence[ListedResult]) -> None:
        self._codes = set.intersection(*({who(each.code) for each in those if each.code} for those in (before, after)))

    def rows(self, results: Sequence[ListedResult]) -> dict[Key, list[ListedResult]]:
        found: dict[Key, list[ListedResult]] = {}
        for each in results:
            found.setdefault(self._key(each), []).append(each)
        return found

    def _key(self, each: ListedResult) -> Key:
        if who(each.code) in self._codes or not each.name:
            return ("code", who(each.code)) if each.code else ("row", str(each.row))
        return "name", who(each.name)


def _in_several(
    key: Key, old: Sequence[ListedResult], new: Sequence[ListedResult]
) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """What it is known by, as it is written in its first row, and its rows in each list."""
    first = [*old, *new][0]
    return first.code if key[0] == "code" else first.name, _numbers(old), _numbers(new)


def _numbers(rows: Sequence[ListedResult]) -> tuple[int, ...]:
    return tuple(each.row for each in rows)


def _compared(before: ListedResult, after: ListedResult) -> FirmDifference:
    return FirmDifference(before, after, dict(_moves(before, after)), dict(_money(before, after)))


def _moves(before: ListedResult, after: ListedResult) -> Iterator[tuple[int, Move]]:
    asked = [each.ask_first for each in (before, after) if each.ask_first is not None]
    is_told = None not in (before.ask_first, after.ask_first)
    numbers = (each.eligible | each.undetermined for each in (before, after))
    for number in sorted(frozenset[int]().union(*numbers, *asked)):
        if move := _MOVE.get((_verdict(before, number, is_told), _verdict(after, number, is_told))):
            yield number, move


def _verdict(result: ListedResult, number: int, is_told: bool) -> str:
    """`is_told`: both lists say what has to be asked about first; else that is as good as eligible."""
    if result.ask_first and number in result.ask_first:
        return "ask" if is_told else "yes"
    if number in result.eligible:
        return "yes"
    return "open" if number in result.undetermined else "no"


def _money(before: ListedResult, after: ListedResult) -> Iterator[tuple[Kind, tuple[Sum, Sum]]]:
    for kind in SUMMED:
        low, high = f"{kind}_low", f"{kind}_high"
        if all(key in each.money for key in (low, high) for each in (before, after)):
            old, new = ((each.money[low], each.money[high]) for each in (before, after))
            if old != new:
                yield kind, (old, new)
