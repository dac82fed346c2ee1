"""How fast passwords and codes may be guessed: who guesses is slowed, nobody else is locked out."""

from dataclasses import dataclass

from flask import Flask, current_app, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

EXTENSION = "sipas.guesses"


class TooManyGuessesError(Exception):
    """Wrong passwords came too fast from one address; nobody else is locked out by it."""


@dataclass(frozen=True)
class Guesses:
    """Wrong ones lately: per account and address, per address over all accounts, and codes per account.

    Only who knows the password of an account can guess its codes, from however many addresses.
    """

    limiter: MovingWindowRateLimiter
    per_account: RateLimitItem
    per_address: RateLimitItem
    of_codes: RateLimitItem

    def check(self, name: str) -> None:
        """Raise TooManyGuessesError when a password may not be tried now."""
        address = request.remote_addr or ""
        may = self.limiter.test
        if not (may(self.per_account, name, address) and may(self.per_address, address)):
            raise TooManyGuessesError

    def count(self, name: str) -> None:
        address = request.remote_addr or ""
        self.limiter.hit(self.per_account, name, address)
        self.limiter.hit(self.per_address, address)

    def check_code(self, name: str) -> None:
        self.check(name)
        if not self.limiter.test(self.of_codes, name):
            raise TooManyGuessesError

    def count_code(self, name: str) -> None:
        self.count(name)
        self.limiter.hit(self.of_codes, name)


def register(app: Flask) -> None:
    limits = map(parse, ("5 per 5 minutes", "50 per 15 minutes", "10 per 15 minutes"))
    app.extensions[EXTENSION] = Guesses(MovingWindowRateLimiter(MemoryStorage()), *limits)


def guesses() -> Guesses:
    found = current_app.extensions[EXTENSION]
    assert isinstance(found, Guesses)  # noqa: S101 - tells the type checker what register put there
    return found
