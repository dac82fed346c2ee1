"""Brotli or gzip, whichever the browser takes: the page must fit the first flight of a slow line."""

from flask import Flask
from flask_compress import Compress


def register(app: Flask) -> None:
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5, COMPRESS_MIN_SIZE=400)
    Compress(app)
