"""The application factory: nothing happens at import."""

import mimetypes

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from survey import settings as configuration
from survey.places import folder
from survey.response import MAX_FORM_BYTES
from survey.running import EXTENSION, start
from survey.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or configuration.load()
    app = Flask("survey", template_folder=str(folder("templates")))
    app.extensions[EXTENSION] = live = start(settings)
    app.config.update(
        SECRET_KEY=live.secrets[-1],
        SECRET_KEY_FALLBACKS=list(live.secrets[:-1]),
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    mimetypes.add_type("text/javascript", ".js")
    _register(app)
    if settings.trusted_proxies:
        # Outermost: whoever counts by address must see the one that was forwarded.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=1)  # type: ignore[method-assign]
    return app


def _register(app: Flask) -> None:
    # Imported here, so that a command that only needs the store does not wait for pandas.
    from survey import (
        addresses,
        api,
        citizen,
        compression,
        errors,
        formats,
        headers,
        health,
        languages,
        office,
        published,
    )

    for room in (
        addresses,
        formats,
        languages,
        errors,
        headers,
        compression,
        health,
        citizen,
        office,
        published,
        api,
    ):
        room.register(app)
