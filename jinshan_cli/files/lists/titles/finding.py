"""Where among the first rows of a list its header stands."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise, zip_longest

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.titles.guidance import is_all_guidance
from jinshan_cli.files.lists.titles.naming import find_fact, says, trim
from jinshan_cli.files.lists.titles.results import is_of_results
from jinshan_cli.files.lists.titles.stacked import is_of_units, is_of_years
from jinshan_cli.files.lists.titles.who import NAMES, tells_who

MOST_COLUMNS = 2000
LOOK_BELOW = 20
"""rows below the first that are looked at for the header"""
LOOK_AT = LOOK_BELOW + 2
"""and the second row of a header, and its units"""


def count_known(titles: Sequence[str], facts: Catalogue) -> int:
    """How many of the titles are facts."""
    return sum(find_fact(trim(title), facts)[0] is not None for title in titles[:MOST_COLUMNS])


def header_among(rows: Iterable[Sequence[str]], facts: Catalogue) -> int:
    """The place of the header: the first row if it names a fact or is of results, else the first that names several, or
    a fact and the firm; else the first. Of a header in several rows the lowest, be it one of units: of `LOOK_AT` rows.
    """
    triples = enumerate(pairwise(pairwise(chain(rows, [(), ()]))))
    for place, ((titles, below), (_, last)) in islice(triples, LOOK_BELOW):
        if not place and is_of_results(titles):
            return 0
        known = count_known(titles, facts)
        if known and (not place or known > 1 or any(says(trim(title), NAMES) for title in titles)):
            if _completes(below, titles, facts):
                whole = [low or up for low, up in zip_longest(below, titles, fillvalue="")]
                return place + 1 + _has_units(last, whole, facts)
            if is_all_guidance(below) and _has_units(last, titles, facts):
                return place + 2
            return place + _has_units(below, titles, facts)
    return 0


def _has_units(lower: Sequence[str], upper: Sequence[str], facts: Catalogue) -> bool:
    """True of a row of units; none stands below who it is or below a choice: a firm called 百万, an option 个人."""
    pairs = zip_longest(lower, upper, fillvalue="")
    others = [title if _has_no_unit(above, facts) else "" for title, above in pairs]
    return is_of_units(lower, upper) and not is_of_units(others, upper)


def _has_no_unit(title: str, facts: Catalogue) -> bool:
    fact, _ = find_fact(trim(title), facts)
    return fact.type == "choice" if fact else tells_who(title)


def _completes(lower: Sequence[str], upper: Sequence[str], facts: Catalogue) -> bool:
    """True of the second row of a header in two: it is of years, or names facts and stands only below what names
    nothing itself."""
    told = [(title, above) for title, above in zip_longest(lower, upper, fillvalue="") if title]
    if is_of_years(lower, upper):
        return True
    known = any(tells_who(above) or count_known([above], facts) for _, above in told)
    return not known and count_known([title for title, _ in told], facts) > 0


def header_below(rows: Iterable[Sequence[str]], facts: Catalogue, where: str, line: int) -> Iterator[Fault]:
    """Tells of the first of the rows, numbered from `line`, that names a fact and is not alone in its row."""
    for number, titles in enumerate(rows, line):
        if len(list(filter(None, titles))) > 1 and count_known(titles, facts):
            yield Fault(
                tell("这一行像是表头"),
                tell("{where} 第 {number} 行", where=where, number=number),
                " ".join(titles),
                tell("删去它上面的行，或把表头放到第一行"),
            )
            return
