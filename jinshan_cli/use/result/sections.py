"""An assessment by what a specialist does next; every face shows these sections, in this order."""

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.intervals import NOTHING
from jinshan_cli.core.outcome import NOTHING_TO_HAVE, NearMiss
from jinshan_cli.core.timewords import ASK_FIRST
from jinshan_cli.core.written.voice import Headings, Words
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.result.assessment import Assessment, BenefitResult, PolicyResult
from jinshan_cli.use.result.worth import worth_beside

SectionKey = Literal["apply", "enjoy", "ask_first", "upcoming", "expired", "verify", "near", "nothing", "other"]
NOW: tuple[SectionKey, ...] = ("apply", "enjoy")
"""what can be had now"""
DOING: tuple[SectionKey, ...] = ("apply", "enjoy", "ask_first")
"""of what papers are brought for now"""
LATER: tuple[SectionKey, ...] = ("ask_first", "upcoming")
"""what is due by the conditions, and not to be had just so"""


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
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """Its heading, the same in every face."""
        return TITLES[self.key]


TITLES: Words[SectionKey] = Headings(
    {
        "apply": "现在可以办理",
        "enjoy": "现在可享受（免申即享）",
        "ask_first": ASK_FIRST,
        "upcoming": "条件符合，尚未开始",
        "expired": "条件符合，已过期限",
        "verify": "待核实",
        "near": "接近条件",
        "nothing": NOTHING_TO_HAVE,
        "other": "不符合",
    }
)


SHORT: Words[SectionKey] = Headings(
    {
        **TITLES.written,
        "apply": "现在可办",
        "enjoy": "现在可享",
        "ask_first": "先问",
    }
)
"""the same where there is little room: counts, names of sheets"""


def sections(assessment: Assessment) -> dict[SectionKey, Section]:
    """Every section, empty ones too; each benefit is in exactly one."""
    rows: dict[SectionKey, list[Row]] = {key: [] for key in TITLES}
    known = Knowledge(assessment.edition, assessment.firm)
    for policy, result in assessment.benefits():
        row = Row(policy, result)
        rows[_section_of(row, known)].append(row)
    order: dict[SectionKey, Callable[[Row], Fraction | bool]] = {
        "near": lambda row: distance(row.result),
        "verify": _is_past,
    }
    return {
        key: Section(key, tuple(sorted(rows[key], key=order[key]) if key in order else rows[key])) for key in TITLES
    }


def _section_of(row: Row, known: Knowledge) -> SectionKey:
    """The section of one benefit."""
    result = row.result
    if result.gives_nothing:
        return "nothing"
    if result.status == "eligible":
        return _of_eligible(row)
    if result.status == "undetermined":
        return "verify"
    in_time = result.is_current or result.timing == "upcoming"
    return "near" if in_time and is_within_reach(result, known) else "other"


def is_within_reach(result: BenefitResult, known: Knowledge) -> bool:
    """True if one number alone keeps it away, the firm has come half of the way, can go on, and would get something."""
    miss = result.near_miss
    if miss is None or not miss.within_reach or _is_headcount(miss, known.edition.facts):
        return False
    return worth_beside(result, known) != NOTHING


def _is_headcount(miss: NearMiss, facts: Catalogue) -> bool:
    """More persons than a limit: a fact to be told, nothing to be brought about."""
    return miss.needs < miss.has and facts[miss.fact].type == "count"


def _of_eligible(row: Row) -> SectionKey:
    moment = row.result.moment
    if moment.is_now:
        return "enjoy" if row.policy.policy.uptake == "automatic" else "apply"
    if moment.is_asked_first:
        return "ask_first"
    return "upcoming" if moment.timing == "upcoming" else "expired"


def distance(result: BenefitResult) -> Fraction:
    """How much of the way is left; all of it where no number alone keeps it away."""
    miss = result.near_miss
    return miss.distance if miss is not None else Fraction(1)


def _is_past(row: Row) -> bool:
    """Those still to be had come first; the sort keeps the table's order otherwise."""
    return not row.result.is_current
