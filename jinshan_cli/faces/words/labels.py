"""The contract's English keys in the words of the screens, and the short phrases all faces share."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from jinshan_cli.core import timewords
from jinshan_cli.core.activity import Activity
from jinshan_cli.core.combining.words import say_all_combined
from jinshan_cli.core.edition.named import Handling
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.intervals import NOTHING, Interval
from jinshan_cli.core.policy import Benefit, Edition, Kind, Novelty, Policy, Status, Uptake
from jinshan_cli.core.timing import CURRENT
from jinshan_cli.core.written.figures import PENDING, say_figure, say_interval, say_money
from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.use.tables.parts import count_examples

if TYPE_CHECKING:  # `show` has no firm, and starts faster without the engines
    from jinshan_cli.core.outcome import NearMiss, Total, Verdict
    from jinshan_cli.use.dates.due import Concerned
    from jinshan_cli.use.result.assessment import Assessment, BenefitResult, Sums

KIND: Words[Kind] = Words({"grant": "奖补资金", "relief": "税费减免", "refund": "留抵退税", "finance": "融资支持"})
STATUS: Words[Status] = Words({"eligible": "符合", "undetermined": "待核实", "ineligible": "不符合"})


def say_status(verdict: "Verdict") -> str:
    """Where a firm stands: 条件符合 (the department may ask more), 待核实, 不符合; 无可享金额 if it gets 0 yuan."""
    from jinshan_cli.core.outcome import NOTHING_TO_HAVE  # `show` has no firm

    met = tell("条件符合") if verdict.status == "eligible" else STATUS[verdict.status]
    return tell(NOTHING_TO_HAVE) if verdict.gives_nothing else met


NOVELTY: Words[Novelty] = Words({"new": "新政策", "continuing": "延续性政策", "new_municipal": "市级新政策"})
UPTAKE: Words[Uptake] = Words(
    {
        "automatic": "免申即享",
        "instant": "即申即享",
        "self_declared": "自行申报享受",
        "self_applied": "自行申请",
        "reviewed": "申请后审核",
        "partly_automatic": "部分险种免申即享，其余申报享受",
    }
)
NO_SUM = "按所填情况为 0"
"""in place of the amount of a benefit that comes to nothing"""
UNQUANTIFIED = "未量化"
BOX = "□ "
"""in front of what is to be ticked on paper"""
PAST = "（已过）"
"""of what is over"""


def mark_past(text: str, is_past: bool) -> str:
    """What is in a list, marked if it is over."""
    return tell(PAST) + text if is_past else text


def say_deadline(result: "BenefitResult", assessment: "Assessment") -> str:
    """What a date means for a benefit now: 截至 2023-12-31（还有 30 天）, 2023-07-01 起办理, 已于 2023-06-30 截止.

    Also that it is suspended, but of one that is eligible and to be asked about first, where that is told.
    """
    words = timewords.say_deadline(result.benefit, result.timing, assessment.edition.header, assessment.as_of)
    is_told = result.status == "eligible" and result.moment.is_asked_first
    return tell("；").join(filter(None, (words, "" if is_told else timewords.say_suspended(result.moment))))


def say_reports(result: "BenefitResult") -> tuple[str, ...]:
    """What notes know of its time, a line each: 据…：办理期 2023-04-01 至 2023-04-30（已过）."""
    return tuple(map(timewords.say_reported, result.reported))


def say_asked_first(result: "BenefitResult", assessment: "Assessment") -> str:
    """Why the department has to be asked first; empty if it need not be."""
    return timewords.say_asked_first(result.moment, result.benefit, assessment.edition.header)


def say_channel(policy: Policy) -> str:
    """How to get it: 申请后审核：向金山区经委申请."""
    uptake = UPTAKE[policy.uptake]
    return (
        policy.channel
        if policy.channel.startswith(uptake)
        else tell("{uptake}：{channel}", uptake=uptake, channel=policy.channel)
    )


def say_amount(amount: Interval | None, is_untold: bool = False) -> str:
    """An amount in words; None is not quantified. `is_untold`: 至少 2,000元，上限待定, where 不低于 is the source's."""
    return tell(UNQUANTIFIED) if amount is None else say_interval(amount, money=True, is_untold=is_untold)


def say_due(result: "BenefitResult | Concerned") -> str:
    """The amount of a benefit for a firm, and what counts of it: 20万元（不计入合计）, 40万元（计 20万元）."""
    amount, paid = say_amount(result.amount, result.is_untold), result.paid
    if paid is None or paid == result.amount or not paid.is_point:
        return amount
    return tell(
        "{amount}（{words}）",
        amount=amount,
        words=tell("计 {amount}", amount=say_amount(paid)) if paid != NOTHING else tell("不计入合计"),
    )


def say_worth(result: "BenefitResult") -> str:
    """The same; 金额待定 of a draft's, of which the source may well state a sum that is still to be decided on."""
    return tell(PENDING) if result.benefit.todo else say_due(result)


def say_total(total: "Total") -> str:
    """A sum in words, with the policies that are not in it."""
    if total.amount == NOTHING:
        others = _numbers(total.unquantified)
        return tell("第 {others} 项未量化，无法合计", others=others) if others else tell("暂无可确定的金额")
    combined, least_and_most = say_all_combined(total.combined, total.across), say_least_and_most(total)
    return least_and_most + say_beside(total.unquantified) + (combined and tell("（{combined}）", combined=combined))


def say_beside(unquantified: Sequence[int]) -> str:
    """What a sum leaves out, behind it."""
    return tell("（另有第 {others} 项未量化，不在其中）", others=_numbers(unquantified)) if unquantified else ""


def _numbers(policies: Sequence[int]) -> str:
    return tell("、").join(map(str, policies))


def say_totals(sums: "Sums") -> Iterator[tuple[str, str]]:
    """Kind and sum in words, for each kind of which there is anything, with what may come on top of it."""
    for kind, total in sums.totals.items():
        if total.amount != NOTHING or total.unquantified or kind in sums.potential:
            most = _say_most(sums, kind)
            yield KIND[kind], say_total(total) + (most and tell("；另有待核实部分，{most}", most=most))


def _say_most(sums: "Sums", kind: Kind) -> str:
    """What undetermined benefits could add: 上限待定, where the firm has to tell more; empty if nothing."""
    most = sums.potential[kind].high if kind in sums.potential else 0
    if most is None:
        return tell("上限待定")
    return tell("最高 {amount}", amount=say_money(int(most))) + say_beside(sums.beside[kind]) if most else ""


def say_sums(sums: "Sums") -> str:
    """In one line, for each kind of which there is any: 奖补资金 14.2万元；税费减免 9.9万元."""
    return tell("；").join(
        f"{KIND[kind]} {say_total(total)}"
        for kind, total in sums.totals.items()
        if total.amount != NOTHING or total.unquantified
    )


def say_possible(sums: "Sums") -> str:
    """What undetermined benefits could add: 若符合，奖补资金 最高 50万元；税费减免 上限待定."""
    told = ((KIND[kind], _say_most(sums, kind)) for kind in sums.potential)
    kinds = tell("；").join(f"{kind} {most}" for kind, most in told if most)
    return kinds and tell("若符合，{kinds}", kinds=kinds)


def say_least_and_most(total: "Total") -> str:
    """至少 … 最高 …; one figure if both ends are the same; 金额待定 if there is something, and no more is known."""
    low, high = (None if end is None else say_money(int(end)) for end in (total.stated.low, total.stated.high))
    if total.amount.is_point:
        return f"{low}"
    if not total.stated.low:
        least = tell("金额待定") if total.barely else ""
        return tell("，").join(
            filter(None, (least, tell("最高 {high}", high=high) if high else "" if least else tell("上限待定")))
        )
    return tell(
        "至少 {low}，{words}",
        low=low,
        words=tell("最高 {high}", high=high) if high else tell("上限待定" if total.is_untold else "上限未载明"),
    )


def say_departments(responsible: Policy | Activity) -> str:
    """Who is responsible: 区经委、区科委."""
    return tell("、").join(responsible.departments)


def say_contact(policy: Policy) -> str:
    """Whom to turn to: whom to call or, where nobody can be called, the address to write to."""
    return say_call(policy) or policy.email or ""


def say_call(policy: Policy) -> str:
    """Whom to call: numbers as in the source, and the note beside or instead of them."""
    note = policy.contact_note or ""
    told = " ".join(filter(None, (note, tell("、").join(policy.phones))))
    return tell("；").join(filter(None, (told, say_contacts(policy))))


def say_contacts(policy: Policy) -> str:
    """Whom to call where that hangs on what is not known of the firm: each with the options that it is for."""
    each = (tell("{options}：{contact}", options=one.label, contact=one.words) for one in policy.contacts)
    return tell("；").join(each)


def say_handling(policy: Policy, benefit: Benefit) -> Iterator[tuple[str, str]]:
    """What to bring, what to do, where: each with its name, as far as it is told."""
    how = policy.handling(benefit)
    steps = tell("；").join(f"{i}. {step}" for i, step in enumerate(how.steps, 1))
    yield from _told((tell("材料"), tell("、").join(how.materials)), (tell("步骤"), steps), *_where(how))


def say_checklist(policy: Policy, benefit: Benefit) -> Iterator[tuple[str, str]]:
    """The same with a box to tick for each paper and each step."""
    how = policy.handling(benefit)
    steps = (f"{BOX}{i}. {step}" for i, step in enumerate(how.steps, 1))
    papers = (f"{BOX}{paper}" for paper in how.materials)
    yield from _told((tell("材料"), "  ".join(papers)), (tell("步骤"), "  ".join(steps)), *_where(how))


def _where(how: Handling) -> tuple[tuple[str, str], ...]:
    return (tell("网址"), how.link or ""), (tell("邮箱"), how.email or "")


def _told(*named: tuple[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, words) for name, words in named if words)


def say_missing(result: "BenefitResult", facts: Catalogue) -> str:
    """What a verdict still hangs on: the labels of facts, or of a draft what is still to be decided."""
    if todo := result.benefit.todo:
        return tell("政策表草稿待定：{todo}", todo=todo)
    return tell("、").join(facts[key].label for key in result.missing)


def say_open(result: "BenefitResult", facts: Catalogue) -> str:
    """The same as a sentence: 还需知道：企业规模、行业."""
    return f"{('' if result.benefit.todo else tell('还需知道：'))}{say_missing(result, facts)}"


def say_unchecked(benefit: Benefit) -> str:
    """What the department still has to verify: 条件符合，另需核定：…; empty if nothing."""
    return tell("条件符合，另需核定：{those}", those=tell("；").join(benefit.unchecked)) if benefit.unchecked else ""


def say_eligible(benefit: Benefit) -> str:
    """The status of a firm that has it, where no more is said of the benefit: with what is still to be verified."""
    return say_unchecked(benefit) or STATUS["eligible"]


def say_timing(result: "BenefitResult") -> str:
    """Where the day lies, and that one has to ask where only a note knows why: 未载明期限，先问是否仍受理."""
    asked = (
        tell("，{ask_first}", ask_first=tell(timewords.ASK_FIRST))
        if result.moment.is_asked_first and result.timing in CURRENT
        else ""
    )
    return timewords.TIMING[result.timing] + asked


def say_near_miss(miss: "NearMiss", facts: Catalogue) -> str:
    """A distance in words: 年度商品销售额 9.7亿元，需 10亿元，差 3,000万元; over it: 上限 300万元，超出 50万元.

    Of persons over a limit only the limit: there is nothing to be brought about. With what else has to be known.
    """
    words, those = _say_distance(miss, facts), tell("、").join(facts[key].label for key in miss.beside)
    return tell("{words}，还需知道 {those}", words=words, those=those) if those else words


def _say_distance(miss: "NearMiss", facts: Catalogue) -> str:
    fact = facts[miss.fact]
    has, needs, short = (say_figure(fact, number) for number in (miss.has, miss.needs, miss.short))
    if miss.needs < miss.has:
        over = "" if fact.type == "count" else tell("，超出 {short}", short=short)
        return tell("{label} {has}，上限 {needs}{over}", label=fact.label, has=has, needs=needs, over=over)
    return tell("{label} {has}，需 {needs}，差 {short}", label=fact.label, has=has, needs=needs, short=short)


def say_edition(assessment: "Assessment") -> str:
    """Edition and date, as every result names them."""
    header, as_of = assessment.edition.header, assessment.as_of
    return tell("{title}（{id}），按 {as_of} 计算", title=header.title, id=header.id, as_of=as_of)


def say_counts(edition: Edition) -> str:
    """How much is in a table: 23 项政策、28 个事项、45 个指标、26 项活动，示例 456 条."""
    return tell(
        "{policies} 项政策、{benefits} 个事项、{facts} 个指标、{activities} 项活动，示例 {examples} 条",
        policies=len(edition.policies),
        benefits=len(edition.rules),
        facts=len(edition.facts.facts),
        activities=len(edition.activities),
        examples=count_examples(edition),
    )


def say_outside(edition: Edition, as_of: date) -> str:
    """The banner for a date outside the edition's time, and how to go back into it; empty otherwise."""
    outside = timewords.say_outside(edition, as_of)
    return outside and tell(
        "{outside}。要按当年日期计算，请加 --as-of {first_day}", outside=outside, first_day=edition.header.first_day
    )
