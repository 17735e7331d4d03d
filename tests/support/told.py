"""Firms as a dataframe that its owner might have, and what the scalar engine makes of them, column by column."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import polars as pl
from support.frames import FirmMaker

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import NOTHING, Interval
from jinshan_cli.core.policy import SUMMED, Edition
from jinshan_cli.core.written.values import write
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment, BenefitResult

DAY = date(2023, 5, 1)


def random_firms(edition: Edition, number: int, seed: int) -> list[Firm]:
    """Firms with holes; every second number fact is known exactly or not at all."""
    maker = FirmMaker(edition, Random(seed))
    exact = {fact.key for fact in _exact(edition)}

    def is_told(key: str, value: Any) -> bool:
        return key not in exact or value.is_point

    firms = [maker.firm() for _ in range(number)]
    return [replace(each, facts={key: v for key, v in each.facts.items() if is_told(key, v)}) for each in firms]


def told_frame(firms: Sequence[Firm], edition: Edition) -> pl.DataFrame:
    """The firms' facts in yuan, persons, words and truths, and a column of the owner's own."""
    exact = {fact.key for fact in _exact(edition)}
    columns = [pl.Series("编号", range(len(firms)), dtype=pl.Int64)]
    for fact in edition.facts:
        values: list[Any] = [firm.facts.get(fact.key) for firm in firms]
        if any(isinstance(value, tuple) for value in values):
            written = [write(fact, value) or None for value in values]
            columns.append(pl.Series(f"{fact.key}_options", written, dtype=pl.String))
        elif not fact.is_number:
            columns.append(pl.Series(fact.key, values, dtype=pl.Boolean if fact.type == "flag" else pl.String))
        elif fact.key in exact:
            columns.append(_column(fact, fact.key, (known and known.low for known in values)))
        else:
            columns.append(_column(fact, f"{fact.key}_low", (known and known.low for known in values)))
            columns.append(_column(fact, f"{fact.key}_high", (known and known.high for known in values)))
    return pl.DataFrame(columns)


def expected(firms: Iterable[Firm], edition: Edition) -> list[dict[str, Any]]:
    """The results of each firm as `assess` has them, money in yuan."""
    return [_expected(firm, edition) for firm in firms]


def _exact(edition: Edition) -> list[Fact]:
    return [fact for fact in edition.facts if fact.is_number][::2]


def _column(fact: Fact, name: str, numbers: Iterable[Any]) -> pl.Series:
    if fact.type == "count":
        return pl.Series(name, list(numbers), dtype=pl.Int64)
    yuan = [None if number is None else _yuan(number) for number in numbers]
    return pl.Series(name, yuan, dtype=pl.Decimal(20, 2))


def _yuan(fen: Any) -> Decimal | None:
    return None if fen is None else Decimal(int(fen)).scaleb(-2)


def firm_row(found: Assessment) -> dict[str, Any]:
    """What the columns of a list say of one firm, by the scalar engine: None for nothing, money in fen."""
    missing = {key for policy in found.policies for key in policy.missing}
    row: dict[str, Any] = {
        status: _listed(policy.policy.number for policy in found.policies if policy.status == status)
        for status in ("eligible", "undetermined")
    }
    row["missing"] = _listed(found.edition.facts.in_order(missing))
    for kind in SUMMED:
        total = found.totals[kind].amount
        row |= {f"{kind}_low": total.low, f"{kind}_high": total.high}
        row[f"{kind}_possible"] = found.potential.get(kind, NOTHING).high
    row["unquantified"] = _listed(_numbers(found, lambda one: one.is_due and one.amount is None))
    row["ask_first"] = _listed(
        _numbers(found, lambda one: one.status == "eligible" and one.moment.is_asked_first and not one.gives_nothing)
    )
    row["nothing"] = _listed(policy.policy.number for policy in found.policies if policy.gives_nothing)
    return row


def _numbers(found: Assessment, counts: Callable[[BenefitResult], bool]) -> Iterator[int]:
    return (policy.policy.number for policy in found.policies if any(map(counts, policy.benefits)))


def _expected(firm: Firm, edition: Edition) -> dict[str, Any]:
    found = assess(edition, firm, DAY)
    row = firm_row(found)
    row |= {key: _yuan(fen) for key, fen in row.items() if key.endswith(("_low", "_high", "_possible"))}
    contradicted = (text.partition("填为")[0] for text in found.warnings if "推算为" in text)
    crossed = (text for _, text in edition.checks if text in found.warnings)
    told = map("{}所填与按其他指标推算的不一致，以填写为准，请核对".format, contradicted)
    row["problems"] = _listed((*told, *crossed))
    for _, result in found.benefits():
        amount = result.amount or Interval(None, None)
        row[f"{result.benefit.id}_status"] = result.status
        row |= {f"{result.benefit.id}_low": _yuan(amount.low), f"{result.benefit.id}_high": _yuan(amount.high)}
        if any(result.benefit.id in each.benefits for each in edition.combinations):
            paid = result.paid or Interval(None, None)
            row |= {f"{result.benefit.id}_paid_{end}": _yuan(getattr(paid, end)) for end in ("low", "high")}
    return row


def _listed(names: Iterable[Any]) -> str | None:
    return ";".join(map(str, names)) or None
