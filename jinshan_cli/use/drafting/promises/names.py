"""What of an edition a sentence speaks of: its facts and options by their labels and aliases, abbreviations alike."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import Catalogue, Fact, FactType
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import Scope, parse_amount
from jinshan_cli.core.rules.nodes import And, Named
from jinshan_cli.core.rules.source import RuleError
from jinshan_cli.core.written.writing import NO, narrow

_SAME = (
    (r"社会消费品零售总?(?:规模|额|总额)", "社零总额"),
    (r"社会保险费?", "社保"),
    (r"营业总?收入", "营收"),
    (r"研究开发|研究与开发", "研发"),
    (r"技术改造", "技改"),
    (r"规模以上", "规上"),
    (r"限额以上", "限上"),
    (r"(?:资助|补助|奖励)(?:资金|金额|总额|额度)", "资助额"),
    (r"(?:公司|法人单位)", "企业"),
)
_IDLE = re.compile(r"[的了之和与及、，,“”\"'‘’《》（）()\[\]/·\s]|我市|我区|本市|本区|区内")
_BEFORE = re.compile(r"^(?:是否|需要|有|获|获得|新增加)")
_AFTER = re.compile(r"(?:项目|企业|人数|数|情况|需求|合计|金额)$")
MASK = "□"
_LEAST, _NEAR, _NEAR_WHOLE = 4, 0.8, 0.75
"""characters of a name that is found in a sentence; share of its pairs of characters that a similar one has there; and
of a whole name"""


@dataclass(frozen=True, slots=True)
class Found:
    """A fact (or one option of it) in a sentence, by one of its names."""

    fact: Fact
    name: str
    option: str = ""
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that none of the catalogue fits, to be asked."""

    key: str
    label: str
    type: FactType
    words: str
    """of the source that it stands for"""
    unit: str = ""


def folded(text: str) -> str:
    """A text as names are looked for in it."""
    bare = _IDLE.sub("", narrow(text))
    for words, same in _SAME:
        bare = re.sub(words, same, bare)
    return bare


def trimmed(name: str) -> str:
    """A name without what only makes a question or a heading of it."""
    bare = folded(re.sub(r"[（(][^（()）]{1,3}[)）]$", "", name))
    return _AFTER.sub("", _BEFORE.sub("", bare))


def likeness(name: str, text: str) -> float:
    """The share of a name's pairs of characters that a text has."""
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0


def alike(one: str, other: str) -> float:
    """How much of their pairs of characters two names share, from 0 to 1."""
    first, second = ({word[i : i + 2] for i in range(len(word) - 1)} for word in (one, other))
    return 2 * len(first & second) / ((len(first) + len(second)) or 1)


def _is_whole(name: str, label: str) -> bool:
    """False of a name that says less than the label: 商业载体 of 商业载体（非综合体）, 新认定 of 上年（2022）新认定."""
    bare = re.sub(r"（\d+）", "", label)
    return "（" not in label or ("（" not in bare and folded(name) == folded(bare))


class Names:
    """The names of one edition."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    @cached_property
    def _of(self) -> dict[str, tuple[str, ...]]:
        return {
            fact.key: tuple(dict.fromkeys(filter(None, (trimmed(name) for name in (fact.label, *fact.aliases)))))
            for fact in self.edition.facts
        }

    def exact(self, text: str, kinds: Iterable[str], least: int = _LEAST) -> list[Found]:
        """Facts of some types whose name stands in a folded text, the longest name first, none inside another."""
        wanted = set(kinds)
        candidates = [
            (name, fact)
            for fact in self.edition.facts
            if fact.type in wanted
            for name in self._of[fact.key]
            if len(name) >= least
        ]
        found: list[Found] = []
        for name, fact in sorted(candidates, key=lambda each: -len(each[0])):
            if name in text and all(fact.key != each.fact.key for each in found):
                text = text.replace(name, MASK * len(name))
                found.append(Found(fact, name))
        return found

    def called(self, words: str, kinds: Iterable[str]) -> Found | None:
        """The fact of some types that words name as a whole, or at their end by a name of three characters or more."""
        wanted, text = set(kinds), folded(words)
        own = [
            (len(name), -i, fact, name)
            for i, fact in enumerate(self.edition.facts)
            if fact.type in wanted
            for name in self._of[fact.key]
            if name == text or (len(name) > 2 and text.endswith(name))
        ]
        best = max(own, key=lambda each: each[:2], default=None)
        return Found(best[2], best[3]) if best else None

    def nearest(self, text: str, kinds: Iterable[str], cutoff: float = _NEAR) -> Found | None:
        """The fact of some types with the name that is most like part of a folded text, if it is like enough."""
        wanted = set(kinds)
        scored = [
            (likeness(name, text), len(name), -i, fact, name)
            for i, fact in enumerate(self.edition.facts)
            if fact.type in wanted
            for name in self._of[fact.key]
            if len(name) >= _LEAST
        ]
        best = max(scored, key=lambda each: each[:3], default=None)
        return Found(best[3], best[4], is_exact=False) if best and best[0] >= cutoff else None

    def closest_to(self, name: str, kinds: Iterable[str]) -> Found | None:
        """The fact of some types whose whole name is most like a folded name."""
        wanted = set(kinds)
        scored = [
            (alike(own, name), -i, fact, own)
            for i, fact in enumerate(self.edition.facts)
            if fact.type in wanted
            for own in self._of[fact.key]
        ]
        best = max(scored, key=lambda each: each[:2], default=None)
        return Found(best[2], best[3], is_exact=False) if best and best[0] >= _NEAR_WHOLE else None

    def quoted(self, sentence: str, kinds: Iterable[str]) -> Found | None:
        """The one fact of some types whose label has what a sentence puts in quotation marks."""
        wanted, terms = set(kinds), [folded(term) for term in re.findall("“([^”]{3,12})”", sentence)]
        own = [
            (fact, term)
            for fact in self.edition.facts
            if fact.type in wanted
            for term in terms
            if term in folded(fact.label)
        ]
        return Found(own[0][0], own[0][1], is_exact=False) if len({fact.key for fact, _ in own}) == 1 else None

    def options(self, fact: Fact, text: str, least: int = 2) -> list[Found]:
        """The options of a choice that a folded text names, in the order of the catalogue."""
        names = [
            (folded(name), option.key, _is_whole(name, option.label))
            for option in fact.options
            for name in (option.label, *option.aliases)
        ]
        found: dict[str, Found] = {}
        for name, key, is_whole in sorted(names, key=lambda each: -len(each[0])):
            if len(name) >= least and name in text:
                text = text.replace(name, MASK * len(name))
                found.setdefault(key, Found(fact, name, key, is_whole))
        return [found[key] for key in fact.option_keys if key in found]

    def negative(self, fact: Fact) -> str:
        """The option of a choice that says no; empty if it has none."""
        return next((option.key for option in fact.options if set(option.aliases) & (NO | {"无", "没有", "不是"})), "")

    @cached_property
    def entity(self) -> Fact | None:
        """What kind of body a firm is: the choice that holds by default."""
        return next((fact for fact in self.edition.facts if fact.default is not None), None)

    @cached_property
    def sector(self) -> Fact | None:
        """The trade: what the size standard goes by; None without one."""
        sizes = self.edition.sizes
        return self.edition.facts[sizes.by] if sizes else None

    @cached_property
    def usual(self) -> str:
        """The named condition that most rules begin with; empty if there is none."""
        counts: dict[str, int] = {}
        for rule in self.edition.rules.values():
            first = rule.when.parts[0] if isinstance(rule.when, And) else rule.when
            if isinstance(first, Named):
                counts[first.name] = counts.get(first.name, 0) + 1
        return max(counts, key=lambda name: counts[name], default="")

    def scope(self, asked: Iterable[Asked]) -> Scope:
        """What rules of the draft may use: the facts of the edition, its conditions, and facts newly to be asked."""
        new = (
            Fact(key=each.key, label=each.label, type=each.type, group="", question="", unit=each.unit)
            for each in asked
        )
        return Scope(Catalogue(facts=(*self.edition.facts.facts, *new)), self.edition.conditions)

    def reads(self, amount: str, asked: Iterable[Asked]) -> bool:
        """True if a rule of an amount can be read."""
        try:
            parse_amount(amount, self.scope(asked))
        except RuleError:
            return False
        return True

    def conditions_named(self, words: str) -> Iterator[str]:
        """Named conditions whose label has these words."""
        return (name for name, named in self.edition.conditions.items() if words in named.label)
