"""The least a submission can cost: Flask, the form read, and the store. What the real page adds is checks."""

from flask import Flask, request

from survey import settings as configuration
from survey.store.connection import open_store
from survey.store.writer import Writer
from tests.store import small_office


def create_app() -> Flask:
    app = Flask("floor")
    writer = Writer(open_store(configuration.load().database))

    @app.post("/")
    def store() -> str:
        writer.submit(small_office.response(comment=request.form["phieu"]))
        return ""

    return app
