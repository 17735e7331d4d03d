"""Work on the next item while the caller is busy with this one: an iterator that runs in a thread of its own."""

from collections.abc import Generator, Iterable, Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

Item = TypeVar("Item")
_PATIENCE = 0.1
"""seconds between two looks whether the other side is still there"""


class _Failed:
    def __init__(self, error: BaseException) -> None:
        self.error = error


class _End:
    pass


def ahead(items: Iterable[Item], depth: int = 1) -> Iterator[Item]:
    """The same items, up to `depth` of them made before they are asked for. Errors come where they belong."""
    runner = _Runner(items, depth)
    try:
        yield from runner.items()
    finally:
        runner.stop()


class _Runner(Generic[Item]):
    def __init__(self, items: Iterable[Item], depth: int) -> None:
        self._items = items
        self._queue: Queue[Item | _Failed | _End] = Queue(depth)
        self._stopped = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def items(self) -> Iterator[Item]:
        while True:
            item = self._queue.get()
            if isinstance(item, _End):
                return
            if isinstance(item, _Failed):
                raise item.error
            yield item

    def stop(self) -> None:
        self._stopped.set()
        try:
            while True:
                self._queue.get_nowait()
        except Empty:
            self._thread.join()

    def _run(self) -> None:
        try:
            for item in self._items:
                if not self._put(item):
                    return
            self._put(_End())
        except BaseException as error:
            self._put(_Failed(error))
        finally:
            if isinstance(self._items, Generator):
                self._items.close()

    def _put(self, item: Item | _Failed | _End) -> bool:
        while not self._stopped.is_set():
            try:
                self._queue.put(item, timeout=_PATIENCE)
            except Full:
                continue
            return True
        return False
