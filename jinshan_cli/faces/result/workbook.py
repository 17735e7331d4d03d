"""The take-away as a workbook: a sheet for each next step, amounts as numbers, every text as text."""

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell, voice
from jinshan_cli.faces.out.spreadsheet import A4, LONGEST, Cell, height_of, new_book, yuan_cell
from jinshan_cli.faces.result.changes import EFFECT, fact_lines, say_standing, total_lines
from jinshan_cli.faces.result.onepage import NAME, PAGES, write_one_page
from jinshan_cli.faces.result.takeaway import TakeAway, sheet_of
from jinshan_cli.faces.result.view import Delivery
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.schedule import say_when
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.result.compare import Changes
from jinshan_cli.use.result.sections import SHORT, TITLES, Row, sections
from jinshan_cli.use.result.understood import is_of_person

if TYPE_CHECKING:
    from xlsxwriter import Workbook

LONGEST_HEADER = 100
"""characters of a firm's name above a page: a spreadsheet takes 255 in all"""
BEYOND = 40
"""a column beyond every sheet's last one"""
NO_LIMIT = "未载明"
"""stands for an upper end that is not stated"""
OPEN_LIMIT = "待定"
"""stands for one that a figure is missing for"""
_AMOUNTS = ("至少（{currency}）", "最高（{currency}）", "金额")
_CONTACTS = ("办理", "责任单位", "联系")
_HOW = ("材料", "步骤", "网址", "邮箱", "暂停")
"""told where any benefit of the sheet has them"""
_DUE = ("编号", "事项", "类别", *_AMOUNTS, "期限", *_CONTACTS, "另需核定", *_HOW, "内容", "口径说明")
_ASK = (*_DUE[:6], "先问的原因", *_DUE[6:])
_WIDTHS = {
    "先问的原因": 40,
    "编号": 6, "事项": 22, "类别": 10, "至少（{currency}）": 12, "最高（{currency}）": 12, "金额": 16,
    "期限": 22, "办理": 22,
    "责任单位": 16, "联系": 14, "另需核定": 28, "内容": 50, "口径说明": 40, "还需知道": 36, "在哪里查": 30, "说明": 50,
    "用于": 14, "指标": 22, "现有": 16, "需要": 16, "相差": 16, "答案": 22, "依据": 44, "时间": 24, "结论": 8,
    "时限": 12, "原来": 30, "改变后": 30, "影响": 14, "项目": 20,
    "材料": 30, "步骤": 34, "网址": 28, "邮箱": 22, "暂停": 24,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class BookPage:
    """A sheet: its name, its headings, its rows."""

    name: str
    headings: Sequence[str]
    rows: list[list[Cell]]


def book(delivery: Delivery) -> bytes:
    """The file."""
    return workbook(sheet_of(delivery))


def workbook(sheet: TakeAway) -> bytes:
    """The whole file. Same input, same bytes."""
    out = BytesIO()
    with new_book(out) as book:
        created = datetime.combine(sheet.assessment.as_of, time())
        book.set_properties({"title": clean(sheet.firm), "created": created})
        write_one_page(book, sheet)
        for page in map(_trimmed, _pages(sheet)):
            _write(book, page)
        _for_paper(book, sheet)
    return out.getvalue()


def _pages(sheet: TakeAway) -> list[BookPage]:
    assessment = sheet.assessment
    found = sections(assessment)
    soon = [
        BookPage(SHORT["enjoy"], _DUE, [_due(row, assessment) for row in found["enjoy"].rows]),
        BookPage(TITLES["ask_first"], _ASK, [_asked(row, assessment) for row in found["ask_first"].rows]),
    ]
    optional = [
        BookPage(
            "未在期内", _DUE, [_due(row, assessment) for key in ("upcoming", "expired") for row in found[key].rows]
        ),
        BookPage("活动", ("时间", "事项", "责任单位"), [_occasion(occasion) for occasion in sheet.occasions]),
        BookPage("假如", ("影响", "编号", "事项", "原来", "改变后"), _supposed(sheet.changes)),
    ]
    verify = ("编号", "事项", "类别", *_AMOUNTS, "还需知道", "期限", *_CONTACTS, "内容")
    near = ("编号", "事项", "类别", "指标", "现有", "需要", "相差", "说明", "期限", *_CONTACTS)
    every = ("编号", "事项", "类别", "结论", "时限", *_AMOUNTS)
    verdicts = [_verdict(Row(policy, result), assessment) for policy, result in assessment.benefits()]
    return [
        BookPage(SHORT["apply"], _DUE, [_due(row, assessment) for row in found["apply"].rows]),
        *(page for page in soon if page.rows),
        BookPage(SHORT["verify"], verify, [_pending(row, assessment) for row in found["verify"].rows]),
        BookPage("所缺信息", ("指标", "在哪里查", "说明", "用于"), _lookups(sheet)),
        BookPage(SHORT["near"], near, [_near(row, assessment) for row in found["near"].rows]),
        *(page for page in optional if page.rows),
        BookPage("计算依据", ("指标", "答案", "依据"), _answers(sheet)),
        BookPage("全部", every, verdicts),
        BookPage("说明", ("项目", "说明"), _about(sheet)),
    ]


def _trimmed(page: BookPage) -> BookPage:
    """Without the columns of how a benefit is had that no row has anything in."""
    empty = [name in _HOW and not any(row[i] for row in page.rows) for i, name in enumerate(page.headings)]
    kept = [i for i, left_out in enumerate(empty) if not left_out]
    return BookPage(page.name, [page.headings[i] for i in kept], [[row[i] for i in kept] for row in page.rows])


def _head(row: Row) -> list[Cell]:
    benefit = row.result.benefit
    return [benefit.id, benefit.title, labels.KIND[benefit.kind]]


def _amount(row: Row, assessment: Assessment) -> list[Cell]:
    """Low and high in yuan, and the words; empty cells if not quantified."""
    if row.result.status == "ineligible" or row.result.gives_nothing:
        return [None, None, tell(labels.NO_SUM) if row.result.gives_nothing else ""]
    amount = row.result.amount
    if amount is None:
        return [None, None, labels.say_worth(row.result)]
    no_end = tell(OPEN_LIMIT if row.result.is_untold else NO_LIMIT)
    ends = yuan_cell(int(amount.low or 0)), no_end if amount.high is None else yuan_cell(int(amount.high))
    return [*ends, labels.say_worth(row.result)]


def _contacts(row: Row) -> list[Cell]:
    policy = row.policy.policy
    return [labels.say_channel(policy), labels.say_departments(policy), labels.say_contact(policy)]


def _due(row: Row, assessment: Assessment) -> list[Cell]:
    policy, checks = row.policy.policy.only({row.result.benefit.id}), tell("；").join(row.result.benefit.unchecked)
    window = _window(row, assessment)
    told = [checks, *_how(row), policy.summary, policy.readings]
    return [*_head(row), *_amount(row, assessment), window, *_contacts(row), *told]


def _how(row: Row) -> list[Cell]:
    """What to bring, as a list to tick, and to do; where; why nothing is taken in for the time being."""
    how = row.policy.policy.handling(row.result.benefit)
    steps = tell("；").join(f"{number}. {step}" for number, step in enumerate(how.steps, 1))
    papers = tell("；").join(f"{labels.BOX}{paper}" for paper in how.materials)
    return [papers, steps, how.link, how.email, how.suspended]


def _asked(row: Row, assessment: Assessment) -> list[Cell]:
    due = _due(row, assessment)
    return [*due[:6], labels.say_asked_first(row.result, assessment), *due[6:]]


def _window(row: Row, assessment: Assessment) -> str:
    """What the day means for it, and what notes know of its time."""
    return tell("；").join((labels.say_deadline(row.result, assessment), *labels.say_reports(row.result)))


def _pending(row: Row, assessment: Assessment) -> list[Cell]:
    window = _window(row, assessment)
    wanted = labels.say_missing(row.result, assessment.edition.facts)
    return [
        *_head(row),
        *_amount(row, assessment),
        wanted,
        window,
        *_contacts(row),
        row.policy.policy.only({row.result.benefit.id}).summary,
    ]


def _near(row: Row, assessment: Assessment) -> list[Cell]:
    miss, facts = row.result.near_miss, assessment.edition.facts
    assert miss is not None
    fact = facts[miss.fact]
    figures = [yuan_cell(int(end)) if fact.type == "money" else end for end in (miss.has, miss.needs, miss.short)]
    words, window = labels.say_near_miss(miss, facts), labels.say_deadline(row.result, assessment)
    unit = voice().currency if fact.type == "money" else fact.unit
    return [
        *_head(row),
        tell("{label}（{unit}）", label=fact.label, unit=unit) if unit else fact.label,
        *figures,
        words,
        window,
        *_contacts(row),
    ]


def _verdict(row: Row, assessment: Assessment) -> list[Cell]:
    result = row.result
    return [*_head(row), labels.say_status(result), labels.say_timing(result), *_amount(row, assessment)]


def _lookups(sheet: TakeAway) -> list[list[Cell]]:
    return [[each.fact.label, each.where, each.fact.help, each.used] for each in sheet.lookups]


def _occasion(occasion: Any) -> list[Cell]:
    return [say_when(occasion.entry), occasion.entry.what, labels.say_departments(occasion.activity)]


def _supposed(changes: Changes | None) -> list[list[Cell]]:
    if changes is None:
        return []
    facts: list[list[Cell]] = [[tell("假如"), "", line, "", ""] for line in fact_lines(changes)]
    rows: list[list[Cell]] = [
        [EFFECT[row.effect], row.standing.id, row.standing.title, say_standing(row.before), say_standing(row.after)]
        for row in changes.rows
    ]
    totals: list[list[Cell]] = [
        [tell("{kind}合计", kind=kind), "", words, "", ""] for kind, words in total_lines(changes)
    ]
    return [*facts, *rows, *totals]


def _answers(sheet: TakeAway) -> list[list[Cell]]:
    told: list[list[Cell]] = [[answer.label, answer.words, answer.why] for answer in sheet.answers]
    denied: list[list[Cell]] = [[label, tell("无或否"), ""] for label in sheet.denied]
    return [*told, *denied]


def _about(sheet: TakeAway) -> list[list[Cell]]:
    header = sheet.assessment.edition.header
    rows: list[tuple[str, str]] = [
        ("姓名" if is_of_person(sheet.assessment) else "企业", sheet.firm),
        ("政策表", labels.say_edition(sheet.assessment)),
        ("来源", header.source),
        ("服务专员", " ".join(filter(None, (sheet.by, sheet.tel.text)))),
        ("提示", sheet.banner),
        *(("请核对", warning) for warning in sheet.assessment.doubts),
        *((tell("{kind}合计", kind=kind), words) for kind, words in sheet.totals),
        *((tell("{kind}先问合计（未计入）", kind=kind), words) for kind, words in sheet.asked_totals),
        ("注意", header.notice),
    ]
    return [[tell(name), words] for name, words in rows if words]


def _for_paper(book: "Workbook", sheet: TakeAway) -> None:
    """A4 across, on two pages at most, each with the firm and the day; `&` would be a command there.

    The first sheet alone: an empty cell is all that is printed of the others, and no program prints an empty page.
    """
    firm, day = clean(sheet.firm).replace("&", "&&")[:LONGEST_HEADER], sheet.assessment.as_of
    for made in book.worksheets():
        made.set_landscape()
        made.set_paper(A4)
        made.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        if made.name != tell(NAME):
            made.fit_to_pages(1, PAGES)
            made.repeat_rows(0)
            made.print_area(0, BEYOND, 0, BEYOND)
        made.set_header(tell("&L{firm}&R按 {day} 计算", firm=firm, day=day))
        made.set_footer(tell("&L&A&R第 &P 页，共 &N 页"))


def _write(book: "Workbook", page: BookPage) -> None:
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 2, "bg_color": "#E8EEF0"})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    whole = book.add_format({"num_format": "#,##0", "valign": "top"})
    exact = book.add_format({"num_format": "#,##0.00", "valign": "top"})
    sheet = book.add_worksheet(tell(page.name))
    for column, heading in enumerate(page.headings):
        sheet.set_column(column, column, _WIDTHS[heading])
        sheet.write_string(0, column, tell(heading, currency=voice().currency), head)
    for number, row in enumerate(page.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, clean(cell)[:LONGEST], text)
            elif cell is not None:
                sheet.write_number(number, column, cell, whole if isinstance(cell, int) else exact)
        sheet.set_row(number, height_of(row, [_WIDTHS[heading] for heading in page.headings]))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(page.rows), 1), len(page.headings) - 1)
