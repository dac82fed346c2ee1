"""How fast one address or form may come. Addresses live in memory only, under a salt of the day."""

import hashlib
import hmac
import secrets
from datetime import date

from flask import Flask, Response, request
from flask_limiter import Limiter

from survey.clock import today
from survey.rate_counts import SCHEME
from survey.response import TOKEN

EXTENSION = "sipas-limits"
UNKNOWN_CODES = "60 per minute"
# A short memory: there is a counter for every form of the window.
PER_FORM = "10 per 10 seconds"


class _DailySalt:
    """A new salt each day: yesterday's hashes can be compared with nothing."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._salt = b""

    def hash(self, address: str) -> str:
        if self._day != today():
            self._day, self._salt = today(), secrets.token_bytes(32)
        return hmac.digest(self._salt, address.encode(), hashlib.sha256).hex()


def register(app: Flask) -> None:
    app.config.update(RATELIMIT_STORAGE_URI=f"{SCHEME}://", RATELIMIT_HEADERS_ENABLED=False)
    salt = _DailySalt()
    app.extensions[EXTENSION] = salt
    limiter = Limiter(lambda: salt.hash(request.remote_addr or ""), app=app)
    app.extensions["sipas-limiter"] = limiter


def of(app: Flask) -> Limiter:
    limiter = app.extensions["sipas-limiter"]
    assert isinstance(limiter, Limiter)  # noqa: S101 - tells the type checker what register put there
    return limiter


def form_key() -> str:
    return hashlib.sha256(request.form.get(TOKEN, "").encode()).hexdigest()


def was_unknown(response: Response) -> bool:
    # A spent code is no guess: after a meeting a whole school opens theirs again.
    return response.status_code == 404
