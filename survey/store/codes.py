"""Single-use codes. Only a keyed hash is kept, and whether it was spent: not when, not with which answer."""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlite_utils import Database

from survey.store import points
from survey.store.errors import NotFound
from survey.store.points import CLOSED, CODE_ALPHABET, CODE_LENGTH, REVOKED, as_printed
from survey.store.responses import Outcome
from survey.store.schema import CODE_BATCH

RANDOM_LENGTH = CODE_LENGTH - 1
LONGEST_LABEL = 60
_NOT_OPEN = {CLOSED: "đang tạm đóng", REVOKED: "đã thu hồi"}
_SIZE = len(CODE_ALPHABET)
_PURPOSE = b"sipas single-use code:"

Hashes = tuple[bytes, ...]


class BatchRefused(ValueError):
    """These codes cannot be issued or revoked; the sentence says why, and nothing has changed."""


@dataclass(frozen=True)
class Batch:
    """Codes printed together: dossier receipts of a counter, slips of a class."""

    unit: str
    point: str
    questionnaire: str
    size: int
    issued_on: str
    expires_on: str
    label: str
    id: str = field(default_factory=lambda: secrets.token_hex(4))
    revoked_on: str = ""

    def ended(self, day: str) -> Outcome | None:
        """Why no code of this batch opens a form on that day; None while they do."""
        if self.revoked_on:
            return Outcome.CODE_REVOKED
        return Outcome.CODE_EXPIRED if day > self.expires_on else None


@dataclass(frozen=True)
class Presented:
    """A code as it comes with a form: what it can be kept under, and the day on which it opened the form."""

    hashes: Hashes
    opened_on: str


@dataclass(frozen=True)
class Code:
    hash: bytes
    spent: bool
    batch: Batch


@dataclass(frozen=True)
class Count:
    """What became of one batch; what is neither used nor expired is still out."""

    batch: Batch
    used: int
    expired: int


_BATCH = "unit, point, questionnaire, size, issued_on, expires_on, label, id, revoked_on"


def new_code() -> str:
    """7 random characters (35 bits) and a check character that finds a mistyped or swapped one."""
    drawn = "".join(secrets.choice(CODE_ALPHABET) for _ in range(RANDOM_LENGTH))
    return drawn + _check(drawn)


def as_entered(typed: str) -> str:
    """What a person typed, as it was printed: without hyphens and spaces, look-alikes read as meant."""
    return as_printed("".join(typed.split()))


def well_formed(code: str) -> bool:
    """False for a slip of the finger; True does not mean that the code was issued."""
    return (
        len(code) == CODE_LENGTH
        and all(character in CODE_ALPHABET for character in code)
        and code[-1] == _check(code[:-1])
    )


def hashes(keys: Sequence[str], typed: str) -> Hashes:
    """The hashes a typed code can be kept under, one per secret key, so that a new key refuses no code."""
    return tuple(_hash(key, as_printed(typed)) for key in keys)


def as_label(typed: str) -> str:
    """The line printed on every slip of a batch, composed and without spaces around it."""
    label = unicodedata.normalize("NFC", typed).strip()
    if not 0 < len(label) <= LONGEST_LABEL:
        raise BatchRefused(f"Nhãn của lô phải dài từ 1 đến {LONGEST_LABEL} ký tự.")
    # Cc, Cf, Zl, …: line breaks, tabs, and marks that turn the direction of what is read.
    if not label.isprintable():
        raise BatchRefused("Nhãn của lô có ký tự không in được; hãy gõ lại trên một dòng.")
    return label


def draw(db: Database, key: str, batch: Batch) -> list[str]:
    """Codes for a batch that are nobody's; they open nothing before they are kept."""
    _examine(db, batch)
    drawn: set[str] = set()
    while len(drawn) < batch.size:
        code = new_code()
        if find(db, hashes([key], code)) is None:
            drawn.add(code)
    return list(drawn)


def keep(db: Database, key: str, batch: Batch, drawn: Sequence[str]) -> None:
    """Keep the hashes of codes that were drawn for the batch; the codes themselves are kept nowhere."""
    _examine(db, batch)
    db.table(CODE_BATCH).insert(vars(batch) | {"label": as_label(batch.label)})
    # Sorted: the place of a hash in the file must not tell its place on the sheet.
    kept = [(digest, batch.id) for digest in sorted(_hash(key, code) for code in drawn)]
    added = db.conn.executemany("INSERT INTO code (hash, batch) VALUES (?, ?) ON CONFLICT DO NOTHING", kept)
    if added.rowcount != batch.size:
        raise BatchRefused("Một mã vừa được phát cho lô khác; chưa phát mã nào, hãy làm lại.")


def issue(db: Database, key: str, batch: Batch) -> list[str]:
    """Draw and keep the codes of a batch."""
    drawn = draw(db, key, batch)
    keep(db, key, batch, drawn)
    return drawn


def find(db: Database, code: Hashes) -> Code | None:
    for digest in code:
        row = db.execute(
            f"SELECT code.spent, {_BATCH} FROM code JOIN code_batch ON id = batch WHERE hash = ?", [digest]
        ).fetchone()
        if row:
            return Code(digest, bool(row[0]), Batch(*row[1:]))
    return None


def refusal(code: Code | None, point: str, day: str) -> Outcome | None:
    """Why this code cannot be used at this point on this day; None when it can."""
    if code is None or code.batch.point != point:
        return Outcome.CODE_UNKNOWN
    if code.spent:
        return Outcome.CODE_SPENT
    return code.batch.ended(day)


def spend(db: Database, code: Hashes, point: str, day: str) -> Outcome | None:
    """Spend the code, in the transaction of its answer; returns why it could not be, None when it was."""
    found = find(db, code)
    refused = refusal(found, point, day)
    if found and not refused:
        db.execute("UPDATE code SET spent = 1 WHERE hash = ?", [found.hash])
        db.execute("UPDATE code_batch SET used = used + 1 WHERE id = ?", [found.batch.id])
    return refused


def revoke(db: Database, batch: str, day: date) -> int:
    """End a batch at once; what was not used counts as expired. Returns how many codes that were."""
    row = db.execute("SELECT size - used, revoked_on FROM code_batch WHERE id = ?", [batch]).fetchone()
    if row is None:
        raise NotFound(f"Không có lô mã “{batch}”.")
    if row[1]:
        raise BatchRefused(f"Lô mã {batch} đã được thu hồi ngày {_written(row[1])}; không có gì thay đổi.")
    db.execute("UPDATE code_batch SET revoked_on = ? WHERE id = ?", [day.isoformat(), batch])
    return int(row[0])


def counts(db: Database, day: date) -> list[Count]:
    """Issued, used, and expired on that day, batch by batch."""
    rows = db.execute(f"SELECT used, {_BATCH} FROM code_batch ORDER BY issued_on, unit, label, id")
    return [_count(int(used), Batch(*batch), day.isoformat()) for used, *batch in rows]


def _examine(db: Database, batch: Batch) -> None:
    """Raises BatchRefused when the slips would open nothing."""
    point = points.get(db, batch.point)
    if point.state in _NOT_OPEN:
        raise BatchRefused(f"Điểm khảo sát {point.code} {_NOT_OPEN[point.state]} nên không phát mã.")
    if batch.expires_on < batch.issued_on:
        last = _written(batch.expires_on)
        raise BatchRefused(f"Ngày cuối còn dùng được ({last}) đã qua; hãy chọn ngày khác.")


def _written(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def _count(used: int, batch: Batch, day: str) -> Count:
    return Count(batch, used, batch.size - used if batch.ended(day) else 0)


def _hash(key: str, code: str) -> bytes:
    return hmac.digest(key.encode(), _PURPOSE + code.encode(), hashlib.sha256)


def _check(characters: str) -> str:
    """ISO/IEC 7064 hybrid system, here MOD 33,32: every wrong and nearly every swapped character is found."""
    product = _SIZE
    for character in characters:
        product = ((product + CODE_ALPHABET.index(character)) % _SIZE or _SIZE) * 2 % (_SIZE + 1)
    return CODE_ALPHABET[(1 - product) % _SIZE]
