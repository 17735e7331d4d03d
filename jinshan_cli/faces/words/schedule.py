"""When an activity's entry is on, in words: the source's own where it has them, and never more exact than it is."""

from jinshan_cli.core.activity import Entry
from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.faces.words import labels
from jinshan_cli.use.tables.activities import Occasion

UNDATED = "日期未载明"
_DAYS = Words({"MO": "周一", "TU": "周二", "WE": "周三", "TH": "周四", "FR": "周五", "SA": "周六", "SU": "周日"})


def say_when(entry: Entry) -> str:
    """`2023-02-01 至 2023-02-02`, `5 月`, `秋季（日期未载明）`, `日期未载明`."""
    if entry.starts is None:
        return (
            tell("{stated}（{undated}）", stated=entry.stated, undated=tell(UNDATED)) if entry.stated else tell(UNDATED)
        )
    return entry.stated or " ".join(filter(None, (_say_span(entry), _say_rhythm(entry))))


def say_undated(entries: int) -> str:
    """How many of some entries have no day, to be put behind their number; empty if each has one."""
    return tell("，其中 {undated} 条{what}", undated=entries, what=tell(UNDATED)) if entries else ""


def say_occasion(occasion: Occasion) -> str:
    """An activity that a result points to, in one line: when, what, who."""
    activity = occasion.activity
    return tell(
        "{when}：{what}（{departments}）",
        when=say_when(occasion.entry),
        what=occasion.entry.what,
        departments=labels.say_departments(activity),
    )


def _say_span(entry: Entry) -> str:
    if entry.ends is None:
        return tell("{starts} 起", starts=entry.starts)
    return (
        str(entry.starts)
        if entry.starts == entry.ends
        else tell("{starts} 至 {ends}", starts=entry.starts, ends=entry.ends)
    )


def _say_rhythm(entry: Entry) -> str:
    if entry.repeats is None:
        return ""
    if entry.repeats == "monthly":
        return tell("每月")
    return tell("每") + tell("、").join(_DAYS[day] for day in entry.weekdays) if entry.weekdays else tell("每周")
