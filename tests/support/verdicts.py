"""What a list's rows per firm and benefit say of the verdicts, as one table."""

import polars as pl

from jinshan_cli.engines.columns.plan import Plan
from jinshan_cli.use.lists.benefits import CASE, CASES, FIRM, VERDICT, BenefitRows


def verdict_rows(plan: Plan, worked: pl.DataFrame) -> pl.DataFrame:
    """`row`, `number`, `benefit`, `status`, then what the verdict says, of each benefit that is eligible or open."""
    rows, verdicts = BenefitRows(plan)(worked)
    told = [(each.number, each.benefit.id, status) for p in plan.policies for each in p.benefits for _, status in CASES]
    cases = pl.DataFrame(told, schema=["number", "benefit", "status"], orient="row")
    parts = [worked.select("row")[rows[FIRM]], cases[rows[CASE]], verdicts[rows[VERDICT]]]
    return pl.concat(parts, how="horizontal")
