"""How fast one address or form may come. Addresses live in memory only, under a salt of the day."""

import hashlib
import hmac
import math
import secrets
import time
from datetime import date

from limits import RateLimitItem, parse
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from survey.clock import today
from survey.rate_counts import RateCounts

UNKNOWN_CODES = "60 per minute"
# A short memory: there is a counter for every form of the window.
PER_FORM = "10 per 10 seconds"


class TooFastError(TooManyRequests):
    """Nothing was looked at. `wait` says after how many seconds it may be tried again."""

    def __init__(self, wait: int) -> None:
        super().__init__(retry_after=wait)
        self.wait = wait


class _DailySalt:
    """A new salt each day: yesterday's hashes can be compared with nothing."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._salt = b""

    def hash(self, address: str) -> str:
        if self._day != today():
            self._day, self._salt = today(), secrets.token_bytes(32)
        return hmac.digest(self._salt, address.encode(), hashlib.sha256).hex()


class _Counted:
    """Counts in memory; `_hit` raises TooFastError when there were too many."""

    def __init__(self) -> None:
        self._salt = _DailySalt()
        self._counts = FixedWindowRateLimiter(RateCounts())

    def _hit(self, limit: RateLimitItem, *key: str) -> None:
        if not self._counts.hit(limit, *key):
            raise TooFastError(self._wait(limit, *key))

    def _wait(self, limit: RateLimitItem, *key: str) -> int:
        """Seconds until this count begins anew."""
        ends = self._counts.get_window_stats(limit, *key).reset_time
        return max(1, math.ceil(ends - time.time()))


class ReadingLimits(_Counted):
    """How often results are asked for by the API; 0 is as often as one likes."""

    def __init__(self, per_address: int, per_system: int) -> None:
        super().__init__()
        self._per_address = _per_minute(per_address)
        self._per_system = _per_minute(per_system)

    def admit(self, address: str) -> None:
        if self._per_address:
            self._hit(self._per_address, "reader", self._salt.hash(address))

    def admit_system(self, number: int) -> None:
        """Count by its key: the systems of an office share one address."""
        if self._per_system:
            self._hit(self._per_system, "system", str(number))


class Limits(_Counted):
    """Counts forms and guesses in memory; each method raises TooFastError when there were too many."""

    def __init__(self, per_address: int) -> None:
        super().__init__()
        self._guesses = parse(UNKNOWN_CODES)
        self._per_form = parse(PER_FORM)
        self._per_address = _per_minute(per_address)

    def admit(self, address: str) -> None:
        """Count a form from this address."""
        if self._per_address:
            self._hit(self._per_address, "address", self._salt.hash(address))

    def admit_form(self, signed: str) -> None:
        """Count a form by its hidden field: one that is pressed again and again."""
        # Without the field it is nobody's: strangers must not slow one another.
        if signed:
            self._hit(self._per_form, "form", signed)

    def admit_guess(self, address: str) -> None:
        """Let an address look for a code as long as it has not asked for many that do not exist."""
        key = ("guess", self._salt.hash(address))
        if not self._counts.test(self._guesses, *key):
            raise TooFastError(self._wait(self._guesses, *key))

    def count_wrong_guess(self, address: str) -> None:
        self._counts.hit(self._guesses, "guess", self._salt.hash(address))


def _per_minute(times: int) -> RateLimitItem | None:
    return parse(f"{times} per minute") if times else None
