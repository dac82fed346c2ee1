"""Brotli or gzip, whichever the browser takes: the page must fit the first flight of a slow line."""

from flask import Flask, Response
from flask_compress import Compress


def register(app: Flask) -> None:
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5, COMPRESS_MIN_SIZE=400)
    Compress(app)
    # Registered after the compressor, so it runs before it.
    app.after_request(_read_file)


def _read_file(response: Response) -> Response:
    """Read a static file whole: the compressor would stream it and leave it open."""
    if response.direct_passthrough:
        response.direct_passthrough = False
        response.make_sequence()
    return response
