"""The file of an interview: a firm file in which 不清楚 marks what was asked and is not known."""

from dataclasses import dataclass
from pathlib import Path

from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.opening import read_bytes
from jinshan_cli.files.disk.toml import parse_toml
from jinshan_cli.files.firm.firmfile import LARGEST, firm_of, firm_table

UNKNOWN = "不清楚"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file tells: the firm, and the facts that stand in it without a value."""

    firm: Firm
    unknown: frozenset[str]


def read_answers(path: Path, facts: Catalogue) -> Kept:
    """Reads a firm file, of an interview or any other. Raises InputError with every fault."""
    table = parse_toml(read_bytes(path, LARGEST), str(path))
    firm = firm_of(table, facts, str(path))
    written = {fact.key for key in table if (fact := facts.find(key)) is not None}
    return Kept(firm, frozenset(written - set(firm.facts)))


def dump_answers(kept: Kept, facts: Catalogue) -> bytes:
    """The file's content: a line for each fact with its label beside it, in the order of the catalogue."""
    import tomli_w

    table = firm_table(kept.firm, facts)
    lines = [tomli_w.dumps({"name": kept.firm.name})]
    for key in facts.in_order(set(kept.firm.facts) | kept.unknown):
        line = tomli_w.dumps({key: table.get(key, tell(UNKNOWN))}).rstrip("\n")
        lines.append(f"{line}  # {facts[key].label}\n")
    return "".join(lines).encode()
