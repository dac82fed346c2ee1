"""The citizen's page: one form, one thank-you. No sign-in, no cookie, no statistics."""

from flask import Flask

from survey.citizen import pages


def register(app: Flask) -> None:
    app.register_blueprint(pages.blueprint(app))
