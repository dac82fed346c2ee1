"""The groups a release speaks about, as sets of indivisible cells."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from graphlib import CycleError, TopologicalSorter

import numpy as np
import pandas as pd

UNBOUNDED = 2**40


class Kind(Enum):
    """UNIT can be shown or hidden; REST is only implied by a subtraction.

    EARLIER is out for good, WITHHELD was hidden then and stays so. A LEFT_OUT group is not shown either,
    but nobody is to be protected in it.
    """

    UNIT = auto()
    REST = auto()
    EARLIER = auto()
    WITHHELD = auto()
    LEFT_OUT = auto()


@dataclass(frozen=True)
class Atom:
    """Answers that no figure ever splits: n of them, x satisfied, and what a reader knows of n beforehand."""

    n: int
    x: int
    least: int
    most: int


@dataclass(frozen=True)
class Group:
    """Anything with a count: a unit, what a unit has beyond its children, a figure of an earlier release."""

    name: str
    kind: Kind
    atoms: frozenset[int]
    children: tuple[int, ...]
    n: int


@dataclass(frozen=True)
class Cells:
    """Atoms and the groups made of them, children before parents. `with_x`: shares are released too."""

    atoms: tuple[Atom, ...]
    groups: tuple[Group, ...]
    with_x: bool

    def total(self, atoms: Iterable[int]) -> tuple[int, int]:
        """Answers and satisfied answers in these atoms together."""
        chosen = [self.atoms[a] for a in atoms]
        return sum(a.n for a in chosen), sum(a.x for a in chosen)


@dataclass
class _Draft:
    """Cells while the tree is walked."""

    atoms: list[Atom] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    place: dict[str, int] = field(default_factory=dict)
    earlier: Mapping[str, Kind] = field(default_factory=dict)

    def add(self, name: str, kind: Kind, atoms: frozenset[int], children: tuple[int, ...]) -> int:
        n = sum(self.atoms[a].n for a in atoms)
        self.groups.append(Group(name, kind, atoms, children, n))
        return len(self.groups) - 1

    def new_atom(self, atom: Atom) -> frozenset[int]:
        self.atoms.append(atom)
        return frozenset([len(self.atoms) - 1])


def read_cells(counts: pd.DataFrame) -> Cells:
    """Turn a table of units into atoms and groups.

    A leaf is one atom. A unit with more answers than its children together has one more atom, the rest,
    because a reader can subtract. A parent without a row of its own is the sum of its children.
    Raises ValueError for a unit named twice, a circle of parents, or counts that contradict each other.
    """
    table = _checked(counts)
    children = _children(table)
    own = dict(zip(table.index, _atoms(table), strict=True))
    draft = _Draft(earlier=_decided(table))
    for name in _bottom_up(children):
        _place(draft, str(name), children[name], own.get(name))
    return Cells(tuple(draft.atoms), tuple(draft.groups), "x" in table.columns)


def _checked(counts: pd.DataFrame) -> pd.DataFrame:
    table = counts.set_axis(counts.index.astype(str), axis=0)
    twice = table.index[table.index.duplicated()]
    if len(twice):
        raise ValueError(f"Đơn vị “{twice[0]}” có hai dòng.")
    return table


def _children(table: pd.DataFrame) -> dict[str, list[str]]:
    # One group may lie in another by several columns; a province has thousands below it.
    children: dict[str, dict[str, None]] = {name: {} for name in table.index}
    for column in [c for c in table.columns if str(c).startswith("parent")]:
        named = table[column].dropna().astype(str)
        for name, parent in named[named != ""].items():
            children.setdefault(parent, {})[str(name)] = None
    return {parent: list(below) for parent, below in children.items()}


def _bottom_up(children: dict[str, list[str]]) -> list[str]:
    try:
        return list(TopologicalSorter(children).static_order())
    except CycleError as circle:
        raise ValueError(f"Đơn vị “{circle.args[1][0]}” nằm trong chính nó.") from circle


def _with_defaults(table: pd.DataFrame) -> pd.DataFrame:
    columns = {
        "n": table["n"],
        "x": table.get("x", 0),
        # That a unit is listed as hidden tells that somebody answered.
        "least": table.get("least", table["n"].clip(upper=1)),
        "most": table.get("most", UNBOUNDED),
    }
    return pd.DataFrame(columns, index=table.index).fillna({"most": UNBOUNDED}).astype(np.int64)


def _decided(table: pd.DataFrame) -> dict[str, Kind]:
    """What earlier releases decided: shown figures cannot be taken back, hidden ones are not shown now."""
    kinds = {True: Kind.EARLIER, False: Kind.WITHHELD}
    told = table["released"].dropna() if "released" in table else pd.Series(dtype=bool)
    decided = {str(name): kinds[bool(shown)] for name, shown in told.items()}
    if "left_out" in table:
        decided |= {str(name): Kind.LEFT_OUT for name in table.index[table["left_out"]]}
    return decided


def _atoms(table: pd.DataFrame) -> Iterator[Atom]:
    # A row of a frame is a frame's worth of work, and there are thousands for every question.
    for n, x, least, most in _with_defaults(table).to_numpy().tolist():
        yield Atom(n, x, min(least, n), max(most, n))


def _place(draft: _Draft, name: str, children: list[str], own: Atom | None) -> None:
    places = tuple(draft.place[c] for c in children)
    below: frozenset[int] = frozenset().union(*(draft.groups[p].atoms for p in places))
    if own is not None and not children:
        below = draft.new_atom(own)
    elif own is not None and (rest := _rest(draft, name, below, own)) is not None:
        atoms = draft.new_atom(rest)
        places, below = (*places, draft.add(name, Kind.REST, atoms, ())), below | atoms
    draft.place[name] = draft.add(name, draft.earlier.get(name, Kind.UNIT), below, places)


def _rest(draft: _Draft, name: str, below: frozenset[int], own: Atom) -> Atom | None:
    """What a unit has beyond its children; None when nothing."""
    n = own.n - sum(draft.atoms[a].n for a in below)
    x = own.x - sum(draft.atoms[a].x for a in below)
    if n < 0 or not 0 <= x <= n:
        raise ValueError(f"Đơn vị “{name}”: số phiếu không khớp với tổng các đơn vị trực thuộc.")
    return Atom(n, x, 0, UNBOUNDED) if n else None
