"""A snapshot that somebody hands over: is it what was closed?"""

from flask import render_template
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired

from survey.closing import closed
from survey.closing.errors import SnapshotError
from survey.closing.held import Held, Standing, held
from survey.office.blueprint import bp
from survey.running import running


class FileForm(FlaskForm):  # type: ignore[misc]
    file = FileField("Tệp bản chốt (.json)", [FileRequired("Hãy chọn tệp bản chốt đã tải về.")])


@bp.route("/chot-ky/tep", methods=["GET", "POST"])
def verify_page() -> tuple[str, int]:
    form = FileForm()
    if not form.is_submitted():
        return _page(form), 200
    if not form.validate():
        return _page(form), 422
    try:
        found = held(running().store, closed.prove(form.file.data.read()))
    except SnapshotError as refused:
        form.file.errors = [str(refused)]
        return _page(form), 422
    return _page(form, found), 200


def _page(form: FileForm, found: Held | None = None) -> str:
    return render_template("office/closing_check.html", form=form, held=found, Standing=Standing)
