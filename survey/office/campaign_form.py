"""A new campaign: what is asked, when, where, and of how many people."""

import csv
import io
from datetime import date, timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import Field, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from analytics.campaign import MARGIN, Rule
from analytics.numbers import short_percent
from survey import campaigns as standing
from survey.alphabet import order
from survey.clock import today
from survey.loading import campaign_units
from survey.loading.errors import LoadError
from survey.office import links, logbook
from survey.office.blueprint import bp
from survey.office.campaigns import is_own
from survey.office.fields import NOT_OFFERED, REQUIRED, DayField, at_most
from survey.office.rights import scope
from survey.office.uploads import table_file
from survey.running import running
from survey.store import audit, campaigns, points, questionnaires, units
from survey.store.audit import Action
from survey.store.campaigns import Campaign, Part
from survey.store.points import OPEN, Point

ROWS = 12
LONGEST = timedelta(days=366)
TWICE = "Đợt khảo sát này vừa được lập rồi; không lập lần nữa."
CHOSEN = {"invalid_choice_message": NOT_OFFERED}
MARGINS = [
    SelectChoice(share, f"±{short_percent(float(share))}") for share in ("0.03", "0.05", "0.07", "0.1")
]
RULES = [
    SelectChoice(Rule.MARGIN.value, "Theo sai số, độ tin cậy 95 % (Cochran, có hiệu chỉnh tổng thể hữu hạn)"),
    SelectChoice(Rule.SLOVIN.value, "Theo công thức Slovin mà các kế hoạch hay dẫn: N / (1 + N·e²)"),
]

Page = tuple[str, int] | Response


class NewCampaign(FlaskForm):  # type: ignore[misc]
    name = StringField("Tên đợt khảo sát", [REQUIRED, at_most(200)])
    first = DayField("Ngày đầu", [REQUIRED])
    last = DayField("Ngày cuối", [REQUIRED])
    rule = RadioField("Số phiếu cần", choices=RULES, default=Rule.MARGIN.value, **CHOSEN)
    margin = SelectField("Sai số", choices=MARGINS, default=str(MARGIN), **CHOSEN)
    units = TextAreaField("Đơn vị tham gia", render_kw={"rows": ROWS})
    file = FileField("Hoặc chọn tệp CSV, XLSX")

    def validate_last(self, field: Field) -> None:
        if self.first.data and field.data and field.data < self.first.data:
            raise ValidationError("Ngày cuối phải từ ngày đầu trở đi.")
        if self.first.data and field.data and field.data - self.first.data > LONGEST:
            raise ValidationError("Đợt dài hơn một năm; hãy xem lại năm của hai ngày.")


@bp.route("/dot-khao-sat/moi", methods=["GET", "POST"])
def new_campaign() -> Page:
    titles, asked = _titles(), request.args.get(links.FORM, "")
    key = asked if asked in titles else next(iter(titles), "")
    form, offered = NewCampaign(), _offered(key)
    if not form.is_submitted():
        form.units.data = _listed([Part(unit, 0, ()) for unit in sorted({p.unit for p in offered})])
    return _answer(form, key, titles, None)


@bp.route("/dot-khao-sat/<campaign>/sua", methods=["GET", "POST"])
def edit_campaign(campaign: str) -> Page:
    """What is known later: how many people there are, who takes part, a longer time."""
    live = running()
    kept = campaigns.get(live.store.db, campaign)
    if not is_own(kept):
        abort(403)
    form = NewCampaign()
    if not form.is_submitted():
        form.name.data, form.rule.data, form.margin.data = kept.name, kept.rule, str(kept.margin)
        form.first.data, form.last.data = date.fromisoformat(kept.first), date.fromisoformat(kept.last)
        form.units.data = _listed(campaigns.parts_of(live.store.db, campaign))
    title = live.questionnaire(kept.questionnaire).title.get("vi")
    return _answer(form, kept.questionnaire, {kept.questionnaire: title}, kept)


def _answer(form: NewCampaign, key: str, titles: dict[str, str], kept: Campaign | None) -> Page:
    """Save what was sent, or show the form with what is wrong; without `kept` the campaign is new."""
    offered, faults = _offered(key, kept), list[str]()
    if form.validate_on_submit() and offered:
        try:
            code = _save(form, key, _parts(form, offered), kept)
        except LoadError as error:
            faults = str(error).splitlines()
        else:
            return redirect(url_for("office.campaign_page", campaign=code), 303)
    status = 422 if form.is_submitted() else 200
    shown = {"form": form, "faults": faults, "titles": titles, "key": key, "kept": kept}
    return render_template("office/campaign_new.html", **shown), status


def _titles() -> dict[str, str]:
    """The newest version of every questionnaire that an open point of one's own units asks."""
    live = running()
    asked = {
        p.questionnaire for p in points.of_units(live.store.db, sorted(scope().units)) if p.state == OPEN
    }
    keys = [questionnaires.latest_key(live.store.db, code) for code in sorted(asked)]
    return {key: live.questionnaire(key).title.get("vi") for key in keys}


def _offered(key: str, kept: Campaign | None = None) -> list[Point]:
    """The open points of one's own that ask this, and those that take part already, closed since or not."""
    db, own, asked = running().store.db, scope().units, key.partition("@")[0]
    parts = campaigns.parts_of(db, kept.code) if kept else []
    taking = {point for part in parts for point in part.points}
    return [
        point
        for point in points.of_units(db, sorted({*own, *(part.unit for part in parts)}))
        if point.code in taking
        or (point.unit in own and point.state == OPEN and point.questionnaire == asked)
    ]


def _listed(parts: list[Part]) -> str:
    """The units that take part, as lines to fill in; the first line names the columns."""
    named = {unit.code: unit.name for unit in units.some(running().store.db, [part.unit for part in parts])}
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    writer.writerow([column.title for column in campaign_units.COLUMNS])
    writer.writerows(
        [part.unit, named[part.unit], part.population or "", " ".join(part.points)]
        for part in sorted(parts, key=lambda part: order(named[part.unit]))
    )
    return lines.getvalue()


def _parts(form: NewCampaign, offered: list[Point]) -> list[Part]:
    with table_file(form.file.data, form.units.data or "") as path:
        return campaign_units.read(path, offered)


def _save(form: NewCampaign, key: str, parts: list[Part], kept: Campaign | None) -> str:
    with running().store.write() as db:
        taken = {one.code for one in campaigns.every(db)}
        campaign = Campaign(
            code=kept.code if kept else standing.code_for(form.name.data, taken),
            name=form.name.data.strip(),
            owner=kept.owner if kept else scope().account.unit,
            questionnaire=key,
            first=form.first.data.isoformat(),
            last=form.last.data.isoformat(),
            rule=form.rule.data,
            margin=float(form.margin.data),
            created_on=kept.created_on if kept else today().isoformat(),
        )
        # A button that is pressed twice sends the same form twice.
        if not kept and (same := campaigns.alike(db, campaign, parts)):
            flash(TWICE)
            return same.code
        campaigns.save(db, campaign, parts)
        told = f"{'sửa' if kept else 'lập'}: {campaign.name}, {len(parts)} đơn vị"
        audit.record(db, Action.CAMPAIGN, logbook.who(), campaign.owner, campaign.code, told)
    flash("Đã lưu đợt khảo sát.")
    return campaign.code
