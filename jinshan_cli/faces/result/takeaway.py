"""What is handed over after a visit, in words and before any layout.

The sheet, the message and the workbook are made of it.
"""

from collections.abc import Iterator
from itertools import groupby

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.timewords import say_outside_on_paper
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.result.cards import Card, Line, Phone
from jinshan_cli.faces.result.view import Delivery
from jinshan_cli.faces.result.why import Why, why_of
from jinshan_cli.faces.words import labels
from jinshan_cli.use.result.assessment import Assessment, BenefitResult
from jinshan_cli.use.result.compare import Changes
from jinshan_cli.use.result.derived import say_why
from jinshan_cli.use.result.sections import DOING, LATER, NOW, SHORT, Row, SectionKey, sections
from jinshan_cli.use.result.understood import KnownFact, say_who, understood
from jinshan_cli.use.result.worth import worth_of
from jinshan_cli.use.tables.activities import Occasion, next_for

COUNTED: tuple[SectionKey, ...] = ("apply", "enjoy", "ask_first", "verify", "near")
"""the sections whose benefits are counted at the top"""
ALWAYS: tuple[SectionKey, ...] = ("apply", "verify", "near")
"""told even if there are none"""
LINES, MOST_LINES = 6, 60
"""that a card takes where what is to be verified takes one, and that go on two sheets of paper"""
LISTED = 24
"""benefits of a section that is not due that are listed on paper; the rest is counted"""


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

    def has(self, key: SectionKey) -> bool:
        """True of a section that is told: of its benefits, or where all of them are still open, of their sum alone."""
        return bool(self.cards[key]) or (key == "ask_first" and bool(self.asked_totals))

    @property
    def firm(self) -> str:
        """The firm's name, or that it has none."""
        return say_who(self.assessment)

    @property
    def banner(self) -> str:
        """For a date outside the table's time; empty otherwise."""
        return say_outside_on_paper(self.assessment.edition, self.assessment.as_of)

    @property
    def is_long(self) -> bool:
        """True if it would not go on two sheets of paper as it is printed otherwise."""
        due = sum(len(self.cards[key]) for key in (*NOW, *LATER))
        return (
            LINES * due + sum(len(card.lines) for card in self.listed("verify")) + len(self.listed_places) > MOST_LINES
        )

    @property
    def places(self) -> dict[str, tuple[Lookup, ...]]:
        """What is missing, by where it is found: one way for each."""
        wheres = dict.fromkeys(lookup.where for lookup in self.lookups)
        return {where: tuple(lookup for lookup in self.lookups if lookup.where == where) for where in wheres}

    @property
    def listed_places(self) -> dict[str, tuple[Lookup, ...]]:
        """The same of what is listed on paper."""
        ids = {line.id for card in self.listed("verify") for line in card.lines}
        return replace(self, lookups=tuple(each for each in self.lookups if not ids.isdisjoint(each.ids))).places

    def listed(self, key: SectionKey) -> tuple[Card, ...]:
        """What is listed on paper of a section that is not due."""
        found, room = [], LISTED
        for card in self.cards[key]:
            if room > 0:
                found.append(replace(card, lines=card.lines[:room]))
            room -= len(card.lines)
        return tuple(found)

    def unlisted(self, key: SectionKey) -> int:
        """How many benefits of it are only counted."""
        return max(0, sum(len(card.lines) for card in self.cards[key]) - LISTED)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many benefits there are of which sections, in short."""
        found = {key: sum(len(card.lines) for card in self.cards[key]) for key in COUNTED}
        return [(SHORT[key], count) for key, count in found.items() if count or key in ALWAYS]


def sheet_of(delivery: Delivery) -> TakeAway:
    """The words of what is handed over."""
    return take_away(delivery.assessment, by=delivery.by, tel=delivery.tel, changes=delivery.changes)


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
        {key: tuple(_cards(key, section.rows, assessment, why)) for key, section in found.items()},
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


def _cards(key: SectionKey, rows: tuple[Row, ...], assessment: Assessment, why: Why) -> Iterator[Card]:
    for _, together in groupby(rows, key=lambda row: row.number):
        same = list(together)
        ids = {row.result.benefit.id for row in same}
        yield Card(same[0].policy.policy.only(ids), tuple(_line(row, assessment, why, key in DOING) for row in same))


def _line(row: Row, assessment: Assessment, why: Why, is_doing: bool) -> Line:
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
        tuple(labels.say_checklist(row.policy.policy, result.benefit)) if is_doing else (),
        why.working(result),
        why.met(result),
    )


def _say_amount(result: BenefitResult, assessment: Assessment) -> str:
    """What is due, or would be if it turned out so; of a near miss what hangs on its one number."""
    if result.status == "eligible":
        return labels.say_due(result)
    if result.status == "undetermined":
        return tell("若符合：{due}", due=labels.say_worth(result))
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
