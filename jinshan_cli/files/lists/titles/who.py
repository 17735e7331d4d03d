"""Who a firm is: the headings of its name, its code and the file that it was read from, and how these are compared."""

import re

from jinshan_cli.core.facts import named
from jinshan_cli.core.written.writing import EXCEL_ERROR, NOBODY
from jinshan_cli.files.lists.titles.naming import says, trim

NAMES = (
    *("name", "企业名称", "公司名称", "单位名称", "名称", "企业名", "公司名", "企业", "公司", "商户名称", "纳税人名称"),
    *(
        "企业全称",
        "公司全称",
        "单位全称",
        "主体名称",
        "市场主体名称",
        "法人单位名称",
        "单位详细名称",
        "经营主体名称",
        "用人单位名称",
        "申报单位名称",
        "申报企业名称",
        "申报单位",
        "申报企业",
        "客户名称",
        "店铺名称",
        "门店名称",
        "姓名",
        *("company", "companyname", "company_name", "enterprise_name", "ent_name", "firm", "firm_name", "qymc", "dwmc"),
    ),
)
"""headers of the firm's name as `fold` makes them, the best first"""
CODES = (
    *("统一社会信用代码", "社会信用代码", "统一信用代码", "社会统一信用代码", "信用代码", "uscc", "tyshxydm"),
    *(
        "统一社会信用代码/组织机构代码",
        "组织机构代码/统一社会信用代码",
        "统一社会信用代码/税号",
        "纳税人识别号",
        "税号",
    ),
)
"""headers of the code that a firm has once, the best first"""
CODE_LIKE = r"^(?:[A-Za-z-]*[0-9]){8}[A-Za-z0-9-]*$"
"""letters and digits, of these at least as many as an old code of organizations has: 12345678-9"""
_LIKE_NAME = r"(?:名称?|全称|户名|(?<!计量)(?<!金额)单位|企业|公司|主体|(?i:name))\s*(?:[(（\[［【].*[)）\]］】])?$"
FILES = ("file", "文件")
"""headers of the file that a firm was read from"""


def tells_who(title: str) -> bool:
    """True of a heading of names or codes, trimmed or not."""
    return says(trim(title), (*NAMES, *CODES))


def may_name(title: str) -> bool:
    """True of a heading that ends as one of names does: 借款企业, 被担保单位名称."""
    return bool(re.search(_LIKE_NAME, trim(title)))


def who(written: object) -> str:
    """A name or a code as it is compared: narrow, no spaces or case, no hyphens in a code; "" of 无, 不详, #REF!."""
    text = named(str(written or ""))
    if "-" in text and re.search(CODE_LIKE, text):
        return text.replace("-", "")
    return "" if text in NOBODY or re.fullmatch(EXCEL_ERROR, text, re.IGNORECASE) else text
