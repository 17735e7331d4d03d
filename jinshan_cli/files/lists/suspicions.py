"""Text that one encoding takes and another one means: what is odd about it, and on which line."""

import re
from collections.abc import Iterable
from itertools import islice

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault
from jinshan_cli.core.written.voice import tell

NOT_ASCII = r"[^\x00-\x7f]+"
SAVE_AS = "请另存为 UTF-8（Excel：“CSV UTF-8”）后再试"
_EXPORT = "从原来的文件重新导出"
_MOST_LOOKED_AT = 10_000
"""stretches of foreign letters"""
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方"
    "多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情"
    "明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给"
    "世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太"
    "量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔级企称销售零批餐饮食服装建筑"
    "材料贸易商店铺馆厂房农林牧渔仓储输邮软件租赁技环卫育乐居民修理汽车配百货超花草药医械具钢铁塑胶纸印刷纺织包器集团股份限甲"
    "乙丙丁戊己庚辛备注街镇村路号弄室电话联系人额入产收纳税增值险贷款型微"
)
"""letters that any list of Chinese firms has among its own"""
_MOST_SHOWN = 30
_FEW = 8
"""letters that are too few to be judged by how common they are"""
_LEAST_COMMON = 0.2
_JAPANESE = frozenset(map(chr, range(0x3041, 0x30FF))) | frozenset(
    "株式会社有限東京都日本大阪商事店業電気工建設産物製作所山田中鈴木佐藤高橋自動車海道川島村"
)
_RIVALS: dict[str, tuple[str, frozenset[str]]] = {
    "cp949": (
        "韩文（EUC-KR）",
        frozenset(
            "이다는을가에의로하고지서도사기대자시한리나어전정인주수해제장부스아보일상라구원국선과식동성유공소연화경산신업조미비무여회"
            "점계우관방용물안그마교실세차개학습김박최호강남북울천광청양진현영명민준철생트카테크랩웨약품농행은금융건설투협중외문"
        ),
    ),
    "euc_jp": ("日文（EUC-JP）", _JAPANESE),
    "cp932": ("日文（Shift-JIS）", _JAPANESE),
    "cp950": (
        "繁体中文（Big5）",
        frozenset(
            "台灣灣企業有限公司股份名稱零售製造電子商行號店從員人數年營收入資產總額上海金山新大中華國際科技貿易建設工程實業食品統一合"
            "成興隆福美光明東西南北高雄市縣區路街有是否無甲乙丙丁餐飲服務"
        ),
    ),
}
"""what else the bytes may be, and the letters that any list of firms has among its own then"""
_ODD = "[\u3040-\u30ff\ue000-\uf8ff]"
_SHIFTED = rb"\x1b\$[)(@-D]|\x1b\([JI]|~\{(?:[!-w][!-~])+~\}"
_MISREAD = (("cp1252", "utf-8"), ("latin-1", "utf-8"), ("gb18030", "utf-8"), ("latin-1", "gb18030"))
"""what a program took a text for, and what it was; then it was saved as UTF-8"""
_PLAIN = 0.5
"""how many letters are common ones where a text is read as what it was"""
_LOST = ("\ufffd", "锟斤拷")
_UTF8 = rb"(?:[\xe3-\xe9][\x80-\xbf][\x80-\xbf]){2,}"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What a text may be instead, what stands `before` the place, and the letters that say so."""

    what: str
    before: bytes
    shown: str
    expected: str = SAVE_AS

    def told(self, line: int) -> Fault:
        """As a warning that names the line."""
        return Fault(self.what, tell("第 {line} 行", line=line), self.shown, tell(self.expected))


def of_gb18030(content: bytes, text: str) -> Suspicion | None:
    """Bytes that GB18030 takes, and what it makes of them: Korean, Japanese, Big5, or anything not in Chinese."""
    foreign = _foreign(text)
    if not foreign:
        return None
    if name := _rival(content, _share(foreign)):
        return _found(tell("按 GB18030（GBK）读取，但更像{name}", name=name), text, foreign)
    common = foreign.encode("gb2312", "ignore").decode("gb2312")
    known = set(common)
    rare = [char for char in foreign if char not in known] if len(common) < 0.8 * len(foreign) else []
    if rare and _in_big5("".join(rare)):
        what = tell("按 GB18030（GBK）读取，其中有简体以外的字：若不是繁体字，就是别的编码")
        return _found(what, text, "".join(rare))
    if odd := "".join(rare or re.findall(_ODD, foreign)):
        return _found(tell("按 GB18030（GBK）读取，但有不像中文的字，可能是别的编码"), text, odd)
    letters = [char for char in foreign if char.isalpha()]
    if len(letters) > _FEW and _share(letters) < _LEAST_COMMON:
        return _found(tell("按 GB18030（GBK）读取，但几乎没有常用字，可能是别的编码"), text, foreign)
    return None


def of_windows(text: str) -> Suspicion:
    """What Windows-1252 makes of bytes, nearly all of which it takes: the letters are for the reader to judge."""
    foreign = _foreign(text)
    return _found(tell("按 Windows-1252（西欧）读取，请核对其中的字母"), text, foreign)


def of_shifts(content: bytes) -> Suspicion | None:
    """Plain ASCII with the escapes by which ISO-2022 and HZ change over to other letters."""
    if b"\x1b" not in content and (b"~" not in content or b"~{" not in content):  # one byte is found in a tenth
        return None
    found = re.search(_SHIFTED, content)
    what = tell("有换码符，像是 ISO-2022 或 HZ 编码，其中的字没有认出来")
    return found and Suspicion(what, content[: found.start()], found[0][:8].decode("ascii", "replace"))


def of_damage(content: bytes) -> Suspicion | None:
    """UTF-8 in which letters were lost before: each is a replacement character, or two of them read as GBK."""
    marks = (mark.encode() for mark in _LOST)
    places = [at for mark in marks if mark[:1] in content and (at := content.find(mark)) >= 0]
    if not places:
        return None
    start, line = line_around(content, min(places))
    what, expected = tell("有已经损坏的字，是以前转换编码时丢的"), _EXPORT
    return Suspicion(what, content[:start], line.decode()[:_MOST_SHOWN], expected)


def of_misread(text: str) -> Suspicion | None:
    """UTF-8 of letters that another program made by reading a list in the wrong encoding: `ç”²å…¬å¸`, `鐢插叕鍙`."""
    foreign = _foreign(text)
    if len(foreign) <= _FEW or _share(foreign) >= _LEAST_COMMON:
        return None
    for taken_for, truly in _MISREAD:
        meant = foreign.encode(taken_for, "ignore").decode(truly, "ignore")
        if len(meant) > _FEW // 2 and _share(meant) > _PLAIN:
            what = tell("像是以前按错的编码打开过又存成 UTF-8，字已经变了样")
            return _found(what, text, foreign, _EXPORT)
    return None


def of_utf8(content: bytes) -> Suspicion | None:
    """A line of UTF-8 among lines of GB18030."""
    for found in re.finditer(_UTF8, content):
        start, line = line_around(content, found.start())
        if is_utf8_line(line):
            what = tell("前面按 GB18030（GBK）读取，这一行却像 UTF-8：文件里混有两种编码")
            return Suspicion(what, content[:start], found[0].decode()[:8])
    return None


def is_utf8_line(line: bytes) -> bool:
    """True of a line that is more likely UTF-8 than GB18030."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return False
    return _share(re.findall(NOT_ASCII, text)) > _share(re.findall(NOT_ASCII, line.decode("gb18030", "replace")))


def line_around(content: bytes, at: int) -> tuple[int, bytes]:
    """Where the line of a byte begins, and the line."""
    ends = [end for end in (content.find(b"\n", at), content.find(b"\r", at)) if end >= 0]
    start = max(content.rfind(b"\n", 0, at), content.rfind(b"\r", 0, at)) + 1
    return start, content[start : min(ends, default=len(content))]


def _foreign(text: str) -> str:
    """The letters that are not ASCII, down to a number of stretches."""
    return "".join(found[0] for found in islice(re.finditer(NOT_ASCII, text), _MOST_LOOKED_AT))


def _rival(content: bytes, share: float) -> str:
    """What the bytes are more likely, if `share` of the letters are common in Chinese; "" if nothing."""
    for codec, (name, common) in _RIVALS.items():
        try:
            letters = "".join(re.findall(NOT_ASCII, content.decode(codec)))
        except UnicodeDecodeError:
            continue
        if _share(letters, common) > max(share, _LEAST_COMMON):
            return tell(name)
    return ""


def _in_big5(letters: str) -> bool:
    """True of letters that may all be traditional ones."""
    return letters.encode("big5", "ignore").decode("big5") == letters


def _share(letters: Iterable[str], common: frozenset[str] = _COMMON) -> float:
    """How many of the letters are common ones."""
    whole = "".join(letters)
    return sum(char in common for char in whole) / max(len(whole), 1)


def _found(what: str, text: str, odd: str, expected: str = SAVE_AS) -> Suspicion:
    return Suspicion(what, text[: text.index(odd[0])].encode(), "".join(dict.fromkeys(odd))[:8], expected)
