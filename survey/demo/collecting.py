"""What the demo collects: a campaign that has ended and one that has just begun."""

from datetime import date, timedelta

from analytics.campaign import MARGIN, Rule
from survey import period
from survey.store import campaigns, points, questionnaires
from survey.store.campaigns import Campaign, Part
from survey.store.connection import Store

FORM = "truong_hoc_tieu_hoc"
DAYS_SO_FAR, DAYS_TO_GO = 9, 20


def add(store: Store, owner: str, today: date) -> None:
    last = period.of(today).previous()
    parts, key = _parts(store), questionnaires.latest_key(store.db, FORM)
    now = (today - timedelta(days=DAYS_SO_FAR), today + timedelta(days=DAYS_TO_GO))
    for code, name, (first, end) in (
        ("quy-truoc", f"Cha mẹ học sinh tiểu học, {last.name}", (last.first, last.last)),
        ("dang-thu", "Cha mẹ học sinh tiểu học, đợt đang thu", now),
    ):
        days = (first.isoformat(), end.isoformat())
        made = Campaign(code, name, owner, key, *days, Rule.MARGIN.value, MARGIN, today.isoformat())
        with store.write() as db:
            campaigns.save(db, made, parts)


def _parts(store: Store) -> list[Part]:
    """Every unit whose points ask the form, with as many people as were counted there."""
    asked = [point for point in points.every(store.db) if point.questionnaire == FORM]
    units = sorted({point.unit for point in asked})
    own = {unit: tuple(point.code for point in asked if point.unit == unit) for unit in units}
    return [Part(unit, 0, own[unit]) for unit in units]
