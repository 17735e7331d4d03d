"""The columns of a list of results as people read them: headings, and the words of the few columns that have keys."""

from collections.abc import Collection, Sequence

import polars as pl

from jinshan_cli.core.columns import SEPARATOR
from jinshan_cli.core.outcome import NOTHING_TO_HAVE
from jinshan_cli.core.policy import SUMMED, Edition
from jinshan_cli.core.timewords import ASK_FIRST, TIMING
from jinshan_cli.core.written.voice import Words, tell, voice
from jinshan_cli.faces.words import labels
from jinshan_cli.use.lists.batch import Field


class _ResultHeadings(Words[str]):
    """Headings with their kind and the edition's money."""

    def __getitem__(self, key: str) -> str:
        kind = next((kind for kind in SUMMED if key.startswith(kind)), None)
        of = labels.KIND[kind] if kind else ""
        return tell(self.written[key], kind=of, currency=voice().currency)


HEADINGS: Words[str] = _ResultHeadings(
    {
        "eligible": "符合的政策",
        "undetermined": "待核实的政策",
        "missing": "还需知道",
        "unquantified": "应得而未量化的政策",
        "ask_first": ASK_FIRST,
        "nothing": "无可享金额的政策",
        "problems": "无法识别的单元格",
        **{f"{kind}_low": "{kind}至少（{currency}）" for kind in SUMMED},
        **{f"{kind}_high": "{kind}最高（{currency}）" for kind in SUMMED},
        **{f"{kind}_possible": "{kind}待核实最高（{currency}）" for kind in SUMMED},
        "row": "数据行",
        "name": "企业名称",
        "number": "政策编号",
        "benefit": "事项编号",
        "title": "事项",
        "status": "结论",
        "timing": "时限",
        "low": "金额至少（{currency}）",
        "high": "金额最高（{currency}）",
        "paid_low": "合并计算后至少（{currency}）",
        "paid_high": "合并计算后最高（{currency}）",
        "combinations": "合并计算",
        "departments": "责任单位",
        "channel": "办理渠道",
        "phones": "电话",
        "ends": "期限末日",
        "last_day": "最近的末日",
        "now": "现在可享受",
        "money": "可确定的金额",
        "possible": "待核实的金额",
        "ask": "问一句即可确定",
        "near": "接近条件",
        "nearest": "最接近的",
        "near_low": "接近条件的金额至少（{currency}）",
        "near_high": "接近条件的金额最高（{currency}）",
        "reported": "外部资料所载期限",
    }
)
PROBLEM_HEADINGS = Words(
    {
        "row": "数据行",
        "column": "列",
        "value": "原值",
        "why": "原因",
        "expected": "提示",
        "closest": "相近",
        "line": "文件行",
    }
)
"""the list of problems: key and heading of each column, in order"""


def headings(fields: Sequence[Field], in_chinese: bool) -> list[str]:
    """A heading per field, no two alike; input columns keep theirs, unless a result has the same one."""
    results = {field.key: _result_heading(field, in_chinese) for field in fields if field.kind != "input"}
    kept = iter(beside([field.heading for field in fields if field.kind == "input"], results.values()))
    return [next(kept) if field.kind == "input" else results[field.key] for field in fields]


def beside(given: Sequence[str], results: Collection[str]) -> list[str]:
    """The headings that are `given`, each as it is unless a result has the same one."""
    taken = {*results, *given}
    return [_kept(heading, results, taken) for heading in given]


def renamed(fields: Sequence[Field], found: Sequence[str]) -> list[tuple[str, str]]:
    """The input columns that could not keep their heading: old and new."""
    return [
        (field.heading, heading)
        for field, heading in zip(fields, found, strict=True)
        if field.kind == "input" and field.heading != heading
    ]


def say_keys(frame: pl.DataFrame, edition: Edition) -> pl.DataFrame:
    """The frame with statuses, timings and fact keys in Chinese words; what comes to 0 yuan has a word of its own.

    Of what is eligible the status tells what is still to be verified.
    """
    if "missing" not in frame.columns:
        return frame
    said = [_say_status(edition)] if "status" in frame.columns else []
    said += [pl.col("timing").replace(dict(TIMING))] if "timing" in frame.columns else []
    named = {fact.key: fact.label for fact in edition.facts}
    each = pl.element().replace(list(named), list(named.values()))
    said.append(pl.col("missing").str.split(SEPARATOR).list.eval(each).list.join(SEPARATOR))
    told = frame.with_columns(said)
    if "status" not in frame.columns:
        return told
    nothing = (pl.col("low") == 0) & (pl.col("high") == 0)
    return told.with_columns(
        pl.when(nothing).then(pl.lit(tell(NOTHING_TO_HAVE))).otherwise(pl.col("status")).alias("status"),
        pl.when(nothing).then(None).otherwise(pl.col("missing")).alias("missing"),
    )


def _say_status(edition: Edition) -> pl.Expr:
    benefits = [benefit for policy in edition.policies for benefit in policy.benefits]
    eligible = {benefit.id: labels.say_eligible(benefit) for benefit in benefits}
    told = pl.when(pl.col("status") == "eligible").then(pl.col("benefit").replace(eligible))
    return told.otherwise(pl.col("status").replace(dict(labels.STATUS))).alias("status")


def _result_heading(field: Field, in_chinese: bool) -> str:
    return HEADINGS[field.key] if in_chinese else field.heading


def _kept(heading: str, results: Collection[str], taken: set[str]) -> str:
    if heading not in results:
        return heading
    number = 1
    while (found := tell("{heading}（输入{number}）", heading=heading, number=number if number > 1 else "")) in taken:
        number += 1
    taken.add(found)
    return found
