"""A result to where it is wanted: the terminal, JSON, or a file by its ending. Faces are imported when asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.faces.paper.endings import ending_of
from jinshan_cli.faces.shell.session import DASH
from jinshan_cli.use.result.assess import Assessment

if TYPE_CHECKING:
    from jinshan_cli.faces.result.takeaway import TakeAway
    from jinshan_cli.use.result.compare import Changes


@dataclass(frozen=True, slots=True)
class Delivery:
    """An assessment with what a face adds to it."""

    assessment: Assessment
    why: bool = False
    by: str = ""
    """the specialist's name, and number, for what is handed over"""
    tel: str = ""
    changes: "Changes | None" = None
    """what a supposed change of facts would gain and lose"""


def deliver(delivery: Delivery, *, output: Path | None, json: bool, force: bool) -> None:
    """Shows a delivery, or writes it to `output`. Raises InputError for an ending no face has, or a file in the way."""
    if output is None or output == DASH:
        _print_json(delivery) if json else _print_table(delivery)
        return
    write = writer_for(output, json)
    from jinshan_cli.files.disk.saving import save

    save(output, lambda aside: write(delivery, aside), force)


def writer_for(output: Path, json: bool = False) -> Callable[[Delivery, Path], None]:
    """The writer of a file's ending. Raises InputError."""
    return _WRITERS[ending_of(output, _WRITERS, ".json" if json else "")]


def is_handed_over(output: Path | None, json: bool = False) -> bool:
    """True if the result becomes a sheet for the firm, and not a screen or JSON. Raises InputError."""
    return output not in (None, DASH) and writer_for(output, json) is not _write_json


def check_signed(signature: str, output: Path | None, json: bool = False) -> None:
    """Raises InputError if there is a signature, and the result becomes no sheet to put it on."""
    if signature and not is_handed_over(output, json):
        expected = "加 -o 留存单.html，或以 .md、.xlsx 结尾的文件"
        raise InputError([Fault("--by、--tel 写在留存单上，这里没有留存单", expected=expected)])


def _print_table(delivery: Delivery) -> None:
    from jinshan_cli.faces.result.terminal import show_assessment
    from jinshan_cli.faces.shell.console import results

    console = results()
    show_assessment(console, delivery.assessment, delivery.why)
    if delivery.changes is not None:
        from jinshan_cli.faces.result.changes import show_changes

        show_changes(console, delivery.changes)


def _print_json(delivery: Delivery) -> None:
    from jinshan_cli.faces.shell.console import write_json

    write_json(_record(delivery))


def _record(delivery: Delivery) -> dict[str, object]:
    from jinshan_cli.faces.words.records import assessment_record

    record = assessment_record(delivery.assessment)
    if delivery.changes is not None:
        from jinshan_cli.faces.result.changes import changes_record

        record["what_if"] = changes_record(delivery.changes)
    return record


def _write_json(delivery: Delivery, path: Path) -> None:
    from jinshan_cli.faces.words.jsontext import to_json

    path.write_text(to_json(_record(delivery)) + "\n", encoding="utf-8")


def _write_html(delivery: Delivery, path: Path) -> None:
    from jinshan_cli.faces.result.handout import html

    path.write_text(html(_sheet(delivery)), encoding="utf-8")


def _write_markdown(delivery: Delivery, path: Path) -> None:
    from jinshan_cli.faces.result.markdown import markdown

    path.write_text(markdown(_sheet(delivery)), encoding="utf-8")


def _write_workbook(delivery: Delivery, path: Path) -> None:
    from jinshan_cli.faces.result.workbook import workbook

    workbook(_sheet(delivery), path)


def _sheet(delivery: Delivery) -> "TakeAway":
    from jinshan_cli.faces.result.takeaway import take_away

    return take_away(delivery.assessment, by=delivery.by, tel=delivery.tel, changes=delivery.changes)


_WRITERS: dict[str, Callable[[Delivery, Path], None]] = {
    ".json": _write_json,
    ".md": _write_markdown,
    ".html": _write_html,
    ".xlsx": _write_workbook,
}
