"""An assessment by what a specialist does next; every face shows these sections, in this order."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from jinshan_cli.use.result.assess import Assessment, BenefitResult, PolicyResult

SectionKey = Literal["apply", "upcoming", "expired", "verify", "near", "other"]


@dataclass(frozen=True, slots=True)
class Row:
    """A benefit of a section, with its policy's result."""

    policy: PolicyResult
    result: BenefitResult

    @property
    def number(self) -> int:
        """The policy's number in the table."""
        return self.policy.policy.number


@dataclass(frozen=True, slots=True)
class Section:
    """The benefits that call for the same next step, in the order of the table."""

    key: SectionKey
    title: str
    rows: tuple[Row, ...]


_TITLES: dict[SectionKey, str] = {
    "apply": "现在可以办理",
    "upcoming": "条件符合，尚未开始",
    "expired": "条件符合，已过期限",
    "verify": "待核实",
    "near": "接近条件",
    "other": "不符合",
}


def sections(assessment: Assessment) -> dict[SectionKey, Section]:
    """Every section, empty ones too; each benefit is in exactly one."""
    rows: dict[SectionKey, list[Row]] = {key: [] for key in _TITLES}
    for policy, result in assessment.benefits():
        rows[section_of(result)].append(Row(policy, result))
    order: dict[SectionKey, Callable[[Row], Fraction | bool]] = {"near": _distance, "verify": _is_past}
    return {
        key: Section(key, title, tuple(sorted(rows[key], key=order[key]) if key in order else rows[key]))
        for key, title in _TITLES.items()
    }


def section_of(result: BenefitResult) -> SectionKey:
    """The section of one benefit."""
    if result.status == "eligible":
        return "apply" if result.is_current else "expired" if result.timing == "expired" else "upcoming"
    if result.status == "undetermined":
        return "verify"
    miss = result.near_miss
    return "near" if miss is not None and miss.within_reach and result.timing != "expired" else "other"


def _distance(row: Row) -> Fraction:
    miss = row.result.near_miss
    return miss.distance if miss is not None else Fraction(1)


def _is_past(row: Row) -> bool:
    """Those still to be had come first; the sort keeps the table's order otherwise."""
    return not row.result.is_current
