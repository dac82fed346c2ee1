"""Notices at a kiosk a second form within seconds of the first: one person pressing for others, perhaps.

Only how often it happened is kept. With several processes each notices its own share.
"""

import logging
import time
from collections.abc import Callable

from survey.clock import today
from survey.store import haste
from survey.store.connection import Store
from survey.store.errors import StoreUnavailable

SECONDS = 5.0
_log = logging.getLogger(__name__)


class Pace:
    """When each kiosk took its last form, in memory and nowhere else."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last: dict[str, float] = {}

    def notice(self, store: Store, point: str) -> None:
        """Count a form that follows too soon; the form itself is stored and thanked like any other."""
        now = self._clock()
        before = self._last.get(point)
        self._last[point] = now
        if before is None or now - before >= SECONDS:
            return
        try:
            with store.write() as db:
                haste.add(db, point, today())
        except StoreUnavailable as error:
            _log.warning("a hasty form was not counted: %s", error)
