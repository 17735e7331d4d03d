"""For whom a sentence is: kinds of firms are alternatives of each other, facts of the catalogue come on top."""

import re

from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.use.drafting.promises.names import MASK, Found, Names, folded

_CONSUMER = re.compile(r"个人消费者|消费者|个人|居民(?!区)|市民|自然人")
_NOT_CONSUMER = re.compile(r"非居民|个人所得|个人独资|居民(?:服务|企业)")
_EMPLOYER = re.compile(r"用人单位|非居民用户|社会组织|民办非企业|事业单位")
_FIRM = re.compile(r"企业|公司|机构|运营方|单位|商户|园区|载体|平台")
_SIZES = (("中小微", 3), ("小微", 2), ("中小", 3), ("小型企业、微型企业", 2), ("微型企业", 1))
_TARGET = r"(?<![型市省国])(?<!国家){}(?!企业?(?:政策|技术|创新|培育|发展|公共|服务|名录|库))"
_SECTORS = re.compile(
    r"(?P<list>(?:[^，,。；（）()对的的]{2,8}[、和及与])*[^，,。；（）()对的、]{2,8}?)(?:等)?(?:行业)?企业"
)


@dataclass
class Whom:
    """The parts of a condition, each with the words it rests on."""

    base: str = ""
    """firm, entity == consumer"""
    kinds: list[str] = field(default_factory=list)
    """any of them"""
    parts: list[str] = field(default_factory=list)
    """all of them"""
    words: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    kind_names: list[str] = field(default_factory=list)
    part_names: list[str] = field(default_factory=list)
    """the words of each"""
    masked: list[str] = field(default_factory=list)
    """the stretches of the folded sentence that were understood"""
    rest: str = ""
    """the folded sentence without what was understood"""

    def mask(self, name: str) -> None:
        """Notes that a stretch is understood, so that nothing else is found in it."""
        self.masked.append(name)
        self.rest = self.rest.replace(name, MASK * len(name))

    def rule(self, *more: str) -> str:
        """The condition as a rule; empty if nothing is known."""
        kinds = self.kinds[0] if len(self.kinds) == 1 else f"({' or '.join(self.kinds)})" if self.kinds else ""
        return " and ".join(dict.fromkeys(filter(None, (self.base, kinds, *self.parts, *more))))


def whom_of(sentence: str, who: str, names: Names, has_base: bool) -> Whom:
    """What a sentence says of whom it is for."""
    whom = Whom(rest=folded(sentence))
    _basics(sentence, whom, names, 6 if has_base else 4)
    _choices(sentence, who or sentence, whom, names)
    _sectors(sentence, whom, names)
    _base(sentence, who, whom, names)
    _joined(who or sentence, whom)
    return whom


def _take(found: Found, rule: str, whom: Whom, into: list[str]) -> None:
    into.append(rule)
    (whom.kind_names if into is whom.kinds else whom.part_names).append(found.name)
    whom.words.append(f"“{found.name}”→ {rule}")
    whom.mask(found.name)
    if not found.is_exact:
        whom.doubts.append(f"按指标“{found.fact.label}”理解")


def _basics(sentence: str, whom: Whom, names: Names, least: int) -> None:
    first = names.edition.facts.facts[0].group
    flags = [
        found for found in names.exact(whom.rest, ("flag",)) if len(found.name) >= least or found.fact.group == first
    ]
    if not flags and least == 4:
        near = names.nearest(whom.rest, ("flag",))
        flags = [near] if near else [found for found in names.exact(whom.rest, ("flag",), 2) if len(found.name) < 4]
        flags = [Found(found.fact, found.name, is_exact=False) for found in flags[:1]]
    for found in flags:
        _take(found, found.fact.key, whom, whom.kinds if found.fact.group == first else whom.parts)


def _choices(sentence: str, who: str, whom: Whom, names: Names) -> None:
    skip = {fact.key for fact in (names.entity, names.sector) if fact}
    size = names.edition.sizes.fact if names.edition.sizes else ""
    for fact in names.edition.facts:
        if fact.type != "choice" or fact.key in skip:
            continue
        if fact.key == size:
            _sizes(sentence, whom, names)
        elif found := next((each for each in names.exact(whom.rest, ("choice",)) if each.fact.key == fact.key), None):
            chosen = names.options(fact, folded(who).replace(found.name, MASK))
            negative = names.negative(fact)
            chosen = [each for each in chosen if each.option != negative]
            rule = (
                one_of(fact.key, [each.option for each in chosen])
                if chosen
                else f"{fact.key} != {negative}"
                if negative
                else ""
            )
            if rule:
                _take(found, rule, whom, whom.parts)
                for each in chosen:
                    whom.mask(each.name)
                    _doubt_option(each, whom)
        elif chosen := names.options(fact, whom.rest, 4):
            into = whom.kinds if fact.group == names.edition.facts.facts[0].group else whom.parts
            _take(replace(chosen[0], is_exact=True), one_of(fact.key, [each.option for each in chosen]), whom, into)
            for each in chosen:
                _doubt_option(each, whom)


def _doubt_option(found: Found, whom: Whom) -> None:
    label = next(option.label for option in found.fact.options if option.key == found.option)
    if not found.is_exact:
        whom.doubts.append(f"“{found.name}”按选项“{label}”理解")


def one_of(key: str, options: list[str]) -> str:
    """That a choice is one of some options, as a rule."""
    return f"{key} == {options[0]}" if len(options) == 1 else f"{key} in [{', '.join(options)}]"


def _sizes(sentence: str, whom: Whom, names: Names) -> None:
    sizes = names.edition.sizes
    assert sizes is not None
    for words, count in _SIZES:
        if re.search(_TARGET.format(words), re.sub(r"\s", "", sentence)):
            _take(
                Found(names.edition.facts[sizes.fact], words),
                one_of(sizes.fact, list(sizes.tiers[:count])),
                whom,
                whom.kinds,
            )
            return


def _sectors(sentence: str, whom: Whom, names: Names) -> None:
    fact = names.sector
    if fact is None:
        return
    for found in _SECTORS.finditer(sentence):
        pieces = [
            piece
            for piece in re.split(
                r"[、和及与]|(?<=业)(?=\S{2})",
                re.sub(
                    r"等$|行业$|^(?:支持|鼓励|引导|推动|扶持|促进|符合条件|本区|区内|我市|全市|全区)+",
                    "",
                    found["list"],
                ),
            )
            if piece
        ]
        chosen: list[Found] = []
        for piece in pieces:
            bare = folded(re.split(r"的|新增|限额以上|规模以上", piece)[-1] or piece)
            exact = names.options(fact, bare) if len(bare) <= 14 else []
            if exact and sum(len(each.name) for each in exact) >= len(bare) - 1:
                chosen += exact
        if chosen:
            keys = {each.option for each in chosen}
            rule = one_of(fact.key, [key for key in fact.option_keys if key in keys])
            _take(Found(fact, "、".join(each.name for each in chosen)), rule, whom, whom.parts)
            for each in chosen:
                whom.mask(each.name)
            if "等" in found[0]:
                whom.doubts.append("行业后有“等”字，还包括哪些")
            return


def _joined(who: str, whom: Whom) -> None:
    """Doubts whether conditions on both sides of an "or" or an "and" (和) are all wanted, or one of them."""
    pieces = [folded(piece) for piece in re.split(r"或者?|以及|[、和及与]", who)]
    kinds, parts = (
        [{i for i, piece in enumerate(pieces) if name in piece} for name in names]
        for names in (whom.kind_names, whom.part_names)
    )
    if any(one and other and not one & other for one in parts for other in (*kinds, *parts)):
        whom.doubts.append("几个条件要全都符合还是符合其一，按 when 里的 and、or 核对")


def _base(sentence: str, who: str, whom: Whom, names: Names) -> None:
    entity, usual = names.entity, names.usual
    text = who or sentence
    private = _CONSUMER.search(text) if not _NOT_CONSUMER.search(text) else None
    if entity and private and (chosen := names.options(entity, "消费者") or names.options(entity, "个人")):
        whom.base = f"{entity.key} == {chosen[0].option}"
        whom.words.append(f"“{private[0]}”→ {whom.base}")
        whom.mask(private[0])
        return
    alone = [
        each
        for each in (names.options(entity, whom.rest, 3) if entity else [])
        if not names.usual or "个体" in each.name
    ]
    if (
        entity
        and alone
        and "个体工商户" in sentence
        and (whom.kinds or not _FIRM.search(sentence.replace("个体工商户", "")))
    ):
        _take(alone[0], f"{entity.key} == {alone[0].option}", whom, whom.kinds)
    if found := _EMPLOYER.search(text) or _EMPLOYER.search(sentence):
        named = next(names.conditions_named("用人单位"), "")
        whom.base = named or usual
        whom.words.append(f"“{found[0]}”→ {whom.base}")
        whom.mask(found[0])
        return
    if _FIRM.search(sentence) or whom.kinds:
        whom.base = usual
        return
    whom.doubts.append("对象原文未写明")
    whom.base = usual if whom.parts else ""
