"""What changed between two lists, as every face reads it: per policy and per firm."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar, Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import SOME, Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.timewords import ASK_FIRST
from jinshan_cli.core.written.figures import PENDING
from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.faces.lists.groups import NONE_SURE
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.spans import say_cost
from jinshan_cli.files.lists.results import ListedResult
from jinshan_cli.use.lists.differing import MOVES, FirmDifference, ListDifference, Move, Sum

MOVE: Words[Move] = Words(
    {
        "gained": "新符合",
        "lost": "不再符合",
        "settled": "核实后符合",
        "ruled_out": "核实后不符合",
        "reopened": "可能不再符合",
        "asked": "改为先问是否仍受理",
        "unasked": "不必再先问",
        "possible": "可能符合",
    }
)
UNTOLD = "名单的结果里没有写明政策表和日期，请确认两次所用的是否相同。"
NOT_ASKED = "有一份结果没有“{ask_first}”一列，这一项没有比较。"


@dataclass(frozen=True, slots=True)
class ListComparison:
    """Two lists of results."""

    form: ClassVar[Literal["listdiff"]] = "listdiff"
    found: ListDifference
    edition: Edition
    before: str
    after: str
    """the files, as they were named"""

    def title_of(self, number: int) -> str:
        """A policy by its number and title; by the number alone if the edition has none such."""
        policy = self.edition.by_number.get(number)
        return f"{number} {policy.title}" if policy else tell("第 {number} 项", number=number)

    def policies(self) -> Iterator[tuple[str, dict[Move, int]]]:
        """Each policy that a firm moved in, and how many moved how."""
        for number, counts in self.found.counts().items():
            yield self.title_of(number), {move: counts[move] for move in MOVES}

    def notes(self) -> Iterator[str]:
        """What is not in the comparison, and what the files do not say."""
        for word, firms in ((tell("只在新名单里"), self.found.new), (tell("只在旧名单里"), self.found.gone)):
            if firms:
                yield tell(
                    "{word} {count:,} 家：{those}",
                    word=word,
                    count=len(firms),
                    those=tell("、").join(map(name_of, firms)),
                )
        for key, old, new in self.found.ambiguous:
            yield tell(
                "{key} 不止一行（旧名单 {old}，新名单 {new}），没有比较", key=key, old=_rows(old), new=_rows(new)
            )
        if not self.found.tells_ask_first:
            yield tell(NOT_ASKED, ask_first=tell(ASK_FIRST))
        yield tell(UNTOLD)


def name_of(firm: ListedResult) -> str:
    """A firm by its name, else its code, else its row."""
    return firm.name or firm.code or tell("第 {row} 行", row=firm.row)


def say_firm(firm: FirmDifference) -> Iterator[str]:
    """How it moved, then what its sums were and are: 新符合 13、14；奖补资金 暂无可确定的金额 → 2万元."""
    for move in MOVES:
        if numbers := [str(number) for number, each in firm.moves.items() if each == move]:
            yield f"{MOVE[move]} {tell('、').join(numbers)}"
    for kind, (old, new) in firm.money.items():
        yield f"{labels.KIND[kind]} {say_sum(old)} → {say_sum(new)}"


def say_sum(ends: Sum) -> str:
    """A sum as the list has it; no high end is no known limit.

    That nothing is sure now is not said as 0元: others may be open or to be asked about. A fen stands for something.
    """
    low, high = (None if end is None else int(end * 100) for end in ends)
    if low is None or low == high == 0:
        return tell("未写") if low is None else tell(NONE_SURE)
    if low == SOME.low != high:
        return tell(PENDING) if high is None else say_cost(Interval(None, high))
    return say_cost(Interval(low, high))


def _rows(rows: tuple[int, ...]) -> str:
    return tell("第 {those} 行", those=tell("、").join(map(str, rows))) if rows else tell("没有")


def record(view: ListComparison) -> dict[str, Any]:
    """The JSON of two lists."""
    found = view.found
    return {
        "alike": found.alike,
        "policies": [{"number": number, **{m: counts[m] for m in MOVES}} for number, counts in found.counts().items()],
        "firms": [_firm(firm) for firm in found.firms],
        "new": [_who(firm) for firm in found.new],
        "gone": [_who(firm) for firm in found.gone],
        "ambiguous": [
            {"firm": key, "rows_before": list(old), "rows_after": list(new)} for key, old, new in found.ambiguous
        ],
    }


def _who(firm: ListedResult) -> dict[str, Any]:
    return {"row": firm.row, "name": firm.name, "code": firm.code or None}


def _firm(firm: FirmDifference) -> dict[str, Any]:
    moves: dict[str, Any] = {move: [number for number, each in firm.moves.items() if each == move] for move in MOVES}
    money = {kind: {"before": _ends(old), "after": _ends(new)} for kind, (old, new) in firm.money.items()}
    return {**_who(firm.after), "row_before": firm.before.row, **moves, "money": money}


def _ends(ends: Sum) -> dict[str, int | Decimal | None]:
    low, high = (None if end is None else int(end) if end == int(end) else end for end in ends)
    return {"low": low, "high": high}
