"""Counters of the rate limits, in memory. Expired ones leave in passing; no thread has to look for them.

The memory storage that comes with `limits` walks through every live key a hundred times a second. With a key
per open form that alone costs more than storing the answers.
"""

import threading
import time
from dataclasses import dataclass

from limits.storage import Storage

SWEEP_SECONDS = 5.0


@dataclass(slots=True)
class _Counter:
    expires: float
    hits: int = 0


class RateCounts(Storage):
    STORAGE_SCHEME = None

    def __init__(self) -> None:
        super().__init__()
        self._guard = threading.Lock()
        # By the hash of the key: there is one for every form of the last minute, and its text is long.
        self._counters: dict[int, _Counter] = {}
        self._sweep_at = 0.0

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        with self._guard:
            counter = self._counters.get(hash(key))
            if counter is None or counter.expires <= now:
                self._sweep(now)
                counter = self._counters[hash(key)] = _Counter(now + expiry)
            counter.hits += amount
            return counter.hits

    def get(self, key: str) -> int:
        counter = self._counters.get(hash(key))
        return counter.hits if counter and counter.expires > time.time() else 0

    def get_expiry(self, key: str) -> float:
        counter = self._counters.get(hash(key))
        return counter.expires if counter else time.time()

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._guard:
            known = len(self._counters)
            self._counters.clear()
        return known

    def clear(self, key: str) -> None:
        with self._guard:
            self._counters.pop(hash(key), None)

    def _sweep(self, now: float) -> None:
        if now < self._sweep_at:
            return
        self._counters = {number: each for number, each in self._counters.items() if each.expires > now}
        self._sweep_at = now + SWEEP_SECONDS
