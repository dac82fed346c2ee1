"""All that the figures of a period depend on, as one canonical text: the same facts give the same bytes."""

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from itertools import chain

from analytics.answers import Answers
from survey import period, questionnaire
from survey.answer_matrix import answers_of
from survey.belonging import Tree, Trees, placed
from survey.closing.errors import SnapshotError
from survey.period import Calendar, Period
from survey.questionnaire import Questionnaire
from survey.remembered import remembered
from survey.store import closings
from survey.store.connection import Store
from survey.store.responses import Log
from survey.store.targets import Target
from survey.store.units import Unit

FORMAT = 1
# unit, point, channel, procedure, day, answers, how many people said just that
Row = tuple[str, str, str, str, str, str, int]
Said = tuple[str, str, str, str, str, str]
# What manages each unit, and which unit answers for one that ended.
KeptTree = tuple[Mapping[str, str], Mapping[str, str]]
# A row is about 600 bytes.
MOST_ROWS, CLOSINGS = 800_000, 256
# Written only where there is something to say, so that every older snapshot keeps its bytes.
SELDOM = ("former", "trees", "asked")
SPOILT = "Tệp không phải bản chốt kỳ, hoặc đã bị sửa."
NEWER = "Bản chốt kỳ này theo định dạng mới hơn phần mềm; hãy dùng bản phần mềm mới."


@dataclass(frozen=True, eq=False, kw_only=True)
class Facts:
    """What is known of a closed period beside the answers, of one unit with all below it.

    parents  by which unit each one is managed, on the last day of the period
    forms    the text of every questionnaire version that was answered
    former   units that ended within the period, with the one that answers for them on its last day
    trees    parents and former by label of a shorter period in it, where they were others on its last day
    asked    by questionnaire, the units where it lay open; empty where that was not written down
    """

    unit: str
    period: Period
    floor: int
    method: str
    program: str
    units: tuple[Unit, ...]
    parents: Mapping[str, str]
    targets: tuple[Target, ...]
    words: Mapping[str, str]
    forms: Mapping[str, str]
    former: Mapping[str, str] = field(default_factory=dict)
    trees: Mapping[str, KeptTree] = field(default_factory=dict)
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def questionnaire(self, key: str) -> Questionnaire:
        return questionnaire.parse(self.forms[key], key)


@dataclass(frozen=True, eq=False, kw_only=True)
class Snapshot(Facts):
    """A period and the one before it: what was answered, by questionnaire version, in their own order."""

    now: Mapping[str, tuple[Row, ...]]
    before: Mapping[str, tuple[Row, ...]]

    @property
    def responses(self) -> int:
        return sum(row[6] for rows in self.now.values() for row in rows)

    @property
    def is_whole(self) -> bool:
        """Whether every unit and questionnaire that the rows name is there."""
        rows = chain(*self.now.values(), *self.before.values())
        known = {unit.code for unit in self.units}
        return {row[0] for row in rows} <= known and self.now.keys() | self.before.keys() <= self.forms.keys()

    def answers(self, key: str, only: frozenset[str] | None = None, *, before: bool = False) -> Answers:
        """The valid questionnaires, of all units or of some, each under the unit that answers for it."""
        found = self.unmoved(key, only, before=before)
        known = {unit.code: unit for unit in self.units}
        then = {} if before else {label: Tree(*tree) for label, tree in self.trees.items()}
        trees = Trees(Tree(self.parents, self.former), then)
        return placed(found, trees, known, self.floor) if self.former or then else found

    def unmoved(self, key: str, only: frozenset[str] | None = None, *, before: bool = False) -> Answers:
        """The same under the units that stood over them when they were given."""
        shown = self.period.previous() if before else self.period
        known = {unit.code: unit for unit in self.units}
        log = self.log(key, only, before=before)
        return answers_of(self.questionnaire(key), log, known, self.parents, shown.parts())

    def log(self, key: str, only: frozenset[str] | None = None, *, before: bool = False) -> Log:
        """Each response as the log had it, of all units or of some."""
        rows = (self.before if before else self.now).get(key, ())
        return _log(row for row in rows if only is None or row[0] in only)


def written(snapshot: Snapshot) -> bytes:
    """The canonical text: UTF-8, NFC, names in order, no spaces, so that facts and bytes are one."""
    facts = {name: fact for name, fact in vars(snapshot).items() if name not in SELDOM or fact}
    told = {
        "format": FORMAT,
        **facts,
        "period": {"calendar": snapshot.period.calendar.value, "label": snapshot.period.label},
        "units": [vars(unit) for unit in snapshot.units],
        "targets": [vars(target) for target in snapshot.targets],
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def read(body: bytes) -> Snapshot:
    try:
        told = json.loads(body)
        if (made := told.pop("format")) != FORMAT:
            raise SnapshotError(NEWER if type(made) is int and made > FORMAT else SPOILT)
        named = told.pop("period")
        found = Snapshot(
            **{
                name: told[name]
                for name in ("unit", "floor", "method", "program", "parents", "words", "forms")
            },
            period=period.parse(named["label"], Calendar(named["calendar"])),
            units=tuple(Unit(**unit) for unit in told["units"]),
            targets=tuple(Target(**target) for target in told["targets"]),
            now=_rows(told["now"]),
            before=_rows(told["before"]),
            former=told.get("former", {}),
            trees={label: (areas, former) for label, (areas, former) in told.get("trees", {}).items()},
            asked={form: tuple(codes) for form, codes in told.get("asked", {}).items()},
        )
    except SnapshotError:
        raise
    # A wrong period is a ValueError too; text nested without end is a RecursionError.
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SnapshotError(SPOILT) from error
    if not found.is_whole:
        raise SnapshotError(SPOILT)
    return found


@remembered(MOST_ROWS, lambda kept: sum(map(len, (*kept.now.values(), *kept.before.values()))))
def snapshot_of(store: Store, number: int) -> Snapshot:
    """A closing is never edited, so what was read may be kept; an edited one is shown to nobody."""
    body = closings.body(store.db, number)
    if digest(body) != closings.get(store.db, number).digest:
        raise SnapshotError(closings.SPOILT.format(number))
    return read(body)


@remembered(CLOSINGS)
def facts_of(store: Store, number: int) -> Facts:
    """Light enough to be kept of every closing."""
    kept = snapshot_of(store, number)
    return Facts(**{one.name: getattr(kept, one.name) for one in fields(Facts)})


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


@remembered(2 * CLOSINGS)
def forms_of(store: Store, number: int, *, earlier: bool) -> tuple[tuple[str, str, int], ...]:
    """Responses by unit and questionnaire version in the period, or in the one before."""
    kept = snapshot_of(store, number)
    found: Counter[tuple[str, str]] = Counter()
    for key, rows in (kept.before if earlier else kept.now).items():
        for row in rows:
            found[row[0], key] += row[6]
    return tuple((unit, key, n) for (unit, key), n in sorted(found.items()))


def _log(rows: Iterable[Row]) -> Log:
    each = [row[:6] for row in rows for _ in range(row[6])]
    return Log(*(zip(*each, strict=True) if each else ((),) * 6))


def _rows(told: Mapping[str, list[list[object]]]) -> dict[str, tuple[Row, ...]]:
    return {key: tuple(_row(*row) for row in rows) for key, rows in told.items()}


def _row(*told: object) -> Row:
    unit, point, channel, procedure, day, answers, n = told
    said = (unit, point, channel, procedure, day, answers)
    if type(n) is not int or n < 1 or not all(type(one) is str for one in said):
        raise SnapshotError(SPOILT)
    return (*said, n)  # type: ignore[return-value]
