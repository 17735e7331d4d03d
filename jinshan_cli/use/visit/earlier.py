"""What an earlier visit told and is asked anew: what of it still stands while the questions go on."""

from collections.abc import Collection, Iterable, Mapping

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Firm, Value, options_in
from jinshan_cli.core.intervals import Interval
from jinshan_cli.use.visit.answers import Answer, about, stands_for


def still_told(
    earlier: Mapping[str, Value], answers: Iterable[Answer], asked: Collection[str], firm: Firm
) -> dict[str, Value]:
    """What was told earlier and not anew. A ticked line lets stand what says more than it does, and nothing else.

    `asked`: the facts not to be asked again; `firm`: the firm as the answers have it.
    """
    told = {key: firm.facts.get(key) for answer in answers for key in about(answer)}
    left = ((key, value) for key, value in earlier.items() if key not in asked)
    return {key: value for key, value in left if key not in told or says_more(value, told[key])}


def fits_a_line(fact: Fact, value: Value | None) -> bool:
    """True if a line of a screen, ticked or not, says what was told earlier, if less exactly where it is ticked."""
    yes, no = stands_for(fact, True), stands_for(fact, False)
    return value is None or value in (yes, no) or says_more(value, yes)


def says_more(value: Value, told: Value | None) -> bool:
    """True if a value is one of those that are told, and not all of them; of what is not known any is."""
    if told is None or value == told:
        return told is None
    if isinstance(value, Interval) and isinstance(told, Interval):
        ends_before = told.high is None or (value.high is not None and value.high <= told.high)
        return (value.low or 0) >= (told.low or 0) and ends_before
    return set(options_in(value)) < set(options_in(told))


def is_exact(value: Value) -> bool:
    """True of a value that leaves nothing more to be told."""
    return value.is_point if isinstance(value, Interval) else not isinstance(value, tuple)
