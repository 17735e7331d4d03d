"""The 23 policies read a second time: plain ifs over firms of which everything is known.

Written from the published task table (金发改规〔2023〕1号) and docs/json.md alone. It imports nothing of the package
and reads no data file, so that an error in the edition cannot be an error here. Money is whole fen; shares of a sum are
rounded half up to the fen. An amount is (low, high); a high of None is "no upper limit"; None is "not quantified".
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

YUAN = 100
WAN = 10_000 * YUAN
YI = 10_000 * WAN

Amount = tuple[int, int | None]


class Facts(TypedDict):
    """A complete firm. Money in fen, counts in persons, shops or cars; size and small_low_profit None = derive them."""

    entity: str
    sector: str
    employees: int
    revenue: int
    total_assets: int
    size: str | None
    taxable_income: int
    small_low_profit: bool | None
    vat_status: str
    hnte: str
    srdi_new: bool
    little_giant_new: bool
    tech_giant_grant: int
    tech_giant_cultivation_grant: int
    innovation_fund: bool
    newly_four_above: bool
    newly_above_quota: bool
    rd_spend: int
    six_taxes_two_fees: int
    vat_incremental_credit: int
    refund_industry: bool
    nev_price: int
    excess_water_surcharge: int
    loan_maturing_distressed: bool
    loan_renewal_needed: bool
    bay_loan_guarantee_fee: int
    needs_guarantee: bool
    deferred_social_insurance: bool
    chartered_bus: bool
    eligible_hires: int
    venue: str
    mall_retail: int
    mall_retail_peak: int
    first_stores_national: int
    first_stores_shanghai: int
    first_stores_jinshan: int
    goods_sales: int
    goods_sales_peak: int
    retail_sales: int
    retail_sales_peak: int
    outstanding_consumption_contribution: bool
    tech_renovation: bool
    industrial_internet: bool
    replaced_cars: int
    appliance_spend: int


# Size standard, 工信部联企业〔2011〕300号 / 国统字〔2017〕213号: per sector the indicators, and for each the lower
# limits of large, medium, small (inclusive). "X" persons, "Y" revenue and "Z" assets in 万元.
LIMITS: dict[str, dict[str, tuple[int, int, int]]] = {
    "agriculture": {"Y": (20000, 500, 50)},
    "mining": {"X": (1000, 300, 20), "Y": (40000, 2000, 300)},
    "manufacturing": {"X": (1000, 300, 20), "Y": (40000, 2000, 300)},
    "utilities": {"X": (1000, 300, 20), "Y": (40000, 2000, 300)},
    "construction": {"Y": (80000, 6000, 300), "Z": (80000, 5000, 300)},
    "wholesale": {"X": (200, 20, 5), "Y": (40000, 5000, 1000)},
    "retail": {"X": (300, 50, 10), "Y": (20000, 500, 100)},
    "transport": {"X": (1000, 300, 20), "Y": (30000, 3000, 200)},
    "warehousing": {"X": (200, 100, 20), "Y": (30000, 1000, 100)},
    "postal": {"X": (1000, 300, 20), "Y": (30000, 2000, 100)},
    "accommodation": {"X": (300, 100, 10), "Y": (10000, 2000, 100)},
    "catering": {"X": (300, 100, 10), "Y": (10000, 2000, 100)},
    "telecom": {"X": (2000, 100, 10), "Y": (100000, 1000, 100)},
    "software": {"X": (300, 100, 10), "Y": (10000, 1000, 50)},
    "real_estate": {"Y": (200000, 1000, 100), "Z": (10000, 5000, 2000)},
    "property_management": {"X": (1000, 300, 100), "Y": (5000, 1000, 500)},
    "leasing_business": {"X": (300, 100, 10), "Z": (120000, 8000, 100)},
    "other": {"X": (300, 100, 10)},
}
OUTSIDE_THE_STANDARD = ("education_health", "finance_public")


def size_of(f: Facts) -> str | None:
    """Stated, else derived: every indicator of the sector must reach the lower limit, else one tier down, and again.

    None where the standard does not cover the sector and nothing is stated.
    """
    if f["size"] is not None:
        return f["size"]
    if f["sector"] in OUTSIDE_THE_STANDARD:
        return None
    limits = LIMITS[f["sector"]]
    for tier, name in enumerate(("large", "medium", "small")):
        met = True
        if "X" in limits and f["employees"] < limits["X"][tier]:
            met = False
        if "Y" in limits and f["revenue"] < limits["Y"][tier] * WAN:
            met = False
        if "Z" in limits and f["total_assets"] < limits["Z"][tier] * WAN:
            met = False
        if met:
            return name
    return "micro"


def is_small_low_profit(f: Facts) -> bool:
    """小型微利企业: stated, else income up to 300万, 300 persons and assets of 5000万, all inclusive."""
    if f["small_low_profit"] is not None:
        return f["small_low_profit"]
    if f["entity"] not in ("enterprise", "other_employer"):
        return False  # no payer of enterprise income tax
    return f["taxable_income"] <= 300 * WAN and f["employees"] <= 300 and f["total_assets"] <= 5000 * WAN


def part(n: int, sum_: int) -> int:
    """One n-th of a sum of fen, half up to the fen."""
    return (2 * sum_ + n) // (2 * n)


Found = dict[str, Amount | None]
"""Benefits that hold, each with its amount."""


def taxes(f: Facts) -> Found:
    """行动方案一, policies 1 to 4, for a firm (policy 2 also for a person: see read)."""
    found: Found = {}
    if f["vat_status"] == "small_scale":
        found["1a"] = None
    if f["vat_incremental_credit"] > 0 and (
        f["sector"] == "manufacturing"
        or f["sector"] == "utilities"
        or f["sector"] == "software"
        or f["sector"] in ("transport", "warehousing", "postal")
        or f["sector"] in ("wholesale", "retail")
        or f["sector"] == "agriculture"
        or f["sector"] in ("accommodation", "catering")
        or f["sector"] == "education_health"
        or (f["sector"] == "other" and f["refund_industry"])
    ):
        found["1b"] = (0, f["vat_incremental_credit"])  # times the ratio of input composition, which is not known
    if f["vat_status"] == "small_scale" or is_small_low_profit(f) or f["entity"] == "sole_trader":
        half = part(2, f["six_taxes_two_fees"])
        found["3"] = (half, half)
    if f["excess_water_surcharge"] > 0:
        half = part(2, f["excess_water_surcharge"])
        found["4"] = (half, half)
    return found


def finance_and_jobs(f: Facts) -> Found:
    """行动方案二 to 五, policies 5 to 11."""
    found: Found = {}
    size = size_of(f)
    if f["loan_maturing_distressed"] and (size in ("micro", "small") or f["entity"] == "sole_trader"):
        found["5"] = None
    if f["loan_renewal_needed"] and size in ("micro", "small", "medium"):
        found["6"] = None
    if f["bay_loan_guarantee_fee"] > 0:
        found["7"] = (0, f["bay_loan_guarantee_fee"])
    if f["needs_guarantee"]:
        found["8"] = None
    if f["deferred_social_insurance"]:
        found["9"] = None
    if f["chartered_bus"]:
        found["10"] = None
    if f["eligible_hires"] > 0:
        found["11"] = (2000 * YUAN * f["eligible_hires"], 2000 * YUAN * f["eligible_hires"])
    return found


def first_reached(now: int, peak: int, threshold: int) -> bool:
    """Reached this year and in no year before."""
    return now >= threshold > peak


def trade(f: Facts) -> Found:  # noqa: C901, PLR0912 - one case a step of the source
    """行动方案六, policies 12 to 14."""
    found: Found = {}
    if f["venue"] == "carrier" or f["venue"] == "complex":
        five = first_reached(f["mall_retail"], f["mall_retail_peak"], 5 * YI)
        ten = first_reached(f["mall_retail"], f["mall_retail_peak"], 10 * YI)
        if five and ten:
            found["12a"] = (20 * WAN, 30 * WAN)
        elif ten:
            found["12a"] = (20 * WAN, 20 * WAN)
        elif five:
            found["12a"] = (10 * WAN, 10 * WAN)
    if f["venue"] == "complex":
        national, shanghai, jinshan = (
            f["first_stores_national"],
            f["first_stores_shanghai"],
            f["first_stores_jinshan"],
        )
        once = 0
        if national > 0:
            once += 30 * WAN
        if shanghai > 0:
            once += 20 * WAN
        if jinshan > 0:
            once += 10 * WAN
        if national > 0 or shanghai > 0 or jinshan > 0:
            each = 30 * WAN * national + 20 * WAN * shanghai + 10 * WAN * jinshan
            found["12b"] = (min(once, 50 * WAN), min(each, 50 * WAN))
    if f["outstanding_consumption_contribution"]:
        found["13a"] = None
    if f["newly_above_quota"] and f["sector"] in ("wholesale", "retail", "accommodation", "catering"):
        found["13b"] = (2 * WAN, 2 * WAN)
    steps = 0
    if first_reached(f["goods_sales"], f["goods_sales_peak"], 10 * YI):
        steps += 1
    if first_reached(f["goods_sales"], f["goods_sales_peak"], 20 * YI):
        steps += 1
    if first_reached(f["retail_sales"], f["retail_sales_peak"], 1 * YI):
        steps += 1
    if first_reached(f["retail_sales"], f["retail_sales_peak"], 5 * YI):
        steps += 1
    if steps > 0:
        found["14"] = (10 * WAN, steps * 10 * WAN)
    return found


def consumer(f: Facts) -> Found:
    """行动方案七, policies 15 and 16: for a person only."""
    found: Found = {}
    if f["replaced_cars"] > 0:
        found["15"] = (10000 * YUAN * f["replaced_cars"], 10000 * YUAN * f["replaced_cars"])
    if f["appliance_spend"] > 0:
        back = min(part(10, f["appliance_spend"]), 1000 * YUAN)
        found["16"] = (back, back)
    return found


def titles(f: Facts) -> Found:
    """行动方案八 and 九, policies 17 to 21."""
    found: Found = {}
    if f["srdi_new"]:
        found["17a"] = (10 * WAN, None)
    if f["little_giant_new"]:
        found["17b"] = (30 * WAN, None)
    if f["hnte"] == "new":
        found["18"] = (20 * WAN, 20 * WAN)
    if f["hnte"] == "introduced":
        found["18"] = (20 * WAN, 20 * WAN)
    if f["hnte"] == "renewed":
        found["18"] = (5 * WAN, 5 * WAN)
    if f["newly_four_above"] and f["hnte"] != "none":
        award = min(part(20, f["rd_spend"]), 50 * WAN)
        found["19"] = (award, award)
    if f["tech_giant_grant"] > 0:
        match = min(f["tech_giant_grant"], 150 * WAN)
        found["20a"] = (match, match)
    if f["tech_giant_cultivation_grant"] > 0:
        match = min(f["tech_giant_cultivation_grant"], 100 * WAN)
        found["20b"] = (match, match)
    if f["innovation_fund"]:
        found["21"] = (10 * WAN, 10 * WAN)
    return found


def industry(f: Facts) -> Found:
    """行动方案十, policies 22 and 23."""
    found: Found = {}
    if f["tech_renovation"]:
        found["22"] = None
    if f["sector"] == "manufacturing" and f["industrial_internet"]:
        found["23"] = (0, 100 * WAN)
    return found


def holding(f: Facts) -> Found:
    """Every benefit that holds for the firm."""
    found: Found = {}
    if f["nev_price"] > 0:  # policy 2: whoever buys, firm or person
        tax = part(10, f["nev_price"])
        found["2"] = (tax, tax)
    if f["entity"] == "consumer":
        return found | consumer(f)
    every = found | taxes(f) | finance_and_jobs(f) | trade(f) | titles(f) | industry(f)
    if f["entity"] == "other_employer":  # 用人单位 and 非居民用户 that are no firm
        return {benefit: every[benefit] for benefit in ("2", "4", "9", "11") if benefit in every}
    return every


def hanging_on_size(f: Facts) -> list[str]:
    """Benefits that a firm of unknown size (a sector outside the standard) may or may not have."""
    hanging: list[str] = []
    if f["entity"] in ("consumer", "other_employer") or size_of(f) is not None:
        return hanging
    if f["loan_maturing_distressed"] and f["entity"] != "sole_trader":
        hanging.append("5")
    if f["loan_renewal_needed"]:
        hanging.append("6")
    return hanging


POLICIES: dict[int, tuple[str, ...]] = {
    1: ("1a", "1b"),
    2: ("2",),
    3: ("3",),
    4: ("4",),
    5: ("5",),
    6: ("6",),
    7: ("7",),
    8: ("8",),
    9: ("9",),
    10: ("10",),
    11: ("11",),
    12: ("12a", "12b"),
    13: ("13a", "13b"),
    14: ("14",),
    15: ("15",),
    16: ("16",),
    17: ("17a", "17b"),
    18: ("18",),
    19: ("19",),
    20: ("20a", "20b"),
    21: ("21",),
    22: ("22",),
    23: ("23",),
}


KINDS = ("grant", "relief", "refund", "finance")


def kind_of(benefit: str) -> str:
    """税费减免 relief, 留抵退税 refund, 融资支持 finance, all else 奖补资金 grant."""
    if benefit == "1b":
        return "refund"
    if benefit in ("1a", "2", "3", "4", "9"):
        return "relief"
    if benefit in ("5", "6", "8"):
        return "finance"
    return "grant"


FIRST_DAY, LAST_DAY = date(2023, 1, 1), date(2023, 12, 31)
"""the table's own time: its year"""


def timing_of(benefit: str, day: date) -> str:
    """Where the day stands to what the source states; a last day is a day of the window.

    Pending where rules are to be issued; a window for claims ends in expired, a period for what must happen in
    period_over; without either the table's year says it. Nothing begins before the table does.
    """
    if benefit == "10":
        return "pending"
    if day < FIRST_DAY:
        return "upcoming"
    if benefit == "5":
        return "expired" if day > date(2023, 6, 30) else "open"
    if benefit == "9":
        return "expired" if day > date(2023, 12, 31) else "open"
    if benefit in ("1a", "2", "4", "7"):
        return "period_over" if day > date(2023, 12, 31) else "open"
    if benefit == "3":
        return "period_over" if day > date(2024, 12, 31) else "open"
    if benefit == "15":
        return "period_over" if day > date(2023, 6, 30) else "open"
    return "other_year" if day > LAST_DAY else "unstated"


def reported_closed(benefit: str, day: date) -> bool:
    """Policy 18's month of application, known from a notice."""
    return benefit == "18" and (day < date(2023, 4, 1) or day > date(2023, 4, 30))


def is_now(benefit: str, day: date) -> bool:
    """It can be had on the day, by the source and by every note."""
    return timing_of(benefit, day) in ("open", "unstated") and not reported_closed(benefit, day)


def asked_first(benefit: str, day: date) -> bool:
    """Only the department can say whether it is still to be had."""
    timing = timing_of(benefit, day)
    if timing in ("period_over", "other_year", "pending"):
        return True
    return timing in ("open", "unstated") and reported_closed(benefit, day)


def best_timing(benefits: list[str], day: date) -> str:
    """The best of several: open, unstated, upcoming, period_over, other_year, pending, expired."""
    timings = [timing_of(benefit, day) for benefit in benefits]
    for timing in ("open", "unstated", "upcoming", "period_over", "other_year", "pending"):
        if timing in timings:
            return timing
    return "expired"


@dataclass(frozen=True)
class Line:
    """What is said of one benefit or one policy. timing None: not stated (a policy with no benefit left)."""

    status: str
    timing: str | None
    amount: Amount | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sum:
    """The total of a kind, and the numbers of the policies that are not (wholly) in it."""

    amount: Amount
    unquantified: tuple[int, ...]


@dataclass(frozen=True)
class Reading:
    """Everything the table says to a firm on a day."""

    size: str | None
    small_low_profit: bool
    benefits: dict[str, Line]
    policies: dict[int, Line]
    totals: dict[str, Sum]
    ask_first: dict[str, Sum]
    asked: str
    """policies with something eligible to be asked about first, and worth more than 0 yuan: `2;18`"""


def added(amounts: list[Amount]) -> Amount:
    """Interval sum; one open upper end opens the sum's."""
    low = 0
    high: int | None = 0
    for one_low, one_high in amounts:
        low += one_low
        high = None if high is None or one_high is None else high + one_high
    return low, high


def is_nothing(amount: Amount | None) -> bool:
    """It comes to 0 yuan."""
    if amount is None:
        return False
    _, most = amount
    return most is not None and not most


def least(amount: Amount) -> int:
    """Its lower end."""
    low, _ = amount
    return low


def together(amounts: dict[str, Amount]) -> Amount:
    """What benefits come to; 17a with 17b and 20a with 20b at least the greater one, since it is not said that both
    are paid."""
    low, high = added(list(amounts.values()))
    if "17a" in amounts and "17b" in amounts:
        low -= min(least(amounts["17a"]), least(amounts["17b"]))
    if "20a" in amounts and "20b" in amounts:
        low -= min(least(amounts["20a"]), least(amounts["20b"]))
    return low, high


def policy_line(ids: tuple[str, ...], found: Found, hanging: list[str], day: date) -> Line:
    """Eligible if any benefit is, else undetermined if any is, else ineligible."""
    here = [benefit for benefit in ids if benefit in found]
    if here:
        sums = {benefit: amount for benefit in here if (amount := found[benefit]) is not None}
        return Line("eligible", best_timing(here, day), together(sums) if sums else None)
    open_ones = [benefit for benefit in ids if benefit in hanging]
    if open_ones:
        return Line("undetermined", best_timing(open_ones, day), None, ("size",))
    return Line("ineligible", None, None)


def total(kind: str, found: Found, counts: Callable[[str], bool]) -> Sum:
    """Eligible benefits of a kind that count; those not quantified are named, never counted as 0."""
    sums: dict[str, Amount] = {}
    unquantified: list[int] = []
    for number, ids in POLICIES.items():
        for benefit in ids:
            if benefit not in found or kind_of(benefit) != kind or not counts(benefit):
                continue
            amount = found[benefit]
            if amount is not None:
                sums[benefit] = amount
            elif number not in unquantified:
                unquantified.append(number)
    return Sum(together(sums), tuple(unquantified))


def read(f: Facts, day: date) -> Reading:
    """The whole table for a firm on a day."""
    found = holding(f)
    hanging = hanging_on_size(f)
    benefits: dict[str, Line] = {}
    for ids in POLICIES.values():
        for benefit in ids:
            timing = timing_of(benefit, day)
            if benefit in found:
                benefits[benefit] = Line("eligible", timing, found[benefit])
            elif benefit in hanging:
                benefits[benefit] = Line("undetermined", timing, None, ("size",))
            else:
                benefits[benefit] = Line("ineligible", timing, None)
    return Reading(
        size_of(f),
        is_small_low_profit(f),
        benefits,
        {number: policy_line(ids, found, hanging, day) for number, ids in POLICIES.items()},
        {kind: total(kind, found, lambda each: is_now(each, day)) for kind in KINDS},
        {kind: total(kind, found, lambda each: asked_first(each, day)) for kind in KINDS},
        ";".join(
            str(number)
            for number, ids in POLICIES.items()
            if any(benefit in found and asked_first(benefit, day) and not is_nothing(found[benefit]) for benefit in ids)
        ),
    )
