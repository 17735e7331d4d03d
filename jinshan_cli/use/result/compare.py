"""Two outcomes of a firm, benefit by benefit: what is gained and lost, in money."""

from datetime import date
from typing import Literal

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.outcome import Outcome, SaidFact, Standing
from jinshan_cli.core.policy import Edition
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.result.understood import known_of

Effect = Literal["gained", "lost", "reopened", "amount", "possible", "ruled_out", "other"]
EFFECTS: tuple[Effect, ...] = ("gained", "lost", "reopened", "amount", "possible", "ruled_out", "other")
"""what matters most comes first"""


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is not what it was, in words; empty is unknown."""

    key: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A benefit whose standing is not what it was; None: it is not in that table."""

    effect: Effect
    before: Standing | None
    after: Standing | None

    @property
    def standing(self) -> Standing:
        """The later one there is."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two outcomes."""

    before: Outcome
    after: Outcome
    facts: tuple[FactChange, ...]
    rows: tuple[Change, ...]
    """gained first, then in the order of `EFFECTS`, each in the order of the table"""
    doubts: tuple[str, ...] = ()
    """what does not fit together only since something was supposed"""

    def of(self, effect: Effect) -> tuple[Change, ...]:
        """The changes of one effect."""
        return tuple(row for row in self.rows if row.effect == effect)


def what_if(edition: Edition, firm: Firm, changed: Firm, as_of: date) -> Changes:
    """What a firm would gain and lose if it were the changed one, on the same day."""
    before, after = assess(edition, firm, as_of), assess(edition, changed, as_of)
    doubts = tuple(doubt for doubt in after.doubts if doubt not in before.doubts)
    return replace(compare(outcome_of(before), outcome_of(after)), doubts=doubts)


def outcome_of(assessment: Assessment) -> Outcome:
    """The bare outcome of an assessment."""
    standings = [
        Standing(
            policy.policy.number,
            result.benefit.id,
            result.benefit.title,
            result.benefit.kind,
            result.status,
            result.moment,
            result.amount,
            result.is_untold,
        )
        for policy, result in assessment.benefits()
    ]
    known = known_of(assessment)
    facts = {each.fact.key: SaidFact(each.label, each.marked) for each in known}
    return Outcome(
        assessment.edition.header.id,
        assessment.as_of,
        assessment.firm.name,
        facts,
        tuple(standings),
        {kind: replace(total, combined=()) for kind, total in assessment.totals.items()},
    )


def compare(before: Outcome, after: Outcome) -> Changes:
    """What differs. Benefits are matched by their id."""
    old = {standing.id: standing for standing in before.standings}
    new = {standing.id: standing for standing in after.standings}
    pairs = [(old.get(key), new.get(key)) for key in _in_table_order(old, new)]
    rows = [Change(effect, *pair) for pair in pairs if (effect := _effect(*pair)) is not None]
    rows.sort(key=lambda row: EFFECTS.index(row.effect))
    return Changes(before, after, _fact_changes(before, after), tuple(rows))


def _in_table_order(old: dict[str, Standing], new: dict[str, Standing]) -> list[str]:
    known = old | new
    return sorted(known, key=lambda key: known[key].number)


def _effect(before: Standing | None, after: Standing | None) -> Effect | None:
    was_due, is_due = before is not None and before.is_due, after is not None and after.is_due
    was_open, is_open = before is not None and before.is_possible, after is not None and after.is_possible
    is_asked = after is not None and after.status != "ineligible" and after.moment.is_asked_first
    if was_due != is_due:
        return "gained" if is_due else "reopened" if is_open or is_asked else "lost"
    if was_open != is_open:
        return "possible" if is_open else "other" if is_asked else "ruled_out"
    if before is None or after is None:
        return None
    if is_due or is_open:
        return "amount" if before.amount != after.amount else None
    return "other" if _says_more(before, after) else None


def _says_more(before: Standing, after: Standing) -> bool:
    """Two standings that give nothing now, but not in the same way; a date alone says nothing to the ineligible."""
    if before.status != after.status:
        return True
    return before.status != "ineligible" and (before.timing, before.amount) != (after.timing, after.amount)


def _fact_changes(before: Outcome, after: Outcome) -> tuple[FactChange, ...]:
    both = {**before.facts, **after.facts}
    changes = [FactChange(key, told.label, _words(before, key), _words(after, key)) for key, told in both.items()]
    return tuple(change for change in changes if change.before != change.after)


def _words(outcome: Outcome, key: str) -> str:
    return outcome.facts[key].words if key in outcome.facts else ""
