"""What a change of the table comes to, as every face reads it, and how its bounds are said."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from jinshan_cli.core.combining.ways import groups
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import NOTHING
from jinshan_cli.core.policy import Edition, Kind
from jinshan_cli.core.reform.effects import Count, Effect, GroupEffect, Side, Turn
from jinshan_cli.core.timewords import say_outside
from jinshan_cli.core.written.figures import say_money
from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.faces.words.spans import say_cost
from jinshan_cli.use.lists.reform import ReformedList

TURN: Words[Turn] = Words({"gain": "增加", "lose": "减少", "same": "不变", "unsettled": "待核实"})
SIDE: Words[Side] = Words({"before": "现行", "after": "改后", "difference": "差额"})
WHOLE = "合计"
LEEWAY = "原文留有余地的金额（最高、不低于、两种读法）按改前改后同取最低、同取最高两种情形计算。"
LOOSE = "有的合计情形太多，没有逐一推算，所列上下限可能偏宽。"


@dataclass(frozen=True, slots=True)
class ReformView:
    """A list of firms under two tables."""

    form: ClassVar[Literal["reform"]] = "reform"
    found: ReformedList
    edition: Edition
    other: Edition
    as_of: date
    change: str
    """what is changed, in words"""
    by: tuple[str, ...] = ()
    """what the groups are called by"""
    weight: str = ""
    """the column of weights"""
    doubts: tuple[str, ...] = ()
    """what is doubtful of the list, which is told on stderr; papers say it too"""

    def policy_of(self, effect: Effect) -> str:
        """The title of the policy that it tells of, in whichever table has it."""
        if effect.number is None:
            return tell(WHOLE)
        policies = (edition.by_number.get(effect.number) for edition in (self.edition, self.other))
        return next(found.title for found in policies if found)

    def title_of(self, effect: Effect) -> str:
        """The same behind its number: 14 鼓励…."""
        title = self.policy_of(effect)
        return title if effect.number is None else f"{effect.number} {title}"

    def moved(self) -> list[Effect]:
        """The policies that a firm may get more or less of, and the whole before them."""
        whole, *each = self.found.whole.effects
        return [whole, *(effect for effect in each if is_moved(effect))]

    def groups(self) -> tuple[GroupEffect, ...]:
        """The whole list first."""
        return (self.found.whole, *self.found.groups)

    def notes(self) -> Iterator[str]:
        """What has to be known to read the figures."""
        outside = (say_outside(each, self.as_of) for each in (self.edition, self.other))
        for told in dict.fromkeys(filter(None, outside)):
            yield tell("{told}；先问是否仍受理的事项不在金额中。", told=told)
        yield tell(LEEWAY)
        ties = [numbers for each in (self.edition, self.other) for numbers in _tied(each)]
        for joined in groups(sorted(frozenset[int]().union(*ties)), ties):
            those = tell("、").join(map(str, joined))
            yield tell("第 {those} 项政策之间合并计算：每项只按自身计算，合并计算只计入合计。", those=those)
        if unquantified := say_unquantified(self.found.whole.whole):
            yield unquantified
        if self.weight:
            yield tell("企业数和金额按“{weight}”加权。", weight=self.weight)
        if self.found.loose:
            yield tell(LOOSE)


def _tied(edition: Edition) -> Iterator[frozenset[int]]:
    """The numbers of the policies that a combination joins to one another."""
    for combination in edition.combinations:
        numbers = frozenset(edition.policy_of[key].number for key in combination.benefits)
        if len(numbers) > 1:
            yield numbers


def is_moved(effect: Effect) -> bool:
    """True unless it is the same for every firm."""
    return any(effect.turns[turn] for turn in ("gain", "lose", "unsettled"))


def say_count(count: Count) -> str:
    """`1,204`, `12.5`."""
    return f"{count:,}"


def say_side(effect: Effect, kind: Kind, side: Side) -> str:
    """What it comes to, in words: `10万元 至 25万元`; of a difference `多付 10万元 至 25万元`, `-5万元 至 +2万元`."""
    cost, (low, high) = effect.money[kind][side], effect.barely[kind][side]
    if side != "difference":
        return say_cost(cost, low)
    if cost == NOTHING:
        return tell("不变")
    stated = effect.stated(kind, side)
    if stated.low is not None and stated.low >= 0:
        return tell("多付 {cost}", cost=say_cost(cost, low))
    if stated.high is not None and stated.high <= 0:
        return tell("少付 {cost}", cost=say_cost(-cost, -high))
    each = (stated.low, stated.high)
    ends = [tell("不限") if end is None else f"{'+' if end > 0 else ''}{say_money(int(end))}" for end in each]
    return tell("{low} 至 {high}", low=ends[0], high=ends[1])


def say_unsettled(effect: Effect) -> str:
    """`12（可能增加 9，可能减少 3）`: a firm may be in both."""
    count = effect.turns["unsettled"]
    told = [tell("可能增加 {count}", count=say_count(effect.may_gain))] if effect.may_gain else []
    told += [tell("可能减少 {count}", count=say_count(effect.may_lose))] if effect.may_lose else []
    return tell("{count}（{those}）", count=say_count(count), those=tell("，").join(told)) if told else say_count(count)


def say_unquantified(effect: Effect) -> str:
    """How many firms are due something without a sum; empty if none is."""
    before, after = effect.unquantified["before"], effect.unquantified["after"]
    if not (before[1] or after[1]):
        return ""
    told = (
        tell("现行 {span} 家", span=_span(before))
        if before == after
        else tell("现行 {before} 家、改后 {after} 家", before=_span(before), after=_span(after))
    )
    return tell("未载明金额的事项不在金额中：{told}企业涉及。", told=told)


def _span(ends: tuple[Count, Count]) -> str:
    low, high = map(say_count, ends)
    return low if low == high else tell("{low} 至 {high}", low=low, high=high)
