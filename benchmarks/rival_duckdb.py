"""DuckDB SQL with the same rules and the same three truths and ranges: IN OUT."""

import sys
from collections.abc import Iterator

import duckdb  # type: ignore[import-not-found, unused-ignore]
from rival_missing import Missing
from rival_rules import EDITION, KINDS, SQL, Rules, Written, benefits, shared, summed

from jinshan_cli.core.facts import Fact


def _told(fact: Fact, present: bool) -> Iterator[str]:
    """A fact's columns."""
    column = f'"{fact.key}"' if present else "NULL"
    if fact.is_number:
        yield f"coalesce({column}, 0) AS {fact.key}_low"
        yield f"coalesce({column}, 'inf'::DOUBLE) AS {fact.key}_high"
    elif fact.options:
        cases = " ".join(f"WHEN '{option}' THEN {i}" for i, option in enumerate(fact.option_keys))
        yield f"coalesce(CASE {column} {cases} END, -1) AS {fact.key}_code"
    else:
        yield f"coalesce({column} = 1, FALSE) AS {fact.key}_sure"
        yield f"coalesce({column} = 1, TRUE) AS {fact.key}_maybe"


def _name(name: str) -> str:
    fact = EDITION.facts.by_key.get(name)
    return f"{name}_code" if fact and fact.options else name


def _verdicts(written: list[Written]) -> Iterator[str]:
    numbers = dict.fromkeys(one.number for one in written)
    sure, maybe = (
        {n: "(" + " OR ".join(f'"{word}{one.id}"' for one in written if one.number == n) + ")" for n in numbers}
        for word in ("sure", "maybe")
    )
    open_ones = {n: f"({maybe[n]} AND NOT {sure[n]})" for n in numbers}
    for name, flags in (("eligible", sure), ("undetermined", open_ones)):
        cells = ", ".join(f"CASE WHEN {flag} THEN '{n}' END" for n, flag in flags.items())
        yield f"concat_ws(';', {cells}) AS {name}"


def _sums() -> Iterator[str]:
    for kind in KINDS:
        for end in ("low", "high"):
            due = [_greatest([_due(end, key) for key in keys]) for keys in summed(kind, end)]
            total = " + ".join(due)
            yield f"nullif({total}, 'inf'::DOUBLE) AS {kind}_{end}"


def _due(end: str, key: str) -> str:
    return f'CASE WHEN "sure{key}" THEN "{end}{key}" ELSE 0 END'


def _greatest(amounts: list[str]) -> str:
    return f"greatest({', '.join(amounts)})" if len(amounts) > 1 else amounts[0]


def _ends(one: Written) -> Iterator[tuple[str, str]]:
    yield from ((f"{word}{one.id}", text) for word, text in zip(("sure", "maybe"), one.when, strict=True))
    yield from ((f"{end}{one.id}", text) for end, text in zip(("low", "high"), one.amount or (), strict=False))


def main() -> None:
    """CSV to CSV."""
    source, target = sys.argv[1], sys.argv[2]
    columns = [row[0] for row in duckdb.execute(f"DESCRIBE SELECT * FROM '{source}'").fetchall()]
    rules = Rules(EDITION, SQL, frozenset(columns), _name)
    written = benefits(rules)
    told = ", ".join(text for fact in EDITION.facts for text in _told(fact, fact.key in columns))
    missing = Missing(rules)
    common = ", ".join(f"{text} AS {name}" for name, text in {**shared(rules), **missing.shared()}.items())
    loose = ", ".join(f"CASE WHEN {text} THEN '{key}' END" for key, text in missing.firm(written).items())
    judged = ", ".join(f'{text} AS "{name}"' for one in written for name, text in _ends(one))
    verdicts, sums = ", ".join(_verdicts(written)), ", ".join(_sums())
    given = ", ".join(f'"{column}"' for column in columns)
    duckdb.execute(f"""
        COPY (
          WITH facts AS (SELECT {given}, {told} FROM '{source}'),
               common AS (SELECT *, {common} FROM facts),
               judged AS (SELECT *, {judged} FROM common)
          SELECT {given}, {verdicts}, concat_ws(';', {loose}) AS missing, {sums} FROM judged
        ) TO '{target}' (HEADER, DELIMITER ',')
    """)


if __name__ == "__main__":
    main()
