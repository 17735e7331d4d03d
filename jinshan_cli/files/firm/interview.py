"""The file of an interview: a firm file in which 不清楚 marks what was asked and is not known, with its visits."""

import os
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.opening import read_bytes
from jinshan_cli.files.disk.toml import parse_toml
from jinshan_cli.files.firm.asked import CODE, Visit, take_apart, visit_tables
from jinshan_cli.files.firm.firmfile import LARGEST, firm_of, firm_table
from jinshan_cli.files.lists import ENDINGS

UNKNOWN = "不清楚"
_OF_LISTS = frozenset((*ENDINGS, ".xls", ".et")) - {".txt"}
"""endings that a firm file does not have"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file tells: the firm, and the facts that stand in it without a value."""

    firm: Firm
    unknown: frozenset[str] = frozenset()
    code: str = ""
    """of social credit"""
    visits: tuple[Visit, ...] = ()
    """the earliest first"""
    gone: Mapping[str, Any] = field(default_factory=dict)
    """facts of another table, as TOML has them"""


def read_answers(path: Path, facts: Catalogue) -> Kept:
    """Reads a firm file, of an interview or any other. Raises InputError with every fault; of a list with that one."""
    try:
        return parse_answers(read_bytes(path, LARGEST), facts, str(path))
    except InputError:
        if path.suffix.lower() in _OF_LISTS and path.is_file() and os.access(path, os.R_OK):
            how = "整份用 jinshan batch {name} -o 结果.xlsx，其中一家用 jinshan ask --from {name} --firm 名称"
            given = str(path) if re.fullmatch(r"[\w./\\:-]+", str(path)) else shlex.quote(str(path))
            told = Fault(tell("这是名单的格式，不是一家企业的资料"), str(path), expected=tell(how, name=given))
            raise InputError([told]) from None
        raise


def parse_answers(content: bytes, facts: Catalogue, where: str) -> Kept:
    """What a TOML text tells; `where` names it in faults. Raises InputError."""
    told = take_apart(parse_toml(content, where), facts, where)
    firm = firm_of(told.facts, facts, where)
    written = {fact.key for key in told.facts if (fact := facts.find(key)) is not None}
    return Kept(firm, frozenset(written - set(firm.facts)), told.code, told.visits, told.gone)


def dump_answers(kept: Kept, facts: Catalogue) -> bytes:
    """The file's content: a line for each fact with its label beside it, in the order of the catalogue."""
    import tomli_w

    table = firm_table(kept.firm, facts)
    lines = [tomli_w.dumps({"name": kept.firm.name, **({CODE: kept.code} if kept.code else {})})]
    for key in facts.in_order(set(kept.firm.facts) | kept.unknown):
        line = tomli_w.dumps({key: table.get(key, tell(UNKNOWN))}).rstrip("\n")
        lines.append(f"{line}  # {facts[key].label}\n")
    lines += [tomli_w.dumps(each) for each in (dict(kept.gone), visit_tables(kept.visits)) if each]
    return "".join(lines).encode()
