"""What periods of a second calendar may show, where those of the first are shown whatever the second says.

Calendars cut the year at other days: a unit's quarter less its reporting window is half a month of answers.
All periods of all calendars are sums of slices, the stretches between two days at which any period begins.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.answers import Answers, Places, places_of
from analytics.disclosure.hypercube import Counts, Mask, Rectangles, rectangles
from analytics.nesting import NESTED, name_of, planned
from analytics.releases import PART, TOTAL, Part

SLICE = "slice"

Told = frozenset[tuple[str, str]]


def told_in_slices(answers: Answers, floor: int, columns: Sequence[str] = NESTED) -> Told:
    """Name the groups that each slice of a year may tell: pairs of the slice and the group.

    Parameters
    ----------
    answers : a year of the first calendar; `about` has `part` (quarters, cut by slices too) and `slice`.
    columns : the first is the finest breakdown, what it adds up to follows.

    Returns
    -------
    Pairs (slice, `name_of` a group, or TOTAL). A period of another calendar that shows a group only where all
    its slices tell it adds nothing to what is proved here; neither do all such periods together.

    Method: a small cell (unit × slice) is hidden with a rectangle of two units and two slices of one quarter.
    Answers moved around it change no quarter of any unit, so nothing that the first calendar shows, now or in
    a longer period; a level or area is told only in slices where no rectangle leads across its border. Units
    that a quarter or a longer period hides stay hidden in its slices, together with others (`_with_cover`)
    that are large enough to take up in every slice what the hidden ones could have had instead. A quarter in
    which that cannot be done tells nothing. Decision of this project; rectangles: see `hidden_cells`.
    """
    _, made = planned(answers, floor, columns)
    parts = places_of(answers, PART) if PART in answers.about else {"": np.arange(len(answers))}
    quarters = [_Quarter(answers.about, part, rows, made, floor) for part, rows in parts.items() if len(rows)]
    return frozenset(pair for quarter in quarters for pair in quarter.told())


@dataclass(frozen=True, eq=False)
class _Quarter:
    """One quarter as a table of units by slices, and the releases that it is a part of."""

    about: pd.DataFrame
    part: str
    rows: Places
    made: Sequence[Part]
    floor: int

    @cached_property
    def releases(self) -> list[Part]:
        return [one for one in self.made if self.part in one.release.parts]

    @property
    def first(self) -> str:
        """The finest breakdown."""
        return next(iter(self.made[-1].keys))

    @cached_property
    def units(self) -> pd.DataFrame:
        """The unit of every row by its names in all releases: as far as any of them tells answers apart."""
        names = pd.DataFrame({one.release.label: one.keys[self.first][self.rows] for one in self.releases})
        whose = names.groupby(list(names.columns), sort=True).ngroup().to_numpy()
        return pd.DataFrame({"unit": whose, "row": self.rows, "slice": self._slices})

    @cached_property
    def _slices(self) -> npt.NDArray[np.object_]:
        return self.about[SLICE].to_numpy(dtype=object)[self.rows]

    @cached_property
    def table(self) -> pd.DataFrame:
        return pd.crosstab(self.units["unit"], self.units["slice"])

    @cached_property
    def counts(self) -> Counts:
        return self.table.to_numpy(dtype=np.int64)

    @cached_property
    def groups(self) -> Mapping[str, npt.NDArray[np.object_]]:
        """By column the group of each unit as it is called now."""
        places = self.units.groupby("unit")["row"].first().to_numpy()
        return {column: keys[places] for column, keys in self.made[-1].keys.items()}

    def told(self) -> Iterator[tuple[str, str]]:
        found = self._hidden
        if found is None:
            return
        kept, boxes = found
        columns = range(len(self.table.columns))
        together = [(np.flatnonzero(kept), tuple(columns))] if kept.any() else []
        together += [(np.array([one, other]), (at, to)) for one, other, at, to in boxes.closed]
        for name, inside in self._named():
            divided = {at for units, over in together for at in over if _is_divided(inside[units])}
            may = [
                at for at in columns if at not in divided and self._may_tell(name, inside, at, boxes.hidden)
            ]
            yield from ((str(self.table.columns[at]), name) for at in may)

    @property
    def _hidden(self) -> tuple[Mask, Rectangles] | None:
        """The units of which no slice is told, and the hidden cells; None where nothing is large enough.

        A unit with a small cell that no rectangle protects joins those that a release hides.
        """
        alone = self._is_hidden_somewhere
        while (kept := _with_cover(self.counts, alone, self.floor)) is not None:
            small = (self.counts > 0) & (self.counts < self.floor) & ~alone[:, None]
            never = (self.counts > 0) & kept[:, None]
            boxes = rectangles(self.counts, self.floor, small, small | never, self._distance)
            if not boxes.unsafe:
                return kept, boxes
            alone = alone.copy()
            alone[[unit for unit, _ in boxes.unsafe]] = True
        return None

    @cached_property
    def _distance(self) -> Counts:
        """In how many of the other columns two units differ."""
        above = [keys for column, keys in self.groups.items() if column != self.first]
        apart = np.zeros((len(self.counts),) * 2, dtype=np.int64)
        for keys in above:
            apart += keys[:, None] != keys[None, :]
        return apart

    def _named(self) -> Iterator[tuple[str, Mask]]:
        """Every group that all releases of this quarter show, and which units lie in it."""
        if self._is_out(TOTAL):
            yield TOTAL, np.ones(len(self.counts), dtype=bool)
        for column, keys in self.groups.items():
            for key in sorted(set(keys)):
                if self._is_out(name_of(column, key)):
                    yield name_of(column, key), keys == key

    def _is_out(self, name: str) -> bool:
        return all(bool(one.table["released"].get(name, False)) for one in self.releases)

    def _may_tell(self, name: str, inside: Mask, at: int, hidden: Mask) -> bool:
        if name.startswith(name_of(self.first, "")) and hidden[inside, at].any():
            return False
        n = int(self.counts[inside, at].sum())
        return n == 0 or n >= self.floor

    @property
    def _is_hidden_somewhere(self) -> Mask:
        """Units that the quarter or a longer period hides."""
        rows = self.units.groupby("unit")["row"].first().to_numpy()
        out = [(one.keys[self.first], one.table["released"].to_dict()) for one in self.releases]
        return np.array(
            [not all(shown.get(name_of(self.first, keys[row]), False) for keys, shown in out) for row in rows]
        )


def _is_divided(inside: Mask) -> bool:
    """Whether a border runs between these units: some of them lie inside and some outside."""
    return bool(inside.any() and not inside.all())


def _with_cover(counts: Counts, alone: Mask, floor: int) -> Mask | None:
    """Add the largest other units until they can take up, in every slice, what those could have instead.

    That is a move of `floor` answers for each, and never more than they have.
    """
    needed = min(int(counts[alone].sum()), floor * int(alone.sum()))
    chosen, room = alone.copy(), np.zeros(counts.shape[1], dtype=np.int64)
    for unit in np.argsort(-counts.min(axis=1), kind="stable"):
        if room.min() >= needed:
            break
        if not alone[unit]:
            chosen[unit] = True
            room += np.maximum(counts[unit] - 1, 0)
    return chosen if room.min() >= needed else None
