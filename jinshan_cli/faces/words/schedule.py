"""When an activity's entry is on, in words: the source's own where it has them, and never more exact than it is."""

from jinshan_cli.core.activity import Entry
from jinshan_cli.faces.words import labels
from jinshan_cli.use.tables.activities import Occasion

UNDATED = "日期未载明"
_DAYS = {"MO": "一", "TU": "二", "WE": "三", "TH": "四", "FR": "五", "SA": "六", "SU": "日"}


def say_when(entry: Entry) -> str:
    """`2023-02-01 至 2023-02-02`, `5 月`, `秋季（日期未载明）`, `日期未载明`."""
    if entry.starts is None:
        return f"{entry.stated}（{UNDATED}）" if entry.stated else UNDATED
    return entry.stated or " ".join(filter(None, (_say_span(entry), _say_rhythm(entry))))


def say_occasion(occasion: Occasion) -> str:
    """An activity that a result points to, in one line: when, what, who."""
    activity = occasion.activity
    return f"{say_when(occasion.entry)}：{occasion.entry.what}（{labels.say_departments(activity)}）"


def _say_span(entry: Entry) -> str:
    if entry.ends is None:
        return f"{entry.starts} 起"
    return str(entry.starts) if entry.starts == entry.ends else f"{entry.starts} 至 {entry.ends}"


def _say_rhythm(entry: Entry) -> str:
    if entry.repeats is None:
        return ""
    if entry.repeats == "monthly":
        return "每月"
    return "每" + "、".join(f"周{_DAYS[day]}" for day in entry.weekdays) if entry.weekdays else "每周"
