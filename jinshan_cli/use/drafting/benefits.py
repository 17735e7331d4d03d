"""One item's sentences as benefits: rules where a shape is known, a todo for whatever is not, each with its words."""

import re
from dataclasses import dataclass, field

from jinshan_cli.core.policy import Kind
from jinshan_cli.use.drafting.amounts import Amount, amount_of, matched
from jinshan_cli.use.drafting.figures import Figure, durations_of, figures_of
from jinshan_cli.use.drafting.names import MASK, Names, folded
from jinshan_cli.use.drafting.sentences import PROMISE, kind_of, sentences_of, title_of, who_of
from jinshan_cli.use.drafting.times import Window, windows_of
from jinshan_cli.use.drafting.whom import whom_of

_PENDING = re.compile(r"(?:制定|出台|另行制定|研究制定|抓紧制定)[^。；]{0,30}(?:政策|办法|细则|方案)")
_IDLE = re.compile(
    rf"{MASK}|企业|单位|符合条件|相关|用人|个体工商户|区级?|市级?|新|首次|对|在|年度?|行业|零售|批发|继续|支持|获得?|成为|上|有效期内|予以|给予|奖励|等|按|本"
)
_MOST_LEFT = 4
"""characters of the words for whom, beyond what was understood, that are let pass"""
_QUOTED = re.compile(r"《[^》]*》")


@dataclass
class Proposal:
    """What is proposed for one benefit."""

    id: str
    sentence: str
    title: str
    kind: Kind
    when: str = ""
    amount: str = ""
    window: Window | None = None
    unchecked: tuple[str, ...] = ()
    todos: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """what each part rests on"""
    asked: "Asked | None" = None
    used: list[Figure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that none of the catalogue fits, to be asked."""

    key: str
    label: str
    type: str


def benefits_of(number: int, text: str, names: Names, year: int) -> list[Proposal]:
    """The benefits of an item, in the order of its sentences."""
    clean = _QUOTED.sub(lambda found: re.sub(r"\d", "〇", found[0]), text)
    parts = [part for sentence in sentences_of(clean) for part in _split(sentence, names)]
    letters = [""] if len(parts) == 1 else [chr(ord("a") + i) for i in range(26)]
    ids = [f"{number}{letters[i] if i < len(letters) else f'_{i + 1}'}" for i in range(len(parts))]
    return [_proposal(key, sentence, amount, names, year) for key, (sentence, amount) in zip(ids, parts, strict=True)]


def _split(sentence: str, names: Names) -> list[tuple[str, Amount]]:
    """A sentence, or of one that matches grants of a superior, the part of each grant."""
    figures = figures_of(sentence)
    caps = [figure for figure in figures if figure.part == "cap" and figure.kind == "money"]
    if re.search(r"1\s*[:：∶]\s*1|配套", sentence) and len(caps) > 1:
        pieces = []
        for cap in caps:
            clause = re.split(r"[，,；]", sentence[: cap.start])[-1]
            name = re.split(r"最高|不超过|上限|封顶", clause)[0]
            amount = matched(name, cap, names)
            if amount is None:
                return [(sentence, amount_of(sentence, names))]
            amount.used += [figure for figure in figures if figure.kind == "rate" or figure in caps]
            pieces.append((sentence, amount))
        return pieces
    return [(sentence, amount_of(sentence, names))]


def _proposal(key: str, sentence: str, amount: Amount, names: Names, year: int) -> Proposal:
    made = Proposal(key, sentence, title_of(sentence), kind_of(sentence), amount=amount.rule, words=list(amount.words))
    who = who_of(sentence)
    whom = whom_of(sentence, who, names, has_base=bool(amount.names) and "首次" not in sentence)
    for name in amount.names:
        whom.rest = whom.rest.replace(name, MASK * len(name))
    specific = bool(whom.kinds or whom.parts)
    own = amount.conditions if amount.needed or not specific else []
    made.todos += [*whom.doubts, *amount.doubts]
    made.words = [*whom.words, *made.words]
    if not specific and not own:
        made.asked = _asked(key, who or made.title, amount)
        made.todos.append(f"没有合适的指标，新拟“{made.asked.label}”，核对口径和问法")
        own = [made.asked.key]
    made.when = whom.rule(*own)
    if made.amount and not names.reads(made.amount):
        made.amount, amount.used = "", []
    _conditions(made, who, whom.rest)
    _figures(made, amount)
    _window(made, year)
    if not PROMISE.search(sentence):
        made.todos.append("没有读出给谁、给多少；是总则、附则或只是要求的，删去本项")
    made.todos = list(dict.fromkeys(made.todos))
    return made


def _asked(key: str, words: str, amount: Amount) -> Asked:
    label = re.sub(r"[\s“”\"]", "", words)[:40] or "待定条件"
    return Asked(f"asked_{key}", f"{label}（第 {key} 项）", "flag")


def _conditions(made: Proposal, who: str, rest: str) -> None:
    """Words for whom that no fact covers: what the department still has to verify, and a person to look at."""
    if made.asked or not who:
        return
    start = folded(who)
    at = max((i for i in range(len(rest)) if rest.startswith(start[-2:], i)), default=-1)
    span = rest[max(0, at + 2 - len(start)) : at + 2] if at >= 0 else rest[rest.find("对") :][: len(start)]
    left = re.sub(r"\d+|[亿万元]", "", _IDLE.sub("", span))
    if len(left) > _MOST_LEFT:
        made.unchecked = (f"原文：{who}",)
        made.todos.append(f"条件“{who}”是否已全写进 when")


def _figures(made: Proposal, amount: Amount) -> None:
    places = {(figure.start, figure.end) for figure in amount.used}
    figures = [figure for figure in figures_of(made.sentence) if figure.kind in ("money", "rate", "other", "time")]
    open_figures = [figure for figure in figures if (figure.start, figure.end) not in places]
    notes: list[str] = []
    for figure in open_figures:
        clause = _clause(made.sentence, figure)
        if figure.part == "budget":
            notes.append(f"额度以内：{clause}")
            made.used.append(figure)
        elif (
            figure.kind in ("time", "other")
            or re.search(r"届|年以上", clause)
            or (not made.amount and made.kind == "finance")
            or re.search(r"降至|降低至", clause)
        ):
            notes.append(f"原文：{clause}")
            made.used.append(figure)
        else:
            made.todos.append(f"数字“{figure.words}”没有用上（{clause}）")
    if durations_of(made.sentence) and not notes and not made.unchecked:
        notes += [f"原文：{words}" for words in durations_of(made.sentence)[:3]]
    unread = [figure for figure in open_figures if figure.kind in ("money", "rate") and figure not in made.used]
    if not made.amount and unread:
        made.todos.append("金额没有读懂，暂不计算")
    made.unchecked = tuple(dict.fromkeys((*made.unchecked, *notes)))
    made.used += amount.used


def _clause(sentence: str, figure: Figure) -> str:
    start = max(sentence.rfind(mark, 0, figure.start) for mark in "，,；。：、(（") + 1
    ends = [at for mark in "，,；。)）" if (at := sentence.find(mark, figure.end)) >= 0]
    return sentence[start : min(ends, default=len(sentence))].strip()


def _window(made: Proposal, year: int) -> None:
    windows = windows_of(made.sentence, year)
    if _PENDING.search(made.sentence):
        made.todos.append("原文只说要制定办法，办法出台后再核")
    if not windows:
        return
    made.window = windows[0]
    made.words.append(f"“{windows[0].words}”→ 期限")
    if len(windows) > 1:
        made.todos.append("另有日期没有用上：" + "、".join(window.words for window in windows[1:]))
