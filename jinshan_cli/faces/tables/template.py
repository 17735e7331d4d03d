"""Empty lists and firm files to fill in: every fact with its unit, its choices and how to write it."""

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.figures import UNKNOWN, say_money
from jinshan_cli.core.written.values import HOW, read_header, writing_of
from jinshan_cli.core.written.voice import Words, tell, voice
from jinshan_cli.faces.out.spreadsheet import new_book
from jinshan_cli.faces.words.fact_words import say_users
from jinshan_cli.faces.words.wrapping import wrap

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_WAN_YUAN = "万元"
NAME, CODE = "企业名称", "统一社会信用代码"
FILL_IN = "填写"
NOTES = "填写说明"
CHOICES = "选项"
YES_NO = ["是", "否"]
_HOW = Words({**HOW.written, "choice": "从下拉列表选，或写列表中的名称；拿不准是哪个就都写，用 | 隔开"})
_GENERAL = (
    "一行一家企业；第一行是表头，不要改动。用不到的列可以删去，自己的列可以添上，都会原样带出。",
    "不清楚的留空，不要填 0：留空表示不知道，0 表示没有。",
    "金额按表头填万元；数可以带单位，单元格里的单位优先于表头的。“约”表示上下 10%。",
)
_WIDTH = 90
_LONGEST_PROMPT, _LONGEST_TITLE = 255, 32
"""characters that a spreadsheet allows in a prompt beside a cell"""
_COLOURS = ("#DDEBF7", "#E2EFDA", "#FFF2CC", "#FCE4D6", "#EDEDED", "#E4DFEC", "#DAEEF3", "#F2DCDB")


@dataclass(frozen=True, slots=True)
class Template:
    """What can be filled in for an edition."""

    form: ClassVar[Literal["template"]] = "template"
    edition: Edition


def heading(fact: Fact) -> str:
    """A fact's label with its unit, as a column is headed: 年营业收入（万元）, 从业人数（人）."""
    unit = {"money": _money(), "percent": "%"}.get(fact.type, fact.unit)
    stated = not fact.is_number or not unit or read_header(fact.label)[1] is not None
    return fact.label if stated else tell("{label}（{unit}）", label=fact.label, unit=unit)


def _money() -> str:
    """The unit of money in a list: 万元, or another language's own money as it is."""
    return _WAN_YUAN if voice().say_money is None else voice().currency


def headings(facts: Catalogue) -> list[str]:
    """The columns of an empty list."""
    return [tell(NAME), tell(CODE), *(heading(fact) for fact in facts)]


def header_row(template: Template) -> bytes:
    """The header row, for Excel: UTF-8 with BOM."""
    out = io.StringIO()
    csv.writer(out).writerow(headings(template.edition.facts))
    return out.getvalue().encode("utf-8-sig")


def firm_file(template: Template) -> str:
    """One firm: every fact as a comment that becomes its line when the `# ` before the key is taken away."""
    return "".join(f"{line}\n" for line in _toml_lines(template.edition))


def _toml_lines(edition: Edition) -> Iterator[str]:
    yield from _comment(tell("{title}：一家企业的资料。填好后：jinshan match 本文件", title=edition.header.title))
    yield from _comment(tell("要填哪一项，就去掉那一行开头的 #，在引号里填写；不清楚的不用动。"))
    yield from ("", 'name = ""')
    group = ""
    for fact in edition.facts:
        if fact.group != group:
            group = fact.group
            yield from ("", f"# ---------- {group} ----------")
        yield ""
        yield from _comment(tell("{told}：{words}", told=_told(fact), words=fact.help or fact.question))
        yield from _comment(f"  {_choices(fact) or _HOW[writing_of(fact)]}")
        yield f'# {fact.key} = ""'


def _told(fact: Fact) -> str:
    """A fact's label as a firm file has it, where a unit is written with the number."""
    if fact.type != "money":
        return heading(fact)
    return tell(
        "{label}（{money}，连单位一起写，如 {example}）",
        label=fact.label,
        money=_money(),
        example=say_money(3200 * 10**6),
    )


def _comment(text: str) -> Iterator[str]:
    for line in wrap(text, _WIDTH):
        yield f"# {line}"


def _choices(fact: Fact) -> str:
    return (
        tell("可选：") + tell("；").join(f"{option.key} {option.label}" for option in fact.options)
        if fact.options
        else ""
    )


def workbook(template: Template) -> bytes:
    """A workbook: the list with drop-downs and prompts, the notes, the options."""
    edition, out = template.edition, io.BytesIO()
    with new_book(out) as book:
        sheet = book.add_worksheet(tell(FILL_IN))
        _write_notes(book, edition)
        ranges = _write_choices(book, edition.facts)
        _write_header(book, sheet, edition.facts)
        for column, fact in enumerate(edition.facts, 2):
            _help_to_fill(sheet, column, fact, ranges)
    return out.getvalue()


def _write_header(book: "Workbook", sheet: "Worksheet", facts: Catalogue) -> None:
    groups = list(dict.fromkeys(fact.group for fact in facts))
    colours = dict(zip(groups, _COLOURS * len(groups), strict=False))
    look = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
    text = book.add_format({"num_format": "@"})
    sheet.write_string(0, 0, tell(NAME), book.add_format(look))
    sheet.write_string(0, 1, tell(CODE), book.add_format(look))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 21, text)
    formats = {group: book.add_format({**look, "bg_color": colour}) for group, colour in colours.items()}
    for column, fact in enumerate(facts, 2):
        sheet.write_string(0, column, heading(fact), formats[fact.group])
        sheet.set_column(column, column, 16, text if fact.type == "choice" else None)
    sheet.set_row(0, 48)
    sheet.freeze_panes(1, 1)


def _help_to_fill(sheet: "Worksheet", column: int, fact: Fact, ranges: dict[str, str]) -> None:
    """A drop-down where there are options, and a prompt; a code or alias that is not on the list may be kept."""
    rule: dict[str, Any] = {
        "input_title": fact.label[:_LONGEST_TITLE],
        "input_message": (fact.help or _HOW[writing_of(fact)])[:_LONGEST_PROMPT],
        "error_type": "warning",
        "error_title": tell("不在列表中"),
        "error_message": tell(
            "列表之外的写法，程序认识才算数；不清楚就留空。{unknown}不等于否。", unknown=tell(UNKNOWN)
        ),
    }
    match fact.type:
        case "flag":
            rule |= {"validate": "list", "source": list(map(tell, YES_NO))}
        case "choice":
            rule |= {"validate": "list", "source": ranges[fact.key]}
        case _:
            rule |= {"validate": "any"}
    sheet.data_validation(1, column, 1_048_575, column, rule)


def _write_choices(book: "Workbook", facts: Catalogue) -> dict[str, str]:
    """The hidden sheet that the drop-downs draw on: key → its range."""
    from xlsxwriter.utility import xl_range_abs

    sheet = book.add_worksheet(tell(CHOICES))
    sheet.hide()
    ranges = {}
    for column, fact in enumerate(fact for fact in facts if fact.options):
        sheet.write_string(0, column, fact.label, book.add_format({"bold": True}))
        sheet.set_column(column, column, 30)
        for row, option in enumerate(fact.options, 1):
            sheet.write_string(row, column, option.label)
        ranges[fact.key] = f"={tell(CHOICES)}!{xl_range_abs(1, column, len(fact.options), column)}"
    return ranges


def _derived(edition: Edition) -> Iterator[str]:
    """What need not be filled in, in an edition that derives anything."""
    keys = {*edition.derivations, *((edition.sizes.fact,) if edition.sizes else ())}
    if keys:
        labels = tell("、").join(edition.facts[key].label for key in edition.facts.in_order(keys))
        yield tell("{labels}可以不填，按其他指标推算；填了以所填为准。", labels=labels)


def _write_notes(book: "Workbook", edition: Edition) -> None:
    sheet = book.add_worksheet(tell(NOTES))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    lines = (
        tell("{title}（{id}）", title=edition.header.title, id=edition.header.id),
        *map(tell, _GENERAL),
        *_derived(edition),
        edition.header.notice,
    )
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, bold if row == 0 else None)
    top = len(lines) + 1
    titles = (
        (tell("列"), 30),
        (tell("怎么填"), 36),
        (tell("说明"), 70),
        (tell("在哪里查"), 30),
        (tell("用于第几项"), 16),
    )
    for column, (title, width) in enumerate(titles):
        sheet.write_string(top, column, title, bold)
        sheet.set_column(column, column, width, wrapped if column else None)
    for row, fact in enumerate(edition.facts, top + 1):
        users = say_users(fact.key, edition)
        for column, text in enumerate((heading(fact), _HOW[writing_of(fact)], fact.help, fact.ask_at, users)):
            sheet.write_string(row, column, text, wrapped)
    sheet.freeze_panes(top + 1, 1)
