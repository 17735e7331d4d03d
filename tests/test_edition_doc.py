"""docs/edition.md is whole and true: every key, every node of the rule language, every finding, every example."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from support.kept import hold

from jinshan_cli.core import activity, policy, timing
from jinshan_cli.core.combining import combination
from jinshan_cli.core.edition import named
from jinshan_cli.core.edition.notes import Note
from jinshan_cli.core.facts import DataModel, Fact, FactType, Option
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules import calls
from jinshan_cli.core.rules.grammar import Scope, parse_amount, parse_condition
from jinshan_cli.core.rules.nodes import UNWRITTEN, Comparison, Condition, Node, Quantity, Suffix
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.core.rules.words import say_condition, say_quantity
from jinshan_cli.core.sizes import SizeRow, SizeStandard
from jinshan_cli.files.disk.shaped import shaped
from jinshan_cli.files.edition import FILES
from jinshan_cli.files.edition.folder import load_edition, skeleton
from jinshan_cli.use.edition import brackets, checking, settled, times, unused

DOCUMENT = Path(__file__).parent.parent / "docs" / "edition.md"
TEXT = DOCUMENT.read_text("utf-8")
SAMPLE = load_edition(skeleton())
CHECKS = (checking, times, settled, brackets, unused)
TABLE = re.compile(r"^\|.*\|\n\|[-|]+\|\n(?:\|.*\|\n)+", re.MULTILINE)

MODELS: list[tuple[type[DataModel], str, int]] = [
    (policy.Header, "### `[edition]`", 0),
    (named.Measure, "### `[[measures]]`", 0),
    (named.NamedFigure, "### `[parameters.NAME]`", 0),
    (named.NamedAmount, "### `[quantities.NAME]`", 0),
    (named.NamedCondition, "### `[conditions.NAME]`", 0),
    (named.CrossCheck, "### `[[checks]]`", 0),
    (combination.Combination, "### `[[combinations]]`", 0),
    (policy.Policy, "### `[[policies]]`", 0),
    (named.Contact, "### `[[policies]]`", 1),
    (Note, "### `[[policies]]`", 2),
    (policy.Benefit, "### `[[policies.benefits]]`", 0),
    (timing.DateWindow, "### `[[policies.benefits]]`", 1),
    (policy.Example, "### `[[policies.benefits]]`", 2),
    (Fact, "### `[[facts]]`", 0),
    (Option, "### `[[facts]]`", 1),
    (SizeStandard, "## sizes.toml", 0),
    (SizeRow, "## sizes.toml", 1),
    (activity.Activity, "### `[[activities]]`", 0),
    (activity.Entry, "### `[[activities]]`", 1),
]


def section(heading: str) -> str:
    """What stands below a heading, up to the next."""
    return re.split(r"^#+ ", TEXT.split(f"\n{heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def rows(table: str) -> list[list[str]]:
    """The cells of a table, without its heading."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def code(cell: str) -> str:
    """What stands in backticks at the beginning of a cell."""
    found = re.match(r"`([^`]+)`", cell)
    assert found, cell
    return found[1]


@pytest.mark.parametrize(("model", "heading", "place"), MODELS, ids=lambda value: getattr(value, "__name__", None))
def test_every_key_is_told(model: type[DataModel], heading: str, place: int) -> None:
    """The table of each kind of table in TOML lists its keys, each once, in the order of the model,
    and marks those that must be there."""
    table = TABLE.findall(section(heading))[place]
    assert [code(row[0]) for row in rows(table)] == [each.name for each in fields(model)]
    marked = {code(row[0]) for row in rows(table) if row[0].endswith("(required)")}
    assert marked == {each.name for each in fields(model) if each.default is each.default_factory is MISSING}


def test_no_model_is_left_out() -> None:
    """Each model that is written in TOML by hand has its table."""
    wholes = {"PolicyTable", "ActivityTable", "Catalogue"}
    written = {each for each in DataModel.__subclasses__() if each.__name__ not in wholes}
    assert written == {model for model, _, _ in MODELS}
    assert all(f"`{file}`" in TEXT for file in FILES)


def test_every_allowed_word_is_told() -> None:
    """Each word that a key accepts stands in the documents."""
    words: set[str] = {*get_args(FactType), *literals(activity.Entry), *literals(policy.Example)}
    for alias in (policy.Kind, timing.Timing, policy.Novelty, policy.Uptake):
        words |= set(get_args(alias))
    assert {word for word in words if f"`{word}`" not in TEXT} == set()


def literals(model: type[DataModel]) -> set[str]:
    """The words of a model's Literal fields."""
    return {word for hint in get_type_hints(model).values() for word in strings(hint)}


def strings(annotation: Any) -> Iterator[str]:
    """The strings within an annotation."""
    for part in get_args(annotation):
        yield from (part,) if isinstance(part, str) else strings(part)


def constructs(heading: str) -> list[list[str]]:
    """The rows of a table of the rule language."""
    (table,) = TABLE.findall(section(heading))
    return rows(table)


def parsed(heading: str, text: str) -> Node:
    """An example of the document, read with the facts of the sample."""
    scope = Scope(SAMPLE.facts, SAMPLE.conditions, SAMPLE.quantities)
    return parse_condition(text, scope) if heading == "### Conditions" else parse_amount(text, scope)


def said(node: Any, heading: str) -> str:
    """A rule in words, as the program says it."""
    return (say_condition if heading == "### Conditions" else say_quantity)(node, SAMPLE.facts)


@pytest.mark.parametrize("heading", ["### Conditions", "### Amounts"])
def test_examples_are_read_and_said(heading: str) -> None:
    """Each example of the language is read, and said in the words that stand beside it."""
    shown = [(code(row[1]), row[2]) for row in constructs(heading)]
    text = DOCUMENT.read_text("utf-8")
    for rule, old in shown:
        text = text.replace(f"| `{rule}` | {old} |", f"| `{rule}` | {said(parsed(heading, rule), heading)} |")
    hold(DOCUMENT, text)


def examples() -> list[Node]:
    """Every node of every example of the document."""
    headings = ("### Conditions", "### Amounts")
    return [node for where in headings for row in constructs(where) for node in walk(parsed(where, code(row[1])))]


def test_every_node_has_an_example() -> None:
    """No class of node, operator or suffix of the language is without an example in the document."""
    found = examples()
    assert {type(node) for node in found} == {*get_args(Quantity), *get_args(Condition)} - {*UNWRITTEN}
    assert {sign for node in found for sign, _ in getattr(node, "rest", ())} == set(get_args(Comparison))
    assert {getattr(node, "suffix", "") for node in found} == set(get_args(Suffix))


def test_the_grammar_is_whole() -> None:
    """The formal grammar has every operator, function, suffix and word of the language, and no other function."""
    ebnf = re.findall(r'"([^"]+)"', TEXT.split("```ebnf\n")[1].split("```")[0])
    signs = {"(", ")", "[", "]", ",", ".", "+", "-", "*", "/"}
    words = {"and", "or", "not", "in", "if", "else"}
    assert set(ebnf) == signs | words | {*calls.FUNCTIONS, *get_args(Comparison), *get_args(Suffix)} - {""}


def test_the_examples_of_time_are_read() -> None:
    """Each window and each note that the document shows is one; all of what a note may report is shown."""
    shown = section("### `[[policies.benefits]]`")
    windows = re.findall(r"^((?:period|claim) = .*)$", shown, re.MULTILINE)
    for line in windows:
        ((key, table),) = tomllib.loads(line).items()
        assert (timing.Period if key == "period" else timing.Claim)(**table).days(date(2023, 5, 1))
    assert len(windows) == 4
    (written,) = re.findall(r"^notes = \[\n.*?^\]$", shown, re.MULTILINE | re.DOTALL)
    notes = [shaped(Note, note) for note in tomllib.loads(written)["notes"]]
    assert {report.kind for note in notes for report in note.reported(date(2023, 5, 1), "open")} == {
        "claim",
        "extended",
        "budget",
    }


def test_every_finding_is_told() -> None:
    """Each sentence of `jinshan check` is in the document."""
    trees = [ast.parse(Path(module.__file__ or "").read_text("utf-8")) for module in CHECKS]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    calls = [node for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    made = [call.args[0] for call in calls if call.func.id in ("error", "warning", "Odd")]  # type: ignore[attr-defined]
    parts = [
        words.strip()
        for sentence in made
        for part in ast.walk(sentence)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
        for words in re.split(r"\{\w+\}", part.value)
    ]
    parts += [*settled.WHOLE.values(), *settled.PART.values(), *settled.IN_AMOUNT.values()]
    assert len(parts) > 30
    assert [part for part in parts if part.split("，这个是")[0] not in TEXT] == []


RECIPE_FACTS = {
    "money": "revenue revenue_peak investment deduction superior_grant electricity rent_of_a_day exports "
    "exports_before granted_before revenue_before loan taxes costs rates_bill",
    "count": "served water gas hire_months disabled_months area loan_days doctors masters bachelors exported_dollars "
    "rateable_value insured_before insured claimants",
    "flag": "key_industry",
    "percent": "growth loan_rate posts_kept",
    "date": "founded hired retires",
    "choice": "reached rank rent_year",
}
RECIPE_OPTIONS = {"reached": "first second", "rank": "national city", "rent_year": "first second third"}


def _recipe_facts() -> Iterator[str]:
    for kind, keys in RECIPE_FACTS.items():
        for key in keys.split():
            yield f'[[facts]]\nkey = "{key}"\nlabel = "{key}"\ntype = "{kind}"\ngroup = "x"\nquestion = "?"'
            if options := RECIPE_OPTIONS.get(key):
                told = ", ".join(f'{{ key = "{option}", label = "{option}" }}' for option in options.split())
                yield f"options = [{told}]"


def test_recipes_are_an_edition(tmp_path: Path) -> None:
    """Each rule among the recipes is read, and can be met, with facts of the kinds that its names have."""
    cells = [row[1].partition("`when`") for row in rows(TABLE.findall(section("### Recipes"))[0])]
    amounts, whens = ([rule for cell in cells for rule in re.findall(r"`([^`]+)`", cell[at])] for at in (0, 2))
    assert (len(amounts), len(whens)) == (23, 6)
    header = (skeleton() / "policies.toml").read_text("utf-8").split("[parameters.")[0]
    names = (
        '[parameters.city_growth]\nvalue = "8.5%"\nlabel = "x"\n'
        '[quantities.export_growth]\namount = "max(0, exports - exports_before)"\nlabel = "x"\n'
    )
    policy = header + names + '[[policies]]\nnumber = 1\ntitle = "x"\nsummary = "x"\nmeasure = 1\n'
    policy += 'departments = ["x"]\nchannel = "x"\nuptake = "reviewed"\nphones = ["12345"]\nsource = "x"\n'
    rules = [*(("revenue > 0", amount) for amount in amounts), *((when, "1") for when in whens)]
    for number, (when, amount) in enumerate(rules):
        policy += f'[[policies.benefits]]\nid = "{number}"\ntitle = "x"\nkind = "grant"\nnovelty = "new"\n'
        policy += f'when = "{when}"\namount = "{amount}"\n'
    (tmp_path / "policies.toml").write_text(policy, "utf-8")
    (tmp_path / "facts.toml").write_text("\n".join(_recipe_facts()), "utf-8")
    found = checking.check(load_edition(tmp_path))
    assert [finding.fault for finding in found if finding.weight == "error"] == []
    used = {finding.fault.where for finding in found if "没有规则用到" in finding.fault.what}
    assert used == set()


def test_the_sample_is_what_the_document_uses(edition: Edition) -> None:
    """The language's tables speak of the sample that `edition new` writes, not of the built-in edition."""
    keys = {key for node in examples() if (key := getattr(node, "key", ""))}
    assert keys <= set(SAMPLE.facts.by_key)
    assert not keys <= set(edition.facts.by_key)
