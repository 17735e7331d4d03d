"""Numbers in Chinese words: 十二, 一百零三, 贰拾万."""

_DIGITS = "零一二三四五六七八九"
_FORMAL = str.maketrans("〇两壹贰叁肆伍陆柒捌玖拾佰仟", "零二一二三四五六七八九十百千")
_TENS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
CHINESE = "[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]"
"""of a pattern: a character of such a number"""


def number_in_words(words: str) -> int:
    """The number of 12, 十二, 一百零三, 贰拾万; 0 if it is none."""
    if words.isdecimal():
        return int(words)
    total = section = digit = 0
    for char in words.translate(_FORMAL):
        if char in _DIGITS:
            digit = _DIGITS.index(char)
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        elif char in _LARGE:
            total = (total + section + digit) * _LARGE[char] if char == "亿" else total + (section + digit) * 10**4
            section = digit = 0
        else:
            return 0
    return total + section + digit


def as_money(yuan: int) -> str:
    """A sum as a rule writes it: 10万, 1亿, 2500; empty for none."""
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if yuan and yuan % size == 0:
            return f"{yuan // size}{unit}"
    return str(yuan) if yuan else ""
