"""What changed between two lists, as a page and as a workbook."""

from io import BytesIO

from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.listdiff.view import MOVE, ListComparison, name_of, say_firm
from jinshan_cli.faces.out.htmlpage import render
from jinshan_cli.faces.out.spreadsheet import Cell, RowSheet, new_book, write_sheet


def page(view: ListComparison) -> str:
    """The whole file."""
    return render(
        "listdiff.html.jinja",
        view=view,
        moves=MOVE,
        policies=list(view.policies()),
        firms=[(name_of(firm.after), firm.after.code, list(say_firm(firm))) for firm in view.found.firms],
        notes=list(view.notes()),
    )


def workbook(view: ListComparison) -> bytes:
    """Sheets of policies, of firms with all that changed, and of what is not compared."""
    firms: list[list[Cell]] = [
        [firm.after.row, name_of(firm.after), firm.after.code, tell("；").join(say_firm(firm))]
        for firm in view.found.firms
    ]
    policies: list[list[Cell]] = [[title, *counts.values()] for title, counts in view.policies()]
    out = BytesIO()
    with new_book(out) as book:
        write_sheet(book, RowSheet(tell("政策"), (tell("政策"), *MOVE.values()), policies, (36, *[14] * len(MOVE))))
        write_sheet(
            book,
            RowSheet(
                tell("企业"),
                (tell("新名单行"), tell("企业"), tell("统一社会信用代码"), tell("变化")),
                firms,
                (10, 30, 22, 80),
            ),
        )
        write_sheet(book, RowSheet(tell("说明"), (tell("说明"),), [(note,) for note in view.notes()], (100,)))
    return out.getvalue()
