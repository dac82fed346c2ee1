"""What may stand in the addresses of every page."""

from flask import Flask
from werkzeug.routing import IntegerConverter

from survey.whole import SHORT


class Number(IntegerConverter):
    """`<int:…>`: a number too long for the store makes an address that there is not."""

    regex = SHORT


def register(app: Flask) -> None:
    """Before the rooms: a rule keeps the converter that stood when it was made."""
    app.url_map.converters["int"] = Number
