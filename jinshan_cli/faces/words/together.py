"""How benefits that do not simply add up were counted, in words."""

from collections.abc import Iterable

from jinshan_cli.core.combining.combination import Combination, Combined
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.figures import say_interval


def say_all_combined(combined: Iterable[Combined]) -> str:
    """All that apply to a sum; those of which the source does not say in one."""
    combined = tuple(combined)
    unsettled = [each for each in combined if each.kind == "unsettled"]
    told = [say_combined(each) for each in combined if each.kind != "unsettled"]
    return "；".join([*told, *([_say_unsettled(unsettled)] if unsettled else [])])


def say_combined(combined: Combined) -> str:
    """One: which benefits were taken together, how, and what was left out."""
    those = "、".join(combined.benefits)
    match combined.kind:
        case "unsettled":
            return _say_unsettled([combined])
        case "exclusive":
            return f"{those} 就高不重复，{_say_left(combined)}"
        case "top_up":
            left = f"，不计 {'、'.join(combined.left_out)}" if combined.left_out else ""
            return f"{those} 只补差额，相加 {_money(combined.before)}，计 {_money(combined.after)}{left}"
        case "cap":
            name, limit = combined.bound.words, combined.bound.limit
            told = "" if limit is None or (name and limit.high is None) else _money(limit)
            most = f"{name}（{told}）" if name and told else name or told
            return f"{those} 合计不超过 {most}，相加 {_money(combined.before)}，计 {_money(combined.after)}"


def say_written(combination: Combination, limit: str) -> str:
    """One as the edition has it, with a cap's limit in words."""
    those = "、".join(combination.benefits)
    match combination.kind:
        case "unsettled":
            return f"{those} 能否同时享受，原文未载明：至少按较高的一项，最高按相加"
        case "exclusive":
            return f"{those} 就高不重复，只计最高的一项"
        case "top_up":
            return f"{those} 只补差额：后一项只计高出前面的部分"
        case "cap":
            return f"{those} 合计不超过 {limit}"


def _say_left(combined: Combined) -> str:
    """取 17b，不计 17a; where it is open which one is the greatest: 只计最高的一项."""
    taken = [each for each in combined.benefits if each not in combined.left_out]
    if len(taken) > 1 or not combined.left_out:
        return "只计最高的一项"
    return f"取 {'、'.join(taken)}，不计 {'、'.join(combined.left_out)}"


def _say_unsettled(combined: Iterable[Combined]) -> str:
    those = "、".join(" 与 ".join(each.benefits) for each in combined)
    return f"{those} 能否同时享受，原文未载明：至少按较高的一项，最高按相加"


def _money(amount: Interval) -> str:
    return say_interval(amount, money=True)
