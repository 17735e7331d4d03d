"""The words of an interview: questions, their help, what was understood, the summary. Lines of text, no screen."""

import re
from datetime import date

from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import SOME, Interval
from jinshan_cli.core.written.figures import in_yuan, say_figure, say_known, say_money
from jinshan_cli.core.written.values import HOW, writing_of
from jinshan_cli.core.written.voice import Words, tell, voice
from jinshan_cli.faces.words import labels
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.result.derived import say_why
from jinshan_cli.use.result.sections import DOING, sections
from jinshan_cli.use.result.understood import derived_size
from jinshan_cli.use.visit.answers import Answer, FactAnswer, Figures, FirmName, Ticked
from jinshan_cli.use.visit.hinges import Hinge
from jinshan_cli.use.visit.interview import Interview
from jinshan_cli.use.visit.progress import progress_of
from jinshan_cli.use.visit.prompts import AskFact, AskFigures, AskName, AskScreen, Prompt

KEYS = "? 说明  < 上一题  =3 改第 3 题  r 目前结果  w 详情  q 到此为止"
NAME, PERSON = "企业名称", "姓名"
MOST_LEFT_OUT = 6
"""benefits that are named of those that nothing is asked for"""
MOST_TITLES = 2
_HOW = Words({**HOW.written, "choice": "写编号或名称；拿不准是哪个就都写，如 1,3"})
_FIGURES_HOW = "依次写，用空格隔开，如 {like}；只写几个的写上编号，如 2={second}；不清楚的写 -"
_LIKE = Words({"money": "35万", "count": "30", "percent": "12%", "date": "2023-05-01"})
"""a figure of each type, as it may be told"""
_REMARK = re.compile(r"\s*[（(][^（()）]*[)）]$")
"""what a line of a screen ends with in brackets"""
_SCREEN_HOW = "写编号，如 1,3 或 1-3；拿不准的加问号，如 2?；都没有写 0"


def title_of(prompt: Prompt, interview: Interview) -> str:
    """The question."""
    facts = interview.edition.facts
    match prompt:
        case AskName():
            return tell("姓名？") if interview.known.is_person else tell("企业名称？")
        case AskFact(key):
            return facts[key].question
        case AskFigures(keys):
            return tell("{groups}：下面 {count} 个数各是多少？", groups=_groups(keys, facts), count=len(keys))
        case AskScreen(keys):
            return tell("{groups}：下面哪些符合？（可多选）", groups=_groups(keys, facts))


def how_of(prompt: Prompt, facts: Catalogue) -> str:
    """How to answer, in a line."""
    match prompt:
        case AskName():
            return tell("写在结果和存下的文件里")
        case AskFact(key):
            return _HOW[writing_of(facts[key])]
        case AskFigures(keys):
            like = [_LIKE[facts[key].type] for key in keys]
            return tell(_FIGURES_HOW, like=" ".join(like), second=like[1])
        case AskScreen():
            return tell(_SCREEN_HOW)


def empty_of(prompt: Prompt, facts: Catalogue) -> str:
    """What an empty reply means where nothing was answered before."""
    match prompt:
        case AskName():
            return tell("不写")
        case AskFact(key):
            return _not_known(facts[key])
        case AskFigures() | AskScreen():
            return tell("本屏都不清楚")


def lines_of(prompt: Prompt, facts: Catalogue) -> list[tuple[str, str]]:
    """What to choose from, each with the group it begins, or nothing."""
    match prompt:
        case AskFact(key, options):
            return [("", facts[key].option(option).label) for option in options]
        case AskFigures(keys):
            return [("", facts[key].question) for key in keys]
        case AskScreen(keys):
            groups = [facts[key].group for key in keys]
            begins = [group if group not in groups[:place] else "" for place, group in enumerate(groups)]
            several = len(set(groups)) > 1
            return [(begin * several, facts[key].screen or "") for begin, key in zip(begins, keys, strict=True)]
        case _:
            return []


def hanging_words(prompt: Prompt, interview: Interview) -> str:
    """In a few words the benefits that hang on a question: `关系到 3“六税两费”减半、6 无缝续贷等 5 个事项`.

    Where none does, the activities; where these do not, the policies whose contacts do.
    """
    titles = [f"{hinge.benefit.id} {hinge.benefit.title}" for hinge in interview.hanging_on(prompt)]
    if titles:
        return tell("关系到 {first}", first=_first(titles))
    activities = [f"{activity.number} {activity.title}" for activity in interview.inviting(prompt)]
    if activities:
        return tell("关系到活动 {first}", first=_first(activities))
    whom = interview.calling.get(prompt.key, ()) if isinstance(prompt, AskFact) else ()
    called = [f"{policy.number} {policy.title}" for policy in whom]
    return tell("关系到向谁联系：{first}", first=_first(called)) if called else ""


def _first(titles: list[str]) -> str:
    more = tell("等 {count} 个事项", count=len(titles)) if len(titles) > MOST_TITLES else ""
    return tell("、").join(titles[:MOST_TITLES]) + more


def help_of(prompt: Prompt, line: int, interview: Interview) -> list[str]:
    """Definition and source, where to find it, the policies and money; of one line of a screen, or all in short."""
    facts = interview.edition.facts
    match prompt:
        case AskScreen(keys) | AskFigures(keys) if line:
            key = keys[line - 1]
            _, words = lines_of(prompt, facts)[line - 1]
            return [f"{line} {words}", *_help_of_fact(facts[key]), *_policies(key, interview)]
        case AskScreen(keys) | AskFigures(keys):
            hanging = [hanging_words(AskFact(key), interview) for key in keys]
            lines = [f"{number} {facts[key].label}" for number, key in enumerate(keys, 1)]
            return [*map(tell("：").join, zip(lines, hanging, strict=True)), tell("某一行的定义、来源和金额：?1")]
        case AskFact(key):
            return [*_help_of_fact(facts[key]), *_policies(key, interview)]
        case AskName():
            return [tell("写在结果和存下的文件里，不影响结果。")]


def _help_of_fact(fact: Fact) -> list[str]:
    return list(filter(None, (fact.help, fact.ask_at and tell("在哪里查：{ask_at}", ask_at=fact.ask_at))))


def _policies(key: str, interview: Interview) -> list[str]:
    return [_policy_words(hinge, interview.possible(hinge)) for hinge in interview.hanging_on(AskFact(key))]


def _policy_words(hinge: Hinge, amount: Interval | None) -> str:
    kind = labels.KIND[hinge.benefit.kind]
    return tell(
        "{id} {title}：{amount}（{kind}）；{source}",
        id=hinge.benefit.id,
        title=hinge.benefit.title,
        amount=labels.say_amount(amount),
        kind=kind,
        source=hinge.policy.source,
    )


def running_line(assessment: Assessment) -> str:
    """已有结论 n 个事项 · 待核实 m 个 · 至少可得 … 元, if anything is certain."""
    now = progress_of(assessment)
    settled = tell(
        "已有结论 {settled} 个事项 · 待核实 {undetermined} 个", settled=now.settled, undetermined=now.undetermined
    )
    return settled + (tell(" · 至少可得 {money}", money=say_money(now.least)) if now.least else "")


def understood(answer: Answer, facts: Catalogue) -> str:
    """How an answer was taken, as people say it: `1,500万元`, `100 至 299 人`."""
    match answer:
        case FirmName(name):
            return name or tell("不写")
        case FactAnswer(key, value):
            return _in_full(facts[key], value)
        case Figures(told):
            return tell("；").join(f"{facts[each.key].label} {_in_full(facts[each.key], each.value)}" for each in told)
        case Ticked():
            said = _ticks(answer, facts)
            others = tell("本屏{words}均不符合", words=tell("其余") * bool(said))
            return tell("；").join([*said, others] if answer.denied else said)


def _ticks(answer: Ticked, facts: Catalogue) -> list[str]:
    marks = ((tell("符合"), answer.yes), (tell("不清楚"), answer.unsure))
    return [tell("{mark}：{labels}", mark=mark, labels=_lines(keys, facts)) for mark, keys in marks if keys]


def _ticks_apart(answer: Ticked, facts: Catalogue) -> str:
    """A screen's answer without the screen: what is denied is counted, unless all lines of the groups were there."""
    groups = {facts[key].group for key in answer.keys}
    said, denied = _ticks(answer, facts), answer.denied
    if {fact.key for fact in facts if fact.screen and fact.group in groups} <= set(answer.keys):
        others = tell("{words}均不符合", words=tell("其余") * bool(said))
    else:
        others = tell("{count} 项不符合", count=len(denied))
    return tell("；").join([*said, others] if denied else said)


def summary_row(answer: Answer, interview: Interview) -> tuple[str, str]:
    """What was asked and what was answered, short."""
    facts = interview.edition.facts
    match answer:
        case FirmName(name):
            return tell(PERSON if interview.known.is_person else NAME), name or tell("（未写）")
        case FactAnswer(key, value):
            return facts[key].label, _not_known(facts[key]) if value is None else say_known(facts[key], value)
        case Figures(told):
            rows = (summary_row(each, interview) for each in told)
            keys = tuple(each.key for each in told)
            return _groups(keys, facts), tell("；").join(f"{label} {words}" for label, words in rows)
        case Ticked(keys):
            return _groups(keys, facts), _ticks_apart(answer, facts)


def size_words(assessment: Assessment, interview: Interview) -> str:
    """The derived size and why; empty if there is none, or nothing is known of it."""
    known = derived_size(assessment)
    if known is None:
        return ""
    loose = isinstance(known.value, tuple) and not interview.needs(known.fact.key)
    enough = tell("；是哪一种都不影响结果，不再细问") if loose else ""
    return tell(
        "{label}：{words}（{why}）{enough}",
        label=known.label,
        words=known.words,
        why=say_why(known.fact, assessment),
        enough=enough,
    )


def left_unknown(interview: Interview) -> str:
    """How much was asked and leaves a verdict open; empty if nothing does."""
    count = len(interview.unsettled)
    return tell("没有问清的有 {count} 项，与它们有关的事项仍是待核实；补答用 =编号", count=count) if count else ""


def left_out(interview: Interview, as_of: date) -> str:
    """How many benefits nothing is asked for because they are over on the day, the first by name; empty if none."""
    over = interview.left_out
    named = tell("、").join(f"{benefit.id} {benefit.title}" for benefit in over[:MOST_LEFT_OUT])
    titles = named + (tell("等") if len(over) > MOST_LEFT_OUT else "")
    return (
        tell(
            "按 {as_of}，{count} 个事项已截止，不问：{titles}；要问请加 --all",
            as_of=as_of,
            count=len(over),
            titles=titles,
        )
        if over
        else ""
    )


def to_bring(interview: Interview) -> list[tuple[str, str]]:
    """What to find out for next time: each fact asked in vain that the result still hangs on, and where it stands."""
    facts = interview.edition.facts
    return [(facts[key].label, facts[key].ask_at) for key in facts.in_order(interview.wanting)]


def papers_of(assessment: Assessment) -> list[str]:
    """A line for each benefit to be done now that needs papers: its number, its title, a box for each paper."""
    found = sections(assessment)
    rows = (row for key in DOING for row in found[key].rows)
    told = ((row, row.policy.policy.handling(row.result.benefit).materials) for row in rows)
    boxes = (
        (row.result.benefit, "  ".join(f"{labels.BOX}{each}" for each in papers)) for row, papers in told if papers
    )
    return [tell("{id} {title}：{words}", id=each.id, title=each.title, words=words) for each, words in boxes]


def _not_known(fact: Fact) -> str:
    """What holds of a fact that is not known: its default, if it has one."""
    return tell("不清楚（按{label}算）", label=fact.option(fact.default).label) if fact.default else tell("不清楚")


def _in_full(fact: Fact, value: Value | None) -> str:
    if not isinstance(value, Interval) or value == SOME or not fact.is_plain:
        return _not_known(fact) if value is None else say_known(fact, value)
    low, high = (None if end is None else _spoken(fact, int(end)) for end in (value.low, value.high))
    if value.is_point:
        return str(low)
    if high is None:
        return tell("不低于 {low}", low=low)
    return tell(
        "{words} 至 {high}", words=low if fact.type == "money" else say_figure(fact, int(value.low or 0), ""), high=high
    )


def _spoken(fact: Fact, number: int) -> str:
    """`1,500万元`, `3.2亿元`, `1,200 人`."""
    if fact.type != "money" or voice().say_money is not None:
        return say_figure(fact, number)
    digits, times = in_yuan(number)
    whole, point, decimals = digits.replace(",", "").partition(".")
    return tell("{whole:,}{point}{decimals}{times}元", whole=int(whole), point=point, decimals=decimals, times=times)


def _groups(keys: tuple[str, ...], facts: Catalogue) -> str:
    return tell("、").join(dict.fromkeys(facts[key].group for key in keys))


def _lines(keys: frozenset[str], facts: Catalogue) -> str:
    """The lines as the screen had them, without the remarks at their ends: what was ticked, and not the fact behind."""
    return tell("、").join(_REMARK.sub("", facts[key].screen or facts[key].label) for key in facts.in_order(keys))
