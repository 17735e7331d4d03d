"""What is wrong with the combinations of a table: benefits that are not there or do not fit, caps without a sum."""

from collections.abc import Iterator

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.combining.ways import TooCrossedError, apart, ways
from jinshan_cli.core.errors import Fault, closest
from jinshan_cli.core.policy import Kind
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.edition.written import PolicyTable


def combination_faults(table: PolicyTable) -> Iterator[Fault]:
    """Too few benefits, ones that are not there, twice or of two kinds; a cap without `amount`, an `amount` without a
    cap; combinations that cross in more ways than can be followed."""
    kinds = {each.id: each.kind for policy in table.policies for each in policy.benefits}
    for number, combination in enumerate(table.combinations, 1):
        yield from _benefit_faults(combination, kinds, f"policies.toml combinations [{number}]")
    for kind in dict.fromkeys(kinds.values()):
        if not _can_be_followed(tuple(each for each in kinds if kinds[each] == kind), table.combinations):
            expected = tell("让一条包含另一条，或各管各的事项")
            yield Fault(tell("combinations 互相交叉太多，无法计算"), "policies.toml combinations", expected=expected)


def _can_be_followed(benefits: tuple[str, ...], combinations: tuple[Combination, ...]) -> bool:
    """True if their sum can be told, and of those that are joined however far down the list one counts, at its least
    and at its most."""
    try:
        for strict in (True, False):
            ways(benefits, combinations, strict)
            for group in apart(benefits, combinations):
                own = tuple(each for each in combinations if each.among(group))
                for end in range(len(own)):
                    ways(group, own[:end], strict)
    except TooCrossedError:
        return False
    return True


def _benefit_faults(combination: Combination, kinds: dict[str, Kind], where: str) -> Iterator[Fault]:
    those = combination.benefits
    if len(those) < (fewest := 1 if combination.kind == "cap" else 2):
        what = tell("至少要有一个事项") if fewest == 1 else tell("至少要有两个事项")
        yield Fault(what, f"{where} benefits", tell("、").join(those), tell("写上事项的 id"))
    for key in dict.fromkeys(those):
        if key not in kinds:
            yield Fault(tell("没有这个事项"), f"{where} benefits", key, closest=closest(key, kinds))
        if those.count(key) > 1:
            yield Fault(tell("同一事项写了两次"), f"{where} benefits", key)
    if len(found := sorted({kinds[key] for key in those if key in kinds})) > 1:
        yield Fault(
            tell("类别不同的事项不相加"), f"{where} benefits", tell("、").join(found), tell("只写同一 kind 的事项")
        )
    if (combination.kind == "cap") != (combination.amount is not None):
        what = tell("cap 要有 amount：合计最高多少") if combination.kind == "cap" else tell("只有 cap 能有 amount")
        yield Fault(what, f"{where} amount", combination.amount or "")
