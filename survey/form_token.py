"""The hidden field of an open form: a random token with what the form asked, signed against forgery."""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner

# A form may wait on a phone without a net for weeks; the key of the response keeps it from counting twice.
MAX_AGE_SECONDS = 45 * 24 * 3600
TOKEN_BYTES = 16
SALT = "survey form"


class FormTokenError(ValueError):
    """The hidden field was not made here, was changed, or is too old."""


@dataclass(frozen=True)
class OpenForm:
    """What a form was when it was opened. `age` in seconds is checked and forgotten, never stored."""

    token: str
    point: str
    questionnaire: str
    full: bool
    age: float = 0.0


def open_form(point: str, questionnaire: str, full: bool) -> OpenForm:
    return OpenForm(secrets.token_hex(TOKEN_BYTES), point, questionnaire, full)


def sign(keys: Sequence[str], form: OpenForm) -> str:
    parts = (form.token, form.point, form.questionnaire, "full" if form.full else "short")
    return TimestampSigner(list(keys), salt=SALT).sign("~".join(parts)).decode()


def read(keys: Sequence[str], signed: str) -> OpenForm:
    """All keys are believed, from oldest to newest, so that a new key refuses no form that is open."""
    try:
        value, opened = TimestampSigner(list(keys), salt=SALT).unsign(
            signed, max_age=MAX_AGE_SECONDS, return_timestamp=True
        )
        token, point, questionnaire, size = value.decode().split("~")
    except SignatureExpired as error:
        raise FormTokenError("Trang phiếu mở quá lâu.") from error
    except (BadSignature, ValueError) as error:
        raise FormTokenError("Trang phiếu không hợp lệ.") from error
    return OpenForm(token, point, questionnaire, size == "full", time.time() - opened.timestamp())
