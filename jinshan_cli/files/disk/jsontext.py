"""JSON with every digit of its numbers. The library is loaded where a text is read or made: that takes a twentieth of
the start of a list that is none.
"""

from typing import Any


def to_json(data: Any, **options: Any) -> str:
    """The text of data, also of what `as_written` gives; the options are simplejson's."""
    text: str = _library().dumps(data, **{"ensure_ascii": False, **options})
    return text


def as_written(text: bytes | str) -> Any:
    """What JSON holds, each number as it stands: how great or exact one is asks nothing of Python's numbers."""
    library = _library()
    return library.loads(
        text,
        parse_int=library.RawJSON,
        parse_float=library.RawJSON,
        parse_constant=lambda name: None if name == "NaN" else name,
    )


def _library() -> Any:
    import simplejson

    return simplejson
