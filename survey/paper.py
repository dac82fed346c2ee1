"""Paper forms: a batch of them, which are keyed in by a second person, and how the two agree."""

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from analytics.double_entry import Agreement, agreement, places
from survey import form_token
from survey.digits import Mark
from survey.form_token import OpenForm
from survey.formats import day
from survey.questionnaire import Question, Questionnaire
from survey.response import PAPER, shown
from survey.store import audit, codes, decisions, paper, points, questionnaires, responses
from survey.store.audit import Action
from survey.store.connection import Store
from survey.store.decisions import REPLACED, Reason
from survey.store.errors import NotFound
from survey.store.paper import FIRST, SECOND, Batch, Entry
from survey.store.points import Point

_PURPOSE = b"sipas second entry:"
_HUNDRED = 100


class FinishedError(ValueError):
    """Nothing is keyed in any more, and nothing counted anew."""


@dataclass(frozen=True)
class Difference:
    """A form whose two entries are not the same, with the numbers of the questions on the sheet.

    corrected  the second entry counts in place of the first
    """

    number: int
    questions: tuple[int, ...]
    corrected: bool


@dataclass(frozen=True)
class Standing:
    """An open batch: `waiting` are the first entries that another person is to key in again."""

    forms: int
    waiting: tuple[Entry, ...]
    agreement: Agreement
    differences: tuple[Difference, ...]


def new_batch(point: Point, questionnaire: str, form: str, label: str, percent: int, day: date) -> Batch:
    return Batch(codes.new_code(), point.code, questionnaire, form, label, percent, day.isoformat())


def blank_form(batch: Batch) -> OpenForm:
    """A form of this batch that nobody has keyed in yet, with a token of its own."""
    return form_token.open_form(batch.point, batch.questionnaire, batch.form == "full")


def questions_of(batch: Batch, questionnaire: Questionnaire) -> list[Question]:
    return shown(questionnaire, blank_form(batch), PAPER)


def standing(store: Store, key: str, batch: Batch) -> Standing:
    """`key` draws the forms that are keyed in twice, so that nobody knows beforehand which they are."""
    questionnaire = questionnaires.get(store.db, batch.questionnaire)
    entries = paper.entries(store.db, batch.code)
    first = {entry.number: entry for entry in entries if entry.round == FIRST}
    second = {entry.number: entry for entry in entries if entry.round != FIRST}
    pairs = {number: (first[number].answers, entry.answers) for number, entry in second.items()}
    asked = {one.code: place for place, one in enumerate(questions_of(batch, questionnaire), 1)}
    counting = responses.known(store.db, [entry.token for entry in second.values()])
    return Standing(
        forms=len(first),
        waiting=tuple(e for n, e in first.items() if n not in second and _drawn(key, batch, n)),
        agreement=agreement(list(pairs.values()), Mark.NOT_ASKED.value),
        differences=tuple(
            Difference(
                number,
                tuple(asked[questionnaire.questions[place].code] for place in places(*pair)),
                second[number].token in counting,
            )
            for number, pair in pairs.items()
            if pair[0] != pair[1]
        ),
    )


def correct(store: Store, batch: Batch, number: int, who: tuple[str, date]) -> None:
    """Let the second entry of a form count in place of the first, which is set aside and not edited.

    `who` are the name and the day. Raises NotFound without two entries that differ, AlreadyDecided when the
    first does not count any more.
    """
    with store.write() as db:
        first, second = (paper.find(db, batch.code, number, round_) for round_ in (FIRST, SECOND))
        kept = responses.get(db, first.token) if first else None
        if first is None or second is None or kept is None or first.answers == second.answers:
            raise NotFound(f"Phiếu số {number} không có hai lần nhập khác nhau.")
        decisions.set_aside(db, [first.token], Reason.SPOILED, REPLACED, *who)
        responses.add(db, replace(kept, token=second.token, answers=second.answers))
        audit.record(db, Action.SET_ASIDE, who[0], kept.unit, batch.code, f"1 phiếu, {REPLACED}")


def add(store: Store, batch: Batch, who: str) -> None:
    with store.write() as db:
        paper.add(db, batch)
        _record(db, batch, who, f"lập lô: {batch.label}")


def finish(store: Store, key: str, code: str, who: tuple[str, date]) -> None:
    """Keep how well the entries agreed and forget which number said what, on the disk too.

    Raises FinishedError: counted a second time, a batch would have no forms.
    """
    with store.write() as db:
        batch = paper.get(db, code)
        if batch.finished_on:
            raise FinishedError(f"Lô {batch.halves} đã kết thúc ngày {day(batch.finished_on)}.")
        found = standing(store, key, batch)
        told = found.agreement
        ended = replace(
            batch, forms=found.forms, checked=told.forms, compared=told.compared, different=told.different
        )
        paper.finish(db, ended, who[1])
        _record(db, batch, who[0], f"kết thúc lô: {found.forms} phiếu")
    store.settle()


def agreement_of(batch: Batch) -> Agreement:
    """How well the two entries of a finished batch agreed."""
    return Agreement(batch.checked, batch.compared, batch.different)


def _record(db: Database, batch: Batch, who: str, told: str) -> None:
    unit = points.get(db, batch.point).unit
    audit.record(db, Action.PAPER, who, unit, batch.code, told)


def _drawn(key: str, batch: Batch, number: int) -> bool:
    digest = hmac.digest(key.encode(), _PURPOSE + f"{batch.code}/{number}".encode(), hashlib.sha256)
    return int.from_bytes(digest[:8]) % _HUNDRED < batch.second_percent
