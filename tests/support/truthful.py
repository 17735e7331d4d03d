"""Random firms of which everything is true or false, and interviews that they answer truthfully.

Facts that steer others are drawn from plausible distributions; whatever else the catalogue has gets any value.
"""

from dataclasses import dataclass
from functools import cache
from random import Random

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.visit.answers import Answer, FactAnswer, Figures, FirmName, Ticked, stands_for
from jinshan_cli.use.visit.interview import Interview
from jinshan_cli.use.visit.prompts import AskFact, AskFigures, AskName, AskScreen, Prompt

YUAN = 100
SEEDS = range(9)
BUILT_IN = load_edition()
ENTITIES = ("enterprise",) * 80 + ("sole_trader",) * 15 + ("consumer",) * 5


@dataclass(frozen=True)
class Truth:
    """A firm with a value for every fact of the catalogue."""

    edition: Edition
    firm: Firm

    def reply(self, prompt: Prompt) -> Answer:
        """The true answer to any prompt."""
        match prompt:
            case AskName():
                return FirmName(self.firm.name)
            case AskFact(key):
                return FactAnswer(key, self.firm.facts[key])
            case AskFigures(keys):
                return Figures(tuple(FactAnswer(key, self.firm.facts[key]) for key in keys))
            case AskScreen(keys):
                return Ticked(keys, frozenset(key for key in keys if self.holds(self.edition.facts[key])))

    def holds(self, fact: Fact) -> bool:
        """Whether the line of a screen is true."""
        value, yes, no = self.firm.facts[fact.key], stands_for(fact, True), stands_for(fact, False)
        if isinstance(value, Interval) and isinstance(yes, Interval):
            return (value.low or 0) >= (yes.low or 0)
        if isinstance(yes, tuple):
            return value in yes
        return value == yes if yes is not None else value != no


def truthful(interview: Interview, truth: Truth) -> list[Interview]:
    """Every state of an interview that is answered truthfully, the finished one last."""
    states = [interview]
    while (prompt := states[-1].prompt) is not None:
        states.append(states[-1].answer(truth.reply(prompt)))
    return states


def random_truth(edition: Edition, rng: Random, share: float) -> Truth:
    """A firm for which each certificate and situation is true with probability `share`."""
    facts: dict[str, Value] = {"entity": rng.choice(ENTITIES)}
    for fact in edition.facts:
        if fact.key not in facts:
            facts[fact.key] = _any_value(fact, rng, share)
    facts.update(_figures(rng, facts))
    for key in ("size", "small_low_profit"):
        if key in edition.facts:
            del facts[key]
    known = Knowledge(edition, Firm("", facts))
    size = sorted(known.options("size"))
    return Truth(
        edition,
        Firm("某公司", {**facts, "size": rng.choice(size), "small_low_profit": bool(known.flag("small_low_profit"))}),
    )


def _any_value(fact: Fact, rng: Random, share: float) -> Value:
    if fact.screen:
        return _situation(fact, rng, rng.random() < share)
    if fact.type == "flag":
        return rng.random() < 0.5
    if fact.type == "choice":
        return rng.choice(fact.option_keys)
    if fact.type == "count":
        return Interval.point(rng.choice((0, 0, 1, 2)))
    return Interval.point(int(rng.lognormvariate(16, 2)) * YUAN)


def _situation(fact: Fact, rng: Random, true: bool) -> Value:
    stands = stands_for(fact, true)
    if fact.type == "choice":
        no = stands_for(fact, False)
        return rng.choice([option for option in fact.option_keys if option != no]) if true or no is None else no
    if isinstance(stands, Interval):
        low, high = int(stands.low or 0), stands.high
        if high == low:
            return stands
        if fact.type == "count":
            return Interval.point(low + rng.randrange(5))
        spread = int(max(low, 10**6) * rng.lognormvariate(0, 1))
        return Interval.point(rng.randrange(int(high)) if high is not None else low + spread)
    assert stands is not None
    return stands


def _figures(rng: Random, facts: dict[str, Value]) -> dict[str, Value]:
    """Staff, sales, assets, income and what goes with them, in proportion."""
    employees = int(rng.lognormvariate(3.2, 1.4))
    revenue = int((employees + 1) * 600_000 * rng.lognormvariate(0, 1))
    peaks = {f"{key}_peak": _share(facts[key], rng.uniform(0.3, 1.3)) for key in ("goods_sales", "retail_sales")}
    mall = int(rng.lognormvariate(20, 0.7))
    small_scale = revenue < 5_000_000 and rng.random() < 0.8
    return {
        "employees": Interval.point(employees),
        "revenue": Interval.point(revenue * YUAN),
        "total_assets": Interval.point(int(revenue * rng.lognormvariate(0, 0.7)) * YUAN),
        "taxable_income": Interval.point(int(revenue * rng.uniform(0, 0.1)) * YUAN),
        "rd_spend": Interval.point(int(revenue * rng.uniform(0, 0.1)) * YUAN),
        "vat_status": "small_scale" if small_scale else "general",
        "mall_retail": Interval.point(mall * YUAN),
        "mall_retail_peak": _share(Interval.point(mall * YUAN), rng.uniform(0.3, 1.3)),
        **peaks,
    }


def _share(value: Value, share: float) -> Interval:
    assert isinstance(value, Interval)
    return Interval.point(int((value.low or 0) * share))


def truth_of(edition: Edition, seed: int) -> Truth:
    """A realistic firm, a crowded one, one with everything, in turn."""
    return random_truth(edition, Random(seed), (0.1, 0.4, 1.0)[seed % 3])


def _vague(exact: FactAnswer, rng: Random) -> FactAnswer:
    value = exact.value
    if rng.random() >= 0.4:
        return exact
    if rng.random() < 0.5 or not isinstance(value, Interval):
        return FactAnswer(exact.key, None)
    low = int(value.low or 0)
    return FactAnswer(exact.key, Interval(low * 3 // 4, low * 3 // 2))


def vaguely(truth: Truth, rng: Random, prompt: Prompt) -> Answer:
    """A true answer that may be a range, or that nothing is known, or not sure of a line."""
    exact = truth.reply(prompt)
    if isinstance(exact, Figures):
        return Figures(tuple(_vague(each, rng) for each in exact.told))
    if isinstance(exact, FactAnswer):
        return _vague(exact, rng)
    if isinstance(exact, Ticked) and rng.random() < 0.5:
        unsure = frozenset(key for key in exact.keys if rng.random() < 0.3)
        return Ticked(exact.keys, exact.yes - unsure, unsure)
    return exact


@cache
def true_states(seed: int) -> list[Interview]:
    """Every state of an interview over the built-in edition that is answered truthfully; made once for each seed."""
    return truthful(Interview(BUILT_IN), truth_of(BUILT_IN, seed))


@cache
def vague_states(seed: int) -> list[Interview]:
    """Every state of an interview over the built-in edition that is answered vaguely; made once for each seed."""
    return answered_vaguely(BUILT_IN, truth_of(BUILT_IN, seed), Random(seed))


def answered_vaguely(edition: Edition, truth: Truth, rng: Random) -> list[Interview]:
    """Every state of such an interview."""
    states = [Interview(edition)]
    while (prompt := states[-1].prompt) is not None:
        states.append(states[-1].answer(vaguely(truth, rng, prompt)))
    return states
