"""The header row of a list: which fact each column is, which is the name, which are only carried along."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, repeat

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue, Fact, fold
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.titles.finding import MOST_COLUMNS
from jinshan_cli.files.lists.titles.guidance import is_all_guidance
from jinshan_cli.files.lists.titles.likeness import closest_heading
from jinshan_cli.files.lists.titles.naming import find_fact, hinted, is_bare, readings, says, timed, trim
from jinshan_cli.files.lists.titles.results import is_of_results
from jinshan_cli.files.lists.titles.stacked import Stacked, stack, unit_above
from jinshan_cli.files.lists.titles.who import CODES, FILES, NAMES, may_name, tells_who

SLOT = "in__"
_WHO = "企业名称"


class UnknownHeaderError(InputError):
    """No column of a list is a fact."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file."""

    title: str
    """the header as found, trimmed"""
    slot: str
    """its text's column in the frames"""
    fact: Fact | None = None
    """None: carried along"""
    scale: int = 1
    """yuan or persons per unit of the header"""


@dataclass(frozen=True)
class ListHeader:
    """The columns in file order; `blank` are slots at the far right that have no header and must be empty."""

    columns: tuple[Column, ...]
    blank: tuple[str, ...] = ()
    name: Column | None = None
    code: Column | None = None
    """of social credit"""
    warnings: tuple[Fault, ...] = ()
    words: tuple[frozenset[str], ...] = ()
    """what its cell in each slot, and those above it, say"""
    called: tuple[frozenset[str], ...] = ()
    """the other names of the fact in each slot, or of names: what a header in other words says"""

    @cached_property
    def fact_columns(self) -> tuple[tuple[Column, Fact], ...]:
        """The columns that hold a fact, each with it."""
        return tuple((column, column.fact) for column in self.columns if column.fact)

    @cached_property
    def present(self) -> frozenset[str]:
        """The keys of the facts that the file has."""
        return frozenset(fact.key for _, fact in self.fact_columns)

    @cached_property
    def carried(self) -> tuple[Column, ...]:
        """The columns that are only carried along: they tell neither a fact nor who the firm is."""
        known = (*NAMES, *CODES, *FILES, fold(tell(_WHO)), fold(tell(CODES[0])))
        return tuple(each for each in self.columns if each.fact is None and not says(each.title, known))

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """Every column of the file, the blank ones too."""
        return (*(column.slot for column in self.columns), *self.blank)


def read_titles(titles: Sequence[str], facts: Catalogue, where: str, above: Sequence[Sequence[str]] = ()) -> ListHeader:
    """A row of titles as a header. Raises InputError with every fault in it; `where` names its place.

    `above`: the rows before it. The last may be the upper row of a header in two; a 单位：万元 there holds for
    money without a unit of its own.
    """
    stacked = stack(titles, above)
    trimmed = [timed(trim(each.title), each.when, facts) for each in stacked]
    unit, scale = unit_above(above)
    scales = [each.scale if each.unit else scale for each in stacked]
    count = max((number for number, title in enumerate(trimmed, 1) if title), default=0)
    columns = tuple(_column(number, title, facts, scales[number]) for number, title in enumerate(trimmed[:count]))
    used = _units_used(columns, stacked, unit, facts)
    faults, unknown = [*_faults(columns, where), *_other_money(used, where)], list(_unknown(columns, facts, where))
    if faults or unknown:
        raise (InputError if faults else UnknownHeaderError)([*faults, *unknown])
    name = _carried_as((*NAMES, fold(tell(_WHO))), columns)
    return ListHeader(
        columns=columns,
        blank=tuple(_slot(number) for number in range(count, len(trimmed))),
        name=name,
        code=_carried_as((*CODES, fold(tell(CODES[0]))), columns),
        warnings=(
            *_of_above([row for row in above if not _is_part(row, columns)], used, where),
            *_near_misses(columns, facts, where, name),
        ),
        words=tuple(
            frozenset(row[place].strip() for row in (titles, *above) if place < len(row))
            for place in range(len(titles))
        ),
        called=tuple(_also_called(columns, name, len(titles))),
    )


def without_unit(header: ListHeader, facts: Catalogue) -> list[str]:
    """The titles of money that is read in yuan because nothing names a unit."""
    return [each.title for each in header.columns if each.scale == 1 and is_bare(each.fact, each.title, facts)]


def _units_used(columns: Sequence[Column], stacked: Sequence[Stacked], unit: str, facts: Catalogue) -> dict[str, int]:
    """The units from above that money without one is read in, each with its scale."""
    return {
        told: column.scale
        for column, own in zip(columns, stacked, strict=False)
        if is_bare(column.fact, column.title, facts) and (told := own.unit or unit)
    }


def _is_part(row: Sequence[str], columns: Sequence[Column]) -> bool:
    """True of a row above the lowest that headings are made of: 营业收入 above 2022年, or above （万元); or of how the
    columns are to be filled in."""
    return is_all_guidance(row) or any(
        cell.strip() and cell.strip() in column.title for cell, column in zip(row, columns, strict=False)
    )


def _of_above(above: Sequence[Sequence[str]], units: Iterable[str], where: str) -> Iterator[Fault]:
    if above:
        told = tell("；").join(" ".join(filter(None, row)) for row in above)
        yield Fault(tell("表头上面的 {count} 行是标题，没有当作企业", count=len(above)), where, told)
    expected = tell("不是就在表头写明单位，如 营业收入（元）")
    for unit in units:
        yield Fault(tell("没写单位的金额列按标题行的“{unit}”读", unit=unit), where, expected=expected)


def _slot(number: int) -> str:
    return f"{SLOT}{number}"


def _column(number: int, title: str, facts: Catalogue, scale: int) -> Column:
    """`scale`: of money whose title has no unit; 0 of another money than the table's."""
    fact, own = find_fact(title, facts)
    return Column(title, _slot(number), fact, scale if is_bare(fact, title, facts) else own)


def _carried_as(names: Sequence[str], columns: Sequence[Column]) -> Column | None:
    """The column of the best name; one that says it as it stands goes before one that says it under marks,
    and this before one with a hint how to write it."""
    others = [column for column in reversed(columns) if column.fact is None]
    carried = {fold(each): column for column in others for each in readings(column.title)}
    carried |= {fold(column.title): column for column in others}
    with_hint = {fold(each): column for column in others for each in hinted(column.title)}
    return next((found[name] for found in (carried, with_hint) for name in names if name in found), None)


def _also_called(columns: Sequence[Column], name: Column | None, width: int) -> Iterator[frozenset[str]]:
    """Below a heading with a unit, 营业收入（万元）, everyday names are left out: they may be of another."""
    who = frozenset((*NAMES, _WHO, tell(_WHO)))
    for column in columns:
        if fact := column.fact:
            yield frozenset((fact.key, fact.label, *(fact.aliases if column.scale == 1 else ())))
        else:
            yield who if column is name else frozenset()
    yield from repeat(frozenset[str](), width - len(columns))


def _faults(columns: Sequence[Column], where: str) -> Iterator[Fault]:
    if (count := len(columns)) > MOST_COLUMNS:
        told = tell("有 {count} 列，最多 {most_columns} 列", count=count, most_columns=MOST_COLUMNS)
        yield Fault(told, where, expected=tell("删去用不到的列"))
        return
    seen: dict[str, Column] = {}
    for number, column in enumerate(columns, 1):
        if not column.title:
            yield Fault(tell("第 {number} 列没有表头", number=number), where, expected=tell("补上表头，或删去这一列"))
            continue
        meaning = column.fact.key if column.fact else f"={column.title}"
        first = seen.setdefault(meaning, column)
        if first is not column:
            yield Fault(_twice(first, column), where, column.title, tell("只保留一列"))


def _other_money(units: Mapping[str, int], where: str) -> Iterator[Fault]:
    for unit, scale in units.items():
        if not scale:
            what = tell("没写单位的金额列是标题行的“{unit}”，不是政策表的货币", unit=unit)
            yield Fault(what, where, expected=tell("折成政策表的货币，标题行的单位也要改"))


def _twice(first: Column, second: Column) -> str:
    if first.title == second.title or second.fact is None:
        return tell("表头重复")
    return tell(
        "两列是同一项（{label}）：{title}、{title2}", label=second.fact.label, title=first.title, title2=second.title
    )


def _unknown(columns: Sequence[Column], facts: Catalogue, where: str) -> Iterator[Fault]:
    if any(column.fact for column in columns):
        return
    titles = tell("、").join(column.title for column in columns[:8] if column.title)
    if is_of_results([column.title for column in columns]):
        yield Fault(tell("这是名单的结果，不是企业名单"), where, titles, tell("请给算出它的那份名单"))
        return
    others = [column.title for column in columns if not tells_who(column.title)]
    near = next((near for title in others if (near := closest_heading(title, facts))), "")
    labels = [fact.label for fact in list(facts)[1:5]]
    if len(others) < len(columns):
        how = tell(
            "加上指标的列，如 {samples}；全部见 jinshan facts，空白名单见 jinshan template",
            samples=tell("、").join(labels),
        )
        yield Fault(tell("认得的列只有企业的名称或代码，没有可以据以判断的指标"), where, titles, how, near)
        return
    samples = tell("、").join([tell(_WHO), *labels])
    how = tell("第一行应是表头，如 {samples}；全部见 jinshan facts", samples=samples)
    yield Fault(tell("没有一个认识的表头"), where, titles, how, near)


def _near_misses(columns: Sequence[Column], facts: Catalogue, where: str, name: Column | None) -> Iterator[Fault]:
    """Of a fact that another column tells nothing is near: the same of another year, say; nor of the name."""
    told = [column.fact for column in columns if column.fact]
    for column in columns:
        near = "" if column.fact or tells_who(column.title) else closest_heading(column.title, facts)
        if near and facts.find(near) not in told:
            yield _not_known(column, where, near)
    if name is None:
        others = (column for column in columns if column.fact is None and may_name(column.title))
        yield from (_not_known(column, where, tell(_WHO)) for column in islice(others, 1))


def _not_known(column: Column, where: str, near: str) -> Fault:
    return Fault(tell("不认识这个表头，只照原样带出"), where, column.title, tell("是下面这一项就改表头"), near)
