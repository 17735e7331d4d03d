"""A change from order to view: both tables over the list, with what became of its rows on stderr."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.reform.joint import Joint
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.lists.reading import FirmSource, tell_account, warn
from jinshan_cli.faces.reform.view import ReformView
from jinshan_cli.faces.words.labels import say_outside
from jinshan_cli.use.lists.account import Account
from jinshan_cli.use.lists.grouping import grouping, names_in
from jinshan_cli.use.lists.reform import reform_list


@dataclass(frozen=True, slots=True)
class Amendment:
    """The table as it is and as it would be."""

    edition: Edition
    other: Edition
    as_of: date
    folder: str
    """of the other, as it was named; empty: it is the same with other parameters"""
    parameters: Mapping[str, str]

    @property
    def words(self) -> str:
        """What is changed."""
        return tell("；").join(self._told())

    def _told(self) -> Iterator[str]:
        if self.folder:
            yield tell(
                "{id} 改为 {folder}（{new}）", id=self.edition.header.id, folder=self.folder, new=self.other.header.id
            )
        for name, value in self.parameters.items():
            yield tell("{label}（{name}）改为 {value}", label=self.other.parameters[name].label, name=name, value=value)


@dataclass(frozen=True, slots=True)
class Listing:
    """Which list, and how its firms are grouped and weighed."""

    firms: Path
    sheet: str
    by: str
    weight: str


def run_reform(change: Amendment, firms: Listing) -> tuple[Account, ReformView]:
    """Reads the whole list. Raises InputError, EditionError."""
    outside = (say_outside(each, change.as_of) for each in (change.edition, change.other))
    warn(dict.fromkeys(filter(None, outside)))
    joint, account = Joint.of(change.edition, change.other, change.as_of), Account()
    facts = joint.rules.facts
    source = FirmSource((firms.firms,), firms.sheet)
    source.check(tell("jinshan reform - --to 改后 < 名单.csv"))
    sheet = source.open(replace(change.edition, facts=facts), change.as_of)
    grouped = grouping(names_in(firms.by), firms.weight, sheet.header, facts)
    found = reform_list(joint, sheet, grouped, account)
    doubts = tell_account(sheet, account, facts, grouped.columns)
    return account, ReformView(
        found,
        change.edition,
        change.other,
        change.as_of,
        change.words,
        grouped.titles,
        firms.weight,
        doubts,
    )
