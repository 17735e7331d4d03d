"""Policies as a file: JSON, Markdown, one HTML page, or a workbook."""

from collections.abc import Callable
from pathlib import Path

from jinshan_cli.core.clean import clean
from jinshan_cli.core.policy import Edition, Policy
from jinshan_cli.faces.endings import ending_of
from jinshan_cli.faces.policy_sheet import policy_sheet
from jinshan_cli.faces.spreadsheet import new_book
from jinshan_cli.readers.saving import save


def write_policies(policies: list[Policy], edition: Edition, output: Path, *, json: bool, force: bool) -> None:
    """Writes policies by the ending of `output`. Raises InputError for another ending, or a file in the way."""
    write = _WRITERS[ending_of(output, _WRITERS, ".json" if json else "")]
    save(output, lambda aside: write(policies, edition, aside), force)


def _write_json(policies: list[Policy], edition: Edition, path: Path) -> None:
    from jinshan_cli.faces.jsontext import to_json
    from jinshan_cli.faces.records import policy_record

    path.write_text(to_json([policy_record(policy, edition) for policy in policies]) + "\n", encoding="utf-8")


def _write_markdown(policies: list[Policy], edition: Edition, path: Path) -> None:
    from jinshan_cli.faces.markdown import escape as marked

    lines = [f"# {edition.header.title}"]
    for policy in policies:
        for i, (heading, rows) in enumerate(policy_sheet(policy, edition)):
            lines += ["", f"{'###' if i else '##'} {marked(heading)}", ""]
            lines += [f"- {name}：{marked(text)}" for name, text in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_html(policies: list[Policy], edition: Edition, path: Path) -> None:
    from jinshan_cli.faces.htmlpage import render

    sheets = [policy_sheet(policy, edition) for policy in policies]
    path.write_text(render("policies.html.jinja", header=edition.header, sheets=sheets), encoding="utf-8")


def _write_workbook(policies: list[Policy], edition: Edition, path: Path) -> None:
    with new_book(path) as book:
        sheet = book.add_worksheet("政策")
        wrap, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        sheet.set_column(0, 0, 12, wrap)
        sheet.set_column(1, 1, 90, wrap)
        row = 0
        for policy in policies:
            for heading, rows in policy_sheet(policy, edition):
                sheet.write_string(row, 0, clean(heading), bold)
                for name, text in rows:
                    row += 1
                    sheet.write_string(row, 0, name, wrap)
                    sheet.write_string(row, 1, clean(text), wrap)
                row += 2


_WRITERS: dict[str, Callable[[list[Policy], Edition, Path], None]] = {
    ".json": _write_json,
    ".md": _write_markdown,
    ".html": _write_html,
    ".xlsx": _write_workbook,
}
