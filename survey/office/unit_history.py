"""One unit through time: its names, where it hung, what happened to it, the codes that count for it."""

from dataclasses import dataclass
from datetime import date

from flask import abort, render_template

from survey.clock import today
from survey.naming import levels
from survey.office.blueprint import bp
from survey.office.organisation import Told
from survey.organisation import picture, wording
from survey.organisation.kinds import kind_name
from survey.organisation.picture import Picture
from survey.running import running
from survey.store import organisation, points
from survey.store.organisation import ONE_DAY, Kind
from survey.store.points import Point
from survey.store.schema import FIRST_DAY, LAST_DAY
from survey.store.units import TREES, Unit


@dataclass(frozen=True)
class Span:
    """Something that held from one day to another; empty days are open ends."""

    what: str
    first: str
    last: str
    code: str = ""


@dataclass(frozen=True)
class History:
    unit: Unit
    name: str
    kind: str
    level: str
    life: Span
    heir: Span | None
    names: tuple[Span, ...]
    parents: tuple[Span, ...]
    children: tuple[tuple[str, tuple[Span, ...]], ...]
    points: tuple[Point, ...]
    events: tuple[Told, ...]

    @property
    def open(self) -> bool:
        """Whether anything can still happen to it."""
        return not self.life.last


# What can happen to a unit that is there.
LATER = (Kind.RENAME, Kind.MOVE, Kind.MERGE, Kind.SPLIT, Kind.CLOSE)


@bp.get("/to-chuc/don-vi/<code>")
def organisation_unit(code: str) -> str:
    whole = picture.read(running().store)
    if code not in whole.units:
        abort(404, f"Không có đơn vị mã “{code}”.")
    page = _history(whole, code, today())
    return render_template(
        "office/organisation_unit.html", page=page, kinds={kind: wording.KINDS[kind] for kind in LATER}
    )


def _history(whole: Picture, code: str, day: date) -> History:
    db, unit = running().store.db, whole.units[code]
    heir = whole.successors.get(code)
    happened = organisation.events(db, code)
    return History(
        unit=unit,
        name=whole.name(code, day),
        kind=kind_name(unit.kind),
        level=levels().get(unit.level, unit.level),
        life=_span("", unit.valid_from, unit.valid_to),
        heir=_span(whole.name(heir[0], day), heir[1], LAST_DAY, heir[0]) if heir else None,
        names=_names(whole, code),
        parents=_parents(whole, code),
        children=tuple((name, _children(whole, code, tree, day)) for tree, name in wording.TREES.items()),
        points=tuple(points.of_units(db, [code])),
        events=tuple(
            Told(e, wording.document(e.document), wording.happened(e, code, whole)) for e in happened
        ),
    )


def _names(whole: Picture, code: str) -> tuple[Span, ...]:
    """Latest first; each ends on the eve of the next."""
    unit = whole.units[code]
    given = {unit.valid_from: unit.name, **whole.names.get(code, {})}
    lasts = [(date.fromisoformat(first) - ONE_DAY).isoformat() for first in [*given][1:]]
    spans = zip(given.items(), [*lasts, LAST_DAY], strict=True)
    return tuple(_span(name, first, last) for (first, name), last in reversed([*spans]))


def _parents(whole: Picture, code: str) -> tuple[Span, ...]:
    """Latest first, tree by tree."""
    found = []
    for tree in TREES:
        for edge in reversed(whole.edges.get((code, tree), ())):
            name = whole.name(edge.parent, min(date.fromisoformat(edge.valid_to), today()))
            found.append(
                _span(f"{name} ({wording.TREES[tree]})", edge.valid_from, edge.valid_to, edge.parent)
            )
    return tuple(found)


def _children(whole: Picture, code: str, tree: str, day: date) -> tuple[Span, ...]:
    return tuple(Span(whole.name(child, day), "", "", child) for child in whole.children(code, tree, day))


def _span(what: str, first: str, last: str, code: str = "") -> Span:
    return Span(what, "" if first == FIRST_DAY else first, "" if last == LAST_DAY else last, code)
