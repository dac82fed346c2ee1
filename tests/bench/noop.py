"""The yardstick: Flask and one route that does nothing."""

from flask import Flask


def create_app() -> Flask:
    app = Flask("noop")

    @app.post("/")
    def nothing() -> str:
        return ""

    return app
