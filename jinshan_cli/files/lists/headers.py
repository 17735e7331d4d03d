"""The header row of a list: which fact each column is, which is the name, which are only carried along."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from jinshan_cli.core.errors import Fault, InputError, closest
from jinshan_cli.core.facts import Catalogue, Fact, fold
from jinshan_cli.core.written import writing
from jinshan_cli.core.written.values import PERCENT, read_header

NAMES = (
    *("name", "企业名称", "公司名称", "单位名称", "名称", "企业名", "公司名", "企业", "公司", "商户名称", "纳税人名称"),
    *("主体名称", "市场主体名称", "法人单位名称", "姓名", "company", "companyname", "firm"),
)
"""headers of the firm's name as `fold` makes them, the best first"""
MOST_COLUMNS = 2000
LOOK_BELOW = 20
"""rows below the first that are looked at for the header"""
_NEAR = 0.7
_PERCENT = re.compile(r"(?P<name>.*\S)\s*[(（\[［【]\s*[%％]\s*[)）\]］】]")
_WHO = "企业名称"


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
    warnings: tuple[Fault, ...] = ()

    @cached_property
    def fact_columns(self) -> tuple[tuple[Column, Fact], ...]:
        """The columns that hold a fact, each with it."""
        return tuple((column, column.fact) for column in self.columns if column.fact)

    @cached_property
    def present(self) -> frozenset[str]:
        """The keys of the facts that the file has."""
        return frozenset(fact.key for _, fact in self.fact_columns)

    @cached_property
    def slots(self) -> tuple[str, ...]:
        """Every column of the file, the blank ones too."""
        return (*(column.slot for column in self.columns), *self.blank)


def read_titles(titles: Sequence[str], facts: Catalogue, where: str) -> ListHeader:
    """A row of titles as a header. Raises InputError with every fault in it; `where` names its place."""
    trimmed = [_trim(title) for title in titles]
    count = max((number for number, title in enumerate(trimmed, 1) if title), default=0)
    columns = tuple(_column(number, title, facts) for number, title in enumerate(trimmed[:count]))
    faults = [*_faults(columns, where), *_unknown(columns, facts, where)]
    if faults:
        raise InputError(faults)
    return ListHeader(
        columns=columns,
        blank=tuple(_slot(number) for number in range(count, len(trimmed))),
        name=_name(columns),
        warnings=tuple(_near_misses(columns, facts, where)),
    )


def count_known(titles: Sequence[str], facts: Catalogue) -> int:
    """How many of the titles are facts."""
    return sum(find_fact(_trim(title), facts)[0] is not None for title in titles[:MOST_COLUMNS])


def check_top(titles: Sequence[str], below: Iterable[tuple[int, Sequence[str]]], facts: Catalogue, where: str) -> None:
    """Raises InputError if none of the titles is a fact, and several are in a row `below`, told by its number."""
    if count_known(titles, facts):
        return
    number = next((number for number, others in below if count_known(others, facts) > 1), 0)
    if number:
        expected = f"表头像在第 {number} 行：删去它上面的行"
        raise InputError([Fault("第一行不是表头", where, "、".join(filter(None, titles)), expected)])


def _trim(title: str) -> str:
    return unicodedata.normalize("NFC", title).strip().strip("\ufeff\u200b").strip()


def _slot(number: int) -> str:
    return f"in__{number}"


def _column(number: int, title: str, facts: Catalogue) -> Column:
    fact, scale = find_fact(title, facts)
    return Column(title, _slot(number), fact, scale)


def find_fact(title: str, facts: Catalogue) -> tuple[Fact | None, int]:
    """The fact that a trimmed header names, and yuan or persons per unit of it; None if it names none."""
    if fact := facts.find(title) if title else None:
        return fact, 1
    if (found := _PERCENT.fullmatch(title)) and (fact := facts.find(found["name"])) and fact.type == "percent":
        return fact, PERCENT
    name, scale = read_header(title)
    fact = facts.find(name) if scale and name else None
    if fact is None or not fact.is_plain or not _unit_fits(fact, title):
        return None, 1
    return fact, scale or 1


def _unit_fits(fact: Fact, title: str) -> bool:
    """False where money is said to be persons, or persons yuan."""
    inside = writing.narrow(title).rstrip("])］）】 ").replace(" ", "")
    if fact.type == "money":
        return not inside.endswith(tuple(unit for unit in writing.UNITS if unit != writing.YUAN))
    return not inside.endswith((writing.YUAN, *writing.CURRENCY))


def _name(columns: Sequence[Column]) -> Column | None:
    carried = {fold(column.title): column for column in reversed(columns) if column.fact is None}
    return next((carried[name] for name in NAMES if name in carried), None)


def _faults(columns: Sequence[Column], where: str) -> Iterator[Fault]:
    if len(columns) > MOST_COLUMNS:
        yield Fault(f"有 {len(columns)} 列，最多 {MOST_COLUMNS} 列", where, expected="删去用不到的列")
        return
    seen: dict[str, Column] = {}
    for number, column in enumerate(columns, 1):
        if not column.title:
            yield Fault(f"第 {number} 列没有表头", where, expected="补上表头，或删去这一列")
            continue
        meaning = column.fact.key if column.fact else f"={column.title}"
        first = seen.setdefault(meaning, column)
        if first is not column:
            yield Fault(_twice(first, column), where, column.title, "只保留一列")


def _twice(first: Column, second: Column) -> str:
    if first.title == second.title or second.fact is None:
        return "表头重复"
    return f"两列是同一项（{second.fact.label}）：{first.title}、{second.title}"


def _unknown(columns: Sequence[Column], facts: Catalogue, where: str) -> Iterator[Fault]:
    if any(column.fact for column in columns):
        return
    samples = "、".join([_WHO, *(fact.label for fact in list(facts)[1:5])])
    titles = "、".join(column.title for column in columns[:8] if column.title)
    near = next((near for column in columns if (near := _closest(column.title, facts))), "")
    yield Fault("没有一个认识的表头", where, titles, f"第一行应是表头，如 {samples}；全部见 jinshan facts", near)


def _near_misses(columns: Sequence[Column], facts: Catalogue, where: str) -> Iterator[Fault]:
    for column in columns:
        near = "" if column.fact or fold(column.title) in NAMES else _closest(column.title, facts)
        if near:
            yield Fault("不认识这个表头，只照原样带出", where, column.title, "是下面这一项就改表头", near)


def _closest(title: str, facts: Catalogue) -> str:
    """The known header most like this one, with or without what stands in brackets; "" if none is near."""
    known = [name for fact in facts for name in (fact.label, fact.key, *fact.aliases)]
    found = writing.HEADER.fullmatch(title) if len(title) <= writing.LONGEST else None
    bare = found["name"] if found and not found["behind"] else title
    if exact := facts.find(bare):
        return exact.label
    return closest(title, known, _NEAR) or closest(bare, known, _NEAR)
