"""The first sheet of a firm's workbook and the one that is printed: what is due, whom to call, what is left open."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.spreadsheet import LONGEST, height_of
from jinshan_cli.faces.result.cards import Card, Line
from jinshan_cli.faces.result.takeaway import TakeAway
from jinshan_cli.faces.words import labels
from jinshan_cli.use.result.sections import LATER, NOW, TITLES, SectionKey

if TYPE_CHECKING:
    from xlsxwriter import Workbook

NAME = "一览"
_LISTED: tuple[SectionKey, ...] = ("verify", "near")
_COUNTED: tuple[SectionKey, ...] = ("expired", "nothing", "other")
PAGES = 2
"""of paper at most"""
ONE_PAGE = 780
"""points of rows that go on one, made a little smaller"""
_DUE = ("编号", "事项", "金额", "期限", "办理", "联系", "另需核定、材料、步骤")
_VERIFY = ("编号", "事项", "金额", "期限", "还需知道")
_NEAR = ("编号", "事项", "金额", "期限", "差在哪里")
_WIDTHS = (6, 26, 22, 26, 28, 22, 46)
_LAST = len(_WIDTHS) - 1
_FORMATS = {
    "name": {"bold": True, "font_size": 16},
    "text": {"font_size": 10, "text_wrap": True, "valign": "top"},
    "section": {"bold": True, "font_size": 12, "font_color": "#0A4F5C", "bottom": 1},
    "head": {"bold": True, "font_size": 10, "bg_color": "#E8EEF0", "valign": "vcenter"},
    "row": {"font_size": 10, "text_wrap": True, "valign": "top", "bottom": 4},
}
_TALL = {"name": 24, "section": 20}
"""points of a row that is a heading"""
Style = Literal["name", "text", "section", "head", "row"]


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the sheet; one with a single cell goes all the way across."""

    style: Style
    cells: Sequence[str]


def write_one_page(book: "Workbook", sheet: TakeAway) -> None:
    """Adds the sheet."""
    made = book.add_worksheet(tell(NAME))
    styles = {name: book.add_format(form) for name, form in _FORMATS.items()}
    for column, width in enumerate(_WIDTHS):
        made.set_column(column, column, width)
    points = 0.0
    for number, row in enumerate(_rows(sheet)):
        style, cells = styles[row.style], [_cleaned(cell) for cell in row.cells]
        for column, cell in enumerate(cells):
            made.write_string(number, column, cell, style)
        if len(cells) <= _LAST:
            made.merge_range(number, len(cells) - 1, number, _LAST, "", style)
            made.write_string(number, len(cells) - 1, cells[-1], style)
        made.set_row(number, height := _height(row.style, cells))
        points += height
    made.fit_to_pages(1, 1 if points <= ONE_PAGE else PAGES)


def _cleaned(cell: str) -> str:
    return "\n".join(map(clean, cell.split("\n")))[:LONGEST]


def _height(style: Style, cells: Sequence[str]) -> float:
    if style in _TALL:
        return _TALL[style]
    *before, _ = cells
    return height_of(cells, (*_WIDTHS[: len(before)], sum(_WIDTHS[len(before) :])))


def _rows(sheet: TakeAway) -> Iterator[_Row]:
    yield from _head(sheet)
    for key in (*NOW, *LATER):
        yield from _section(TITLES[key], _DUE, [_due(card, line) for card in sheet.cards[key] for line in card.lines])
    verify = [
        (line, line.open.removeprefix(tell("还需知道："))) for card in sheet.listed("verify") for line in card.lines
    ]
    near = [(line, line.near) for card in sheet.listed("near") for line in card.lines]
    for title, headings, found in ((TITLES["verify"], _VERIFY, verify), (TITLES["near"], _NEAR, near)):
        yield from _section(title, headings, [[*_what(line), words] for line, words in found])
    unlisted = {key: sheet.unlisted(key) for key in _LISTED}
    left_out = {key: sum(len(card.lines) for card in sheet.cards[key]) for key in _COUNTED}
    told = [tell("另有{title} {count} 个", title=TITLES[key], count=count) for key, count in unlisted.items() if count]
    told += [tell("{name} {count} 个", name=TITLES[key], count=count) for key, count in left_out.items() if count]
    if told:
        yield _Row("text", [tell("{those}，见“全部”。", those=tell("，").join(told))])
    yield _Row("text", [sheet.assessment.edition.header.notice])


def _head(sheet: TakeAway) -> Iterator[_Row]:
    counts = tell("，").join(tell("{name} {count} 个", name=name, count=count) for name, count in sheet.counts)
    by = " ".join(filter(None, (sheet.by, sheet.tel.text)))
    sums = tell("；").join(f"{kind} {words}" for kind, words in sheet.totals)
    yield _Row("name", [sheet.firm])
    yield _Row("text", [labels.say_edition(sheet.assessment) + (tell("；服务专员 {by}", by=by) if by else "")])
    yield from (_Row("text", [f"! {words}"]) for words in filter(None, (sheet.banner, *sheet.assessment.doubts)))
    yield _Row("text", [counts + (tell("，合计：{sums}", sums=sums) if sums else "")])
    source = sheet.assessment.edition.header.source
    yield _Row("text", [tell("依据 {source}。只打印这一张；其余各张是明细，要打印的先取消打印区域。", source=source)])


def _section(title: str, headings: Sequence[str], rows: list[list[str]]) -> Iterator[_Row]:
    if rows:
        yield _Row("section", [tell("{title}（{count}）", title=title, count=len(rows))])
        yield _Row("head", list(map(tell, headings)))
        yield from (_Row("row", row) for row in rows)


def _what(line: Line) -> list[str]:
    return [line.id, line.title, line.amount, tell("；").join((line.window, *line.reports))]


def _due(card: Card, line: Line) -> list[str]:
    contact = f"{labels.say_departments(card.policy)} {labels.say_contact(card.policy)}".rstrip()
    told = [line.ask and tell("先问：{ask}", ask=line.ask), tell("；").join(line.unchecked)]
    told += [tell("{name}：{words}", name=name, words=words) for name, words in line.handling]
    return [*_what(line), card.how, contact, "\n".join(filter(None, told))]
