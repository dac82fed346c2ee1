"""Plotly's script from the installed package: no foreign host, compressed once per process."""

import gzip
from functools import lru_cache
from importlib.resources import files

import brotli  # type: ignore[import-untyped]
from flask import Response, abort, request

from survey.office.blueprint import PLOTLY, bp

# Bytes fall by 5 % from 5 to 9 and the wait triples; this runs in somebody's request.
BROTLI_QUALITY = 5


@bp.get("/plotly-<version>.js")
def plotly(version: str) -> Response:
    if version != PLOTLY:
        abort(404)
    encoding = request.accept_encodings.best_match(["br", "gzip", "identity"], "identity")
    response = Response(_script(encoding), mimetype="text/javascript")
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    response.headers["Vary"] = "Accept-Encoding"
    # The address changes with the version, so a copy never grows old.
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@lru_cache(maxsize=3)
def _script(encoding: str) -> bytes:
    plain = files("plotly").joinpath("package_data/plotly.min.js").read_bytes()
    if encoding == "br":
        return bytes(brotli.compress(plain, quality=BROTLI_QUALITY))
    return gzip.compress(plain, mtime=0) if encoding == "gzip" else plain
