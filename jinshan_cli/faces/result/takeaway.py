"""What is handed over after a visit, in words and before any layout.

The sheet, the message and the workbook are made of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.policy import Policy
from jinshan_cli.core.timewords import say_outside
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.result.why import Why, why_of
from jinshan_cli.faces.words import labels
from jinshan_cli.use.result.assess import Assessment, BenefitResult
from jinshan_cli.use.result.compare import Changes
from jinshan_cli.use.result.derived import say_why
from jinshan_cli.use.result.sections import LATER, NOW, SHORT, Row, SectionKey, sections
from jinshan_cli.use.result.understood import KnownFact, understood
from jinshan_cli.use.result.worth import worth_of
from jinshan_cli.use.tables.activities import Occasion, next_for

COUNTED: tuple[SectionKey, ...] = ("apply", "enjoy", "ask_first", "verify", "near")
"""the sections whose benefits are counted at the top"""
ALWAYS: tuple[SectionKey, ...] = ("apply", "verify", "near")
"""told even if there are none"""
LINES, MOST_LINES = 6, 60
"""that a card takes where what is to be verified takes one, and that go on two sheets of paper"""
_DIALLED = re.compile(r"\+?[0-9][0-9-]{2,19}")


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as written, and what a telephone dials for it; empty if it is no plain number."""

    text: str

    @property
    def link(self) -> str:
        """`tel:` and the digits as they are written."""
        return f"tel:{self.text}" if _DIALLED.fullmatch(self.text) else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A benefit in one of the sections."""

    id: str
    title: str
    amount: str
    window: str
    unchecked: tuple[str, ...]
    open: str
    """what the verdict hangs on, if it is undetermined"""
    near: str
    is_ranged: bool
    """the amount is a range, or has no stated end"""
    ask: str
    """why the department has to be asked first, if it has to be"""
    reports: tuple[str, ...]
    """what notes know of its time"""
    handling: tuple[tuple[str, str], ...]
    """what to bring, what to do, where: name and words"""
    working: tuple[str, ...]
    """how the amount comes about, where that is more than the amount"""
    met: str
    """of conditions that one of several is enough for: those that hold"""


@dataclass(frozen=True, slots=True)
class Card:
    """A policy with those of its benefits that are in the same section."""

    policy: Policy
    lines: tuple[Line, ...]

    @property
    def phones(self) -> tuple[Phone, ...]:
        """Whom to call."""
        return tuple(map(Phone, self.policy.phones))

    @property
    def how(self) -> str:
        """How to get it: 申请后审核：向金山区经委申请."""
        return labels.say_channel(self.policy)

    @property
    def windows(self) -> list[tuple[str, str]]:
        """The ids that a window is for, empty if for all, and the window."""
        return _shared([(line.id, line.window) for line in self.lines])

    @property
    def asks(self) -> list[tuple[str, str]]:
        """The same for why the department has to be asked first."""
        return _shared([(line.id, line.ask) for line in self.lines])

    @property
    def reports(self) -> list[tuple[str, str]]:
        """The same for what notes know of the time."""
        return _shared([(line.id, tell("；").join(line.reports)) for line in self.lines])

    @property
    def checks(self) -> list[tuple[str, str]]:
        """The same for what the department still verifies."""
        return _shared([(line.id, tell("；").join(line.unchecked)) for line in self.lines])

    @property
    def handling(self) -> list[tuple[str, str]]:
        """The same for what to bring and to do, with its name."""
        names = dict.fromkeys(name for line in self.lines for name, _ in line.handling)
        said = (
            (name, _shared([(line.id, dict(line.handling).get(name, "")) for line in self.lines])) for name in names
        )
        return [(name, which + words) for name, each in said for which, words in each]

    @property
    def grounds(self) -> list[tuple[str, str]]:
        """The same for how the amount comes about, and for which of several conditions holds; with its name."""
        workings = _shared([(line.id, tell("；").join(line.working)) for line in self.lines])
        met = _shared([(line.id, line.met) for line in self.lines])
        named = ((tell("计算"), workings), (tell("符合其一"), met))
        return [(name, which + words) for name, each in named for which, words in each]

    @property
    def is_ranged(self) -> bool:
        """True if an amount is no single figure, so that the reading of the source matters."""
        return any(line.is_ranged for line in self.lines)


def _shared(said: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is said of each id, said once where it is the same for all."""
    if len({words for _, words in said}) == 1:
        said = [("", said[0][1])]
    return [(f"{key} " if key else "", words) for key, words in said if words]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A fact that verdicts hang on, where to find it, and the benefits that hang on it."""

    fact: Fact
    ids: tuple[str, ...]

    @property
    def where(self) -> str:
        """Where to find it; the question itself if the catalogue knows no place."""
        return self.fact.ask_at or self.fact.question

    @property
    def used(self) -> str:
        """The ids in one string: 1a、3."""
        return tell("、").join(self.ids)


@dataclass(frozen=True, slots=True)
class Ground:
    """A fact that the result rests on; `why` says where it comes from if the firm did not say it."""

    label: str
    words: str
    why: str
    is_derived: bool


@dataclass(frozen=True, slots=True)
class TakeAway:
    """Everything that a sheet says, in the words it says it in. Texts may hold markup and controls: a face escapes."""

    assessment: Assessment
    by: str
    tel: Phone
    changes: Changes | None
    answers: tuple[Ground, ...]
    denied: tuple[str, ...]
    """the labels of what the firm said no or 0 to"""
    cards: dict[SectionKey, tuple[Card, ...]]
    """per section, in its order"""
    lookups: tuple[Lookup, ...]
    """what hangs on most benefits comes first"""
    totals: tuple[tuple[str, str], ...]
    """kind and sum in words of what can be had now, for each kind of which there is anything"""
    asked_totals: tuple[tuple[str, str], ...]
    """the same of what has to be asked about first"""
    occasions: tuple[Occasion, ...]

    @property
    def firm(self) -> str:
        """The firm's name, or that it has none."""
        return self.assessment.firm.name or tell(labels.NAMELESS)

    @property
    def banner(self) -> str:
        """For a date outside the table's time; empty otherwise."""
        outside = say_outside(self.assessment.edition.header, self.assessment.as_of)
        return outside and tell("{outside}；现行办法请问责任单位。", outside=outside)

    @property
    def is_long(self) -> bool:
        """True if it would not go on two sheets of paper as it is printed otherwise."""
        due = sum(len(self.cards[key]) for key in (*NOW, *LATER))
        return LINES * due + sum(len(card.lines) for card in self.cards["verify"]) + len(self.places) > MOST_LINES

    @property
    def places(self) -> dict[str, tuple[Lookup, ...]]:
        """What is missing by where it is found: one way for each."""
        wheres = dict.fromkeys(lookup.where for lookup in self.lookups)
        return {where: tuple(lookup for lookup in self.lookups if lookup.where == where) for where in wheres}

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many benefits there are of which sections, in short."""
        found = {key: sum(len(card.lines) for card in self.cards[key]) for key in COUNTED}
        return [(SHORT[key], count) for key, count in found.items() if count or key in ALWAYS]


def take_away(assessment: Assessment, *, by: str = "", tel: str = "", changes: Changes | None = None) -> TakeAway:
    """The words for one assessment; `by` and `tel` are the specialist's."""
    found, known = sections(assessment), understood(assessment)
    why = why_of(assessment)
    denied = [each for each in known if each.origin == "stated" and each.is_no]
    return TakeAway(
        assessment,
        by,
        Phone(tel.strip()),
        changes,
        tuple(_ground(each, assessment) for each in known if each not in denied),
        tuple(each.label for each in denied),
        {key: tuple(_cards(section.rows, assessment, why)) for key, section in found.items()},
        tuple(_lookups(found["verify"].rows, assessment)),
        tuple(labels.say_totals(assessment.now)),
        tuple(labels.say_totals(assessment.ask_first)),
        next_for(assessment.edition, assessment.firm, assessment.as_of),
    )


def _ground(known: KnownFact, assessment: Assessment) -> Ground:
    match known.origin:
        case "stated":
            why = ""
        case "default":
            why = tell("未填，按默认值")
        case "derived":
            why = tell(
                "{words}：{why}",
                words=tell("尚不能推算") if known.value is None else tell("推算"),
                why=say_why(known.fact, assessment),
            )
    return Ground(known.label, known.words, why, known.origin == "derived")


def _cards(rows: tuple[Row, ...], assessment: Assessment, why: Why) -> Iterator[Card]:
    for _, together in groupby(rows, key=lambda row: row.number):
        same = list(together)
        ids = {row.result.benefit.id for row in same}
        yield Card(same[0].policy.policy.only(ids), tuple(_line(row, assessment, why) for row in same))


def _line(row: Row, assessment: Assessment, why: Why) -> Line:
    result, facts = row.result, assessment.edition.facts
    return Line(
        result.benefit.id,
        result.benefit.title,
        _say_amount(result, assessment),
        labels.say_deadline(result, assessment),
        result.benefit.unchecked,
        labels.say_open(result, facts) if result.status == "undetermined" else "",
        labels.say_near_miss(result.near_miss, facts) if result.near_miss else "",
        result.amount is not None and not result.amount.is_point,
        labels.say_asked_first(result, assessment),
        labels.say_reports(result),
        tuple(labels.say_handling(row.policy.policy, result.benefit)),
        why.working(result),
        why.met(result),
    )


def _say_amount(result: BenefitResult, assessment: Assessment) -> str:
    """What is due, or would be if it turned out so; of a near miss what hangs on its one number."""
    if result.status == "eligible":
        return labels.say_due(result)
    if result.status == "undetermined":
        return tell("若符合：{due}", due=labels.say_due(result))
    return tell("若符合：{amount}", amount=labels.say_amount(worth_of(result, assessment))) if result.near_miss else ""


def _lookups(rows: tuple[Row, ...], assessment: Assessment) -> list[Lookup]:
    """Of benefits that can still be had."""
    current = [row.result for row in rows if row.result.is_current]
    keys = assessment.edition.facts.in_order({key for result in current for key in result.missing})
    lookups = [
        Lookup(assessment.edition.facts[key], tuple(result.benefit.id for result in current if key in result.missing))
        for key in keys
    ]
    return sorted(lookups, key=lambda lookup: -len(lookup.ids))
