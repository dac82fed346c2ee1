"""Campaigns: which units are asked what, from when to when, and how many answers came."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlite_utils import Database

from survey.clock import bucket, today
from survey.store import organisation, units
from survey.store.errors import NotFound
from survey.store.schema import IN_LIST
from survey.store.schema_collection import CAMPAIGN, CAMPAIGN_POINT, CAMPAIGN_UNIT, NOT_ASIDE

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Campaign:
    """`rule` names the sample size that is the goal; `margin` is a share."""

    code: str
    name: str
    owner: str
    questionnaire: str
    first: str
    last: str
    rule: str
    margin: float
    created_on: str


@dataclass(frozen=True)
class Part:
    """A unit that takes part at these points; `population` is told for this campaign alone, 0: as counted."""

    unit: str
    population: int
    points: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """A unit of a campaign with the answers that came and how many points ask; `population` as in Part."""

    unit: str
    name: str
    population: int
    n: int
    points: int


_COLUMNS = "code, name, owner, questionnaire, first, last, rule, margin, created_on"


def save(db: Database, campaign: Campaign, parts: Iterable[Part]) -> None:
    """Add a campaign, or put this one in the place of the one with its code."""
    listed = list(parts)
    db.execute("DELETE FROM campaign_unit WHERE campaign = ?", [campaign.code])
    db.execute("DELETE FROM campaign_point WHERE campaign = ?", [campaign.code])
    db.table(CAMPAIGN).upsert(vars(campaign), pk="code")
    db.table(CAMPAIGN_UNIT).insert_all(
        {"campaign": campaign.code, "unit": part.unit, "population": part.population} for part in listed
    )
    db.table(CAMPAIGN_POINT).insert_all(
        {"campaign": campaign.code, "point": point} for part in listed for point in part.points
    )


def find(db: Database, code: str) -> Campaign | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM campaign WHERE code = ?", [code]).fetchone()
    return Campaign(*row) if row else None


def get(db: Database, code: str) -> Campaign:
    found = find(db, code)
    if found is None:
        raise NotFound(f"Không có đợt khảo sát mã “{code}”.")
    return found


def every(db: Database) -> list[Campaign]:
    return [Campaign(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM campaign {_NEWEST_FIRST}")]


def alike(db: Database, campaign: Campaign, parts: Iterable[Part]) -> Campaign | None:
    """One that says all the same under a code of its own: the same form was sent twice."""
    wanted = _bare(parts)
    same = (one for one in every(db) if replace(one, code=campaign.code) == campaign)
    return next((one for one in same if _bare(parts_of(db, one.code)) == wanted), None)


def of_units(db: Database, codes: Collection[str], day: date | None = None) -> list[Campaign]:
    """Campaigns in which at least one of these units takes part, or one that it answers for on that day."""
    heirs, on, own = organisation.successions(db), day or today(), frozenset(codes)
    wanted = [one for one in heirs.with_former(own, on) if heirs.acting(one, on) in own]
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM campaign WHERE code IN "
        f"(SELECT campaign FROM campaign_unit WHERE unit {IN_LIST}) {_NEWEST_FIRST}",
        [json.dumps(wanted)],
    )
    return [Campaign(*row) for row in rows]


def parts_of(db: Database, campaign: str, day: date | None = None) -> list[Part]:
    """Who takes part, under the units that answer for them on that day, today when none is given."""
    heirs, on = organisation.successions(db), day or today()
    own: dict[str, list[str]] = {}
    for unit, point in _places(db, campaign):
        own.setdefault(heirs.acting(unit, on), []).append(point)
    told: dict[str, list[int]] = {}
    for unit, population in db.execute(
        "SELECT unit, population FROM campaign_unit WHERE campaign = ? ORDER BY unit", [campaign]
    ):
        told.setdefault(heirs.acting(unit, on), []).append(population)
    # What was told of one of two that merged says nothing about both.
    return [
        Part(unit, sum(people) if all(people) else 0, tuple(own.get(unit, ())))
        for unit, people in sorted(told.items())
    ]


def points_of(db: Database, campaign: str, unit: str) -> frozenset[str]:
    """Codes of the points that belong to the campaign and count for the unit today."""
    return frozenset(point for part in parts_of(db, campaign) if part.unit == unit for point in part.points)


def standings(
    db: Database, campaign: Campaign, codes: Collection[str], day: date | None = None
) -> list[Standing]:
    """The units among these that take part, with the answers in the days of the campaign; fold first.

    What came through a point counts for the unit that answers for the point on that day.
    """
    own = frozenset(codes)
    parts = {part.unit: part for part in parts_of(db, campaign.code, day) if part.unit in own}
    counted = _counted(db, campaign, day or today())
    return [
        Standing(
            unit.code,
            unit.name,
            parts[unit.code].population,
            sum(counted[point] for point in parts[unit.code].points),
            len(parts[unit.code].points),
        )
        for unit in units.some(db, sorted(parts), day)
    ]


_NEWEST_FIRST = "ORDER BY first DESC, name"
_AT_ITS_POINTS = "point IN (SELECT point FROM campaign_point WHERE campaign = :campaign)"

Stretch = tuple[date, date]


def _bare(parts: Iterable[Part]) -> set[tuple[str, int, frozenset[str]]]:
    return {(part.unit, part.population, frozenset(part.points)) for part in parts}


def _places(db: Database, campaign: str) -> list[tuple[str, str]]:
    """The points of a campaign, each behind the unit that it was set up for."""
    rows = db.execute(
        "SELECT p.unit, p.code FROM campaign_point AS c JOIN service_point AS p ON p.code = c.point "
        "WHERE c.campaign = ? ORDER BY p.code",
        [campaign],
    )
    return [(unit, point) for unit, point in rows]


def _counted(db: Database, campaign: Campaign, day: date) -> Counter[str]:
    """Answers by point."""
    whole, rest = _split(date.fromisoformat(campaign.first), date.fromisoformat(campaign.last))
    counted = Counter(_from_tally(db, campaign, whole))
    heirs = organisation.successions(db)
    acting = {heirs.acting(unit, day) for unit, _ in _places(db, campaign.code)}
    logged = heirs.with_former(acting, day)
    for days in rest:
        counted.update(_from_log(db, campaign, logged, days))
    return counted


def _from_tally(db: Database, campaign: Campaign, days: Stretch | None) -> dict[str, int]:
    if days is None:
        return {}
    rows = db.execute(
        "SELECT point, sum(responses) FROM tally INDEXED BY tally_counts "
        "WHERE bucket BETWEEN :first AND :last AND questionnaire = :questionnaire "
        f"AND {_AT_ITS_POINTS} GROUP BY point",
        _asked(campaign, days),
    )
    return dict(rows.fetchall())


def _from_log(db: Database, campaign: Campaign, logged: Sequence[str], days: Stretch) -> dict[str, int]:
    rows = db.execute(
        "SELECT r.point, count(*) FROM json_each(:units) AS c CROSS JOIN response AS r "
        "ON r.unit = c.value AND r.day BETWEEN :first AND :last AND r.questionnaire = :questionnaire "
        f"WHERE r.{_AT_ITS_POINTS} AND r.{NOT_ASIDE} GROUP BY r.point",
        {**_asked(campaign, days), "units": json.dumps(list(logged))},
    )
    return dict(rows.fetchall())


def _asked(campaign: Campaign, days: Stretch) -> dict[str, str]:
    first, last = days
    return {
        "campaign": campaign.code,
        "questionnaire": campaign.questionnaire,
        "first": first.isoformat(),
        "last": last.isoformat(),
    }


def _split(first: date, last: date) -> tuple[Stretch | None, list[Stretch]]:
    """The half-months that lie wholly within, which the tally knows, and the days at both ends."""
    starts = [start for start in _starts(first, last) if start >= first]
    # The start after the last whole half-month.
    end = bucket(last + ONE_DAY)
    whole = [start for start in starts if start < end]
    if not whole:
        return None, [(first, last)]
    ends = [(first, whole[0] - ONE_DAY), (end, last)]
    return (whole[0], whole[-1]), [(one, other) for one, other in ends if one <= other]


def _starts(first: date, last: date) -> Iterator[date]:
    start = bucket(first)
    while start <= last:
        yield start
        start = bucket(start + timedelta(days=17))
