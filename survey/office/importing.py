"""Answers from somebody else's table: looked at with a mapping of its columns, taken whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import TypeVar

from flask import Response, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response as Redirect
from wtforms import SelectField

from survey import file_names
from survey.clock import today
from survey.digits import Mark
from survey.loading import foreign, mapping
from survey.loading.errors import LoadError
from survey.loading.foreign import Reading, Sheet
from survey.loading.mapping import DayOrder, Identical, Meaning
from survey.office import drafts, logbook
from survey.office.blueprint import bp
from survey.office.fields import NOT_OFFERED, REQUIRED
from survey.office.points import choices, labelled
from survey.office.rights import scope
from survey.questionnaire import Questionnaire
from survey.running import running
from survey.store import mappings, questionnaires, responses
from survey.store.audit import Action
from survey.store.errors import NotFound

SHOWN, FAULTS_SHOWN = 5, 50
POINT = "diem"
COLUMN, WORD, SAID, DAY, ORDER, IDENTICAL, DEED = "cot", "tu", "nghia", "ngay", "thu-tu", "giong", "viec"
TAKE = "nhap"
WORDS = {
    "5": "5 Rất hài lòng",
    "4": "4 Hài lòng",
    "3": "3 Bình thường",
    "2": "2 Không hài lòng",
    "1": "1 Rất không hài lòng",
    Mark.NOT_APPLICABLE.value: "không áp dụng",
    Mark.BLANK.value: "để trống",
}

Page = str | tuple[str, int] | Response | Redirect
_Kind = TypeVar("_Kind", bound=Enum)


class Upload(FlaskForm):  # type: ignore[misc]
    point = SelectField(
        "Điểm khảo sát mà các phiếu này thuộc về", [REQUIRED], invalid_choice_message=NOT_OFFERED
    )
    file = FileField("Tệp CSV hoặc XLSX", [FileRequired("Hãy chọn một tệp.")])


@dataclass(frozen=True)
class Draft:
    """A file with what its columns mean now, and what that makes of its rows."""

    name: str
    path: Path
    sheet: Sheet
    form: Questionnaire
    meaning: Meaning
    reading: Reading
    repeated: frozenset[int]

    @property
    def new(self) -> int:
        return len(self.reading.responses) - len(self.repeated)

    @property
    def samples(self) -> dict[str, str]:
        """The first thing that stands in each column."""
        rows = [cells for _, cells in self.sheet.rows]
        return {
            title: next((row[place] for row in rows if place < len(row) and row[place]), "")
            for place, title in enumerate(self.sheet.heading)
            if title
        }

    @property
    def fields(self) -> dict[str, str]:
        """What a column can mean: the questions first."""
        asked = {q.code: f"{q.code} · {q.text.get('vi')}" for q in self.form.questions}
        return {**asked, **mapping.TITLES}


@bp.route("/nhap-tep", methods=["GET", "POST"])
def import_page() -> Page:
    offered, form, faults = labelled(), Upload(), list[str]()
    form.point.choices = choices(offered)
    if form.validate_on_submit():
        try:
            return redirect(url_for("office.import_draft", draft=_keep(form)), 303)
        except LoadError as error:
            faults = str(error).splitlines()
    shown = {"form": form, "faults": faults, "offered": offered}
    return render_template("office/import.html", **shown), 422 if form.is_submitted() else 200


@bp.route("/nhap-tep/<draft>", methods=["GET", "POST"])
def import_draft(draft: str) -> Page:
    found = _draft(draft)
    if request.method == "GET":
        return _page(found)
    found = _reread(found, _sent(found))
    if request.form.get(DEED) != TAKE:
        return redirect(url_for("office.import_draft", draft=draft), 303)
    try:
        done = foreign.load(running().store, found.sheet, found.reading)
    except LoadError as error:
        return _page(found, str(error).splitlines()), 422
    logbook.tell(Action.IMPORT, detail=f"{done.stored} phiếu từ {found.sheet.name}")
    drafts.forget(found.path)
    flash(f"Đã nhập {done.stored} phiếu mới; {len(done.repeated)} dòng đã có từ trước.")
    return redirect(url_for("office.progress"), 303)


@bp.get("/nhap-tep/<draft>/ghep-cot.json")
def import_map(draft: str) -> Response:
    """The mapping for the command line."""
    response = Response(_draft(draft).meaning.to_json(), mimetype="application/json")
    return file_names.saved(response, "ghep-cot.json")


def _keep(form: Upload) -> str:
    """Keep the file, and what its columns mean: as last time, or as the headings suggest."""
    live, account, point = running(), scope().account, labelled()[form.point.data][0]
    draft = drafts.keep(live.settings.home, account.name, form.file.data)
    path = drafts.find(live.settings.home, account.name, draft)
    try:
        sheet = foreign.sheet(path)
    except LoadError:
        drafts.forget(path)
        raise
    key = questionnaires.latest_key(live.store.db, point.questionnaire)
    before = _remembered(sheet)
    meaning = mapping.suggest(sheet.heading, live.questionnaire(key), point.code)
    if before and before.questionnaire == key:
        meaning = replace(before, point=point.code)
    _remember(sheet, meaning)
    return draft


def _draft(draft: str) -> Draft:
    live = running()
    path = drafts.find(live.settings.home, scope().account.name, draft)
    sheet = foreign.sheet(path)
    meaning = _remembered(sheet)
    if meaning is None:
        raise NotFound("Không còn biết các cột của tệp này là gì; hãy gửi lại.")
    form = live.questionnaire(meaning.questionnaire)
    empty = Draft(draft, path, sheet, form, meaning, Reading(), frozenset())
    return _read(empty)


def _read(found: Draft) -> Draft:
    live = running()
    points = {code: point for code, (point, _) in labelled().items()}
    reading = foreign.read(found.sheet, found.meaning, found.form, points, live.secrets[0])
    known = responses.known(live.store.db, [one.token for _, one in reading.responses])
    repeated = frozenset(number for number, one in reading.responses if one.token in known)
    return replace(found, reading=reading, repeated=repeated)


def _reread(found: Draft, meaning: Meaning) -> Draft:
    """Keep what the person says the columns mean, and read the rows by it."""
    _remember(found.sheet, meaning)
    return _read(replace(found, meaning=meaning))


def _sent(found: Draft) -> Meaning:
    """What the person says; a field that no column can mean is left out."""
    sent, fields = request.form, found.fields
    told = {title: sent.get(f"{COLUMN}-{place}", "") for place, title in enumerate(found.sheet.heading)}
    given = {key.removeprefix(f"{WORD}-"): value for key, value in sent.items() if key.startswith(f"{WORD}-")}
    meant = {mapping.plain(word): sent.get(f"{SAID}-{place}", "") for place, word in given.items()}
    known = {word: value for word, value in meant.items() if value in WORDS}
    return replace(
        found.meaning,
        columns={title: name if name in fields else "" for title, name in told.items()},
        words={**found.meaning.words, **known},
        day=sent.get(DAY, "").strip(),
        order=_chosen(DayOrder, sent.get(ORDER, ""), DayOrder.DAY_FIRST),
        identical=_chosen(Identical, sent.get(IDENTICAL, ""), found.meaning.identical),
    )


def _chosen(kind: type[_Kind], sent: str, otherwise: _Kind) -> _Kind:
    return next((one for one in kind if one.value == sent), otherwise)


def _remembered(sheet: Sheet) -> Meaning | None:
    kept = mappings.get(running().store.db, scope().account.unit, mapping.digest(sheet.heading))
    return mapping.from_json(kept) if kept else None


def _remember(sheet: Sheet, meaning: Meaning) -> None:
    with running().store.write() as db:
        header = mapping.digest(sheet.heading)
        mappings.put(db, scope().account.unit, header, meaning.to_json(), today())


def _page(found: Draft, faults: Sequence[str] = ()) -> str:
    codes = [q.code for q in found.form.questions if q.code in found.meaning.columns.values()]
    places = [place for place, q in enumerate(found.form.questions) if q.code in codes]
    preview = [
        (number, one, [one.answers[place] for place in places])
        for number, one in found.reading.responses[:SHOWN]
    ]
    wrong = list(faults) or found.reading.faults
    return render_template(
        "office/import_draft.html",
        found=found,
        codes=codes,
        preview=preview,
        faults=wrong[:FAULTS_SHOWN],
        more=wrong[FAULTS_SHOWN:],
        words=WORDS,
        unknown=list(found.reading.unknown)[:FAULTS_SHOWN],
        orders=DayOrder,
        identical=Identical,
    )
