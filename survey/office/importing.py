"""Answers from somebody else's table: looked at with a mapping of its columns, taken whole or not at all."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from flask import Response, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response as Redirect
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from survey import file_names
from survey.digits import Mark
from survey.loading import mapping
from survey.loading.errors import LoadError
from survey.loading.mapping import AGE, GENDER, POINT, DayOrder, Identical, Meaning
from survey.office import drafts, incoming
from survey.office.blueprint import bp
from survey.office.fields import NOT_OFFERED, REQUIRED
from survey.office.incoming import Draft
from survey.office.points import choices, labelled
from survey.office.rights import scope
from survey.paper_words import ABOUT
from survey.questionnaire import EXPECTATION, OVERALL
from survey.running import running
from survey.whole import whole

SHOWN, FAULTS_SHOWN = 5, 50
COLUMN, WORD, SAID, DAY, ORDER, IDENTICAL, DEED = "cot", "tu", "nghia", "ngay", "thu-tu", "giong", "viec"
PAGE, ROW = "trang-tinh", "dong-tieu-de"
TAKE, DROP = "nhap", "bo"
CHANGED = "Cách ghép vừa đổi nên chưa nhập phiếu nào. Hãy xem lại bên dưới rồi bấm “Nhập”."
# The questions that have no number on the form.
CALLED = {OVERALL: "Chung", EXPECTATION: "Mong đợi"}
WORDS = {
    "5": "5 Rất hài lòng",
    "4": "4 Hài lòng",
    "3": "3 Bình thường",
    "2": "2 Không hài lòng",
    "1": "1 Rất không hài lòng",
    Mark.NOT_APPLICABLE.value: "không áp dụng",
    Mark.BLANK.value: "để trống",
}

NOT_CHOSEN = SelectChoice("", "– chọn điểm khảo sát")

Page = str | tuple[str, int] | Response | Redirect
_Kind = TypeVar("_Kind", bound=Enum)


class Upload(FlaskForm):  # type: ignore[misc]
    point = SelectField(
        "Điểm khảo sát mà các phiếu này thuộc về", [REQUIRED], invalid_choice_message=NOT_OFFERED
    )
    file = FileField("Tệp CSV hoặc XLSX", [FileRequired("Hãy chọn một tệp.")])


@bp.route("/nhap-tep", methods=["GET", "POST"])
def import_page() -> Page:
    offered, form, faults = labelled(), Upload(), list[str]()
    # With several points nobody's answers may go to the first by oversight.
    form.point.choices = [*([NOT_CHOSEN] if len(offered) > 1 else []), *choices(offered)]
    if form.validate_on_submit():
        try:
            return redirect(url_for("office.import_draft", draft=_keep(form)), 303)
        except LoadError as error:
            faults = str(error).splitlines()
    unfinished = drafts.unfinished(running().settings.home, scope().account.name)
    shown = {"form": form, "faults": faults, "offered": offered, "unfinished": unfinished}
    return render_template("office/import.html", **shown), 422 if form.is_submitted() else 200


@bp.route("/nhap-tep/<draft>", methods=["GET", "POST"])
def import_draft(draft: str) -> Page:
    if done := incoming.taken(draft):
        return render_template("office/import_taken.html", done=done)
    found, here = incoming.draft(draft), url_for("office.import_draft", draft=draft)
    if request.method == "GET":
        return _page(found)
    deed, meaning = request.form.get(DEED), _sent(found)
    if deed == DROP:
        drafts.forget(found.path)
        return redirect(url_for("office.import_page"), 303)
    try:
        if deed == TAKE and meaning == found.meaning:
            incoming.take(found)
        else:
            incoming.change(found, meaning)
            if deed == TAKE:
                flash(CHANGED)
    except LoadError as error:
        return _page(found, str(error).splitlines()), 422
    return redirect(here, 303)


@bp.get("/nhap-tep/<draft>/ghep-cot.json")
def import_map(draft: str) -> Response:
    """The mapping for the command line."""
    response = Response(incoming.draft(draft).meaning.to_json(), mimetype="application/json")
    return file_names.saved(response, "ghep-cot.json")


def _keep(form: Upload) -> str:
    """Keep the file until it is imported; one that cannot be read is not kept."""
    home, account = running().settings.home, scope().account.name
    draft = drafts.keep(home, account, form.file.data)
    path = drafts.find(home, account, draft)
    try:
        incoming.keep(path, labelled()[form.point.data][0])
    except LoadError:
        drafts.forget(path)
        raise
    return draft


def _sent(found: Draft) -> Meaning:
    """What the person says; a field that no column can mean is left out."""
    sent, fields = request.form, found.fields
    told = {title: sent.get(f"{COLUMN}-{place}", "") for place, title in enumerate(found.sheet.heading)}
    page, row = sent.get(PAGE, found.meaning.page), whole(sent.get(ROW, "").strip())
    return replace(
        found.meaning,
        columns={title: name if name in fields else "" for title, name in told.items()},
        words=_explained(found),
        day=sent.get(DAY, "").strip(),
        order=_chosen(DayOrder, sent.get(ORDER, ""), DayOrder.DAY_FIRST),
        identical=_chosen(Identical, sent.get(IDENTICAL, ""), found.meaning.identical),
        page=found.meaning.page if page == found.sheet.page else page,
        row=found.meaning.row if row is None or row == found.sheet.row else row,
    )


def _explained(found: Draft) -> dict[str, str]:
    """What words mean, with those that were explained now and without those that are no longer."""
    sent = request.form
    given = {key.removeprefix(f"{WORD}-"): value for key, value in sent.items() if key.startswith(f"{WORD}-")}
    meant = {mapping.plain(word): sent.get(f"{SAID}-{place}", "") for place, word in given.items()}
    known = {word: value for word, value in meant.items() if value in WORDS}
    return {word: value for word, value in found.meaning.words.items() if word not in meant} | known


def _chosen(kind: type[_Kind], sent: str, otherwise: _Kind) -> _Kind:
    return next((one for one in kind if one.value == sent), otherwise)


def _page(found: Draft, faults: Sequence[str] = ()) -> str:
    codes = [q.code for q in found.form.questions if q.code in found.meaning.columns.values()]
    places = [place for place, q in enumerate(found.form.questions) if q.code in codes]
    preview = [
        (number, one, [one.answers[place] for place in places])
        for number, one in found.reading.responses[:SHOWN]
    ]
    wrong = list(faults) or found.faults
    return render_template(
        "office/import_draft.html",
        found=found,
        codes=codes,
        called=CALLED,
        preview=preview,
        faults=wrong[:FAULTS_SHOWN],
        more=wrong[FAULTS_SHOWN:],
        words=WORDS,
        asked={word: "" for word in list(found.reading.unknown)[:FAULTS_SHOWN]} | found.reading.explained,
        landings=incoming.landings(found),
        about=ABOUT,
        shown={name for name in (POINT, GENDER, AGE) if name in found.meaning.columns.values()},
        orders=DayOrder,
        identical=Identical,
    )
