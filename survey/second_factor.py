"""The second proof of who signs in: a telephone's code (RFC 6238) or a recovery code, each taken once."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from enum import Enum

import pyotp
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlite_utils import Database

from survey import passwords
from survey.store import factors

# Plain letters keep the code of the page small enough for an old telephone.
ISSUER = "sipas"
STEP_SECONDS = 30
# A telephone's clock may be half a minute off.
DRIFT = (0, -1, 1)
RECOVERY_CODES = 10
_PURPOSE = b"sipas second factor:"


class Proof(Enum):
    CODE = "mã điện thoại"
    RECOVERY = "mã dự phòng"


class UnreadableError(Exception):
    """The secret was sealed with a key that is no longer in the key file."""


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, account: str) -> str:
    """What the QR code says to an authenticator app."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def enrol(
    db: Database, keys: Sequence[str], account: str, secret: str, typed: str, moment: datetime
) -> list[str] | None:
    """Take the telephone's first code and hand out recovery codes; None when the code is wrong."""
    step = _step(secret, typed, moment)
    if step is None:
        return None
    factors.put(db, account, _sealing(keys).encrypt(secret.encode()).decode(), step)
    codes = [passwords.make() for _ in range(RECOVERY_CODES)]
    factors.replace_recovery(db, account, [_bare(code) for code in codes])
    return codes


def prove(db: Database, keys: Sequence[str], account: str, typed: str, moment: datetime) -> Proof | None:
    """What was proved by what a person typed; it proves nothing a second time. Raises UnreadableError."""
    if factors.spend_recovery(db, account, _bare(typed)):
        return Proof.RECOVERY
    sealed = factors.secret_of(db, account)
    step = _step(_opened(keys, sealed), typed, moment) if sealed else None
    return Proof.CODE if step is not None and factors.take_step(db, account, step) else None


def _step(secret: str, typed: str, moment: datetime) -> int | None:
    """The number of the half-minute whose code this is."""
    now = int(moment.timestamp()) // STEP_SECONDS
    telephone = pyotp.TOTP(secret)
    codes = ((now + drift, telephone.generate_otp(now + drift)) for drift in DRIFT)
    given = _bare(typed).encode()
    return next((step for step, code in codes if hmac.compare_digest(code.encode(), given)), None)


def _bare(typed: str) -> str:
    """Without what a person puts between groups."""
    return "".join(character for character in typed.casefold() if character.isalnum())


def _sealing(keys: Sequence[str]) -> MultiFernet:
    """The newest key seals, all open: who has the database alone has no working secret."""
    derived = (hmac.digest(key.encode(), _PURPOSE, hashlib.sha256) for key in reversed(keys))
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def _opened(keys: Sequence[str], sealed: str) -> str:
    try:
        return _sealing(keys).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnreadableError("Khóa bí mật đã đổi nên không đọc được xác thực hai bước.") from error
