"""A pydantic model per row: IN OUT ROWS [compiled].

As it is, the answers are all of ours, missing facts too: firm and results are models, the rules are walked. With
`compiled`, there is one model a row, and the rules are compiled Python.
"""

import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from math import inf
from pathlib import Path
from typing import Any

from pydantic import BaseModel, create_model
from rival_results import Results
from rival_rules import AS_OF, EDITION, KINDS, PYTHON, Rules, summed

from jinshan_cli.core.columns import OF_FIRM
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
    is_quantified: bool
    amount: Span | None
    """None: not quantified, or not to be had"""
    missing: list[str]

    @property
    def is_now(self) -> bool:
        """True if it is to be had on the day."""
        return MOMENTS[self.id].is_now

    @property
    def is_asked_first(self) -> bool:
        """True if only the department knows whether it is still to be had."""
        return MOMENTS[self.id].is_asked_first

    @property
    def is_nothing(self) -> bool:
        """True if it is or may be had, and comes to 0 yuan."""
        return self.amount is not None and (self.amount.low, self.amount.high) == (0, 0)


SUMMED = {kind: summed(kind, "low") for kind in KINDS}
MOMENTS = {each.id: EDITION.moment(each, AS_OF) for policy in EDITION.policies for each in policy.benefits}
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
    judged = (_judge(policy.number, benefit, known) for policy in EDITION.policies for benefit in policy.benefits)
    return _cells(list(judged), known)


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
    amount = None
    if rule.amount is not None and holds is not False:
        amount = _span(interval(rule.amount, known).to_smallest_unit())
    loose = sorted(missing(rule.when, known)) if holds is None else []
    return Result(
        id=benefit.id,
        number=number,
        kind=benefit.kind,
        holds=holds,
        is_quantified=rule.amount is not None,
        amount=amount,
        missing=loose,
    )


def _cells(results: list[Result], known: Knowledge) -> list[str]:
    eligible = _numbers(results, lambda one: one.holds is True)
    still_open = [number for number in _numbers(results, lambda one: one.holds is None) if number not in eligible]
    hanging = {key for result in results if result.number in still_open for key in result.missing}
    worth = _numbers(results, lambda one: one.holds is not False and not one.is_nothing)
    sums = {name: cell for kind in KINDS for name, cell in _sums(kind, results)}
    found: dict[str, Iterable[object]] = {
        "eligible": eligible,
        "undetermined": still_open,
        "missing": sorted(hanging),
        "unquantified": _numbers(results, lambda one: one.holds is True and one.is_now and not one.is_quantified),
        "ask_first": _numbers(results, lambda one: one.holds is True and one.is_asked_first and not one.is_nothing),
        "nothing": [number for number in _numbers(results, lambda one: one.is_nothing) if number not in worth],
        "problems": [text for when, text in EDITION.checks if truth(when, known)],
    }
    return [sums[name] if name in sums else ";".join(map(str, found[name])) for name in OF_FIRM]


def _numbers(results: list[Result], which: Callable[[Result], bool]) -> list[int]:
    return list(dict.fromkeys(result.number for result in results if which(result)))


def _sums(kind: str, results: list[Result]) -> Iterator[tuple[str, str]]:
    amounts = [one for one in results if one.kind == kind and one.is_now and one.amount]
    due = {one.id: one.amount for one in amounts if one.holds and one.amount}
    least = sum(max((due[key].low for key in keys if key in due), default=0) for keys in SUMMED[kind])
    yield f"{kind}_low", str(least / 100)
    yield f"{kind}_high", _most(due.values())
    yield f"{kind}_possible", _most(one.amount for one in amounts if one.holds is None and one.amount)


def _most(spans: Iterable[Span]) -> str:
    highs = [span.high for span in spans]
    return "" if None in highs else str(sum(high or 0 for high in highs) / 100)


class Compiled:
    """The rules as one Python function over a model whose fields are the ends of what is known."""

    def __init__(self, columns: list[str]) -> None:
        results = Results(Rules(EDITION, PYTHON, frozenset(columns)))
        body = "".join(f"\n    {name} = {text}" for step in results.steps() for name, text in step.items())
        cells = ", ".join(map(_told, results.columns().values()))
        fields: Any = {name: (kind, default) for f in EDITION.facts for name, (kind, default) in _ends(f).items()}
        self._facts = [fact for fact in EDITION.facts if fact.key in columns]
        self._model: Any = create_model("Row", **fields)
        space: dict[str, Any] = {"inf": inf}
        exec(f"def judge({', '.join(fields)}):{body}\n    return [{cells}]", space)
        self._judge: Any = space["judge"]

    def __call__(self, row: dict[str, str]) -> list[str]:
        """The cells of a row."""
        told: dict[str, Any] = {}
        for fact in self._facts:
            if text := row[fact.key]:
                value = fact.option_keys.index(text) if fact.options else text
                told |= dict.fromkeys(_ends(fact), value)
        cells = self._judge(**self._model(**told).__dict__)
        return [_cell(cell) for cell in cells]


def _told(column: dict[str, str] | str) -> str:
    if isinstance(column, str):
        return column
    return "[" + ", ".join(f"({text!r}, {flag})" for text, flag in column.items()) + "]"


def _cell(found: Any) -> str:
    if isinstance(found, list):
        return ";".join(text for text, stands in found if stands)
    return str(found).replace("inf", "")


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
