"""The whole organisation in memory: names, both trees and successors on any day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from survey.alphabet import folded, order
from survey.store import organisation, units
from survey.store.connection import Store
from survey.store.organisation import ONE_DAY, Changes, Successions
from survey.store.units import Edge, Unit

# Child and tree.
Place = tuple[str, str]


@dataclass(frozen=True)
class Picture:
    """units under their first names; names given later and edges in the order of their days"""

    units: Mapping[str, Unit]
    names: Mapping[str, Mapping[str, str]]
    edges: Mapping[Place, tuple[Edge, ...]]
    successors: Successions

    def name(self, code: str, day: date) -> str:
        """The name of that day; the code itself for a unit that nobody knows."""
        if code not in self.units:
            return code
        given = [name for first, name in self.names.get(code, {}).items() if first <= day.isoformat()]
        return given[-1] if given else self.units[code].name

    def called(self, name: str, day: date) -> list[str]:
        """The units of that day with this whole name, with or without marks."""
        wanted = folded(" ".join(name.split()))
        return [
            code for code in self.units if self.active(code, day) and folded(self.name(code, day)) == wanted
        ]

    def active(self, code: str, day: date) -> bool:
        unit = self.units.get(code)
        return unit is not None and unit.valid_from <= day.isoformat() <= unit.valid_to

    def parent(self, code: str, tree: str, day: date) -> str | None:
        edge = self._edge(code, tree, day)
        return edge.parent if edge else None

    def children(self, code: str, tree: str, day: date) -> list[str]:
        """In Vietnamese order of the names of that day."""
        return self.sorted(self.below(tree, day).get(code, ()), day)

    def below(self, tree: str, day: date) -> dict[str, list[str]]:
        """Parent → its children on that day."""
        found: dict[str, list[str]] = {}
        for edge in self.on(tree, day):
            found.setdefault(edge.parent, []).append(edge.child)
        return found

    def on(self, tree: str, day: date) -> Iterator[Edge]:
        """The edges of a tree on that day."""
        told = day.isoformat()
        for (_, own), edges in self.edges.items():
            yield from (e for e in edges if own == tree and e.valid_from <= told <= e.valid_to)

    def sorted(self, codes: Iterable[str], day: date) -> list[str]:
        return sorted(codes, key=lambda code: order(self.name(code, day)))

    def above(self, code: str, tree: str, day: date) -> list[str]:
        """The parent, its parent, and so on; ends when it comes round."""
        found: list[str] = []
        parent = self.parent(code, tree, day)
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.parent(parent, tree, day)
        return found

    def latest_change(self, code: str) -> str:
        """The last day on which a name or a parent of the unit began to hold."""
        begun = [*self.names.get(code, {})]
        begun += [edge.valid_from for place in self._places(code) for edge in self.edges[place]]
        return max(begun, default="")

    def joins_later(self, code: str, day: date) -> str:
        """A unit that is known to come below this one after that day; empty when none does."""
        told = day.isoformat()
        coming = (e for own in self.edges.values() for e in own if e.parent == code and e.valid_from > told)
        return next((edge.child for edge in coming), "")

    def later_days(self, tree: str, day: date) -> list[date]:
        """The days after that one on which something in the tree changes."""
        begun = {e.valid_from for (_, own), edges in self.edges.items() if own == tree for e in edges}
        return sorted(date.fromisoformat(first) for first in begun if first > day.isoformat())

    def after(self, changes: Changes, day: date) -> "Picture":
        """The organisation once this is recorded."""
        first, eve = day.isoformat(), (day - ONE_DAY).isoformat() if day > date.min else ""
        known = {**self.units, **{unit.code: unit for unit in changes.founded}}
        edges = dict(self.edges)
        for unit in changes.ended:
            known[unit] = replace(known[unit], valid_to=min(known[unit].valid_to, eve))
            for place in self._places(unit):
                edges[place] = _ended(edges[place], eve)
        founded = {unit.code: unit for unit in changes.founded}
        for move in changes.moves:
            place = (move.child, move.tree)
            since = founded[move.child].valid_from if move.child in founded else first
            until = known[move.child].valid_to
            kept = tuple(e for e in _ended(edges.get(place, ()), eve) if e.valid_from < since)
            edges[place] = (*kept, Edge(move.child, move.parent, move.tree, since, until))
        names = {**self.names}
        for unit, name in changes.names.items():
            names[unit] = dict(sorted({**names.get(unit, {}), first: name}.items()))
        heirs = {unit: (successor, first) for unit, successor in changes.successors.items()}
        return Picture(known, names, edges, Successions({**self.successors, **heirs}))

    def _edge(self, code: str, tree: str, day: date) -> Edge | None:
        told = day.isoformat()
        found = self.edges.get((code, tree), ())
        return next((edge for edge in found if edge.valid_from <= told <= edge.valid_to), None)

    def _places(self, code: str) -> list[Place]:
        return [(code, tree) for tree in units.TREES if (code, tree) in self.edges]


def _ended(edges: tuple[Edge, ...], eve: str) -> tuple[Edge, ...]:
    return tuple(replace(edge, valid_to=min(edge.valid_to, eve)) for edge in edges)


def read(store: Store) -> Picture:
    db = store.db
    edges: dict[Place, list[Edge]] = {}
    for edge in organisation.edges(db):
        edges.setdefault((edge.child, edge.tree), []).append(edge)
    return Picture(
        {unit.code: unit for unit in units.first_names(db)},
        organisation.names(db),
        {place: tuple(found) for place, found in edges.items()},
        organisation.successions(db),
    )
