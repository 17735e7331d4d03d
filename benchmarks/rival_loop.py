"""A pydantic model per row: IN OUT ROWS [compiled].

As it is, the answers are all of ours, missing facts too: firm and results are models, the rules are walked. With
`compiled`, there is one model a row, and the rules are compiled Python.
"""

import csv
import sys
from itertools import islice
from math import inf
from pathlib import Path
from typing import Any

from pydantic import BaseModel, create_model
from rival_missing import Missing
from rival_rules import EDITION, KINDS, PYTHON, Rules, benefits, is_summed, shared, summed

from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Benefit
from jinshan_cli.core.written.values import read
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.hanging import missing


class Span(BaseModel):
    """A number as far as it is known, in fen or persons."""

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


SUMMED = {(kind, end): summed(kind, end) for kind in KINDS for end in ("low", "high")}
_FIELDS: Any = {fact.key: (bool | str | Span | None, None) for fact in EDITION.facts}
FirmModel: Any = create_model("FirmModel", name=(str, ""), **_FIELDS)


def walked(row: dict[str, str]) -> list[str]:
    """The results of one row, as the firm layout has them."""
    model = FirmModel(**{key: _value(key, text) for key, text in row.items()})
    stated = {fact.key: getattr(model, fact.key) for fact in EDITION.facts}
    facts = {
        key: Interval(value.low, value.high) if isinstance(value, Span) else value
        for key, value in stated.items()
        if value is not None
    }
    known = Knowledge(EDITION, Firm(model.name, facts))
    return _cells([_judge(policy.number, benefit, known) for policy in EDITION.policies for benefit in policy.benefits])


def _value(key: str, text: str) -> Any:
    if key not in EDITION.facts:
        return text
    try:
        value = read(EDITION.facts[key], text)
    except Refusal:
        return None
    return _span(value) if isinstance(value, Interval) else value


def _span(known: Interval) -> Span:
    return Span(low=int(known.low or 0), high=None if known.high is None else int(known.high))


def _judge(number: int, benefit: Benefit, known: Knowledge) -> Result:
    rule = EDITION.rules[benefit.id]
    holds = truth(rule.when, known)
    due = rule.amount if holds and is_summed(benefit) else None
    amount = None if due is None else _span(interval(due, known).to_smallest_unit())
    loose = sorted(missing(rule.when, known)) if holds is None else []
    return Result(id=benefit.id, number=number, kind=benefit.kind, holds=holds, amount=amount, missing=loose)


def _cells(results: list[Result]) -> list[str]:
    eligible = dict.fromkeys(str(result.number) for result in results if result.holds)
    undetermined = {str(result.number): None for result in results if result.holds is None}
    still_open = [number for number in undetermined if number not in eligible]
    hanging = {key for result in results if str(result.number) in still_open for key in result.missing}
    cells = [";".join(eligible), ";".join(still_open), ";".join(sorted(hanging))]
    due = {result.id: result.amount for result in results if result.amount}
    for kind in KINDS:
        least = (max((due[key].low for key in keys if key in due), default=0) for keys in SUMMED[kind, "low"])
        highs = [due[key].high for (key,) in SUMMED[kind, "high"] if key in due]
        cells += [str(sum(least) / 100), "" if None in highs else str(sum(high or 0 for high in highs) / 100)]
    return cells


class Compiled:
    """The rules as one Python function over a model whose fields are the ends of what is known."""

    def __init__(self, columns: list[str]) -> None:
        rules = Rules(EDITION, PYTHON, frozenset(columns))
        written = benefits(rules)
        lines = [
            f"({one.number}, '{one.id}', {', '.join((*one.when, *(one.amount or ('0', '0'))))})" for one in written
        ]
        missing = Missing(rules)
        common = {**shared(rules), **missing.shared()}
        loose = ", ".join(f"('{key}', {text})" for key, text in missing.firm(written).items())
        body = "".join(f"\n    {name} = {text}" for name, text in common.items())
        fields: Any = {name: (kind, default) for f in EDITION.facts for name, (kind, default) in _ends(f).items()}
        self._facts = [fact for fact in EDITION.facts if fact.key in columns]
        self._model: Any = create_model("Row", **fields)
        space: dict[str, Any] = {"inf": inf}
        exec(f"def judge({', '.join(fields)}):{body}\n    return [{', '.join(lines)}], [{loose}]", space)
        self._judge: Any = space["judge"]

    def __call__(self, row: dict[str, str]) -> list[str]:
        """The cells of a row."""
        told: dict[str, Any] = {}
        for fact in self._facts:
            if text := row[fact.key]:
                value = fact.option_keys.index(text) if fact.options else text
                told |= dict.fromkeys(_ends(fact), value)
        results, loose = self._judge(**self._model(**told).__dict__)
        eligible = dict.fromkeys(str(number) for number, _, sure, *_ in results if sure)
        possible = dict.fromkeys(str(number) for number, _, _, maybe, *_ in results if maybe)
        cells = [";".join(eligible), ";".join(number for number in possible if number not in eligible)]
        cells.append(";".join(key for key, hangs in loose if hangs))
        due = {key: (low, high) if sure else (0, 0) for _, key, sure, _, low, high in results}
        for kind in KINDS:
            low = sum(max(due[key][0] for key in keys) for keys in SUMMED[kind, "low"])
            high = sum(due[key][1] for (key,) in SUMMED[kind, "high"])
            cells += [str(low), str(high).replace("inf", "")]
        return cells


def _ends(fact: Fact) -> dict[str, tuple[type, Any]]:
    if fact.is_number:
        return {f"{fact.key}_low": (float, 0), f"{fact.key}_high": (float, inf)}
    if fact.options:
        return {fact.key: (int, -1)}
    return {f"{fact.key}_sure": (bool, False), f"{fact.key}_maybe": (bool, True)}


def main() -> None:
    """Reads so many rows, writes their results."""
    source, target, rows = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    with source.open(encoding="utf-8", newline="") as lines, target.open("w", encoding="utf-8", newline="") as out:
        reader, writer = csv.DictReader(lines), csv.writer(out)
        judge = Compiled(list(reader.fieldnames or ())) if "compiled" in sys.argv else walked
        for row in islice(reader, rows):
            writer.writerow([*row.values(), *judge(row)])


if __name__ == "__main__":
    main()
