"""Results that are kept until together they weigh too much: two million answers more are a gigabyte more."""

from collections.abc import Callable, Hashable
from threading import Condition
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey


class Filed(Hashable, Protocol):
    """What reads a database: `file` is another number once a backup was put in its place."""

    @property
    def file(self) -> int: ...


_Of = TypeVar("_Of", bound=Filed)
_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")


def light(made: object) -> int:
    """The weight of what is only counted."""
    del made
    return 0


def remembered(
    most: int, weight: Callable[[Any], int] = light
) -> Callable[[Callable[Concatenate[_Of, _Asked], _Made]], Callable[Concatenate[_Of, _Asked], _Made]]:
    """Keep what a function returns, the least used goes first; who asks meanwhile waits for the same.

    What was read from a database that was replaced since is not shown again: its numbers may mean others now.
    """

    def key(of: Filed, *asked: object, **named: object) -> object:
        return hashkey(of, of.file, *asked, **named)

    def keep(
        function: Callable[Concatenate[_Of, _Asked], _Made],
    ) -> Callable[Concatenate[_Of, _Asked], _Made]:
        kept: LRUCache[object, _Made] = LRUCache(most, getsizeof=lambda made: 1 + weight(made))
        return cached(kept, key=key, condition=Condition())(function)

    return keep
