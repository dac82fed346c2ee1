"""What everybody may see: results of whole periods, and their method. No sign-in, no script, no cookie."""

from flask import Flask

from survey.published.pages import bp


def register(app: Flask) -> None:
    app.register_blueprint(bp)
