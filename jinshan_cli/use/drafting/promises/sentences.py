"""An item's text as the sentences that promise something, each what may become a benefit."""

import re

from jinshan_cli.core.policy import Kind

PROMISE = re.compile(
    r"奖励|奖补|补贴|补助|资助|资金支持|给予.{0,30}支持|予以.{0,30}支持|减免|免征|免收|减半|减征|退还|退税|配套|贴息|延期|续贷"
    r"|降至|缓缴|返还|奖金|一次性|给予|予以|补偿|返补|减按|优惠"
)
NUMBERED = re.compile(r"^(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳])\s*")
_BORNE = re.compile(r"承担|分担|负担|列支|拨付")
"""says who pays"""
_WISH = re.compile(r"^(?:鼓励|全面落实|进一步|加强|推动|引导|提升|完善|持续)")
_SENTENCE = re.compile(r"[^。；;\n]+[。；;\n]?")
_NEXT = re.compile(r"[，,](?=(?:同时|另|并)?对[^，,。；]{2,80}[，,]?[^。；]{0,20}(?:给予|予以|奖励|补贴|补助))")
_HEADING = 16
"""characters of one at most, its stop included"""
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("finance", r"担保费率"),
    ("refund", r"留抵|退还.{0,10}税"),
    ("relief", r"减免|免征|减半(?!.{0,6}担保)|免收滞纳金|减征|减按|缓缴"),
    ("finance", r"续贷|延期还本|担保费率|授信|贷款延期|融资担保(?!费补贴)"),
)
_GRANT = re.compile(r"奖励|补贴|补助|资助|贴息|奖补")


def sentences_of(text: str) -> list[str]:
    """The sentences that promise something; the whole text if none does."""
    found = [part for part in _all(text) if _promises(part)]
    return [part.rstrip("。；;\n ，,") for part in found] or [" ".join(text.split())]


def asides_of(text: str) -> list[str]:
    """The other sentences that may say for whom, how much or when not; neither a heading nor a wish."""
    parts = _all(text)
    if not any(map(_promises, parts)):
        return []
    return [
        part.rstrip("。；;")
        for i, part in enumerate(parts)
        if not _promises(part) and not ((i == 0 or NUMBERED.match(part)) and _is_heading(part)) and not _is_wish(part)
    ]


def _all(text: str) -> list[str]:
    whole = [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()]
    return [part for sentence in whole for part in _parts(sentence)]


def _promises(sentence: str) -> bool:
    if _BORNE.search(sentence) and not re.search(r"给予|予以", sentence):
        return False
    return bool(PROMISE.search(sentence)) and not _is_wish(sentence) and not _is_heading(sentence)


def _is_wish(sentence: str) -> bool:
    bare = NUMBERED.sub("", sentence)
    return bool(_WISH.match(bare)) and not re.search(r"\d|给予|不|除|须|仅|限", bare)


def _is_heading(sentence: str) -> bool:
    """创新示范奖励。"""
    bare = NUMBERED.sub("", sentence)
    return len(bare) <= _HEADING and not re.search(r"\d|给予|予以|按|减|免|[，,：:]|^对", bare)


def _parts(sentence: str) -> list[str]:
    cut = _NEXT.split(sentence)
    if (
        len(cut) > 1
        and all(re.search(r"\d", part) for part in cut[1:])
        and re.search(r"^(?!除).*(?:给予|予以|奖励)", cut[0])
    ):
        return cut
    return [sentence]


def kind_of(sentence: str) -> Kind:
    """What sort of thing a sentence promises, by its words."""
    for kind, words in _KINDS:
        if re.search(words, sentence) and not (kind == "finance" and _GRANT.search(sentence)):
            return kind
    return "grant"


_WHO = re.compile(
    r"对于?(?P<who>[^。；]{2,160}?)(?:的?[，,]?\s*(?:分别|一次性|最高|按|由|适当|统一)*\s*(?:给予|予以|奖励|补贴|补助|免征|资助)|[，,]|$)"
)


def who_of(sentence: str) -> str:
    """The words for whom it is: what stands between 对 and 给予; empty if the sentence does not say it so."""
    found = _WHO.search(sentence)
    return found["who"].strip("的 ，,") if found else ""


def title_of(sentence: str, most: int = 24) -> str:
    """A few words of a sentence, for a heading that a person will make better."""
    bare = re.sub(r"\s", "", re.sub(r"^(?:自|从).{0,40}?[，,]|^对于?", "", sentence))
    cut = re.split(r"[，,。；：:]", bare)[0] or bare
    return cut if len(cut) <= most else cut[: most - 1] + "…"
