"""A change of the table for programs: a record, and a row per group, policy and kind of money."""

from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Kind
from jinshan_cli.core.reform.effects import SIDES, TURNS, Count, Effect, GroupEffect
from jinshan_cli.core.written.figures import PENDING, yuan
from jinshan_cli.core.written.guard import guarded_text
from jinshan_cli.core.written.voice import Words, tell, voice
from jinshan_cli.faces.lists.headings import beside
from jinshan_cli.faces.lists.writers import csv_line
from jinshan_cli.faces.out.spreadsheet import Cell, RowSheet, fitted, new_book, write_sheet, yuan_cell
from jinshan_cli.faces.reform.view import SIDE, TURN, ReformView
from jinshan_cli.faces.words import labels

COUNTED = (*TURNS, "may_gain", "may_lose")
ENDS = [f"{side}_{end}" for side in SIDES for end in ("low", "high")]
_ENDS = (("low", "{side}至少（{currency}）"), ("high", "{side}最高（{currency}）"))


class _Columns(Words[str]):
    """Headings with their side and the edition's money."""

    def __getitem__(self, key: str) -> str:
        side = next((side for side in SIDES if key.startswith(side)), None)
        return tell(self.written[key], side=SIDE[side] if side else "", currency=voice().currency)


COLUMNS: Words[str] = _Columns(
    {
        "number": "编号",
        "title": "政策",
        "kind": "类别",
        "firms": "企业数",
        **{str(turn): words for turn, words in TURN.written.items()},
        "may_gain": "待核实中可能增加",
        "may_lose": "待核实中可能减少",
        **{f"{side}_{end}": word for side in SIDES for end, word in _ENDS},
        "unquantified_before_low": "现行未载明金额至少（家）",
        "unquantified_before_high": "现行未载明金额最多（家）",
        "unquantified_after_low": "改后未载明金额至少（家）",
        "unquantified_after_high": "改后未载明金额最多（家）",
    }
)
"""key and heading, after the columns of the groups"""
WIDEST = 44


def record(view: ReformView) -> dict[str, Any]:
    """The JSON of a change."""
    return {
        "edition": view.edition.header.id,
        "other": view.other.header.id,
        "change": view.change,
        "as_of": view.as_of.isoformat(),
        "by": list(view.by),
        "weight": view.weight or None,
        "exact": not view.found.loose,
        "whole": _group(view, view.found.whole),
        "groups": [_group(view, group) for group in view.found.groups],
        "notes": list(view.notes()),
    }


def _group(view: ReformView, group: GroupEffect) -> dict[str, Any]:
    whole, *each = group.effects
    return {
        "values": list(group.values),
        "rows": group.rows,
        "firms": group.firms,
        **_effect(whole),
        "policies": [{"number": effect.number, "title": view.policy_of(effect), **_effect(effect)} for effect in each],
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        **{turn: effect.turns[turn] for turn in TURNS},
        "may_gain": effect.may_gain,
        "may_lose": effect.may_lose,
        "unquantified": {side: {"low": low, "high": high} for side, (low, high) in effect.unquantified.items()},
        "money": {kind: {side: _bounds(told) for side, told in sides.items()} for kind, sides in effect.money.items()},
    }


def _bounds(told: Interval) -> dict[str, Any]:
    return {"low": _in_yuan(told.low), "high": _in_yuan(told.high)}


def _in_yuan(end: Any) -> int | Decimal | None:
    return None if end is None else yuan(int(end))


def rows(view: ReformView) -> Iterator[list[Any]]:
    """A row per group, policy and kind, policies that pay no sum once; ends of money in fen, None for no limit, each
    with the fen of it that words leave out."""
    for group in view.groups():
        values = list(group.values) if group.values else ["" for _ in view.by]
        for effect in group.effects:
            named = [effect.number, view.policy_of(effect)]
            stated = [count for ends in effect.unquantified.values() for count in ends]
            for kind in [*effect.money, *([None] if not effect.money else [])]:
                yield [*values, *named, kind, group.firms, *_counts(effect), *_money(effect, kind), *stated]


def _counts(effect: Effect) -> list[Count]:
    return [*(effect.turns[turn] for turn in TURNS), effect.may_gain, effect.may_lose]


def _money(effect: Effect, kind: Kind | None) -> list[Any]:
    if kind is None:
        return [(None, 0)] * len(ENDS)
    sides = [(effect.money[kind][side], effect.barely[kind][side]) for side in SIDES]
    return [told for money, bare in sides for told in zip((money.low, money.high), bare, strict=True)]


def csv(view: ReformView) -> bytes:
    """CSV with keys for headings; money in yuan, empty for no limit."""
    first = len(view.by) + list(COLUMNS).index("before_low")
    lines = [csv_line([guarded_text(title) for title in (*beside(view.by, COLUMNS), *COLUMNS)])]
    for row in rows(view):
        money = [_in_yuan(end) for end, _ in row[first : first + len(ENDS)]]
        cells = [*map(_guarded, row[:first]), *money, *row[first + len(ENDS) :]]
        lines.append(csv_line([None if cell in (None, "") else str(cell) for cell in cells]))
    return b"".join(lines)


def _guarded(cell: Any) -> Any:
    return guarded_text(cell) if isinstance(cell, str) else cell


def workbook(view: ReformView) -> bytes:
    """One sheet of rows with numbers as numbers, and one of what is to be known."""
    out, titles = BytesIO(), [*beside(view.by, COLUMNS.values()), *COLUMNS.values()]
    told = [_worded(view, row) for row in rows(view)]
    first = len(view.by) + list(COLUMNS).index("before_low")
    money = frozenset(range(first, first + len(ENDS)))
    about = ((line,) for line in (view.change, tell("按 {as_of} 计算", as_of=view.as_of), *view.notes(), *view.doubts))
    with new_book(out) as book:
        widths, fixed = fitted(titles, told, WIDEST), len(view.by) + 2
        write_sheet(book, RowSheet(tell("测算"), titles, told, widths, fixed, money))
        write_sheet(book, RowSheet(tell("说明"), (tell("说明"),), about, (100,)))
    return out.getvalue()


def _worded(view: ReformView, row: list[Any]) -> list[Cell]:
    """The cells of a workbook: 全部 for the whole list, kinds in words, yuan, 金额待定."""
    place, first = len(view.by) + 2, len(view.by) + list(COLUMNS).index("before_low")
    groups = [value or tell("全部") for value in row[: len(view.by)]]
    money = [_cell(*told) for told in row[first : first + len(ENDS)]]
    counts = [*map(_number, row[place + 1 : first]), *money, *map(_number, row[first + len(ENDS) :])]
    return [*groups, *row[len(view.by) : place], labels.KIND.get(row[place], None), *counts]


def _cell(end: int | None, bare: int) -> Cell:
    if end is None:
        return None
    return tell(PENDING) if bare and end == bare else yuan_cell(end - bare)


def _number(count: Count) -> int | float:
    return count if isinstance(count, int) else float(count)
