"""Expressions in stages, each of which may use the columns of those before: nothing is worked out twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import EditionError, Fault
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.nodes import Condition, FlagFact, Named, NamedQuantity, Node
from jinshan_cli.core.rules.text import to_text
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.ends import End, TooLargeError
from jinshan_cli.engines.columns.evaluate import Translator, long_names, plain_pairs
from jinshan_cli.engines.columns.intervals import Span
from jinshan_cli.engines.columns.sizes import SizeColumns, size_columns
from jinshan_cli.engines.columns.truths import Flag, Holds

WORKING = "~"
"""begins the name of every working column"""


@dataclass(slots=True)
class Staging:
    """What an edition's rules share, put into columns."""

    edition: Edition
    translator: Translator
    stages: list[dict[str, ex.Expr]] = field(default_factory=list, kw_only=True)
    kept: dict[ex.Expr, ex.Expr] = field(default_factory=dict, kw_only=True)
    """what is worked out already, and the column that it stands in"""

    def next_stage(self) -> None:
        self.stages.append({})

    def flag(self, name: str, flag: Flag) -> Flag:
        """The same flag, as a column of this stage unless it is constant."""
        return flag if isinstance(flag, bool) else self._column(name, flag)

    def end(self, name: str, end: End) -> End:
        """The same end, as a column of this stage unless it is constant."""
        if not isinstance(end.value, ex.Expr):
            return end
        return End(self._column(name, end.value), end.least, end.most, end.open)

    def _column(self, name: str, expr: ex.Expr) -> ex.Expr:
        """The column that the expression stands in, of this stage or one before."""
        if expr.call == "col":
            return expr
        if expr not in self.kept:
            self.stages[-1][WORKING + name] = expr
            self.kept[expr] = ex.col(WORKING + name)
        return self.kept[expr]

    def holds(self, name: str, node: Condition) -> Holds:
        """The truth of a condition, by cases, as columns, which the translator uses from now on."""
        return self.as_it_stands(name, self.edition.cases.of(node))

    def as_it_stands(self, name: str, node: Condition) -> Holds:
        """The same of a condition that is by cases already."""
        with saying(node):
            holds = self.translator.truth(node)
        surely = self.flag(f"{name} surely", holds.surely)
        return Holds(surely, surely if holds.is_settled else self.flag(f"{name} possibly", holds.possibly))

    def stage_comparisons(self) -> SizeColumns | None:
        """Comparisons of numbers, those of the size standard too."""
        self._stage_quantities()
        self.next_stage()
        standard = self.edition.sizes
        sizes = None if standard is None else size_columns(standard, self.translator, self.flag)
        for pair in plain_pairs(self.edition):
            self.translator.staged[pair] = self.as_it_stands(to_text(pair), pair)
        return sizes

    def _stage_quantities(self) -> None:
        """Named quantities that are long when written out, each after those that it uses."""
        for named in long_names(self.edition):
            self.next_stage()
            with saying(named):
                span = self.translator.span(named.quantity)
            low = self.end(f"quantity {named.meaning} low", span.low)
            high = low if span.low is span.high else self.end(f"quantity {named.meaning} high", span.high)
            self.translator.quantities[named] = Span(low, high, span.step)
            self.explain(named)

    def explain(self, named: NamedQuantity) -> None:
        """Where it is wanted, what moves a quantity that is a column."""

    def stage_derived(self, sizes: SizeColumns | None) -> None:
        """The facts that follow from others."""
        self.next_stage()
        for key in self.edition.derivations:
            self.translator.staged[FlagFact(key)] = self.holds(f"fact {key}", FlagFact(key))
        if sizes is not None:
            self.translator.tiers = {tier: self.flag(f"size {tier}", flag) for tier, flag in sizes.tiers().items()}
            self.translator.contradicted = self.flag("size contradicted", sizes.contradicted())

    def stage_conditions(self, on_derived: bool) -> Iterator[Named]:
        """Named conditions that read derived facts, or those that do not; a later one may use an earlier one."""
        for name, named in self.edition.conditions.items():
            if fact_keys(named).isdisjoint(self.edition.derived) is not on_derived:
                self.next_stage()
                holds = self.holds(f"condition {name}", named)
                self.translator.staged |= {named: holds, named.condition: holds}
                yield named


@contextmanager
def compiling() -> Iterator[None]:
    """Raises EditionError, with the text of the rule, where figures may not fit in 128 bits."""
    try:
        yield
    except TooLargeError as error:
        raise EditionError([Fault(tell("规则的数大到无法成批计算"), excerpt=str(error))]) from error


@contextmanager
def saying(node: Node) -> Iterator[None]:
    """Says which rule it is whose figures are too large."""
    try:
        yield
    except TooLargeError:
        raise TooLargeError(to_text(node)) from None
