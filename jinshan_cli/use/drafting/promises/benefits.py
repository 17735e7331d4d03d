"""One item's sentences as benefits: rules where a shape is known, a todo for whatever is not, each with its words."""

import re

from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.core.policy import Kind
from jinshan_cli.use.drafting.promises.amounts import Amount
from jinshan_cli.use.drafting.promises.figures import Figure, durations_of, figures_of
from jinshan_cli.use.drafting.promises.leftover import leftover, without_names
from jinshan_cli.use.drafting.promises.names import MASK, Asked, Names, folded
from jinshan_cli.use.drafting.promises.sentences import (
    NUMBERED,
    PROMISE,
    asides_of,
    kind_of,
    sentences_of,
    title_of,
    who_of,
)
from jinshan_cli.use.drafting.promises.shapes import amount_of, apart
from jinshan_cli.use.drafting.promises.shares import matched
from jinshan_cli.use.drafting.promises.times import Window, windows_of
from jinshan_cli.use.drafting.promises.whom import whom_of

_PENDING = re.compile(r"(?:制定|出台|另行制定|研究制定|抓紧制定)[^。；]{0,30}(?:政策|办法|细则|方案)")
_INCLUDED = re.compile(r"(?<=以[上下])[（(]含(?:本数|\d[\d,.]*[万亿]?元)[）)]")
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
    windows: list[Window] = field(default_factory=list)
    """at most one of the matter and one of its application"""
    pending: str = ""
    """the rules that are still to be issued"""
    unchecked: tuple[str, ...] = ()
    todos: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """what each part rests on"""
    asked: list[Asked] = field(default_factory=list)
    used: list[Figure] = field(default_factory=list)

    @property
    def held(self) -> str:
        """What its fields hold, as one text."""
        return " ".join((*self.unchecked, *(window.words for window in self.windows), self.pending))

    def take(self, window: Window, words: str) -> None:
        """Holds a window, if there is none of its sort; else it stays open. `words` say where it is from."""
        same = [each for each in self.windows if each.is_claim == window.is_claim]
        if not all(_fit(window, each) for each in (window, *self.windows)):
            self.todos.append(f"日期前后不合：{window.words}{words}")
        elif not same:
            self.windows.append(window)
            self.words.append(f"“{window.words}”→ {'办理期' if window.is_claim else '事项期'}{words}")
        elif (same[0].starts, same[0].ends) != (window.starts, window.ends):
            self.todos.append(f"另有日期没有用上：{window.words}{words}")


def _fit(one: Window, other: Window) -> bool:
    """False of days that end before they start, and of a claim that is over before what earns it begins."""
    if one.is_claim == other.is_claim:
        return one is not other or not (one.starts and one.ends) or one.starts <= one.ends
    claim, period = (one, other) if one.is_claim else (other, one)
    return not (claim.ends and period.starts) or period.starts <= claim.ends


def benefits_of(number: int, text: str, names: Names, year: int) -> list[Proposal]:
    """The benefits of an item, in the order of its sentences."""
    text = re.sub(r"([，、：])\n", r"\1", text)
    clean = _INCLUDED.sub("（含）", _QUOTED.sub(lambda found: re.sub(r"\d", "〇", found[0]), text))
    parts = [part for sentence in sentences_of(clean) for part in _split(NUMBERED.sub("", sentence), names)]
    letters = [""] if len(parts) == 1 else [chr(ord("a") + i) for i in range(26)]
    ids = [f"{number}{letters[i] if i < len(letters) else f'_{i + 1}'}" for i in range(len(parts))]
    made = [_proposal(key, sentence, amount, names, year) for key, (sentence, amount) in zip(ids, parts, strict=True)]
    for aside in asides_of(clean):
        for each in made:
            each.todos.append(f"另有一句没有写进：{aside}")
    return made


def _split(sentence: str, names: Names) -> list[tuple[str, Amount]]:
    """A sentence; of one that matches grants of a superior, or gives to several in turn, a part for each."""
    amount = amount_of(sentence, names)
    parts = _matching(sentence, names) or ([] if amount.rule else apart(sentence))
    return [(sentence, part) for part in parts or [amount]]


def _matching(sentence: str, names: Names) -> list[Amount]:
    figures = figures_of(sentence)
    caps = [figure for figure in figures if figure.part == "cap" and figure.kind == "money"]
    if not re.search(r"1\s*[:：∶]\s*1|配套", sentence) or len(caps) < 2:
        return []
    pieces = []
    for cap in caps:
        clause = re.split(r"[，,；]", sentence[: cap.start])[-1]
        amount = matched(re.split(r"最高|不超过|上限|封顶", clause)[0], cap, names)
        if amount is None:
            return []
        amount.used += [figure for figure in figures if figure.kind == "rate" or figure in caps]
        pieces.append(amount)
    return pieces


def _proposal(key: str, sentence: str, amount: Amount, names: Names, year: int) -> Proposal:
    made = Proposal(key, sentence, title_of(sentence), kind_of(sentence), amount=amount.rule, words=list(amount.words))
    who = who_of(sentence)
    whom = whom_of(sentence, who, names, has_base=bool(amount.names) and "首次" not in sentence)
    rest = without_names(sentence, (*whom.masked, *amount.names))
    specific = bool(whom.kinds or whom.parts)
    own = amount.conditions if amount.needed or not specific else []
    made.todos += [*(whom.doubts if specific or own else []), *amount.doubts]
    made.words = [*whom.words, *made.words]
    promises = bool(PROMISE.search(sentence))
    if not specific and not own and (promises or not names.usual):
        own = [amount.ask(who or made.title, "flag")]
        made.todos.append(amount.doubts[-1])
    made.when = whom.rule(*own) or names.usual
    labels = [asked.label for asked in amount.asked]
    made.asked = [_named(asked, key, labels[:i].count(asked.label)) for i, asked in enumerate(amount.asked)]
    made.when, made.amount = made.when.replace("@", key), made.amount.replace("@", key)
    if made.amount and not names.reads(made.amount, made.asked):
        made.amount, amount.used = "", []
    _figures(made, amount)
    _window(made, year)
    _account(made, who, rest)
    if not promises:
        made.todos.append("没有读出给谁、给多少；是总则、附则或只是要求的，删去本项")
    made.todos = list(dict.fromkeys(made.todos))
    return made


def _named(asked: Asked, key: str, before: int) -> Asked:
    """A fact of one benefit: its key and its name are of no other; `before` of it are called the same."""
    place = f"第 {key} 项" + (f"之 {before + 1}" if before else "")
    return replace(asked, key=asked.key.replace("@", key), label=f"{asked.label}（{place}）")


def _account(made: Proposal, who: str, rest: str) -> None:
    """Words that nothing stands for: for whom, what the department has to verify; all, for a person to look at."""
    for asked in made.asked:
        rest = rest.replace(folded(asked.words), MASK)
    if " or " in made.when and made.amount:
        rest = rest.replace("或", MASK)
    if not made.amount:
        rest = rest.replace("适当", MASK)
    figures = [figure for figure in figures_of(made.sentence) if figure.kind in ("money", "rate")]
    left = leftover(rest, figures, tuple(window.words for window in made.windows))
    if not left or made.pending:
        return
    if any(len(words) > 1 and words in folded(who) for words in left):
        made.unchecked = (f"原文：{who}", *made.unchecked)
    made.todos.append(f"没有写进 when 和 amount 的字：{'、'.join(f'“{words}”' for words in left)}")


def _figures(made: Proposal, amount: Amount) -> None:
    places = {(figure.start, figure.end) for figure in amount.used}
    figures = [figure for figure in figures_of(made.sentence) if figure.kind in ("money", "rate", "other", "time")]
    open_figures = [figure for figure in figures if (figure.start, figure.end) not in places]
    notes: list[str] = []
    unread: list[str] = []
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
            unread.append(figure.words)
    if durations_of(made.sentence) and not notes and not made.unchecked:
        notes += [f"原文：{words}" for words in durations_of(made.sentence)[:3]]
    if unread:
        what = "没有写进规则的数字" if made.amount else "金额没有读懂，暂不计算；没有写进规则的数字"
        made.todos.append(f"{what}：{'、'.join(dict.fromkeys(unread))}")
    made.unchecked = tuple(dict.fromkeys((*made.unchecked, *notes)))
    made.used += amount.used


def _clause(sentence: str, figure: Figure) -> str:
    start = max(sentence.rfind(mark, 0, figure.start) for mark in "，,；。：、(（") + 1
    ends = [at for mark in "，,；。)）" if (at := sentence.find(mark, figure.end)) >= 0]
    return sentence[start : min(ends, default=len(sentence))].strip()


def _window(made: Proposal, year: int) -> None:
    windows = windows_of(made.sentence, year)
    if found := _PENDING.search(made.sentence):
        made.pending = found[0]
        made.words.append(f"“{found[0]}”→ 细则待定")
        if made.amount:
            made.todos.append(f"办法出台前不计金额；原文提到的是 {made.amount}")
            made.amount = ""
    for window in windows:
        made.take(window, "")
