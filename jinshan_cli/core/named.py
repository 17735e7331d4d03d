"""What an edition gives names to, for its rules and policies to use, and what it says cannot be true together."""

from jinshan_cli.core.facts import DataModel
from jinshan_cli.core.written.voice import tell

NUMERALS = "零一二三四五六七八九十"


class Measure(DataModel):
    """One 行动方案, under which policies are grouped."""

    number: int
    title: str

    @property
    def heading(self) -> str:
        """As it is printed: 六、支持企业提升商贸能级."""
        numeral = tell(NUMERALS[self.number]) if self.number < len(NUMERALS) else str(self.number)
        return tell("{numeral}、{title}", numeral=numeral, title=self.title)


class NamedCondition(DataModel):
    """A condition that rules use by name."""

    label: str
    rule: str


class NamedFigure(DataModel):
    """A figure or day that rules use by name, and that may be looked at and changed by it."""

    value: str
    """as in a rule: `1亿`, `2023-03-01`"""
    label: str
    source: str = ""


class NamedAmount(DataModel):
    """A quantity that rules use by name."""

    amount: str
    label: str


class CrossCheck(DataModel):
    """What cannot be true together, and what is said to a firm of which it is."""

    when: str
    text: str
