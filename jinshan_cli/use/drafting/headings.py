"""The columns of a table of policies by their headings, in the variants that districts print."""

import re
from collections.abc import Sequence
from typing import Literal

from jinshan_cli.core.written.writing import narrow
from jinshan_cli.files.documents.blocks import Cell

Role = Literal[
    "measure", "content", "departments", "novelty", "channel", "uptake", "phones", "number", "schedule",
    "partners", "title", "target", "standard", "conditions", "period", "claim", "materials", "basis", "remark",
]  # fmt: skip

_WORDS: tuple[tuple[Role, str], ...] = (
    ("number", r"序号|编号|项号|条目号|No\.?"),
    ("schedule", r"具体内容|具体安排|时间节点|时间安排|活动安排|工作安排|进度安排|实施计划"),
    ("phones", r".*电话.*|联系方式|咨询方式|联系人.*"),
    ("uptake", r"(是否)?(免申即享|即申即享|免审即享|直达快享)(情况|方式|政策)?|是否.*即享|享受方式|申享方式|兑现方式|享受类型"),
    ("novelty", r".*(延续|新增|存量|原有).*政策?.*|是否新(增)?政策|政策(性质|属性|类型)|新旧.*"),
    ("channel", r"(办理|申报|申请|受理|兑现|经办|咨询)?(渠道|途径|平台|地点|入口|窗口)|(办理|申报|申请|受理)(方式|方法|流程)"),
    ("claim", r"(申报|申请|受理|办理|兑现)(时间|时限|期限|日期|时段).*"),
    ("period", r"(政策)?(有效|执行|实施|适用|起止|完成)(期|期限|时间|日期|时限)|[时期]限"),
    ("partners", r"(配合|协办|协助|协同|参与|会办)(责任)?(单位|部门).*"),
    ("departments", r"(责任|牵头|主管|负责|主责|实施|承办|兑现|经办|制定|解释|职能|归口|牵头责任)(单位|部门|科室|处室).*|部门|单位"),
    ("target", r"(支持|适用|扶持|享受|补贴|奖励|奖补|兑现|资助|申报|受益|政策|服务|补助)?(对象|范围|主体|群体)"),
    ("conditions", r"(申报|申请|支持|享受|补贴|奖励|准入|认定)?(条件|门槛|要求)"),
    ("standard", r"(支持|补贴|奖励|扶持|补助|资助|奖补|扶持|兑现)?(标准|额度|金额|力度|比例)"),
    ("materials", r"(所需|申报|申请|提交)?(材料|资料).*"),
    ("basis", r"(政策|文件)?(依据|来源|出处|文号)|文件(名称)?"),
    ("remark", r"备注|说明|其他"),
    ("title", r"(政策|条款|项目|事项|补贴|奖励)(名称|标题|事项)|名称|事项"),
    ("content", r".*(政策|措施|支持|扶持|任务|活动|条款|项目|奖补|惠企|工作)(的)?(主要)?(内容|措施|条款|举措|要点)|主要内容|内容|(具体|优惠|惠企|扶持|支持|奖励|兑现|主要)(政策|措施|举措|内容)|政策点|政策|措施|条款|任务|举措"),
    ("measure", r"(行动|工作|实施)?方案|(政策|措施|任务|工作|事项|行动|条款)?(类别|分类|大类|板块|领域|方向|类型|专题)|重点(任务|工作|领域|行动)|主要任务|.{0,4}行动"),
)  # fmt: skip
_PATTERNS = tuple((role, re.compile(words, re.IGNORECASE)) for role, words in _WORDS)
_NUMBERED = re.compile(r"[一二三四五六七八九十]+[、.．]|[（(]|\d+\s*[.、．]")
"""begins an item or a section, not a heading of a column"""
_LONGEST = 24
BODY: tuple[Role, ...] = ("content", "standard", "title")
"""roles of which a table of items has at least one"""


def role_of(heading: str) -> Role | None:
    """What a column is for by its heading; None if it is not one that we know."""
    if _NUMBERED.match(heading):
        return None
    bare = re.sub(r"[（(].*?[)）]|[\s:：*／/、]", "", narrow(heading))
    if not 1 < len(bare) <= _LONGEST:
        return None
    return next((role for role, words in _PATTERNS if words.fullmatch(bare)), None)


def columns_of(row: Sequence[Cell]) -> dict[Role, int]:
    """The column of each role if the row is a heading of a table of items; empty if it is not."""
    found: dict[Role, int] = {}
    own = [(i, cell) for i, cell in enumerate(row) if cell.text and not cell.from_left]
    for i, cell in own:
        role = role_of(cell.text)
        if role is not None and role not in found:
            found[role] = i
    known = sum(role_of(cell.text) is not None for _, cell in own)
    if known < 2 or known * 2 < len(own):
        return {}
    if "content" not in found and "measure" in found and not set(BODY) & set(found):
        found["content"] = found.pop("measure")
    return found if set(BODY) & set(found) else {}
