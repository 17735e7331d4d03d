"""Firms and days for the second reading: every edge one at a time, and random firms crowded round all of them.

All firms are complete. Nothing here comes from the package; the size limits are those of model.py.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import cast

from .model import LIMITS, OUTSIDE_THE_STANDARD, WAN, YI, Facts

Case = tuple[Facts, date]
Change = Mapping[str, object]

MAY_DAY = date(2023, 5, 1)
"""A day inside every stated window, and after the month that a notice names for policy 18."""

TURNS = [date(2023, 1, 1), date(2023, 4, 1), date(2023, 5, 1), date(2023, 7, 1), date(2024, 1, 1), date(2025, 1, 1)]
"""Days on which some window opens, or the first day after one closes."""

EDGE_DAYS = [turn + timedelta(days) for turn in TURNS for days in (-1, 0)]

CHOICES = {
    "entity": ["enterprise", "partnership", "sole_trader", "other_employer", "consumer"],
    "sector": [*LIMITS, *OUTSIDE_THE_STANDARD],
    "vat_status": ["small_scale", "general"],
    "venue": ["none", "carrier", "complex"],
    "hnte": ["none", "valid", "new", "introduced", "renewed", "this_year"],
}
SIZES = ["micro", "small", "medium", "large"]
FLAGS = [
    "srdi_new",
    "little_giant_new",
    "innovation_fund",
    "newly_four_above",
    "newly_above_quota",
    "refund_industry",
    "loan_maturing_distressed",
    "loan_renewal_needed",
    "needs_guarantee",
    "deferred_social_insurance",
    "chartered_bus",
    "outstanding_consumption_contribution",
    "tech_renovation",
    "industrial_internet",
]
# Where a money fact turns something: a limit, a tier, or the sum at which a cap is reached.
TURNING_FEN = {
    "taxable_income": [300 * WAN],
    "tech_giant_grant": [150 * WAN, 100 * WAN],
    "tech_giant_cultivation_grant": [100 * WAN, 150 * WAN],
    "rd_spend": [1000 * WAN],
    "six_taxes_two_fees": [1 * WAN],
    "vat_incremental_credit": [1 * WAN],
    "nev_price": [30 * WAN],
    "excess_water_surcharge": [1 * WAN],
    "bay_loan_guarantee_fee": [1 * WAN],
    "mall_retail": [5 * YI, 10 * YI],
    "mall_retail_peak": [5 * YI, 10 * YI],
    "goods_sales": [10 * YI, 20 * YI],
    "goods_sales_peak": [10 * YI, 20 * YI],
    "retail_sales": [1 * YI, 5 * YI],
    "retail_sales_peak": [1 * YI, 5 * YI],
    "appliance_spend": [1 * WAN],
}
SHOPS = ["first_stores_national", "first_stores_shanghai", "first_stores_jinshan"]
COUNTS = ["eligible_hires", "replaced_cars", *SHOPS]
INDICATORS = {"X": ("employees", 1), "Y": ("revenue", WAN), "Z": ("total_assets", WAN)}

ANY_LIMIT = {
    letter: [limit * unit for limits in LIMITS.values() for limit in limits.get(letter, ())]
    for letter, (_, unit) in INDICATORS.items()
}
LARGEST_COUNT = 10**15
LARGEST_FEN = 10**17
"""10¹⁵, the largest number a firm may give, of yuan."""


def generous(entity: str) -> dict[str, object]:
    """A firm to which nearly all applies, each figure where one step more or less can show."""
    firm: dict[str, object] = dict.fromkeys(FLAGS, True)
    firm |= {fact: figures[0] for fact, figures in TURNING_FEN.items()}
    firm |= {fact: 0 for fact in TURNING_FEN if fact.endswith("_peak")}
    firm |= {"eligible_hires": 3, "replaced_cars": 1} | dict.fromkeys(SHOPS, 0)
    firm |= {"entity": entity, "sector": "retail", "vat_status": "general", "hnte": "new", "venue": "complex"}
    firm |= {"employees": 300, "revenue": 100 * WAN, "total_assets": 5000 * WAN}
    return firm | {"size": None, "small_low_profit": None}


def around(figure: int) -> list[int]:
    """Steps of a fen beside a figure; 5 and 10 are where a tenth and a twentieth round."""
    return [figure + step for step in (-11, -10, -9, -6, -5, -4, -1, 0, 1, 4, 5, 6, 9, 10, 11) if figure + step >= 0]


def edges() -> Iterator[Case]:
    """Every threshold, option, flag, size limit and day, one at a time from a generous firm."""
    for entity in CHOICES["entity"]:
        base = generous(entity)
        changes: list[Change] = [{}]
        changes += [{flag: False} for flag in FLAGS]
        changes += [{fact: option} for fact, options in CHOICES.items() for option in options if fact != "entity"]
        changes += [{"size": size, "sector": sector} for size in SIZES for sector in ("mining", "finance_public")]
        changes += [{"small_low_profit": stated, "taxable_income": 0} for stated in (False, True)]
        changes += [{"sector": "other", "refund_industry": False}, {"sector": "other", "refund_industry": True}]
        changes += [{count: number} for count in COUNTS for number in (0, 1, 2)]
        changes += [{fact: fen} for fact in TURNING_FEN for fen in (0, 1, 2, 5, 10, 15, LARGEST_FEN)]
        for one in changes:
            yield cast(Facts, {**base, **one}), MAY_DAY
        for day in EDGE_DAYS:
            yield cast(Facts, base), day
    base = generous("enterprise")
    for case in [*threshold_cases(), *size_cases()]:
        yield cast(Facts, {**base, **case}), MAY_DAY
    for case in threshold_cases():
        if "appliance_spend" in case:
            yield cast(Facts, {**generous("consumer"), **case}), MAY_DAY


def threshold_cases() -> Iterator[Change]:
    """Fen by fen round every figure; this year against the earlier peak; shops of three ranks."""
    for fact, figures in TURNING_FEN.items():
        if not fact.startswith(("mall_", "goods_", "retail_")):
            yield from ({fact: fen} for figure in figures for fen in around(figure))
    for fact in ("mall_retail", "goods_sales", "retail_sales"):
        near = [0, *(figure + step for figure in TURNING_FEN[fact] for step in (-1, 0, 1))]
        others = {"goods_sales": 0, "retail_sales": 0}
        yield from (others | {fact: now, f"{fact}_peak": peak} for now, peak in product(near, near))
    for shops in product((0, 1, 2, 6), repeat=3):
        yield dict(zip(SHOPS, shops, strict=True))
    yield from ({"employees": persons, "sector": "mining"} for persons in (299, 300, 301))
    yield from ({"total_assets": 5000 * WAN + fen} for fen in (-1, 0, 1))


def size_cases() -> Iterator[Change]:
    """Each limit of each sector, with the other indicators far above it, and all at their limits of one tier."""
    for sector, limits in LIMITS.items():
        ample: dict[str, object] = {"sector": sector, "employees": 10**6, "revenue": 10**15, "total_assets": 10**15}
        for letter, figures in limits.items():
            fact, unit = INDICATORS[letter]
            for figure in figures:
                yield from (ample | {fact: figure * unit + step} for step in (-1, 0, 1))
        for tier in range(3):
            level = {INDICATORS[letter][0]: limits[letter][tier] * INDICATORS[letter][1] for letter in limits}
            yield ample | level


class Crowd:
    """Random complete firms, most figures within a fen or a person of a threshold. The seed fixes them all."""

    def __init__(self, seed: int, days: list[date] | None = None) -> None:
        self.rng = Random(seed)
        self.days = days

    def figure(self, turning: list[int], largest: int) -> int:
        """Mostly at a turning point, a step below or above it; else nothing, one, a few steps off, or anything."""
        roll = self.rng.random()
        if roll < 0.55 and turning:
            return max(0, self.rng.choice(turning) + self.rng.choice((-1, 0, 1)))
        if roll < 0.70:
            return self.rng.choice((0, 1))
        if roll < 0.80 and turning:
            return max(0, self.rng.choice(turning) + self.rng.randint(-25, 25))
        if roll < 0.99:
            return min(largest, int(10 ** self.rng.uniform(0, 14)))
        return largest - self.rng.choice((0, 1))

    def count(self) -> int:
        """None, a few, or (rarely) as many as a firm may give."""
        return self.rng.choice((0, 0, 0, 1, 1, 2, 3, 6)) if self.rng.random() < 0.99 else LARGEST_COUNT

    def indicator(self, letter: str, sector: str, more: list[int]) -> int:
        """A size indicator: at a limit of the firm's own sector, now and then at another sector's."""
        unit = INDICATORS[letter][1]
        own = [limit * unit for limit in LIMITS.get(sector, {}).get(letter, ())]
        turning = own + more if own and self.rng.random() < 0.85 else ANY_LIMIT[letter] + more
        return self.figure(turning, LARGEST_COUNT if letter == "X" else LARGEST_FEN)

    def firm(self) -> Facts:
        """One complete firm; size and small_low_profit are stated now and then, else left to be derived."""
        rng = self.rng
        firm: dict[str, object] = {fact: rng.choice(options) for fact, options in CHOICES.items()}
        if rng.random() < 0.5:
            firm["entity"] = "enterprise"
        sector = str(firm["sector"])
        firm |= {flag: rng.random() < 0.6 for flag in FLAGS}
        firm |= {fact: self.figure(figures, LARGEST_FEN) for fact, figures in TURNING_FEN.items()}
        firm |= {count: self.count() for count in COUNTS}
        firm["employees"] = self.indicator("X", sector, [300])
        firm["revenue"] = self.indicator("Y", sector, [])
        firm["total_assets"] = self.indicator("Z", sector, [5000 * WAN])
        firm["size"] = rng.choice(SIZES) if rng.random() < 0.2 else None
        firm["small_low_profit"] = rng.random() < 0.5 if rng.random() < 0.2 else None
        return cast(Facts, firm)

    def day(self) -> date:
        """One of the given days; else an edge of a window, or any day of 2022 to 2025."""
        if self.days:
            return self.rng.choice(self.days)
        if self.rng.random() < 0.7:
            return self.rng.choice(EDGE_DAYS)
        return date(2022, 1, 1) + timedelta(self.rng.randrange(4 * 365 + 1))

    def cases(self, number: int) -> Iterator[Case]:
        for _ in range(number):
            yield self.firm(), self.day()
