"""Points that took a form just now: asked of the store at most twice a second, however many forms come."""

import time
from collections.abc import Callable

from survey.citizen import sheet
from survey.citizen.sheet import Place
from survey.running import Running

# A point that is closed or revoked takes no form longer than this; the promise is one second.
SECONDS = 0.5


class Recent:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = 0.0
        self._places: dict[tuple[str, str], Place] = {}

    def place(self, live: Running, code: str, channel: str) -> Place:
        """As sheet.place of the code of a point, with the same refusals."""
        now = self._clock()
        if now >= self._until:
            # All at once: nothing has to be found and removed, and an idle server keeps little.
            self._places, self._until = {}, now + SECONDS
        # A local name: another thread may begin anew meanwhile.
        places = self._places
        if (code, channel) not in places:
            places[code, channel] = sheet.place(live, code, channel)
        return places[code, channel]
