"""The items of tables: headings repeated on each page, cells merged or left blank below, tables broken over pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jinshan_cli.files.documents.blocks import Cell, CellTable, Document, Paragraph
from jinshan_cli.use.drafting.headings import BODY, Role, columns_of, role_of
from jinshan_cli.use.drafting.items import Item, numbered_apart, numeral_of

_NUMBER = re.compile(r"\s*[（(]?(\d{1,3})(?:[）)]?\s*[.．、:：](?!\d(?!\d{3}\s*年))|[）)])\s*")
_HEADING = re.compile(r"[（(]?[一二三四五六七八九十]+[）)]?[、.．]?\S")


@dataclass(slots=True)
class _Row:
    cells: dict[Role, Cell]
    section: str
    table: str


@dataclass(slots=True)
class _Walk:
    """What is known while the blocks of a document go by."""

    columns: dict[Role, int] = field(default_factory=dict)
    width: int = 0
    section: str = ""
    title: str = ""
    rows: dict[bool, list[_Row]] = field(default_factory=lambda: {False: [], True: []})
    unknown: list[str] = field(default_factory=list)
    fresh: bool = False
    """the row before was a heading"""


def items_of_tables(document: Document) -> tuple[list[Item], list[str]]:
    """Policies and activities of the tables, and the headings of tables that are none of ours."""
    walk = _Walk()
    for block in document:
        if isinstance(block, Paragraph):
            _pass_paragraph(block.text, walk)
        else:
            _pass_table(block, walk)
    policies, activities = (_items(walk.rows[kind], kind) for kind in (False, True))
    return [*numbered_apart(policies), *numbered_apart(activities)], walk.unknown


def _pass_paragraph(text: str, walk: _Walk) -> None:
    if len(text) <= 40 and not text.endswith(("。", "；")):
        if _HEADING.match(text) and numeral_of(text):
            walk.section = text
        else:
            walk.title = text


def _pass_table(grid: CellTable, walk: _Walk) -> None:
    if walk.columns and len(grid.rows[0] if grid.rows else ()) != walk.width and not any(map(columns_of, grid.rows)):
        walk.columns = {}
    before = sum(map(len, walk.rows.values()))
    for row in grid.rows:
        _pass_row(row, walk)
    if sum(map(len, walk.rows.values())) == before and not walk.columns and grid.rows:
        walk.unknown.append("、".join(dict.fromkeys(cell.text.replace("\n", "") for cell in grid.rows[0] if cell.text)))


def _pass_row(row: Sequence[Cell], walk: _Walk) -> None:
    if columns := columns_of(row):
        walk.columns, walk.width, walk.fresh = columns, len(row), True
        return
    if walk.fresh and _is_second_heading(row):
        walk.columns |= {role: i for i, cell in enumerate(row) if not cell.from_above and (role := role_of(cell.text))}
        return
    walk.fresh = False
    own = [cell.text for cell in row if cell.text and not cell.from_left]
    if not walk.columns or not own:
        return
    body = walk.columns.get("content", walk.columns.get("standard", 0))
    if len(own) == 1 and len(own[0]) <= 60 and not _NUMBER.match(own[0]) and (row[-1].from_left or not row[body].text):
        walk.section = own[0]
        return
    cells = {role: row[i] for role, i in walk.columns.items()}
    walk.rows["schedule" in walk.columns].append(_Row(cells, walk.section, walk.title))


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
        departments = _cell(row, "departments") or departments
        if found and _goes_on(row, text, number, is_numbered):
            found[-1] = _joined(found[-1], row, text)
            continue
        cells = {role: cell.text for role, cell in row.cells.items() if cell.text} | {"departments": departments}
        at = number or len(found) + 1
        where = f"{row.table} " if row.table and len(row.table) <= 24 else ""
        found += _split(Item(at, f"{where}第 {at} 项", " ".join(measure.split("\n")), text, cells, is_activity), number)
    return found


def _body(row: _Row) -> str:
    """What an item says: its text; where columns say for whom and how much, a sentence made of them."""
    target, content = _cell(row, "target"), _cell(row, "content")
    standard = _cell(row, "standard")
    if target and standard:
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
    return Item(item.number, item.label, item.measure, item.text + more, cells, item.is_activity)


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
        Item(item.number + i, f"{label}第 {item.number + i} 项", item.measure, part, item.cells, item.is_activity)
        for i, part in enumerate(parts)
    ]
