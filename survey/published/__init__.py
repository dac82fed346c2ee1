"""What everybody may see: results of whole periods, and their method. No sign-in, no script, no cookie."""

from flask import Flask

from survey.published import board, embedding
from survey.published.pages import bp

# These hang their pages into the blueprint when they are imported.
__all__ = ["board", "embedding", "register"]


def register(app: Flask) -> None:
    app.register_blueprint(bp)
