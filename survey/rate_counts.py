"""Counters of the rate limits, in memory. Those of one length begin anew together, so none has to be removed.

The memory storage that comes with `limits` walks through every live key a hundred times a second. With a key
per open form that alone costs more than storing the answers.
"""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from limits.storage import Storage


@dataclass(frozen=True)
class _Window:
    ends: float
    # By the hash of the key: there is one for every form of these seconds, and its text is long.
    hits: Counter[int] = field(default_factory=Counter)


class RateCounts(Storage):
    STORAGE_SCHEME = None

    def __init__(self) -> None:
        super().__init__()
        self._guard = threading.Lock()
        self._windows: dict[int, _Window] = {}

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        with self._guard:
            window = self._windows.get(expiry)
            if window is None or window.ends <= now:
                window = self._windows[expiry] = _Window(now + expiry)
            window.hits[hash(key)] += amount
            return window.hits[hash(key)]

    def get(self, key: str) -> int:
        window = self._of(key)
        return window.hits[hash(key)] if window else 0

    def get_expiry(self, key: str) -> float:
        window = self._of(key)
        return window.ends if window else time.time()

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._guard:
            known = sum(len(window.hits) for window in self._windows.values())
            self._windows.clear()
        return known

    def clear(self, key: str) -> None:
        with self._guard:
            for window in self._windows.values():
                window.hits.pop(hash(key), None)

    def _of(self, key: str) -> _Window | None:
        """The window that counts this key now."""
        with self._guard:
            living = [window for window in self._windows.values() if window.ends > time.time()]
        return next((window for window in living if hash(key) in window.hits), None)
