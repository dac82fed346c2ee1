"""Reading a period: what was closed as it was closed, the rest out of the log.

Else a year less its closed quarters would tell the three answers that came late.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from analytics.disclosure import Floor
from analytics.rollup import Method
from survey import naming
from survey.closing.snapshot import KeptTree, Row, Said, Snapshot, facts_of, forms_of, snapshot_of
from survey.period import ONE_DAY, Period
from survey.store import closings, organisation, points, questionnaires, responses, tallies, targets, units
from survey.store.closings import Closing
from survey.store.connection import Store
from survey.store.responses import Log
from survey.store.units import MANAGEMENT, Unit
from survey.version import VERSION

# Unit, questionnaire version, how many.
Form = tuple[str, str, int]


@dataclass(frozen=True)
class Stretch:
    """Days, both included, and the units read in them: out of a closing, or out of the log (number 0)."""

    first: date
    last: date
    units: frozenset[str]
    closing: int = 0


def stretches(store: Store, shown: Period, asked: frozenset[str]) -> list[Stretch]:
    """Every day of every unit once; closings of the period itself come before those of its parts."""
    inside = closings.inside(store.db, shown.calendar.value, shown.first, shown.last)
    found = list(_closed(store, inside, shown, asked))
    left = asked.difference(*(one.units for one in found))
    begins = shown.first
    for part in shown.parts():
        closed = list(_closed(store, inside, part, left))
        if closed:
            found.append(Stretch(begins, part.first - ONE_DAY, left))
            found += closed
            found.append(Stretch(part.first, part.last, left.difference(*(one.units for one in closed))))
            begins = part.last + ONE_DAY
    found.append(Stretch(begins, shown.last, left))
    return [one for one in found if one.units and one.first <= one.last]


def forms_in(store: Store, stretch: Stretch) -> list[Form]:
    if stretch.closing:
        found: Iterable[Form] = forms_of(store, stretch.closing, earlier=False)
    else:
        counts = tallies.responses_by_form(store.db, stretch.first, stretch.last)
        found = ((unit, key, n) for (unit, key), n in counts.items())
    return [form for form in found if form[0] in stretch.units]


def log_in(store: Store, stretch: Stretch, key: str, only: Collection[str]) -> Log:
    wanted = stretch.units & set(only)
    if stretch.closing:
        return snapshot_of(store, stretch.closing).log(key, wanted)
    return responses.log(store.db, key, sorted(wanted), stretch.first, stretch.last)


def logged(store: Store, stretch: Stretch) -> dict[str, Counter[Said]]:
    """How many said what, by questionnaire version."""
    keys = sorted({key for _, key, _ in forms_in(store, stretch)})
    logs = {key: log_in(store, stretch, key, stretch.units) for key in keys}
    return {key: Counter(zip(*vars(log).values(), strict=True)) for key, log in logs.items()}


def take(store: Store, unit: str, chosen: Period, codes: frozenset[str]) -> Snapshot:
    """Read a period out of the store, together with the one before."""
    db = store.db
    former = organisation.successions(db).former(codes, chosen.last)
    asked = codes | frozenset(former)
    shown = units.some(db, sorted(asked), chosen.last)
    tree = _tree(store, codes, codes, chosen)
    now, before = (_rows(store, one, asked) for one in (chosen, chosen.previous()))
    return Snapshot(
        unit=unit,
        period=chosen,
        floor=int(Floor.INSIDE),
        method=Method.MEAN_OF_ITEMS.value,
        program=VERSION,
        units=tuple(shown),
        parents=tree[0],
        targets=tuple(targets.on(db, chosen.last)),
        words=_words(store, shown, now),
        forms={key: questionnaires.body(db, key) for key in sorted(now.keys() | before.keys())},
        now=now,
        before=before,
        former=tree[1],
        trees={
            part.label: own for part in chosen.parts() if (own := _tree(store, asked, asked, part)) != tree
        },
        asked=points.asked(db, codes, chosen.last),
    )


def _tree(store: Store, codes: frozenset[str], acting: frozenset[str], shown: Period) -> KeptTree:
    """Who manages these units on the last day, and which of them answer for units that ended."""
    edges = {edge.child: edge.parent for edge in units.edges(store.db, MANAGEMENT, shown.last)}
    former = organisation.successions(store.db).former(acting, shown.last)
    return {code: edges[code] for code in sorted(codes & edges.keys())}, dict(sorted(former.items()))


def _closed(store: Store, known: Iterable[Closing], part: Period, asked: frozenset[str]) -> Iterator[Stretch]:
    """Each unit out of the first closing that has it: a merger told late puts it into its successor's too."""
    for found in known:
        if found.period == part.label:
            former = facts_of(store, found.number).former.keys()
            covered = closings.units_of(store.db, found.number) | former
            yield Stretch(part.first, part.last, asked & covered, found.number)
            asked -= covered


def _rows(store: Store, shown: Period, asked: frozenset[str]) -> dict[str, tuple[Row, ...]]:
    told: dict[str, Counter[Said]] = {}
    for stretch in stretches(store, shown, asked):
        for key, said in logged(store, stretch).items():
            told.setdefault(key, Counter()).update(said)
    return {key: tuple((*row, n) for row, n in sorted(told[key].items())) for key in sorted(told)}


def _words(store: Store, shown: Iterable[Unit], now: Mapping[str, tuple[Row, ...]]) -> dict[str, str]:
    used = {row[3] for rows in now.values() for row in rows} | {
        row[2] for rows in now.values() for row in rows
    }
    used |= {unit.code for unit in shown} | {unit.level for unit in shown}
    return {code: name for code, name in sorted(naming.words(store.db, shown).items()) if code in used}
