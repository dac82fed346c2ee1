"""Responses that are set aside, and taken back: never deleted or edited, always with a reason and a name."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlite_utils import Database

from survey.store import responses, tallies
from survey.store.errors import NotFound
from survey.store.responses import Response
from survey.store.schema import IN_LIST


class Reason(StrEnum):
    """Why a response does not count. None of them is what it says: an answer is no reason to lose it."""

    TEST = "test"
    DUPLICATE = "duplicate"
    NOT_A_USER = "not_a_user"
    STAFF = "staff"
    PRESSED = "pressed"
    SPOILED = "spoiled"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Reason.TEST: "phiếu làm thử",
    Reason.DUPLICATE: "phiếu trùng",
    Reason.NOT_A_USER: "không phải người dùng dịch vụ",
    Reason.STAFF: "cán bộ, giáo viên tự trả lời",
    Reason.PRESSED: "bị ép hoặc bị điền thay",
    Reason.SPOILED: "phiếu giấy hỏng hoặc nhập sai",
    Reason.OTHER: "lý do khác",
}


class Event(StrEnum):
    SET_ASIDE = "set_aside"
    TAKEN_BACK = "taken_back"


class AlreadyDecided(ValueError):
    """The response is already what it should become."""


@dataclass(frozen=True)
class Decision:
    """What one person decided about one response on a day, and in whose words."""

    token: str
    number: int
    event: Event
    reason: Reason
    words: str
    actor: str
    day: str


@dataclass(frozen=True)
class Count:
    """Responses of one unit to one questionnaire version that are set aside for one reason."""

    unit: str
    questionnaire: str
    reason: Reason
    responses: int


@dataclass(frozen=True)
class Listed:
    """A response as it is listed to be looked at again; `kept_out` is the reason while it is set aside."""

    token: str
    day: str
    point: str
    channel: str
    questionnaire: str
    answers: str
    comment: str
    kept_out: str | None

    @property
    def reason(self) -> Reason | None:
        return Reason(self.kept_out) if self.kept_out else None


def set_aside(
    db: Database, tokens: Sequence[str], reason: Reason, words: str, actor: str, day: date
) -> list[Response]:
    """Take responses out of the tally; call it inside the transaction that also records who did it."""
    found, past = _get(db, tokens), _latest(db, tokens)
    for one in past.values():
        if one.event is Event.SET_ASIDE:
            said = f"Có phiếu đã bị loại từ trước vì {one.reason.label}; chưa có gì thay đổi."
            raise AlreadyDecided(said)
    tallies.take_out(db, list(found))
    numbers = {token: past[token].number + 1 if token in past else 1 for token in found}
    _add(
        db,
        [
            Decision(token, number, Event.SET_ASIDE, reason, words, actor, day.isoformat())
            for token, number in numbers.items()
        ],
    )
    return list(found.values())


def take_back(db: Database, tokens: Sequence[str], words: str, actor: str, day: date) -> list[Response]:
    """Count responses again; the reason they had been set aside for stays in the log."""
    found, past = _get(db, tokens), _latest(db, tokens)
    if any(token not in past or past[token].event is not Event.SET_ASIDE for token in found):
        raise AlreadyDecided("Có phiếu đang được tính, không có gì để lấy lại; chưa có gì thay đổi.")
    tallies.put_back(db, list(found))
    made = (replace(one, number=one.number + 1, event=Event.TAKEN_BACK) for one in past.values())
    _add(db, [replace(one, words=words, actor=actor, day=day.isoformat()) for one in made])
    return list(found.values())


def number(db: Database) -> int:
    """How often something was decided: it tells a kept result from a stale one."""
    return int(db.execute("SELECT count(*) FROM decision").fetchone()[0])


def history(db: Database, token: str) -> list[Decision]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM decision WHERE token = ? ORDER BY number", [token])
    return [_decision(*row) for row in rows]


def of_units(db: Database, units: Sequence[str], first: date, last: date) -> list[Decision]:
    """What was decided about the responses of these units in these days, oldest decision of a token first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM decision WHERE token IN "
        f"(SELECT token FROM response WHERE unit {IN_LIST} AND day BETWEEN ? AND ?) ORDER BY token, number",
        [json.dumps(list(units)), first.isoformat(), last.isoformat()],
    )
    return [_decision(*row) for row in rows]


def listed(db: Database, units: Sequence[str], first: date, last: date) -> list[Listed]:
    """The responses of these units in these days, those that are set aside too, by day and then by chance."""
    rows = db.execute(
        "SELECT r.token, r.day, r.point, r.channel, r.questionnaire, r.answers, r.comment, a.reason "
        "FROM response AS r LEFT JOIN aside AS a ON a.token = r.token "
        f"WHERE r.unit {IN_LIST} AND r.day BETWEEN ? AND ? ORDER BY r.day DESC, r.token",
        [json.dumps(list(units)), first.isoformat(), last.isoformat()],
    )
    return [Listed(*row) for row in rows]


def units_since(db: Database, since: str, first: date, last: date) -> frozenset[str]:
    """The units about whose responses of these days something was decided on that day or later."""
    rows = db.execute(
        "SELECT DISTINCT r.unit FROM decision AS d JOIN response AS r ON r.token = d.token "
        "WHERE d.day >= ? AND r.day BETWEEN ? AND ?",
        [since, first.isoformat(), last.isoformat()],
    )
    return frozenset(row[0] for row in rows)


def aside(db: Database) -> dict[str, Reason]:
    """Every response that is set aside now, with the reason."""
    return {token: Reason(reason) for token, reason in db.execute("SELECT token, reason FROM aside")}


def among(db: Database, tokens: Sequence[str]) -> frozenset[str]:
    """Which of these are set aside now."""
    rows = db.execute(f"SELECT token FROM aside WHERE token {IN_LIST}", [json.dumps(list(tokens))])
    return frozenset(row[0] for row in rows)


def counts(db: Database, units: Sequence[str], first: date, last: date) -> list[Count]:
    """What is left out of the figures of these units in these days, and why."""
    rows = db.execute(
        "SELECT r.unit, r.questionnaire, a.reason, count(*) FROM aside AS a JOIN response AS r "
        f"ON r.token = a.token WHERE r.day BETWEEN ? AND ? AND r.unit {IN_LIST} "
        "GROUP BY r.unit, r.questionnaire, a.reason ORDER BY r.unit, r.questionnaire, a.reason",
        [first.isoformat(), last.isoformat(), json.dumps(list(units))],
    )
    return [Count(unit, questionnaire, Reason(reason), n) for unit, questionnaire, reason, n in rows]


_COLUMNS = "token, number, event, reason, words, actor, day"


def _decision(token: str, number: int, event: str, reason: str, words: str, actor: str, day: str) -> Decision:
    return Decision(token, number, Event(event), Reason(reason), words, actor, day)


def _get(db: Database, tokens: Sequence[str]) -> dict[str, Response]:
    found = responses.some(db, tokens)
    for token in tokens:
        if token not in found:
            raise NotFound(f"Không có phiếu trả lời mã “{token}”.")
    return found


def _latest(db: Database, tokens: Sequence[str]) -> dict[str, Decision]:
    """What was decided last about each of these; those about which nothing was are left out."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM decision WHERE token {IN_LIST} ORDER BY token, number",
        [json.dumps(list(tokens))],
    )
    return {row[0]: _decision(*row) for row in rows}


def _add(db: Database, made: Sequence[Decision]) -> None:
    db.conn.executemany(
        f"INSERT INTO decision ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [list(vars(one).values()) for one in made],
    )
