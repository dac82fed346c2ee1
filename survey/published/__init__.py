"""What everybody may see: results of whole periods, and their method. No sign-in, no script, no cookie."""

from importlib import import_module

from flask import Flask

from survey.published.pages import bp

# Put their routes on the blueprint when the app is made: they need the releases of this very room.
MORE_PAGES = ("open_data",)


def register(app: Flask) -> None:
    for name in MORE_PAGES:
        import_module(f"survey.published.{name}")
    app.register_blueprint(bp)
