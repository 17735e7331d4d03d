"""The items of tables: headings repeated on each page, cells merged or left blank below, tables broken over pages."""

import re
from collections.abc import Sequence

from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.files.documents.blocks import Cell, CellTable, Document, Paragraph
from jinshan_cli.use.drafting.headings import BODY, Role, columns_of, role_of
from jinshan_cli.use.drafting.items import Item, numbered_apart, numeral_of
from jinshan_cli.use.drafting.promises.sentences import PROMISE

_NUMBER = re.compile(r"\s*[（(]?(\d{1,3})(?:[）)]?\s*[.．、:：](?!\d(?!\d{3}\s*年))|[）)])\s*")
_STAMP = re.compile(
    r"^(?:发布|发文|成文|信息|填报|制表|打印|来源|单位|附件|日期|文号|索引)|[：:]\s*\d{4}|浏览|〔\d{4}〕"
)
"""what is printed about a document, not in it"""
_YES = re.compile(r"\s*[是有√✓]\s*")
_HEADING_WORDS = 12
"""characters"""
_APART: tuple[Role, ...] = ("title", "period", "claim", "materials", "basis", "remark")
"""roles without a field of their own"""
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]+[）)]?[、.．]?\S")


@dataclass(slots=True)
class _Row:
    cells: dict[Role, Cell]
    section: str
    table: str
    others: dict[str, str]
    """what its other columns say, by heading"""
    has_merged: bool
    """the table merges cells: a blank one is no part of the one above"""


@dataclass(slots=True)
class _Walk:
    """What is known while the blocks of a document go by."""

    columns: dict[Role, int] = field(default_factory=dict)
    headings: dict[int, str] = field(default_factory=dict)
    """of every column"""
    width: int = 0
    section: str = ""
    title: str = ""
    rows: dict[bool, list[_Row]] = field(default_factory=lambda: {False: [], True: []})
    unknown: list[str] = field(default_factory=list)
    """the headings of tables that are none of ours"""
    unread: list[str] = field(default_factory=list)
    """rows that are in no item"""
    has_merged: bool = False
    """the table at hand has cells that go on downwards"""
    fresh: bool = False
    """the row before was a heading"""


def items_of_tables(document: Document) -> tuple[list[Item], list[str], list[str]]:
    """Policies and activities of the tables; the headings of tables that are none of ours; rows in no item."""
    walk = _Walk()
    for block in document:
        if isinstance(block, Paragraph):
            _pass_paragraph(block.text, walk)
        else:
            _pass_table(block, walk)
    policies, activities = (_items(walk.rows[kind], kind) for kind in (False, True))
    return [*numbered_apart(policies), *numbered_apart(activities)], walk.unknown, walk.unread


def lines_of(document: Document) -> list[str]:
    """The lines outside rows of several cells: paragraphs, and rows that are one cell from side to side."""
    found: list[str] = []
    for block in document:
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            rows = ([cell for cell in row if cell.text and not cell.from_left] for row in block.rows)
            found += [" ".join(row[0].text.split()) for row in rows if len(row) == 1 and not row[0].from_above]
    return found


def _pass_paragraph(text: str, walk: _Walk) -> None:
    if len(text) <= 40 and not text.endswith(("。", "；")) and not _STAMP.search(text):
        if _HEADING.match(text) and numeral_of(text):
            walk.section = text
        else:
            walk.title = text


def _pass_table(grid: CellTable, walk: _Walk) -> None:
    width = len(grid.rows[0]) if grid.rows else 0
    walk.has_merged = any(cell.from_above for row in grid.rows for cell in row)
    if (
        walk.columns
        and not any(map(columns_of, grid.rows))
        and (width != walk.width or _is_other_heading(grid.rows[0]))
    ):
        walk.columns = {}
    before = sum(map(len, walk.rows.values()))
    for row in grid.rows:
        _pass_row(row, walk)
    if sum(map(len, walk.rows.values())) == before and not walk.columns and grid.rows:
        first = next((row for row in grid.rows if len(_own(row)) > 1), grid.rows[0])
        walk.unknown.append("、".join(dict.fromkeys(text.replace("\n", "") for text in _own(first))))


def _own(row: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in row if cell.text and not cell.from_left]


def _is_other_heading(row: Sequence[Cell]) -> bool:
    """A first row of a few short words each begins another table."""
    own = _own(row)
    return len(own) > 1 and all(len(text) <= _HEADING_WORDS and not re.search(r"[\d。，；]", text) for text in own)


def _pass_row(row: Sequence[Cell], walk: _Walk) -> None:
    if columns := columns_of(row):
        walk.columns, walk.width, walk.fresh = columns, len(row), True
        walk.headings = {i: cell.text.replace("\n", "") for i, cell in enumerate(row) if not cell.from_left}
        return
    if walk.fresh and _is_second_heading(row):
        new = {i: cell.text.replace("\n", "") for i, cell in enumerate(row) if cell.text and not cell.from_above}
        walk.columns |= {role: i for i, text in new.items() if (role := role_of(text))}
        walk.headings |= new
        return
    walk.fresh = False
    own = _own(row)
    if not walk.columns:
        if len(own) == 1:
            _pass_paragraph(own[0], walk)
        walk.unread.append("　".join(" ".join(text.split()) for text in own))
        return
    if not own:
        return
    body = walk.columns.get("content", walk.columns.get("standard", 0))
    if len(own) == 1 and len(own[0]) <= 60 and not _NUMBER.match(own[0]) and (row[-1].from_left or not row[body].text):
        walk.section = own[0]
        return
    cells = {role: row[i] for role, i in walk.columns.items()}
    uptake = cells.get("uptake")
    if uptake and _YES.fullmatch(uptake.text) and "免" in walk.headings[walk.columns["uptake"]]:
        cells["uptake"] = replace(uptake, text="免申即享")
    known = {i for role, i in walk.columns.items() if role not in _APART}
    others = {
        walk.headings.get(i, ""): cell.text for i, cell in enumerate(row) if i not in known and not cell.from_left
    }
    walk.rows["schedule" in walk.columns].append(_Row(cells, walk.section, walk.title, others, walk.has_merged))


def _is_second_heading(row: Sequence[Cell]) -> bool:
    new = [cell for cell in row if cell.text and not cell.from_above]
    return bool(new) and len(new) < len(row) and all(role_of(cell.text) for cell in new)


def _items(rows: list[_Row], is_activity: bool) -> list[Item]:
    said = [_body(row) for row in rows]
    numbers = [_own_number(row, text) for row, text in zip(rows, said, strict=True)]
    is_numbered = sum(number > 0 for number in numbers) * 2 > len(numbers)
    found: list[Item] = []
    measure = departments = ""
    for row, text, number in zip(rows, said, numbers, strict=True):
        own = _cell(row, "measure")
        new = own or (row.section if "measure" not in row.cells else "")
        if new and new != measure:
            measure, departments = new, ""
        own = _cell(row, "departments")
        doubt = "责任单位一格空白，沿用了上一项的" if departments and not own and row.has_merged else ""
        departments = own or departments
        if found and _goes_on(row, text, number, is_numbered):
            found[-1] = _joined(found[-1], row, text)
            continue
        cells = {role: cell.text for role, cell in row.cells.items() if cell.text} | {"departments": departments}
        cells["departments"] = "\n".join(filter(None, (departments, cells.pop("partners", ""))))
        others = tuple((heading, text) for heading, text in row.others.items() if text)
        at = number or len(found) + 1
        where = f"{row.table} " if row.table and len(row.table) <= 24 else ""
        label, heading = f"{where}第 {at} 项", " ".join(measure.split("\n"))
        found += _split(Item(at, label, heading, text, cells, is_activity, others, doubt), number)
    return found


def _body(row: _Row) -> str:
    """What an item says: its text; where columns say for whom and how much, a sentence made of them."""
    target, content = _cell(row, "target"), _cell(row, "content")
    standard = _cell(row, "standard")
    if target and standard:
        standard = standard if PROMISE.search(standard) else f"给予{standard}"
        standard = f"对{target.rstrip('。；')}，{standard}"
    parts = (content, standard, _cell(row, "conditions")) if content or standard else (_cell(row, "title"),)
    return "\n".join(dict.fromkeys(part for part in parts if part))


def _cell(row: _Row, role: Role) -> str:
    cell = row.cells.get(role)
    return cell.text if cell else ""


def _own_number(row: _Row, text: str) -> int:
    digits = re.fullmatch(r"\D{0,2}(\d{1,3})\D{0,2}", _cell(row, "number"))
    found = _NUMBER.match(text)
    return int(digits[1]) if digits else int(found[1]) if found else 0


def _goes_on(row: _Row, text: str, number: int, is_numbered: bool) -> bool:
    """True of a row that continues the item before: its text is merged from above, or was cut by a page."""
    if any(role in row.cells and row.cells[role].from_above for role in BODY if role != "title"):
        return True
    others = [row.cells[role].text for role in ("channel", "uptake", "phones", "novelty") if role in row.cells]
    return is_numbered and not number and not any(others) and bool(text or others)


def _joined(item: Item, row: _Row, text: str) -> Item:
    cells = dict(item.cells)
    for role, cell in row.cells.items():
        old = cells.get(role, "")
        if cell.text and role not in BODY and cell.text not in old:
            cells[role] = f"{old}\n{cell.text}" if old else cell.text
    more = "" if text in item.text else text
    others = dict(item.others)
    for heading, words in row.others.items():
        if words and words not in others.get(heading, ""):
            others[heading] = "\n".join(filter(None, (others.get(heading), words)))
    return replace(item, text=item.text + more, cells=cells, others=tuple(others.items()))


def _split(item: Item, number: int) -> list[Item]:
    """The item without its number; several where one cell holds items that are numbered on."""
    text = item.text if item.cells.get("number") else _NUMBER.sub("", item.text, count=1)
    parts, wanted = [""], number + 1
    for line in text.split("\n"):
        found = _NUMBER.match(line)
        if found and number and not item.cells.get("number") and int(found[1]) == wanted:
            parts.append(_NUMBER.sub("", line, count=1))
            wanted += 1
        else:
            parts[-1] += ("\n" if parts[-1] else "") + line
    label = item.label.rsplit("第 ", 1)[0]
    return [
        replace(item, number=item.number + i, label=f"{label}第 {item.number + i} 项", text=part)
        for i, part in enumerate(parts)
    ]
