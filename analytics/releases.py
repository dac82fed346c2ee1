"""The periods that are, or were, shown of the same answers, and the groups that each of them had."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.answers import Places

TOTAL = "\x00total"
# The shorter period of the same calendar that an answer lies in; blank in none.
PART = "part"
# Answers in no part: a rest that no page shows by itself.
REST = "\x00rest"
# The same period as its own last day saw it, where it is rolled up by the tree of another day.
OWN = "\x00own"

Keys = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Release:
    """A period that is, or was, shown: its parts, and the two earlier releases that it is the sum of."""

    label: str
    parts: frozenset[str]
    pieces: tuple[str, ...] = ()

    def name(self, group: str) -> str:
        return f"{self.label}\x00{group}" if self.label and group else group


WHOLE = Release("", frozenset([""]))


def releases(parts: Iterable[str]) -> Iterator[Release]:
    """Every part, every run of parts from the first on, the rest; the whole comes last."""
    keys = sorted(parts)
    named = [key for key in keys if key]
    so_far: tuple[str, ...] = ()
    for at, part in enumerate(named if len(keys) > 1 else ()):
        yield Release(part, frozenset([part]))
        so_far = (*so_far, part)
        if 0 < at < len(keys) - 1:
            yield Release("+".join(named[: at + 1]), frozenset(named[: at + 1]), so_far)
            so_far = ("+".join(named[: at + 1]),)
    if named and "" in keys:
        yield Release(REST, frozenset([""]))
        so_far = (*so_far, REST)
    yield Release("", frozenset(keys), so_far)


def then(column: str, release: str) -> str:
    """The column of `about` with the groups as a release had them: before a unit moved or merged."""
    return f"{column}@{release}"


def beside(column: str) -> str:
    """The column of `about` that is true where another calendar leaves too few of a group; of all for ''."""
    return f"{column or PART}@beside"


def is_beside(about: pd.DataFrame) -> bool:
    """Whether the period is of another calendar than the first, which is planned by itself."""
    return beside("") in about


def planned_with(about: pd.DataFrame, columns: Iterable[str]) -> list[str]:
    """These columns of `about`, and those that a plan needs to know what was shown before."""
    wanted = {*columns, PART}
    return [column for column in about.columns if column.partition("@")[0] in wanted]


@dataclass(frozen=True, eq=False)
class Part:
    """The groups of one release: n of each, what they add up to, and where their answers stand."""

    release: Release
    keys: Mapping[str, Keys]
    rows: Mapping[str, Places]
    table: pd.DataFrame

    def showing(self, out: bool | Sequence[bool]) -> "Part":
        return replace(self, table=self.table.assign(released=out))

    def named(self, above: Sequence["Part"]) -> pd.DataFrame:
        """The groups under the names of their release, each also lying in a group of the releases above."""
        columns = [column for column in self.table.columns if str(column).startswith("parent")]
        named = self.table[columns].fillna("").map(self.release.name)
        within = {
            f"parent_of_{one.release.label}": [one.release.name(g) for g in self.places_in(one).values()]
            for one in above
        }
        found = self.table.assign(**{str(column): named[column] for column in columns}, **within)
        return found.set_axis([self.release.name(group) for group in self.table.index], axis=0)

    def places_in(self, above: "Part") -> dict[str, str]:
        """The group of a longer release that each group lies in as a whole; blank where it was divided."""
        return {group: self._place_in(above, group) for group in self.table.index}

    def _place_in(self, above: "Part", group: str) -> str:
        column, _, _ = group.partition("\x00")
        if not column or self.keys[column] is above.keys[column]:
            return group
        found = set(above.keys[column][self.rows[group]])
        return f"{column}\x00{found.pop()}" if len(found) == 1 else ""

    def made_up_of(self, units: Iterable[str]) -> list[str]:
        """Groups of which all units are among these: known with them, whatever they were called before."""
        first, *others = self.keys
        left = {name for name in self.rows if name.startswith(f"{first}\x00")} - set(units)
        rest = [self.rows[name][0] for name in left]
        touched = {f"{other}\x00{key}" for other in others for key in self.keys[other][rest]}
        above = {name for name in self.rows if not name.startswith(f"{first}\x00")}
        return sorted(above - touched)

    def divided(self, above: Sequence["Part"]) -> Iterator[pd.DataFrame]:
        """The pieces of units that a longer release divides: no page has a line for them."""
        unit = next(iter(self.keys))
        several = {g for one in above for g, at in self.places_in(one).items() if not at}
        for group in sorted(g for g in several if g.startswith(f"{unit}\x00")):
            rows = self.rows[group]
            whose = pd.DataFrame({one.release.label: one.keys[unit][rows] for one in above})
            pieces = whose.groupby(list(whose.columns)).size().rename("n").reset_index()
            parents = {
                f"parent_of_{one.release.label}": [
                    one.release.name(f"{unit}\x00{key}") for key in pieces[one.release.label]
                ]
                for one in above
            }
            names = [f"{self.release.name(group)}\x00{number}" for number in pieces.index]
            yield pd.DataFrame(
                {
                    "n": pieces["n"].to_numpy(),
                    "parent": self.release.name(group),
                    "left_out": True,
                    **parents,
                },
                index=names,
            )


@dataclass(frozen=True, eq=False)
class Book:
    """Facts about answers, read release by release; columns that are the same are read once."""

    about: pd.DataFrame
    read: dict[str, Keys] = field(default_factory=dict)

    def part(self, release: Release, rows: Places, columns: Sequence[str]) -> Part:
        """The groups of these columns among some of the answers; the first column lies in the others."""
        keys = {column: self._keys(column, release) for column in columns}
        places = {f"{c}\x00{key}": at for c in columns for key, at in _places(keys[c], rows).items()}
        return Part(release, keys, places, _table(keys, places, len(rows)))

    def _keys(self, column: str, release: Release) -> Keys:
        chosen = then(column, release.label) if then(column, release.label) in self.about else column
        if chosen not in self.read:
            self.read[chosen] = self.about[chosen].fillna("").astype(str).to_numpy(dtype=object)
        return self.read[chosen]


def _places(keys: Keys, rows: Places) -> dict[str, Places]:
    found = pd.Series(rows).groupby(keys[rows], sort=True).indices
    return {str(key): rows[at] for key, at in found.items()}


def _table(keys: Mapping[str, Keys], places: Mapping[str, Places], total: int) -> pd.DataFrame:
    """n per group; those of the first column lie in groups of the others, and all in the total."""
    first, *above = keys
    inner = [name for name in places if above and name.startswith(f"{first}\x00")]
    found = pd.DataFrame({"n": [len(at) for at in places.values()] + [total]}, index=[*places, TOTAL])
    for number, other in enumerate(above):
        named = [f"{other}\x00{keys[other][places[name][0]]}" for name in inner]
        found[f"parent_{number}"] = pd.Series(named, index=inner, dtype=object)
    lying = set(inner)
    found["parent"] = pd.Series(TOTAL, index=[name for name in places if name not in lying])
    return found.fillna({column: "" for column in found.columns if column != "n"})
