"""The sheet that stays with the firm: one HTML file without network or script, for paper and for a phone."""

from typing import TYPE_CHECKING, Any

from jinshan_cli.core.clean import clean
from jinshan_cli.faces import labels
from jinshan_cli.faces.changes import NONE, change_lines, fact_lines, total_lines
from jinshan_cli.faces.chart import chart
from jinshan_cli.faces.schedule import say_when
from jinshan_cli.faces.takeaway import TakeAway, take_away
from jinshan_cli.use.assess import Assessment
from jinshan_cli.use.compare import Changes

if TYPE_CHECKING:
    from jinja2 import Environment


def html(assessment: Assessment, *, by: str = "", tel: str = "", changes: Changes | None = None) -> str:
    """The whole file. `by` and `tel` are the specialist's; whatever is in the texts comes out as text."""
    sheet = take_away(assessment, by=by, tel=tel, changes=changes)
    template = _environment().get_template("handout.html.jinja")
    return template.render(sheet=sheet, groups=chart(assessment), **_changes(sheet))


def _changes(sheet: TakeAway) -> dict[str, Any]:
    if sheet.changes is None:
        return {"supposed": [], "effects": [], "differences": []}
    return {
        "supposed": fact_lines(sheet.changes),
        "effects": list(change_lines(sheet.changes)),
        "differences": total_lines(sheet.changes),
    }


def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("jinshan_cli.faces"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(labels=labels, say_when=say_when, unchanged=NONE)
    return made


def _seen(value: Any) -> Any:
    """Plain text without what hides in it; markup of the template itself stays as it is."""
    return clean(value) if type(value) is str else value
