"""Rows that stand in a list and are no firms: the header once more, sums, remarks, headings, who filled the list in,
how it is to be filled in, what its columns are called by."""

from collections.abc import Iterable, Sequence

import polars as pl

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.files.lists.blocks import ROW, SPACES, TextBlock, blank
from jinshan_cli.files.lists.headers import ListHeader
from jinshan_cli.files.lists.titles.called import SIGN, calls_columns
from jinshan_cli.files.lists.titles.guidance import EXAMPLE, GUIDE

SUM = (
    r"(?:(?:\S{0,10}\s*(?:[合小总共累]\s*计\s*数?|总\s*[和数额]|汇\s*总|平\s*均\s*(?:[数值]|每\s*[户家人])?"
    r"|均\s*值|最[大小高低]\s*值|中\s*位\s*数)"
    r"|[户人家]\s*均|(?:\S{0,10}\s+)?(?:计\s*数|求\s*和)(?:\s*项)?"
    r"|(?:承|接|续|过|转)\s*[上前下次]\s*页|(?:去年|上年)?同期数?|占比|比[重例]"
    r"|(?:[同环]比|[较比](?:去年|上年|上期|上月|上季度?|同期|上年同期|去年同期))?增[长减幅]率?|[同环]比"
    r"|共\s*\d+\s*[家户个](?:企业)?|(?i:(?:grand[\s-]*|sub[\s-]*)?totals?|sum|average|median))"
    r"\s*(?:[:：%％]|[（(][^）)]*[）)]?|[:：]?\s*[-+－＋]?\d[\d,.]*\s*[家户个%％]?)?"
    r"|[（(]\s*共\s*\d+\s*[家户个](?:企业)?\s*[）)])"
)
_SIGNED = r"(?:[(（]\s*(?:签\s*[字章名]|盖\s*章)\s*[)）])?"
_FILLED_IN = (
    r"(?:填\s*[表报]|制\s*[表单]|审\s*[核批]|复\s*核|校\s*对|联\s*系|统\s*计|经\s*办|报\s*送|(?:单\s*位)?负\s*责|打\s*印"
    r"|截\s*[止至]|签\s*[字章名]|盖\s*章)"
)
REMARK = (
    r"(?:[(（]?\s*\d{1,2}\s*[)）.．、]\s*)?(?:(?:备?\s*注|说明)\s*(?:[:：\d].*)?|栏\s*[次号]"
    rf"|{_FILLED_IN}\s*(?:人|单\s*位|日\s*期|时\s*间|电\s*话)?\s*{_SIGNED}\s*[:：].*"
    r"|[(（]?\s*(?:(?:数据|资料)\s*来源|(?:金额|计量|货币)?\s*单\s*位|其\s*中|日\s*期)\s*[:：].*"
    r"|第\s*\d+\s*页(?:\W*共\s*\d+\s*页)?|共\s*\d+\s*页(?:\W*第\s*\d+\s*页)?|[(（]?\s*以下(?:为)?空白[。.]?\s*[)）]?)"
)
_LABEL = rf"^\s*{_FILLED_IN}\s*(?:人|日\s*期|时\s*间|电\s*话)\s*{_SIGNED}(?:\s+\p{{Han}}{{2,4}})?\s*$"
"""in place of a name, who it is standing behind it or in the next cell; elsewhere it may be what a person is"""
_DAY = (
    r"(?:\d{4}\s*[年./-]\s*\d{1,2}\s*(?:月|[月./-]\s*\d{1,2}\s*日?)"
    r"|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)"
)
"""below a list, alone; beside a name it is when the firm came"""
_MARKED = r"※.*|[（(【\[][^）)】\]]*[）)】\]]"
"""a remark, 【工业】, （续表）, alone"""
_SENTENCE = r"[：:]|(?:[。；]|[(（]\s*(?:签\s*[字章名]|[盖公印]\s*章)\s*[)）])\s*$"
"""in 抄送：区府办, as a remark ends, and where to stamp: of a row that says nothing else"""
_ORDINAL = r"^\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(]\s*[一二三四五六七八九十]{1,3}\s*[)）])"
_FIRM = (
    r"公司|中心|工作室|[（(][^）)]*(?:合伙|独资|个体)[^）)]*[）)]"
    r"|(?:[厂店社院所行部馆坊铺楼阁轩屋吧场站堂庄校会队]|集团|超市|药房|幼儿园)\s*$"
)
"""in what is no heading of those below, but a firm with its number: 一、甲厂"""
_SAID = rf"^\s*(?:{SUM}|{REMARK}|{EXAMPLE})\s*$"
_NOTED, _REMARKED = r"[:：]\s*\S", r"^\s*(?:备?\s*注|说明)\s*\d*\s*[:：]"
_NOT_OF_IT = rf"^\s*(?:{SUM}|{EXAMPLE}|[(（]?\s*其\s*中.*)\s*$"
"""in a first column of remarks, what is said of the firm beside it; what says that the row is none"""
_BEGUN = rf"^\s*(?:{GUIDE}|{_DAY}|{_MARKED})\s*$|{_ORDINAL}"
_CALLED = rf"^\s*{SIGN}\s*$"
_LIKELY = "|".join((_SAID, _BEGUN, _CALLED, _SENTENCE, _LABEL))
"""one of them, which most lists have in no row: to look for all at once takes half as long as for each"""
_AROUND = " \t\r\n\v\f\u3000\u00a0\ufeff"
"""with the mark that a file begins with, and stands in the middle where two were joined"""
_SPACE = "[\\s\ufeff\u200b]+"
_PADDING = 12
"""bytes of spaces and wide brackets by which a cell may be longer than the heading that it says"""
_BRACKETS = {"（": "(", "）": ")", "【": "[", "】": "]"}
_FIGURE = r"^\s*[0-9][0-9,.]*\s*(?:[万亿]?元?|人)?\s*$"
_WRITTEN = (pl.String, pl.Enum)


@dataclass(frozen=True, slots=True)
class Asides:
    """The numbers of rows that are left out."""

    headers: tuple[int, ...] = ()
    """the header, or what stands above it, once more"""
    others: tuple[int, ...] = ()
    """sums, remarks, headings of parts"""
    sums: tuple[int, ...] = ()
    """sums that nothing says are sums"""


NO_ASIDES = Asides()


def without_asides(block: TextBlock, header: ListHeader) -> tuple[TextBlock, Asides]:
    """The rows that may be firms, and which the others are."""
    if not block.frame.height:
        return block, NO_ASIDES
    block, headers = _without(block, _again(block.frame, header))
    block, others = _without(block, _others(block.frame, header))
    return block, Asides(headers, others)


def _without(block: TextBlock, found: pl.Series) -> tuple[TextBlock, tuple[int, ...]]:
    if not found.any():
        return block, ()
    native = None if block.native is None else block.native.filter(~found)
    rows = tuple(block.frame.get_column(ROW).filter(found).to_list())
    return replace(block, frame=block.frame.filter(~found), native=native), rows


def _again(frame: pl.DataFrame, header: ListHeader) -> pl.Series:
    """Where every cell that is filled says what the header, or a row above it, says in its place; in other words for
    the same only where two cells do: one alone may be a value."""
    every = pl.int_range(frame.height, eager=True)
    at = _saying(frame, header.slots, map(frozenset.union, header.words, header.called), every)
    if not len(at):
        return _mask(at, frame.height)
    filled = pl.sum_horizontal(pl.col(header.slots).is_not_null().cast(pl.UInt16))
    several = frame[at].select(filled > 1).to_series()
    alone = _saying(frame, header.slots, header.words, at.filter(~several))
    return _mask(pl.concat([at.filter(several), alone]), frame.height)


def _saying(frame: pl.DataFrame, slots: Sequence[str], said: Iterable[frozenset[str]], at: pl.Series) -> pl.Series:
    """Those of the rows in which every cell that is filled says one of the words of its slot.

    Numbers say no such thing, and are looked at first: they leave few rows, mostly none, of which to read texts.
    """
    kinds = frame.schema
    for slot, words in sorted(zip(slots, said, strict=True), key=lambda one: kinds[one[0]] in _WRITTEN):
        cells = frame.get_column(slot).gather(at)
        fits = cells.is_null()
        if cells.dtype in _WRITTEN:
            fits |= _says_one_of(cells.cast(pl.String), words)
        at = at.filter(fits)
        if not len(at):
            break
    return at


def _says_one_of(cells: pl.Series, words: frozenset[str]) -> pl.Series:
    """Where a cell is blank or says one of the words; only those are compared that are as long."""
    heard = _heard(pl.Series(sorted(words), dtype=pl.String))
    sizes = [len(word.encode()) for word in heard] or [0]
    as_long = cells.str.len_bytes().is_between(min(sizes), max(sizes) + _PADDING)
    at = as_long.fill_null(False).arg_true()
    said = at.filter(_heard(cells.gather(at)).is_in(heard.implode()))
    return (cells.str.strip_chars(_AROUND) == "") | _mask(said, cells.len())


def _heard(words: pl.Series) -> pl.Series:
    """Words as headings are compared: no spaces, no case, narrow brackets."""
    return words.str.replace_all(_SPACE, "").str.replace_many(_BRACKETS).str.to_lowercase()


def _others(frame: pl.DataFrame, header: ListHeader) -> pl.Series:
    """Where the name, or the first cell that is no figure, says it; without a name, any cell that says "sum"."""
    first = [column.slot for column in header.columns[:1] if column.fact is None or not column.fact.is_plain]
    name = [header.name.slot] if header.name else []
    who = list(dict.fromkeys([*name, *first]))
    likely = _says(frame, who, _LIKELY).arg_true()
    found = _mask(likely.filter(_say_so(frame[likely], who, name, header)) if len(likely) else likely, frame.height)
    nameless = blank(frame, name[0]).arg_true() if name else pl.Series(dtype=pl.UInt32)
    if len(nameless):
        rows = frame[nameless]
        sums = _says(rows, [column.slot for column in header.columns], rf"^\s*{SUM}\s*$")
        found |= _mask(nameless.filter(sums | _parts(rows, header)), frame.height)
    return found


def _say_so(rows: pl.DataFrame, who: list[str], name: list[str], header: ListHeader) -> pl.Series:
    """Which of a few rows the cells of `who` tell to be no firms."""
    found, guides = _says(rows, who, _SAID), _says(rows, who, _BEGUN) | _says(rows, name, _LABEL)
    found &= ~_is_noted(rows, who, name, header)
    alone = _is_alone(rows, header)
    firms = _has_figures(rows, header) | (_says(rows, who, rf"^\s*(?:{_DAY}|{_MARKED})\s*$") & ~alone)
    parts = _says(rows, name, _ORDINAL) & alone & ~_says(rows, name, _FIRM)
    firms |= _says(rows, who, _ORDINAL) & ~parts
    found |= (guides & ~firms) | (_says(rows, who, _SENTENCE) & alone)
    called = _says(rows, name, _CALLED).arg_true()
    told = rows[called].select(pl.col(header.slots).cast(pl.String)).iter_rows()
    return found | _mask(called.filter(pl.Series(map(calls_columns, told), dtype=pl.Boolean)), rows.height)


def _is_noted(rows: pl.DataFrame, who: list[str], name: list[str], header: ListHeader) -> pl.Series:
    """Where a remark stands before a firm, named as one and with a fact that is told: 说明：已迁出, 甲公司, 5. What is
    named otherwise (张三, 老王大排档) needs a figure beside it."""
    first = [slot for slot in who if slot not in name]
    others = [slot for slot in header.slots if slot not in first]
    noted = _says(rows, first, _NOTED) & ~_says(rows, first, _NOT_OF_IT) & ~_says(rows, others, "[:：]")
    facts = (pl.col(column.slot).is_not_null() for column, _ in header.fact_columns if column.slot not in first)
    told = rows.select(pl.any_horizontal(pl.lit(False), *facts).alias("told")).to_series()
    named = _says(rows, name, _FIRM) | (
        _says(rows, first, _REMARKED) & _says(rows, name, r"\S") & _has_figures(rows, header)
    )
    return noted & named & ~_says(rows, name, _SAID) & told


def _has_figures(rows: pl.DataFrame, header: ListHeader) -> pl.Series:
    """Where the cell of a number says one, in figures."""
    texts = (pl.col(column.slot).cast(pl.String) for column, fact in header.fact_columns if fact.is_plain)
    said = (text.str.contains(_FIGURE).fill_null(False) for text in texts)
    return rows.select(pl.any_horizontal(pl.lit(False), *said).alias("figures")).to_series()


def _is_alone(rows: pl.DataFrame, header: ListHeader) -> pl.Series:
    """Where no more than one cell is filled."""
    filled = (~pl.col(slot).cast(pl.String).str.contains(SPACES).fill_null(True) for slot in header.slots)
    return rows.select(pl.sum_horizontal(*filled) < 2).to_series()


def _parts(nameless: pl.DataFrame, header: ListHeader) -> pl.Series:
    """Where the first cell alone is filled, and with words, as 一、工业企业 below 序号: a heading of those below."""
    first, *others = header.columns
    if first.fact is not None or first in (header.name, header.code):
        return _says(nameless, [], "")
    alone = (pl.col(each.slot).cast(pl.String).str.contains(SPACES).fill_null(True) for each in others)
    empty = nameless.select(pl.all_horizontal(pl.lit(True), *alone).alias("alone")).to_series()
    return empty & _says(nameless, [first.slot], r"\p{L}")


def _says(frame: pl.DataFrame, slots: Sequence[str], what: str) -> pl.Series:
    kinds = frame.schema
    texts = (pl.col(slot).cast(pl.String) for slot in slots if kinds[slot] in _WRITTEN)
    said = (text.str.contains(what).fill_null(False) for text in texts)
    return frame.select(pl.any_horizontal(pl.lit(False), *said).alias("said")).to_series()


def _mask(at: pl.Series, height: int) -> pl.Series:
    return pl.Series([False]).new_from_index(0, height).scatter(at, True)
