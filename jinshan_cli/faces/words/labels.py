"""The contract's English keys in the words of the screens, and the short phrases all faces share."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.intervals import NOTHING, Interval
from jinshan_cli.core.policy import KINDS, Activity, Benefit, Edition, Kind, Novelty, Policy, Status, Timing, Uptake
from jinshan_cli.core.written.figures import say_figure, say_interval, say_money

if TYPE_CHECKING:  # `show` has no firm, and starts faster without the engines
    from jinshan_cli.core.outcome import NearMiss, Total
    from jinshan_cli.use.result.assess import Assessment, BenefitResult

KIND: dict[Kind, str] = {
    "grant": "奖补资金",
    "relief": "税费减免",
    "refund": "留抵退税",
    "finance": "融资支持",
}
STATUS: dict[Status, str] = {"eligible": "符合", "undetermined": "待核实", "ineligible": "不符合"}
TIMING: dict[Timing, str] = {
    "open": "办理期内",
    "unstated": "未载明期限",
    "upcoming": "尚未开始",
    "expired": "已过期限",
}
NOVELTY: dict[Novelty, str] = {"new": "新政策", "continuing": "延续性政策", "new_municipal": "市级新政策"}
UPTAKE: dict[Uptake, str] = {
    "automatic": "免申即享",
    "instant": "即申即享",
    "self_declared": "自行申报享受",
    "self_applied": "自行申请",
    "reviewed": "申请后审核",
    "partly_automatic": "部分险种免申即享，其余申报享受",
}
UNSTATED = "文件未载明截止日期"
UNQUANTIFIED = "未量化"
PAST = "（已过）"
"""of what is over"""


def say_window(benefit: Benefit) -> str:
    """The stated window of a benefit, or that none is stated."""
    match benefit.starts, benefit.ends:
        case None, None:
            return UNSTATED
        case None, end:
            return f"截至 {end}"
        case start, None:
            return f"{start} 起，{UNSTATED}"
        case start, end:
            return f"{start} 至 {end}"


def say_window_on(benefit: Benefit, as_of: date) -> str:
    """The stated window, and where a day lies in it: 截至 2023-12-31（还有 30 天）, …（尚未开始）, …（已过）."""
    match benefit.timing(as_of):
        case "upcoming":
            return f"{say_window(benefit)}（{TIMING['upcoming']}）"
        case "expired":
            return f"{say_window(benefit)}{PAST}"
        case "open" if benefit.ends:
            return f"{say_window(benefit)}（{say_days_left(benefit.ends, as_of)}）"
    return say_window(benefit)


def mark_past(text: str, is_past: bool) -> str:
    """What is in a list, marked if it is over."""
    return PAST + text if is_past else text


def say_deadline(result: "BenefitResult", as_of: date) -> str:
    """What a date means for a benefit now: 截至 2023-12-31（还有 30 天）, 2023-07-01 起, 已于 2023-06-30 截止."""
    benefit = result.benefit
    match result.timing:
        case "upcoming":
            return f"{benefit.starts} 起办理"
        case "expired":
            return f"已于 {benefit.ends} 截止"
        case "open" if benefit.ends:
            return f"截至 {benefit.ends}（{say_days_left(benefit.ends, as_of)}）"
    return UNSTATED


def say_channel(policy: Policy) -> str:
    """How to get it: 申请后审核：向金山区经委申请."""
    uptake = UPTAKE[policy.uptake]
    return policy.channel if policy.channel.startswith(uptake) else f"{uptake}：{policy.channel}"


def say_days_left(ends: date, as_of: date) -> str:
    """How long until a last day: 还有 30 天 (今天截止 on the day itself)."""
    days = (ends - as_of).days
    return "今天截止" if days == 0 else f"还有 {days} 天" if days > 0 else f"已过 {-days} 天"


def say_amount(amount: Interval | None) -> str:
    """An amount in words; None is not quantified."""
    return UNQUANTIFIED if amount is None else say_interval(amount, money=True)


def say_total(total: "Total") -> str:
    """A sum in words, with the policies that are not in it."""
    amount, others = total.amount, "、".join(str(number) for number in total.unquantified)
    beside = f"（另有第 {others} 项未量化，不在其中）" if others else ""
    if amount == NOTHING:
        return f"第 {others} 项未量化，无法合计" if others else "暂无可确定的金额"
    return say_least_and_most(total) + beside


def say_totals(assessment: "Assessment") -> Iterator[tuple[str, str]]:
    """Kind and sum in words, for each kind of which there is anything, with what may come on top of it."""
    for kind in KINDS:
        total, possible = assessment.totals[kind], assessment.potential.get(kind)
        if total.amount != NOTHING or total.unquantified or possible:
            yield KIND[kind], say_total(total) + _say_potential(possible)


def _say_potential(possible: Interval | None) -> str:
    if possible is None:
        return ""
    most = "上限未载明" if possible.high is None else f"最高 {say_amount(Interval.point(possible.high))}"
    return f"；另有待核实部分，{most}"


def say_least_and_most(total: "Total") -> str:
    """至少 … 最高 …; one figure if both ends are the same; 大于 0 if there is something, and no more is known."""
    low, high = (None if end is None else say_money(int(end)) for end in (total.stated.low, total.stated.high))
    if total.amount.is_point:
        return f"{low}"
    least = "大于 0" if total.barely and not total.stated.low else f"至少 {low}"
    return f"{least}，{'上限未载明' if high is None else f'最高 {high}'}"


def say_departments(responsible: Policy | Activity) -> str:
    """Who is responsible: 区经委、区科委."""
    return "、".join(responsible.departments)


def say_contact(policy: Policy) -> str:
    """Whom to call: numbers as in the source, and the note beside or instead of them."""
    note = policy.contact_note or ""
    return " ".join(filter(None, (note, "、".join(policy.phones))))


def say_missing(result: "BenefitResult", facts: Catalogue) -> str:
    """What a verdict still hangs on: the labels of facts, or of a draft what is still to be decided."""
    todo = result.benefit.todo
    return f"政策表草稿待定：{todo}" if todo else "、".join(facts[key].label for key in result.missing)


def say_open(result: "BenefitResult", facts: Catalogue) -> str:
    """The same as a sentence: 还需知道：企业规模、行业."""
    return f"{'' if result.benefit.todo else '还需知道：'}{say_missing(result, facts)}"


def say_unchecked(benefit: Benefit) -> str:
    """What the department still has to verify: 条件符合，另需核定：…; empty if nothing."""
    return f"条件符合，另需核定：{'；'.join(benefit.unchecked)}" if benefit.unchecked else ""


def say_near_miss(miss: "NearMiss", facts: Catalogue) -> str:
    """A distance in words: 年度商品销售额 9.7亿元，需 10亿元，差 3,000万元."""
    fact = facts[miss.fact]
    has, needs, short = (say_figure(fact, number) for number in (miss.has, miss.needs, miss.short))
    return f"{fact.label} {has}，需 {needs}，{'差' if miss.needs > miss.has else '超出'} {short}"


def say_edition(assessment: "Assessment") -> str:
    """Edition and date, as every result names them."""
    return f"{assessment.edition.header.title}（{assessment.edition.header.id}），按 {assessment.as_of} 计算"


def say_counts(edition: Edition) -> str:
    """How much is in a table: 23 项政策、28 个事项、45 个指标、26 项活动，示例 447 条."""
    return (
        f"{len(edition.policies)} 项政策、{len(edition.rules)} 个事项、{len(edition.facts.facts)} 个指标、"
        f"{len(edition.activities)} 项活动，示例 {edition.example_count} 条"
    )


def say_past(edition: Edition, as_of: date) -> str:
    """The banner for a date after every stated window; empty otherwise."""
    if not edition.is_past(as_of):
        return ""
    year = edition.header.year
    return f"本表是 {year} 年版，所载期限在 {as_of} 均已过。要按当年日期计算，请加 --as-of {year}-05-01"
