"""One line of text to Python's own tree, with the way back to the text for the caret of an error.

Numbers with 万, 亿, % and ‰ and days are blanked out to underscores of the same length first, so that every
position in Python's tree is a position in the text. Python would take `2022-12-31` for a difference.
"""

import ast
import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar, cast

from jinshan_cli.core.rules.nodes import Constant, Day, Suffix
from jinshan_cli.core.written.voice import tell

Read = TypeVar("Read")
LONGEST = 1000
"""characters of a rule"""
WINDOW = 68
"""columns of a rule that are shown with a caret"""
MIXED = {
    "": "金额和人数、比例不能放在一起",
    "date": "金额和日期不能放在一起",
    "flag": "金额和条件（是或否）不能放在一起",
}
NO_MONEY = {
    "": "金额应是一笔钱，这里是人数或比例",
    "date": "金额应是一笔钱，这里是日期",
    "flag": "金额应是一笔钱，这里是条件（是或否）",
}
"""by what stands in the place of money, as `units.instead` has it"""
DEEPEST = 60
"""levels of Python's tree, far below what recursion can stand"""
_FIGURE = (
    r"(?<![\w.])(?:(?P<day>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})(?![\w-])"
    r"|(?P<digits>[0-9]{1,18}(?:\.[0-9]{1,6})?)(?P<suffix>[%‰万亿]?))"
)
_GROUPED = r"(?<![\w.])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9])"


class RuleError(Exception):
    """A rule that cannot be read: what is wrong, at which column (0-based), and the nearest right name.

    `what` is a message with the `values` of its fields.
    """

    def __init__(self, what: str, text: str, column: int, closest: str = "", **values: object) -> None:
        self.what = tell(what, **values)
        super().__init__(self.what)
        self.text, self.column, self.closest = text, column, closest
        self.others: tuple[RuleError, ...] = ()
        """what else is wrong with the same rule"""

    @property
    def caret(self) -> str:
        """The rule, or a window on it, with a caret below the fault; a Chinese character counts as two columns."""
        start = min(self.column, len(self.text)) if _columns(self.text) > WINDOW else 0
        while start and _columns(self.text[start - 1 : self.column]) <= WINDOW // 2:
            start -= 1
        end = start
        while end < len(self.text) and _columns(self.text[start : end + 1]) <= WINDOW:
            end += 1
        shown = ("…" if start else "") + self.text[start:end] + ("…" if end < len(self.text) else "")
        return f"{shown}\n{' ' * (_columns(self.text[start : self.column]) + bool(start))}^"


class BrokenNameError(RuleError):
    """A rule uses a name that is defined, but not soundly: of the rule there is nothing to say for it."""


def _columns(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def every(read: Callable[[ast.expr], Read], nodes: Iterable[ast.expr]) -> list[Read]:
    """What is read of each part. Raises the first RuleError, with those of the other parts."""
    found, errors = [], list[RuleError]()
    for node in nodes:
        try:
            found.append(read(node))
        except RuleError as error:
            errors += (error, *error.others)
    if errors:
        errors[0].others = tuple(errors[1:])
        raise errors[0]
    return found


def parse_figure(text: str, expected: str = "应是一个数或日期，例如 300万、2022-12-31") -> Constant | Day:
    """Reads a bare number such as `300万` or `20`, or a day. Raises RuleError."""
    found = re.fullmatch(_FIGURE, text)
    if not found:
        raise RuleError(expected, text, 0)
    if not found["day"]:
        return Constant(found["digits"], cast(Suffix, found["suffix"]))
    try:
        return Day(date(*map(int, found["day"].split("-"))))
    except ValueError:
        raise RuleError("没有 {day} 这一天", text, 0, day=found["day"]) from None


def parse_constant(text: str, money: bool) -> Constant:
    """Reads a bare number such as `300万` or `20`. Raises RuleError."""
    found = parse_figure(text, "应是一个数，例如 300万")
    if not isinstance(found, Constant):
        raise RuleError("应是一个数，例如 300万", text, 0)
    return Constant(found.digits, found.suffix, money)


class Source:
    """The text of a rule and its tree."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._blanked = re.sub(_FIGURE, lambda match: "_" * len(match[0]), text)

    def tree(self) -> ast.expr:
        """Python's tree of the whole. Raises RuleError."""
        if len(self.text) > LONGEST or len(self.text.splitlines()) > 1 or self.text != self.text.strip():
            raise RuleError("规则应是一行、不超过 {longest} 字、首尾无空格", self.text[:80], 0, longest=LONGEST)
        if "#" in self.text:
            raise RuleError("规则里不能有注释", self.text, self.text.index("#"))
        try:
            tree = ast.parse(self._blanked, mode="eval").body
        except SyntaxError as error:
            column = error.offset - 1 if error.offset else len(self.text)
            raise RuleError("这里的写法不合规则语法", self.text, column) from None
        except (ValueError, RecursionError, MemoryError):
            raise RuleError("规则无法解析（嵌套过深或有非法字符）", self.text[:80], 0) from None
        if _depth(tree) > DEEPEST:
            raise RuleError("嵌套过深", self.text[:80], 0)
        return tree

    def fault(self, what: str, at: ast.expr, near: str = "", **values: object) -> RuleError:
        """What is wrong with a part of the tree: a message with the values of its fields."""
        return RuleError(what, self.text, self._position(at.col_offset), near, **values)

    def ungrouped(self, arguments: Iterable[ast.expr]) -> None:
        """Raises RuleError where 1,000万 stands among the arguments, of which Python makes 1 and 0."""
        starts = {self._position(each.col_offset) for each in arguments}
        for found in re.finditer(_GROUPED, self.text):
            if found.start() + found[0].index(",") + 1 in starts:
                what = "{grouped} 会读成几个数：大数里不加逗号；是几个数的，逗号后空一格"
                raise RuleError(what, self.text, found.start(), grouped=found[0])

    def written(self, node: ast.expr) -> str:
        """The text of a part of the tree."""
        end = node.end_col_offset or node.col_offset
        return self.text[self._position(node.col_offset) : self._position(end)]

    def is_figure(self, node: ast.expr) -> bool:
        """True if a number or a day was blanked out here."""
        # Python folds other low lines (NFKC) into the name, so the text is looked at too.
        is_blank = isinstance(node, ast.Name) and set(node.id) == {"_"}
        return is_blank and self._blanked[self._position(node.col_offset)] == "_"

    def figure(self, node: ast.expr) -> Constant | Day:
        """The number or day that was blanked out. Raises RuleError."""
        try:
            return parse_figure(self.written(node), "这里的数无法识别")
        except RuleError as error:
            raise self.fault(error.what, node) from None

    def _position(self, byte_offset: int) -> int:
        return len(self._blanked.encode()[:byte_offset].decode(errors="ignore"))


def _depth(tree: ast.AST) -> int:
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [child for node in level for child in ast.iter_child_nodes(node)]
    return depth
