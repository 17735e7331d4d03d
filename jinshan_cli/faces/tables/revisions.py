"""What two editions of the table differ in: as a record, and on a terminal."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.faces.tables.views import RevisionTable
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.wrapped import Wrapped
from jinshan_cli.use.tables.revisions import FieldChange, Revision, Subject, Turn

TURN: Words[Turn] = Words({"new": "新增", "gone": "取消", "changed": "变化"})
SUBJECT: Words[Subject] = Words(
    {
        "edition": "政策表",
        "policy": "政策",
        "benefit": "事项",
        "activity": "活动",
        "fact": "指标",
    }
)
FIELD: Words[str] = Words(
    {
        "id": "编号",
        "title": "名称",
        "year": "年份",
        "district": "地区",
        "source": "来源",
        "notice": "说明",
        "language": "语言",
        "currency": "货币",
        "parameters": "参数",
        "quantities": "通用的数",
        "conditions": "通用条件",
        "combinations": "合并计算",
        "checks": "填报核对",
        "sizes": "划型标准",
        "summary": "内容",
        "measure": "行动方案",
        "departments": "责任单位",
        "channel": "办理渠道",
        "uptake": "享受方式",
        "phones": "电话",
        "contact_note": "联系说明",
        "contacts": "分列的联系方式",
        "reading": "口径说明",
        "kind": "类别",
        "novelty": "新旧",
        "starts": "开始",
        "ends": "截止",
        "period": "事项期",
        "claim": "办理期",
        "pending": "待定细则",
        "when": "条件",
        "amount": "金额",
        "unchecked": "另需核定",
        "materials": "材料",
        "steps": "步骤",
        "link": "网址",
        "email": "邮箱",
        "suspended": "暂停",
        "todo": "草稿待定",
        "schedule": "安排",
        "label": "名称",
        "type": "类型",
        "options": "选项",
        "default": "默认",
        "derive": "推算",
        "notes": "备注",
        "tags": "标签",
        "group": "分组",
        "question": "问题",
        "help": "说明",
        "aliases": "别名",
        "screen": "勾选行",
        "having": "大于零即",
        "screen_yes": "勾选即",
        "screen_no": "不勾即",
        "history": "往年数",
        "plausible": "常见上限",
        "shared": "几项共有的名称",
        "classes": "分类标准",
        "ask_at": "在哪里查",
        "unit": "单位",
        "decimals": "小数位数",
    }
)
_CODES: dict[str, Mapping[Any, str]] = {"kind": labels.KIND, "novelty": labels.NOVELTY, "uptake": labels.UPTAKE}
_TOLD = ("summary", "amount", "period", "claim", "pending", "departments")
"""of what is new or gone"""
_BARE = Words({"amount": labels.UNQUANTIFIED, "period": "未载明", "claim": "未载明"})


def revisions_record(table: RevisionTable) -> dict[str, Any]:
    """The JSON of a comparison of editions."""
    revisions = table.revisions
    return {
        "before": revisions.before.header.id,
        "after": revisions.after.header.id,
        "changes": [_revision_record(row) for row in revisions.rows],
    }


def show_revisions(table: RevisionTable, console: Console) -> None:
    """Prints what is new, gone and changed, in the order of the table."""
    revisions = table.revisions
    before, after = revisions.before.header, revisions.after.header
    heading = tell(
        "{title}（{id}） → {title2}（{id2}）", title=before.title, id=before.id, title2=after.title, id2=after.id
    )
    console.print(Padding(Wrapped(clean(heading), "bold"), (0, 0, 1, 0)))
    if not revisions.rows:
        console.print(Text(tell("两版政策表没有差别。")))
    for row in revisions.rows:
        name = "" if row.subject == "edition" else f" {row.id} {row.title}"
        console.print(Wrapped(clean(f"{TURN[row.turn]}  {SUBJECT[row.subject]}{name}"), "bold"))
        for field in shown_fields(row):
            console.print(Padding(Wrapped(clean(_say(field, row.turn), keep_layout=True)), (0, 0, 0, 4)))


def shown_fields(row: Revision) -> tuple[FieldChange, ...]:
    """What to say of a revision: every change; of what is new or gone only what it gives."""
    if row.turn == "changed":
        return row.fields
    return tuple(field for field in row.fields if field.field in _TOLD)


def _say(field: FieldChange, turn: Turn) -> str:
    before, after = (_decode(field.field, words) for words in (field.before, field.after))
    if turn == "changed":
        return tell("{get}：{before} → {after}", get=FIELD.get(field.field, field.field), before=before, after=after)
    return tell("{get}：{words}", get=FIELD.get(field.field, field.field), words=after if turn == "new" else before)


def _decode(field: str, words: str) -> str:
    return _CODES.get(field, {}).get(words, words) or _BARE.get(field, tell("无"))


def _revision_record(row: Revision) -> dict[str, Any]:
    fields = [
        {"field": field.field, "before": field.before or None, "after": field.after or None} for field in row.fields
    ]
    return {
        "change": row.turn,
        "subject": row.subject,
        "number": row.number or None,
        "id": row.id,
        "title": row.title,
        "fields": fields,
    }
