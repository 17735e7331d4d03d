"""Near misses as columns behind a list's results: which, how near the nearest is in words, and the money."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from jinshan_cli.core.columns import NEAR, SEPARATOR
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.faces.words import labels
from jinshan_cli.files.lists.firms import FirmBlock
from jinshan_cli.files.lists.told import firms_of
from jinshan_cli.use.lists.batch import ResultBlock, Results
from jinshan_cli.use.lists.near import NearFinder, NearMisses

SCHEMA = pl.Schema(zip(NEAR, (pl.String(), pl.String(), pl.Int128(), pl.Int128()), strict=True))
Told = tuple[str | None, str | None, int | None, int | None]


def near_blocks(results: Results) -> Iterator[ResultBlock]:
    """The blocks of a list with those columns; worked out a firm at a time. Raises InputError."""
    seen: list[FirmBlock] = []
    facts, finder = results.edition.facts, NearFinder(results.edition, results.as_of)
    for block in replace(results, seen=seen.append).blocks():
        found = [finder.of(firm) for _, firm in firms_of(seen.pop(), facts)]
        results.account.near.update(each.benefit.id for near in found for each in near.results)
        rows = [_told(near, facts) for near in found]
        yield replace(block, rows=block.rows.hstack(pl.DataFrame(rows, schema=SCHEMA, orient="row")), bare_of="")


def _told(near: NearMisses, facts: Catalogue) -> Told:
    if not near.results:
        return None, None, None, None
    nearest, worth = near.results[0], near.worth
    assert nearest.near_miss is not None
    words = f"{nearest.benefit.id} {labels.say_near_miss(nearest.near_miss, facts)}"
    low, high = (None, None) if worth is None else (worth.low, worth.high)
    ids = SEPARATOR.join(result.benefit.id for result in near.results)
    return ids, words, None if low is None else int(low), None if high is None else int(high)
