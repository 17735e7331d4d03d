"""The answers of visits, joined to the rows of a list: what is to be written where, and what cannot be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import SOME, Interval
from jinshan_cli.files.firm.folder import FirmFile
from jinshan_cli.files.firm.interview import Kept
from jinshan_cli.files.lists.blocks import Origin
from jinshan_cli.files.lists.headers import CODES, NAMES, Column, find_fact
from jinshan_cli.files.roster.edits import CellEdit, RosterEdits, Written, write_cell
from jinshan_cli.use.roster.roster import Listed, Roster, several, who


@dataclass(frozen=True, slots=True)
class Answered:
    """A firm file with what its visits answered."""

    file: FirmFile
    kept: Kept
    facts: Mapping[str, Value]

    @property
    def key(self) -> tuple[str, str]:
        """By which another file is of the same firm: the code, else the name."""
        code = who(self.kept.code)
        return ("code", code) if code else ("name", who(self.kept.firm.name))


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell as it was and as it is."""

    listed: Listed
    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """What becomes of a list."""

    edits: RosterEdits
    changes: tuple[CellChange, ...]
    """of cells in rows that were there"""
    joined: int
    """files that have a row"""
    added: tuple[tuple[str, str], ...]
    """the firms of new rows, each with the nearest names of the list"""
    refused: tuple[Fault, ...]
    left: int
    """files that are refused"""
    wanted: Mapping[int, Mapping[str, Value]]
    """what a row has to say when it is read again, by row; of new ones from the last on"""


def answered(kept: Kept) -> Mapping[str, Value]:
    """What visits answered; all of a file that keeps no visits, as one written by hand."""
    keys = {key for visit in kept.visits for key in visit.answers}
    return {key: value for key, value in kept.firm.facts.items() if not kept.visits or key in keys}


def gather(files: Sequence[FirmFile], roster: Roster, origin: Origin, facts: Catalogue) -> Gathered:
    """The edits that bring a list up to what the files answer; a file that fits no row alone is refused."""
    told = [Answered(each, each.kept, answered(each.kept)) for each in files if each.kept is not None]
    refused: list[Fault] = []
    rows, new = _joined(told, roster, refused)
    columns = _Columns(roster, origin, facts)
    columns.add(key for _, each in rows for key in each.facts)
    columns.add(key for each in new for key in each.kept.firm.facts)
    cells, changes = [], []
    for listed, each in sorted(rows, key=lambda pair: pair[0].row):
        for fact, value in ((facts[key], each.facts[key]) for key in facts.in_order(set(each.facts))):
            if _says(listed.firm.facts.get(fact.key), value):
                continue
            place, title, written = columns.write(fact, value)
            old = columns.old(fact, listed)
            assert listed.line is not None
            cells.append(CellEdit(listed.line, place, written, _note(old, each.kept, fact.key)))
            changes.append(CellChange(listed, title, old, written.text))
    added = [dict(columns.row(each.kept)) for each in new]
    wanted = {listed.row: each.facts for listed, each in rows}
    wanted |= {-number: each.kept.firm.facts for number, each in enumerate(reversed(new), 1)}
    names = tuple((each.kept.firm.name, roster.nearest(each.kept.firm.name)) for each in new)
    edits = RosterEdits(tuple(cells), columns.titles, tuple(added))
    return Gathered(edits, tuple(changes), len(rows), names, tuple(refused), len(told) - len(rows) - len(new), wanted)


def heading(fact: Fact, facts: Catalogue) -> str:
    """The heading of a fact's new column: money with its unit."""
    unit = f"{fact.label}（元）"
    return unit if fact.type == "money" and find_fact(unit, facts) == (fact, 1) else fact.label


def _note(old: str, kept: Kept, key: str) -> str:
    visit = next((visit for visit in reversed(kept.visits) if key in visit.answers), None)
    told = f"；{visit.on} {visit.by}".rstrip() + "走访所答" if visit else ""
    return f"原值：{old or '空'}{told}"


def _says(old: Value | None, value: Value) -> bool:
    """True if a row says as much already: the same, or how much where the answer is only that there is some."""
    return old == value or (value == SOME and isinstance(old, Interval) and (old.low or 0) > 0)


def _joined(
    told: list[Answered], roster: Roster, refused: list[Fault]
) -> tuple[list[tuple[Listed, Answered]], list[Answered]]:
    """Each file with its row, and those that have none; what fits several rows, or shares one, is refused."""
    found: list[tuple[Listed | None, Answered]] = []
    for each in told:
        rows, why = _rows_of(each.kept, roster)
        if why:
            refused.append(Fault(why, each.file.place, each.kept.firm.name, "核对名称和统一社会信用代码"))
        else:
            found.append((rows[0] if rows else None, each))
    shared: dict[object, list[Answered]] = {}
    for listed, each in found:
        shared.setdefault(each.key if listed is None else listed.row, []).append(each)
    alone = [(listed, each) for listed, each in found if len(shared[each.key if listed is None else listed.row]) == 1]
    for those in shared.values():
        if len(those) > 1:
            places = "、".join(each.file.place for each in those)
            name = those[0].kept.firm.name
            refused.append(Fault("几份企业资料是同一家，不知以哪份为准", places, name, "只留一份"))
    return [(listed, each) for listed, each in alone if listed], [each for listed, each in alone if listed is None]


def _rows_of(kept: Kept, roster: Roster) -> tuple[list[Listed], str]:
    """The rows that a file may be of, at most one unless it is said why not."""
    if not who(kept.code) and not who(kept.firm.name):
        return [], "没有企业名称，也没有统一社会信用代码，不知是哪一家"
    if rows := roster.of("code", kept.code) if who(kept.code) else []:
        return rows, several(rows) if len(rows) > 1 else ""
    rows = roster.of("name", kept.firm.name) if who(kept.firm.name) else []
    own = [each for each in rows if not (who(kept.code) and who(each.code))]
    if rows and not own:
        return rows, f"名称相同而统一社会信用代码不同：{'、'.join(each.place for each in rows)}"
    return own, several(own) if len(own) > 1 else ""


class _Columns:
    """Where each fact stands in a list, and the columns that it gets."""

    def __init__(self, roster: Roster, origin: Origin, facts: Catalogue) -> None:
        header = roster.header
        places = dict(zip(header.slots, origin.columns, strict=True))
        self._known = {fact.key: (column, places[column.slot]) for column, fact in header.fact_columns}
        self._who = {
            NAMES[1]: header.name and places[header.name.slot],
            CODES[0]: header.code and places[header.code.slot],
        }
        self._free = [places[slot] for slot in header.blank]
        self._next = max(origin.columns, default=-1) + 1
        self._facts = facts
        self.titles: dict[int, str] = {}

    def add(self, keys: Iterable[str]) -> None:
        """Columns for the facts that have none."""
        for fact in (self._facts[key] for key in self._facts.in_order(frozenset(keys) - set(self._known))):
            title = heading(fact, self._facts)
            self._known[fact.key] = Column(title, "", fact), self._place(title)

    def write(self, fact: Fact, value: Value) -> tuple[int, str, Written]:
        """The place, the title and the cell of an answer."""
        column, place = self._known[fact.key]
        return place, column.title, write_cell(fact, value, column.scale, column.title == fact.key)

    def old(self, fact: Fact, listed: Listed) -> str:
        """What stood there."""
        column, _ = self._known[fact.key]
        return listed.cells.get(column.slot, "")

    def row(self, kept: Kept) -> Iterator[tuple[int, Written]]:
        """A new row: who it is, and all that the file tells."""
        for title, told in ((NAMES[1], kept.firm.name), (CODES[0], kept.code)):
            if told:
                if self._who[title] is None:
                    self._who[title] = self._place(title)
                yield self._who[title] or 0, Written(told)
        for key in self._facts.in_order(set(kept.firm.facts)):
            place, _, written = self.write(self._facts[key], kept.firm.facts[key])
            yield place, written

    def _place(self, title: str) -> int:
        if self._free:
            place = self._free.pop(0)
        else:
            place, self._next = self._next, self._next + 1
        self.titles[place] = title
        return place


def disagreement(gathered: Gathered, before: Roster, after: Roster) -> str:
    """Where the list that was written does not read as it should, or ""; what nobody answered reads as before."""
    new = len(gathered.added)
    if after.rows[: len(after.rows) - new] != before.rows:
        return "行数"
    edited = {(each.listed.line, each.title) for each in gathered.changes}
    for row in before.rows:
        old, found = before.firm(row), after.firm(row)
        for column in before.header.columns:
            if (old.line, column.title) not in edited and old.cells[column.slot] != found.cells[column.slot]:
                return f"{old.place} {column.title}"
        told = gathered.wanted.get(row, {})
        if wrong := [key for key, value in told.items() if not _says(found.firm.facts.get(key), value)]:
            return f"{old.place} {wrong[0]}"
    for number in range(1, new + 1):
        if after.firm(after.rows[-number]).firm.facts != gathered.wanted[-number]:
            return f"新添的第 {new - number + 1} 行"
    return ""
