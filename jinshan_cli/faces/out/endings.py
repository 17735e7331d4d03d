"""How a file is to be written: by the ending of its name, which `--json` may not contradict."""

from collections.abc import Iterable
from pathlib import Path

from jinshan_cli.core.errors import Fault, InputError, closest
from jinshan_cli.core.written.voice import tell


def ending_of(output: Path, known: Iterable[str], json: str = "") -> str:
    """The ending of `known` that `output` has. `json`: the one that `--json` asks for; a name with none takes it.

    Raises InputError for an ending that is not known, or another than `--json` means.
    """
    endings, ending = tuple(known), output.suffix.lower()
    if json and ending in ("", json):
        return json
    if json and ending in endings:
        raise InputError(
            [
                Fault(
                    tell("--json 与结尾 {ending} 不一致", ending=ending),
                    str(output),
                    expected=tell("去掉 --json，或以 {json} 结尾", json=json),
                )
            ]
        )
    if ending in endings:
        return ending
    expected = tell("可用的结尾：") + tell("、").join(endings)
    raise InputError(
        [Fault(tell("无法从结尾确定输出格式"), str(output), ending, expected, closest(ending, endings, cutoff=0.7))]
    )
