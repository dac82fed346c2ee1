"""Counts per half-month, unit, point, channel, procedure, folded from the log: where every table starts."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlite_utils import Database

from survey.clock import bucket
from survey.digits import ALPHABET
from survey.store.connection import Store
from survey.store.schema import IN_LIST
from survey.store.schema_collection import NOT_ASIDE

FOLD_AT_ONCE = 20_000
Counts = npt.NDArray[np.int32]

_CODE_OF_BYTE = np.full(256, -1, dtype=np.int16)
_CODE_OF_BYTE[np.frombuffer(ALPHABET.encode(), dtype=np.uint8)] = np.arange(len(ALPHABET))


@dataclass(frozen=True, order=True)
class Key:
    questionnaire: str
    unit: str
    bucket: str
    point: str
    channel: str
    procedure: str


@dataclass(frozen=True)
class Tally:
    """counts[question, code]: how often each code of the digit alphabet was given."""

    key: Key
    responses: int
    counts: Counts


def count_strings(answers: Sequence[str]) -> Counts:
    """Count the codes at each position of equally long answer strings."""
    width = len(answers[0])
    codes = _CODE_OF_BYTE[np.frombuffer("".join(answers).encode("ascii"), dtype=np.uint8)].reshape(-1, width)
    if (codes < 0).any():
        raise ValueError("answer string with a character outside the alphabet")
    cells = codes + np.arange(width) * len(ALPHABET)
    return np.bincount(cells.ravel(), minlength=width * len(ALPHABET)).reshape(width, -1).astype(np.int32)


def fold(store: Store) -> int:
    """Bring the tally up to the log; returns how many responses were added to it."""
    folded = 0
    while _waiting(store.db):
        with store.write() as db:
            rows = db.execute(
                f"SELECT {_COUNTED} FROM response WHERE folded = 0 LIMIT {FOLD_AT_ONCE}"
            ).fetchall()
            for tally in tallied(rows):
                _add(db, tally)
            db.conn.executemany("UPDATE response SET folded = 1 WHERE token = ?", [row[:1] for row in rows])
        folded += len(rows)
    return folded


def take_out(db: Database, tokens: Sequence[str]) -> None:
    """Subtract responses, or let the fold pass them by; who calls it says why in the same transaction."""
    for tally in tallied(_of_tokens(db, tokens, "AND folded = 1")):
        _add(db, Tally(tally.key, -tally.responses, -tally.counts))
    db.execute(f"UPDATE response SET folded = 1 WHERE token {IN_LIST}", [json.dumps(list(tokens))])


def put_back(db: Database, tokens: Sequence[str]) -> None:
    """Count responses again that were taken out."""
    for tally in tallied(_of_tokens(db, tokens)):
        _add(db, tally)


def tallied(rows: Sequence[tuple[str, ...]]) -> list[Tally]:
    """Group rows of the columns in _COUNTED and count each group."""
    groups: dict[Key, list[str]] = defaultdict(list)
    for _, questionnaire, unit, day, point, channel, procedure, answers in rows:
        half_month = bucket(date.fromisoformat(day)).isoformat()
        groups[Key(questionnaire, unit, half_month, point, channel, procedure)].append(answers)
    return [Tally(key, len(answers), count_strings(answers)) for key, answers in sorted(groups.items())]


def read(db: Database, units: Sequence[str], first: date, last: date) -> list[Tally]:
    """Tallies of the half-months that begin in the window; fold first."""
    rows = db.execute(
        f"{_SELECT} WHERE bucket BETWEEN ? AND ? AND unit {IN_LIST} ORDER BY {_KEY}",
        [first.isoformat(), last.isoformat(), json.dumps(list(units))],
    )
    return [_tally(row) for row in rows]


def every(db: Database) -> Iterator[Tally]:
    for row in db.execute(f"{_SELECT} ORDER BY {_KEY}"):
        yield _tally(row)


def from_log(db: Database) -> list[Tally]:
    """What the tally should be, counted anew from every folded response that is not set aside."""
    counted: dict[Key, Tally] = {}
    cursor = db.execute(f"SELECT {_COUNTED} FROM response WHERE folded = 1 AND {NOT_ASIDE}")
    while rows := cursor.fetchmany(FOLD_AT_ONCE):
        for tally in tallied(rows):
            before = counted.get(tally.key)
            counted[tally.key] = _sum(before, tally) if before else tally
    return [counted[key] for key in sorted(counted)]


def responses_by_unit(db: Database, first: date, last: date) -> dict[str, int]:
    rows = db.execute(
        "SELECT unit, sum(responses) FROM tally WHERE bucket BETWEEN ? AND ? GROUP BY unit",
        [first.isoformat(), last.isoformat()],
    )
    return dict(rows.fetchall())


def responses_by_form(db: Database, first: date, last: date) -> dict[tuple[str, str], int]:
    """Responses by unit and questionnaire version."""
    rows = db.execute(
        "SELECT unit, questionnaire, sum(responses) FROM tally WHERE bucket BETWEEN ? AND ? "
        "GROUP BY unit, questionnaire",
        [first.isoformat(), last.isoformat()],
    )
    return {(unit, questionnaire): n for unit, questionnaire, n in rows}


def first_day(db: Database) -> date | None:
    """The first day of the half-month in which the first response of all came."""
    row = db.execute("SELECT min(bucket) FROM tally").fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


def first_bucket(db: Database, questionnaire: str, units: Sequence[str]) -> date | None:
    """The half-month in which these units had their first response to any version of a questionnaire."""
    row = db.execute(
        f"SELECT min(bucket) FROM tally WHERE unit {IN_LIST} AND questionnaire GLOB ? || '@*'",
        [json.dumps(list(units)), questionnaire],
    ).fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


_COUNTED = "token, questionnaire, unit, day, point, channel, procedure, answers"
_KEY = "questionnaire, unit, bucket, point, channel, procedure"
_SELECT = f"SELECT {_KEY}, responses, counts FROM tally"


def _waiting(db: Database) -> bool:
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM response WHERE folded = 0)").fetchone()[0])


def _of_tokens(db: Database, tokens: Sequence[str], only: str = "") -> list[tuple[str, ...]]:
    """The columns in _COUNTED of these responses."""
    sql = f"SELECT {_COUNTED} FROM response WHERE token {IN_LIST} {only}"
    return list(db.execute(sql, [json.dumps(list(tokens))]))


def _tally(row: tuple[Any, ...]) -> Tally:
    *key, responses, counts = row
    matrix = np.frombuffer(counts, dtype="<i4").reshape(-1, len(ALPHABET))
    return Tally(Key(*key), responses, matrix)


def _add(db: Database, tally: Tally) -> None:
    key = tally.key
    values = (key.questionnaire, key.unit, key.bucket, key.point, key.channel, key.procedure)
    where = "questionnaire = ? AND unit = ? AND bucket = ? AND point = ? AND channel = ? AND procedure = ?"
    row = db.execute(f"{_SELECT} WHERE {where}", values).fetchone()
    after = _sum(_tally(row), tally) if row else tally
    if not after.responses:
        # A count from the log has no key without responses, so the kept one has none either.
        db.execute(f"DELETE FROM tally WHERE {where}", values)
        return
    counts = after.counts.astype("<i4").tobytes()
    db.execute("REPLACE INTO tally VALUES (?,?,?,?,?,?,?,?)", [*values, after.responses, counts])


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(one.key, one.responses + other.responses, one.counts + other.counts)
