"""What an interview adds to a firm's file: the answers of this visit, with the day, the table and who asked."""

from datetime import date

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.files.firm.asked import Visit
from jinshan_cli.files.firm.interview import Kept
from jinshan_cli.use.visit.answers import about
from jinshan_cli.use.visit.interview import Interview


@dataclass(frozen=True, slots=True)
class Log:
    """A visit that is going on."""

    begun: Interview
    """what was known before its first question"""
    before: Kept
    """what the firm's file, or its row of a list, told"""
    on: date
    """today"""
    by: str = ""
    of_list: bool = False
    """it begins from a row of a list: what that tells is nobody's answer, though nothing be answered"""

    def kept(self, state: Interview) -> Kept:
        """The file of a state of the interview."""
        firm, before = state.kept, self.before
        return Kept(firm, state.unknown, before.code, self._visits(state), before.gone)

    def _visits(self, state: Interview) -> tuple[Visit, ...]:
        facts, visits = state.edition.facts, self.before.visits
        answers = frozenset(answered(self.begun, state))
        if not answers and (visits or not self.of_list):
            return visits
        visit = Visit(on=self.on, edition=state.edition.header.id, by=self.by)
        if visits and replace(visits[-1], answers=()) == visit:
            answers |= set(visits[-1].answers)
            visits = visits[:-1]
        return (*visits, replace(visit, answers=facts.in_order(answers)))


def answered(begun: Interview, state: Interview) -> frozenset[str]:
    """The facts of which something was told between two states of an interview."""
    told = [about(each) for each in (*state.answers, *state.undone) if each not in begun.answers]
    return frozenset().union(*told) & set(state.kept.facts) - set(state.waiting)
