"""Campaigns: the list, how one of them goes, and words to remind with."""

from collections.abc import Sequence

import pandas as pd
from flask import Response, abort, render_template, request

from analytics.campaign import Pace, Rule
from analytics.numbers import short_percent
from analytics.tables import CODE, NAME, N
from survey import campaigns as standing
from survey import paging
from survey.alphabet import search
from survey.campaigns import LATE, Progress
from survey.clock import today
from survey.office import downloads, links, reminders
from survey.office.blueprint import bp
from survey.office.rights import scope
from survey.running import running
from survey.store import campaigns, organisation, points, units
from survey.store.campaigns import Campaign

PACE = "nhip"
RULES = {Rule.MARGIN.value: "sai số", Rule.SLOVIN.value: "Slovin"}
MARGIN, SLOVIN, DUE, PEOPLE = "Cần theo sai số", "Cần theo Slovin", "Đến nay cần", "Số người"


@bp.get("/dot-khao-sat")
def campaign_list() -> str:
    live = running()
    found = campaigns.of_units(live.store.db, sorted(scope().units))
    titles = {one.questionnaire: live.questionnaire(one.questionnaire).title.get("vi") for one in found}
    return render_template("office/campaigns.html", campaigns=found, titles=titles, today=today().isoformat())


@bp.get("/dot-khao-sat/<campaign>")
def campaign_page(campaign: str) -> str | Response:
    found = _progress(campaign)
    if downloads.wanted():
        return downloads.send(campaign, {"don_vi": _sheet(found)}, [found.campaign.name])
    pace, sought = _pace(), links.sought()
    return render_template(
        "office/campaign.html",
        found=found,
        pace=pace,
        paces=[one for one in Pace if found.counted[one]],
        page=paging.asked(search(found.of(pace), sought, lambda line: line.name)),
        sought=sought,
        title=running().questionnaire(found.campaign.questionnaire).title.get("vi"),
        reminder=reminders.of_late(found) if found.late else "",
        rules=RULES,
        own=is_own(found.campaign),
        late=LATE,
        margin=short_percent(found.campaign.margin),
    )


@bp.get("/dot-khao-sat/<campaign>/loi-nhac/<unit>")
def reminder_page(campaign: str, unit: str) -> str:
    live = running()
    found = _standing(campaign, [unit])
    if not found.lines:
        abort(404, "Đơn vị này không tham gia đợt khảo sát.")
    (line,) = found.lines
    codes = campaigns.points_of(live.store.db, campaign, unit)
    listed = [point for point in points.of_units(live.store.db, [unit]) if point.code in codes]
    text = reminders.of_unit(found, listed, live.settings.base_url)
    return render_template("office/reminder.html", campaign=found.campaign, line=line, text=text)


def is_own(campaign: Campaign) -> bool:
    """Whether it is theirs to change: made by a unit of their own, about no unit of others."""
    db, own, day = running().store.db, scope().units, today()
    parts = {part.unit for part in campaigns.parts_of(db, campaign.code)}
    others = [unit for unit in units.some(db, sorted(parts - own)) if unit.valid_to >= day.isoformat()]
    return organisation.successions(db).acting(campaign.owner, day) in own and not others


def _progress(code: str) -> Progress:
    found = _standing(code, sorted(scope().units))
    if not found.lines:
        abort(403)
    return found


def _standing(code: str, units: Sequence[str]) -> Progress:
    live = running()
    campaign = campaigns.get(live.store.db, code)
    form = live.questionnaire(campaign.questionnaire)
    return standing.progress(live.store, campaign, form, units, today())


def _pace() -> Pace | None:
    asked = request.args.get(PACE, "")
    return next((pace for pace in Pace if pace.name.lower() == asked), None)


def _sheet(found: Progress) -> pd.DataFrame:
    rows = [
        (
            line.unit,
            line.name,
            line.n,
            line.population or None,
            line.goal.margin if line.goal else None,
            line.goal.slovin if line.goal else None,
            line.due if line.goal else None,
            line.pace.value,
        )
        for line in found.lines
    ]
    frame = pd.DataFrame(rows, columns=[CODE, NAME, N, PEOPLE, MARGIN, SLOVIN, DUE, "Nhịp"])
    # Int64 knows missing numbers; the usual integers would turn into fractions.
    return frame.astype(dict.fromkeys([PEOPLE, MARGIN, SLOVIN, DUE], "Int64"))
