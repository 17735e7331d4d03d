"""What is doubtful in an edition that loads: its examples run, its rules and figures looked at."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError, closest
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import KINDS, STATUSES, Benefit, Edition, Example, Policy
from jinshan_cli.core.rules.grammar import Scope, parse_amount
from jinshan_cli.core.rules.nodes import Between, Node, Quantity
from jinshan_cli.core.rules.source import RuleError
from jinshan_cli.core.rules.tree import fact_keys, walk
from jinshan_cli.core.written.figures import say_figure, say_interval, say_known
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.near import limits
from jinshan_cli.files.edition import FILES
from jinshan_cli.files.edition.places import placed
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.edition import times
from jinshan_cli.use.edition.brackets import bracket_findings
from jinshan_cli.use.edition.caps import cap_findings
from jinshan_cli.use.edition.figures import unheld_figures
from jinshan_cli.use.edition.findings import Finding, error, warning
from jinshan_cli.use.edition.firms import example_firms, fitting_firms
from jinshan_cli.use.edition.phones import PHONE, odd_phones
from jinshan_cli.use.edition.reach import Reach
from jinshan_cli.use.edition.schedules import schedule_findings
from jinshan_cli.use.edition.settled import Settled
from jinshan_cli.use.edition.uncounted import uncounted_findings
from jinshan_cli.use.edition.unused import unused_findings
from jinshan_cli.use.result.assess import assess_benefit
from jinshan_cli.use.result.assessment import BenefitResult

_COMMA = re.compile(r"\d,\d")
_SEARCHES = 500
"""tries to find a firm that meets a rule before it is called impossible"""
_LOOKS = 500
"""firms for which an amount is looked at"""


def check(edition: Edition, folder: Path | None = None) -> list[Finding]:
    """Every finding, errors first, then as the table has them; with the folder it is read from, each with its line."""
    found = list(_told(times.odd_year(edition.header), "policies.toml edition"))
    found += (finding for policy in edition.policies for finding in _policy_findings(policy, edition))
    found += (*_wide_sums(edition), *odd_phones(edition), *Settled(edition).findings())
    found += (*Reach(edition).findings(), *cap_findings(edition), *uncounted_findings(edition))
    found += (*unused_findings(edition), *schedule_findings(edition))
    ranked = sorted(found, key=lambda finding: finding.weight)
    faults = [finding.fault for finding in ranked]
    placed_faults = placed(faults, folder, FILES) if folder else faults
    return [Finding(finding.weight, fault) for finding, fault in zip(ranked, placed_faults, strict=True)]


def _policy_findings(policy: Policy, edition: Edition) -> Iterator[Finding]:
    place = tell("policies.toml 第 {number} 项", number=policy.number)
    for phone in policy.every_phone:
        if not PHONE.fullmatch(phone):
            yield error(tell("电话格式不对"), f"{place} phones", phone, tell("数字，区号后可加连字符，例如 021-12366"))
    if not any((policy.phones, policy.contact_note, policy.contacts, policy.email)):
        yield warning(tell("没有电话、邮箱，也没有 contact_note"), place)
    for where, figure in unheld_figures(policy, edition):
        yield warning(tell("摘要里的数字不在这一项的规则、日期或说明中"), f"{place} {where}", figure)
    for where, day in times.unheld_dates(policy, edition):
        yield warning(tell("摘要里的日期不在这一项的期限、说明、规则或指标中"), f"{place} {where}", day)
    yield from _told(times.odd_notes(policy, edition.header), place)
    for benefit in policy.benefits:
        yield from _BenefitCheck(benefit, edition, f"{place} {benefit.id}").findings()
    yield from bracket_findings(policy, edition, place)


def _told(odds: Iterable[times.Odd], place: str) -> Iterator[Finding]:
    return (warning(odd.what, f"{place} {odd.field}", odd.value, odd.expected) for odd in odds)


@dataclass(frozen=True)
class _BenefitCheck:
    """One benefit with its rule and examples."""

    benefit: Benefit
    edition: Edition
    place: str

    def findings(self) -> Iterator[Finding]:
        if self.benefit.todo:
            yield warning(tell("草稿待定"), f"{self.place} todo", self.benefit.todo)
        yield from self._windows()
        for i, example in enumerate(self.benefit.examples, 1):
            yield from self._run(example, f"{self.place} examples [{i}]")
        shown = {example.status for example in self.benefit.examples}
        if absent := [status for status in STATUSES if status not in shown]:
            yield warning(tell("没有这些结论的示例"), self._examples, tell("、").join(absent))
        if not self._satisfiable():
            if Settled(self.edition).truth(self.edition.rules[self.benefit.id].when) is False:
                yield error(tell("找不到任何能满足的企业"), f"{self.place} when", self.benefit.when)
            else:
                expected = tell("规则若没有错，加一条 eligible 的示例")
                yield warning(tell("没有试出能满足的企业"), f"{self.place} when", self.benefit.when, expected)
        yield from self._amounts()
        for key, written, node in self._rules():
            if self.edition.cases.of(node) is node and node in self.edition.cases.inexact:
                yield warning(tell("情形太多，只按区间计算：结果可能比实际宽"), f"{self.place} {key}", written or "")
        for fact, limit in self._one_sided():
            yield warning(tell("示例没有覆盖界线两侧"), self._examples, f"{fact} {limit}")
        rule = self.edition.rules[self.benefit.id]
        yield from Settled(self.edition).of_benefit(rule.when, rule.amount, self.place)
        yield from Reach(self.edition).of_benefit(rule.when, rule.amount, self.place)

    @property
    def _examples(self) -> str:
        return f"{self.place} examples" if self.benefit.examples else self.place

    def _windows(self) -> Iterator[Finding]:
        never = times.never_open(self.benefit, self.edition.header)
        if never is not None:
            yield error(never.what, f"{self.place} {never.field}", never.value, never.expected)
        yield from _told(times.odd_windows(self.benefit, self.edition.header), self.place)

    def _amounts(self) -> Iterator[Finding]:
        place, written = f"{self.place} amount", self.benefit.amount or ""
        if firm := self._upside_down():
            told = (f"{key} = {say_known(self.edition.facts[key], value)}" for key, value in firm.facts.items())
            yield error(tell("有的企业金额下限高于上限"), place, written, tell("，").join(told))
        amount = self.edition.rules[self.benefit.id].amount
        if amount is not None and interval(amount, Knowledge(self.edition, Firm())).high == 0:
            expected = tell("逗号分开两个数；小数写 0.4") if _COMMA.search(written) else ""
            yield warning(tell("金额对任何企业都是 0"), place, written, expected)

    def _rules(self) -> Iterator[tuple[str, str | None, Node]]:
        rule = self.edition.rules[self.benefit.id]
        yield "when", self.benefit.when, rule.when
        if rule.amount is not None:
            yield "amount", self.benefit.amount, rule.amount

    def _run(self, example: Example, place: str) -> Iterator[Finding]:
        try:
            firm = firm_of(example.firm, self.edition.facts, f"{place} firm")
            expected = self._expected(example)
        except InputError as refused:
            yield from (Finding("error", fault) for fault in refused.faults)
            return
        except RuleError as refused:
            yield Finding("error", Fault(tell("金额有误：{what}", what=refused.what), place, excerpt=refused.caret))
            return
        keys = self.edition.facts.by_key
        unknown = [key for key in example.missing or () if key not in keys]
        for key in unknown:
            what, how = tell("不认识的键"), tell("可用的键见 jinshan facts")
            yield Finding("error", Fault(what, f"{place} missing", key, how, closest=closest(key, keys)))
        result = self._result(firm, example.as_of)
        for name, wanted, got in (
            ("status", example.status, result.status),
            ("timing", example.timing, result.timing),
            ("missing", None if unknown else example.missing, result.missing),
            ("amount", expected, result.amount),
        ):
            if wanted is not None and wanted != got:
                yield error(
                    tell("示例的 {name} 不符", name=name),
                    place,
                    tell("写的是 {value}", value=_say(wanted)),
                    tell("算得 {value}", value=_say(got)),
                )

    def _expected(self, example: Example) -> Interval | None:
        if example.amount is None:
            return None
        amount = parse_amount(example.amount, Scope(self.edition.facts))
        return interval(amount, Knowledge(self.edition, Firm())).to_smallest_unit()

    def _result(self, firm: Firm, as_of: date | None) -> BenefitResult:
        day = as_of or self.edition.header.first_day
        return assess_benefit(self.benefit, Knowledge(self.edition, firm), day)

    @cached_property
    def _known_examples(self) -> list[Firm]:
        return example_firms(self.benefit, self.edition)

    def _satisfiable(self) -> bool:
        when = self.edition.rules[self.benefit.id].when
        if any(truth(when, Knowledge(self.edition, firm)) for firm in self._known_examples):
            return True
        return any(True for _ in fitting_firms(when, (), self.edition, _SEARCHES))

    def _upside_down(self) -> Firm | None:
        """A firm that may have the benefit, with a low end above the high end: a slip in `between`."""
        rule = self.edition.rules[self.benefit.id]
        nobody = Knowledge(self.edition, Firm())
        betweens = [part for part in walk(rule.amount) if isinstance(part, Between)] if rule.amount else []
        if rule.amount is None or not any(fact_keys(part) or _is_crossed(part, nobody) for part in betweens):
            return None
        for firm in chain(self._known_examples, fitting_firms(rule.when, (rule.amount,), self.edition, _LOOKS)):
            known = Knowledge(self.edition, firm)
            if _is_crossed(rule.amount, known) and truth(rule.when, known) is not False:
                return firm
        return None

    def _one_sided(self) -> Iterator[tuple[str, str]]:
        """The limits of the rule that no example stands on, or that none stands just beside."""
        rule = self.edition.rules[self.benefit.id]
        own = fact_keys(rule.when)
        for fact, limit in dict.fromkeys(limits(rule.when, Knowledge(self.edition, Firm()))):
            given = {firm.facts.get(fact) for firm in self._known_examples}
            beside = {Interval.point(int(limit) - 1), Interval.point(int(limit) + 1)}
            if fact in own and not (Interval.point(int(limit)) in given and beside & given):
                yield fact, say_figure(self.edition.facts[fact], int(limit))


def _is_crossed(quantity: Quantity, known: Knowledge) -> bool:
    span = interval(quantity, known)
    return span.low is not None and span.high is not None and span.low > span.high


def _wide_sums(edition: Edition) -> Iterator[Finding]:
    """Benefits whose sum shares facts in more ways than are looked at."""
    for kind in KINDS:
        each = (benefit for policy in edition.policies for benefit in policy.benefits if benefit.kind == kind)
        edition.shared.sums(tuple(one.id for one in each if one.id in edition.shared.amounts and not one.todo))
    for ids in edition.shared.inexact:
        place = tell("policies.toml 第 {number} 项 {id} amount", number=edition.policy_of[ids[0]].number, id=ids[0])
        what = tell("几项合计情形太多，先逐项政策、再逐个事项计算：合计可能比实际宽")
        yield warning(what, place, tell("、").join(ids))


def _say(value: object) -> str:
    if isinstance(value, Interval):
        return say_interval(value, money=True)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return f"[{', '.join(map(str, value))}]"
    return tell("无") if value is None else str(value)
