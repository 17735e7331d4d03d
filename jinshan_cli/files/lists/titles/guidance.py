"""What templates say below a heading of how its cells are to be filled in, and of rows that are examples.

Patterns for a whole cell, for Python and for Polars.
"""

import re
from collections.abc import Iterable

WORD = (
    r"(?:(?:非\s*)?必\s*[填选]项?|选\s*填项?|可\s*[选空]|自动(?:生成|计算)|下\s*拉(?:\s*选\s*[择项]|菜单|框)?|[单多]\s*选(?:\s*[择项])?"
    r"|文\s*[本字]|数\s*[字值]|[整小]\s*数|日\s*期|年\s*月\s*日|全\s*称|是\s*[/／、或]\s*否|有\s*[/／、或]\s*无|[0-9]+\s*位(?:数字|代码|编码|字符)?)"
    r"(?:\s*[（(].*[）)])?"
)
_SENTENCE = r"请\s*(?:按|填|输入|选|勾|参照|如实|根据|在|从|以|与).*|[同与按]\s*营业执照.*"
EXAMPLE = (
    r"[（(【\[]?\s*(?:填[写报表]\s*)?(?:[示样范举]\s*例(?:公司|企业|单位|行)?\s*(?:[:：）)】\]].*)?|例\s*如?\s*[:：].*)"
)
GUIDE = rf"{WORD}|{_SENTENCE}"
"""of the cell that names the firm; so may a shop be called, which has figures: 请按摩店"""
_FIGURE = r"\s*(?:数\s*[字值]|[整小]\s*数|[必选]\s*填)\s*[（(,，、:：/／]\s*(?:单位\s*[:：])?([^（()）]+)[）)]?\s*"
_GUIDED = rf"\s*[（(]?(?:{GUIDE})[）)]?\s*"


def is_guidance(cell: str) -> bool:
    """True of a cell that says how those below it are to be filled in, and nothing else."""
    return bool(re.fullmatch(_GUIDED, cell))


def is_all_guidance(cells: Iterable[str]) -> bool:
    """True of a row of such cells, some of which may be empty."""
    told = [cell for cell in cells if cell.strip()]
    return bool(told) and all(map(is_guidance, told))


def unit_told(cell: str) -> str:
    """What stands in the brackets of 数字（万元）, as a cell of its own; else the cell."""
    found = re.fullmatch(_FIGURE, cell)
    return found[1] if found else cell
