"""A pydantic model per row: IN OUT ROWS [plain].

Without `plain` it gives the same answers as ours (ranges, three truth values, missing facts): firm and results are
models, the rules are walked. With `plain`: one model per row, the rules as plain Python, unknown taken for 0 and no.
"""

import csv
import sys
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import BaseModel, create_model
from rival_rules import PYTHON, written

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.values import Refusal, read
from jinshan_cli.engines.evaluate import Knowledge, interval, missing, truth
from jinshan_cli.readers.edition import load_edition

EDITION = load_edition()
KINDS = ("grant", "relief", "refund")


class Span(BaseModel):
    """A number as far as it is known."""

    low: int
    high: int | None


class Result(BaseModel):
    """One benefit for one firm."""

    id: str
    number: int
    kind: str
    holds: bool | None
    amount: Span | None
    missing: list[str]


_FIELDS: Any = {fact.key: (bool | str | Span | None, None) for fact in EDITION.facts}
FirmModel: Any = create_model("FirmModel", name=(str, ""), **_FIELDS)


def model_row(row: dict[str, str]) -> list[str]:
    """The results of one row, as the firm layout has them."""
    model = FirmModel(**{key: _value(key, text) for key, text in row.items()})
    stated = {fact.key: getattr(model, fact.key) for fact in EDITION.facts}
    facts = {
        key: Interval(value.low, value.high) if isinstance(value, Span) else value
        for key, value in stated.items()
        if value is not None
    }
    known = Knowledge(EDITION, Firm(model.name, facts))
    results = [_judge(policy.number, benefit, known) for policy in EDITION.policies for benefit in policy.benefits]
    return _cells(results)


def _value(key: str, text: str) -> Any:
    if key not in EDITION.facts:
        return text
    try:
        value = read(EDITION.facts[key], text)
    except Refusal:
        return None
    return _span(value) if isinstance(value, Interval) else value


def _span(interval: Interval) -> Span:
    return Span(low=int(interval.low or 0), high=None if interval.high is None else int(interval.high))


def _judge(number: int, benefit: Any, known: Knowledge) -> Result:
    rule = EDITION.rules[benefit.id]
    holds = truth(rule.when, known)
    amount = None
    if holds and rule.amount is not None:
        amount = _span(interval(rule.amount, known).to_smallest_unit())
    loose = sorted(missing(rule.when, known)) if holds is None else []
    return Result(id=benefit.id, number=number, kind=benefit.kind, holds=holds, amount=amount, missing=loose)


def _cells(results: list[Result]) -> list[str]:
    eligible = dict.fromkeys(str(result.number) for result in results if result.holds)
    undetermined = dict.fromkeys(str(result.number) for result in results if result.holds is None)
    hanging = dict.fromkeys(key for result in results for key in result.missing)
    cells = [";".join(eligible), ";".join(key for key in undetermined if key not in eligible), ";".join(hanging)]
    for kind in KINDS:
        spans = [result.amount for result in results if result.kind == kind and result.amount]
        highs = [span.high for span in spans]
        cells += [str(sum(span.low for span in spans) / 100)]
        cells += ["" if None in highs else str(sum(high or 0 for high in highs) / 100)]
    return cells


def plain_row() -> Any:
    """A function from a row to its cells, the rules compiled as Python."""
    types: dict[str, Any] = {"flag": bool, "choice": int, "count": int, "money": int}
    fields: Any = {fact.key: (types[fact.type], 0) for fact in EDITION.facts}
    model: Any = create_model("Plain", name=(str, ""), **fields)
    codes = {f.key: {key: i for i, key in enumerate(f.option_keys)} for f in EDITION.facts if f.options}
    rules = written(PYTHON, lambda key: f"f.{key}")
    lines = [f"({r.number}, '{r.kind}', bool({r.when}), {r.amount or 0})" for r in rules]
    judge: Any = eval(f"lambda f: [{', '.join(lines)}]")

    def row_cells(row: dict[str, str]) -> list[str]:
        given = {key: codes[key][text] if key in codes else text for key, text in row.items() if text}
        results = judge(model(**given))
        cells = [";".join(dict.fromkeys(str(number) for number, _, holds, _ in results if holds))]
        return cells + [str(sum(a for _, k, holds, a in results if holds and k == kind)) for kind in KINDS]

    return row_cells


def main() -> None:
    """Reads so many rows, writes their results."""
    source, target, rows = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    judge = plain_row() if "plain" in sys.argv else model_row
    with source.open(encoding="utf-8", newline="") as lines, target.open("w", encoding="utf-8", newline="") as out:
        reader, writer = csv.DictReader(lines), csv.writer(out)
        for row in islice(reader, rows):
            writer.writerow([*row.values(), *judge(row)])


if __name__ == "__main__":
    main()
