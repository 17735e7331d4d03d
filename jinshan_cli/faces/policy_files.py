"""Policies as a file: JSON, Markdown, one HTML page, or a workbook."""

from collections.abc import Callable
from html import escape
from pathlib import Path

from jinshan_cli.core.clean import clean
from jinshan_cli.core.policy import Edition, Policy
from jinshan_cli.faces.endings import ending_of
from jinshan_cli.faces.policy_sheet import policy_sheet
from jinshan_cli.faces.spreadsheet import PLAIN_TEXT
from jinshan_cli.readers.saving import written_aside

_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>
body {{ font: 15px/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }}
body {{ max-width: 46em; margin: 2em auto; padding: 0 1em }}
h2 {{ font-size: 1.15em; border-top: 2px solid #333; padding-top: .6em }} h3 {{ font-size: 1em }}
dl {{ display: grid; grid-template-columns: 5.5em 1fr; gap: .2em .8em }} dt {{ color: #555 }} dd {{ margin: 0 }}
</style></head><body><h1>{title}</h1>
{body}
</body></html>
"""


def write_policies(policies: list[Policy], edition: Edition, output: Path, *, json: bool, force: bool) -> None:
    """Writes policies by the ending of `output`. Raises InputError for another ending, or a file in the way."""
    write = _WRITERS[ending_of(output, _WRITERS, ".json" if json else "")]
    with written_aside(output, force) as aside:
        write(policies, edition, aside)


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
    parts = []
    for policy in policies:
        for i, (heading, rows) in enumerate(policy_sheet(policy, edition)):
            level = "h3" if i else "h2"
            terms = "".join(f"<dt>{_markup(name)}</dt><dd>{_markup(text)}</dd>" for name, text in rows)
            parts.append(f"<{level}>{_markup(heading)}</{level}>\n<dl>{terms}</dl>")
    title = _markup(edition.header.title)
    path.write_text(_PAGE.format(title=title, body="\n".join(parts)), encoding="utf-8")


def _write_workbook(policies: list[Policy], edition: Edition, path: Path) -> None:
    from xlsxwriter import Workbook

    with Workbook(str(path), PLAIN_TEXT) as book:
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


def _markup(text: str) -> str:
    return escape(clean(text))


_WRITERS: dict[str, Callable[[list[Policy], Edition, Path], None]] = {
    ".json": _write_json,
    ".md": _write_markdown,
    ".html": _write_html,
    ".xlsx": _write_workbook,
}
