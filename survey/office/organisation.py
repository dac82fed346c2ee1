"""The organisation as a whole: both trees on any day, and a search through all names there ever were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort, render_template, request

from survey import formats
from survey.alphabet import search
from survey.clock import today
from survey.loading import cells
from survey.office import links
from survey.office.blueprint import bp
from survey.organisation import picture, wording
from survey.organisation.kinds import kind_name
from survey.organisation.picture import Picture
from survey.running import running
from survey.store import organisation
from survey.store.organisation import Event, Kind
from survey.store.units import MANAGEMENT, TREES

MOST_FOUND = 100
LATEST = 10
# A branch this small is shown open.
OPEN_UP_TO = 40


@dataclass(frozen=True)
class Node:
    """`below` counts all units below it."""

    code: str
    name: str
    kind: str
    children: tuple["Node", ...]
    below: int

    @property
    def open(self) -> bool:
        return self.below <= OPEN_UP_TO


@dataclass(frozen=True)
class Found:
    """One unit of a search: its name that day, its other names, the way to it; why it is absent that day."""

    code: str
    name: str
    kind: str
    others: tuple[str, ...]
    path: tuple[str, ...]
    absent: str


@dataclass(frozen=True)
class Told:
    """One event as a line of a page."""

    event: Event
    document: str
    sentence: str


@bp.get("/to-chuc")
def organisation_tree() -> str:
    db, day = running().store.db, _day()
    whole = picture.read(running().store)
    tree, sought = _tree(), links.sought()
    found = _search(whole, sought, tree, day) if sought else []
    latest = organisation.latest(db, LATEST)
    return render_template(
        "office/organisation.html",
        nodes=() if sought else _nodes(whole, tree, day),
        found=found[:MOST_FOUND],
        more=len(found) > MOST_FOUND,
        sought=sought,
        tree=tree,
        trees=wording.TREES,
        day=day,
        # Whoever is signed in belongs to a unit.
        empty=len(whole.units) == 1,
        latest=[Told(e, wording.document(e.document), wording.summary(e, whole)) for e in latest],
        create=Kind.CREATE,
    )


def _tree() -> str:
    tree = request.args.get("theo", MANAGEMENT)
    return tree if tree in TREES else abort(404, f"Không có cây “{tree}”.")


def _day() -> date:
    asked = request.args.get("ngay", "").strip()
    try:
        return date.fromisoformat(cells.day(asked)) if asked else today()
    except ValueError as error:
        abort(404, f"“{asked}” {error}.")


def _nodes(whole: Picture, tree: str, day: date) -> tuple[Node, ...]:
    below = whole.below(tree, day)
    # What hangs below a unit that is not there yet, or no more, stands at the top.
    hung = {child for parent, own in below.items() if whole.active(parent, day) for child in own}
    tops = [code for code in whole.units if whole.active(code, day) and code not in hung]
    return tuple(_node(whole, code, below, day, frozenset()) for code in whole.sorted(tops, day))


def _node(
    whole: Picture, code: str, below: Mapping[str, list[str]], day: date, above: frozenset[str]
) -> Node:
    own = [child for child in below.get(code, ()) if child not in above and whole.active(child, day)]
    path = above | {code}
    children = tuple(_node(whole, child, below, day, path) for child in whole.sorted(own, day))
    count = len(children) + sum(child.below for child in children)
    return Node(code, whole.name(code, day), kind_name(whole.units[code].kind), children, count)


def _search(whole: Picture, sought: str, tree: str, day: date) -> list[Found]:
    known = (_found(whole, code, tree, day) for code in whole.sorted(whole.units, day))
    return search(known, sought, lambda one: " ".join([one.code, one.name, *one.others]))


def _found(whole: Picture, code: str, tree: str, day: date) -> Found:
    unit, name = whole.units[code], whole.name(code, day)
    names = dict.fromkeys([unit.name, *whole.names.get(code, {}).values()])
    path = tuple(whole.name(one, day) for one in reversed(whole.above(code, tree, day)))
    others = tuple(one for one in names if one != name)
    return Found(code, name, kind_name(unit.kind), others, path, _absent(whole, code, day))


def _absent(whole: Picture, code: str, day: date) -> str:
    """Empty while the unit is there."""
    unit, heir = whole.units[code], whole.successors.get(code)
    if whole.active(code, day):
        return ""
    if unit.valid_from > day.isoformat():
        return f"hoạt động từ {formats.day(unit.valid_from)}"
    told = f"ngừng hoạt động sau {formats.day(unit.valid_to)}"
    return f"{told}, {whole.name(heir[0], day)} tiếp nhận" if heir else told
