"""What every answer tells the browser: nothing from elsewhere, nothing guessed, nothing kept of a person."""

import base64
import hashlib
from functools import cache

from flask import Flask, Response, request
from markupsafe import Markup

from survey.places import folder
from survey.running import running

YEAR_SECONDS = 365 * 24 * 3600
INLINE = ("citizen.css", "citizen.js")
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def register(app: Flask) -> None:
    app.jinja_env.globals["inline"] = inline
    app.after_request(_guard)


@cache
def _text(name: str) -> str:
    return (folder("static") / name).read_text(encoding="utf-8").strip()


def inline(name: str) -> Markup:
    """A file of survey/static, written into the page: one request until the form can be used."""
    return Markup(_text(name))  # noqa: S704 - our own file


@cache
def _policy() -> str:
    hashes = {name: _hash(_text(name)) for name in INLINE}
    return _written(
        {
            "default-src": "'none'",
            "script-src": f"'self' '{hashes['citizen.js']}'",
            "style-src": f"'self' '{hashes['citizen.css']}'",
            "img-src": "'self' data:",
            "connect-src": "'self'",
            "worker-src": "'self'",
            "form-action": "'self'",
            "base-uri": "'none'",
            "frame-ancestors": "'none'",
        }
    )


@cache
def policy_for_frames(style: str) -> str:
    """For a page that other sites may show: it has one inline style, and can do nothing at all."""
    return _written(
        {
            "default-src": "'none'",
            "style-src": f"'{_hash(_text(style))}'",
            "img-src": "data:",
            "form-action": "'none'",
            "base-uri": "'none'",
            "frame-ancestors": "*",
        }
    )


def _written(rules: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _guard(response: Response) -> Response:
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _policy())
    if running().settings.secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}; includeSubDomains")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
