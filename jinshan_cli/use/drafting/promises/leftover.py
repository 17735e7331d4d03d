"""What of a sentence no part of its proposal stands for: words that a person has to look at."""

import re
from collections.abc import Iterable, Iterator

from jinshan_cli.use.drafting.promises.figures import Figure
from jinshan_cli.use.drafting.promises.names import MASK, folded

_BEFORE = (
    r"(?:每[家户](?:企业)?(?:一次性)?(?:奖励|给予|补贴|补助)?|(?:单[个户家](?:企业)?|每[个户家]企业|单一年度|总额|合计|累计)?(?:最高|最多)?(?:奖励|补贴|补助|给予)?(?:不超过|不高于|上限为?|封顶|可达|达)?"
    r"|不低于|不少于|至少|最低|(?:总规模)?(?:首次)?(?:达到|达|超过|突破)|按?每[人辆个名项件台套次]|规模|额度|降至)?"
)
_AFTER = r"(?:\(含\))?(?:(?:及以上|以上|以下|以内)(?:\(含\))?|封顶|为限|财政|幅度|部分)?"
_IDLE = re.compile(
    r"对于|对|给予|予以|奖励|补贴|补助|资助|奖补|贴息|扶持|支持|资金|一次性|一次|企业|单位|按照|按|继续|延续|分别|各|年度|给|发放"
    r"|标准|比例|金额|的|其|且|并|在|于|与|以|将|可|为|等级|进行|实施|免征|减免|市区联动|再|有效期内|落实|自|从|起|期间|获得|获|成为|,|，|;|。|:|：|□"
)

_PURPOSE = re.compile(
    r"^(?:支持|鼓励|引导|推动|加快|促进|加强|完善|提升|建立|实施|延续实施|继续实施|根据|按照|为)[^,;。]*?,(?=[^,]{0,2}对)"
)
_BEARER = re.compile(r"企业|机构|项目|单位|人|户|平台|园区|产业|行业")


def without_names(sentence: str, names: Iterable[str]) -> str:
    """A sentence, folded, with its names masked wherever they stand, over each other too."""
    text = folded(sentence)
    places = (range(at, at + len(name)) for name in names if name for at in _places(name, text))
    covered = {place for each in places for place in each}
    return "".join(MASK if i in covered else char for i, char in enumerate(text))


def _places(name: str, text: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def leftover(rest: str, used: list[Figure], windows: tuple[str, ...]) -> tuple[str, ...]:
    """The stretches of a sentence that are left.

    `rest` is the sentence, folded, with its names masked; `used` are the figures and `windows` the words of the days
    that the proposal holds.
    """
    for words in (*windows, *re.findall(r"\d{4}\s*年度?(?=\D|$)", "".join(windows))):
        rest = rest.replace(folded(words), MASK)
    for figure in sorted(used, key=lambda each: -len(each.words)):
        rest = re.sub(_BEFORE + re.escape(folded(figure.words)) + _AFTER, MASK, rest, count=1)
    purpose = _PURPOSE.match(rest)
    if purpose and not _BEARER.search(purpose[0]):
        rest = rest[purpose.end() :]
    return tuple(dict.fromkeys(filter(None, _IDLE.sub("\n", rest).split("\n"))))
