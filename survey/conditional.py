"""A file that changes only when something is closed: who has it already is told so in a few bytes."""

import hashlib
from datetime import UTC, date, datetime, time

from flask import Response, request

from survey.clock import VIETNAM

A_WHILE = 300


def answered(content: bytes, content_type: str, day: date, *, private: bool = False) -> Response:
    """The content, or 304 when the asker has it; `day` is the one since which it has been so."""
    response = Response(content, content_type=content_type)
    response.set_etag(hashlib.sha256(content).hexdigest()[:32])
    since = datetime.combine(day, time.min, VIETNAM).astimezone(UTC)
    response.last_modified = since
    kept = "private, no-cache" if private else f"public, max-age={A_WHILE}"
    response.headers["Cache-Control"] = kept
    # By the day alone a period that was opened and closed again within it would seem unchanged.
    if request.if_none_match:
        response.make_conditional(request)
    return response
