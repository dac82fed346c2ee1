"""How fast passwords and codes may be guessed: who guesses is slowed, nobody else is locked out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address, ip_address
from threading import Lock

from flask import Flask, current_app, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

EXTENSION = "sipas.guesses"
HOST_BITS = 64
# Shared by the names that fall together: they wait for one another a moment, nothing more.
LOCKS = 64


class TooManyGuessesError(Exception):
    """Wrong passwords came too fast from one address; nobody else is locked out by it."""


@dataclass(frozen=True)
class Guesses:
    """Wrong ones lately: per account and address, per address over all accounts, and codes per account.

    Only who knows the password of an account can guess its codes, from however many addresses. A whole
    office may have one address: who came in from there lately is not held up by what others guess there.
    """

    limiter: MovingWindowRateLimiter
    per_account: RateLimitItem
    per_address: RateLimitItem
    of_codes: RateLimitItem
    at_home: RateLimitItem
    locks: tuple[Lock, ...] = field(kw_only=True, default_factory=lambda: tuple(Lock() for _ in range(LOCKS)))

    @contextmanager
    def turn(self, name: str) -> Iterator[None]:
        """One guess after the other, each counted before the next is looked at: twenty at once are no way in.

        Raises TooManyGuessesError when a password may not be tried now.
        """
        with self._lock(name, _address()):
            self._check(name)
            yield

    @contextmanager
    def turn_of_code(self, name: str) -> Iterator[None]:
        """The same for the codes of an account, from wherever they come."""
        with self._lock(name):
            self._check(name)
            if not self.limiter.test(self.of_codes, name):
                raise TooManyGuessesError
            yield

    def _lock(self, *whose: str) -> Lock:
        return self.locks[hash(whose) % len(self.locks)]

    def _check(self, name: str) -> None:
        address, may = _address(), self.limiter.test
        stranger = may(self.at_home, name, address)
        if not may(self.per_account, name, address) or (stranger and not may(self.per_address, address)):
            raise TooManyGuessesError

    def count(self, name: str) -> None:
        address = _address()
        self.limiter.hit(self.per_account, name, address)
        self.limiter.hit(self.per_address, address)

    def welcome(self, name: str) -> None:
        """Remember from where a person came in."""
        self.limiter.hit(self.at_home, name, _address())

    def count_code(self, name: str) -> None:
        self.count(name)
        self.limiter.hit(self.of_codes, name)


def register(app: Flask) -> None:
    limits = map(parse, ("5 per 5 minutes", "50 per 15 minutes", "10 per 15 minutes", "1 per 30 days"))
    app.extensions[EXTENSION] = Guesses(MovingWindowRateLimiter(MemoryStorage()), *limits)


def _address() -> str:
    """Where the request comes from; of IPv6 the net, for one machine has all of its addresses."""
    told = request.remote_addr or ""
    try:
        seen = ip_address(told)
    except ValueError:
        # What a proxy forwards need not be an address.
        return told
    alone = isinstance(seen, IPv4Address) or seen.ipv4_mapped
    return str(seen) if alone else f"{int(seen) >> HOST_BITS:x}"


def guesses() -> Guesses:
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Guesses)  # noqa: S101 - tells the type checker what register put there
    return found
