"""A whole document as the draft of an edition, after the facts of an edition that is like it."""

import re
from collections import Counter
from collections.abc import Iterator

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.policy import Edition, Novelty, Uptake
from jinshan_cli.files.documents.blocks import Document
from jinshan_cli.use.drafting.articles import items_of_articles
from jinshan_cli.use.drafting.contacts import channel_of, departments_of, novelties_of, phones_of, uptake_of
from jinshan_cli.use.drafting.items import Item, bare_heading, measures_of, numeral_of
from jinshan_cli.use.drafting.promises.benefits import Proposal, benefits_of
from jinshan_cli.use.drafting.promises.figures import figures_of
from jinshan_cli.use.drafting.promises.names import Asked, Names
from jinshan_cli.use.drafting.promises.numerals import number_in_words
from jinshan_cli.use.drafting.promises.sentences import title_of
from jinshan_cli.use.drafting.promises.times import PlannedEntry, Window, schedule_of, windows_of
from jinshan_cli.use.drafting.tables import items_of_tables, lines_of
from jinshan_cli.use.drafting.validity import validity_of

OPEN = "（待填）"
_YEAR = re.compile(r"(20\d{2})\s*年")
_CALLED = re.compile(
    r"(?:措施|办法|政策|清单|方案|任务表|分工表|一览表|意见|规定|细则|条款|汇编|指南|目录)(?:[（(].*[）)])?$"
)
_RESPONSIBLE = re.compile(r"[（(]?(?:责任|牵头|主管|负责|实施)(?:单位|部门)\s*[:：]\s*(?P<who>[^）)。\n]+)[）)。]?")
_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,14}(?:局|委|办|中心|公司|会|院|所|部|处)")
_FOR_ALL = re.compile(r"不重复|就高|不得|没有读出的表格|不予|除外|不享受|失信|有效期|另行")
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

    @property
    def title(self) -> str:
        """A few words of it."""
        return title_of(self.item.text, 40)


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
    validity: Window
    """the days from which and to which the document says that it holds"""
    outside: tuple[str, ...]
    """lines outside tables and articles that name figures or say what holds for all"""

    @property
    def todos(self) -> int:
        """How many benefits have something open."""
        return sum(bool(benefit.todos) for policy in self.policies for benefit in policy.benefits)


def draft_of(document: Document, like: Edition, where: str) -> Draft:
    """The draft of a document. Raises InputError: it has neither a table of items nor articles."""
    items, unread = _items(document, where)
    lines = lines_of(document)
    title = _title(lines)
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
        tuple(asked for policy in drafts for benefit in policy.benefits for asked in benefit.asked),
        like,
        validity_of([*lines, *(item.text for item in items)], year),
        tuple(_outside([*lines, *unread], items, title)),
    )


def _outside(lines: list[str], items: list[Item], title: str) -> Iterator[str]:
    """Lines that are in no item, but name a figure or say for all when something is not given."""
    within = "\n".join((title, *(f"{item.measure}\n{item.text}" for item in items)))
    flat = re.sub(r"\s", "", within)
    for line in dict.fromkeys(lines):
        if re.sub(r"\s", "", line) not in flat and (figures_of(line) or _FOR_ALL.search(line)):
            yield line


def _title(found: list[str]) -> str:
    """What the document is called: of its short lines the first that says so, else the first."""
    lines = [line for line in found[:40] if 3 < len(line) <= 60]
    lines = [line for line in lines if not line.endswith(("。", "；")) and not numeral_of(line)]
    return next((line for line in lines if _CALLED.search(line)), lines[0] if lines else OPEN)


def _items(document: Document, where: str) -> tuple[list[Item], list[str]]:
    """The items, and what tables say beside them."""
    items, unknown, unread = items_of_tables(document)
    if not [item for item in items if not item.is_activity]:
        items += items_of_articles(document)
    if items:
        return items, [*(f"没有读出的表格：{headings}" for headings in unknown), *unread]
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
    named = _RESPONSIBLE.search(item.text)
    text = _RESPONSIBLE.sub("", item.text) if named and not cells.get("departments") else item.text
    benefits = benefits_of(item.number, text, names, year)
    uptake = uptake_of(cells.get("uptake", ""))
    phones, note = phones_of(cells.get("phones", ""))
    novelties = novelties_of(cells.get("novelty", ""))
    if note and not cells.get("departments") and _OFFICE.fullmatch(note):
        cells, note = {**cells, "departments": note}, None
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
        benefit.todos += [item.doubt] if item.doubt else []
        _columns(benefit, item, year)
        _other_year(benefit, names, year)
    return PolicyDraft(
        item, measure, departments or (OPEN,), channel or OPEN, uptake or "reviewed", phones, note,
        tuple(_novelties(novelties, cells.get("novelty", ""), benefits)), tuple(benefits),
    )  # fmt: skip


def _other_year(benefit: Proposal, names: Names, year: int) -> None:
    """Facts of another year's table name its years: they are to be put to this one's."""
    if names.edition.header.year == year:
        return
    for key in dict.fromkeys(re.findall(r"[a-z_][a-z0-9_]*", f"{benefit.when} {benefit.amount}")):
        fact = names.edition.facts.by_key.get(key)
        said = (fact.label, fact.question, *(option.label for option in fact.options)) if fact else ()
        if fact and (years := sorted(set(re.findall(r"20\d{2}", " ".join(said))))):
            benefit.todos.append(f"指标“{fact.label}”说的是 {'、'.join(years)} 年，按 {year} 年的表改")


def _columns(benefit: Proposal, item: Item, year: int) -> None:
    """Days of columns of their own are windows; what other columns say is for a person to look at."""
    read = [item.cells.get("title"), item.cells.get("materials"), item.cells.get("basis")]
    for role in ("claim", "period"):
        text = item.cells.get(role, "")
        windows = windows_of(text, year)
        for window in windows:
            yearly = role == "claim" and "每年" in text and bool(window.starts and window.ends)
            benefit.take(replace(window, is_claim=role == "claim", is_yearly=yearly), "（另一栏）")
        if windows or re.fullmatch(r"长期(?:有效)?|全年|常年|无|不限|/|-|—*", text.strip()):
            read.append(text)
    apart = set(read)
    benefit.todos += [f"“{heading}”栏：{' '.join(text.split())}" for heading, text in item.others if text not in apart]


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
