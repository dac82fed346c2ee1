"""Forms of a batch that say the same, question by question: perhaps one sheet that was keyed in twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from survey.digits import Mark
from survey.store import audit, decisions, paper, responses
from survey.store.audit import Action
from survey.store.connection import Store
from survey.store.decisions import Reason
from survey.store.errors import NotFound
from survey.store.paper import FIRST, Batch, Entry

TWICE = "một tờ giấy nhập hai lần"
# Our own rule: short forms, and forms with one answer throughout, are often the same by themselves.
FEWEST_QUESTIONS, FEWEST_ANSWERS = 12, 2


@dataclass(frozen=True)
class Twin:
    """The number of a form, and that of an earlier one which says the same."""

    number: int
    like: int


def twins(db: Database, batch: str) -> tuple[Twin, ...]:
    """Every form that counts and says the same as one before it, in the order of their numbers."""
    entries = [entry for entry in paper.entries(db, batch) if entry.round == FIRST]
    found = tuple(_repeats(sorted(entries, key=lambda entry: entry.number)))
    aside = decisions.among(db, [entry.token for entry, _ in found])
    return tuple(Twin(entry.number, like) for entry, like in found if entry.token not in aside)


def leave_out(store: Store, batch: Batch, number: int, who: tuple[str, date]) -> None:
    """Set a form aside because its sheet was keyed in twice.

    `who` are the name and the day. Raises NotFound for a form without a twin, AlreadyDecided when it does
    not count any more.
    """
    with store.write() as db:
        entry = paper.find(db, batch.code, number, FIRST)
        kept = responses.get(db, entry.token) if entry else None
        if entry is None or kept is None or number not in {one.number for one in twins(db, batch.code)}:
            raise NotFound(f"Phiếu số {number} không giống hệt phiếu nào trước nó, hoặc đã bỏ rồi.")
        decisions.set_aside(db, [entry.token], Reason.DUPLICATE, TWICE, *who)
        audit.record(db, Action.SET_ASIDE, who[0], kept.unit, batch.code, f"1 phiếu, {TWICE}")


def _repeats(entries: Iterable[Entry]) -> Iterable[tuple[Entry, int]]:
    first: dict[str, int] = {}
    for entry in entries:
        if _telling(entry.answers) and first.setdefault(entry.answers, entry.number) != entry.number:
            yield entry, first[entry.answers]


def _telling(answers: str) -> bool:
    said = answers.replace(Mark.NOT_ASKED.value, "")
    return len(said) >= FEWEST_QUESTIONS and len(set(said)) >= FEWEST_ANSWERS
