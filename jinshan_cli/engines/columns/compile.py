"""The columnar engine: the edition's rules over a whole frame of firms, equal to `use.result.assess` to the fen.

    plan = compile_plan(edition, as_of, present)
    worked = plan.evaluate(frame.lazy()).collect()

The typed frame: a firm a row with `row`; per count or sum `<key>__low` and `<key>__high` (null: no upper end),
whole persons or fen; per flag and choice `<key>`, an option by its place in the catalogue; null is unknown.
It gains `eligible`, `undetermined` (policy numbers) and `missing` (fact keys), with `;`, null where there are
none; `grant_low` … `refund_high` in fen, null for no upper end, in 64 bits or, where the edition's figures may
pass 2^62, in 128; `unquantified`, `grant_possible` … `refund_possible`, `ask_first`, `nothing` alike.
Columns whose names begin with `~` are working columns.
"""

from collections.abc import Iterable, Mapping, Set
from datetime import date
from fractions import Fraction
from itertools import chain

from jinshan_cli.core.columns import ASK_FIRST, NOTHING, UNQUANTIFIED
from jinshan_cli.core.combining.shared import SharedSum
from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.core.policy import KINDS, SUMMED, Benefit, Edition, Kind, Policy, Rule
from jinshan_cli.core.rules.nodes import NamedQuantity
from jinshan_cli.core.rules.text import to_text
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns.ends import INFINITE, End, TooLargeError
from jinshan_cli.engines.columns.evaluate import choices
from jinshan_cli.engines.columns.hanging import Explainer
from jinshan_cli.engines.columns.intervals import ZERO, Span
from jinshan_cli.engines.columns.joining import joined
from jinshan_cli.engines.columns.plan import BenefitColumns, Plan, PolicyColumns, in_parts
from jinshan_cli.engines.columns.sizes import SizeColumns
from jinshan_cli.engines.columns.staging import Staging, compiling, saying
from jinshan_cli.engines.columns.together import Amounts, Pair, Together, total
from jinshan_cli.engines.columns.truths import UNDECIDED, Flag, Holds, Missing, both, either, guarded, negate, united


def compile_plan(edition: Edition, as_of: date, present: Set[str], of_worth: bool = False) -> Plan:
    """The edition on a date for a frame that has columns for the facts `present`.

    `of_worth`: what comes to 0 yuan is in `nothing` alone, and neither in `eligible`, `undetermined` nor `missing`.

    Raises EditionError, with the text of the rule, where figures may not fit in 128 bits.
    """
    compiler = _Compiler(edition, Explainer(edition, present), as_of=as_of)
    with compiling():
        sizes = compiler.stage_comparisons()
        compiler.stage_named(on_derived=False)
        compiler.stage_derived(sizes)
        compiler.stage_sizes(sizes)
        compiler.stage_named(on_derived=True)
        policies = compiler.policies()
        compiler.stage_contract(policies, of_worth)
    return Plan(in_parts(compiler.stages), policies, compiler.barely, compiler.together)


@dataclass(slots=True)
class _Compiler(Staging):
    """Collects the expressions of an edition on a date."""

    translator: Explainer
    as_of: date
    together: Together = field(default_factory=Together)
    barely: Mapping[Kind, End] = field(default_factory=dict)
    judged: dict[tuple[int, int], tuple[Holds, Pair | None]] = field(default_factory=dict)
    explained: dict[tuple[int, int], tuple[Missing, Flag]] = field(default_factory=dict)
    """of each rule, which may be the rule of several benefits"""

    def missing(self, name: str, missing: Missing) -> Missing:
        ordered = self.edition.facts.in_order(set(missing))
        return {key: self.flag(f"{name} {key}", missing[key]) for key in ordered}

    def explain(self, named: NamedQuantity) -> None:
        """What moves it, as columns."""
        self.next_stage()
        loose = self.missing(f"quantity {named.meaning} missing", self.translator.loose(named))
        self.translator.named_quantities[named] = loose

    def stage_sizes(self, sizes: SizeColumns | None) -> None:
        """What is missing of the size, for each question that a rule asks of it."""
        if sizes is not None:
            self.translator.size_missing = self._size_missing(sizes)

    def _size_missing(self, sizes: SizeColumns) -> dict[tuple[int, ...], Missing]:
        """What each question that a rule asks of the size hangs on: first the other facts, then the size itself."""
        asked = sorted({sizes.sizes.steps(node.options) for node in choices(self.edition, sizes.sizes.fact)})
        others = {steps: self.missing(f"size {steps} missing", sizes.missing(steps)) for steps in asked}
        self.next_stage()
        found = {}
        for steps, missing in others.items():
            itself = self.missing(f"size {steps} missing", {sizes.sizes.fact: sizes.itself(missing)})
            found[steps] = guarded(missing | itself, True)
        return found

    def stage_named(self, on_derived: bool) -> None:
        """Named conditions, and what each hangs on."""
        for named in self.stage_conditions(on_derived):
            self.next_stage()
            missing = self.translator.missing(self.edition.cases.of(named.condition))
            self.translator.named[named] = self.missing(f"condition {named.name} missing", missing)

    def policies(self) -> tuple[PolicyColumns, ...]:
        """Truths and amounts of every benefit, then what each hangs on, then what each policy hangs on."""
        self.next_stage()
        judged = [[self._judged(benefit, policy) for benefit in policy.benefits] for policy in self.edition.policies]
        self.next_stage()
        self.together = Together(
            self.edition.combinations, {place: self._limit(place) for place in self.edition.limits}
        )
        explained = [[self._explained(benefit) for benefit in benefits] for benefits in judged]
        eligible = [self._eligible(benefits) for benefits in explained]
        self.next_stage()
        amounts = {kind: _due(chain.from_iterable(explained), kind) for kind in KINDS}
        bare = {each.benefit.id: each.bare for each in chain.from_iterable(explained) if each.bare}
        self.barely = {kind: self.together.barely(those, those) for kind, those in amounts.items()}
        return tuple(self._combined(policy, amounts, bare) for policy in map(self._policy, explained, eligible))

    def _limit(self, place: int) -> Pair:
        """What a cap comes to, as columns."""
        limit = self.edition.limits[place]
        with saying(limit):
            low, high = self.translator.span(self.edition.cases.of(limit)).in_units
        low_column = self.end(f"limit {place} low", low)
        return low_column, low_column if low is high else self.end(f"limit {place} high", high)

    def _combined(self, policy: PolicyColumns, due: Mapping[Kind, Amounts], bare: Amounts) -> PolicyColumns:
        """With what is due of it beside the other policies, of the kinds in which its benefits do not simply add up."""
        together, barely = {}, {}
        others = {key: pair for key, pair in bare.items() if key not in {each.benefit.id for each in policy.benefits}}
        for kind, amounts in due.items():
            quantified = self._quantified(kind, policy.benefits)
            own = tuple(each.benefit.id for each in policy.benefits if each.benefit.kind == kind)
            if not (some := self.together.barely(own, amounts)).is_zero:
                barely[kind] = some
            beside = [each for each in self.together.groups if not each.isdisjoint(own)]
            sums = {each.benefit.id: amounts[each.benefit.id] for each in quantified if each.benefit.id in amounts}
            if not all(each.issubset(own) for each in beside):
                together[kind] = self.together.part(tuple(sums), {**amounts, **others})
            elif beside or self.edition.shared.sums(tuple(each.benefit.id for each in quantified)):
                together[kind] = self.jointly(quantified, sums)
        return replace(policy, together=together, barely=barely)

    def _judged(self, benefit: Benefit, policy: Policy) -> BenefitColumns:
        moment = self.edition.moment(benefit, self.as_of)
        if benefit.todo:
            return BenefitColumns(benefit, policy.number, moment, UNDECIDED, None, {})
        rule = self.edition.rules[benefit.id]
        if _which(rule) not in self.judged:
            found = self.judged[_which(rule)] = self._truth_and_amount(f"benefit {benefit.id}", rule)
            self._tell(benefit.id, found[0])
        return BenefitColumns(benefit, policy.number, moment, *self.judged[_which(rule)], {})

    def _tell(self, benefit: str, holds: Holds) -> None:
        """Whose it is, surely or possibly, to the rules of sums."""
        shared = self.edition.shared
        self.translator.staged[shared.due(benefit)] = Holds.known(holds.surely)
        self.translator.staged[shared.possible(benefit)] = Holds.known(holds.unsettled)

    def _truth_and_amount(self, name: str, rule: Rule) -> tuple[Holds, Pair | None]:
        holds = self.holds(name, rule.when)
        if rule.amount is None or holds.possibly is False:
            return holds, None
        with saying(rule.amount):
            low, high = self.translator.span(self.edition.cases.of(rule.amount)).in_units
        low_column = self.end(f"{name} low", low)
        return holds, (low_column, low_column if low is high else self.end(f"{name} high", high))

    def _explained(self, benefit: BenefitColumns) -> BenefitColumns:
        if benefit.benefit.todo:
            return benefit
        rule = self.edition.rules[benefit.benefit.id]
        if _which(rule) not in self.explained:
            self.explained[_which(rule)] = self._missing_and_nothing(f"benefit {benefit.benefit.id}", rule, benefit)
        missing, nothing = self.explained[_which(rule)]
        return replace(benefit, missing=missing, nothing=nothing)

    def _missing_and_nothing(self, name: str, rule: Rule, found: BenefitColumns) -> tuple[Missing, Flag]:
        when = self.edition.cases.of(rule.when)
        self.translator.staged[when] = found.holds
        missing = self.missing(f"{name} missing", self.translator.missing(when))
        nothing = both(found.holds.possibly, _is_nothing(*found.amount)) if found.amount else False
        return missing, self.flag(f"{name} nothing", nothing)

    def _eligible(self, benefits: list[BenefitColumns]) -> Flag:
        flag = either(*(benefit.holds.surely for benefit in benefits))
        return flag if len(benefits) == 1 else self.flag(f"policy {benefits[0].number} eligible", flag)

    def _policy(self, benefits: list[BenefitColumns], eligible: Flag) -> PolicyColumns:
        number = benefits[0].number
        possible = either(*(benefit.holds.possibly for benefit in benefits))
        undetermined = self.flag(f"policy {number} undetermined", both(possible, negate(eligible)))
        missing = benefits[0].missing
        if len(benefits) > 1:
            found = guarded(united(benefit.missing for benefit in benefits), negate(eligible))
            missing = self.missing(f"policy {number} missing", found)
        nothing = self.flag(f"policy {number} nothing", _nothing(benefits))
        return PolicyColumns(number, eligible, undetermined, missing, tuple(benefits), nothing=nothing)

    def stage_contract(self, policies: tuple[PolicyColumns, ...], of_worth: bool) -> None:
        """The columns that the contract names."""
        policies = tuple(policy.of_worth for policy in policies) if of_worth else policies
        missing = united(policy.missing for policy in policies)
        contract = {
            "eligible": joined((str(policy.number), policy.eligible) for policy in policies),
            "undetermined": joined((str(policy.number), policy.undetermined) for policy in policies),
            "missing": joined((key, missing[key]) for key in self.edition.facts.in_order(set(missing))),
        }
        benefits = [benefit for policy in policies for benefit in policy.benefits]
        for kind in SUMMED:
            for end, column in zip(("low", "high"), self._total(kind, benefits), strict=True):
                contract[f"{kind}_{end}"] = column.column(column.is_wide)
        contract[UNQUANTIFIED] = joined((str(policy.number), policy.unquantified) for policy in policies)
        for kind in SUMMED:
            most = self._possible(kind, benefits)
            contract[f"{kind}_possible"] = most.column(most.is_wide)
        contract[ASK_FIRST] = joined((str(policy.number), policy.asked_first) for policy in policies)
        contract[NOTHING] = joined((str(policy.number), policy.nothing) for policy in policies)
        self.stages.append(contract)

    def _total(self, kind: Kind, benefits: list[BenefitColumns]) -> Pair:
        """What is due of a kind; a fact that several amounts share is one fact."""
        return self.jointly(self._quantified(kind, benefits), _due(benefits, kind))

    def _quantified(self, kind: Kind, benefits: Iterable[BenefitColumns]) -> list[BenefitColumns]:
        """Those of a kind that can be had now and have a sum."""
        now = (each for each in benefits if each.moment.is_now and each.benefit.kind == kind)
        return [each for each in now if not each.benefit.todo and each.benefit.id in self.edition.shared.amounts]

    def jointly(self, benefits: list[BenefitColumns], due: Amounts) -> Pair:
        """What they come to, of which these sums are due."""
        left, parts = dict(due), []
        for group in self.edition.shared.sums(tuple(each.benefit.id for each in benefits)):
            found = {key: left.pop(key) for key in group.benefits if key in left}
            parts.append(self._narrowed(group, self.together.sum(found)))
        low, high = self.together.sum(left)
        return total([low, *(part[0] for part in parts)]), total([high, *(part[1] for part in parts)])

    def _narrowed(self, group: SharedSum, alone: Pair) -> Pair:
        """The twin of `SharedSum.narrowed`."""
        half = Fraction(group.fractional, 2)
        try:
            least, greatest = (self.translator.span(end) for end in (group.least, group.greatest))
            low = (least + Span.point(-half)).whole(Fraction(1), "round_down").low
            high = (greatest + Span.point(half)).whole(Fraction(1), "round_down").high
        except TooLargeError:
            told = (to_text(self.edition.shared.amounts[key]) for key in group.benefits)
            raise TooLargeError("; ".join(told)) from None
        joint = ends.smallest((alone[1], high), infinite_wins=False)
        return (
            ends.largest((alone[0], ends.plus(low, ends.exact(1)) if half else low), infinite_wins=False),
            ends.select(alone[1].is_infinite, INFINITE, joint),
        )

    def _possible(self, kind: Kind, benefits: list[BenefitColumns]) -> End:
        """The most that undetermined benefits of a kind could add, beside what is due."""
        quantified, parts = self._quantified(kind, benefits), []
        more = {each.benefit.id: (ZERO, each.possible) for each in quantified if each.possible}
        sure = _due(quantified, kind)
        for ids in self.edition.shared.addable(tuple(each.benefit.id for each in quantified)):
            group = self.edition.shared.addition(ids) if not more.keys().isdisjoint(ids) else None
            if group is not None:
                those = [{key: found.pop(key) for key in ids if key in found} for found in (sure, more)]
                parts.append(self._narrowed(group, (ZERO, self.together.addition(*those)))[1])
        return total([self.together.addition(sure, more), *parts])


def _which(rule: Rule) -> tuple[int, int]:
    return id(rule.when), id(rule.amount)


def _is_nothing(low: End, high: End) -> Flag:
    """Where both ends are 0: of a `between` that is upside down the high one may be so alone."""
    return high.is_nothing if low is high else both(low.is_nothing, high.is_nothing)


def _nothing(benefits: Iterable[BenefitColumns]) -> Flag:
    """Where something holds or may hold, and all of it comes to 0 yuan."""
    those = tuple(benefits)
    worth = either(*(both(each.holds.possibly, negate(each.nothing)) for each in those))
    return both(either(*(each.nothing for each in those)), negate(worth))


def _due(benefits: Iterable[BenefitColumns], kind: Kind) -> dict[str, Pair]:
    """What totals count of one kind, by the benefit's id."""
    return {each.benefit.id: each.due for each in benefits if each.benefit.kind == kind and each.due}
