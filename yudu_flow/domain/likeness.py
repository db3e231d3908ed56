"""How alike two wordings are, and which entries of two lists are the same one, though words of them have changed."""

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from yudu_flow.domain.names import name_key

MOST_WEIGHED = 250_000
"""Pairs that are weighed one by one: of more, which no plan has, only those with the same words are found."""
One = TypeVar("One")


def alike(one: str, other: str) -> float:
    """The share of neighbouring characters that both have: 1 for the same words, 0 for nothing in common."""
    if name_key(one) == name_key(other):
        return 1.0
    ours, theirs = _neighbours(one), _neighbours(other)
    return 2 * len(ours & theirs) / ((len(ours) + len(theirs)) or 1)


@lru_cache(maxsize=8192)
def _neighbours(words: str) -> frozenset[str]:
    key = name_key(words)
    return frozenset(key[at : at + 2] for at in range(len(key) - 1))


class Likening(Generic[One]):
    """Entries of an old and a new list brought together step by step: what one step has paired the next leaves alone.

    Steps that find the same for several take them in the order of the lists.
    """

    def __init__(self, old: Sequence[One], new: Sequence[One]) -> None:
        self.gone, self.fresh = [*old], [*new]
        self._order = {id(one): at for at, one in enumerate(new)}
        self._both: list[tuple[One, One]] = []

    @property
    def both(self) -> list[tuple[One, One]]:
        """What was paired, in the order of the new list."""
        return sorted(self._both, key=lambda pair: self._order[id(pair[1])])

    def same(self, key: Callable[[One], Hashable], *, where: Callable[[One, One], bool] = lambda _, __: True) -> None:
        """Pair what has the same key, and fits; a key of None is nobody's."""
        known: dict[Hashable, list[One]] = {}
        for one in self.gone:
            known.setdefault(key(one), []).append(one)
        for one in [*self.fresh]:
            named = key(one)
            found = next((old for old in known.get(named, ()) if where(old, one)), None) if named is not None else None
            if found is not None:
                known[named].remove(found)
                self._pair(found, one)

    def near(self, weigh: Callable[[One, One], float], least: float) -> None:
        """Pair what is most alike first, as long as it is that much."""
        if len(self.gone) * len(self.fresh) > MOST_WEIGHED:
            return
        weighed = [
            (-weight, n, o)
            for n, new in enumerate(self.fresh)
            for o, old in enumerate(self.gone)
            if (weight := weigh(old, new)) >= least
        ]
        olds, news, taken = [*self.gone], [*self.fresh], (set[int](), set[int]())
        for _, n, o in sorted(weighed):
            if n not in taken[0] and o not in taken[1]:
                taken[0].add(n)
                taken[1].add(o)
                self._pair(olds[o], news[n])

    def _pair(self, old: One, new: One) -> None:
        self.gone = [one for one in self.gone if one is not old]
        self.fresh = [one for one in self.fresh if one is not new]
        self._both.append((old, new))
