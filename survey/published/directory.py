"""Who has published results: offices and units by name."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey import alphabet
from survey.published import releases
from survey.published.releases import Release
from survey.running import Running
from survey.store import units


@dataclass(frozen=True)
class Entry:
    """A unit that has a page; `office` is the name of the one that closed the latest period with it."""

    code: str
    name: str
    office: str
    release: Release


def offices(live: Running) -> list[Entry]:
    """Each office with the latest period it closed, in the order of their names."""
    latest: dict[str, Release] = {}
    for release in releases.every(live):
        latest.setdefault(release.closing.unit, release)
    return _named(live, latest)


def search(live: Running, wanted: str) -> list[Entry]:
    """The units that were closed, by themselves or with others, whose name holds the words."""
    latest: dict[str, Release] = {}
    for release in releases.every(live):
        for code in release.units:
            latest.setdefault(code, release)
    return alphabet.search(_named(live, latest), wanted, lambda entry: f"{entry.name} {entry.code}")


def _named(live: Running, latest: Mapping[str, Release]) -> list[Entry]:
    names = {unit.code: unit.name for unit in units.every(live.store.db)}
    found = [
        Entry(code, names[code], names[release.closing.unit], release) for code, release in latest.items()
    ]
    return sorted(found, key=lambda entry: alphabet.order(entry.name))
