"""What everybody may see: results of whole periods, and their method. No sign-in, no script, no cookie."""

from importlib import import_module

from flask import Flask

from survey.published import address, changes, figures, sentences
from survey.published.pages import bp

# Put their routes on the blueprint when the app is made: they need the releases of this very room.
MORE_PAGES = ("board", "embedding", "open_data")


def register(app: Flask) -> None:
    for name in MORE_PAGES:
        import_module(f"survey.published.{name}")
    app.register_blueprint(bp)
    # Other rooms use the frame of these pages too.
    app.jinja_env.globals.update(
        to=address.to,
        outside=address.outside,
        exported=address.exported,
        vietnamese=address.vietnamese,
        other_languages=address.other_languages,
        say=sentences,
        say_change=changes.said,
        write=figures,
    )
