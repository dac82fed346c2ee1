"""The response log: append-only, one row per submitted form, keyed by the form's random token."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum

from sqlite_utils import Database

from survey.store.schema import IN_LIST
from survey.store.schema_collection import NOT_ASIDE


@dataclass(frozen=True)
class Response:
    """One submitted form. Nothing in it tells who, from where, or at which minute."""

    token: str
    point: str
    unit: str
    questionnaire: str
    channel: str
    day: str
    half: str
    answers: str
    procedure: str = ""
    respondent: str = ""
    gender: str = ""
    age_group: str = ""
    comment: str = ""

    def content(self) -> tuple[str, ...]:
        """What the person said; the day may differ when the same form is sent again after midnight."""
        return (
            self.point,
            self.answers,
            self.procedure,
            self.respondent,
            self.gender,
            self.age_group,
            self.comment,
        )


class Outcome(Enum):
    """What came of a submission; only STORED, REPEATED and DIFFERENT mean that an answer is kept."""

    STORED = "stored"
    REPEATED = "repeated"
    DIFFERENT = "different"
    CODE_UNKNOWN = "code unknown"
    CODE_SPENT = "code spent"
    CODE_EXPIRED = "code expired"
    CODE_REVOKED = "code revoked"
    NUMBER_TAKEN = "number taken"


COLUMNS = tuple(field.name for field in fields(Response))
_SELECT = f"SELECT {', '.join(COLUMNS)} FROM response"
# Rows of a statement; SQLite takes 32,766 values in one, and a row has thirteen.
AT_ONCE = 512


def add(db: Database, response: Response) -> Outcome:
    """Store once: the token is the key, so the database itself refuses a repeat."""
    return add_many(db, [response])[0]


def add_many(db: Database, responses: Sequence[Response]) -> list[Outcome]:
    """Store each once, and the first of those that have the same token."""
    new: set[str] = set()
    for first in range(0, len(responses), AT_ONCE):
        new |= _insert(db, responses[first : first + AT_ONCE])
    kept = some(db, [response.token for response in responses]) if len(new) < len(responses) else {}
    return [_outcome(response, new, kept) for response in responses]


def _insert(db: Database, responses: Sequence[Response]) -> set[str]:
    """The tokens of those that are new."""
    # One statement for many rows: SQLite works alone meanwhile, and the other threads go on.
    row = f"({', '.join('?' * len(COLUMNS))})"
    values = [value for response in responses for value in vars(response).values()]
    added = db.execute(
        f"INSERT INTO response ({', '.join(COLUMNS)}) VALUES {', '.join([row] * len(responses))} "
        "ON CONFLICT (token) DO NOTHING RETURNING token",
        values,
    )
    return {token for (token,) in added.fetchall()}


def _outcome(response: Response, new: set[str], kept: Mapping[str, Response]) -> Outcome:
    if response.token in new:
        new.remove(response.token)
        return Outcome.STORED
    first = kept[response.token]
    return Outcome.REPEATED if first.content() == response.content() else Outcome.DIFFERENT


def get(db: Database, token: str) -> Response | None:
    row = db.execute(f"{_SELECT} WHERE token = ?", [token]).fetchone()
    return Response(*row) if row else None


def some(db: Database, tokens: Sequence[str]) -> dict[str, Response]:
    """Those of these that are stored, by token."""
    rows = db.execute(f"{_SELECT} WHERE token {IN_LIST}", [json.dumps(list(tokens))])
    return {row[0]: Response(*row) for row in rows}


def known(db: Database, tokens: Sequence[str]) -> frozenset[str]:
    """Which of these are stored already."""
    rows = db.execute(f"SELECT token FROM response WHERE token {IN_LIST}", [json.dumps(list(tokens))])
    return frozenset(row[0] for row in rows)


def contents(
    db: Database, channel: str, units: Collection[str], days: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """What was said by this channel in these units on these days, by token: the day, then content()."""
    rows = db.execute(
        "SELECT token, day, point, answers, procedure, respondent, gender, age_group, comment FROM response "
        f"WHERE channel = ? AND unit {IN_LIST} AND day BETWEEN ? AND ?",
        [channel, json.dumps(sorted(units)), min(days, default=""), max(days, default="")],
    )
    return {token: tuple(said) for token, *said in rows}


def every(db: Database) -> Iterator[Response]:
    """The whole log in the order of its random keys."""
    for row in db.execute(f"{_SELECT} ORDER BY token"):
        yield Response(*row)


def count(db: Database) -> int:
    return int(db.execute("SELECT count(*) FROM response").fetchone()[0])


@dataclass(frozen=True)
class Log:
    """Columns of the responses asked for, all of one questionnaire; `answers` are their digit strings."""

    unit: tuple[str, ...]
    point: tuple[str, ...]
    channel: tuple[str, ...]
    procedure: tuple[str, ...]
    day: tuple[str, ...]
    answers: tuple[str, ...]


def log(db: Database, questionnaire: str, units: Sequence[str], first: date, last: date) -> Log:
    """Responses to one questionnaire version of these units from first to last day, both included.

    What is set aside is left out.
    """
    rows = db.execute(
        "SELECT unit, point, channel, procedure, day, answers FROM response "
        f"WHERE questionnaire = ? AND day BETWEEN ? AND ? AND unit {IN_LIST} AND {NOT_ASIDE}",
        [questionnaire, first.isoformat(), last.isoformat(), json.dumps(list(units))],
    ).fetchall()
    columns = zip(*rows, strict=True) if rows else ((),) * 6
    return Log(*columns)


def comments(db: Database, units: Sequence[str], first: date, last: date) -> list[tuple[str, str, str]]:
    """(unit, month, comment) of the comments given, ordered by unit and text, not by arrival."""
    return list(
        db.execute(
            "SELECT unit, substr(day, 1, 7), comment FROM response WHERE comment <> '' "
            f"AND day BETWEEN ? AND ? AND unit {IN_LIST} AND {NOT_ASIDE} ORDER BY unit, comment",
            [first.isoformat(), last.isoformat(), json.dumps(list(units))],
        )
    )
