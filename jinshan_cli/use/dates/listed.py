"""What is due for the firms of a list, judged as `batch` judges them."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import tell
from jinshan_cli.use.dates.dates import Deadline
from jinshan_cli.use.dates.due import Concerned, Due, concerning, with_tied
from jinshan_cli.use.lists.batch import Results


def of_list(ends: Sequence[Deadline], results: Results) -> list[Due]:
    """The last days that concern a firm of the list; reads all of it, and its account with it.

    Raises InputError where the rest of the list cannot be read. `results`: in the layout `benefit`.
    """
    found: dict[str, list[Concerned]] = {end.benefit.id: [] for end in ends}
    judged = replace(results, edition=_only(results.edition, with_tied(found, results.edition)))
    columns = ("benefit", "row", "name", "status", "low", "high", "paid_low", "paid_high")
    for block in judged.blocks():
        for benefit, row, name, status, *ends_in_fen in block.frame.select(columns).iter_rows():
            if benefit in found:
                low, high, least, most = ends_in_fen
                amount, paid = (None, None) if low is None else (Interval(low, high), Interval(least, most))
                found[benefit].append(Concerned(name or "", tell("第 {row} 行", row=row), status, amount, paid))
    return concerning(ends, found)


def _only(edition: Edition, ids: Collection[str]) -> Edition:
    """The edition with no other benefits than these."""
    kept = ((policy, tuple(each for each in policy.benefits if each.id in ids)) for policy in edition.policies)
    policies = tuple(replace(policy, benefits=those) for policy, those in kept if those)
    return replace(edition, policies=policies)
