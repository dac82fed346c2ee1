"""The citizen's page: one form, one thank-you. No sign-in, no cookie, no statistics."""

from flask import Flask

from survey.citizen import pages
from survey.citizen.desk import Desk
from survey.citizen.lane import Lane
from survey.running import running_in


def register(app: Flask) -> None:
    app.extensions[pages.DESK] = desk = Desk(running_in(app))
    app.register_blueprint(pages.blueprint())
    app.wsgi_app = Lane(app, desk)  # type: ignore[assignment, method-assign]
