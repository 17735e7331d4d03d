"""What two outcomes of a firm differ in, as words, records and a table: for `--what-if` and for `diff`."""

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.outcome import Outcome, Standing, Total
from jinshan_cli.core.policy import KINDS
from jinshan_cli.core.timewords import ASK_FIRST, TIMING
from jinshan_cli.core.timing import CURRENT
from jinshan_cli.core.written.figures import UNKNOWN, say_money
from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.records import amount_record, total_record
from jinshan_cli.use.result.compare import EFFECTS, Change, Changes, Effect

EFFECT: Words[Effect] = Words(
    {
        "gained": "新增可享",
        "lost": "不再可享",
        "reopened": "可能不再可享",
        "amount": "金额变化",
        "possible": "新增待核实",
        "ruled_out": "已排除",
        "other": "其他变化",
    }
)
ABSENT = "表中没有"
NO_CHANGE = "各项政策与金额都没有变化。"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two outcomes of a firm, compared."""

    form: ClassVar[Literal["changes"]] = "changes"
    changes: Changes


def say_standing(standing: Standing | None) -> str:
    """`条件符合，2万元`, `待核实，若符合：最高 50万元`, `不符合`.

    Where nothing can be had now `条件符合，非本年度，2万元`. Never a bare 符合: the department may ask more.
    """
    if standing is None:
        return tell(ABSENT)
    if standing.status == "ineligible":
        return tell("不符合")
    if standing.gives_nothing:
        return labels.say_status(standing)
    pending, amount = standing.status == "undetermined", labels.say_amount(standing.amount, standing.is_untold)
    if not standing.is_current:
        when = tell(ASK_FIRST) if standing.timing in CURRENT else TIMING[standing.timing]
        more = "" if pending or standing.amount is None else tell("，{amount}", amount=amount)
        return tell(
            "{words}，{when}{amount}", words=tell("待核实") if pending else tell("条件符合"), when=when, amount=more
        )
    return f"{(tell('待核实，若符合：') if pending else tell('条件符合，'))}{amount}"


def fact_lines(changes: Changes) -> list[str]:
    """`年度商品销售额：9.7亿元 → 10亿元`, for each fact that changed, and what is doubtful about it."""
    told = [
        tell(
            "{label}：{before} → {after}",
            label=fact.label,
            before=fact.before or tell(UNKNOWN),
            after=fact.after or tell(UNKNOWN),
        )
        for fact in changes.facts
    ]
    return told + [tell("请核对：{warning}", warning=doubt) for doubt in changes.doubts]


def total_lines(changes: Changes) -> list[tuple[str, str]]:
    """The kind, and `2万元 → 12万元（多 10万元）`, for each kind whose sum changed."""
    before, after = changes.before.totals, changes.after.totals
    pairs = [(kind, before[kind], after[kind]) for kind in KINDS]
    doubtful = {row.standing.kind for row in changes.of("reopened")}
    return [
        (labels.KIND[kind], _say_sums(old, new, tell("可能") if kind in doubtful else ""))
        for kind, old, new in pairs
        if old.amount != new.amount
    ]


def changes_record(changes: Changes) -> dict[str, Any]:
    """The JSON of a comparison; money in yuan."""
    before, after = changes.before.totals, changes.after.totals
    return {
        "before": _outcome_record(changes.before),
        "after": _outcome_record(changes.after),
        "facts": [
            {"key": fact.key, "label": fact.label, "before": fact.before or None, "after": fact.after or None}
            for fact in changes.facts
        ],
        "changes": [_change_record(change) for change in changes.rows],
        "totals": {kind: {"before": total_record(before[kind]), "after": total_record(after[kind])} for kind in KINDS},
    }


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """The JSON of two outcomes compared."""
    return changes_record(comparison.changes)


def change_lines(changes: Changes) -> Iterator[tuple[str, list[str]]]:
    """Each effect that there is, with a line per benefit: `13b 新增限额以上：不符合 → 条件符合，2万元`."""
    for effect in EFFECTS:
        if rows := changes.of(effect):
            yield EFFECT[effect], [_line(row) for row in rows]


def _line(row: Change) -> str:
    return tell(
        "{id} {title}：{before} → {after}",
        id=row.standing.id,
        title=row.standing.title,
        before=say_standing(row.before),
        after=say_standing(row.after),
    )


def _say_sums(before: Total, after: Total, perhaps: str) -> str:
    old, new = (labels.say_least_and_most(total) for total in (before, after))
    old += labels.say_beside(before.unquantified) if before.unquantified != after.unquantified else ""
    difference = _say_difference(before.stated, after.stated, perhaps)
    return f"{old} → {new}{difference}{labels.say_beside(after.unquantified)}"


def _say_difference(before: Interval, after: Interval, perhaps: str) -> str:
    low = _difference(before.low, after.low)
    high = None if before.high is None or after.high is None else _difference(before.high, after.high)
    if high is None or low == high:
        return (
            tell(
                "（{perhaps}{words}{signed}）",
                perhaps=perhaps,
                words=tell("至少") if high is None and low else "",
                signed=_signed(low),
            )
            if low
            else ""
        )
    return tell("（{perhaps}下限{low}，上限{high}）", perhaps=perhaps, low=_signed(low), high=_signed(high))


def _difference(before: Any, after: Any) -> int:
    return int(after or 0) - int(before or 0)


def _signed(fen: int) -> str:
    return tell("不变") if fen == 0 else f"{(tell('多') if fen > 0 else tell('少'))} {say_money(abs(fen))}"


def _change_record(change: Change) -> dict[str, Any]:
    standing = change.standing
    return {
        "effect": change.effect,
        "number": standing.number,
        "id": standing.id,
        "title": standing.title,
        "kind": standing.kind,
        "before": _standing_record(change.before),
        "after": _standing_record(change.after),
    }


def _standing_record(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    return {"status": standing.status, "timing": standing.timing, "amount": amount_record(standing.amount)}


def _outcome_record(outcome: Outcome) -> dict[str, Any]:
    return {"edition": outcome.edition, "as_of": outcome.as_of.isoformat(), "firm": outcome.firm}
