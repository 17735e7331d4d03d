"""A policy as headed lists of names and texts; the terminal page and the files are made from it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from jinshan_cli.core.combining.words import written_of
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.policy import Benefit, Edition, Policy
from jinshan_cli.core.rules.words import say_condition, say_quantity
from jinshan_cli.core.timewords import say_asked_first, say_outside_on_paper, say_reported, say_window_on
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.words import labels
from jinshan_cli.use.tables.parts import parameters_of

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some policies of an edition, looked at on a day."""

    policies: Sequence[Policy]
    edition: Edition
    as_of: date
    form: Literal["policies", "table"] = "policies"
    """whole on the screen, or as a table; in a file always whole"""

    @property
    def sheets(self) -> list[list[tuple[str, Rows]]]:
        """Each policy as headed lists."""
        return [policy_sheet(policy, self.edition, self.as_of) for policy in self.policies]

    @property
    def banner(self) -> str:
        """In a file, for a date outside the table's time; empty otherwise."""
        return say_outside_on_paper(self.edition, self.as_of)


def policy_sheet(policy: Policy, edition: Edition, as_of: date) -> list[tuple[str, Rows]]:
    """Headings with their rows: the policy and its contacts, each benefit, then readings, notes and source.

    Where a window is stated, where the day lies in it, and which day that is.
    """
    head = (
        tell("第 {number} 项  {title}", number=policy.number, title=policy.title),
        list(_contact_rows(policy, edition)),
    )
    benefits = [
        (f"{each.id}  {each.title}", list(_benefit_rows(policy, each, edition, as_of))) for each in policy.benefits
    ]
    return [head, *benefits, (tell("说明"), list(_remark_rows(policy, edition, as_of)))]


def _contact_rows(policy: Policy, edition: Edition) -> Iterator[tuple[str, str]]:
    yield tell("内容"), policy.summary
    yield tell("行动方案"), edition.headings[policy.measure]
    yield tell("责任单位"), labels.say_departments(policy)
    yield tell("办理渠道"), policy.channel
    yield tell("享受方式"), labels.UPTAKE[policy.uptake]
    if calls := labels.say_call(policy):
        yield tell("联系电话"), calls


def _benefit_rows(policy: Policy, benefit: Benefit, edition: Edition, as_of: date) -> Iterator[tuple[str, str]]:
    rule, facts = edition.rules[benefit.id], edition.facts
    yield (
        tell("类别"),
        tell("{kind}，{novelty}", kind=labels.KIND[benefit.kind], novelty=labels.NOVELTY[benefit.novelty]),
    )
    yield tell("条件"), say_condition(rule.when, facts)
    yield tell("金额"), tell(labels.UNQUANTIFIED) if rule.amount is None else say_quantity(rule.amount, facts)
    moment = edition.moment(benefit, as_of)
    yield tell("期限"), say_window_on(benefit, moment.timing, as_of)
    if asked := say_asked_first(moment, benefit, edition.header):
        yield tell("先问"), asked
    for reported in moment.reported:
        yield tell("外部资料"), say_reported(reported)
    yield from labels.say_handling(policy, benefit)
    if suspended := policy.handling(benefit).suspended:
        yield tell("暂停"), suspended
    if benefit.unchecked:
        yield tell("另需核定"), tell("；").join(benefit.unchecked)
    if benefit.todo:
        yield tell("草稿待定"), benefit.todo


def _table_rows(policy: Policy, edition: Edition) -> Iterator[tuple[str, str]]:
    """What its rules take from the whole table: how benefits are counted together, and the figures that have a name."""
    for combination, words in written_of([benefit.id for benefit in policy.benefits], edition):
        yield tell("合并计算"), _sourced(words, combination.source)
    for name, figure in parameters_of(policy, edition).items():
        yield (
            tell("参数"),
            _sourced(
                tell("{label}（{name}）：{value}", label=figure.label, name=name, value=figure.value), figure.source
            ),
        )


def _sourced(text: str, source: str) -> str:
    return tell("{text}（{source}）", text=text, source=source) if source else text


def _remark_rows(policy: Policy, edition: Edition, as_of: date) -> Iterator[tuple[str, str]]:
    if policy.readings:
        yield tell("口径说明"), policy.readings
    yield from _table_rows(policy, edition)
    for note in policy.notes:
        yield tell("外部资料"), tell("{text}（{citation}）", text=note.text, citation=note.citation)
    yield tell("计算日期"), str(as_of)
    yield tell("出处"), tell("{source}，{source2}", source=edition.header.source, source2=policy.source)
    yield tell("提示"), edition.header.notice
