"""A new campaign: what is asked, when, where, and of how many people."""

import csv
import io

from flask import flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import Field, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from analytics.campaign import MARGIN, Rule
from analytics.numbers import short_percent
from survey import campaigns as standing
from survey.clock import today
from survey.loading import campaign_units
from survey.loading.errors import LoadError
from survey.office import links
from survey.office.blueprint import bp
from survey.office.fields import NOT_OFFERED, REQUIRED, DayField, at_most
from survey.office.rights import scope
from survey.office.uploads import table_file
from survey.running import running
from survey.store import campaigns, points, questionnaires, units
from survey.store.campaigns import Campaign, Part
from survey.store.points import Point

OPEN = "open"
ROWS = 12
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


@bp.route("/dot-khao-sat/moi", methods=["GET", "POST"])
def new_campaign() -> Page:
    titles, asked = _titles(), request.args.get(links.FORM, "")
    key = asked if asked in titles else next(iter(titles), "")
    offered = _offered(key)
    form, faults = NewCampaign(), list[str]()
    if form.validate_on_submit() and offered:
        try:
            code = _add(form, key, _parts(form, offered))
        except LoadError as error:
            faults = str(error).splitlines()
        else:
            flash("Đã tạo đợt khảo sát.")
            return redirect(url_for("office.campaign_page", campaign=code), 303)
    if not form.is_submitted():
        form.units.data = _listed(offered)
    status = 422 if form.is_submitted() else 200
    shown = {"form": form, "faults": faults, "titles": titles, "key": key}
    return render_template("office/campaign_new.html", **shown), status


def _titles() -> dict[str, str]:
    """The newest version of every questionnaire that an open point of one's own units asks."""
    live = running()
    asked = {
        p.questionnaire for p in points.of_units(live.store.db, sorted(scope().units)) if p.state == OPEN
    }
    keys = [questionnaires.latest_key(live.store.db, code) for code in sorted(asked)]
    return {key: live.questionnaire(key).title.get("vi") for key in keys}


def _offered(key: str) -> list[Point]:
    own = points.of_units(running().store.db, sorted(scope().units))
    return [point for point in own if point.state == OPEN and point.questionnaire == key.partition("@")[0]]


def _listed(offered: list[Point]) -> str:
    """The units that could take part, as lines to fill in; the first line names the columns."""
    named = units.some(running().store.db, sorted({point.unit for point in offered}))
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\n")
    writer.writerow([column.title for column in campaign_units.COLUMNS])
    writer.writerows([unit.code, unit.name, "", ""] for unit in named)
    return lines.getvalue()


def _parts(form: NewCampaign, offered: list[Point]) -> list[Part]:
    with table_file(form.file.data, form.units.data or "") as path:
        return campaign_units.read(path, offered)


def _add(form: NewCampaign, key: str, parts: list[Part]) -> str:
    with running().store.write() as db:
        code = standing.code_for(form.name.data, {one.code for one in campaigns.every(db)})
        campaign = Campaign(
            code=code,
            name=form.name.data.strip(),
            owner=scope().account.unit,
            questionnaire=key,
            first=form.first.data.isoformat(),
            last=form.last.data.isoformat(),
            rule=form.rule.data,
            margin=float(form.margin.data),
            created_on=today().isoformat(),
        )
        campaigns.add(db, campaign, parts)
    return code
