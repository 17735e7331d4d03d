"""Policies as a file: JSON, Markdown, one HTML page, or a workbook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinshan_cli.core.policy import Edition, Policy
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.paper.endings import ending_of
from jinshan_cli.faces.paper.spreadsheet import new_book
from jinshan_cli.faces.tables.policy_sheet import Rows, policy_sheet
from jinshan_cli.files.disk.saving import save


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some policies of an edition, looked at on a day."""

    policies: Sequence[Policy]
    edition: Edition
    as_of: date

    @property
    def sheets(self) -> list[list[tuple[str, Rows]]]:
        """Each policy as headed lists."""
        return [policy_sheet(policy, self.edition, self.as_of) for policy in self.policies]


def write_policies(chosen: Chosen, output: Path, *, json: bool, force: bool) -> None:
    """Writes policies by the ending of `output`. Raises InputError for another ending, or a file in the way."""
    write = _WRITERS[ending_of(output, _WRITERS, ".json" if json else "")]
    save(output, lambda aside: write(chosen, aside), force)


def _write_json(chosen: Chosen, path: Path) -> None:
    from jinshan_cli.faces.words.jsontext import to_json
    from jinshan_cli.faces.words.records import policy_record

    path.write_text(
        to_json([policy_record(policy, chosen.edition) for policy in chosen.policies]) + "\n", encoding="utf-8"
    )


def _write_markdown(chosen: Chosen, path: Path) -> None:
    from jinshan_cli.faces.result.markdown import escape as marked

    lines = [f"# {chosen.edition.header.title}"]
    for sheet in chosen.sheets:
        for i, (heading, rows) in enumerate(sheet):
            lines += ["", f"{'###' if i else '##'} {marked(heading)}", ""]
            lines += [f"- {name}：{marked(text)}" for name, text in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _write_html(chosen: Chosen, path: Path) -> None:
    from jinshan_cli.faces.paper.htmlpage import render

    path.write_text(render("policies.html.jinja", header=chosen.edition.header, sheets=chosen.sheets), encoding="utf-8")


def _write_workbook(chosen: Chosen, path: Path) -> None:
    with new_book(path) as book:
        sheet = book.add_worksheet("政策")
        wrap, bold = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
        sheet.set_column(0, 0, 12, wrap)
        sheet.set_column(1, 1, 90, wrap)
        row = 0
        for policy in chosen.sheets:
            for heading, rows in policy:
                sheet.write_string(row, 0, clean(heading), bold)
                for name, text in rows:
                    row += 1
                    sheet.write_string(row, 0, name, wrap)
                    sheet.write_string(row, 1, clean(text), wrap)
                row += 2


_WRITERS: dict[str, Callable[[Chosen, Path], None]] = {
    ".json": _write_json,
    ".md": _write_markdown,
    ".html": _write_html,
    ".xlsx": _write_workbook,
}
