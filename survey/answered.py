"""What the units one may see were told in a period: read once, kept until an answer is added."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from analytics.answers import Answers
from analytics.disclosure import Floor
from analytics.nesting import name_of
from analytics.releases import OWN
from survey import formats
from survey.answer_matrix import answers_of
from survey.belonging import Tree, Trees, placed
from survey.calendars import Members, Pair, marked, told
from survey.clock import today
from survey.closing.snapshot import facts_of, forms_of, snapshot_of
from survey.closing.taking import Form, Stretch, forms_in, log_in, stretches
from survey.period import Calendar, Period
from survey.remembered import remembered
from survey.running import Running
from survey.store import closings, decisions, organisation, tallies, units
from survey.store.responses import Log
from survey.store.units import MANAGEMENT

# From so many on, a review takes longer than a reader should wait: 2.5 ms a unit, 15 µs an answer.
LARGE_UNITS, LARGE_ANSWERS = 200, 20_000
# About 130 bytes each; a frame without any weighs as much as this many.
MOST_ANSWERS, EMPTY = 2_000_000, 500
MOST_MEMBERS = 1_000_000


@dataclass(frozen=True)
class Sight:
    """What is looked at: these units in this period, with groups smaller than the floor hidden.

    tree_of  the day whose tree, names and mergers count; None for the end of the period
    group  what a release of all units that the reader may see (`wider`) calls these; empty for all of them
    closed_only  in a period that is not closed, nobody is seen to have answered
    """

    units: frozenset[str]
    period: Period
    floor: int = Floor.INSIDE
    tree_of: date | None = None
    group: str = ""
    wider: frozenset[str] = frozenset()
    closed_only: bool = False

    @property
    def day(self) -> date:
        """A period that still runs has the tree of today."""
        return self.tree_of or min(self.period.last, today())

    @property
    def tree(self) -> str:
        """Which tree rolls the units up, to be said beside every figure."""
        which = "của kỳ" if self.tree_of is None else "hôm nay"
        return f"Gộp theo cây tổ chức {which} (ngày {formats.day(self.day)})."

    @property
    def whole(self) -> "Sight":
        """All that the reader may see."""
        return replace(self, units=self.wider, group="", wider=frozenset()) if self.group else self

    def at(self, other: Period) -> "Sight":
        """The same units in another period, so that a change is theirs and not that of a reform."""
        return replace(self, period=other, tree_of=self.day)


def part_of(sight: Sight, unit: str, wider: frozenset[str]) -> Sight:
    """A unit, or an area with its units, as one group of all that the reader may see and subtract from."""
    if sight.units == wider:
        return sight
    column = "unit" if sight.units == {unit} else "area"
    return replace(sight, group=name_of(column, unit), wider=wider)


@dataclass(frozen=True)
class Counted:
    """Responses by unit and questionnaire version in a period: tells a kept result from a stale one.

    day, revision  the day whose tree counts, and what changes with the trees and levels; no day for a
                   closed period as its own closing knew it
    former         units that ended, with the one that answers for them on that day
    closing        number of the closed period they are read from, 0 for the log; `earlier`: the period
                   before, as that closing knew it
    stretches      where they are read: closed parts of a longer period count as they were closed
    decided        changes when one is set aside and another comes, which leaves the numbers as they were
    beside         the years of quarters that a period of another calendar lies in
    """

    period: Period
    forms: tuple[tuple[str, str, int], ...]
    floor: int
    day: date | None
    revision: tuple[int, ...]
    former: tuple[tuple[str, str], ...] = ()
    decided: int = 0
    closing: int = 0
    earlier: bool = False
    stretches: tuple[Stretch, ...] = ()
    beside: tuple["Counted", ...] = ()

    @property
    def versions(self) -> list[str]:
        return sorted({key for _, key, _ in self.forms})

    @property
    def units(self) -> list[str]:
        return sorted({unit for unit, _, _ in self.forms})

    @property
    def large(self) -> bool:
        return len(self.units) >= LARGE_UNITS or sum(n for _, _, n in self.forms) >= LARGE_ANSWERS

    @property
    def logged(self) -> list[str]:
        """The units in whose name answers lie in the log: those that have ended too."""
        now = set(self.units)
        return sorted(now | {old for old, unit in self.former if unit in now})

    def only(self, key: str) -> "Counted":
        """One questionnaire in all its versions: an answer to another one leaves its figures alone."""
        own = tuple(form for form in self.forms if code_of(form[1]) == code_of(key))
        return replace(self, forms=own, beside=tuple(year.only(key) for year in self.beside))


def counted(live: Running, sight: Sight) -> Counted:
    """What was answered, out of the snapshot where the period is closed."""
    if _is_shut(live, sight):
        return Counted(sight.period, (), sight.floor, sight.day, ())
    return replace(_counted(live, sight), beside=_beside(live, sight))


def _is_shut(live: Running, sight: Sight) -> bool:
    shown = sight.period
    return sight.closed_only and not closings.covering(
        live.store.db, shown.calendar.value, shown.label, sight.units
    )


def _beside(live: Running, sight: Sight) -> tuple[Counted, ...]:
    """Quarters are planned by themselves; other calendars with all that these show, by their own trees."""
    if sight.period.calendar is Calendar.QUARTER:
        return ()
    own = replace(sight, tree_of=None)
    return tuple(_counted(live, replace(own, period=year)) for year in sight.period.years)


def _counted(live: Running, sight: Sight) -> Counted:
    db, shown = live.store.db, sight.period
    closing = closings.covering(db, shown.calendar.value, shown.label, sight.units)
    if closing:
        return _closed(live, sight, closing.number, earlier=False)
    tallies.fold(live.store)
    former = organisation.successions(db).former(sight.units, sight.day)
    asked = sight.units | frozenset(former)
    read = [(one, forms_in(live.store, one)) for one in stretches(live.store, shown, asked)]
    used = tuple(one for one, found in read if found)
    if len(used) == 1 and used[0].closing and (used[0].first, used[0].last) == (shown.first, shown.last):
        return _closed(live, sight, used[0].closing, earlier=False)
    forms = _labelled((form for _, found in read for form in found), former, sight.units)
    told, ended = organisation.state(db), tuple(sorted(former.items()))
    return Counted(shown, forms, sight.floor, sight.day, told, ended, decisions.number(db), stretches=used)


def first_told(live: Running, sight: Sight, key: str) -> date | None:
    """From when on these units, and those they answer for, were told anything by this questionnaire."""
    tallies.fold(live.store)
    former = organisation.successions(live.store.db).former(sight.units, sight.day)
    return tallies.first_bucket(live.store.db, code_of(key), sorted(sight.units | former.keys()))


def _log(live: Running, what: Counted, key: str) -> Log:
    logs = [log_in(live.store, one, key, what.logged) for one in what.stretches]
    columns = zip(*(vars(log).values() for log in logs), strict=True)
    return Log(*(tuple(chain.from_iterable(column)) for column in columns))


def before(live: Running, sight: Sight, now: Counted) -> Counted:
    """The period before: a closed one is compared with what its own snapshot knew."""
    if now.closing and not _is_shut(live, sight.at(sight.period.previous())):
        found = _closed(live, sight, now.closing, earlier=True)
        return replace(found, beside=_beside(live, replace(sight, period=sight.period.previous())))
    return counted(live, sight.at(sight.period.previous()))


def _closed(live: Running, sight: Sight, number: int, *, earlier: bool) -> Counted:
    """Out of a snapshot: as its own closing knew it, or by the tree of another day."""
    shown = sight.period.previous() if earlier else sight.period
    kept, day = facts_of(live.store, number), sight.tree_of
    former = organisation.successions(live.store.db).former(sight.units, day) if day else kept.former
    own = sight.units if day else sight.units | _ended_since(live, sight, number)
    forms = _labelled(forms_of(live.store, number, earlier=earlier), former, own)
    told = organisation.state(live.store.db) if day else ()
    ended = tuple(sorted(former.items()))
    return Counted(shown, forms, sight.floor, day, told, ended, closing=number, earlier=earlier)


def _ended_since(live: Running, sight: Sight, number: int) -> frozenset[str]:
    """Units that were closed with the others and ended, as was told later, within the period itself."""
    gone = organisation.gone_below(live.store.db, sight.units, sight.period.first, sight.day, None)
    return gone & closings.units_of(live.store.db, number)


def _labelled(forms: Iterable[Form], former: Mapping[str, str], shown: frozenset[str]) -> tuple[Form, ...]:
    """The numbers of units that have ended under those that answer for them."""
    found: Counter[tuple[str, str]] = Counter()
    for unit, key, n in forms:
        found[former.get(unit, unit), key] += n
    return tuple((unit, key, n) for (unit, key), n in sorted(found.items()) if unit in shown)


@remembered(MOST_ANSWERS, lambda found: EMPTY + sum(map(len, found.values())))
def answered(live: Running, what: Counted) -> dict[str, Answers]:
    """The valid questionnaires by questionnaire version; a version without any is left out."""
    if what.day is None:
        kept, only = snapshot_of(live.store, what.closing), frozenset(what.logged)
        found = {key: kept.answers(key, only, before=what.earlier) for key in what.versions}
    else:
        found = _by_tree(live, what, what.day)
    some = {key: answers for key, answers in found.items() if len(answers)}
    if not what.beside:
        return some
    return {key: marked(answers, _may_tell(live, what.beside, key)) for key, answers in some.items()}


def _may_tell(live: Running, years: tuple[Counted, ...], key: str) -> dict[Pair, Members]:
    found: dict[Pair, Members] = {}
    for year in years:
        found |= _told(live, year.only(key), key)
    return found


@remembered(MOST_MEMBERS, len)
def _told(live: Running, year: Counted, key: str) -> dict[Pair, Members]:
    answers = answered(live, year).get(key)
    return told(answers, year.floor) if answers else {}


def _by_tree(live: Running, what: Counted, day: date) -> dict[str, Answers]:
    """From the log, or from a snapshot, with units, levels and areas of that day."""
    db, shown = live.store.db, what.period
    known = {unit.code: unit for unit in units.some(db, what.logged)}
    trees = _trees(live, what, day)
    found = {}
    for key in what.versions:
        if what.closing:
            kept = snapshot_of(live.store, what.closing)
            whole = kept.unmoved(key, frozenset(what.logged), before=what.earlier)
        else:
            whole = answers_of(live.questionnaire(key), _log(live, what, key), known, {}, shown.parts())
        found[key] = placed(whole, trees, known, what.floor)
    return found


def _trees(live: Running, what: Counted, day: date) -> Trees:
    """The tree of that day, and those by which the period itself and its parts were shown."""
    db, acting = live.store.db, frozenset(what.logged)
    successions = organisation.successions(db)

    def tree(on: date) -> Tree:
        areas = {edge.child: edge.parent for edge in units.edges(db, MANAGEMENT, on)}
        return Tree(areas, successions.former(acting, on))

    begun = [part for part in what.period.parts() if part.first <= today()]
    then = {part.label: tree(min(part.last, today())) for part in begun}
    last = min(what.period.last, today())
    own = {OWN: tree(last)} if last != day else {}
    return Trees(Tree(tree(day).areas, dict(what.former)), then | own)


def code_of(key: str) -> str:
    """The questionnaire of a version: truong_hoc_thcs@2 → truong_hoc_thcs."""
    return key.partition("@")[0]


def of_form(answers: dict[str, Answers], key: str) -> Answers | None:
    """The answers to this version, else to another version of the same questionnaire."""
    others = [found for other, found in sorted(answers.items()) if code_of(other) == code_of(key)]
    return answers.get(key) or next(reversed(others), None)
