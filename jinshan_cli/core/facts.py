"""What a firm can be asked: the catalogue of facts that rules, files, headers and questions all share."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import closest
from jinshan_cli.core.written.classes import Classes
from jinshan_cli.core.written.writing import narrow

FactType = Literal["flag", "choice", "count", "money", "date", "percent"]


@dataclass(frozen=True, kw_only=True)
class DataModel:
    """A table of an edition's TOML: frozen, and a key it does not know is a fault. Pydantic reads it, where one is."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid", "arbitrary_types_allowed": True}


class Within:
    """Bounds of a value, in pydantic's words, where a table is read: `Annotated[int, Within(ge=1)]`."""

    def __init__(self, **bounds: int) -> None:
        self.bounds = bounds

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return {**handler(source), **self.bounds}


@dataclass(frozen=True, kw_only=True)
class Option(DataModel):
    """One answer of a choice."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    """of other names that mean it, where no alias does: the longest that fits any option decides"""
    person: bool = False
    """who answers it so is a natural person: asked for no firm's name"""


@dataclass(frozen=True, kw_only=True)
class Fact(DataModel):
    """One thing a firm can be asked.

    Values: a flag is `bool`, a choice an option's key, any other an `Interval`: money in fen, a count in whole
    persons (pieces) or the decimals it may have, a percentage in its decimals of a per cent, a day by its ordinal.
    """

    key: str
    label: str
    type: FactType
    group: str
    question: str
    help: str = ""
    """the statutory definition in short, and which figure to give"""
    aliases: tuple[str, ...] = ()
    """other headers that mean this fact"""
    options: tuple[Option, ...] = ()
    shared: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """names that mean one of several options, and which: 工业, 购物中心"""
    classes: Classes | None = None
    """a standard, by the name of its file; the codes among the aliases say of which option its classes are"""
    default: str | None = None
    """the option that holds when nothing is said"""
    derive: str | None = None
    """a condition over other facts that gives this flag unless it is stated"""
    screen: str | None = None
    """its line on a multi-select screen; None: asked on its own only"""
    screen_yes: str | None = None
    """the written value of a ticked line, where 有 would be untrue"""
    screen_no: str | None = None
    """the written value of an unticked line, where 无 would be untrue"""
    having: str = ""
    """that a number is above 0, in words, where 有 and the label read badly"""
    history: bool = False
    """a figure of earlier years, which nothing the firm does can change; the fact before it is the current figure"""
    plausible: str | None = None
    """a written range outside which a value other than 0 is taken but warned about; one number is its upper end"""
    ask_at: str = ""
    """where the firm finds the figure"""
    unit: str = ""
    """the measure word of a count"""
    decimals: Annotated[int, Within(ge=0, le=2)] | None = None
    """that a count (none) or a percentage (2) may be told with"""

    @property
    def is_number(self) -> bool:
        """True for what is an `Interval`: counts, money, percentages, days."""
        return self.type in ("count", "money", "percent", "date")

    @property
    def is_figure(self) -> bool:
        """True for a number that is told in digits alone: counts, money and percentages, no days."""
        return self.is_number and self.type != "date"

    @property
    def is_plain(self) -> bool:
        """True for a number that may be written as bare digits: counts and money."""
        return self.type in ("count", "money")

    @property
    def places(self) -> int:
        """Decimals with which it is held: fen of yuan, hundredths of a per cent, whole days."""
        kinds = {"money": 2, "count": self.decimals or 0, "percent": 2 if self.decimals is None else self.decimals}
        return kinds.get(self.type, 0)

    @property
    def per(self) -> int:
        """How many of the steps that it is held in make one in a rule, where money is fen."""
        return 1 if self.type == "money" else int(10**self.places) * (100 if self.type == "percent" else 1)

    @cached_property
    def option_keys(self) -> tuple[str, ...]:
        """The keys of the options, in catalogue order; empty unless a choice."""
        return tuple(option.key for option in self.options)

    @cached_property
    def options_by_name(self) -> dict[str, Option]:
        """Option by each of its names, as `named` makes them: keys win over labels, labels over aliases."""
        by_alias = {named(alias): option for option in self.options for alias in option.aliases}
        by_label = {named(option.label): option for option in self.options}
        return by_alias | by_label | {named(option.key): option for option in self.options}

    @property
    def denial(self) -> str | None:
        """The option that 否 names: that of an unticked line, unless a ticked one stands for another option, as
        小规模纳税人 does where an unticked one is 一般纳税人: neither of them says no."""
        return None if self.screen_yes else self.screen_no

    @cached_property
    def shared_names(self) -> dict[str, tuple[str, ...]]:
        """The names that several options share, as `named` makes them."""
        return {named(name): keys for name, keys in self.shared.items()}

    def option(self, key: str) -> Option:
        """The option with this key. Raises KeyError if there is none."""
        for option in self.options:
            if option.key == key:
                return option
        raise KeyError(key)


@dataclass(frozen=True, kw_only=True)
class Catalogue(DataModel):
    """All facts, in the order they are asked."""

    facts: tuple[Fact, ...]

    @cached_property
    def by_key(self) -> dict[str, Fact]:
        """Fact by key."""
        return {fact.key: fact for fact in self.facts}

    @cached_property
    def _by_name(self) -> dict[str, Fact]:
        named = [(name, fact) for fact in self.facts for name in (fact.key, fact.label, *fact.aliases)]
        return {fold(name): fact for name, fact in reversed(named)}

    def __contains__(self, key: object) -> bool:
        return key in self.by_key

    def __getitem__(self, key: str) -> Fact:
        return self.by_key[key]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def find(self, name: str) -> Fact | None:
        """The fact with this key, label or alias; spaces, case and quotation marks do not count."""
        return self._by_name.get(fold(name))

    @cached_property
    def who(self) -> Fact | None:
        """The choice that tells a firm from a natural person, if there is one."""
        return next((fact for fact in self.facts if any(option.person for option in fact.options)), None)

    def closest(self, name: str) -> str:
        """The key, label or alias most like a name that is none of them, or ""."""
        return closest(name, (name for fact in self.facts for name in (fact.key, fact.label, *fact.aliases)))

    def current_of(self, key: str) -> str | None:
        """The fact whose earlier years a history fact tells; None for any other fact."""
        keys = tuple(self.by_key)
        at = keys.index(key)
        return keys[at - 1] if at and self.by_key[key].history else None

    def in_order(self, keys: "set[str] | frozenset[str]") -> tuple[str, ...]:
        """The keys sorted as the catalogue has them."""
        return tuple(sorted(self._places.keys() & keys, key=self._places.__getitem__))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {fact.key: place for place, fact in enumerate(self.facts)}


def fold(name: str) -> str:
    """A name as it is compared: no spaces, no quotation marks, no case."""
    return "".join(name.split()).translate(_NO_QUOTES).casefold()


def named(word: str) -> str:
    """An option's name as it is compared: narrow, too."""
    return fold(narrow(word))


QUOTES = "“”\"'‘’"
_NO_QUOTES = dict.fromkeys(map(ord, QUOTES))
