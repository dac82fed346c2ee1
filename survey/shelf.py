"""What takes long is shown as it was last made, with its time, while it is made again beside the readers."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Generic, TypeVar

from survey import formats
from survey.clock import now

# As long as a reader waits for what was never made, in seconds; a page that waits says so after that.
PATIENCE = 0.1
# Made again after so many times as long as it took, so that most of the time is the citizens'.
REST, MOST_SECONDS = 10, 120.0
PLACES = 64
# A page that waits asks again every few seconds; after so many its reader has gone elsewhere.
GONE = 120.0

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


class BeingMadeError(Exception):
    """It is asked for the first time and is not ready yet; asking again in a few seconds will help."""


@dataclass(frozen=True)
class Kept(Generic[_Result]):
    """A result from all that was stored at a moment, and the moment from which a newer one may be made."""

    result: _Result
    at: datetime
    until: datetime

    @property
    def sentence(self) -> str:
        said = f"Tính lúc {formats.moment(self.at)}."
        if now() < self.until:
            return f"{said} Mở lại trang sau {self.until:%H:%M:%S} để có cả các phiếu đến sau lúc đó."
        return f"{said} Đang tính lại để có cả các phiếu đến sau lúc đó; mở lại trang sau ít giây để xem."


@dataclass
class _Place:
    kept: Kept[Any] | None = None
    making: "Future[Kept[Any]] | None" = None

    asked: float = 0.0

    @property
    def idle(self) -> bool:
        """Nothing is on its way here that anybody still waits for."""
        if self.making is None:
            return True
        return self.making.done() and time.monotonic() - self.asked > GONE


class Shelf:
    """Results by what they are of. One thread makes them all, one after the other."""

    def __init__(self, most: int = PLACES) -> None:
        self._most = most
        self._places: OrderedDict[Hashable, _Place] = OrderedDict()
        self._lock = Lock()
        self._maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="results")

    def look(self, what: Hashable, make: Callable[[], _Result]) -> Kept[_Result]:
        """The last result; raises BeingMadeError while there is none, and whatever its making raised."""
        with self._lock:
            place = self._place(what)
            self._collect(place)
            if place.making is None and (place.kept is None or place.kept.until <= now()):
                place.making = self._maker.submit(_made, make)
            kept, making = place.kept, place.making
        if kept is not None:
            return kept
        wait(filter(None, [making]), PATIENCE)
        with self._lock:
            self._collect(place)
            if place.kept is None:
                raise BeingMadeError
            return place.kept

    def close(self) -> None:
        self._maker.shutdown(cancel_futures=True)

    def _place(self, what: Hashable) -> _Place:
        place = self._places.setdefault(what, _Place())
        place.asked = time.monotonic()
        self._places.move_to_end(what)
        idle = [one for one, place in self._places.items() if place.idle and one != what]
        for oldest in idle[: max(len(self._places) - self._most, 0)]:
            del self._places[oldest]
        return place

    def _collect(self, place: _Place) -> None:
        """Put what is ready in its place; what failed is tried again by the next reader.

        Who has an older result to read is not stopped by it.
        """
        if place.making is None or not place.making.done():
            return
        making, place.making = place.making, None
        failed = making.exception()
        if failed is None:
            place.kept = making.result()
        elif place.kept is None:
            raise failed
        else:
            _log.error("a result could not be made again", exc_info=failed)


def _made(make: Callable[[], _Result]) -> Kept[_Result]:
    at, began = now(), time.monotonic()
    result = make()
    rest = min(REST * (time.monotonic() - began), MOST_SECONDS)
    return Kept(result, at, now() + timedelta(seconds=rest))
