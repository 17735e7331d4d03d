"""What a list is filtered by, checked: a word that no row of the table has is refused, not answered with nothing."""

from collections.abc import Iterable

from jinshan_cli.core.errors import Fault, InputError, closest
from jinshan_cli.core.written.voice import tell


def check_department(part: str, names: Iterable[str]) -> None:
    """Raises InputError if `part` is in no department's name, with all of them and the closest."""
    known = sorted(set(names))
    if part and not any(part in name for name in known):
        expected, near = tell("、").join(known), closest(part, known)
        raise InputError([Fault(tell("没有这个责任单位"), "--department", part, expected, near)])
