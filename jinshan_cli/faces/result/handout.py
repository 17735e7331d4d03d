"""The sheet that stays with the firm: one HTML file without network or script, for paper and for a phone."""

from typing import Any

from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.htmlpage import render
from jinshan_cli.faces.result.changes import NO_CHANGE, change_lines, fact_lines, total_lines
from jinshan_cli.faces.result.chart import chart
from jinshan_cli.faces.result.takeaway import TakeAway, sheet_of
from jinshan_cli.faces.result.view import Delivery
from jinshan_cli.faces.words.schedule import say_when
from jinshan_cli.use.result.sections import LATER, NOW, TITLES


def page(delivery: Delivery) -> str:
    """The file."""
    return html(sheet_of(delivery))


def html(sheet: TakeAway) -> str:
    """The whole file."""
    words = {"say_when": say_when, "unchanged": tell(NO_CHANGE), **_changes(sheet)}
    told = {"due": (*NOW, *LATER), "titles": TITLES}
    return render("handout.html.jinja", sheet=sheet, groups=chart(sheet.assessment), **words, **told)


def _changes(sheet: TakeAway) -> dict[str, Any]:
    if sheet.changes is None:
        return {"supposed": [], "effects": [], "differences": []}
    return {
        "supposed": fact_lines(sheet.changes),
        "effects": list(change_lines(sheet.changes)),
        "differences": total_lines(sheet.changes),
    }
