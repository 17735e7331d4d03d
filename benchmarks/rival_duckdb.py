"""DuckDB SQL with the same rules: IN OUT.

NULL gives three truth values, so firms are eligible or undetermined; but amounts are points (no ranges), and nothing
is said to be missing.
"""

import sys

import duckdb  # type: ignore[import-not-found, unused-ignore]
from rival_rules import SQL, written

from jinshan_cli.readers.edition import load_edition

EDITION = load_edition()
KINDS = ("grant", "relief", "refund")


def _coded(key: str) -> str:
    fact = EDITION.facts[key]
    cases = " ".join(f"WHEN '{option}' THEN {i}" for i, option in enumerate(fact.option_keys))
    return f'CASE "{key}" {cases} END AS "{key}"'


def _facts(columns: list[str]) -> str:
    """Choices as numbers; facts without a column are NULL, but for the default."""
    told = []
    for fact in EDITION.facts:
        if fact.key not in columns:
            default = fact.option_keys.index(fact.default) if fact.default else "NULL"
            told.append(f'{default} AS "{fact.key}"')
        elif fact.options:
            told.append(_coded(fact.key))
        else:
            told.append(f'"{fact.key}"::BOOLEAN AS "{fact.key}"' if fact.type == "flag" else f'"{fact.key}"')
    return ", ".join(told)


def _listed(conditions: dict[int, str]) -> str:
    return "concat_ws(';', " + ", ".join(f"CASE WHEN {text} THEN '{n}' END" for n, text in conditions.items()) + ")"


def main() -> None:
    """CSV to CSV."""
    source, target = sys.argv[1], sys.argv[2]
    columns = [row[0] for row in duckdb.execute(f"DESCRIBE SELECT * FROM '{source}'").fetchall()]
    rules = written(SQL, lambda key: f"t.{key}")
    truths = ", ".join(f'({r.when})::BOOLEAN AS "w{r.id}", {r.amount or 0} AS "a{r.id}"' for r in rules)
    numbers = dict.fromkeys(rule.number for rule in rules)
    of = {n: [f'"w{rule.id}"' for rule in rules if rule.number == n] for n in numbers}
    eligible = _listed({n: f"coalesce({' OR '.join(names)}, FALSE)" for n, names in of.items()})
    undetermined = _listed({n: f"({' OR '.join(names)}) IS NULL" for n, names in of.items()})
    sums = ", ".join(
        " + ".join(f'CASE WHEN "w{r.id}" THEN coalesce("a{r.id}", 0) ELSE 0 END' for r in rules if r.kind == kind)
        + f" AS {kind}"
        for kind in KINDS
    )
    given = ", ".join(f'"{column}" AS "in {column}"' for column in columns)
    duckdb.execute(f"""
        COPY (
          WITH facts AS (SELECT {given}, {_facts(columns)} FROM '{source}'),
               judged AS (SELECT t.*, {truths} FROM facts t)
          SELECT {", ".join(f'"in {column}"' for column in columns)},
                 {eligible} AS eligible, {undetermined} AS undetermined, {sums}
          FROM judged
        ) TO '{target}' (HEADER, DELIMITER ',')
    """)


if __name__ == "__main__":
    main()
