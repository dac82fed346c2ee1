"""The hidden field of an open form: a random token with what the form asked, signed against forgery."""

import hashlib
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from itsdangerous import BadSignature, TimestampSigner

from survey.clock import VIETNAM

# A form may wait on a phone without a net for weeks; the key of the response keeps it from counting twice.
MAX_AGE_SECONDS = 45 * 24 * 3600
TOKEN_BYTES = 16
SALT = "survey form"
KEY_ID_LENGTH = 8


class FormTokenError(ValueError):
    """The hidden field was not made here, or was changed."""


@dataclass(frozen=True)
class OpenForm:
    """What a form was when it was opened. `age` in seconds is checked and forgotten, never stored.

    `signed` is the hidden field it came with; a new or an expired form has none yet.
    """

    token: str
    point: str
    questionnaire: str
    full: bool
    age: float = 0.0
    signed: str = ""

    def opened_on(self, moment: datetime) -> date:
        """The day on which it was opened, seen from this moment."""
        return (moment - timedelta(seconds=self.age)).astimezone(VIETNAM).date()


class ExpiredError(FormTokenError):
    """The form is ours and waited too long; `form` may be shown and sent once more."""

    def __init__(self, form: OpenForm) -> None:
        super().__init__("Trang phiếu mở quá lâu.")
        self.form = form


def open_form(point: str, questionnaire: str, full: bool) -> OpenForm:
    return OpenForm(secrets.token_hex(TOKEN_BYTES), point, questionnaire, full)


def sign(keys: Sequence[str], form: OpenForm) -> str:
    """Sign with the newest key, whose name is part of what is signed."""
    size = "full" if form.full else "short"
    parts = (key_id(keys[-1]), form.token, form.point, form.questionnaire, size)
    return _signer(keys[-1]).sign("~".join(parts)).decode()


def read(keys: Sequence[str], signed: str) -> OpenForm:
    """The key is the one that the form names, so that a new key refuses no form that is open."""
    named = signed.partition("~")[0]
    key = next((one for one in keys if key_id(one) == named), "")
    if not key:
        raise FormTokenError("Trang phiếu không hợp lệ.")
    try:
        value, opened = _signer(key).unsign(signed, return_timestamp=True)
        _, token, point, questionnaire, size = value.decode().split("~")
    except (BadSignature, ValueError) as error:
        raise FormTokenError("Trang phiếu không hợp lệ.") from error
    age = time.time() - opened.timestamp()
    if age > MAX_AGE_SECONDS:
        raise ExpiredError(OpenForm(token, point, questionnaire, size == "full"))
    return OpenForm(token, point, questionnaire, size == "full", age, signed)


@lru_cache(maxsize=64)
def key_id(key: str) -> str:
    """The name of a key: tells which one signed, and nothing of the key."""
    return hashlib.sha256(key.encode()).hexdigest()[:KEY_ID_LENGTH]


@lru_cache(maxsize=64)
def _signer(key: str) -> TimestampSigner:
    # Derived once, and not for every form.
    derived = TimestampSigner(key, salt=SALT).derive_key()
    return TimestampSigner(derived, salt=SALT, key_derivation="none")
