"""Where an edition comes from and what is in it."""

from typing import Any

from rich.console import Console

from jinshan_cli.core.timewords import say_span
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.shell.pages import Page
from jinshan_cli.faces.tables.views import EditionPage
from jinshan_cli.faces.words.labels import say_counts
from jinshan_cli.faces.words.records import edition_record


def record(view: EditionPage) -> dict[str, Any]:
    """The JSON of it."""
    return edition_record(view.edition)


def show_edition(view: EditionPage, console: Console) -> None:
    """Prints its title, source, contents and dates."""
    header, page = view.edition.header, Page()
    page.paragraph(clean(f"{header.title}（{header.id}）"), indent=0)
    for name, text in (
        ("地区", header.district),
        ("来源", header.source),
        ("内容", say_counts(view.edition)),
        ("所管时间", say_span(view.edition.header.first_day, view.edition.header.last_day)),
        ("说明", header.notice),
        ("文件夹", view.folder or "内置"),
    ):
        if text:
            page.paragraph(clean(f"{name}：{text}"))
    console.print(page.text, soft_wrap=True)
