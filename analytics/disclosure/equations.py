"""What the published figures say about the cells that are not published."""

from collections.abc import Collection
from dataclasses import dataclass

from analytics.disclosure.cells import Cells


@dataclass(frozen=True)
class Equation:
    """The free atoms of a published group add up to n answers, x of them satisfied."""

    group: int
    atoms: frozenset[int]
    n: int
    x: int


@dataclass(frozen=True)
class Component:
    """Equations that share atoms; atoms of different components know nothing of each other."""

    equations: tuple[Equation, ...]
    atoms: frozenset[int]


def inside(cells: Cells, published: Collection[int], group: int) -> list[int]:
    """The largest published groups strictly inside a group, none overlapping another."""
    found: list[int] = []
    taken: set[int] = set()
    waiting = list(cells.groups[group].children)
    while waiting:
        child = waiting.pop()
        if child in published and not taken & cells.groups[child].atoms:
            found.append(child)
            taken |= cells.groups[child].atoms
        elif child not in published:
            waiting.extend(cells.groups[child].children)
    return found


def remainders(cells: Cells, published: Collection[int]) -> dict[int, frozenset[int]]:
    """Per published group the atoms left after subtracting the published groups inside it."""
    return {
        group: cells.groups[group].atoms.difference(
            *(cells.groups[k].atoms for k in inside(cells, published, group))
        )
        for group in sorted(published)
    }


def equations(cells: Cells, published: Collection[int]) -> list[Equation]:
    """One equation per published group that still has unknown atoms after all subtractions."""
    left = {group: atoms for group, atoms in remainders(cells, published).items() if atoms}
    fixed: set[int] = {a for a, atom in enumerate(cells.atoms) if atom.n == 0}
    while more := {a for atoms in left.values() if len(atoms - fixed) == 1 for a in atoms - fixed}:
        fixed |= more
    return [
        Equation(g, atoms - fixed, *cells.total(atoms - fixed)) for g, atoms in left.items() if atoms - fixed
    ]


def known_atoms(cells: Cells, found: list[Equation], published: Collection[int]) -> set[int]:
    """Atoms whose count every reader can work out: covered by a published group, free in no equation."""
    covered: set[int] = set().union(*(cells.groups[g].atoms for g in published))
    empty = {a for a, atom in enumerate(cells.atoms) if atom.n == 0}
    return (covered | empty).difference(*(e.atoms for e in found))


def components(found: list[Equation]) -> list[Component]:
    """Split the equations into independent systems."""
    owner: dict[int, int] = {}
    members: dict[int, list[Equation]] = {}
    for number, equation in enumerate(found):
        touched = {owner[a] for a in equation.atoms if a in owner}
        joined = [equation] + [e for t in touched for e in members.pop(t)]
        members[number] = joined
        owner.update((a, number) for e in joined for a in e.atoms)
    return [Component(tuple(g), frozenset().union(*(e.atoms for e in g))) for g in members.values()]
