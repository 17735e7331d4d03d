"""The answers of visits, joined to the rows of a list: what is to be written where, and what cannot be."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import SOME, Interval
from jinshan_cli.core.written.voice import tell, voice
from jinshan_cli.files.firm.folder import FirmFile
from jinshan_cli.files.firm.interview import Kept
from jinshan_cli.files.lists.blocks import Origin, place_of_row
from jinshan_cli.files.lists.headers import Column
from jinshan_cli.files.lists.titles.naming import find_fact
from jinshan_cli.files.lists.titles.who import CODES, NAMES
from jinshan_cli.files.roster.edits import CellEdit, RosterEdits, RosterPage, Written, write_cell
from jinshan_cli.use.roster.joining import join
from jinshan_cli.use.roster.roster import MEND, Listed, Roster, Unread


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell as it was and as it is."""

    listed: Listed
    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CellLeft:
    """A cell that should be another, and cannot be written."""

    listed: Listed
    title: str
    new: str
    why: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """What becomes of a list."""

    edits: RosterEdits
    changes: tuple[CellChange, ...]
    """of cells in rows that were there"""
    left: tuple[CellLeft, ...]
    """cells that cannot be written, and stay as they are"""
    joined: int
    """files that have a row"""
    renamed: tuple[tuple[str, str, Listed], ...]
    """files that the code joins to a row of another name: the file, the name in it, the row"""
    added: tuple[tuple[str, str], ...]
    """the firms of new rows, each with the nearest names of the list"""
    refused: tuple[Fault, ...]
    """files that are not written"""
    unread: tuple[Unread, ...]
    """rows of the list that could not be read, and so were not looked at"""
    sums: tuple[str, ...]
    """where rows are that look like sums of others, if any of these has changed"""
    wanted: Mapping[int, Mapping[str, Value]]
    """what a row has to say when it is read again, by row"""
    new: tuple[Mapping[str, Value], ...]
    """what the new rows have to say"""


def gather(files: Sequence[FirmFile], roster: Roster, origin: Origin, facts: Catalogue, page: RosterPage) -> Gathered:
    """The edits that bring a list up to what the files answer; a file that fits no row alone is refused."""
    joined = join(files, roster)
    columns = _Columns(roster, origin, facts, page)
    columns.add(key for _, each in joined.rows for key in each.facts)
    columns.add(key for each in joined.new for key in each.kept.firm.facts)
    cells, changes, left, wanted = [], [], [], {}
    for listed, each in joined.rows:
        wanted[listed.row] = dict(each.facts)
        for fact, value in ((facts[key], each.facts[key]) for key in facts.in_order(set(each.facts))):
            if _says(listed.firm.facts.get(fact.key), value):
                continue
            assert listed.line is not None
            place, title, written = columns.write(fact, value, listed.line)
            if why := page.why_not(listed.line, place) or written.why_not:
                del wanted[listed.row][fact.key]
                left.append(CellLeft(listed, title, written.shown, why))
                continue
            old = columns.old(fact, listed)
            cells.append(CellEdit(listed.line, place, written, _note(old, each.kept, fact.key)))
            changes.append(CellChange(listed, title, old, written.shown))
    added = [dict(columns.row(each.kept, line)) for line, each in enumerate(joined.new, page.last + 1)]
    return Gathered(
        RosterEdits(tuple(cells), columns.titles, tuple(added)),
        tuple(changes),
        tuple(left),
        len(joined.rows),
        tuple((each.file.place, each.kept.firm.name, listed) for listed, each in joined.renamed),
        tuple((each.kept.firm.name, roster.names.nearest(each.kept.firm.name)) for each in joined.new),
        tuple(joined.refused),
        tuple(roster.unread),
        tuple(place_of_row(row, roster.lines.get(row)) for row in sorted(roster.sums) if changes or added),
        wanted,
        tuple(each.kept.firm.facts for each in joined.new),
    )


def heading(fact: Fact, facts: Catalogue) -> str:
    """The heading of a fact's new column: money with its unit."""
    unit = tell("{label}（{currency}）", label=fact.label, currency=voice().currency)
    return unit if fact.type == "money" and find_fact(unit, facts) == (fact, 1) else fact.label


def _note(old: str, kept: Kept, key: str) -> str:
    visit = next((visit for visit in reversed(kept.visits) if key in visit.answers), None)
    who_asked = f"{visit.on} {visit.by}".rstrip() if visit else ""
    told = tell("；{who_asked}走访所答", who_asked=who_asked) if visit else ""
    return tell("原值：{old}{told}", old=old or tell("空"), told=told)


def _says(old: Value | None, value: Value) -> bool:
    """True if a row says as much already: the same, or how much where the answer is only that there is some."""
    return old == value or (value == SOME and isinstance(old, Interval) and (old.low or 0) > 0)


class _Columns:
    """Where each fact stands in a list, and the columns that it gets."""

    def __init__(self, roster: Roster, origin: Origin, facts: Catalogue, page: RosterPage) -> None:
        header = roster.header
        places = dict(zip(header.slots, origin.columns, strict=True))
        self._known = {fact.key: (column, places[column.slot]) for column, fact in header.fact_columns}
        self._who = {
            tell(NAMES[1]): header.name and places[header.name.slot],
            tell(CODES[0]): header.code and places[header.code.slot],
        }
        behind = count(max(origin.columns, default=-1) + 1)
        self._free = chain((places[slot] for slot in header.blank), behind)
        self._stray = min((each.place for each in roster.unread if each.row in roster.lines), default="")
        self._where, self._line, self._page = roster.where, origin.line, page
        self._facts = facts
        self.titles: dict[int, str] = {}

    def add(self, keys: Iterable[str]) -> None:
        """Columns for the facts that have none."""
        for fact in (self._facts[key] for key in self._facts.in_order(frozenset(keys) - set(self._known))):
            title = heading(fact, self._facts)
            self._known[fact.key] = Column(title, "", fact), self._place(title)

    def write(self, fact: Fact, value: Value, line: int) -> tuple[int, str, Written]:
        """The place, the title and the cell of an answer."""
        column, place = self._known[fact.key]
        known = self._page.format_of(line, place)
        return place, column.title, write_cell(fact, value, column.scale, column.title == fact.key, known)

    def old(self, fact: Fact, listed: Listed) -> str:
        """What stood there."""
        column, _ = self._known[fact.key]
        return listed.cells.get(column.slot, "")

    def row(self, kept: Kept, line: int) -> Iterator[tuple[int, Written]]:
        """A new row: who it is, and all that the file tells."""
        for title, told in ((tell(NAMES[1]), kept.firm.name), (tell(CODES[0]), kept.code)):
            if told:
                if self._who[title] is None:
                    self._who[title] = self._place(title)
                yield self._who[title] or 0, Written(told, told)
        for key in self._facts.in_order(set(kept.firm.facts)):
            place, _, written = self.write(self._facts[key], kept.firm.facts[key], line)
            yield place, written

    def _place(self, title: str) -> int:
        place = next(self._free)
        stray = self._stray and tell("{stray}在没有表头的列里有内容", stray=self._stray)
        if why := stray or self._page.why_not(self._line, place):
            what = tell("新的列“{title}”没有地方添：{why}", title=title, why=why)
            raise InputError([Fault(what, self._where, expected=tell(MEND))])
        self.titles[place] = title
        return place


def disagreement(gathered: Gathered, before: Roster, after: Roster, forgotten: Callable[[int, int], bool]) -> str:
    """Where the list that was written does not read as it should, or ""; what nobody answered reads as before.

    `forgotten`: whether the value of a cell, by line and column of the file, was taken away.
    """
    new = after.rows[len(after.rows) - len(gathered.new) :]
    kept = set(after.rows).difference(new)
    emptied = {each.row for each in after.unread if any(forgotten(each.line or 0, place) for place in before.columns)}
    if kept - set(before.rows) - before.sums or set(before.rows) - kept - (emptied - set(gathered.wanted)):
        return tell("行数")
    edited = {(each.listed.row, each.title) for each in gathered.changes}
    rows = sorted(kept & set(before.rows))
    old, now = before.cells(rows), after.cells(rows)
    for column, place in zip(before.header.columns, before.columns, strict=False):
        for at in (now.get_column(column.slot) != old.get_column(column.slot)).arg_true():
            if (rows[at], column.title) not in edited and not forgotten(before.lines[rows[at]], place):
                return tell("第 {row} 行 {title}", row=rows[at], title=column.title)
    for row, firm in after.firms(gathered.wanted):
        told = gathered.wanted[row]
        if wrong := [key for key, value in told.items() if not _says(firm.facts.get(key), value)]:
            title = next((column.title for column, fact in after.header.fact_columns if fact.key == wrong[0]), wrong[0])
            return tell("第 {row} 行 {title}", row=row, title=title)
    found = after.firms(new)
    for number, ((_, firm), told) in enumerate(zip(found, gathered.new, strict=True), 1):
        if firm.facts != told:
            return tell("新添的第 {number} 行", number=number)
    return ""
