"""What is typed at a prompt, read: a command, or an answer. No screen: a reply that cannot be taken is a `Refusal`."""

import re
from collections.abc import Iterable
from contextlib import suppress
from difflib import SequenceMatcher
from typing import Literal
from unicodedata import normalize

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.facts import Fact, Option, fold
from jinshan_cli.core.firm import Value, options_in
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written import choices
from jinshan_cli.core.written.choices import BESIDE, class_words, either_of, possible_options
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.values import read
from jinshan_cli.core.written.voice import tell, voice
from jinshan_cli.core.written.writing import NOBODY, narrow
from jinshan_cli.faces.visit.figures import told_in_a_line
from jinshan_cli.files.firm.firmfile import LONGEST_NAME
from jinshan_cli.use.result.warnings import raises_doubt
from jinshan_cli.use.visit.answers import Answer, FactAnswer, Figures, FirmName, Ticked, singly
from jinshan_cli.use.visit.interview import Interview
from jinshan_cli.use.visit.prompts import AskFact, AskFigures, AskName, AskScreen, Prompt

Action = Literal["help", "back", "revise", "result", "why", "stop", "save"]
_COMMANDS: dict[str, Action] = {
    "?": "help",
    "help": "help",
    "说明": "help",
    "<": "back",
    "上一题": "back",
    "r": "result",
    "w": "why",
    "q": "stop",
    "quit": "stop",
    "exit": "stop",
}
_NUMBERED = re.compile(r"([?=])\s*(\d{1,3})")
_SAVE = re.compile(r"s\s+(\S.*\.toml)", re.IGNORECASE)
_PART = re.compile(r"(\d{1,2})(?:[-~至到](\d{1,2}))?(\?)?")
_EITHER = re.compile(r"[|,、;或\s]+")
_BESIDE = re.compile(rf"(?:{_EITHER.pattern}|{BESIDE})+")
"""between numbers of trades"""
_SAYS_OR = re.compile("[|或]")
_UNSURE, _NONE = ("不清楚", "不知道", "不详", "未知"), ("0", "无", "没有", "都没有", "都不符合", "均不符合", "否")
WAN = 10_000
"""yuan in 万元"""
MOST_OFFERED = 5
ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do instead of answering."""

    action: Action
    number: int = 0
    path: str = ""


def command(text: str) -> Command | None:
    """The command that is typed, full width or not; None: it is an answer. Raises Refusal for half a command."""
    word = _narrow(text)
    if action := _COMMANDS.get(word.lower()):
        return Command(action)
    if found := _NUMBERED.fullmatch(word):
        return Command("help" if found[1] == "?" else "revise", int(found[2]))
    if word.startswith("="):
        raise Refusal(tell("“=”后面要写题号"), tell("如 =3"))
    if found := _SAVE.fullmatch(text.strip()):
        return Command("save", path=found[1])
    return None


def answer_to(prompt: Prompt, text: str, edition: Edition, money: int = 1, before: Answer | None = None) -> Answer:
    """The answer a reply gives; an empty one is 不清楚, everywhere. `money`: yuan per unit of a sum that names none.

    `before`: the answer that this one changes; figures by their numbers leave the others as they were. Raises Refusal.
    """
    if "\ufffd" in text or clean(text) != text:
        raise Refusal(tell("含有不可见或无法识别的字符"), tell("请重新输入"))
    match prompt:
        case AskName():
            if len(text.strip()) > LONGEST_NAME:
                raise Refusal(tell("名称超过 {longest_name} 字", longest_name=LONGEST_NAME))
            is_none = narrow(text).strip() in NOBODY or text.strip() in (tell("不清楚"), tell("不写"))
            return FirmName("" if is_none else text.strip())
        case AskFact(key, options):
            fact = edition.facts[key]
            return FactAnswer(
                key,
                _option(fact, options, text)
                if fact.options
                else read(fact, text, money if fact.type == "money" else 1),
            )
        case AskFigures(keys):
            stands = [each.value for each in singly(before)] if before else []
            told = told_in_a_line([edition.facts[key] for key in keys], text, money, stands)
            return Figures(tuple(map(FactAnswer, keys, told)))
        case AskScreen(keys):
            return _ticks(keys, _narrow(text))


def offered(fact: Fact, options: Iterable[str], text: str) -> list[tuple[Option, str]]:
    """The options that a text may mean, each with the class or the name of it that says so.

    Of a fact with a standard's classes those alone that have the word, the code or the shared name; of any other the
    ones most like it, best first.
    """
    word = _narrow(text)
    if fact.classes:
        found = _of_classes(fact, word)
        return [(fact.option(key), found[key]) for key in options if key in found]
    return _alike(fact, options, choices.by_the_table(fold(word)))


def _of_classes(fact: Fact, word: str) -> dict[str, str]:
    """What is meant by an option each: first the class of a code, else the options that a name shares, else may be."""
    with suppress(Refusal):
        if known := options_in(read(fact, word)):
            return dict.fromkeys(known, class_words(fact, word))
    return possible_options(fact, word)


def _alike(fact: Fact, options: Iterable[str], word: str) -> list[tuple[Option, str]]:
    found = []
    for key in options:
        option = fact.option(key)
        names = (name for name in (option.label, *option.aliases) if choices.may_be_meant(option, name, word))
        alike = [(_likeness(word, fold(name)), name) for name in names]
        best, name = max(alike, key=lambda pair: pair[0], default=(0, ""))
        if word and best >= ALIKE:
            found.append((best, option, name))
    ordered = sorted(found, key=lambda item: -item[0])[:MOST_OFFERED]
    return [(option, name) for _, option, name in ordered]


def _likeness(word: str, name: str) -> float:
    """Above 0.8 where one holds the other, else as difflib has it."""
    if len(name) > 1 and name in word:
        return 0.8 + min(0.2, len(name) / 50)
    if len(word) > 1 and word in name:
        return 0.8 + 0.2 * len(word) / len(name)
    return 0.8 * SequenceMatcher(None, word, name).ratio()


def _option(fact: Fact, options: tuple[str, ...], text: str) -> Value | None:
    word = _narrow(text)
    parts = [part for part in (_BESIDE if fact.classes else _EITHER).split(word) if part]
    numbers = [part for part in parts if part.isdecimal()]
    beyond = [number for number in numbers if not re.fullmatch(r"[1-9]\d?", number) or int(number) > len(options)]
    if numbers and not beyond and numbers == parts:
        return either_of(fact, {options[int(number) - 1] for number in numbers})
    if fact.classes and beyond and numbers == parts:
        raise Refusal(
            tell("没有第 {word} 个", word=beyond[0]),
            tell("编号是 1 到 {count}；行业代码带上门类字母，如 C30", count=len(options)),
        )
    value = _read_option(fact, options, text)
    if value is None:
        return None
    is_one = len(list(filter(None, _EITHER.split(word)))) == 1 and not _SAYS_OR.search(word)
    others = {options[int(number) - 1] for number in numbers if number not in beyond} - set(options_in(value))
    if fact.classes and (others or (isinstance(value, tuple) and (is_one or numbers))):
        raise Refusal(tell("这里面有几个行业"), tell("写明是哪一个，拿不准就都写，如 批发业或零售业"))
    if not set(options_in(value)) <= set(options):
        labels = tell("、").join(fact.option(key).label for key in options)
        raise Refusal(tell("前面已勾选，这里不能选它"), tell("可选：{labels}；要改前面的用 =编号", labels=labels))
    return value


def _read_option(fact: Fact, options: tuple[str, ...], text: str) -> Value | None:
    """Raises Refusal, which names what can be chosen on this screen and no more."""
    try:
        return read(fact, text)
    except Refusal as refusal:
        of_all = refusal.expected == choices.offered(fact)
        expected = choices.offered(fact, options) if of_all else refusal.expected
        raise Refusal(refusal.reason, expected, refusal.closest) from None


def _ticks(keys: tuple[str, ...], text: str) -> Ticked:
    if text in (*_UNSURE, tell("不清楚"), "", "-"):
        return Ticked(keys, unsure=frozenset(keys))
    if text in (*_NONE, tell("无"), tell("否")):
        return Ticked(keys)
    yes: set[str] = set()
    unsure: set[str] = set()
    for part in filter(None, re.split(r"[,，、;；\s]+", text)):
        found = _PART.fullmatch(part)
        if not found:
            raise Refusal(tell("无法识别“{part}”", part=part), tell("写编号，如 1,3 或 1-3；拿不准的加问号，如 2?"))
        (unsure if found[3] else yes).update(_lines(keys, int(found[1]), int(found[2] or found[1])))
    if both := yes & unsure:
        numbers = tell("、").join(str(keys.index(key) + 1) for key in sorted(both, key=keys.index))
        raise Refusal(tell("第 {numbers} 行又勾选又不确定", numbers=numbers), tell("只留一种"))
    return Ticked(keys, frozenset(yes), frozenset(unsure))


def _lines(keys: tuple[str, ...], first: int, last: int) -> tuple[str, ...]:
    if not 1 <= first <= last <= len(keys):
        shown = first if first == last else f"{first}-{last}"
        raise Refusal(tell("没有第 {shown} 行", shown=shown), tell("编号是 1 到 {count}", count=len(keys)))
    return keys[first - 1 : last]


def _narrow(text: str) -> str:
    """Full-width signs and figures as narrow ones, without space around."""
    return normalize("NFKC", text).strip()


def readings(prompt: Prompt, text: str, state: Interview, before: Answer | None = None) -> list[Answer]:
    """What sums of money without a unit may mean, in yuan and in 万元; nothing if only yuan is likely.

    A reading is unlikely if it makes the firm's figures doubtful. `before`: as for `answer_to`. Raises Refusal.
    """
    if voice().say_money is not None:
        return []
    in_yuan = answer_to(prompt, text, state.edition, before=before)
    try:
        larger = answer_to(prompt, text, state.edition, WAN, before)
    except Refusal:
        return []  # past what any sum can be
    pairs = list(zip(singly(in_yuan), singly(larger), strict=True))
    in_wan = tuple(wan if _may_be(yuan, wan, state) else yuan for yuan, wan in pairs)
    if in_wan == singly(in_yuan):
        return []
    return [in_yuan, Figures(in_wan) if isinstance(in_yuan, Figures) else in_wan[0]]


def _may_be(yuan: FactAnswer, wan: FactAnswer, state: Interview) -> bool:
    """True if a sum may be meant in 万元."""
    doubts = [raises_doubt(each.key, each.value, state.known) for each in (yuan, wan)]
    return doubts[0] or not doubts[1]
