"""How a value may be written: the tokens and the grammar, for the reader of one value and of whole columns.

A number is taken apart in three steps; no pattern needs more than Rust's engine has (tested with Polars):
1. `——` is one dash, `GLYPHS` makes characters narrow and small, `BROKEN` finds a space inside digits, then
   spaces go;
2. `WRITING`, with a group for each part (the second amount's begin with `upper_`):

       writing = [before] amount [after | to amount]      ≥500万   300人以下   约3亿左右   100-299
       amount  = [mark] digits ["e" exponent] [times] [unit]         ¥3,200.5万元   1.2e7   120人
       mark    = [sign] [currency] [sign]                 any sign is refused, and says why

   `before` and `after` go together only as 约 and 左右; with `to` there is neither;
3. `DIGITS`: 1200, 1,200, 0.5 or .5; whole and decimals are one number times a power of ten.

A bare lower end takes times and unit of the upper end. Times or unit win over the header's.
"""

import re
from collections.abc import Iterable
from typing import Literal

LONGEST = 200
"""characters of a written value"""
LIMIT = 10**15
"""the greatest number, in yuan or persons"""

Relation = Literal["=", ">=", ">", "<=", "<", "~", "-~", "+~"]
"""`~` is ±10 %, rounded outward; `-~` and `+~` its lower and its upper half, the number itself among them"""

LONG_DASH = "——"
GLYPHS = {
    **{chr(code + 0xFEE0): chr(code).lower() for code in range(0x21, 0x7F)},
    **{chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)},
    **dict.fromkeys("\t\n\v\f\r\u00a0\u2002\u2003\u2007\u2009\u200b\u202f\u3000\ufeff", " "),
    **dict.fromkeys("—–−‐‑―", "-"),
    **dict.fromkeys("〜∼", "~"),
    **{
        "萬": "万",
        "億": "亿",
        "￥": "¥",
        "≧": "≥",
        "≦": "≤",
        "⩾": "≥",
        "⩽": "≤",
        "﹤": "<",
        "﹥": ">",
        "〈": "<",
        "〉": ">",
        "【": "[",
        "】": "]",
    },
}
FROM_PROGRAMS = frozenset({"None", "NONE", "NULL", "Null", "null", "NaN", "nan", "NAN", "NaT", "<NA>"})
"""as programs write what they do not know; an option of this name is meant by its label"""
UNKNOWN = frozenset(
    {
        *("", "-", "--", "/", "n/a", "na", "不详", "未知", "不清楚", "不知道"),
        *("未填", "未填写", "未报", "未提供", "待核", "待核实", "待定", "待补", "暂缺", "暂无"),
        *(word.lower() for word in FROM_PROGRAMS),
    }
)
UNKNOWN_NUMBER = UNKNOWN - {"nan"}
"""of a number: that it is none is no way to say so"""
YES = frozenset({"是", "有", "对", "是的", "√", "✓", "✔", "y", "yes", "t", "true", "1", "1.0"})
NO = frozenset({"否", "无", "错", "×", "✗", "✘", "x", "n", "no", "f", "false", "0", "0.0", "没有", "不是"})
NOBODY = UNKNOWN | NO
"""where a name or a code stands: there is none"""
EXCEL_ERROR = r"#(?:[A-Z][A-Z0-9/_]*[!?]|N/A|GETTING_DATA)|Err:[0-9]{3}"
"""#REF!, #DIV/0!, #NAME?, those of newer functions, and LibreOffice's own: no value, and nobody's name or code"""
SOME = "有"
"""of a number: at least its smallest unit"""
NOTHING = frozenset({"无", "没有"})
"""of a number: 0"""

CURRENCY = ("¥", "人民币", "rmb", "cny")
TIMES = {
    **{"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7},
    **{"亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12},
    **{"w": 4, "个亿": 8},
}
"""powers of ten"""
_FIGURES = ("百", "千")
YUAN = "元"
OF_MONEY = (YUAN, "块", "块钱", "元整", "圆")
COUNTED = {
    **{
        unit: (unit, "个")
        for unit in ("人次", "户", "项", "件", "套", "台", "次", "间", "所", "处", "座", "条", "张", "份")
    },
    **{unit: (unit, "个") for unit in ("艘", "架", "头", "只", "匹", "株", "棵", "岁", "批", "场", "种", "款")},
    **{unit: (unit,) for unit in ("年", "个月", "天", "小时", "亩", "公顷", "平方米", "公里", "吨", "公斤", "千瓦")},
    **{
        "人": ("人", "名", "位", "个", "个人", "口人", "号人"),
        "家": ("家", "个", "户"),
        "辆": ("辆", "台", "部"),
        "个": ("个",),
    },
}
"""by a count's own unit, the units it may be written with; an edition may use any of these"""
UNITS = (*OF_MONEY, *dict.fromkeys(unit for units in COUNTED.values() for unit in units))
TO = ("-", "~", "至", "到")
BEFORE: dict[str, Relation] = {
    **dict.fromkeys(("≥", ">=", "大于等于", "不小于", "不低于", "不少于", "至少", "最少"), ">="),
    **dict.fromkeys((">", "大于", "超过", "高于", "多于", "超", "过", "逾"), ">"),
    **dict.fromkeys(("≤", "<=", "小于等于", "不大于", "不高于", "不多于"), "<="),
    **dict.fromkeys(("不超过", "至多", "最多", "最高"), "<="),
    **dict.fromkeys(("<", "小于", "不足", "不到", "不满", "低于", "少于"), "<"),
    **dict.fromkeys(("约", "大约", "大概", "大概有", "约莫", "差不多", "估计"), "~"),
    **dict.fromkeys(("近", "将近", "接近", "快", "快到", "小"), "-~"),
}
AFTER: dict[str, Relation] = {
    **dict.fromkeys(("以上", "及以上", "(含)以上", "以上(含)", "起", "往上"), ">="),
    **dict.fromkeys(("以下", "及以下", "(含)以下", "以下(含)", "以内"), "<="),
    **dict.fromkeys(("左右", "上下"), "~"),
    "不到": "<",
    "出头": "+~",
}


def figures_below(power: int) -> list[str]:
    """Of `TIMES` what only writes a figure below a header in that power of ten: 5千 in 万元 is 五千, 5000 of them; but
    in 千元 it is the header's own unit said again, as 5万 is in 万元."""
    return [times for times in _FIGURES if TIMES[times] != power]


def _one_of(tokens: Iterable[str]) -> str:
    return "|".join(map(re.escape, tokens))


_UNIT = rf"(?P<times>{_one_of(TIMES)})?(?P<unit>{_one_of(UNITS)})?"
_MARK = rf"(?P<mark>[+-]?(?:{_one_of(CURRENCY)})?[+-]?)"
_AMOUNT = rf"{_MARK}(?P<digits>[0-9.,]+)(?:e(?P<exponent>[+-]?[0-9]+))?{_UNIT}"
_UPPER = _AMOUNT.replace("?P<", "?P<upper_")

BROKEN = r"[0-9.,e] +[0-9.,e]"
WRITING = rf"^(?P<before>{_one_of(BEFORE)})?{_AMOUNT}(?:(?P<after>{_one_of(AFTER)})|(?P<to>{_one_of(TO)}){_UPPER})?$"
DATE = r"^[0-9]{4}(?:-[0-9]{1,2}-|/[0-9]{1,2}/|\.[0-9]{1,2}\.|年[0-9]{1,2}月)[0-9]{1,2}"
"""begins a date, and no number"""
DIGITS = r"^(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.(?P<decimals>[0-9]+))?$"
_APART = r"\-－—–_＿:：,，"
"""between a name and its unit, for a character class"""
HEADER = (
    r"(?s)(?P<name>.*?\S)\s*(?:[(（\[［【](?P<inside>[^()（）]*)[)）\]］】]|[/／](?P<after>[^/／]*)"
    rf"|(?:[{_APART}]+\s*|(?<=\s))(?P<behind>(?:单位[:：]?)?[^\s{_APART}]*))\s*"
)
HEADER_UNIT = rf"(?:单位:?)?(?P<mark>{_one_of(CURRENCY)})?{_UNIT}"

ONLY_YUAN = "只接受人民币"
"""of money: another currency; beside a count it is no unit of its own"""
OTHER_MONEY = r"[$€£]|美元|美金|港元|港币|欧元|日元|日圆|英镑|usd|eur|hkd|jpy|gbp"
OTHER_UNIT = rf"(?:{_one_of(TIMES)})?(?:{OTHER_MONEY})"
HINTS = (
    (r"[%‰]|百分", "不接受百分比", "写数值本身，如 3200万"),
    (r"nan|inf|∞|无穷", "不是有限的数", "写具体的数，不清楚就留空"),
    (r"[^\D0-9]", "数字只能用 0-9（全角也可）", ""),
    (r"_", "数字里不能有下划线", "如 1200 或 1,200"),
    (OTHER_MONEY, ONLY_YUAN, "折成人民币，如 3200万"),
    (r"^\(", "带括号的数可能是负数", "去掉括号"),
    (r"[0-9]\D*\+$", "无法识别末尾的加号", "写“以上”，如 100以上"),
    (r"以[上下].*以[上下]|[≥≤<>].*[≥≤<>]", "上下限不能这样连写", "写成范围，如 100-299"),
)
"""for a number that `WRITING` does not know: the pattern of what was meant, why not, what to write"""


def units_of(money: bool, unit: str) -> tuple[str, ...]:
    """The units that a sum of money, or a count in `unit`, may be written with."""
    return OF_MONEY if money else COUNTED.get(unit, (unit, *UNITS[len(OF_MONEY) :]))


def narrow(text: str) -> str:
    """The text in narrow, small characters, as step 1 has it; its spaces stay."""
    return text.replace(LONG_DASH, "-").translate(_GLYPHS)


_GLYPHS = str.maketrans(GLYPHS)
