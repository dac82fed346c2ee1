"""Languages of the public pages: Vietnamese is the source, the others are catalogues in data/locale."""

import csv
from functools import cache

from flask import Flask, request
from flask_babel import Babel, get_locale
from werkzeug.exceptions import HTTPException

from survey.places import folder

DEFAULT = "vi"
FIELD = "lang"


@cache
def names() -> dict[str, str]:
    """The languages that are offered, by code: those whose catalogue is complete."""
    with (folder("data") / "locale" / "languages.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file) if row["state"] == "complete"}


def chosen() -> str:
    """The language asked for in the address or in the form; anything else is Vietnamese."""
    # A body only where one is sent: a shared cache does not tell pages apart by it.
    wanted = request.args.get(FIELD) or (_in_form() if request.method == "POST" else DEFAULT)
    return wanted if wanted in names() else DEFAULT


def _in_form() -> str:
    # The page that says a form cannot be read asks for the language too: reading it again would fail again.
    try:
        return request.form.get(FIELD, DEFAULT)
    except HTTPException:
        return DEFAULT


def current() -> str:
    locale = get_locale()
    return locale.language if locale else DEFAULT


def register(app: Flask) -> None:
    app.config.update(
        BABEL_DEFAULT_LOCALE=DEFAULT,
        BABEL_DEFAULT_TIMEZONE="Asia/Ho_Chi_Minh",
        BABEL_TRANSLATION_DIRECTORIES=str(folder("data") / "locale"),
    )
    Babel(app, locale_selector=chosen)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals.update(language=current, languages=names())
