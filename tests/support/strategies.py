"""Random rules and editions: text of the rule language, drawn by its grammar, read by its parser."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from hypothesis import strategies as st

from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.policy import KINDS, Benefit, Edition, Header, Policy, Rule
from jinshan_cli.core.rules.grammar import Scope, parse_amount, parse_condition, parse_quantity
from jinshan_cli.core.rules.nodes import Condition, Constant, Named, NamedQuantity, Parameter, Quantity
from jinshan_cli.core.rules.source import RuleError
from jinshan_cli.core.rules.units import may_be_negative
from jinshan_cli.core.sizes import SizeStandard
from jinshan_cli.core.timing import Claim, Period
from jinshan_cli.files.disk.shaped import shaped
from jinshan_cli.files.edition.consistency import amount_faults

Unit = Literal["money", "count"]

SECTORS = ("farming", "making", "selling", "teaching")
TIERS = ("micro", "small", "large")
FACTS = {"money": ("income", "costs", "assets"), "count": ("staff", "visits", "area")}
CONSTANTS = {"money": ("0", "0.01", "300万", "2000万", "1.5亿", "20"), "count": ("0", "1", "20", "300", "2.5")}
RATES = ("5%", "12.5%", "150%", "3", "0.7", "0")
SIZES = {"money": ("1000", "7", "300万"), "count": ("3", "20", "2.5")}
BOUNDS = {"money": ["0.01", "300万", "2000万", "1.5亿"], "count": ["1", "20", "300"]}
SHAPES = ("/", "steps", "round", "tiers", "bands", "named", "days")
DAYS = ("2022-12-31", "2024-02-29", "2023-01-31")
FORMS = (*SHAPES, "counted", "share", "price", "choose", "+", "-", "min", "max", "up_to", "at_least", "between")
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")
WINDOWS = ((None, None), (date(2023, 1, 1), date(2023, 12, 31)), (None, date(2023, 6, 30)), (date(2024, 1, 1), None))
DERIVATIONS = ("income <= 300万 and staff <= 300", "income > 0 and between(20, 300) < staff")
"""the second is unsettled for some firms of which everything is told"""


def _choice(key: str, options: tuple[str, ...], default: str | None = None) -> dict[str, object]:
    rows = [{"key": option, "label": option.title()} for option in options]
    return {"key": key, "label": key.upper(), "type": "choice", "options": rows, "default": default}


def _fact(key: str, kind: str, derive: str | None = None) -> dict[str, object]:
    return {"key": key, "label": key.upper(), "type": kind, "derive": derive}


CATALOGUE = shaped(
    Catalogue,
    {
        "facts": [
            {"group": "all", "question": "?", **fact}
            for fact in (
                _choice("form", ("company", "trader", "person"), "company"),
                _choice("sector", SECTORS),
                *(_fact(key, kind) for kind, keys in FACTS.items() for key in keys if key != "area"),
                {**_fact("area", "count"), "decimals": 1},
                _fact("share", "percent"),
                _fact("opened", "date"),
                _choice("size", TIERS),
                _choice("rank", ("none", "old", "fresh")),
                _fact("exporting", "flag"),
                _fact("renovating", "flag"),
                _fact("modest", "flag", DERIVATIONS[0]),
            )
        ]
    },
)
ROWS = (
    {"sectors": ("farming",), "limits": {"income": ("50万", "500万")}},
    {"sectors": ("making",), "limits": {"staff": (20, 300), "income": ("300万", "2000万")}},
    {"sectors": ("selling",), "limits": {"staff": (5, 20), "assets": ("20", "1.5亿")}},
    {"sectors": ("teaching",), "limits": {"staff": (10, 300)}},
)
SCOPE = Scope(
    CATALOGUE,
    quantities={
        "third": Parameter("third", "third", Constant("3")),
        "gain": NamedQuantity("gain", "gain", parse_quantity("max(0, income - costs)", Scope(CATALOGUE))),
        "crew": NamedQuantity("crew", "crew", parse_quantity("staff + visits", Scope(CATALOGUE))),
    },
)


def amounts() -> st.SearchStrategy[Quantity]:
    """Amounts of money as the parser reads them."""
    return _amount_texts().map(_amount).filter(lambda node: node is not None)  # type: ignore[return-value]


def conditions() -> st.SearchStrategy[Condition]:
    """Conditions as the parser reads them."""
    return _condition_texts(2).map(_condition).filter(lambda node: node is not None)  # type: ignore[return-value]


def _amount(text: str) -> Quantity | None:
    try:
        return parse_amount(text, SCOPE)
    except RuleError:
        return None


def _condition(text: str, scope: Scope = SCOPE) -> Condition | None:
    try:
        return parse_condition(text, scope)
    except RuleError:
        return None


def _amount_texts() -> st.SearchStrategy[str]:
    return _quantity_texts("money", 2)


@st.composite
def _quantity_texts(draw: st.DrawFn, unit: Unit, depth: int) -> str:  # noqa: C901, PLR0912 - one case a form
    """`max(0, income - costs)`; each part is in parentheses, which the parser drops."""
    if depth == 0:
        return draw(st.sampled_from(FACTS[unit] * 2 + CONSTANTS[unit]))

    def part(of: Unit = unit) -> str:
        return f"({draw(_quantity_texts(of, draw(st.sampled_from((0, depth - 1)))))})"

    def condition() -> str:
        return draw(_condition_texts(depth - 1))

    match draw(st.sampled_from(FORMS)):
        case "counted":
            return f"{draw(st.sampled_from(CONSTANTS[unit]))} * ({condition()})"
        case "share":
            return f"{draw(st.sampled_from((*RATES, 'share')))} * max(0, {part()})"
        case "price":
            other: Unit = "count" if unit == "money" or draw(st.booleans()) else "money"
            return f"max(0, {part()}) * max(0, {part(other)})"
        case "/":
            return f"{part()} / {draw(st.sampled_from(('3', '7', '0.5', 'third')))}"
        case "steps":
            other = draw(st.sampled_from(("money", "count")))
            steps = f"steps(max(0, {part(other)}), {draw(st.sampled_from(SIZES[other]))})"
            return f"{draw(st.sampled_from(CONSTANTS[unit]))} * {steps}"
        case "round":
            way = draw(st.sampled_from(("round_down", "round", "round_up")))
            return f"{way}({part()}, {draw(st.sampled_from(SIZES[unit]))})"
        case "tiers":
            other = draw(st.sampled_from(("money", "count")))
            bounds = draw(_bounds(other))
            values = ", ".join(part() for _ in range(len(bounds) + 1))
            return f"tiers({part(other)}, [{', '.join(bounds)}], [{values}])"
        case "bands":
            bounds = draw(_bounds(unit))
            rates = ", ".join(draw(st.sampled_from(RATES)) for _ in range(len(bounds) + 1))
            return f"bands(max(0, {part()}), [{', '.join(bounds)}], [{rates}])"
        case "named":
            return "gain" if unit == "money" else "crew"
        case "days":
            span = draw(st.sampled_from(("days", "months", "years")))
            day = st.sampled_from((*DAYS, "opened"))
            pair = draw(st.tuples(day, day))
            return f"{draw(st.sampled_from(CONSTANTS[unit]))} * max(0, {span}({', '.join(pair)}))"
        case "choose":
            return f"{part()} if ({condition()}) else {part()}"
        case "+" | "-" as sign:
            return f"{part()} {sign} {part()}"
        case "up_to" | "at_least" as name:
            return f"{name}({part()})"
        case "between":
            low = part()
            return f"between({low}, max({low}, {part()}))"
        case name:
            return f"{name}({part()}, {part()})"


@st.composite
def _bounds(draw: st.DrawFn, unit: Unit) -> list[str]:
    found = draw(st.sets(st.sampled_from(BOUNDS[unit]), min_size=1, max_size=3))
    return [bound for bound in BOUNDS[unit] if bound in found]


@st.composite
def _condition_texts(draw: st.DrawFn, depth: int, names: tuple[str, ...] = ()) -> str:
    """`exporting and not (sector in [making, selling])`"""
    form = draw(st.sampled_from(("leaf", "compare", "compare", "and", "or", "not") if depth else ("leaf", "compare")))

    def part() -> str:
        return f"({draw(_condition_texts(draw(st.sampled_from((0, depth - 1))), names))})"

    match form:
        case "leaf":
            return draw(_leaf_texts(names))
        case "compare":
            return draw(_comparison_texts(depth))
        case "not":
            return f"not {part()}"
        case joint:
            return f" {joint} ".join(part() for _ in range(draw(st.integers(2, 3))))


@st.composite
def _leaf_texts(draw: st.DrawFn, names: tuple[str, ...]) -> str:
    fact = draw(st.sampled_from([fact for fact in CATALOGUE if not fact.is_plain]))
    if fact.type == "date":
        return f"opened {draw(st.sampled_from(COMPARISONS))} {draw(st.sampled_from(DAYS))}"
    if fact.type == "percent":
        return f"share {draw(st.sampled_from(COMPARISONS))} {draw(st.sampled_from(('5%', '2.5%', '0.01')))}"
    if fact.type == "flag":
        return draw(st.sampled_from((fact.key, *names)))
    options = draw(st.lists(st.sampled_from(fact.option_keys), min_size=1, unique=True))
    return f"{fact.key} {draw(st.sampled_from(('in', 'not in')))} [{', '.join(options)}]"


@st.composite
def _comparison_texts(draw: st.DrawFn, depth: int) -> str:
    unit: Unit = draw(st.sampled_from(("money", "count")))
    text = f"({draw(_quantity_texts(unit, draw(st.sampled_from((0, depth)))))})"
    for _ in range(draw(st.integers(1, 2))):
        side = draw(_quantity_texts(unit, draw(st.sampled_from((0, depth)))))
        text += f" {draw(st.sampled_from(COMPARISONS))} ({side})"
    return text


@st.composite
def _times(draw: st.DrawFn) -> dict[str, Any]:
    """No window, a period, a claim, or one that comes again each year."""
    starts, ends = draw(st.sampled_from(WINDOWS))
    if starts is None and ends is None:
        return {}
    if draw(st.booleans()):
        return {"period": Period(starts=starts, ends=ends)}
    return {"claim": Claim(starts=starts, ends=ends, every="year" if starts and ends else None)}


@st.composite
def _benefits(draw: st.DrawFn, scope: Scope, benefit_id: str) -> Benefit:
    return Benefit(
        id=benefit_id,
        title="t",
        kind=draw(st.sampled_from(KINDS)),
        novelty="new",
        **draw(_times()),
        when=draw(_condition_texts(2, tuple(scope.conditions)).filter(lambda text: _condition(text, scope))),
        amount=draw(st.none() | _amount_texts().map(_payable).filter(_is_whole)),
        todo=draw(st.sampled_from((None, None, None, "?"))),
    )


def _payable(text: str) -> str:
    """The same amount, held to what a table may state: none falls below 0."""
    amount = _amount(text)
    return text if amount is None or not may_be_negative(amount) else f"max(0, {text})"


def _is_whole(text: str) -> bool:
    """True if an edition with it is not refused."""
    amount = _amount(text)
    return amount is not None and not [*amount_faults(amount, text)]


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Small editions over a fixed catalogue: any rules, windows and kinds, with a size standard or a part of it."""
    named = draw(_condition_texts(2).filter(_condition))
    scope = replace(SCOPE, conditions={"suited": Named("suited", "suited", parse_condition(named, SCOPE))})
    ids = [[f"{number}{letter}" for letter in "ab"[: draw(st.integers(1, 2))]] for number in (1, 2, 3, 4)]
    benefits = [tuple(draw(_benefits(scope, benefit_id)) for benefit_id in row) for row in ids]
    return edition_of(benefits, scope, draw(st.sampled_from(([], ROWS[:2], ROWS))), draw(st.sampled_from(DERIVATIONS)))


def edition_of(
    benefits: Sequence[tuple[Benefit, ...]], scope: Scope, rows: Sequence[object], derivation: str = DERIVATIONS[0]
) -> Edition:
    """An edition with a policy for each tuple of benefits, size by `rows`, and `modest` derived."""
    standard = {"fact": "size", "by": "sector", "tiers": TIERS, "source": "s", "rows": rows}
    return Edition(
        header=Header(id="e", title="e", year=2023, district="d", source="s", notice="n"),
        measures=(),
        policies=tuple(_policy(number, row) for number, row in enumerate(benefits, start=1)),
        facts=CATALOGUE,
        sizes=shaped(SizeStandard, standard) if rows else None,
        activities=(),
        conditions=scope.conditions,
        rules={benefit.id: _rule(benefit, scope) for row in benefits for benefit in row},
        derivations={"modest": parse_condition(derivation, SCOPE)},
        suits={},
    )


def edition_asking(when: str, derivation: str = DERIVATIONS[0]) -> Edition:
    """An edition with one benefit that holds `when`."""
    benefit = Benefit(id="1", title="t", kind="grant", novelty="new", when=when)
    return edition_of([(benefit,)], SCOPE, ROWS, derivation)


def _rule(benefit: Benefit, scope: Scope) -> Rule:
    amount = parse_amount(benefit.amount, scope) if benefit.amount else None
    return Rule(parse_condition(benefit.when, scope), amount)


def _policy(number: int, benefits: tuple[Benefit, ...]) -> Policy:
    return Policy(
        number=number,
        title="p",
        summary="s",
        measure=1,
        departments=("d",),
        channel="c",
        uptake="instant",
        source="s",
        benefits=benefits,
    )
