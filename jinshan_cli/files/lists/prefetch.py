"""Work on the next item while the caller is busy with this one: an iterator that runs in a thread of its own."""

from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import TypeVar

Item = TypeVar("Item")
_PATIENCE = 0.1
"""seconds of waiting at a stretch: with Polars loaded, Ctrl-C does not end a wait, and is seen after it"""


class _End:
    pass


def ahead(items: Iterable[Item]) -> Generator[Item, None, None]:
    """The same items, each made before it is asked for, the first from now on. Errors come where they belong.

    Whoever leaves does not wait for an item that may never come; once it is there, nothing holds the source,
    and nothing here an item that was given.
    """
    source = iter(items)
    worker, here = ThreadPoolExecutor(1), copy_context()  # a thread of its own would speak Chinese

    def make() -> Future[Item | _End]:
        return worker.submit(lambda: here.run(next, source, _End()))

    return _given(worker, make, make())


def _given(
    worker: ThreadPoolExecutor, make: Callable[[], Future[Item | _End]], coming: Future[Item | _End]
) -> Generator[Item, None, None]:
    try:
        while not isinstance(item := _awaited(coming), _End):
            coming = make()
            given = [item]
            del item  # or it would live until the next one is asked for
            yield given.pop()
    finally:
        worker.shutdown(wait=False)  # no more: this may be the garbage collector, in the middle of anything


def _awaited(coming: Future[Item]) -> Item:
    while not coming.done():
        wait([coming], _PATIENCE)
    return coming.result()
