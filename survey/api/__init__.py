"""Published results for other programs, read-only; the office's own systems see theirs with a key."""

from flask import Flask

from survey.api import blueprint, pages
from survey.limits import ReadingLimits
from survey.running import running_in

# Importing them puts their routes on the blueprint.
PAGES = (pages,)


def register(app: Flask) -> None:
    chosen = running_in(app).settings
    app.extensions[blueprint.LIMITS] = ReadingLimits(chosen.api_rate, chosen.token_rate)
    app.register_blueprint(blueprint.bp)
