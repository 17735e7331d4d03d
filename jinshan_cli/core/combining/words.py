"""How benefits that do not simply add up were counted, in words."""

from collections.abc import Collection, Iterable, Iterator

from jinshan_cli.core.combining.combination import Bound, Bounds, Combination, Combined
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.words import say_quantity
from jinshan_cli.core.written.figures import say_interval
from jinshan_cli.core.written.voice import tell


def say_all_combined(combined: Iterable[Combined], across: Bounds = ()) -> str:
    """All that apply to a sum; those of which the source does not say in one; then what ties it to another sum."""
    combined = tuple(combined)
    unsettled = [each for each in combined if each.kind == "unsettled"]
    told = [say_combined(each) for each in combined if each.kind != "unsettled"]
    if unsettled:
        bare = dict.fromkeys(one for each in unsettled for one in each.unquantified)
        told.append(_say_unsettled(tell("、").join(map(_beside, unsettled))) + _say_bare(bare))
    tied = [say_written(each.combination, each.words or _say_limit(each), each.unquantified) for each in across]
    return tell("；").join([*told, *tied])


def say_combined(combined: Combined) -> str:
    """One: which benefits were taken together, how, what was left out, and what has no sum."""
    return _say_counted(combined) + _say_bare(combined.unquantified)


def _say_counted(combined: Combined) -> str:
    those = tell("、").join(combined.benefits)
    match combined.kind:
        case "unsettled":
            return _say_unsettled(_beside(combined))
        case "exclusive":
            return tell("{those} 就高不重复，{left}", those=those, left=_say_left(combined))
        case "top_up":
            left = tell("，不计 {those}", those=tell("、").join(combined.left_out)) if combined.left_out else ""
            return tell(
                "{those} 只补差额，相加 {before}，计 {after}{left}",
                those=those,
                before=_money(combined.before),
                after=_money(combined.after),
                left=left,
            )
        case "cap":
            name, limit = combined.bound.words, combined.bound.limit
            told = "" if limit is None or (name and limit.high is None) else _money(limit)
            most = tell("{name}（{told}）", name=name, told=told) if name and told else name or told
            return tell(
                "{those} 合计不超过 {most}，相加 {before}，计 {after}",
                those=those,
                most=most,
                before=_money(combined.before),
                after=_money(combined.after),
            )


def say_written(combination: Combination, limit: str, unquantified: Collection[str]) -> str:
    """One as the edition has it, with a cap's limit in words, and those of its benefits that have no sum."""
    return _say_kind(combination, limit) + _say_bare(unquantified)


def _say_kind(combination: Combination, limit: str) -> str:
    those = tell("、").join(combination.benefits)
    match combination.kind:
        case "unsettled":
            return _say_unsettled(those)
        case "exclusive":
            return tell("{those} 就高不重复，只计最高的一项", those=those)
        case "top_up":
            return tell("{those} 只补差额：后一项只计高出前面的部分", those=those)
        case "cap":
            return tell("{those} 合计不超过 {limit}", those=those, limit=limit)


def written_of(own: Collection[str], edition: Edition) -> Iterator[tuple[Combination, str]]:
    """Those that have one of these benefits, in words."""
    for place, each in enumerate(edition.combinations):
        if not frozenset(own).isdisjoint(each.benefits):
            limit = edition.limits.get(place)
            words = "" if limit is None else say_quantity(limit, edition.facts)
            yield each, say_written(each, words, edition.unquantified(each))


def _say_left(combined: Combined) -> str:
    """取 17b，不计 17a; where it is open which one is the greatest: 只计最高的一项."""
    taken = [each for each in combined.benefits if each not in (*combined.left_out, *combined.unquantified)]
    if len(taken) != 1 or not combined.left_out:
        return tell("只计最高的一项")
    return tell(
        "取 {taken}，不计 {left_out}", taken=tell("、").join(taken), left_out=tell("、").join(combined.left_out)
    )


def _say_bare(unquantified: Collection[str]) -> str:
    """Not counted, but not on top either: it is one of those that are taken together."""
    return tell("，{those} 未量化，未计入", those=tell("、").join(unquantified)) if unquantified else ""


def _beside(combined: Combined) -> str:
    return tell(" 与 ").join(combined.benefits)


def _say_unsettled(those: str) -> str:
    return tell("{those} 能否同时享受，原文未载明：至少按较高的一项，最高按相加", those=those)


def _say_limit(bound: Bound) -> str:
    return "" if bound.limit is None else _money(bound.limit)


def _money(amount: Interval) -> str:
    return say_interval(amount, money=True)
