"""A dataframe of firms in, the same kind out with what a change of the table comes to for each; money in yuan."""

from collections.abc import Iterator, Set
from datetime import date

from narwhals.typing import IntoFrameT

from jinshan_cli.core.columns import PROBLEMS
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.reform.effects import SIDES, TURNS
from jinshan_cli.core.reform.joint import Joint
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.intervals import ZERO
from jinshan_cli.engines.columns.joining import joined
from jinshan_cli.engines.columns.reform import MoneyColumns, ReformPlan, compile_reform
from jinshan_cli.files.frames.columns import TypedFrame
from jinshan_cli.use.lists.frames import FrameJudge, chosen, end_in_yuan, judged_frame, refusals

EFFECT = "effect"
POLICIES = {"gain": "gains", "lose": "loses", "unsettled": "unsettled"}
"""what a firm is under a policy, and the column of the numbers of those policies"""


def compare_frame(frame: IntoFrameT, edition: Edition, other: Edition, as_of: date) -> IntoFrameT:
    """The frame with the results as columns.

    Raises InputError for columns that cannot be what they say, EditionError where the tables do not mean the same by a
    fact or figures are too large for columns, TypeError for a frame of another kind.
    """
    joint = Joint.of(edition, other, as_of)
    return judged_frame(frame, _Comparing(joint.rules.facts, joint))


@dataclass(frozen=True)
class _Comparing(FrameJudge):
    """What is asked of every frame."""

    joint: Joint

    @property
    def texts(self) -> list[str]:
        return [EFFECT, *POLICIES.values(), PROBLEMS]

    @property
    def names(self) -> list[str]:
        kinds = [line.kind for line in self.joint.lines if line.number is None]
        money = [f"{kind}_{side}_{end}" for kind in kinds for side in SIDES for end in ("low", "high")]
        return [EFFECT, *POLICIES.values(), *money, PROBLEMS]

    def compiled(self, present: Set[str]) -> ReformPlan:
        return compile_reform(self.joint, present)

    def told(self, plan: ReformPlan, typed: TypedFrame) -> Iterator[tuple[str, ex.Expr]]:
        whole, *each = plan.subjects
        effect = ex.lit(TURNS[-1])
        for turn in TURNS[:-1]:
            effect = chosen(getattr(whole.effect, turn), ex.lit(turn), effect)
        yield EFFECT, effect
        for what, name in POLICIES.items():
            yield name, joined((str(one.number), getattr(one.effect, what)) for one in each)
        for kind, money in whole.money.items():
            yield from _of_kind(kind, money)
        yield PROBLEMS, joined(refusals(typed))


def _of_kind(kind: str, money: MoneyColumns) -> Iterator[tuple[str, ex.Expr]]:
    for side in SIDES:
        for name, end in zip(("low", "high"), getattr(money, side), strict=True):
            yield f"{kind}_{side}_{name}", end_in_yuan(ZERO if end.is_zero else end)
