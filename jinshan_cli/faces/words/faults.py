"""Faults in Chinese: what is wrong, where, the value, what is expected, the closest right name."""

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.written.clean import clean
from jinshan_cli.files.disk.refusals import why_refused

LONGEST_VALUE = 80


def fault_lines(fault: Fault) -> list[str]:
    """A fault as a block: what is wrong, then a line for each detail there is."""
    details = (
        ("位置", fault.where),
        ("原值", _shorten(fault.value)),
        ("提示", fault.expected),
        ("相近", fault.closest),
    )
    excerpt = [f"    {line}" for line in clean(fault.excerpt, keep_layout=True).splitlines()]
    return [clean(fault.what), *excerpt, *(f"  {label}：{clean(text)}" for label, text in details if text)]


def fault_line(fault: Fault) -> str:
    """A fault in one line, for tables and problem lists."""
    where = f"{fault.where}：" if fault.where else ""
    value = f"“{_shorten(fault.value)}”" if fault.value else ""
    hints = (fault.expected, f"是否要写 {fault.closest}？" if fault.closest else "")
    return clean("；".join(filter(None, (where + fault.what + value, *hints))))


def os_fault(error: OSError) -> Fault:
    """A file that could not be read or written."""
    return Fault(what=f"无法读写文件：{why_refused(error)}", where=str(error.filename or ""))


def _shorten(value: str) -> str:
    return value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
