"""Passwords: argon2 hashes, a maker of good ones, and the refusal of bad ones."""

import secrets
import string
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from survey.places import folder

MIN_LENGTH = 10
MAX_LENGTH = 200
MIN_DIFFERENT = 6
# No letters that a printed slip confuses: i, l, o, 0, 1.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4
# A common word this long is looked for inside a password too: digits and signs around it do not help.
_LONG_WORD = 5
_AROUND = string.digits + string.punctuation
_hasher = PasswordHasher()


class WeakPasswordError(ValueError):
    """A password that would be guessed; the sentence says what is wrong with it."""


def make() -> str:
    """About 79 bits in four groups that can be read out over the telephone."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))


def hash(password: str) -> str:
    return _hasher.hash(_typed(password))


@cache
def of_nobody() -> str:
    """A hash that no password opens, so that an unknown name takes as long as a known one."""
    return hash(make())


def verify(digest: str, password: str) -> bool:
    try:
        return _hasher.verify(digest, _typed(password))
    except (VerificationError, InvalidHashError):
        return False


def refuse_weak(password: str, account: str = "") -> None:
    """Raise WeakPasswordError for one that is short, monotonous, common, or little more than the name."""
    plain = _without_marks(password)
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise WeakPasswordError(f"Mật khẩu phải có từ {MIN_LENGTH} đến {MAX_LENGTH} ký tự.")
    if len(set(plain)) < MIN_DIFFERENT:
        raise WeakPasswordError(f"Mật khẩu phải có ít nhất {MIN_DIFFERENT} ký tự khác nhau.")
    if len(plain.replace(_without_marks(account), "")) < MIN_LENGTH:
        raise WeakPasswordError("Mật khẩu chỉ thêm ít ký tự vào tên đăng nhập; hãy chọn mật khẩu khác.")
    if (common := _common_part(plain)) and len(plain) - len(common) < MIN_LENGTH:
        raise WeakPasswordError(f"Mật khẩu chứa cụm dễ đoán “{common}”; hãy chọn mật khẩu khác.")


def _common_part(plain: str) -> str:
    """The longest part that guessing programs and a school’s neighbours try first; '' for none."""
    bare = plain.strip(_AROUND)
    long = (word for word in _guessed_first() if len(word) >= _LONG_WORD and word in plain)
    return max(long, key=len, default=bare if bare in _guessed_first() else "")


@cache
def _guessed_first() -> frozenset[str]:
    return frozenset((*_words("common"), *_words("local")))


def _words(name: str) -> list[str]:
    return (folder("data") / "passwords" / f"{name}.txt").read_text(encoding="utf-8").split()


def _typed(password: str) -> str:
    # The same mark can arrive as one character or as two, depending on the keyboard program.
    return unicodedata.normalize("NFC", password)


def _without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(c for c in letters if not unicodedata.combining(c) and not c.isspace())
