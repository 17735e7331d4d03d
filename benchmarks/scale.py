"""Seconds of a table of 500 policies and 300 facts: `python benchmarks/scale.py [POLICIES FACTS]`.

Asked for: check under 5 s, show under 1 s. The limits look at processor time, which a busy machine does not stretch.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from startup import JINSHAN

HEADER = """
[edition]
id = "scale"
title = "大表"
year = 2026
district = "某地"
source = "生成的表"
notice = "仅用于测速。"

[[measures]]
number = 1
title = "测速"
"""
LIMITS = {"check": 5.0, "show": 1.0}
"""the most seconds a command may take"""


def write_edition(folder: Path, policies: int = 500, facts: int = 300) -> Path:
    """Writes an edition of that many policies and facts (by fours: flag, choice, count, money) into the folder."""
    groups = facts // 4
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "facts.toml").write_text("".join(map(_four_facts, range(groups))), "utf-8")
    table = HEADER + "".join(_policy(number, number % groups) for number in range(1, policies + 1))
    (folder / "policies.toml").write_text(table, "utf-8")
    return folder


def _four_facts(i: int) -> str:
    options = ", ".join(f'{{ key = "c{i}_{j}", label = "类{i}之{j}" }}' for j in range(8))
    return "".join(
        f'[[facts]]\nkey = "{kind}_{i}"\nlabel = "{kind} {i}"\ntype = "{kind}"\ngroup = "第{i // 15}组"\n'
        f'question = "{kind} {i}？"\naliases = ["{kind}甲{i}", "{kind}乙{i}"]\n{more}\n'
        for kind, more in (("flag", ""), ("choice", f"options = [{options}]"), ("count", ""), ("money", ""))
    )


def _policy(number: int, i: int) -> str:
    return f"""
[[policies]]
number = {number}
title = "政策 {number}"
summary = "第 {i} 类：按人数补 2000 元，最高 50 万元。"
measure = 1
departments = ["部门 {number % 20}"]
channel = "网上申请"
uptake = "reviewed"
phones = ["5792{number:04}"]
source = "第 {number} 项，第 {i} 类"
reading = "第 {i} 类。"
{_benefit(f"{number}a", i, "min(2000 * count, 50万)")}
{_benefit(f"{number}b", i, "5% * money if flag else between(1万, 2万)")}
"""


def _benefit(key: str, i: int, amount: str) -> str:
    fact = {kind: f"{kind}_{i}" for kind in ("flag", "choice", "count", "money")}
    rule = f"choice in [c{i}_1, c{i}_2] and count >= 20 and (300万 <= money or flag)"
    for kind, name in fact.items():
        rule, amount = rule.replace(kind, name), amount.replace(kind, name)
    fit = f'{fact["choice"]} = "c{i}_1", {fact["count"]} = 20, {fact["money"]} = "300万", {fact["flag"]} = true'
    short = fit.replace("= 20", "= 19")
    return f"""
[[policies.benefits]]
id = "{key}"
title = "事项 {key}"
kind = "grant"
novelty = "new"
when = "{rule}"
amount = "{amount}"
examples = [
  {{ firm = {{ {fit} }}, status = "eligible" }},
  {{ firm = {{ {fit.replace('"300万"', '"299.999999万"').replace("true", "false")} }}, status = "ineligible" }},
  {{ firm = {{ {short} }}, status = "ineligible" }},
  {{ firm = {{ {fact["flag"]} = true }}, status = "undetermined", missing = ["{fact["choice"]}", "{fact["count"]}"] }},
]
"""


def seconds(*args: str) -> tuple[float, float]:
    """What a command takes in a process of its own: on the clock, and of the processor."""
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*JINSHAN, *args], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    clock, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(policies: int = 500, facts: int = 300) -> int:
    """Prints the seconds of each command; 1 if one takes too long."""
    slow = 0
    with tempfile.TemporaryDirectory() as folder:
        data = ["--data", str(write_edition(Path(folder), policies, facts))]
        for args in (("show", "7"), ("list",), ("facts",), ("match", "--set", "flag_1=是"), ("check",)):
            clock, processor = min(seconds(*args, *data) for _ in range(2))
            limit = LIMITS.get(args[0])
            slow += limit is not None and processor > limit
            asked = f"  (asked for: {limit:.0f})" if limit else ""
            print(f"jinshan {' '.join(args):20} {clock:6.2f} s, of the processor {processor:5.2f} s{asked}")
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
