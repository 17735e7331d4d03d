"""Policies as files: their records, Markdown, one HTML page, a workbook."""

from io import BytesIO
from typing import Any

from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.htmlpage import render
from jinshan_cli.faces.out.spreadsheet import new_book
from jinshan_cli.faces.tables.policy_sheet import Chosen
from jinshan_cli.faces.words.markdown import escape
from jinshan_cli.faces.words.records import policy_record


def records(chosen: Chosen) -> list[dict[str, Any]]:
    """The contract's JSON."""
    return [policy_record(policy, chosen.edition, chosen.as_of) for policy in chosen.policies]


def markdown(chosen: Chosen) -> str:
    """A heading a policy, a list a part of it."""
    lines = [f"# {chosen.edition.header.title}"]
    if chosen.banner:
        lines += ["", f"**{escape(chosen.banner)}**"]
    for sheet in chosen.sheets:
        for i, (heading, rows) in enumerate(sheet):
            lines += ["", f"{'###' if i else '##'} {escape(heading)}", ""]
            lines += [tell("- {name}：{escape}", name=name, escape=escape(text)) for name, text in rows]
    return "\n".join(lines) + "\n"


def html(chosen: Chosen) -> str:
    """One page."""
    return render("policies.html.jinja", header=chosen.edition.header, banner=chosen.banner, sheets=chosen.sheets)


def workbook(chosen: Chosen) -> bytes:
    """One sheet, headed lists one below the other."""
    out = BytesIO()
    with new_book(out) as book:
        sheet = book.add_worksheet(tell("政策"))
        wrap, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        sheet.set_column(0, 0, 12, wrap)
        sheet.set_column(1, 1, 90, wrap)
        row = 0
        if chosen.banner:
            sheet.write_string(row, 0, tell("提示"), bold)
            sheet.write_string(row, 1, clean(chosen.banner), wrap)
            row += 2
        for policy in chosen.sheets:
            for heading, rows in policy:
                sheet.write_string(row, 0, clean(heading), bold)
                for name, text in rows:
                    row += 1
                    sheet.write_string(row, 0, name, wrap)
                    sheet.write_string(row, 1, clean(text), wrap)
                row += 2
    return out.getvalue()
