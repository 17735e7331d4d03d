"""The one way out: a view goes to the screen, out as JSON, or into a file by the ending of its name.

A view is frozen and names its form. What can be made of a form is listed once, here, and imported when it is asked for.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, Protocol

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.faces.out.endings import ending_of
from jinshan_cli.faces.shell.console import results, write_json
from jinshan_cli.faces.words.jsontext import to_json
from jinshan_cli.files.disk.saving import check_target, save
from jinshan_cli.files.disk.targets import STDOUT

Form = Literal[
    "result",
    "policies",
    "table",
    "activities",
    "facts",
    "changes",
    "revisions",
    "findings",
    "edition",
    "due",
    "calendar",
    "template",
    "list",
    "reform",
    "listdiff",
]
DASH = Path("-")
"""stdin, or stdout"""
SCREEN, RECORD = "screen", ".json"
PAPER = (".md", ".html", ".xlsx")
"""what is handed over to a person"""

_POLICIES = {
    SCREEN: "tables.policies:show_policies",
    RECORD: "tables.policy_files:records",
    ".md": "tables.policy_files:markdown",
    ".html": "tables.policy_files:html",
    ".xlsx": "tables.policy_files:workbook",
}
FACES: dict[Form, dict[str, str]] = {
    "result": {
        SCREEN: "result.terminal:show_result",
        RECORD: "result.view:record",
        ".md": "result.markdown:message",
        ".html": "result.handout:page",
        ".txt": "result.forward:message",
        ".xlsx": "result.workbook:book",
    },
    "policies": _POLICIES,
    "table": {**_POLICIES, SCREEN: "tables.policies:show_table"},
    "activities": {
        SCREEN: "tables.activities:show_activities",
        RECORD: "tables.activities:records",
        ".md": "tables.rowfiles:markdown",
        ".xlsx": "tables.rowfiles:workbook",
    },
    "due": {
        SCREEN: "dates.due:show_due",
        RECORD: "dates.due:records",
        ".md": "tables.rowfiles:markdown",
        ".xlsx": "tables.rowfiles:workbook",
    },
    "calendar": {".ics": "dates.calendar:calendar"},
    "facts": {
        SCREEN: "tables.facts:show_facts",
        RECORD: "tables.facts:records",
        ".md": "tables.rowfiles:markdown",
        ".xlsx": "tables.rowfiles:workbook",
    },
    "changes": {SCREEN: "result.comparison:show_comparison", RECORD: "result.changes:comparison_record"},
    "revisions": {SCREEN: "tables.revisions:show_revisions", RECORD: "tables.revisions:revisions_record"},
    "findings": {SCREEN: "tables.findings:show_findings", RECORD: "tables.findings:records"},
    "edition": {SCREEN: "tables.edition:show_edition", RECORD: "tables.edition:record"},
    "template": {
        ".xlsx": "tables.template:workbook",
        ".csv": "tables.template:header_row",
        ".toml": "tables.template:firm_file",
    },
    "listdiff": {
        SCREEN: "listdiff.screen:show_listdiff",
        RECORD: "listdiff.view:record",
        ".html": "listdiff.files:page",
        ".xlsx": "listdiff.files:workbook",
    },
    "reform": {
        SCREEN: "reform.screen:show_reform",
        RECORD: "reform.rows:record",
        ".csv": "reform.rows:csv",
        ".xlsx": "reform.rows:workbook",
        ".html": "reform.page:page",
    },
    "list": {
        ".csv": "lists.writers:write_csv",
        ".tsv": "lists.writers:write_tsv",
        ".jsonl": "lists.writers:write_jsonl",
        ".parquet": "lists.writers:write_parquet",
        ".xlsx": "lists.workbook:write_workbook",
        ".html": "lists.report:write_page",
    },
}
"""form → where it goes → the function, below `faces`. On a screen it is called with the view and a console; for JSON it
returns plain records; for a file its whole content, text or bytes. A list of results is never whole: its functions
write it as it comes, and `lists.run` calls them."""


class View(Protocol):
    """What a command shows: frozen, whole, and free of layout."""

    @property
    def form(self) -> Form: ...


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the command line wants a view."""

    output: Path | None = None
    json: bool = False
    force: bool = False
    sources: tuple[Path, ...] = ()
    """what is read for it, and so is never overwritten"""

    @property
    def file(self) -> Path | None:
        """The file to write; None is stdout."""
        return None if self.output in (None, *STDOUT) else self.output

    @property
    def is_screen(self) -> bool:
        """True if a person reads it where it appears."""
        return self.file is None and not self.json

    def ending(self, form: Form) -> str:
        """The ending of a file, as the form has it; empty for stdout. Raises InputError for one it does not have."""
        if self.file is None and (SCREEN in FACES[form] or len(FACES[form]) == 1):
            return ""
        return ending_of(self.file or DASH, endings(form), RECORD if self.json else "")

    def check(self, form: Form) -> None:
        """Raises InputError now for what `put` would refuse at the end."""
        if self.file is not None and self.ending(form):
            for source in self.sources or (None,):
                check_target(self.file, self.force, source)

    def is_paper(self, form: Form) -> bool:
        """True if it becomes a sheet for a person to keep. Raises InputError."""
        return self.ending(form) in PAPER


def put(view: View, destination: Destination) -> None:
    """Shows a view, prints its JSON, or writes its file; a form that is but one file can go to stdout.

    Raises InputError for an ending, or a file in the way.
    """
    file, ending = destination.file, destination.ending(view.form)
    if file is not None:
        save(file, lambda aside: aside.write_bytes(_content(view, ending)), destination.force)
    elif destination.json:
        write_json(face(view.form, RECORD)(view))
    elif SCREEN not in FACES[view.form]:
        sys.stdout.buffer.write(_content(view, endings(view.form)[0]))
    else:
        face(view.form, SCREEN)(view, results())


def endings(form: Form) -> list[str]:
    """The endings of the files that a form can become."""
    return [ending for ending in FACES[form] if ending != SCREEN]


def face(form: Form, where: str) -> Any:
    """The function that makes of a form what is wanted."""
    module, _, name = FACES[form][where].partition(":")
    return getattr(import_module(f"jinshan_cli.faces.{module}"), name)


def _content(view: View, ending: str) -> bytes:
    made = face(view.form, ending)(view)
    if ending == RECORD:
        made = to_json(made) + "\n"
    return made if isinstance(made, bytes) else str(made).encode()
