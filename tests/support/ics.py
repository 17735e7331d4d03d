"""A calendar file read by a second reader, which knows only RFC 5545."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Block:
    """A component as RFC 5545 has it: properties with their parameters, and what is inside."""

    name: str
    properties: dict[str, tuple[str, str]] = field(default_factory=dict)
    inside: list["Block"] = field(default_factory=list)

    def text(self, name: str) -> str:
        """A text value with its escapes undone."""
        value, plain, escaped = self.properties[name][1], "", False
        for glyph in value:
            if escaped:
                plain, escaped = plain + ("\n" if glyph in "nN" else glyph), False
            elif glyph == "\\":
                escaped = True
            else:
                plain += glyph
        return plain

    def day(self, name: str) -> date:
        """A date value; a time of day would not parse."""
        parameters, value = self.properties[name]
        assert parameters == "VALUE=DATE"
        return date.fromisoformat(f"{value[:4]}-{value[4:6]}-{value[6:]}")


def read(content: bytes) -> Block:
    """The calendar of a file: lines unfolded, blocks nested."""
    assert content.endswith(b"\r\n")
    lines = content.decode().replace("\r\n ", "").split("\r\n")[:-1]
    stack = [Block("")]
    for line in lines:
        head, value = line.split(":", 1)
        name, _, parameters = head.partition(";")
        if name == "BEGIN":
            stack.append(Block(value))
        elif name == "END":
            block = stack.pop()
            assert block.name == value
            stack[-1].inside.append(block)
        else:
            assert name not in stack[-1].properties, name
            stack[-1].properties[name] = parameters, value
    (found,) = stack[0].inside
    return found
