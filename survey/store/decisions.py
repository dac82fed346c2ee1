"""Responses that are set aside, and taken back: never deleted or edited, always with a reason and a name."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
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


def set_aside(db: Database, token: str, reason: Reason, words: str, actor: str, day: date) -> Response:
    """Take a response out of the tally; call it inside the transaction that also records who did it."""
    response = _get(db, token)
    past = history(db, token)
    if past and past[-1].event is Event.SET_ASIDE:
        raise AlreadyDecided(f"Có phiếu đã bị loại từ trước vì {past[-1].reason.label}; chưa có gì thay đổi.")
    tallies.take_out(db, token)
    _add(db, Decision(token, len(past) + 1, Event.SET_ASIDE, reason, words, actor, day.isoformat()))
    return response


def take_back(db: Database, token: str, words: str, actor: str, day: date) -> Response:
    """Count a response again; the reason it had been set aside for stays in the log."""
    response = _get(db, token)
    past = history(db, token)
    if not past or past[-1].event is not Event.SET_ASIDE:
        raise AlreadyDecided("Có phiếu đang được tính, không có gì để lấy lại; chưa có gì thay đổi.")
    tallies.put_back(db, token)
    _add(db, Decision(token, len(past) + 1, Event.TAKEN_BACK, past[-1].reason, words, actor, day.isoformat()))
    return response


def number(db: Database) -> int:
    """How often something was decided: it tells a kept result from a stale one."""
    return int(db.execute("SELECT count(*) FROM decision").fetchone()[0])


def history(db: Database, token: str) -> list[Decision]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM decision WHERE token = ? ORDER BY number", [token])
    return [_decision(*row) for row in rows]


def of_unit(db: Database, unit: str, first: date, last: date) -> list[Decision]:
    """What was decided about the responses of a unit in these days, oldest decision of a token first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM decision WHERE token IN "
        "(SELECT token FROM response WHERE unit = ? AND day BETWEEN ? AND ?) ORDER BY token, number",
        [unit, first.isoformat(), last.isoformat()],
    )
    return [_decision(*row) for row in rows]


def listed(db: Database, unit: str, first: date, last: date) -> list[Listed]:
    """The responses of a unit in these days, those that are set aside too, by day and then by chance."""
    rows = db.execute(
        "SELECT r.token, r.day, r.point, r.channel, r.questionnaire, r.answers, r.comment, a.reason "
        "FROM response AS r LEFT JOIN aside AS a ON a.token = r.token "
        "WHERE r.unit = ? AND r.day BETWEEN ? AND ? ORDER BY r.day DESC, r.token",
        [unit, first.isoformat(), last.isoformat()],
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


def _get(db: Database, token: str) -> Response:
    response = responses.get(db, token)
    if response is None:
        raise NotFound(f"Không có phiếu trả lời mã “{token}”.")
    return response


def _add(db: Database, decision: Decision) -> None:
    db.execute(
        f"INSERT INTO decision ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", list(vars(decision).values())
    )
