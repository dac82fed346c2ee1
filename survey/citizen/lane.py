"""In front of Flask: a plain form that is taken is thanked from here; everything else goes on to its page."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.exceptions import ClientDisconnected
from werkzeug.formparser import FormDataParser

from survey.citizen.desk import Desk
from survey.citizen.pages import CAME, thanked
from survey.citizen.sheet import CHANNELS, CODE
from survey.languages import FIELD
from survey.response import MAX_FORM_BYTES, Fields
from survey.store.responses import Outcome

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

MIMETYPE = "application/x-www-form-urlencoded"
KEPT_THANKS = 1024
# A single-use code goes the whole way: it is looked up each time, and nothing of it is kept.
_CHANNEL_OF = {path: channel for channel, path in CHANNELS.items() if channel != CODE}
_PATH = re.compile(rf"({'|'.join(_CHANNEL_OF)})/([0-9A-Z]+)")
_LENGTH = re.compile("[0-9]{1,5}")
_parser = FormDataParser()


class Lane:
    def __init__(self, app: Flask, desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self.flask = app.wsgi_app
        self._thanks = lru_cache(KEPT_THANKS)(self._made)

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        path = _PATH.fullmatch(environ["PATH_INFO"])
        if not path or not _is_plain(environ):
            return self.flask(environ, start)
        fields: dict[str, Sequence[str]] = {}

        def read() -> Fields:
            fields.update(_read(environ))
            return fields

        code, channel = path[2], _CHANNEL_OF[path[1]]
        try:
            came = self._desk.take(code, channel, environ.get("REMOTE_ADDR", ""), read)
        except Exception as trouble:
            environ[CAME] = trouble
            return self.flask(environ, start)
        if came not in (Outcome.STORED, Outcome.REPEATED) or FIELD in fields:
            environ[CAME] = came
            return self.flask(environ, start)
        status, headers, body = self._thanks(code, channel)
        start(status, headers)
        return [body]

    def _made(self, code: str, channel: str) -> tuple[str, list[tuple[str, str]], bytes]:
        """What Flask answers with all its headers; the same for every form of this point."""
        with self._app.test_request_context(f"{CHANNELS[channel]}/{code}", method="POST"):
            made = self._app.process_response(self._app.make_response(thanked(code, channel)))
        return made.status, made.headers.to_wsgi_list(), made.get_data()


def _is_plain(environ: "WSGIEnvironment") -> bool:
    """A form as browsers send it to the address that was printed, of a size that is allowed."""
    length = environ.get("CONTENT_LENGTH", "")
    return (
        environ["REQUEST_METHOD"] == "POST"
        and environ.get("CONTENT_TYPE", "").partition(";")[0] == MIMETYPE
        and _LENGTH.fullmatch(length) is not None
        and int(length) <= MAX_FORM_BYTES
        and not any(map(environ.get, ("QUERY_STRING", "SCRIPT_NAME", "HTTP_TRANSFER_ENCODING")))
    )


def _read(environ: "WSGIEnvironment") -> Fields:
    length = int(environ["CONTENT_LENGTH"])
    body = environ["wsgi.input"].read(length)
    # Flask reads it once more when a page has to be shown.
    environ["wsgi.input"] = BytesIO(body)
    if len(body) < length:
        raise ClientDisconnected
    return dict(_parser.parse(BytesIO(body), MIMETYPE, length)[1].lists())
