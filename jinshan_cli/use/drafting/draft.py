"""A whole document as the draft of an edition, after the facts of an edition that is like it."""

import re
from collections import Counter
from dataclasses import dataclass

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.policy import Edition, Novelty, Uptake
from jinshan_cli.files.documents.blocks import Document, Paragraph
from jinshan_cli.use.drafting.articles import items_of_articles
from jinshan_cli.use.drafting.contacts import channel_of, departments_of, novelties_of, phones_of, uptake_of
from jinshan_cli.use.drafting.items import Item, bare_heading, measures_of, numeral_of
from jinshan_cli.use.drafting.promises.benefits import Asked, Proposal, benefits_of
from jinshan_cli.use.drafting.promises.figures import Figure, figures_of
from jinshan_cli.use.drafting.promises.names import Names
from jinshan_cli.use.drafting.promises.numerals import number_in_words
from jinshan_cli.use.drafting.promises.times import PlannedEntry, schedule_of
from jinshan_cli.use.drafting.tables import items_of_tables

OPEN = "（待填）"
_YEAR = re.compile(r"(20\d{2})\s*年")
_CALLED = re.compile(
    r"(?:措施|办法|政策|清单|方案|任务表|分工表|一览表|意见|规定|细则|条款|汇编|指南|目录)(?:[（(].*[）)])?$"
)
_RESPONSIBLE = re.compile(r"[（(]?(?:责任|牵头|主管|负责|实施)(?:单位|部门)\s*[:：]\s*(?P<who>[^）)。\n]+)[）)。]?")
_PLACE = re.compile(
    r"(?:关于)?((?:[\u4e00-\u9fff]{2,6}?市)?[\u4e00-\u9fff]{2,8}?(?:新区|高新区|开发区|自治县|区|县|市))"
)


@dataclass(frozen=True)
class PolicyDraft:
    """One item with what its columns say and what its sentences promise."""

    item: Item
    measure: int
    departments: tuple[str, ...]
    channel: str
    uptake: Uptake
    phones: tuple[str, ...]
    contact_note: str | None
    novelties: tuple[Novelty, ...]
    """of each benefit"""
    benefits: tuple[Proposal, ...]


@dataclass(frozen=True)
class ActivityDraft:
    """One item of a second table."""

    item: Item
    measure: str
    departments: tuple[str, ...]
    schedule: tuple[PlannedEntry, ...]


@dataclass(frozen=True)
class Draft:
    """What a document becomes; whatever is not sure is a todo of a benefit."""

    title: str
    year: int
    district: str
    measures: tuple[tuple[int, str], ...]
    policies: tuple[PolicyDraft, ...]
    activities: tuple[ActivityDraft, ...]
    asked: tuple[Asked, ...]
    like: Edition

    @property
    def todos(self) -> int:
        """How many benefits have something open."""
        return sum(bool(benefit.todos) for policy in self.policies for benefit in policy.benefits)


def draft_of(document: Document, like: Edition, where: str) -> Draft:
    """The draft of a document. Raises InputError: it has neither a table of items nor articles."""
    items = _items(document, where)
    title = _title(document)
    year = _year(title, items, like)
    names = Names(like)
    policies = [item for item in items if not item.is_activity]
    measures, numbers = _measures(policies, title)
    drafts = tuple(_policy(item, numbers[item.measure], names, year) for item in policies)
    activities = [item for item in items if item.is_activity]
    meant = measures_of(activities)
    place = _PLACE.search(title)
    return Draft(
        title,
        year,
        place[1] if place else OPEN,
        measures,
        drafts,
        tuple(_activity(item, meant.get(item.measure, item.measure), year) for item in activities),
        tuple(benefit.asked for policy in drafts for benefit in policy.benefits if benefit.asked),
        like,
    )


def _title(document: Document) -> str:
    """What the document is called: of its short lines the first that says so, else the first."""
    lines = [block.text for block in document[:40] if isinstance(block, Paragraph) and 3 < len(block.text) <= 60]
    lines = [line for line in lines if not line.endswith(("。", "；")) and not numeral_of(line)]
    return next((line for line in lines if _CALLED.search(line)), lines[0] if lines else OPEN)


def _items(document: Document, where: str) -> list[Item]:
    items, unknown = items_of_tables(document)
    if not [item for item in items if not item.is_activity]:
        items += items_of_articles(document)
    if items:
        return items
    if unknown:
        expected = "至少要有“政策内容”和“责任单位”两列；请把表头改成通用的名称后再试"
        raise InputError([Fault("表格的列认不出来，看到的表头是", where, "；".join(unknown[:3]), expected)])
    expected = "应有政策表（行动方案、政策内容、责任单位……），或“第一条”“（一）”这样的条文"
    raise InputError([Fault("没有找到政策表，也没有找到条文", where, expected=expected)])


def _year(title: str, items: list[Item], like: Edition) -> int:
    if found := _YEAR.search(title):
        return int(found[1])
    counts = Counter(found for item in items for found in _YEAR.findall(item.text))
    return int(counts.most_common(1)[0][0]) if counts else like.header.year


def _measures(items: list[Item], title: str) -> tuple[tuple[tuple[int, str], ...], dict[str, int]]:
    """The measures, and by each heading as printed its number."""
    meant = measures_of(items)
    numbers: dict[str, int] = {}
    found: dict[int, str] = {}
    for item in items:
        heading = meant.get(item.measure, item.measure)
        if heading not in numbers:
            own = number_in_words(numeral_of(heading))
            number = own if own and own not in found else max(found, default=0) + 1
            numbers[heading] = number
            found[number] = bare_heading(heading) or title
        numbers[item.measure] = numbers[heading]
    return tuple(sorted(found.items())), numbers


def _policy(item: Item, measure: int, names: Names, year: int) -> PolicyDraft:
    cells = item.cells
    benefits = benefits_of(item.number, item.text, names, year)
    uptake = uptake_of(cells.get("uptake", ""))
    phones, note = phones_of(cells.get("phones", ""))
    novelties = novelties_of(cells.get("novelty", ""))
    named = _RESPONSIBLE.search(item.text)
    departments = departments_of(cells.get("departments", "") or (named["who"] if named else ""))
    channel = channel_of(cells.get("channel", ""))
    missing = [
        words
        for words, there in (
            ("责任单位", departments),
            ("办理渠道", channel),
            ("是否即申即享", uptake),
            ("新旧", novelties),
        )
        if not there
    ]
    for benefit in benefits:
        if missing:
            benefit.todos.append(f"原文未写明：{'、'.join(missing)}")
    return PolicyDraft(
        item, measure, departments or (OPEN,), channel or OPEN, uptake or "reviewed", phones, note,
        tuple(_novelties(novelties, cells.get("novelty", ""), benefits)), tuple(benefits),
    )  # fmt: skip


def _novelties(found: list[Novelty], text: str, benefits: list[Proposal]) -> list[Novelty]:
    if len(found) == len(benefits):
        return found
    if len(set(found)) > 1:
        for benefit in benefits:
            benefit.todos.append(f"新旧不一：{' '.join(text.split())}")
    return [found[0] if found else "new"] * len(benefits)


def _activity(item: Item, measure: str, year: int) -> ActivityDraft:
    plan = schedule_of(item.cells.get("schedule", ""), year) or [PlannedEntry(item.text)]
    return ActivityDraft(item, measure, departments_of(item.cells.get("departments", "")) or (OPEN,), tuple(plan))


def open_figures(policy: PolicyDraft) -> list[tuple[Figure, bool]]:
    """Every figure and date of an item in its order, and whether a field of the draft holds it."""
    held = " ".join(
        " ".join((benefit.amount, benefit.when, *benefit.unchecked, benefit.window.words if benefit.window else ""))
        for benefit in policy.benefits
    )
    used = {figure.words for benefit in policy.benefits for figure in benefit.used}
    flat = re.sub(r"\s", "", held)
    return [
        (figure, figure.words in used or re.sub(r"\s", "", figure.words) in flat)
        for figure in figures_of(policy.item.text)
    ]
