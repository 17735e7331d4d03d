"""DuckDB SQL with the same rules and the same three truths and ranges: IN OUT."""

import sys
from collections.abc import Iterator

import duckdb  # type: ignore[import-not-found, unused-ignore]
from rival_results import Listed, Results
from rival_rules import EDITION, SQL, Rules

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


def _column(name: str, told: Listed | str) -> str:
    if isinstance(told, str):
        return f"nullif({told}, 'inf'::DOUBLE) AS {name}"
    cells = ", ".join(f"CASE WHEN {flag} THEN '{text}' END" for text, flag in told.items())
    return f"concat_ws(';', {cells}) AS {name}"


def _step(columns: dict[str, str]) -> str:
    return ", ".join(f"{text} AS {name}" for name, text in columns.items())


def main() -> None:
    """CSV to CSV."""
    source, target = sys.argv[1], sys.argv[2]
    columns = [row[0] for row in duckdb.execute(f"DESCRIBE SELECT * FROM '{source}'").fetchall()]
    results = Results(Rules(EDITION, SQL, frozenset(columns), _name))
    told = ", ".join(text for fact in EDITION.facts for text in _told(fact, fact.key in columns))
    common, judged, verdicts = map(_step, results.steps())
    found = ", ".join(_column(name, told) for name, told in results.columns().items())
    given = ", ".join(f'"{column}"' for column in columns)
    duckdb.execute(f"""
        COPY (
          WITH facts AS (SELECT {given}, {told} FROM '{source}'),
               common AS (SELECT *, {common} FROM facts),
               judged AS (SELECT *, {judged} FROM common),
               policies AS (SELECT *, {verdicts} FROM judged)
          SELECT {given}, {found} FROM policies
        ) TO '{target}' (HEADER, DELIMITER ',')
    """)


if __name__ == "__main__":
    main()
