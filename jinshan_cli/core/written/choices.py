"""How an option of a choice may be written: key, label, alias, code, a standard's class; `a|b` is one of the two."""

import re
from collections.abc import Container, Iterable, Mapping

from jinshan_cli.core.errors import Refusal, closest
from jinshan_cli.core.facts import Fact, Option, fold
from jinshan_cli.core.firm import Value
from jinshan_cli.core.written import writing
from jinshan_cli.core.written.classes import Classes, holder
from jinshan_cli.core.written.voice import tell

_CODE = r"(?P<shortest>[a-z]?[0-9]{2})[0-9]{1,2}"
_SHORT = r"(?s).|[a-z]?[0-9]*"
"""says too little to be near to anything"""
_NO_IN = "[不无没非未否]"
_REMARK = r"\(.*\)$|\[.*\]$"
_TAKEN_BACK = (
    "[不无没非未否原曾拟待?]|中.$|申报|申请|计划|预计|准备|以前|历史|往年|过期|失效|到期|届满|培育|撤销|取消|注销|终止|退出|落选"
    "|expired|lapsed|former|pending|appl(?:y|ied)|planned|revoked|withdrawn|notyet|nolonger"
)
"""in a remark behind 是, which it is no more, or not yet: 是(已过期), 是(申报中)"""
_NOT_OVER = "(?:尚?未|没有?)(?:过期|到期|失效|届满)"
"""in such a remark, and takes nothing back"""
_LOST_ZERO = "[1-9][0-9]{2}"
"""a code as a number: 511 is the class 511, or 0511 of which a spreadsheet has dropped the 0; 113 can only be 0113"""
_APART = r"([a-z])[-.]([0-9]{2,4})(?![0-9.])"
"""a code whose letter stands apart from its figures: C-13"""
_CODED = r"(?:[(\[](?=[a-z]))?(?P<code>[a-z][0-9]{0,4}|[0-9]{2,4})[、.:_)\]-]?(?P<name>[^a-z0-9].+)"
_FEW_DIGITS = len("30")
"""of a code, which anything may begin with; it counts if the name behind it is of the same option"""
_YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"
_OF_THE_TABLE = {"今年": "本年", "去年": "上年"}
"""years as people say them, and as options do, which count from the table's own: near, and not the same"""
_COUNTED_YEAR = "|".join(_OF_THE_TABLE.values())
_EITHER = r"[|或]"
"""between options of which one holds"""
BESIDE = r"(?:[、,;/\\+&和与及]|兼营?|以及)+"
"""between trades of which either may be the main one"""
_PLACE = "[店馆厅宿市]"
_FOR_ANOTHER = f"(?:施工|装修|安装|建筑|管理|服务|开发|集成|{_PLACE})业?$"
"""ends what is done for other trades, or where they are: 餐饮软件开发, 仓储超市"""
_DENIAL = "非|不是|不属于|不含|没有|无|原|除了?"
"""before what it is not, or no more: 非制造业"""
_NEAR, _NEAR_LABEL, _NEAR_AMONG_MANY = 0.5, 0.6, 0.75
"""how like another name a word must be to be taken for a slip of the pen; among the names of a standard's classes many
are alike, among the labels of their options, where one letter of three may be wrong, fewer"""

Options = frozenset[str]
NONE: Options = frozenset()


def read_choice(fact: Fact, word: str) -> Value | None:
    """The option that a narrow word names, or each of several; None is unknown. Raises Refusal.

    是 of a choice with an option that says no is one of the others, 否 is that option.
    """
    no = fact.denial
    if option := fact.options_by_name.get(fold(word)):
        return option.key
    if word in writing.UNKNOWN:
        return None
    if no and _is_yes(word):
        return either_of(fact, {key for key in fact.option_keys if key != no})
    if no and word in writing.NO:
        return no
    parts = {name: _options_named(fact, name) for name in re.split(_EITHER, word)}
    if options := _all_of(parts.values()) or _options_named(fact, word):  # 或 may be part of a class's name
        return either_of(fact, options)
    raise _refusal(fact, next(name for name in parts if not parts[name]))


def _is_yes(word: str) -> bool:
    """True of 是, also with a remark that does not take it back: 是(2021)."""
    remark = re.search(_REMARK, word)
    return (word[: remark.start()] if remark else word) in writing.YES and not (
        remark and re.search(_TAKEN_BACK, re.sub(_NOT_OVER, "", remark[0]))
    )


def either_of(fact: Fact, keys: Container[str]) -> Value:
    """The value of a choice that is one of these options, at least one, in the catalogue's order."""
    possible = tuple(key for key in fact.option_keys if key in keys)
    return possible[0] if len(possible) == 1 else possible


def names_options(fact: Fact, text: str) -> bool:
    """True if a text names options of a choice and nothing else."""
    word = writing.narrow(text).replace(" ", "")
    return all(_options_named(fact, name) for name in re.split(_EITHER, word)) or bool(_options_named(fact, word))


def offered(fact: Fact, keys: Container[str] | None = None) -> str:
    """What may be written, in a few words; of some options alone."""
    labels = [option.label for option in fact.options if keys is None or option.key in keys]
    return tell("可选：") + tell("、").join(labels[:6]) + ("……" if len(labels) > 6 else "")


def possible_options(fact: Fact, word: str) -> dict[str, str]:
    """The options that a narrow word may mean, each with what says so: {"retail": "F525 医药及医疗器材专门零售"}.

    Those with a class or a name that holds the word; if there are none, those of the longest name within the word.
    A class that no option stands for means none.
    """
    if fact.classes and _of_no_option(fact, fact.classes, word):
        return {}
    holds, found = holder(word), dict[str, str]()
    for code in fact.classes.containing(word) if fact.classes else ():
        found = dict.fromkeys(_of_class(fact, code), class_words(fact, code)) | found
    names = {name: option.key for option in fact.options for name in (*option.aliases, option.label)}
    for name in filter(holds, sorted(names, key=len)):
        found.setdefault(names[name], name)
    within = max(
        (name for name in names if len(name) > 1 and not name.isascii() and fold(name) in word), key=len, default=""
    )
    found = found or ({names[within]: within} if within else {})
    return {key: found[key] for key in fact.option_keys if key in found}


def class_words(fact: Fact, word: str) -> str:
    """Code and name of the class of a standard that a narrow word is the code of: C3011 水泥制造; "" if of none."""
    code = fact.classes.coded(word) if fact.classes else ""
    return f"{code} {fact.classes.by_code[code]}" if fact.classes and code else ""


def _options_named(fact: Fact, word: str) -> Options:
    """The options that a word names by itself; none if it names none, or not surely."""
    by_name, folded = fact.options_by_name, fold(word)
    if (apart := re.match(_APART, folded)) and fact.classes and fact.classes.coded(apart[1] + apart[2]):
        folded = apart[1] + folded[apart.start(2) :]
    if fact.classes and re.fullmatch(_LOST_ZERO, folded) and fact.classes.coded(f"0{folded}"):
        codes = filter(None, (fact.classes.coded(code) for code in (folded, f"0{folded}")))
        return _all_of(_of_class(fact, code) for code in codes)
    if option := by_name.get(folded) or _of_longer_code(folded, by_name):
        return frozenset((option.key,))
    if shared := fact.shared_names.get(folded):
        return frozenset(shared)
    if named := _of_class(fact, fact.classes.coded(folded)) if fact.classes else NONE:
        return named
    if coded := re.fullmatch(_CODED, folded):
        return _of_coded(fact, coded)
    return _of_classes(fact, folded) or _ending(fact, word)


def _of_longer_code(word: str, by_name: Mapping[str, Option]) -> Option | None:
    """The option whose code, of two digits at least, begins a longer one: 36 is meant by 3611 and C3611."""
    code = re.fullmatch(_CODE, word)
    shorter = (word[:end] for end in range(len(word) - 1, code.end("shortest") - 1, -1)) if code else ()
    return next((by_name[name] for name in shorter if name in by_name), None)


def _of_coded(fact: Fact, coded: re.Match[str]) -> Options:
    """C30非金属矿物制品业: the options of the code, unless the name is another's; C30、F52: those of both.

    None of a figure that is no class, with a name of no trade, nor where the name has figures: 100人以上, 2023-05-01.
    """
    code, name = coded["code"], coded["name"]
    whole = fact.classes.coded(code) if fact.classes else ""
    options, between = _options_named(fact, whole or code), re.match(BESIDE, name)
    if beside := _options_named(fact, name[between.end() :]) if between else NONE:
        return options | beside if options else NONE
    option = fact.options_by_name.get(name)
    other = frozenset((option.key,)) if option else _of_classes(fact, name) or _ending(fact, name)
    is_code = not code.isdigit() or (len(code) > _FEW_DIGITS and bool(whole))
    if not other and (not is_code or re.search("[0-9]", re.sub(_REMARK, "", name))):
        return NONE
    return options & other if other else options


def _of_classes(fact: Fact, name: str) -> Options:
    """The options of the classes of this name, if each class is some option's."""
    return _all_of(_of_class(fact, code) for code in fact.classes.called(name)) if fact.classes else NONE


def _of_class(fact: Fact, code: str) -> Options:
    """The options of all that is part of a class; none if a part is no option's: 铁路运输 is of no size standard."""
    if not fact.classes or not code:
        return NONE
    by_name = fact.options_by_name
    found = (by_name.get(fold(each)) or _of_longer_code(fold(each), by_name) for each in fact.classes.within(code))
    return _all_of(frozenset((option.key,)) if option else NONE for option in found)


def _all_of(found: Iterable[Options]) -> Options:
    every = list(found)
    return NONE.union(*every) if all(every) else NONE


def _ending(fact: Fact, word: str) -> Options:
    """The options of the longest ending of a word, as Chinese names of trades end in what is done: 五金零售.

    With those of a trade beside it, 服装加工及批发, or before it, 服装加工批发, unless it is a part of that, 工业制造;
    none if denied: 非制造业.
    """
    ends = [(len(end), option.key) for option in fact.options for end in option.endings if word.endswith(end)]
    longest = max(ends, default=(0, ""))[0]
    if not longest or _is_denied(fact, word):
        return NONE
    ending, before = word[-longest:], word[:-longest].rstrip("-")
    found = frozenset(key for length, key in ends if length == longest).union(fact.shared_names.get(ending, ()))
    if between := re.search(f"{BESIDE}$", before):
        trades = list(filter(None, re.split(BESIDE, before[: between.start()])))
        if _any_of_no_option(fact, trades):
            return NONE
        return found.union(*(_options_named(fact, each) for each in trades))
    if before.endswith("业"):
        beside = _options_named(fact, before)
    elif re.search(_FOR_ANOTHER, ending) or re.search(f"{_PLACE}$", before):
        return found
    elif _any_of_no_option(fact, {word[:-length].rstrip("-") for length, _ in ends}):
        return NONE
    else:
        beside = _ending(fact, before)
    return found if found <= beside else found | beside


def _any_of_no_option(fact: Fact, trades: Iterable[str]) -> bool:
    """True if no option stands for one of several trades, of which the main one is not known: 铁路运输、零售."""
    return fact.classes is not None and any(_of_no_option(fact, fact.classes, each) for each in trades)


def _is_denied(fact: Fact, word: str) -> bool:
    """True of an ending, or of a name of several options, behind nothing but a word that says it is not this one; of
    非金属制品业 it is not."""
    denial = re.match(_DENIAL, word)
    if denial is None:
        return False
    rest = word[denial.end() :]
    sections = (len(code) == 1 for code in fact.classes.called(rest)) if fact.classes else ()
    return rest in fact.shared_names or any(sections) or any(rest in option.endings for option in fact.options)


def _refusal(fact: Fact, word: str) -> Refusal:
    """Why a word is no option: what it may mean instead, or that it is a class which no option stands for."""
    by_name, folded = fact.options_by_name, fold(word)
    vague = word in writing.YES | writing.NO or re.fullmatch(_SHORT, word) or _is_denied(fact, word)
    folded = by_the_table(folded)
    if fact.classes:
        if outside := _of_no_option(fact, fact.classes, folded):
            return Refusal(outside, offered(fact))
        if not vague and (possible := possible_options(fact, folded)):
            those = tell("、").join(
                tell("{label}（{name}）", label=fact.option(key).label, name=name) for key, name in possible.items()
            )
            only = fact.option(next(iter(possible))).label if len(possible) == 1 else ""
            return Refusal(tell("没有写明是哪一个选项"), tell("可能是：{those}", those=those), only)
        by_name = {name: option for name, option in by_name.items() if name.isascii() == folded.isascii()}
    by_name = {name: option for name, option in by_name.items() if may_be_meant(option, name, folded)}
    near = "" if vague else closest(folded, by_name, _NEAR_AMONG_MANY if fact.classes else _NEAR)
    if fact.classes and not vague and not near:
        near = closest(folded, (name for name, option in by_name.items() if name == fold(option.label)), _NEAR_LABEL)
    return Refusal(tell("没有这个选项"), offered(fact), by_name[near].label if near else "")


def may_be_meant(option: Option, name: str, word: str) -> bool:
    """False of a name that says no where the word does not, or the other way, and of an option of another year."""
    names = " ".join((option.label, *option.aliases))
    told = [set(re.findall(years, word)) for years in (_YEAR, _COUNTED_YEAR)]
    return _denies(name) == _denies(word) and all(not years or any(map(names.__contains__, years)) for years in told)


def by_the_table(word: str) -> str:
    """A word that is no option, with the years that people say as options name them: 今年认定 is near 本年新认定."""
    return re.sub(f"(?:{'|'.join(_OF_THE_TABLE)})(?=.)", lambda said: _OF_THE_TABLE[said[0]], word)


def _denies(word: str) -> bool:
    """True of a word that says no, to which one that does not is never near, nor the other way: 有效 and 没有."""
    return bool(re.search(_NO_IN, word))


def _of_no_option(fact: Fact, classes: Classes, word: str) -> str:
    """That a word is a class of the standard, all or part of which no option stands for; "" if it is no class."""
    code = classes.coded(word) or next(iter(classes.called(word)), "")
    if not code or _of_class(fact, code):
        return ""
    partly = any(_of_class(fact, each) for each in classes.within(code))
    what = tell("还有不属于任何选项的行业，请填到大类") if partly else tell("不属于任何选项")
    return tell(
        "{name} 的“{code} {by_code}”{words}{what}",
        name=classes.name,
        code=code,
        by_code=classes.by_code[code],
        words=tell("中") * partly,
        what=what,
    )
