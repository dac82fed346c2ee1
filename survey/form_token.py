"""The hidden field of an open form: a random token with what the form asked, signed against forgery."""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass

from itsdangerous import BadSignature, TimestampSigner

# A form may wait on a phone without a net for weeks; the key of the response keeps it from counting twice.
MAX_AGE_SECONDS = 45 * 24 * 3600
TOKEN_BYTES = 16
SALT = "survey form"


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


class ExpiredError(FormTokenError):
    """The form is ours and waited too long; `form` may be shown and sent once more."""

    def __init__(self, form: OpenForm) -> None:
        super().__init__("Trang phiếu mở quá lâu.")
        self.form = form


def open_form(point: str, questionnaire: str, full: bool) -> OpenForm:
    return OpenForm(secrets.token_hex(TOKEN_BYTES), point, questionnaire, full)


def sign(keys: Sequence[str], form: OpenForm) -> str:
    parts = (form.token, form.point, form.questionnaire, "full" if form.full else "short")
    return TimestampSigner(list(keys), salt=SALT).sign("~".join(parts)).decode()


def read(keys: Sequence[str], signed: str) -> OpenForm:
    """All keys are believed, from oldest to newest, so that a new key refuses no form that is open."""
    try:
        value, opened = TimestampSigner(list(keys), salt=SALT).unsign(signed, return_timestamp=True)
        token, point, questionnaire, size = value.decode().split("~")
    except (BadSignature, ValueError) as error:
        raise FormTokenError("Trang phiếu không hợp lệ.") from error
    age = time.time() - opened.timestamp()
    if age > MAX_AGE_SECONDS:
        raise ExpiredError(OpenForm(token, point, questionnaire, size == "full"))
    return OpenForm(token, point, questionnaire, size == "full", age, signed)
