"""sipas campaign: the campaigns of the office and how they go."""

import click

from analytics.campaign import Pace
from survey import campaigns as standing
from survey.campaigns import Line
from survey.clock import today
from survey.commands.home import opened
from survey.formats import day, number
from survey.store import campaigns, questionnaires, units


@click.group("campaign")
def campaign_command() -> None:
    """Đợt khảo sát: mỗi đơn vị cần bao nhiêu phiếu, ai chưa có, ai đang chậm."""


@campaign_command.command("list")
def list_campaigns() -> None:
    """Liệt kê các đợt, đợt mới nhất trước."""
    with opened() as home:
        for one in campaigns.every(home.store.db):
            click.echo(f"{one.code}\t{day(one.first)} – {day(one.last)}\t{one.questionnaire}\t{one.name}")


@campaign_command.command("show")
@click.argument("code")
def show(code: str) -> None:
    """Tiến độ của một đợt: từng đơn vị, nơi cần nhắc trước."""
    with opened() as home:
        campaign = campaigns.get(home.store.db, code)
        everybody = [unit.code for unit in units.every(home.store.db)]
        form = questionnaires.get(home.store.db, campaign.questionnaire)
        found = standing.progress(home.store, campaign, form, everybody, today())
    click.echo(
        f"{campaign.name}: {day(campaign.first)} – {day(campaign.last)}, phiếu {campaign.questionnaire}"
    )
    said = ", ".join(f"{number(found.counted[p])} {p.value}" for p in Pace if found.counted[p])
    click.echo(f"{number(len(found.lines))} đơn vị, {number(found.responses)} phiếu: {said}")
    for line in found.lines:
        click.echo(_line(line))


def _line(line: Line) -> str:
    needs = "\tchưa có số người"
    if line.goal:
        needs = f"\tcần {number(line.goal.margin)} (sai số), {number(line.goal.slovin)} (Slovin)"
        needs += f"\tđến nay {number(line.due)}"
    warning = "\tnhiều phiếu hơn số người" if line.crowded else ""
    return f"{line.unit}\t{line.name}\t{number(line.n)} phiếu{needs}\t{line.pace.value}{warning}"
