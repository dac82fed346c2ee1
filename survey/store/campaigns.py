"""Campaigns: which units are asked what, from when to when, and how many answers came."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from survey.clock import bucket
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


def of_units(db: Database, units: Sequence[str]) -> list[Campaign]:
    """Campaigns in which at least one of these units takes part."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM campaign WHERE code IN "
        f"(SELECT campaign FROM campaign_unit WHERE unit {IN_LIST}) {_NEWEST_FIRST}",
        [json.dumps(list(units))],
    )
    return [Campaign(*row) for row in rows]


def parts_of(db: Database, campaign: str) -> list[Part]:
    own: dict[str, list[str]] = {}
    for unit, point in db.execute(
        "SELECT p.unit, p.code FROM campaign_point AS c JOIN service_point AS p ON p.code = c.point "
        "WHERE c.campaign = ? ORDER BY p.code",
        [campaign],
    ):
        own.setdefault(unit, []).append(point)
    rows = db.execute(
        "SELECT unit, population FROM campaign_unit WHERE campaign = ? ORDER BY unit", [campaign]
    )
    return [Part(unit, population, tuple(own.get(unit, ()))) for unit, population in rows]


def points_of(db: Database, campaign: str, unit: str) -> frozenset[str]:
    """Codes of the points of a unit that belong to the campaign."""
    rows = db.execute(
        "SELECT c.point FROM campaign_point AS c JOIN service_point AS p ON p.code = c.point "
        "WHERE c.campaign = ? AND p.unit = ?",
        [campaign, unit],
    )
    return frozenset(row[0] for row in rows)


def standings(db: Database, campaign: Campaign, units: Sequence[str]) -> list[Standing]:
    """The units among these that take part, with the answers in the days of the campaign; fold first."""
    whole, rest = _split(date.fromisoformat(campaign.first), date.fromisoformat(campaign.last))
    counted = _from_tally(db, campaign, whole)
    for days in rest:
        for unit, n in _from_log(db, campaign, days).items():
            counted[unit] = counted.get(unit, 0) + n
    rows = db.execute(
        "SELECT c.unit, u.name, c.population FROM campaign_unit AS c JOIN unit AS u ON u.code = c.unit "
        f"WHERE c.campaign = ? AND c.unit {IN_LIST} ORDER BY u.name, c.unit",
        [campaign.code, json.dumps(list(units))],
    )
    asking = _points(db, campaign)
    return [
        Standing(unit, name, population, counted.get(unit, 0), asking.get(unit, 0))
        for unit, name, population in rows
    ]


_NEWEST_FIRST = "ORDER BY first DESC, name"
_AT_ITS_POINTS = "point IN (SELECT point FROM campaign_point WHERE campaign = :campaign)"

Stretch = tuple[date, date]


def _points(db: Database, campaign: Campaign) -> dict[str, int]:
    rows = db.execute(
        "SELECT p.unit, count(*) FROM campaign_point AS c JOIN service_point AS p ON p.code = c.point "
        "WHERE c.campaign = ? GROUP BY p.unit",
        [campaign.code],
    )
    return dict(rows.fetchall())


def _from_tally(db: Database, campaign: Campaign, days: Stretch | None) -> dict[str, int]:
    if days is None:
        return {}
    rows = db.execute(
        "SELECT unit, sum(responses) FROM tally INDEXED BY tally_counts "
        "WHERE bucket BETWEEN :first AND :last AND questionnaire = :questionnaire "
        f"AND {_AT_ITS_POINTS} GROUP BY unit",
        _asked(campaign, days),
    )
    return dict(rows.fetchall())


def _from_log(db: Database, campaign: Campaign, days: Stretch) -> dict[str, int]:
    rows = db.execute(
        "SELECT r.unit, count(*) FROM campaign_unit AS c CROSS JOIN response AS r "
        "ON r.unit = c.unit AND r.day BETWEEN :first AND :last AND r.questionnaire = :questionnaire "
        f"WHERE c.campaign = :campaign AND r.{_AT_ITS_POINTS} AND r.{NOT_ASIDE} GROUP BY r.unit",
        _asked(campaign, days),
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
