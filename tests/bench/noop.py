"""The yardsticks: Flask and one route that does nothing, bare or after reading the form it was sent."""

from flask import Flask, request


def create_app() -> Flask:
    """Bare: the body stays where the server put it. What every target is measured against."""
    app = Flask("noop")

    @app.post("/")
    def nothing() -> str:
        return ""

    return app


def create_reading_app() -> Flask:
    """The least that any Flask view does which wants to know what was sent."""
    app = Flask("reader")

    @app.post("/")
    def nothing() -> str:
        return "" if request.form else "nothing came"

    return app
