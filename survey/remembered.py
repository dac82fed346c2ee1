"""Results that are kept until together they weigh too much: two million answers more are a gigabyte more."""

from collections.abc import Callable
from threading import Condition
from typing import Any, ParamSpec, TypeVar

from cachetools import LRUCache, cached

_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")


def remembered(
    most: int, weight: Callable[[Any], int]
) -> Callable[[Callable[_Asked, _Made]], Callable[_Asked, _Made]]:
    """Keep what a function returns, the least used goes first; who asks meanwhile waits for the same."""

    def keep(function: Callable[_Asked, _Made]) -> Callable[_Asked, _Made]:
        kept: LRUCache[object, _Made] = LRUCache(most, getsizeof=lambda made: 1 + weight(made))
        return cached(kept, condition=Condition())(function)

    return keep
