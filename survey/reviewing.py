"""Responses looked at again without what they say: an answer is no reason to lose it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from survey.answered import Sight
from survey.digits import Mark
from survey.store import audit, decisions, organisation
from survey.store.audit import Action
from survey.store.connection import Store
from survey.store.decisions import Listed, Reason

_UNSAID = {Mark.BLANK.value, Mark.NOT_ASKED.value}
LONGEST_WORDS = 300
COUNTED, ASIDE = "tinh", "loai"
# Fewer answers than these are alike by chance.
FEWEST_ALIKE = 10


@dataclass(frozen=True)
class Seen:
    """What may be seen of a response: never its answers, its comment, or its half of the day.

    alike  other responses of that point and day with the very same answers, where these are not all one
    """

    token: str
    day: str
    point: str
    channel: str
    answered: int
    asked: int
    commented: bool
    alike: int
    reason: Reason | None

    @property
    def state(self) -> str:
        return ASIDE if self.reason else COUNTED


def seen(found: Iterable[Listed]) -> list[Seen]:
    listed = list(found)
    same = Counter(_pattern(one) for one in listed)
    return [_seen(one, same[_pattern(one)]) for one in listed]


def set_aside(store: Store, tokens: Sequence[str], reason: Reason, words: str, who: tuple[str, date]) -> None:
    """Leave all of these out of the figures, or none; `who` are the name and the day."""
    with store.write() as db:
        of = Counter(one.unit for one in decisions.set_aside(db, tokens, reason, words, *who))
        _tell(db, of, who[0], f"loại vì {reason.label}: {words}")


def take_back(store: Store, tokens: Sequence[str], words: str, who: tuple[str, date]) -> None:
    """Count all of these again, or none."""
    with store.write() as db:
        of = Counter(one.unit for one in decisions.take_back(db, tokens, words, *who))
        _tell(db, of, who[0], f"lấy lại: {words}")


def left_out(db: Database, sight: Sight) -> Counter[str]:
    """How many responses of these units and days do not count, by the words of the reason."""
    found: Counter[str] = Counter()
    logged = organisation.successions(db).with_former(sight.units, sight.day)
    for one in decisions.counts(db, logged, sight.period.first, sight.period.last):
        found[one.reason.label] += one.responses
    return found


def _tell(db: Database, of: Counter[str], who: str, detail: str) -> None:
    """How many of which unit, and never which: the log has minutes."""
    for unit, count in sorted(of.items()):
        audit.record(db, Action.SET_ASIDE, who, unit, detail=f"{count} phiếu, {detail}")


def _seen(one: Listed, same: int) -> Seen:
    said = [character for character in one.answers if character not in _UNSAID]
    asked = len(one.answers) - one.answers.count(Mark.NOT_ASKED.value)
    telling = len(said) >= FEWEST_ALIKE and len(set(said)) > 1
    return Seen(
        one.token,
        one.day,
        one.point,
        one.channel,
        len(said),
        asked,
        bool(one.comment),
        same - 1 if telling else 0,
        one.reason,
    )


def _pattern(one: Listed) -> tuple[str, ...]:
    return one.point, one.day, one.questionnaire, one.answers
