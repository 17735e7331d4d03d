"""The numbers that Word writes before paragraphs by itself: 第一条, （一）, 1."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    Element = Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "零一二三四五六七八九"
_PLAIN = frozenset(("decimal", "decimalZero", "decimalFullWidth", "decimalHalfWidth"))


class Numbering:
    """Counts the numbered paragraphs of a document, in their order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[tuple[str, int], Element] = {}
        self._counts: dict[str, list[int]] = {}
        self._styles = {style.style_id: style.element for style in document.styles}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        root = getattr(part, "element", None)
        if root is not None:
            self._learn(root)

    def _learn(self, root: "Element") -> None:
        kinds = {kind.get(f"{_W}abstractNumId"): kind for kind in root.iter(f"{_W}abstractNum")}
        for number in root.iter(f"{_W}num"):
            kind = kinds.get(_value(number.find(f"{_W}abstractNumId")))
            for level in () if kind is None else kind.iter(f"{_W}lvl"):
                self._levels[str(number.get(f"{_W}numId")), int(level.get(f"{_W}ilvl") or 0)] = level

    def before(self, paragraph: "Element") -> str:
        """What is written before a paragraph; empty if it has no number of its own."""
        properties = self._properties(paragraph)
        if properties is None:
            return ""
        key, depth = _value(properties.find(f"{_W}numId")), int(_value(properties.find(f"{_W}ilvl")) or 0)
        level = self._levels.get((key, depth))
        if level is None:
            return ""
        counts = self._counts.setdefault(key, [0] * 10)
        start = int(_value(level.find(f"{_W}start")) or 1)
        counts[depth] = counts[depth] + 1 if counts[depth] else start
        counts[depth + 1 :] = [0] * (9 - depth)
        text = _value(level.find(f"{_W}lvlText"))
        for i in range(depth + 1):
            text = text.replace(f"%{i + 1}", self._written(key, i, counts[i] or 1))
        return text if any(char.isalnum() for char in text) else ""

    def _properties(self, paragraph: "Element") -> Any:
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        if own is not None:
            return own
        style = self._styles.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")))
        return None if style is None else style.find(f"{_W}pPr/{_W}numPr")

    def _written(self, key: str, depth: int, count: int) -> str:
        level = self._levels.get((key, depth))
        form = "decimal" if level is None else _value(level.find(f"{_W}numFmt"))
        return (
            in_chinese(count)
            if form.startswith(("chinese", "japaneseCounting", "ideographTr", "taiwanese"))
            else str(count)
        )


def in_chinese(count: int) -> str:
    """A number up to 99 in words: 十二, 二十; a larger one in digits."""
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    return f"{(_DIGITS[tens] if tens > 1 else '') + '十' if tens else ''}{_DIGITS[ones] if ones else ''}"


def _value(element: "Element") -> str:
    return "" if element is None else str(element.get(f"{_W}val") or "")
