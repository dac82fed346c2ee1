"""What came or went after a period was closed, found without reading the period again."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from survey.closing.snapshot import Said, Snapshot, forms_of, snapshot_of
from survey.closing.taking import Stretch, logged
from survey.store import closings, decisions, organisation, tallies
from survey.store.closings import Step
from survey.store.connection import Store


@dataclass(frozen=True)
class Late:
    """Responses by unit and questionnaire version that a snapshot has not (more) or has alone (less)."""

    more: Mapping[tuple[str, str], int]
    less: Mapping[tuple[str, str], int]

    @property
    def nothing(self) -> bool:
        return not self.more and not self.less

    @property
    def came(self) -> int:
        return sum(self.more.values())

    @property
    def went(self) -> int:
        return sum(self.less.values())


@dataclass(frozen=True)
class Addendum:
    """What was late on a day, as it was written down."""

    step: Step
    late: Late


def written(found: Late, digest: str, day: date) -> bytes:
    """The canonical text of an addendum to the closing with that digest."""
    counts = {name: [[*key, n] for key, n in sorted(part.items())] for name, part in vars(found).items()}
    told = {"closing": digest, "day": day.isoformat()} | counts
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def addenda(store: Store, number: int) -> list[Addendum]:
    """Those of a closing, the oldest first."""
    return [
        Addendum(step, read(closings.addendum(store.db, number, step.number)))
        for step in closings.addenda(store.db, number)
    ]


def read(body: bytes) -> Late:
    told = json.loads(body)
    more, less = ({(unit, key): n for unit, key, n in told[name]} for name in ("more", "less"))
    return Late(more, less)


def late(store: Store, number: int) -> Late:
    """What the log holds now beyond the snapshot, or no longer."""
    tallies.fold(store)
    kept = snapshot_of(store, number)
    touched = _touched(store, number, kept)
    if not touched:
        return Late({}, {})
    then = Counter(
        {(key, row[:6]): row[6] for key, rows in kept.now.items() for row in rows if row[0] in touched}
    )
    told = logged(store, Stretch(kept.period.first, kept.period.last, touched))
    now = Counter({(key, row): n for key, said in told.items() for row, n in said.items()})
    return Late(_by_unit(now - then), _by_unit(then - now))


def _touched(store: Store, number: int, kept: Snapshot) -> frozenset[str]:
    """The units whose responses can differ from those that were closed.

    Nothing is taken from the log: as long as the counts are those of the snapshot and nobody decided about a
    response since, the responses are too.
    """
    db, shown = store.db, kept.period
    codes = closings.units_of(db, number)
    asked = codes | organisation.successions(db).former(codes, shown.last).keys()
    now = tallies.responses_by_form(db, shown.first, shown.last)
    then = {(unit, key): n for unit, key, n in forms_of(store, number, earlier=False)}
    other = frozenset(unit for (unit, _), _ in now.items() ^ then.items())
    decided = decisions.units_since(db, closings.get(db, number).day, shown.first, shown.last)
    return (other | decided) & asked


def _by_unit(rows: Counter[tuple[str, Said]]) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for (key, row), n in rows.items():
        found[row[0], key] += n
    return dict(found)
