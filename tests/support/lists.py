"""Lists of firms for tests: cells as people write them, and the same firms as the scalar reader has them."""

import csv
import io
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.commandline import Jinshan, Screen

from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.written.values import read

AS_OF = ("--as-of", "2023-05-01")
CLEAN = (
    "name,统一社会信用代码,entity,sector,employees,年营业收入（万元）,newly_above_quota,rd_spend,hnte,newly_four_above\n"
) + "".join(f"第{i}号商店,91310116000000{i:04d},enterprise,retail,{i},3200,是,12345.67,new,是\n" for i in range(1, 31))
UNKNOWN = ("", "", "不详", "-", "N/A")
COUNTS = (
    "0",
    "12",
    "120人",
    "100-299",
    "299",
    "300",
    "301",
    "300以下",
    "约300",
    "无",
    "有",
    "１２０",
    "1,200",
    "不足20",
)
MONEY = (
    *(
        "0",
        "3000000",
        "300万",
        "3,000,000",
        "2999999.99",
        "0.32亿",
        "5000万以上",
        "约3亿",
        "10亿",
        "<2000万",
        "无",
        "有",
    ),
    *("50000000元", "100-299万", "5亿", "1.5亿", "20亿", "2e7"),
)
FLAGS = ("是", "否", "有", "无", "√", "Y", "n", "1", "0")
REFUSED = ("见附件", "-5", "=1+1", "1.234", "若干", "@cmd")


@dataclass(frozen=True)
class Listed:
    """A list as rows of text, under the given headings."""

    facts: Catalogue
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def csv(self, separator: str = ",") -> str:
        """The file's text."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=separator, lineterminator="\n")
        writer.writerows([self.columns, *self.rows])
        return out.getvalue()

    def jsonl(self) -> str:
        """The same rows as JSON lines, each cell a text."""
        return "".join(
            f"{json.dumps(dict(zip(self.columns, row, strict=True)), ensure_ascii=False)}\n" for row in self.rows
        )

    def firm(self, row: int) -> Firm:
        """The firm of a row, its refused cells unknown; of a choice with a default each option is left then."""
        known = {}
        for heading, text in zip(self.columns, self.rows[row], strict=True):
            fact = self.facts.find(heading)
            if fact is None:
                continue
            try:
                value = read(fact, text)
            except Refusal:
                value = fact.option_keys if fact.default else None
            if value is not None:
                known[fact.key] = value
        return Firm(self.rows[row][0], known)

    def refused(self) -> list[tuple[int, str, str]]:
        """Row (1 is the first), heading and text of every cell that the scalar reader refuses."""
        found = []
        for number, row in enumerate(self.rows, 1):
            for heading, text in zip(self.columns, row, strict=True):
                fact = self.facts.find(heading)
                try:
                    _ = fact and read(fact, text)
                except Refusal:
                    found.append((number, heading, text))
        return found


def invented(facts: Catalogue, count: int, seed: int = 1, refused: float = 0.01) -> Listed:
    """So many firms with every fact: holes, ranges, units and, at a rate, cells that cannot be read."""
    dice = random.Random(seed)
    columns = ("企业名称", "统一社会信用代码", *(fact.label for fact in facts))
    rows = tuple(
        (f"第{i}号，有限公司", f"91310116{i:010d}", *(_cell(fact, dice, refused) for fact in facts))
        for i in range(count)
    )
    return Listed(facts, columns, rows)


def _cell(fact: Fact, dice: random.Random, refused: float) -> str:
    if dice.random() < refused:
        return dice.choice(REFUSED)
    if dice.random() < 0.3:
        return dice.choice(UNKNOWN)
    match fact.type:
        case "flag":
            return dice.choice(FLAGS)
        case "choice":
            option = dice.choice(fact.options)
            return dice.choice((option.key, option.label, f" {option.label} "))
        case "count":
            return dice.choice(COUNTS)
        case "date":
            return dice.choice(("2019-05-01", "2019年5月", "2019", "2020年以前"))
        case "percent":
            return dice.choice(("12.5%", "5‰", "10%-20%"))
        case "money":
            return dice.choice(MONEY)


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def batch(jinshan: Jinshan, text: str | bytes, *args: str, **streams: Any) -> Screen:
    """Runs the command on a list that is written to firms.csv."""
    Path("firms.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    return jinshan("batch", "firms.csv", *AS_OF, *args, **streams)


def files() -> list[str]:
    """What is in the folder."""
    return sorted(path.name for path in Path().iterdir())
