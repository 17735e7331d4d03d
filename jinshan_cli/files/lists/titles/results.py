"""Headers of our own results in which no list of firms is left: a row a benefit, and whom to call."""

from collections.abc import Sequence

from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.titles.naming import trim

_TITLES = (
    *(("number", "benefit", "status"), ("政策编号", "事项编号", "结论")),
    *(("last_day", "now", "possible"), ("最近的末日", "现在可享受", "待核实的金额")),
)
"""by which they are known, as keys and in words"""


def is_of_results(titles: Sequence[str]) -> bool:
    """True of such a header."""
    found = set(map(trim, titles))
    return any(found.issuperset(each) or found.issuperset(map(tell, each)) for each in _TITLES)
