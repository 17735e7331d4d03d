"""Where an edition comes from and what is in it."""

from typing import Any

from rich.console import Console

from jinshan_cli.core.timewords import say_span
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.shell.pages import Page
from jinshan_cli.faces.tables.views import EditionPage
from jinshan_cli.faces.words.labels import say_counts
from jinshan_cli.faces.words.rows import row_record
from jinshan_cli.use.tables.parts import count_examples


def record(view: EditionPage) -> dict[str, Any]:
    """The object of `edition --json`: where the table comes from, and how much is in it."""
    edition = view.edition
    return {
        **row_record(edition.header),
        "starts": edition.header.first_day.isoformat(),
        "ends": edition.header.last_day.isoformat(),
        "policies": len(edition.policies),
        "benefits": len(edition.rules),
        "facts": len(edition.facts.facts),
        "activities": len(edition.activities),
        "examples": count_examples(edition),
    }


def show_edition(view: EditionPage, console: Console) -> None:
    """Prints its title, source, contents and dates."""
    header, page = view.edition.header, Page()
    page.paragraph(clean(tell("{title}（{id}）", title=header.title, id=header.id)), indent=0)
    for name, text in (
        (tell("地区"), header.district),
        (tell("来源"), header.source),
        (tell("内容"), say_counts(view.edition)),
        (tell("所管时间"), say_span(view.edition.header.first_day, view.edition.header.last_day)),
        (tell("说明"), header.notice),
        (tell("文件夹"), view.folder or tell("内置")),
    ):
        if text:
            page.paragraph(clean(tell("{name}：{text}", name=name, text=text)))
    console.print(page.text, soft_wrap=True)
