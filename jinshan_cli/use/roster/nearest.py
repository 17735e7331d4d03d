"""The names of a list that are most like one that is not on it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from itertools import chain, pairwise

from jinshan_cli.core.written.voice import tell

NEAREST = 3
"""names told where there is no such firm"""
_COMPARED = 200
"""names compared letter by letter: those that share most pairs of letters"""
_LONGEST = 100
"""letters of a name that are compared"""


class ListedNames:
    """The names of a list. `fold`: a name as it is compared."""

    def __init__(self, names: Iterable[str], fold: Callable[[str], str]) -> None:
        self._fold = fold
        self._by_word = {word: name.strip() for name in names if (word := fold(name))}
        self._with: dict[tuple[str, str], list[str]] = {}

    def nearest(self, wanted: str) -> str:
        """Names that hold what was written, or are held by it, then those that are most like it; "" for none."""
        word = self._fold(wanted)
        if not word:
            return ""
        inside = [each for each in self._by_word if word in each or each in word][:NEAREST]
        like = get_close_matches(word[:_LONGEST], self._candidates(word), n=NEAREST, cutoff=0.4)
        return tell("、").join(self._by_word[each] for each in list(dict.fromkeys((*inside, *like)))[:NEAREST])

    def _candidates(self, word: str) -> list[str]:
        """The names that may be like a word: all of a short list, in the order of the list."""
        if len(self._by_word) <= _COMPARED:
            return list(self._by_word)
        if not self._with:
            for each in self._by_word:
                for pair in _pairs(each):
                    self._with.setdefault(pair, []).append(each)
        shared = sorted((self._with.get(pair, []) for pair in _pairs(word)), key=len)
        rare = [those for those in shared if len(those) <= _COMPARED] or shared[:1]
        found = Counter(chain.from_iterable(rare))
        return [each for each, _ in found.most_common(_COMPARED)]


def _pairs(word: str) -> Iterator[tuple[str, str]]:
    return iter(dict.fromkeys(pairwise(word[:_LONGEST])))
